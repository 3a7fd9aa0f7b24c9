"""Every acceptable answer of the sample bank, denied as a whole, with one thing turned round, or as bare words."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from questions.marking import Scheme, mark, parse
from questions.marking.compiled import compiled
from questions.marking.language.antonyms import PAIRS

SAMPLES = Path(__file__).resolve().parents[2] / "questions" / "samples"
TELLING = 3
"""Words from which an acceptable answer is a statement that can be denied."""


@cache
def told() -> tuple[tuple[Scheme, str, tuple[str, ...]], ...]:
    """The acceptable answers of a few words that earn a mark as they stand, with their words."""
    return tuple(_told())


def _told() -> Iterator[tuple[Scheme, str, tuple[str, ...]]]:
    for path in sorted(SAMPLES.glob("*.txt")):
        for scheme in parse(path.read_text(encoding="utf-8")).schemes:
            for side in () if scheme.levels else compiled(scheme).sides:
                text = side.reading.text.strip()
                if side.role == "answer" and len(side.words) >= TELLING and mark(scheme, text).mark:
                    yield scheme, text, tuple(word.text for word in side.words)


@pytest.mark.parametrize(
    ("form", "most"),
    [
        ("It is not true that {}", 0.04),
        ("{}. That is not true.", 0.04),
        ("{}? No, that is wrong.", 0.04),
        ("Some people say that {} but this is wrong", 0.05),
        ("I do not think that {}", 0.04),
        ("There is no evidence that {}", 0.04),
        ("It was not because {}", 0.04),
        ("It had nothing to do with the fact that {}", 0.04),
        ("{} did not happen", 0.04),
        ("I disagree that {}", 0.04),
        ("Many people wrongly believe that {}", 0.04),
        ("{} is what people wrongly believe", 0.04),
    ],
)
def test_what_is_said_to_be_untrue_earns_nothing(form: str, most: float) -> None:
    every = told()
    credited = [text for scheme, text, _ in every if mark(scheme, form.format(text)).mark]
    assert len(every) > 300
    assert len(credited) <= most * len(every), credited


TURNS = (
    (r"\b(was|were|is|are|had|has|could|would|will|can) (?!not\b)", r"\1 not "),
    (r"\b(was|were|is|are|had|has|could|would|will|can) not\b", r"\1"),
    (r"\bdid not (?=\w)", "did "),
    (r"\b(?:refused|failed|declined) to ", "did "),
    (r"\bno (?=\w)", "some "),
    (r"\bwithout ", "with "),
    (r"\b(?:a )?(?:lack|shortage) of ", "plenty of "),
    (r"\bstopped (?=\w+ing)", "kept "),
    (r"\bwanted\b", "did not want"),
    (r"\bfeared\b", "did not fear"),
    (r"\bmore\b", "less"),
    (r"\b(?:less|fewer)\b", "more"),
    (r"\bhigher\b", "lower"),
    (r"\bstrong", "weak"),
    (r"\bweak", "strong"),
    (r"\brose\b", "fell"),
    (r"\blost\b", "won"),
    (r"\ballowed\b", "banned"),
    (r"\bsupported\b", "opposed"),
    (r"\bagainst\b", "for"),
    (r"\bbefore\b", "after"),
)
"""What turns a statement into another, its words and all: a "not" put in or left out, "less" for "more"."""


def test_the_schemes_words_with_one_thing_turned_earn_nothing() -> None:
    turned = [
        (scheme, text, said)
        for scheme, text, _ in told()
        for what, by in TURNS
        if (said := re.sub(what, by, text, count=1)) != text
    ]
    credited = [(text, said) for scheme, text, said in turned if mark(scheme, said).mark]
    assert len(turned) > 150
    assert len(credited) <= 0.06 * len(turned), credited


def opposites() -> dict[str, str]:
    """Words with one that means the opposite, as the marker knows them; of several the first."""
    found: dict[str, str] = {}
    for pair in PAIRS.split():
        one, other = pair.split("/")
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


def with_an_opposite(text: str) -> Iterator[str]:
    """The text with one word replaced by its opposite, for each that has one."""
    words, known = text.split(), opposites()
    for at, word in enumerate(words):
        if word.lower() in known:
            yield " ".join((*words[:at], known[word.lower()], *words[at + 1 :]))


def test_the_opposite_of_one_word_earns_the_point_hardly_ever() -> None:
    said = [(scheme, other) for scheme, text, _ in told() for other in with_an_opposite(text)]
    credited = [other for scheme, other in said if mark(scheme, other).mark]
    assert len(said) > 100
    assert len(credited) <= 0.15 * len(said), credited


def test_the_opposite_of_one_word_makes_no_point_of_an_essay() -> None:
    said = credited = 0
    for path in sorted(SAMPLES.glob("*.txt")):
        for scheme in parse(path.read_text(encoding="utf-8")).schemes:
            for side in compiled(scheme).sides if scheme.levels else ():
                text = side.reading.text.strip()
                if side.role != "answer" or not mark(scheme, text).points[side.point].credited:
                    continue
                given = [mark(scheme, other).points[side.point].credited for other in with_an_opposite(text)]
                said, credited = said + len(given), credited + sum(given)
    assert said > 100
    assert credited <= 0.08 * said


def test_words_in_no_order_earn_little() -> None:
    mixed = random.Random(1)
    rows = [(scheme, mixed.sample(words, len(words))) for scheme, _, words in told() if len(words) > 4]
    credited = [words for scheme, words in rows if mark(scheme, " ".join(words)).mark]
    assert len(rows) > 100
    assert len(credited) <= 0.2 * len(rows), credited


def test_single_words_with_commas_earn_hardly_anything() -> None:
    every = told()
    credited = [words for scheme, _, words in every if mark(scheme, ", ".join(words)).mark]
    assert len(credited) <= 0.07 * len(every), credited


def words_of(scheme: Scheme) -> tuple[list[str], list[str]]:
    """The words of all acceptable answers that the question has not, and the names among them."""
    ready = compiled(scheme)
    words = [word for side in ready.sides if side.role == "answer" for word in side.words if not ready.is_asked(word)]
    return [word.text for word in words], sorted({word.text.capitalize() for word in words if word.capital})


@pytest.mark.parametrize(
    ("count", "between", "most"), [(6, " ", 0.19), (4, " ", 0.27), (3, ", ", 0.25), (3, "\n", 0.25)]
)
def test_words_of_the_scheme_at_random_earn_hardly_anything(count: int, between: str, most: float) -> None:
    """Questions that ask for names and single words are among them: there one of the words may be an answer."""
    choice = random.Random(7)
    tried = [
        (scheme, between.join(choice.sample(words, count)))
        for scheme in dict.fromkeys(scheme for scheme, _, _ in told())
        for words in [words_of(scheme)[0]]
        for _ in range(5)
    ]
    credited = [text for scheme, text in tried if mark(scheme, text).mark]
    assert len(tried) >= 100
    assert len(credited) <= most * len(tried), credited


def test_two_names_of_the_scheme_earn_hardly_anything() -> None:
    choice = random.Random(7)
    names = {scheme: words_of(scheme)[1] for scheme, _, _ in told() if " who " not in scheme.stem}
    tried = [
        (scheme, " and ".join(choice.sample(known, 2)))
        for scheme, known in names.items()
        if len(known) > 1
        for _ in range(5)
    ]
    credited = [text for scheme, text in tried if mark(scheme, text).mark]
    assert len(tried) >= 70
    assert len(credited) <= 0.2 * len(tried), credited
