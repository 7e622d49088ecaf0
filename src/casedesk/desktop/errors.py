"""What happens when something unexpected fails: a clear sentence, and a log without data.

The log says which kind of fault and where in the code, never a value: messages of faults can
quote what a user typed. The store is safe: whatever was under way was rolled back.
"""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from casedesk.kernel.words import _

LARGEST_LOG = 256 * 1024
_PACKAGE = Path(__file__).resolve().parents[1]


def describe(fault: BaseException) -> str:
    """Kind of the fault and the places in the code that it passed, without any value."""
    import traceback

    kinds: list[str] = []
    link: BaseException | None = fault
    while link is not None and len(kinds) < 5:
        kinds.append(f"{type(link).__module__}.{type(link).__qualname__}")
        link = link.__cause__ or link.__context__
    frames = traceback.extract_tb(fault.__traceback__)
    places = [f"{_inside(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return " <- ".join(kinds) + "\n" + "".join(f"    {place}\n" for place in places[-20:])


def _inside(filename: str) -> str:
    """A place in our code, or the bare name of a file of others; never a user's folder."""
    path = Path(filename)
    try:
        return path.relative_to(_PACKAGE).as_posix()
    except ValueError:
        return path.name


class FaultLog:
    """Keeps the last faults in a small text file in the user's log folder."""

    def __init__(self, place: Callable[[], Path]) -> None:
        self._place = place

    @property
    def file(self) -> Path:
        """Where it stands; asked only when there is something to write."""
        return self._place()

    def add(self, fault: BaseException) -> None:
        """Write one fault down; a log that cannot be written must not be a second fault."""
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            old = self.file.read_bytes() if self.file.exists() else b""
            entry = f"{stamp} {describe(fault)}".encode()
            self.file.write_bytes((old + entry)[-LARGEST_LOG:])
        except OSError:
            pass


class ErrorHook:
    """Takes every exception that nothing else took, from any thread."""

    def __init__(self, log: FaultLog, tell: Callable[[str, str], None]) -> None:
        self._log, self._tell = log, tell
        self._telling = False

    def install(self) -> None:
        """Take unexpected exceptions from now on."""
        sys.excepthook = self._unexpected
        threading.excepthook = self._in_a_thread

    def take(self, fault: BaseException) -> None:
        """Log a fault and say what happened, what is safe and what to do."""
        self._log.add(fault)
        if self._telling:
            return
        self._telling = True
        try:
            self._tell(*sentences(fault, self._log.file))
        finally:
            self._telling = False

    def _in_a_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._log.add(args.exc_value)

    def _unexpected(
        self,
        _kind: type[BaseException],
        fault: BaseException,
        _trace: TracebackType | None,
    ) -> None:
        self.take(fault)


def sentences(fault: BaseException, log: Path) -> tuple[str, str]:
    """What to tell: faults of the store have words of their own."""
    from casedesk.store.faults import StoreFault

    if isinstance(fault, StoreFault):
        return str(fault), ""
    return (
        _("Something went wrong in CaseDesk."),
        _(
            "What was saved is safe. Go on, or lock and unlock CaseDesk if the page stays odd. "
            "For IT: {kind}, in {log}."
        ).format(kind=type(fault).__name__, log=log),
    )
