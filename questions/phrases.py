"""Putting words of a student's answer into a mark scheme: accepted or rejected for a point, or as a synonym.

The words are taken as they are, never as signs of the notation.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum

from questions import marking

EDGES = " \t\n.,;:!?…\"'“”‘’-–—"
"""What is left off at both ends of a phrase: selecting takes it along easily, and it says nothing."""

LONGEST = 200


class Use(StrEnum):
    """What becomes of the phrase."""

    ACCEPT = "accept"
    REJECT = "reject"
    SYNONYM = "synonym"


class NotTaken(ValueError):
    """The scheme cannot take the phrase so. ``field`` is the entry at fault: "phrase", "point" or "same_as"."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def plain(phrase: str) -> str:
    """The phrase in one line, without what stands at its edges."""
    return " ".join(phrase.split()).strip(EDGES)


def with_phrase(
    scheme: marking.Scheme, phrase: str, use: Use, *, point: int | None = None, same_as: str = ""
) -> marking.Scheme:
    """``scheme`` with ``phrase`` added to the point of that index, or as a synonym of the words ``same_as``.

    Raises NotTaken where the phrase says nothing, is there already, or cannot be written in notation.
    """
    phrase = plain(phrase)
    if not any(character.isalnum() for character in phrase):
        raise NotTaken("phrase", "Select the words, or type them.")
    if len(phrase) > LONGEST:
        raise NotTaken("phrase", f"A phrase has {LONGEST} characters at most. Leave out what does not matter.")
    changed = _with_synonym(scheme, phrase, same_as) if use == Use.SYNONYM else _with_answer(scheme, phrase, use, point)
    try:
        marking.to_text(changed)
    except ValueError:
        raise NotTaken("phrase", "These words cannot be written into a mark scheme. Choose others.") from None
    return changed


def _with_answer(scheme: marking.Scheme, phrase: str, use: Use, index: int | None) -> marking.Scheme:
    if index is None or not 0 <= index < len(scheme.points):
        raise NotTaken("point", "Choose the point that these words are about.")
    old = scheme.points[index]
    answer = marking.Alternative((marking.Phrase(tuple(marking.Term((word,)) for word in phrase.split())),))
    earning = (*old.answers, *old.accept)
    if use == Use.ACCEPT:
        _refuse_known(answer, earning, "The point accepts these words already.")
        _refuse_known(answer, old.reject, "The point rejects these words. Take them out of its REJECT line first.")
        new = replace(old, accept=(*old.accept, answer))
    else:
        _refuse_known(answer, old.reject, "The point rejects these words already.")
        _refuse_known(answer, earning, "The point accepts these words. Take them out there first.")
        new = replace(old, reject=(*old.reject, answer))
    return replace(scheme, points=(*scheme.points[:index], new, *scheme.points[index + 1 :]))


def _refuse_known(answer: marking.Alternative, known: tuple[marking.Alternative, ...], message: str) -> None:
    texts = {marking.alternative_text(alternative).casefold() for alternative in known}
    if marking.alternative_text(answer).casefold() in texts:
        raise NotTaken("phrase", message)


def _with_synonym(scheme: marking.Scheme, phrase: str, same_as: str) -> marking.Scheme:
    word = plain(same_as)
    if not word:
        raise NotTaken("same_as", "Say which words of the mark scheme mean the same.")
    if word.casefold() == phrase.casefold():
        raise NotTaken("same_as", "These are the same words.")
    groups = list(scheme.synonyms)
    at = next((i for i, group in enumerate(groups) if _holds(group, word)), None)
    if at is None and not re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words_of(scheme), re.IGNORECASE):
        raise NotTaken("same_as", f"The mark scheme does not have “{word}”.")
    if any(_holds(group, phrase) for group in groups):
        raise NotTaken("phrase", "These words stand in a line of synonyms already.")
    if at is None:
        groups.append((word, phrase))
    else:
        groups[at] = (*groups[at], phrase)
    return replace(scheme, synonyms=tuple(groups))


def _holds(group: tuple[str, ...], word: str) -> bool:
    return word.casefold() in (member.casefold() for member in group)


def words_of(scheme: marking.Scheme) -> str:
    """All that the points say, without signs, to look words up in."""
    answers = (answer for point in scheme.points for answer in (*point.answers, *point.accept, *point.reject))
    phrases = (phrase for answer in answers for phrase in answer.phrases)
    return " | ".join(" ".join(form for term in phrase.terms for form in term.forms) for phrase in phrases)
