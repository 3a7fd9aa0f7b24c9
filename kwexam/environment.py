"""What the environment says, or one sentence that names the setting, what stands there and what may."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured

ON_OR_OFF = {
    **dict.fromkeys(("on", "true", "yes", "y", "ok", "1"), True),
    **dict.fromkeys(("off", "false", "no", "n", "0"), False),
}
HOST = re.compile(r"[^\s/:]+|\[[0-9a-fA-F:.]+\]")
DATABASES = ("django.db.backends.postgresql", "django.db.backends.sqlite3")


class Environment(environ.Env):  # type: ignore[misc] # it has no types
    """django-environ without its guesses: it takes a word that it does not know for off."""

    def refuse(self, name: str, may: str) -> ImproperlyConfigured:
        return ImproperlyConfigured(f"The setting {name} is “{self.str(name)}”, but must be {may}.")

    def choice(self, name: str, choices: Mapping[str, Any], *, default: str) -> Any:
        """What the word stands for that the setting has."""
        try:
            return choices[self.str(name, default=default)]
        except KeyError:
            raise self.refuse(name, " or ".join(choices)) from None

    def read_file(self, path: Path) -> None:
        """What a file says where the environment does not. Windows' Notepad may put a byte order mark in front."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except OSError:
            return
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text:
            raise ImproperlyConfigured(f"The file {path.name} must be saved as plain text in UTF-8.")
        self.read_env(io.StringIO(text))

    def switch(self, name: str, *, default: bool) -> bool:
        word = self.str(name, default="on" if default else "off").strip().lower()
        if word not in ON_OR_OFF:
            raise self.refuse(name, "on or off")
        return ON_OR_OFF[word]

    def time_zone(self, name: str, *, default: str) -> str:
        zone: str = self.str(name, default=default)
        try:
            return ZoneInfo(zone).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise self.refuse(name, "the name of a time zone such as Europe/London") from None

    def number(self, name: str, *, default: int, least: int = 0) -> int:
        text = self.str(name, default=str(default)).strip()
        if not (text.isdecimal() and text.isascii()) or int(text) < least:
            raise self.refuse(name, f"a whole number, {least} or more")
        return int(text)

    def names(self, name: str, *, default: list[str] | None = None) -> list[str]:
        """What stands between commas."""
        return [stripped for one in self.list(name, default=default or []) if (stripped := one.strip())]

    def hosts(self, name: str, *, default: list[str]) -> list[str]:
        hosts = self.names(name, default=default)
        if not all(HOST.fullmatch(host) for host in hosts):
            raise self.refuse(name, "names such as exams.school.example, without https:// and /, with commas between")
        return hosts

    def database(self, name: str, *, default: str) -> dict[str, Any]:
        """Its address as Django's settings. The refusal does not show it: a password may be in it."""
        try:
            with warnings.catch_warnings(action="ignore"):
                config: dict[str, Any] = self.db_url(name, default=default)
        except ValueError:
            config = {}
        if config.get("ENGINE") not in DATABASES or not config["NAME"]:
            raise ImproperlyConfigured(
                f"The setting {name} must be like postgres://user:password@host:5432/name or sqlite:////path/to/file, "
                "with signs such as @ or / in the password as %40, %2F."
            )
        options = config.setdefault("OPTIONS", {})
        pool = str(options.get("pool", "off")).lower()
        if pool not in ON_OR_OFF:
            raise ImproperlyConfigured(f"The setting {name} has pool={pool}, but it must be on or off.")
        options["pool"] = ON_OR_OFF[pool]
        return config
