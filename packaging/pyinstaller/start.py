"""Where the packaged program begins: the same as the command ``casedesk``."""

from casedesk.cli import main

if __name__ == "__main__":
    main()
