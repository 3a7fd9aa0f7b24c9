"""What ``manage.py check`` says of this installation, and every command and server start with it."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, register
from django.core.checks import Warning as CheckWarning

from questions.marking.language.vectors import folder, installed


@register()
def word_vectors(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Warn where the marker has to do without its word table."""
    table = installed()
    if table.width:
        return []
    if table.damaged:
        said, hint = table.damaged, "Run manage.py install_vectors, then start the server and the worker again."
    else:
        said = f"The word vectors are not installed in {folder()}"
        hint = "Run manage.py install_vectors, or set KWEXAM_VECTORS to the folder that holds them."
    return [CheckWarning(f"{said}; answers are marked by words alone.", hint=hint, id="questions.W001")]
