"""Programs that tests need and Python's packages do not bring: PostgreSQL and Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

HEADLESS_NAMES = ("chromium-headless-shell", "chrome-headless-shell")
"""Chromium without windows: the same engine, and a new device costs it a sixth of the work."""

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
POSTGRESQL_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
INSTALL_SECONDS = 600


def find_chromium() -> str | None:
    """The browser to drive: $CHROMIUM, or the first of the usual names on the path, those without windows before."""
    return _first((os.environ.get("CHROMIUM", ""), *HEADLESS_NAMES, *CHROMIUM_NAMES))


def find_quick_chromium() -> str | None:
    """The browser to drive where it is one without windows, or one that somebody chose."""
    return _first((os.environ.get("CHROMIUM", ""), *HEADLESS_NAMES))


def _first(names: Iterable[str]) -> str | None:
    return next((found for name in names if name and (found := shutil.which(name))), None)


def find_postgresql() -> Path | None:
    """The folder that holds ``initdb`` and ``postgres``; Debian keeps it off the path. The newest of several."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).parent] if on_path else []
    for pattern in POSTGRESQL_FOLDERS:
        folders += sorted(Path("/").glob(pattern.lstrip("/")), key=_version, reverse=True)
    for folder in folders:
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres")):
            return folder
    return None


def _version(folder: Path) -> int:
    digits = "".join(sign for sign in folder.parent.name if sign.isdigit())
    return int(digits or 0)


def install_command(package: str) -> str:
    """What a person types to install a Debian package."""
    return f"sudo apt-get update && sudo apt-get install -y {package}"


def install(package: str) -> bool:
    """Install a Debian package where this process may: as root, with apt. Says whether that went well."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print(f"Installing {package} ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
        try:
            done = subprocess.run(
                ["apt-get", *arguments],
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=INSTALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            print(f"apt-get {arguments[0]} took more than {INSTALL_SECONDS} seconds: given up.")
            return False
        # An update that one mirror refuses may still know the package, so only the install decides.
        if done.returncode and arguments[0] == "install":
            print(done.stderr.strip()[-2000:])
            return False
    return True
