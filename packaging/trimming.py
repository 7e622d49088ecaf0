"""What stays out of the packaged program, and why. Plain decisions on names, tested as such."""

from __future__ import annotations

from pathlib import PurePosixPath

# Modules that our packages can use but CaseDesk does not.
EXCLUDED_MODULES = [
    "PySide6.QtOpenGL",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtSql",
    "PySide6.QtTest",
    "IPython",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PIL._avif",
    "PIL._webp",
    "curses",
    "distutils",
    "ensurepip",
    "idlelib",
    "lib2to3",
    "numpy",
    "pip",
    "pydoc_data",
    "pytest",
    "readline",
    "setuptools",
    # This SQLite writes plain files: a program without it cannot do so by mistake.
    "_sqlite3",
    "sqlite3",
    # Where a number's owner lives and who sells it: not for us to look up.
    "phonenumbers.carrierdata",
    "phonenumbers.geodata",
    "phonenumbers.tzdata",
    "test",
    "tkinter",
    "unittest",
]

# Qt's plugins that CaseDesk can use, by folder; a folder that is not named stays out.
QT_PLUGINS: dict[str, set[str] | None] = {
    "iconengines": None,
    "imageformats": {"qico", "qjpeg", "qsvg"},
    "platforminputcontexts": {
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    },
    "platforms": {"qcocoa", "qoffscreen", "qwayland", "qwindows", "qxcb"},
    "platformthemes": {"qxdgdesktopportal"},
    "printsupport": None,
    "styles": None,
    "wayland-decoration-client": {"bradient"},
    "wayland-graphics-integration-client": {"qt-plugin-wayland-egl"},
    "wayland-shell-integration": {"xdg-shell", "qt-shell"},
    "xcbglintegrations": None,
}

# Qt's libraries that come along with others but that nothing of ours loads.
QT_LIBRARIES_OUT = (
    "Qt6OpenGLWidgets",
    "Qt6Qml",
    "Qt6Quick",
    "Qt6Sql",
    "Qt6Test",
    "Qt6VirtualKeyboard",
    "Qt6WaylandCompositor",
    "Qt6WaylandEglCompositor",
)

LANGUAGES = ("nl", "en")


def _plugin(parts: tuple[str, ...]) -> bool | None:
    """Say whether a Qt plugin stays; None when the file is no plugin."""
    if "plugins" not in parts or parts.index("plugins") + 2 >= len(parts):
        return None
    folder, file = parts[parts.index("plugins") + 1 :][:2]
    if folder not in QT_PLUGINS:
        return False
    kept = QT_PLUGINS[folder]
    return kept is None or PurePosixPath(file).name.partition(".")[0].removeprefix("lib") in kept


def _translation(parts: tuple[str, ...], stem: str) -> bool | None:
    """Keep the languages of the program; None when the file is no translation of others."""
    if "translations" in parts and "PySide6" in parts:
        return stem in {f"qtbase_{language}" for language in LANGUAGES}
    if "locale-data" in parts:  # babel's: one file per language and region
        return stem == "root" or stem.partition("_")[0] in LANGUAGES
    if "holidays" in parts and "locale" in parts:
        return parts[parts.index("locale") + 1].partition("_")[0] in LANGUAGES
    return None


def from_the_system(destination: str, source: str) -> bool:
    """Say whether a library is the Linux system's own, which keeps it up to date itself.

    The package names the Debian package that holds it instead. Python's own library stays: the
    program runs on just the Python that it was built with.
    """
    in_system = source.startswith(("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/"))
    return in_system and "/" not in destination and not destination.startswith("libpython")


def belongs(entry: tuple[str, str, str]) -> bool:
    """Say whether a file that PyInstaller collected (destination, source, type) goes along."""
    destination, source = (text.replace("\\", "/") for text in entry[:2])
    path = PurePosixPath(destination)
    if from_the_system(destination, source):
        return False
    plugin = _plugin(path.parts)
    if plugin is not None:
        return plugin
    if destination.startswith("reportlab/fonts/"):
        return False  # the documents use the fonts in resources/; one of these is under the GPL
    kept = _translation(path.parts, path.name.partition(".")[0])
    if kept is not None:
        return kept
    return not any(part in path.name for part in QT_LIBRARIES_OUT)
