"""Start CaseDesk with ``python -m casedesk``, exactly as the command ``casedesk`` does."""

import sys

from casedesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
