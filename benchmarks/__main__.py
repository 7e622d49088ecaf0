"""``python -m benchmarks``: measure everything and print the table; ``--only e,f`` for a part."""

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from benchmarks.rows import HEAD

PARTS = {
    "a": "start", "b": "window", "e": "commit", "f": "pages", "k": "likeness", "m": "deadlines",
    "n": "network",
    "t": "today",
}  # fmt: skip
"""Which module measures what; ``window`` has (b), (c), (d) and (g) in one program."""


def main() -> int:
    """Run the parts asked for; the exit code is 0 whatever was reached: the table tells."""
    ask = argparse.ArgumentParser(prog="benchmarks")
    ask.add_argument("--only", default=",".join(PARTS))
    wanted = ask.parse_args().only.split(",")
    build = Path("build")
    build.mkdir(exist_ok=True)
    lines = []
    with tempfile.TemporaryDirectory(dir=build) as work:
        for letter, name in PARTS.items():
            if letter in wanted:
                print(f"measuring {name} ...", file=sys.stderr, flush=True)
                rows = import_module(f"benchmarks.{name}").measure(Path(work))
                lines += [row.line() for row in rows]
    print(HEAD)
    print("\n".join(sorted(lines)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
