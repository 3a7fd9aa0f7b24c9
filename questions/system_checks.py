"""What ``manage.py check`` says of this installation, and every command and server start with it."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, register
from django.core.checks import Warning as CheckWarning

from questions.marking.language.vectors import folder, installed


@register()
def word_vectors(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Warn where the marker has to do without its word table."""
    if installed().width:
        return []
    return [
        CheckWarning(
            f"The word vectors are not installed in {folder()}; answers are marked by words alone.",
            hint="Run manage.py install_vectors, or set KWEXAM_VECTORS to the folder that holds them.",
            id="questions.W001",
        )
    ]
