"""Which computer this is, for telling it from another one; opaque, and no person's name."""

import hashlib
import platform
import sys
import uuid
from functools import cache
from pathlib import Path


def _hardware() -> str:
    """What the system itself calls this installation; empty where it says nothing."""
    if sys.platform == "win32":
        import winreg

        key = r"SOFTWARE\Microsoft\Cryptography"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as entry:
            return str(winreg.QueryValueEx(entry, "MachineGuid")[0])
    for name in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            text = Path(name).read_text("ascii").strip()
        except OSError:
            continue
        if text:
            return text
    node = uuid.getnode()
    return "" if node >> 40 & 1 else f"{node:012x}"  # that bit marks a number made up just now


@cache
def host_id() -> str:
    """The same for every program and user of this computer, different on another."""
    text = f"casedesk/host/{_hardware()}/{platform.node()}"
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def host_name() -> str:
    """The name by which colleagues know this computer."""
    return platform.node() or "?"
