"""Start CaseDesk with ``python -m casedesk``, exactly as the command ``casedesk`` does."""

from casedesk.cli import main

if __name__ == "__main__":
    main()
