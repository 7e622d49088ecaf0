"""Where the packaged program begins: the same as the command ``casedesk``."""

import sys

from casedesk.cli import main

if __name__ == "__main__":
    sys.exit(main())
