"""Build hook: what the wheel holds besides the modules of src/casedesk.

Migrations and resources live at the top of the tree, where people look for them, and travel inside
the installed package, where the program looks for them. Translations are compiled on the way.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Sources of what travels compiled, and Python's own leavings.
LEFT_OUT = {".po", ".pyc"}


class WheelContents(BuildHookInterface[Any]):
    """Compile the translations, then map the two top-level folders into the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects files; an editable wheel reads the tree itself."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from tools.translations import compile_all

        compile_all(root / "resources" / "translations")
        for folder in ("migrations", "resources"):
            top = root / folder
            for file in sorted(top.rglob("*")):
                if file.is_file() and file.suffix not in LEFT_OUT:
                    inside = file.relative_to(top).as_posix()
                    build_data["force_include"][str(file)] = f"casedesk/_{folder}/{inside}"
