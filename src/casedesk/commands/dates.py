"""The command that writes the dates of the work list to a calendar file: ``calendar``."""

from pathlib import Path
from typing import Any

import click

from casedesk.access.rights import Right
from casedesk.commands.asking import (
    Stop,
    need,
    refuse_existing,
    say,
    sit_down,
    store_argument,
    target,
    who,
    write_private,
)
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import ngettext


@click.command()
@store_argument
@click.option("--all", "everybody", is_flag=True, help="Also the work of other coordinators.")
@click.option("--alarm", is_flag=True, help="Let each date ring at nine in the morning.")
@target
@who
def calendar(
    store: Path, everybody: bool, alarm: bool, to: Path, login: str, passphrase_file: Any
) -> None:
    """Save the dates as a calendar file: days and case numbers, no name and no content.

    The file is not encrypted. Delete it after your calendar has read it.
    """
    from casedesk.worklist.calendar_file import calendar_file
    from casedesk.worklist.reading import MINE, WorkQuery

    refuse_existing(to)
    with sit_down(store, login, passphrase_file) as sitting:
        need(sitting, Right.SUMMARY)
        query = WorkQuery("" if everybody else MINE)
        made = calendar_file(sitting.store, sitting.reader, query, alarm=alarm)
        if isinstance(made, Refused):
            raise Stop(made.sentence)
    write_private(to, made.content)
    said = ngettext("Calendar with {n} date: {path}", "Calendar with {n} dates: {path}", made.dates)
    say(said.format(n=made.dates, path=to))
