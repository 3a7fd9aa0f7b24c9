"""The rules of Moodle's pattern-match questions, as far as marking points can say the same.

A rule is ``match_w(fear|worry war)`` or a tree of such under ``match_all``, ``match_any`` and ``not``. Read here:
words with ``|`` between alternatives, ``[...]`` round phrases, ``_`` between words that stand close together; letters
after ``match_`` loosen spelling, order and further words. Letters that have no meaning for our marker are reported.
Every rule becomes alternatives, each a conjunction of phrases, and what must not be said beside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from questions.exchange.converted import all_needed, plain_answer
from questions.marking import Alternative, Phrase, Term

MOST_ALTERNATIVES = 24
DEEPEST = 12

_NAME = re.compile(r"\s*(not|match(?:_[a-z0-9]+)?)\s*\(")
_ITEM = re.compile(r"\[((?:\\.|[^\]\\])*)\]|((?:\\.|[^\s|_\[\]\\])+)")
_WILD = re.compile(r"(?<!\\)[*?]")
ORDER = "The order of words is not looked at here."
NEARNESS = "How close together words stand (p0 to p4) is not looked at here."
LETTERS = "Extra letters inside a word (option c) are not looked at here; misspellings are always tolerated."
WILD = "Stars and question marks in words were taken away; write out the words that count: {0}"


class Unmappable(Exception):
    """A rule that marking points cannot say; the text says why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """``answers`` earn the rule's marks unless one of ``rejects`` is said too."""

    answers: tuple[Alternative, ...]
    rejects: tuple[Alternative, ...]
    findings: tuple[str, ...]


@dataclass(slots=True)
class _Tree:
    name: str
    words: str = ""
    parts: list[_Tree] = field(default_factory=list)


def read_rule(text: str) -> Rule:
    """The rule as alternatives. Raises Unmappable."""
    tree, end = _tree(text, 0, 0)
    if text[end:].strip():
        raise Unmappable(f"“{text[end:].strip()[:40]}” stands after the end of the rule.")
    findings: list[str] = []
    rejects: list[Alternative] = []
    answers = _answers(tree, rejects, findings)
    if not answers:
        raise Unmappable("it only says what an answer must not have.")
    return Rule(tuple(answers), tuple(dict.fromkeys(rejects)), tuple(dict.fromkeys(findings)))


def _tree(text: str, start: int, depth: int) -> tuple[_Tree, int]:
    found = _NAME.match(text, start)
    if not found or depth > DEEPEST:
        raise Unmappable("it is not of the form match_...(...).")
    tree, at = _Tree(found[1]), found.end()
    if tree.name not in ("not", "match_all", "match_any"):
        end = _closing(text, at)
        tree.words = text[at:end]
        return tree, end + 1
    while not text[at:].lstrip().startswith(")"):
        part, at = _tree(text, at, depth + 1)
        tree.parts.append(part)
    if not tree.parts:
        raise Unmappable(f"{tree.name} has nothing in it.")
    return tree, text.index(")", at) + 1


def _closing(text: str, at: int) -> int:
    for found in re.finditer(r"\\.|\)", text[at:], re.DOTALL):
        if found[0] == ")":
            return at + found.start()
    raise Unmappable("a bracket is never closed.")


def _answers(tree: _Tree, rejects: list[Alternative], findings: list[str]) -> list[Alternative]:
    """The alternatives that satisfy ``tree``; what it forbids goes to ``rejects``."""
    if tree.name == "not":
        if any(part.name == "not" for part in tree.parts):
            raise Unmappable("it has a “not” within a “not”.")
        for part in tree.parts:
            rejects += _answers(part, [], findings)
        return []
    if tree.name == "match_any":
        if any(part.name == "not" for part in tree.parts):
            raise Unmappable("it accepts whatever does not say something.")
        return _few([answer for part in tree.parts for answer in _answers(part, rejects, findings)])
    if tree.name == "match_all":
        sides = [found for part in tree.parts if (found := _answers(part, rejects, findings))]
        _few(sides, product_of=True)
        return [all_needed(chosen) for chosen in product(*sides)] if sides else []
    return [_words(tree, findings)]


