"""Acceptable answers that leave out what the one before says: "MPs are elected / members of the Lords are not"."""

from __future__ import annotations

from collections.abc import Sequence

from questions.marking.language.text import NEGATORS
from questions.marking.language.verbs import AUXILIARIES
from questions.marking.scheme import Alternative


def standing_alone(alternatives: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """The alternatives of a point that say something by themselves.

    "Members of the Lords are not" only names them, and any answer that names them would say it.
    """
    return tuple(
        alternative for i, alternative in enumerate(alternatives) if not (i and _leans_on_another(alternative))
    )


def _leans_on_another(alternative: Alternative) -> bool:
    """Whether its verb is left out: it ends with "cannot" or "do not"."""
    terms = [term for phrase in alternative.phrases for term in phrase.terms]
    last = terms[-1].forms[0].lower().replace("'", "")
    return len(terms) > 1 and (last in NEGATORS or last in AUXILIARIES)
