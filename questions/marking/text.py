"""A text as the marker reads it: words with offsets, clauses, sentences, numbers and what a "not" covers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import snowballstemmer

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?(?![^\W_])|[^\W_]+(?:['’‘`´][^\W_]+)*|[<>=+%]")
SENTENCE_END = re.compile(r"[.!?;\n•*]|(?<=\s)[-–—]+(?=\s)|:")

FUNCTION_WORDS = frozenset(
    """a an the this that these those it its he him his she her they them their theirs there here we us our you your i
    me my mine of to in on at by for with from as into onto about over under up down out off through than then and or
    but if so because since while when where who whom whose which what how why is are was were be been being am do does
    did done doing has have had having will would shall should can could may might must also just very too more most
    much many some any each other another such own same both either neither not no nor never s t m re ve ll d like get
    got getting one ones thing things really quite only even still well way ways reason reasons because'
    """.split()
)
"""Words that carry little meaning by themselves."""

NEGATORS = frozenset(
    """not no never none nobody nothing nor neither without cannot cant dont doesnt didnt isnt arent wasnt werent wont
    wouldnt couldnt shouldnt hasnt havent hadnt aint nowhere hardly barely
    scarcely wernt wasent didint dident dint wudnt wouldent cudnt couldent shudnt carnt dosnt dosent isent
    arnt havnt""".split()
)
"""Words that turn their clause into its opposite and say nothing else."""

REFUSALS = frozenset("refus fail deni forbidden forbid forbad ban unabl prohibit reject".split())
"""Stems of words that turn what follows them into its opposite."""

ENDINGS = frozenset(
    """end abolish ban stop lose lost prevent forbid forbidden prohibit illeg refus fail without withdraw withdrew
    cancel only lack less few fewer avoid escap deni outlaw unabl depriv exclud kept block cut fear afraid
    worri scare threat danger""".split()
)
"""Stems of words in which a "not" may hide: "banned" and "not allowed" say the same."""

CLAUSE_WORDS = frozenset(
    """and but because so although though however whereas while also therefore thus then which who when since yet
    plus unless until secondly firstly thirdly cos cuz as""".split()
)
"""Words a new statement may begin with."""

UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
TENS = {
    word: value * 10 for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12}
SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}

_stemmer = snowballstemmer.stemmer("english")
_stemming = Lock()
"""The stemmer keeps the word at hand in itself, so threads take turns with it."""


WORDED: dict[str, float] = {
    word: float(value)
    for word, value in (UNITS | TENS | ROMAN | ORDINALS).items()
    if word not in ("one", "first", "second")
} | SCALES
"""Values of number words; "one" is more often "someone" or "a", and a second is a time."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word. ``text`` is normalised; ``start``, ``end`` are offsets into the text as given.

    ``number`` is the value of a number in figures or words, else None. ``capital`` says that it
    was written with a capital inside a sentence, as names are. ``negated``: a "not" covers it.
    """

    text: str
    stem: str
    start: int
    end: int
    clause: int
    sentence: int
    number: float | None = None
    capital: bool = False
    negated: bool = False
    concept: int = -1

    @property
    def is_content(self) -> bool:
        """Whether the word carries meaning by itself."""
        return (
            self.number is not None
            or self.concept >= 0
            or (self.text not in FUNCTION_WORDS and self.text not in NEGATORS)
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read. ``clause_starts`` and ``sentence_starts`` are indexes into ``words``, rising from 0."""

    text: str
    words: tuple[Word, ...]
    clause_starts: tuple[int, ...]
    sentence_starts: tuple[int, ...]

    def clause(self, number: int) -> tuple[Word, ...]:
        """The words of one clause."""
        starts = (*self.clause_starts, len(self.words))
        return self.words[starts[number] : starts[number + 1]]


@lru_cache(maxsize=60_000)
def normalise(word: str) -> str:
    """Lower case without accents, apostrophes and the dots of abbreviations: "U.S." -> "us", "Mao's" -> "mao".

    >>> normalise("Didn’t")
    'didnt'
    """
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"['’‘`´]s?$", "", re.sub(r"[’‘`´]", "'", plain)) if len(plain) > 2 else plain
    plain = plain.replace("'", "")
    return plain.replace(".", "") if plain[:1].isalpha() else plain


@lru_cache(maxsize=60_000)
def stem(word: str) -> str:
    """Snowball stem of a normalised word."""
    with _stemming:
        return str(_stemmer.stemWord(word))


@lru_cache(maxsize=60_000)
def number_value(word: str) -> float | None:
    """The value of one normalised word that is a number in figures or words; None for other words.

    >>> number_value("1,000"), number_value("thirteen"), number_value("38th"), number_value("yalu")
    (1000.0, 13.0, 38.0, None)
    """
    if word in WORDED:
        return WORDED[word]
    figures = re.fullmatch(r"(\d+(?:[.,]\d+)*)(?:st|nd|rd|th|s)?", word)
    if not figures:
        return None
    plain = figures[1]
    plain = plain.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain) else plain.replace(",", ".")
    try:
        return float(plain[:30])
    except ValueError:
        return None


