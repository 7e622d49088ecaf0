"""What one user of this computer prefers, kept outside the store.

A plain settings file: nothing in it may tell of a case or a person (quality.md B2). Column
widths are kept per kind of list, places never.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

LANGUAGES = ("nl", "en")
THEMES = ("system", "light", "dark")
TEXT_SIZES = (100, 110, 125, 150, 175, 200)
IDLE_MINUTES = (1, 2, 5, 10, 15)
ON_OFF = ("on", "off")
MOST_RECENT = 5


class Settings(QObject):
    """Reads and writes the settings; ``changed`` names the one that changed."""

    changed = Signal(str)

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """Language of the texts: ``nl`` or ``en``."""
        return self._one_of("language", LANGUAGES, "nl")

    @language.setter
    def language(self, value: str) -> None:
        self._set("language", value)

    @property
    def theme(self) -> str:
        """``light``, ``dark``, or ``system`` to do as the system does."""
        return self._one_of("theme", THEMES, "system")

    @theme.setter
    def theme(self, value: str) -> None:
        self._set("theme", value)

    @property
    def text_size(self) -> int:
        """Size of the text in percent of the system's, 100 to 200."""
        return min(200, max(100, self._number("text_size", 100)))

    @text_size.setter
    def text_size(self, value: int) -> None:
        self._set("text_size", value)

    @property
    def idle_minutes(self) -> int:
        """After how many minutes without a key or a click the store is locked."""
        return min(60, max(1, self._number("idle_minutes", 5)))

    @idle_minutes.setter
    def idle_minutes(self, value: int) -> None:
        self._set("idle_minutes", value)

    @property
    def notify(self) -> bool:
        """Whether the desktop tells once a day how many dates fall on today."""
        return self._one_of("notify", ON_OFF, "on") == "on"

    @notify.setter
    def notify(self, value: bool) -> None:
        self._set("notify", "on" if value else "off")

    @property
    def notified_on(self) -> str:
        """The day (ISO) on which it told this last; empty if it never did."""
        return str(self._kept.value("notified_on", ""))

    @notified_on.setter
    def notified_on(self, value: str) -> None:
        self._set("notified_on", value)

    @property
    def certificate(self) -> Path | None:
        """Where the certificate is with which documents are signed; never what opens it."""
        kept = str(self._kept.value("certificate", ""))
        return Path(kept) if kept else None

    @certificate.setter
    def certificate(self, value: Path | None) -> None:
        self._set("certificate", str(value or ""))

    def recent_stores(self) -> tuple[Path, ...]:
        """Stores that were opened here and are still there, the last one first."""
        kept = self._kept.value("recent_stores", [])
        names = [kept] if isinstance(kept, str) else list(kept) if isinstance(kept, list) else []
        return tuple(path for name in names if (path := Path(str(name))).is_dir())

    def remember_store(self, path: Path) -> None:
        """Put a store at the head of the recent ones."""
        path = path.resolve()
        others = [old for old in self.recent_stores() if old != path]
        self._set("recent_stores", [str(p) for p in (path, *others)][:MOST_RECENT])

    def widths(self, name: str) -> tuple[int, ...]:
        """Column widths in pixels that a list was left with; empty if it never was."""
        kept = self._kept.value(f"columns/{name}", [])
        items = [kept] if isinstance(kept, str) else list(kept) if isinstance(kept, list) else []
        return tuple(int(item) for item in items if str(item).isdecimal())

    def keep_widths(self, name: str, widths: Iterable[int]) -> None:
        """Remember column widths."""
        self._kept.setValue(f"columns/{name}", [str(width) for width in widths])

    def bytes_of(self, name: str) -> QByteArray:
        """Geometry as Qt packs it; empty when there is none."""
        kept = self._kept.value(f"window/{name}")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_bytes(self, name: str, value: QByteArray) -> None:
        """Remember geometry."""
        self._kept.setValue(f"window/{name}", value)

    def save(self) -> None:
        """Write to disk now."""
        self._kept.sync()

    def _one_of(self, name: str, allowed: tuple[str, ...], otherwise: str) -> str:
        value = str(self._kept.value(name, otherwise))
        return value if value in allowed else otherwise

    def _number(self, name: str, otherwise: int) -> int:
        value = str(self._kept.value(name, otherwise))
        return int(value) if value.isdecimal() else otherwise

    def _set(self, name: str, value: Any) -> None:
        if str(self._kept.value(name, "")) == str(value):
            return
        self._kept.setValue(name, value)
        self._kept.sync()
        self.changed.emit(name)