def _few(found: list[Alternative] | list[list[Alternative]], *, product_of: bool = False) -> list[Alternative]:
    count = 1
    for side in found if product_of else []:
        count *= len(side)  # type: ignore[arg-type]
    if max(count, 0 if product_of else len(found)) > MOST_ALTERNATIVES:
        raise Unmappable(f"it multiplies to more than {MOST_ALTERNATIVES} answers.")
    return found  # type: ignore[return-value]


def _words(tree: _Tree, findings: list[str]) -> Alternative:
    """The words of one ``match_...(...)``: needed ones where others may stand between them, else as a whole."""
    options = tree.name.partition("_")[2]
    loose = "w" in options
    if re.search(r"p[0-4]", options):
        findings.append(NEARNESS)
    if "c" in options:
        findings.append(LETTERS)
    if wild := [word for word in re.split(r"[\s|\[\]_]+", tree.words) if _WILD.search(word) and word.strip("*")]:
        findings.append(WILD.format(", ".join(f"“{word}”" for word in wild)))
    groups = [_group(group, loose=loose) for group in _groups(tree.words)]
    if len([term for group in groups for term in group]) > 1 and "o" not in options and loose:
        findings.append(ORDER)
    if not any(groups):
        raise Unmappable("it has no words.")
    phrases = [Phrase(tuple(group)) for group in groups if group]
    return Alternative(tuple(phrases) if loose else (Phrase(tuple(term for p in phrases for term in p.terms)),))


def _groups(words: str) -> list[list[list[str]]]:
    """Runs of items joined by ``_``; an item is the wordings that ``|`` parts."""
    groups: list[list[list[str]]] = []
    joined = bar = False
    at = 0
    while at < len(words):
        item = _ITEM.match(words, at)
        if not item:
            if words[at] in "]\\":
                raise Unmappable("a square bracket is never opened.")
            if words[at] == "[":
                raise Unmappable("a square bracket is never closed.")
            bar, joined = bar or words[at] == "|", joined or words[at] == "_"
            at += 1
            continue
        wording = item[1] if item[1] is not None else item[2]
        if bar and groups:
            groups[-1][-1].append(wording)
        elif joined and groups:
            groups[-1].append([wording])
        else:
            groups.append([[wording]])
        joined = bar = False
        at = item.end()
    return groups


def _group(items: list[list[str]], *, loose: bool) -> list[Term]:
    terms = []
    for wordings in items:
        forms = tuple(dict.fromkeys(form for wording in wordings if (form := _plain(wording))))
        if forms and all(any(character.isalnum() for character in form) for form in forms):
            several = len(forms) > 1 or " " in forms[0]
            terms.append(Term(forms, essential=loose or several))
        elif any(wording.strip("*? ") for wording in wordings):
            raise Unmappable(f"“{'|'.join(wordings)}” has no word to look for.")
    return terms


def _plain(wording: str) -> str:
    return " ".join(re.sub(r"\\(.)", r"\1", _WILD.sub("", wording)).replace("_", " ").split())


def read_synonyms(word: str, others: str) -> tuple[tuple[str, ...], list[str]]:
    """A group of synonyms, and findings. Fewer than two words: an empty group."""
    words = [_plain(part) for part in [word, *others.split("|")]]
    kept = tuple({part.casefold(): part for part in words if plain_answer(part)}.values())
    wild = [part.strip() for part in [word, *others.split("|")] if _WILD.search(part)]
    findings = [WILD.format(", ".join(f"“{part}”" for part in wild))] if wild else []
    return (kept if len(kept) > 1 else ()), findings


def sequence_of(pieces: Sequence[str]) -> Alternative | None:
    """Pieces of an answer between which anything may stand; None where one of them has no word."""
    answers = [plain_answer(piece) for piece in pieces]
    return None if None in answers or not answers else all_needed([answer for answer in answers if answer])