def read(text: str, concepts: Mapping[tuple[str, ...], int] | None = None) -> Reading:
    """Cut ``text`` into words, clauses and sentences. Time is linear in the length of the text.

    ``concepts`` maps runs of stems that mean the same for a question to a number that the words
    of such a run then carry.
    """
    found = list(WORD.finditer(text))
    texts = ["usa" if match[0] == "US" else normalise(match[0]) for match in found]
    sentences = _sentence_numbers(text, found)
    clauses = _clause_numbers(text, found, texts, sentences)
    negated = _negated(texts, clauses)
    stems = [stem(word) for word in texts]
    known = _concepts(stems, concepts) if concepts else {}
    values = _numbers(texts)
    words = tuple(
        Word(
            word,
            stems[i],
            match.start(),
            match.end(),
            clauses[i],
            sentences[i],
            values[i],
            match[0][0].isupper() and (i == 0 or sentences[i] == sentences[i - 1] or len(match[0]) == 1),
            negated[i],
            known.get(i, -1),
        )
        for i, (match, word) in enumerate(zip(found, texts, strict=True))
    )
    return Reading(text, words, _starts(clauses), _starts(sentences))


def _starts(numbers: Sequence[int]) -> tuple[int, ...]:
    return tuple(i for i, number in enumerate(numbers) if i == 0 or number != numbers[i - 1])


def _sentence_numbers(text: str, found: Sequence[re.Match[str]]) -> list[int]:
    """A sentence ends with a sign that stands between two words; a dot inside "U.S." or "1.5" ends none."""
    numbers: list[int] = []
    sentence = 0
    for i, match in enumerate(found):
        if i and SENTENCE_END.search(text, found[i - 1].end(), match.start()):
            sentence += 1
        numbers.append(sentence)
    return numbers


def _clause_numbers(
    text: str, found: Sequence[re.Match[str]], texts: Sequence[str], sentences: Sequence[int]
) -> list[int]:
    numbers: list[int] = []
    clause = length = 0
    for i, match in enumerate(found):
        if i:
            gap = text[found[i - 1].end() : match.start()]
            new = sentences[i] != sentences[i - 1] or ("," in gap and length >= 2)
            new = new or (texts[i] in CLAUSE_WORDS and length >= 2)
            if new:
                clause += 1
                length = 0
        length += 1
        numbers.append(clause)
    return numbers


def _negated(texts: Sequence[str], clauses: Sequence[int]) -> list[bool]:
    """For each word whether its clause holds an odd number of negators; "not only" is none."""
    odd: dict[int, bool] = {}
    for i, word in enumerate(texts):
        if word in NEGATORS and not (
            word in {"not", "no"} and texts[i + 1 : i + 2] in (["only"], ["doubt"], ["matter"], ["1"])
        ):
            odd[clauses[i]] = not odd.get(clauses[i], False)
            if texts[i + 1 : i + 2] in (["because"], ["since"], ["that"], ["due"]) and i + 1 < len(clauses):
                odd[clauses[i + 1]] = True
    return [odd.get(clause, False) for clause in clauses]


def _numbers(texts: Sequence[str]) -> list[float | None]:
    """Values by word; a number of several words ("twenty one", "300 million") is held by its first."""
    values = [number_value(word) for word in texts]
    i = 0
    while i < len(values):
        value = values[i]
        if value is not None and i + 1 < len(values):
            follower = UNITS.get(texts[i + 1])
            if texts[i] in TENS and follower is not None and 0 < follower < 10:
                values[i], values[i + 1] = value + follower, None
            elif texts[i + 1] in SCALES and texts[i] not in SCALES:
                values[i], values[i + 1] = value * SCALES[texts[i + 1]], None
                i += 1
        i += 1
    return values


def _concepts(stems: Sequence[str], concepts: Mapping[tuple[str, ...], int]) -> dict[int, int]:
    """Index of word -> concept, the longest run first."""
    longest = max(map(len, concepts), default=0)
    result: dict[int, int] = {}
    i = 0
    while i < len(stems):
        step = 1
        for length in range(min(longest, len(stems) - i), 0, -1):
            number = concepts.get(tuple(stems[i : i + length]))
            if number is not None:
                result.update(dict.fromkeys(range(i, i + length), number))
                step = length
                break
        i += step
    return result


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the words of a text, in order."""
    return tuple(stem("usa" if match[0] == "US" else normalise(match[0])) for match in WORD.finditer(text))


def merge_spans(spans: Iterable[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Spans in order; those that only blanks or a short word part are made one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif result and start - result[-1][1] <= 6 and not SENTENCE_END.search(text, result[-1][1], start):
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return tuple(result)
