"""All sub-commands together, and how a refusal or fault becomes one line and an exit code."""

from collections.abc import Sequence

import click

from casedesk import __version__
from casedesk.commands import care, keys, upkeep
from casedesk.commands.asking import Stop
from casedesk.kernel.changes import RefusedError
from casedesk.kernel.words import LANGUAGES, _, set_language
from casedesk.store.faults import StoreFault


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="casedesk")
@click.option("--language", type=click.Choice(LANGUAGES), default="nl", show_default=True,
              help="Language of messages and documents.")  # fmt: skip
def casedesk(language: str) -> None:
    """Keep cases of human trafficking in an encrypted store.

    Without a command the window opens; `casedesk open STORE` opens it on that store.
    """
    set_language(language)


for command in (
    upkeep.demo, upkeep.create, upkeep.info, upkeep.verify, upkeep.migrate, upkeep.backup,
    upkeep.restore, care.handover, care.summary, keys.user,
):  # fmt: skip
    casedesk.add_command(command)


def run_command(words: Sequence[str]) -> int:
    """Run one command; every expected trouble is one line on stderr and exit code 1."""
    try:
        casedesk.main(list(words), prog_name="casedesk", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo(_("Stopped."), err=True)
        return 1
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (Stop, StoreFault, RefusedError) as trouble:
        click.echo(str(trouble), err=True)
        return 1
    except OSError as trouble:
        reason = trouble.strerror or type(trouble).__name__
        place = f": {trouble.filename}" if trouble.filename else ""
        click.echo(_("The file or folder cannot be used: {reason}").format(reason=reason) + place,
                   err=True)  # fmt: skip
        return 1
    return 0
