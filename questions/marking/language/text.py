"""A text as the marker reads it: words with offsets, clauses, sentences, numbers and what a "not" covers."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

import jellyfish
import snowballstemmer

WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th|s)?(?:(?=[⁰¹²³⁴-⁹])|(?![^\W_]))|(?=[VAWJN]\b))"
    r"|[^\W_⁰¹²³⁴-⁹][^\W_]*(?:['’‘`´][^\W_]+)*|[⁰¹²³⁴-⁹]+|[<>=+%]|(?<=\s)&(?=\s)"
)
WORDS_AND_GAPS = re.compile(f"({WORD.pattern})")
"""Splits a text into what stands before each word, the word, and the rest: in less time than match by match."""

WRITTEN = {"US": "usa", "&": "and"}
"""What is read otherwise than its letters say."""

MEANT = {
    form: word
    for word, forms in {
        "because": "becuase becouse beacuse becase becaus becos becoz bcos bcuz coz cuz",
        "they": "thay theyre theyd theyve theyll",
        "their": "thier",
        "that": "thats thatd",
        "there": "theres ther",
        "he": "hes hed",
        "she": "shes",
        "we": "weve",
        "you": "youre youd",
        "i": "im ive",
        "which": "wich",
        "when": "wen",
        "were": "wer",
        "would": "wud woud whould",
        "could": "cud coud",
        "should": "shud shoud",
        "the": "teh",
        "with": "whith wiv",
        "through": "thru",
        "though": "tho",
        "before": "b4",
        "people": "ppl",
        "government": "govt",
    }.items()
    for form in forms.split()
}
"""Small words run together, misspelt or cut short, as normalised; likeness to the scheme cannot mend these."""

SENTENCE_END = re.compile(r"[.!?;\n•*]|(?<=\s)[-–—]+(?=\s)|:")

FUNCTION_WORDS = frozenset(
    """a an the this that these those thou thee thy shalt it its he him his she her they them their theirs there here
    we us our you your i me my mine of to in on at by for with from as into onto about over under up down out off
    through than then and or but if so because since while when where who whom whose which what how why is are was
    were be been being am do does did done doing has have had having will would shall should can could may might
    must also just very too more most much many some any each other another such own same both either neither not no
    nor never s t m re ve ll d like get got getting one ones thing things really quite only even still well way ways
    reason reasons because'
    """.split()
)
"""Words that carry little meaning by themselves."""

LETTERS = frozenset("bcdefghjklmnopqrstuvwxyz")
"""Letters that are no words: with a capital they stand for something."""

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

ANYBODY = frozenset(
    "all any anybody anyone each every everybody everyone many most nobody none people some somebody someone".split()
)
"""Words that begin with a capital where a text begins with them, and are no names."""

SHOUTED = 20
"""Characters from which a text all in capitals is written so throughout; "NATO" is a name."""

BEGINS_SMALL = re.compile(r"(?:^|[^\w'’‘`´.])[^\W\d_A-Z]")
SMALL_IN_CAPITALS = re.compile(r"\s(?:A|An|And|At|Because|By|For|From|Had|In|Is|Of|On|The|Their|To|Was|Were|With)\b")

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
ROMAN = {
    word: value
    for value, word in enumerate(
        "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi".split(), 1
    )
    if len(word) > 1
}
TEN = 10
MINUS, BELOW_ZERO = "-−–⁻", frozenset(("minus", "negative"))
"""Signs and words before a number below zero."""

SUMS = frozenset("=^×*/")
"""Signs behind which a dash is a minus in any text."""

LARGEST_BELOW_ZERO = 1000.0
"""A dash before a larger number is hardly ever a minus."""

SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
ORDINALS = {
    word: value
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        1,
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


class Word(NamedTuple):
    """One word. ``text`` is normalised; ``start``, ``end`` are offsets into the text as given.

    ``number`` is the value of a number in figures or words, else None. ``capital`` says that it
    was written with a capital inside a sentence, as names are. ``negated``: a "not" covers it.
    ``is_content``: it carries meaning by itself. A tuple, since thousands are made for each essay.
    """

    text: str
    stem: str
    start: int
    end: int
    clause: int
    sentence: int
    number: float | None
    capital: bool
    negated: bool
    concept: int
    is_content: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read. ``clause_starts`` and ``sentence_starts`` are indexes into ``words``, rising from 0; ``idioms`` has
    what a phrase spans by the offset of the word that stands for it."""

    text: str
    words: tuple[Word, ...]
    clause_starts: tuple[int, ...]
    sentence_starts: tuple[int, ...]
    idioms: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def sentence(self, number: int) -> tuple[Word, ...]:
        """The words of one sentence."""
        starts = self.sentence_starts
        return self.words[starts[number] : starts[number + 1] if number + 1 < len(starts) else None]

    def clause(self, number: int) -> tuple[Word, ...]:
        """The words of one clause."""
        starts = (*self.clause_starts, len(self.words))
        return self.words[starts[number] : starts[number + 1]]


