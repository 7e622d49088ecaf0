"""The commands of the window itself."""

from casedesk.desktop.rail import Stop
from casedesk.kernel.commands import Command, Menu
from casedesk.kernel.words import N_

LOCK = Command("lock", N_("&Lock"), "Ctrl+L", "lock", Menu.FILE, 8)
BLANK = Command(
    "blank", N_("&Blank the window"), "F9", "eye-off", Menu.FILE, 8,
    N_("Hide everything at once. F9 brings it back; after ten seconds CaseDesk locks."),
)  # fmt: skip
QUIT = Command("quit", N_("&Quit"), "Ctrl+Q", "", Menu.FILE, 9)
CONTACT = Command("contact", N_("&Write down a contact"), "Ctrl+Shift+C", "message", Menu.FILE, 1)
REMINDER = Command("reminder", N_("Set a &reminder"), "Ctrl+Shift+R", "alarm", Menu.FILE, 1)
COMENSHA = Command(
    "comensha", N_("&Victims and CoMensha"), "Ctrl+Shift+M", "speakerphone", Menu.GO, 2
)
UNDO = Command("undo", N_("&Undo"), "Ctrl+Z", "arrow-back-up", Menu.EDIT)
REDO = Command("redo", N_("&Redo"), "Ctrl+Shift+Z", "arrow-forward-up", Menu.EDIT)
BACK = Command("back", N_("&Back"), "Alt+Left", "arrow-left", Menu.GO)
FORWARD = Command("forward", N_("&Forward"), "Alt+Right", "arrow-right", Menu.GO)
PALETTE = Command("palette", N_("All &commands"), "Ctrl+K", "search", Menu.VIEW)
ABOUT = Command("about", N_("&About CaseDesk"), "", "info-circle", Menu.HELP)


def stop(number: int, place: Stop) -> Command:
    """The command that goes to a stop of the rail, by its number from above.

    Settings have the key that they have in other programs; Ctrl+0 fits a picture in the window.
    """
    key = f"Ctrl+{number}" if number <= 9 else ""
    if place.page == "settings":
        key = "Ctrl+,"
    return Command(f"go-{place.page}", place.text, key, place.icon, Menu.GO, 1)
