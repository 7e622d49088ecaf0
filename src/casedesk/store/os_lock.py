"""Locks of the operating system on an open file: shared or alone, gone when the process is.

``flock`` on Linux and macOS, ``LockFileEx`` on Windows. Libraries were looked at: filelock
locks alone only (its reader-writer lock is a plain SQLite file of its own), portalocker needs
pywin32 for shared locks on Windows. The Windows half was written from its documentation and
has not run there yet.
"""

import os
import sys

if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _FAIL_AT_ONCE = 1
    _ALONE = 2
    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)

    class _Region(ctypes.Structure):
        """OVERLAPPED: where the lock starts, far beyond the file's content."""

        _fields_ = (
            ("Internal", ctypes.c_void_p),
            ("InternalHigh", ctypes.c_void_p),
            ("Offset", wintypes.DWORD),
            ("OffsetHigh", wintypes.DWORD),
            ("hEvent", wintypes.HANDLE),
        )

    def _region() -> _Region:
        return _Region(OffsetHigh=0x100)

    def try_lock(handle: int, *, alone: bool) -> bool:
        """Take the lock at once or not at all; a lock held on this handle is given up first."""
        unlock(handle)
        flags = _FAIL_AT_ONCE | (_ALONE if alone else 0)
        file = msvcrt.get_osfhandle(handle)
        return bool(_kernel.LockFileEx(file, flags, 0, 1, 0, ctypes.byref(_region())))

    def unlock(handle: int) -> None:
        """Give the lock up; no harm if there is none."""
        file = msvcrt.get_osfhandle(handle)
        _kernel.UnlockFileEx(file, 0, 1, 0, ctypes.byref(_region()))

else:
    import fcntl

    def try_lock(handle: int, *, alone: bool) -> bool:
        """Take the lock at once or not at all; a lock held on this handle may be lost."""
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(handle: int) -> None:
        """Give the lock up; no harm if there is none."""
        fcntl.flock(handle, fcntl.LOCK_UN)


def open_lock_file(path: str | os.PathLike[str]) -> int:
    """A handle on the lock file, made if missing, not inherited by other programs."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    return os.open(path, flags, 0o600)
