"""Keep this process's memory out of core dumps and away from other programs of the user.

Passphrases and keys stand in memory while a store is open. This cannot stop an administrator
or malware with the user's own rights; SECURITY.md says so.
"""

import ctypes
import sys

_PR_SET_DUMPABLE = 4
_NO_CRASH_DIALOG = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX


def harden() -> list[str]:
    """Do what this system can; answers the names of the measures that took."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_NO_CRASH_DIALOG)
        return ["no crash dialog"]
    import resource

    taken = []
    _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, min(0, hard) if hard >= 0 else 0))
    taken.append("no core dump")
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0:
            taken.append("not readable by other programs")
    return taken
