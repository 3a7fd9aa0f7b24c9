"""Capitals and small letters on SQLite, which by itself knows those of ASCII alone: "é" is "É" there too.

``LOWER`` and ``LIKE`` take the place of SQLite's own on each connection, as in its ICU extension; names are unique in
any case by an index of ``LOWER``. A program that writes to the file without them would leave that index behind.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def teach_letters(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """A receiver of connection_created."""
    if connection.vendor == "sqlite":
        database = connection.connection
        database.create_function("LOWER", 1, _lower, deterministic=True)
        for arguments in (2, 3):
            database.create_function("LIKE", arguments, _like, deterministic=True)


def _lower(text: object) -> str | None:
    return None if text is None else str(text).lower()


def _like(pattern: object, text: object, escape: str = "") -> bool | None:
    if pattern is None or text is None:
        return None
    return _compiled(str(pattern), escape).search(str(text).casefold()) is not None


@lru_cache(maxsize=1_000)
def _compiled(pattern: str, escape: str) -> re.Pattern[str]:
    """What a folded text has to match. No ``.*`` at the ends: each would be tried at every letter."""
    signs = iter(pattern.casefold())
    parts = []
    for sign in signs:
        if sign == escape:
            parts.append(re.escape(next(signs, sign)))
        else:
            parts.append({"%": ".*", "_": "."}.get(sign, re.escape(sign)))
    found = rf"\A{''.join(parts)}\Z"
    return re.compile(found.removeprefix(r"\A.*").removesuffix(r".*\Z"), re.DOTALL)
