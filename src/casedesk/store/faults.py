"""What can be wrong with a store, one class per cause, each with its own sentence.

These are faults, not refusals: the program cannot go on with this store as it stands. None of
them is raised after something on disk was changed.
"""

from typing import ClassVar

from casedesk.kernel.words import N_, _


class StoreFault(Exception):  # noqa: N818 - a fault, not a refusal
    """Something is wrong with the store; ``str()`` gives the sentence for the user."""

    sentence: ClassVar[str] = N_("The store cannot be used.")

    def __init__(self, detail: str = "", **values: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.values = values

    def __str__(self) -> str:
        return _(self.sentence).format(**self.values)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.detail!r})"


class NotAStore(StoreFault):
    """The folder is missing, or lacks a key file or a database."""

    sentence = N_("This folder is not a CaseDesk store.")


class WrongPassphrase(StoreFault):
    """The passphrase does not open the slot, or there is no such login: never say which."""

    sentence = N_("The login name or the passphrase is not right.")


class KeyFileDamaged(StoreFault):
    """The key file was changed by accident or on purpose, or asks for a lock that is too weak."""

    sentence = N_(
        "The key file of this store is damaged or was changed. Nothing was changed just now. "
        "Put the key file back from a backup."
    )


class KeyFileOlder(StoreFault):
    """An earlier key file was put back; it may hold the slot of somebody who was revoked."""

    sentence = N_(
        "The key file is older than the store. Somebody put an old key file back. "
        "Nothing was changed just now."
    )


class KeysDoNotFit(StoreFault):
    """Key file and database come from different moments or different stores."""

    sentence = N_(
        "The key file and the database do not belong together. "
        "One of them comes from another copy. Nothing was changed just now."
    )


class DatabaseDamaged(StoreFault):
    """The database is not what CaseDesk wrote: a page is altered, cut or unreadable."""

    sentence = N_(
        "The database of this store is damaged. Nothing was changed just now. "
        "Restore a backup in a new folder."
    )


class NewerSchema(StoreFault):
    """A newer CaseDesk made or upgraded this store."""

    sentence = N_(
        "A newer version of CaseDesk made this store. Nothing was changed just now. "
        "Ask for the newer version."
    )


class UpgradeFailed(StoreFault):
    """A migration failed; the store stands as it stood."""

    sentence = N_(
        "The store could not be brought up to date. "
        "The old store is untouched, and there is a backup."
    )


class UpgradeNeeded(StoreFault):
    """The store is from an older CaseDesk and the caller did not ask to bring it up to date."""

    sentence = N_("This store must first be brought up to date.")


class StoreInUse(StoreFault):
    """The job needs the store alone, and it is open in another window or program here."""

    sentence = N_("The store is open in another window or program. Close it there and try again.")


class StoreElsewhere(StoreFault):
    """Another computer has this folder open."""

    sentence = N_(
        "The store is open on another computer ({machine}). "
        "Close it there, or wait a few minutes and try again."
    )


class StoreUnwritable(StoreFault):
    """CaseDesk may not read or write in the folder."""

    sentence = N_("CaseDesk may not write in this folder. Ask IT for rights to it.")


class DiskFull(StoreFault):
    """There is no room for the copy that the job makes first."""

    sentence = N_("The disk is full. The store is untouched. Make room and try again.")


class DiskTrouble(StoreFault):
    """The disk or the network share gave an error of its own."""

    sentence = N_(
        "The disk or network folder gave an error. What was saved is safe. "
        "Try again, or ask IT to look at it."
    )


class BackupDamaged(StoreFault):
    """The backup file is not whole: a byte was changed, or the end is missing."""

    sentence = N_("This backup is damaged. Nothing was restored from it.")


class PlaceTaken(StoreFault):
    """A store or file stands where one was to be made."""

    sentence = N_("There is already something in that place. Nothing was overwritten.")
