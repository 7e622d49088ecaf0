"""The command line: the same use cases without a window, for IT and for scripts.

``casedesk`` alone opens the window. Exit code 0 is success, 1 a job that was refused or failed
(one clear line on stderr), 2 wrong usage. Passphrases come from a file, from standard input or
from a prompt, never from arguments or the environment, where others can read them.
"""

import sys
from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Run a command and answer its exit code; without words, open the window."""
    given = list(sys.argv[1:] if words is None else words)
    if not given or given[0] == "open":
        from casedesk.desktop.app import run

        return run(given[1:])
    if given[0] == "tour":
        from casedesk.desktop.tour import main as tour

        return tour(given[1:])
    from casedesk.commands.group import run_command

    return run_command(given)
