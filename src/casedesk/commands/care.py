"""Commands that make documents: ``handover`` and ``summary``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from casedesk import bootstrap
from casedesk.access.rights import Right
from casedesk.commands.asking import (
    Stop,
    need,
    passphrase_from,
    refuse_existing,
    say,
    sit_down,
    store_argument,
    target,
    who,
    write_private,
)
from casedesk.kernel.changes import Refused
from casedesk.kernel.words import _


@click.command()
@store_argument
@click.option("--case", "number", required=True, help="Number of the case.")
@click.option("--partner", required=True, help="Name of the partner as in the directory.")
@click.option("--purpose", required=True, help="What the handover is for.")
@click.option("--ground", required=True, help="Legal ground: consent, public_task, vital_interest, "
              "legal_duty or other.")  # fmt: skip
@click.option("--ground-reason", default="", help="Needed for the ground other.")
@click.option("--person", "persons", multiple=True, help="Only about these persons (name).")
@click.option("--informed", default="", help="Whether the person knows: yes or no.")
@click.option("--request", default="", help="What is asked of the partner.")
@click.option("--answer-by", type=click.DateTime(["%Y-%m-%d"]), help="Answer needed by.")
@click.option("--texts-read", is_flag=True, help="I have read the free texts that may go along.")
@click.option("--passphrase-out", type=click.Path(path_type=Path), required=True,
              help="Write the passphrase of the file here, for the second channel.")  # fmt: skip
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Sign the file with this certificate (PKCS#12).")  # fmt: skip
@click.option("--certificate-passphrase-file", "opens_certificate", type=click.File("rb"),
              help="File with the passphrase of the certificate on its first line.")  # fmt: skip
@target
@who
def handover(
    store: Path, number: str, partner: str, purpose: str, ground: str, ground_reason: str,
    persons: tuple[str, ...], informed: str, request: str, answer_by: Any, texts_read: bool,
    passphrase_out: Path, certificate: Path | None, opens_certificate: Any, to: Path, login: str,
    passphrase_file: Any,
) -> None:  # fmt: skip
    """Make a handover for a partner: an encrypted PDF, and a line in the register."""
    from casedesk.handover import use_cases
    from casedesk.handover.asking import ask
    from casedesk.handover.facts import Purpose
    from casedesk.handover.signing import Seal

    day: date | None = answer_by and answer_by.date()
    refuse_existing(to, passphrase_out)
    with sit_down(store, login, passphrase_file) as sitting:
        need(sitting, Right.HANDOVER)
        author = bootstrap.author(sitting)
        asked = ask(
            author, number=number, partner=partner, persons=persons, informed=informed,
            purpose=Purpose(purpose, ground, ground_reason), request=request,
            answer_by=day, texts_read=texts_read,
        )  # fmt: skip
        if isinstance(asked, Refused):
            raise Stop(asked.sentence)
        seal = None
        if certificate is not None:
            secret = passphrase_from(opens_certificate, _("Passphrase of the certificate"))
            seal = Seal(certificate.read_bytes(), secret)
        made = use_cases.make_handover(author, asked, seal=seal)
        if isinstance(made, Refused):
            raise Stop(made.sentence)
    write_private(passphrase_out, f"{made.passphrase}\n".encode())
    write_private(to, made.file)
    say(_("Handover made: {path}").format(path=to))


@click.command()
@store_argument
@click.option("--case", "number", required=True, help="Number of the case.")
@target
@who
def summary(store: Path, number: str, to: Path, login: str, passphrase_file: Any) -> None:
    """Make the summary of a case for the supervisor, without names."""
    from casedesk.handover import use_cases

    refuse_existing(to)
    with sit_down(store, login, passphrase_file) as sitting:
        need(sitting, Right.SUMMARY)
        author = bootstrap.author(sitting)
        case_id = use_cases.case_by_number(author, number)
        if case_id is None:
            raise Stop(_("There is no case with number {number}.").format(number=number))
        made = use_cases.make_summary(author, case_id)
        if isinstance(made, Refused):
            raise Stop(made.sentence)
    write_private(to, made.file)
    say(_("Summary made: {path}").format(path=to))