def unaccented(text: str) -> str:
    """Lower case without accents."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


@lru_cache(maxsize=60_000)
def normalise(word: str) -> str:
    """Lower case without accents, apostrophes and the dots of abbreviations: "U.S." -> "us", "Mao's" -> "mao".

    >>> normalise("Didn’t")
    'didnt'
    """
    plain = unaccented(word)
    plain = re.sub(r"['’‘`´]s?$", "", re.sub(r"[’‘`´]", "'", plain)) if len(plain) > 2 else plain
    plain = plain.replace("'", "")
    return plain.replace(".", "") if plain[:1].isalpha() else plain


@lru_cache(maxsize=60_000)
def stem(word: str) -> str:
    """Snowball stem of a normalised word."""
    with _stemming:
        return str(_stemmer.stemWord(word))


@lru_cache(maxsize=60_000)
def sound_of(word: str) -> str:
    """The consonants that are heard in a normalised word (Metaphone), "" where it is not of letters.

    >>> sound_of("scaird"), sound_of("scared"), sound_of("1950")
    ('SKRT', 'SKRT', '')
    """
    return str(jellyfish.metaphone(word)) if word.isalpha() and word.isascii() else ""


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


class _Form(NamedTuple):
    """What is known of a word wherever it stands. ``opens_clause``: a new statement may begin with it."""

    text: str
    stem: str
    number: float | None
    upper: bool
    single: bool
    small: bool
    opens_clause: bool


@lru_cache(maxsize=60_000)
def _form(written: str) -> _Form:
    text = WRITTEN.get(written) or normalise(written)
    text = MEANT.get(text, text) if written[0].islower() else text
    return _Form(
        text,
        stem(text),
        number_value(text),
        written[0].isupper(),
        len(written) == 1,
        (text in FUNCTION_WORDS and not (text in LETTERS and written.isupper())) or text in NEGATORS,
        text in CLAUSE_WORDS,
    )


Concepts = Mapping[str, Sequence[tuple[tuple[str, ...], int]]]
"""Runs of stems that mean the same for a question by their first stem, the longest first, each with the number that
the words of such a run carry."""


def by_first_stem(runs: Mapping[tuple[str, ...], int]) -> Concepts:
    """``runs`` of stems with their numbers as ``read`` takes them."""
    result: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for run in sorted(runs, key=len, reverse=True):
        result.setdefault(run[0], []).append((run, runs[run]))
    return result


def read(text: str, concepts: Concepts | None = None, *, signed: bool = False) -> Reading:
    """Cut ``text`` into words, clauses and sentences; ``signed`` where any dash before a number may be a minus. Time is
    linear in the length of the text.

    A sentence ends with a sign that stands between two words; a dot inside "U.S." or "1.5" ends none.
    """
    places: list[tuple[_Form, int, int, int, int, bool]] = []
    clause_starts, sentence_starts = [], []
    ties: list[bool] = []
    below_zero: list[int] = []
    clause = sentence = -1
    length = end = 0
    throughout = (len(text) >= SHOUTED and text.isupper()) or _is_title(text)
    parts = WORDS_AND_GAPS.split(text)
    for gap, written in zip(parts[::2], parts[1::2], strict=False):
        start = end + len(gap)
        end = start + len(written)
        is_plus = written == "+" and text[start - 1 : start].isspace() and text[end : end + 1].isspace()
        form = _form("&" if is_plus else written)
        ends = not places or (gap != " " and SENTENCE_END.search(gap) is not None)
        if ends:
            sentence += 1
            sentence_starts.append(len(places))
        if ends or (length >= 2 and (form.opens_clause or "," in gap)):
            clause += 1
            length = 0
            clause_starts.append(len(places))
        if form.number is not None and (gap == " " or written[-1].isdigit()):
            before = places[-1][0].text if places else ""
            if _is_below_zero(text, start, before, signed=signed):
                below_zero.append(len(places))
        capital = form.upper and (not ends or not places or form.single) and not (throughout or form.text in ANYBODY)
        places.append((form, start, end, clause, sentence, capital))
        ties.append(gap == " " or not gap.strip(" -‐"))
        length += 1
    forms = [place[0] for place in places]
    values = _numbers(forms, ties)
    minus = {i - 1 for i in below_zero if i and forms[i - 1].text in BELOW_ZERO}
    for i in below_zero:
        if (value := values[i]) is not None and 0 < value < LARGEST_BELOW_ZERO:
            values[i] = -value
            # The sign is shown with its number.
            form, start, end, clause, sentence, capital = places[i]
            places[i] = form, start - (text[start - 1] in MINUS), end, clause, sentence, capital
    numbers = _concepts([form.stem for form in forms], concepts or {})
    negated = clauses_negated([form.text for form in forms], [place[3] for place in places])
    # ``_make`` takes half the time of a call by name.
    words = [
        Word._make(
            (
                form.text,
                form.stem,
                start,
                end,
                clause,
                sentence,
                value,
                capital,
                clause in negated,
                concept,
                value is not None or concept >= 0 or not (form.small or i in minus),
            )
        )
        for i, ((form, start, end, clause, sentence, capital), value, concept) in enumerate(
            zip(places, values, numbers, strict=True)
        )
    ]
    return Reading(text, tuple(words), tuple(clause_starts), tuple(sentence_starts))


def _is_below_zero(text: str, start: int, before: str, *, signed: bool) -> bool:
    """Whether a minus, or the word for it (``before``), stands before the number at an offset: no hyphen, and not the
    dash of "1914-18"; a bullet or a dash is one only where numbers below zero are to be expected (``signed``)."""
    if text[start - 1 : start] == " ":
        return before in BELOW_ZERO
    if start == 0 or text[start - 1] not in MINUS:
        return False
    if text[start - 1] == "⁻":
        return True
    told = text[max(0, start - 4) : start - 1]
    last = told.rstrip(" \t")[-1:]
    if last in SUMS or not signed or last in ("", "\n"):
        return signed or last in SUMS
    return not last.isdigit() if told[-1].isspace() else not (last.isalnum() or last in ".)%")


def _is_title(text: str) -> bool:
    """Whether each word has a capital, "the" and "of" too: then none of them shows a name."""
    return BEGINS_SMALL.search(text) is None and SMALL_IN_CAPITALS.search(text) is not None


def part_of(reading: Reading, words: Sequence[Word]) -> Reading:
    """Some of the words of a reading, in their order, as a reading with clauses and sentences of its own."""
    kept: list[Word] = []
    clause_starts, sentence_starts = [], []
    last_clause = last_sentence = -1
    for i, word in enumerate(words):
        if word.clause != last_clause:
            last_clause = word.clause
            clause_starts.append(i)
        if word.sentence != last_sentence:
            last_sentence = word.sentence
            sentence_starts.append(i)
        clause, sentence = len(clause_starts) - 1, len(sentence_starts) - 1
        same = clause == word.clause and sentence == word.sentence
        kept.append(word if same else word._replace(clause=clause, sentence=sentence))
    return Reading(reading.text, tuple(kept), tuple(clause_starts), tuple(sentence_starts), reading.idioms)


def clauses_negated(texts: Sequence[str], clauses: Sequence[int]) -> Collection[int]:
    """The clauses that hold an odd number of negators; "not only" is none."""
    if NEGATORS.isdisjoint(texts):
        return ()
    odd: dict[int, bool] = {}
    for i, word in enumerate(texts):
        if word not in NEGATORS:
            continue
        following = texts[i + 1] if i + 1 < len(texts) else ""
        if word in {"not", "no"} and following in {"only", "doubt", "matter", "1"}:
            continue
        odd[clauses[i]] = not odd.get(clauses[i], False)
        if following in {"because", "since", "that", "due"}:
            odd[clauses[i + 1]] = True
    return {clause for clause, is_odd in odd.items() if is_odd}


def _numbers(forms: Sequence[_Form], tied: Sequence[bool]) -> list[float | None]:
    """Values by word; a number of several words ("twenty one", "300 million", "two hundred and five") is held by its
    first. ``tied`` says of each word whether nothing but a blank or a hyphen stands before it."""
    values = [form.number for form in forms]
    if not any(value is not None for value in values):
        return values
    done = 0
    for i in [i for i, form in enumerate(forms) if form.number is not None or form.text == "one"]:
        if i < done:
            continue
        value, end = _number_from(forms, tied, i, math.inf)
        if value is not None:
            values[i:end] = [value, *([None] * (end - i - 1))]
            done = end
    return values


def _number_from(forms: Sequence[_Form], tied: Sequence[bool], i: int, most: float) -> tuple[float | None, int]:
    """The number that begins at an index, of scales below ``most``, and where it ends; None where none does."""
    following = forms[i + 1].text if i + 1 < len(forms) and tied[i + 1] else ""
    value = 1.0 if forms[i].text == "one" and following in SCALES else forms[i].number
    end = i + 1
    if value is None or forms[i].text in SCALES:
        return value, end
    if forms[i].text in TENS and 0 < UNITS.get(following, 0) < TEN:
        value, end = value + UNITS[following], end + 1
    while end < len(forms) and tied[end] and SCALES.get(forms[end].text, most) < most:
        scale = SCALES[forms[end].text]
        value, end = value * scale, end + 1
        rest = end + (end + 1 < len(forms) and tied[end] and tied[end + 1] and forms[end].text == "and")
        worded = rest < len(forms) and tied[rest] and forms[rest].text in WORDED and forms[rest].text not in SCALES
        more, after = _number_from(forms, tied, rest, scale) if worded or _is_one(forms, tied, rest) else (None, rest)
        if more is not None and more < scale:
            value, end = value + more, after
    return value, end


def _is_one(forms: Sequence[_Form], tied: Sequence[bool], i: int) -> bool:
    """Whether a "one" begins a number: "two million one hundred thousand"."""
    return i + 1 < len(forms) and tied[i] and tied[i + 1] and forms[i].text == "one" and forms[i + 1].text in SCALES


def _concepts(stems: Sequence[str], concepts: Concepts) -> list[int]:
    """The concept of each word, -1 for none; the longest run first."""
    result = [-1] * len(stems)
    done = 0
    for i, first in enumerate(stems):
        if first not in concepts or i < done:
            continue
        for run, number in concepts[first]:
            if tuple(stems[i : i + len(run)]) == run:
                done = i + len(run)
                result[i:done] = [number] * len(run)
                break
    return result


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the words of a text, in order."""
    return tuple(_form(written).stem for written in WORD.findall(text))


def merge_spans(spans: Iterable[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    """Spans in order; those that only blanks or a short word part are made one, and a "not" just before belongs to
    them."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif result and start - result[-1][1] <= 6 and not SENTENCE_END.search(text, result[-1][1], start):
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return tuple((_with_not(text, start), end) for start, end in result)


NOT_BEFORE = re.compile(
    r"\b(?:no|not|never|without|non|(?:is|are|was|were|do|does|did|has|have|had|ca|wo|would|could)n['’]?t)[ -]"
    r"(?:(?:a|an|the|any|very|so|as|too) )?\Z",
    re.IGNORECASE,
)
LONGEST_NOT = 16


def _with_not(text: str, start: int) -> int:
    """Where evidence begins with the "not" that stands just before it: "no charge"."""
    found = NOT_BEFORE.search(text, max(0, start - LONGEST_NOT), start)
    return found.start() if found else start
