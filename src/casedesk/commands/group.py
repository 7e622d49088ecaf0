"""All sub-commands together, and how a refusal or fault becomes one line and an exit code."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from types import MappingProxyType

import click

from casedesk import __version__
from casedesk.commands.asking import Stop
from casedesk.kernel.changes import RefusedError
from casedesk.kernel.words import LANGUAGES, _, set_language
from casedesk.store.faults import StoreFault

COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "demo": ("upkeep", "Make a demo store with an invented region."),
        "create": ("upkeep", "Make an empty store with a first account."),
        "info": ("upkeep", "Tell what a store is: name, version, size, numbers."),
        "verify": ("upkeep", "Prove that pages, trail and values of a store are whole."),
        "migrate": ("upkeep", "Bring an older store up to date, after a checked backup."),
        "backup": ("copies", "Copy a store to one encrypted file."),
        "restore": ("copies", "Put a backup back as a store in a new folder."),
        "handover": ("care", "Make a handover for a partner: an encrypted PDF."),
        "summary": ("care", "Make the summary of a case for the supervisor, without names."),
        "calendar": ("dates", "Save the dates as a calendar file: days and case numbers."),
        "user": ("keys", "Add, list, renew or revoke the persons who can open a store."),
    }
)
"""Each command: the module in which it stands, and what it does in one line.

The line stands here so that ``casedesk --help`` need not import the program.
"""


class Commands(click.Group):
    """The sub-commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order in which one meets them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"casedesk.commands.{COMMANDS[cmd_name][0]}")
        found: click.Command = getattr(module, cmd_name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help text."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_module, line) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="casedesk")
@click.option("--language", type=click.Choice(LANGUAGES), default="nl", show_default=True,
              help="Language of messages and documents.")  # fmt: skip
def casedesk(language: str) -> None:
    """Keep cases of human trafficking in an encrypted store.

    Without a command the window opens; `casedesk open STORE` opens it on that store.
    """
    set_language(language)


def run_command(words: Sequence[str]) -> int:
    """Run one command; trouble is one line on stderr and exit code 1, wrong usage code 2."""
    try:
        casedesk.main(list(words), prog_name="casedesk", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _failed(_("Stopped."))
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (Stop, StoreFault, RefusedError) as trouble:
        return _failed(str(trouble))
    except OSError as trouble:
        reason = trouble.strerror or type(trouble).__name__
        place = f": {trouble.filename}" if trouble.filename else ""
        return _failed(
            _("The file or folder cannot be used: {reason}").format(reason=reason) + place
        )
    except Exception as fault:  # noqa: BLE001 - a script needs its line and code; values stay out
        return _failed(
            _("CaseDesk made a mistake and stopped: {name}.").format(name=type(fault).__name__)
        )
    return 0


def _failed(sentence: str) -> int:
    click.echo(sentence, err=True)
    return 1
