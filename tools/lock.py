"""Make requirements/*.txt from requirements/*.in: exact versions, hashes, every platform.

Needs ``uv`` on PATH or in the environment that runs this (``pip install uv``). Pass ``--upgrade``
to take the newest versions that the ``.in`` files allow; without it only what must change changes.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
# run first: the others keep its versions (-c run.txt).
ORDER = ("run", "signing", "build", "dev", "package")


def lock(name: str, options: list[str]) -> None:
    """Resolve one ``.in`` file for Python 3.11 and up, on Linux, Windows and macOS at once."""
    uv = Path(sys.executable).with_name("uv")
    command = [str(uv) if uv.exists() else "uv", "pip", "compile", "--quiet", "--universal"]
    command += ["--python-version", "3.11", "--generate-hashes", "--no-header"]
    command += ["--no-emit-index-url", f"{name}.in", "--output-file", f"{name}.txt", *options]
    subprocess.run(command, cwd=REQUIREMENTS, check=True)
    print(f"requirements/{name}.txt is up to date.")


if __name__ == "__main__":
    for each in ORDER:
        lock(each, sys.argv[1:])
