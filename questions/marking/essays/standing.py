"""Whether an essay answers the question at all: copied words, keywords, another question's answer, a mere account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter

from questions.marking import flags
from questions.marking.compiled import Compiled
from questions.marking.essays.arguments import BLANK_LINE
from questions.marking.essays.development import Development
from questions.marking.essays.links import GENERIC, own_words
from questions.marking.essays.support import BROAD, numbers_an_item
from questions.marking.guards.checks import years_in
from questions.marking.language.text import Reading, Word, part_of, stem

PLAIN_EVEN_SO = 0.93
"""Probability from which a point counts even in an answer that set out to answer another question."""

ITEM_END = re.compile(r"[,;/|\n.]")
KEYWORDS_IN_A_ROW = 4

EVENTS = frozenset(
    """revolution war plan movement campaign march crisis rebellion uprising treaty incident bombing invasion reform
    reforms law massacre coup election purge famine policy conference""".split()
)
STARTING = frozenset(
    "entered joined intervened started began broke attacked invaded won lost beat defeated overthrew collapsed".split()
)
EFFECTS = re.compile(r"\b(?:effects?|impact|consequences?|results?|outcome)\b(?! of (?:this|that))", re.IGNORECASE)
BECAUSE = frozenset("because becuase becouse becaus becos cos cuz since due".split())
OPENING_WORDS = frozenset("it they this that he she there one another the a an its their first firstly".split())
META = frozenset(
    stem(word)
    for word in """ask asks look looking think thinking order reach consider own topic discuss write written essay
    mention talk place placed top bottom case true clear clearly overall introduction paragraph compare back forward
    connected linked short-term long-term remember right true above below remark mark marks examiner sure said
    fact simply basically obviously definitely sum later going prove proves shows argue argument many
    all every each""".split()
)
"""Stems of words about the answer itself."""

ITEM = re.compile(r"^[ \t]*(?:[-–•*+]|\(?(?:[0-9]{1,2}|[a-z])[.)])[ \t]*\w", re.MULTILINE)
"""A line that begins as an item of a list."""

MANY_ITEMS = 3
"""Items that make a list, which tells no story."""

EVENTS_TOLD, SHORTEST_DEED = 3, 3
"""Sentences of deeds that make an account of events, and letters that the word for a deed has more than."""

DEEDS = frozenset(
    "went came took fought lost won left sent led fell ran gave broke rose met built beat hit shot drove wrote".split()
)
"""Words for deeds that do not end with "ed"."""

FEELING = frozenset("wanted liked loved hated needed feared hoped scared helped used worried agreed".split())
"""Words that end with "ed" and tell no deed."""

ONE_POINT_SENTENCES = 4
FULL_ACCOUNT = 6
"""Dates and names that make an account of events a full one."""

HERE, PLAINLY_HERE = 0.45, 0.7
"""How near the sentences of an answer are to the points, on the whole and at best, that answers the question."""

HERE_BUT_FOR_A_YEAR = 0.26
"""How near they are on the whole in an answer whose only year is wrong."""

STRANGE_NAMES, STRANGE_SHARE = 3, 0.12
"""Names that neither question nor scheme has, and their share of the words of content, that make another story."""

YEARS_LATER = 3
"""Years that an answer names at least whose most come after the time asked about."""

BEFORE, AFTER = 5, 1
"""Years before the first and after the last year of question and scheme that still belong to the story."""

UNLISTED, UNLISTED_WORDS = 0.32, 7
"""Probability below which a sentence is near to no point, and the words of its own that make it worth a look."""

SHORT_WORDS, HARDLY, SOMEWHAT = 40, 0.1, 0.25
"""An answer of so few words tells something where it comes at all near to a point, or somewhat, whatever it names."""

SOME_MATTER = 8
"""Words of its own that an answer needs to tell anything."""


def telling(ready: Compiled, reading: Reading) -> Reading:
    """The reading without the sentences that say nothing new: said before in the same words, or nothing but talk.

    Reading them would let length earn something.
    """
    kept = _kept(ready, reading)
    if not kept or len(kept) == len(reading.words):
        return reading
    return part_of(reading, kept)


def _kept(ready: Compiled, reading: Reading) -> list[Word]:
    bare = _bare_items(reading)
    seen: set[tuple[str, ...]] = set()
    kept: list[Word] = []
    for start, end in pairwise((*reading.sentence_starts, len(reading.words))):
        words = [reading.words[i] for i in range(start, end) if i not in bare]
        stems = tuple(word.stem for word in words)
        if stems not in seen and _tells(ready, words) and not _is_item_number(reading.text, words):
            kept.extend(words)
        seen.add(stems)
    return kept


def _is_item_number(text: str, words: Sequence[Word]) -> bool:
    """Whether words are nothing but the number of a list's item, cut off by its dot."""
    return len(words) == 1 and numbers_an_item(text, words[0])


def _tells(ready: Compiled, words: Sequence[Word]) -> bool:
    """Whether words say anything that is neither the question nor talk about the answer."""
    talk = descriptors(tuple(level.descriptor for level in ready.scheme.levels))
    return not own_words(ready, words) <= META | talk or any(word.number for word in words)


@lru_cache(maxsize=500)
def descriptors(texts: tuple[str, ...]) -> frozenset[str]:
    """The stems of the words of the levels' descriptors."""
    return frozenset().union(*(flags.descriptor_stems(text) for text in texts))


def _bare_items(reading: Reading) -> set[int]:
    """Indexes of the words of keywords in a row: four or more items of one or two words between commas."""
    text, words = reading.text, reading.words
    gaps = [text[a.end : b.start] for a, b in pairwise(words)]
    starts = [i for i, gap in enumerate(gaps, 1) if gap != " " and ITEM_END.search(gap)]
    result: set[int] = set()
    run: list[tuple[int, int]] = []
    for start, end in [*pairwise((0, *starts, len(words))), (0, 0)]:
        if 0 < end - start <= MOST_KEYWORDS and all(
            # "Model T" is a keyword too.
            word.is_content or (word.capital and i > start)
            for i, word in enumerate(words[start:end], start)
        ):
            run.append((start, end))
            continue
        if len(run) >= KEYWORDS_IN_A_ROW:
            result.update(range(run[0][0], run[-1][1]))
        run = []
    return result


def no_answer(ready: Compiled, reading: Reading, told: Reading) -> str:
    """The flag of words that answer nothing: the question or a descriptor again, bare keywords, or talk; else "".

    ``told`` is what of the answer tells something.
    """
    if flags.is_copied_question(ready, reading) and len(own_words(ready, told.words) - META) < MOST_KEYWORDS:
        return "copied_question"
    if flags.is_copied_descriptor(ready, reading):
        return "copied_descriptor"
    if told is reading and _bare_items(reading):
        return "keywords"
    # One sentence is enough, and mostly the first.
    if told is reading and not (_tells(ready, reading.sentence(0)) or _tells(ready, reading.words)):
        return "general"
    items = flags.keyword_items(told)
    statements = sum(len(words) > MOST_KEYWORDS for words in _clauses(told.words))
    return "keywords" if items >= MOST_KEYWORDS and statements * 2 < items else ""


MOST_KEYWORDS = 2
"""Words in an item that is still a keyword, not a note."""


def _clauses(words: Sequence[Word]) -> list[list[Word]]:
    return [list(clause) for _, clause in groupby(words, key=attrgetter("clause"))]


def stray_paragraphs(ready: Compiled, development: Development, reading: Reading) -> frozenset[int]:
    """The paragraphs that open by explaining something that the question does not ask about.

    Each names another event as its subject, or speaks of effects where the question asks why, or says why
    something else came about. ``reading`` is the whole answer, talk included, since the opening may be talk.
    """
    essay = development.essay
    result: set[int] = set()
    openings = {
        number: word.start
        for before, number, word in zip(
            [None, *essay.paragraph], essay.paragraph, essay.found.reading.words, strict=False
        )
        if number != before
    }
    sentences = list(pairwise((*reading.sentence_starts, len(reading.words))))
    at = 0
    for number, told in sorted(openings.items()):
        while at < len(sentences) and reading.words[sentences[at][0]].start <= told:
            start, end = sentences[at]
            at += 1
            inside = not BLANK_LINE.search(reading.text, reading.words[start].start, told)
            if inside and _sets_out_elsewhere(ready, development, reading.words[start:end]):
                result.add(number)
    return frozenset(result)


def _asks_why(ready: Compiled) -> bool:
    return any(word.text in ("why", "cause", "causes", "caused") for word in ready.question.words)


def is_elsewhere(ready: Compiled, development: Development) -> bool:
    """Whether an answer explains another story: near to no point, with names or years that are none of this one's."""
    written = development.essay
    if _asks_why(ready) and _is_later(development):
        return True
    near = list(written.nearest.values())
    if not near or max(near) >= PLAINLY_HERE or sum(near) >= HERE * len(near):
        return False
    if not any(link.firm for link in development.links):
        return False
    strange = {detail.key for detail in development.details if not detail.known}
    if len(strange) >= STRANGE_NAMES and len(strange) >= STRANGE_SHARE * len(written.found.words):
        return True
    years = years_in(development.essay.found.reading.words)
    known = development.facts.years
    if not (known and years) or any(min(known) - BEFORE <= year <= max(known) + AFTER for year in years):
        return False
    # A single year may be a slip: "in 1922" for a strike of 1917, where the rest is near to the points.
    return len(years) > 1 or len(strange) >= STRANGE_NAMES or sum(near) < HERE_BUT_FOR_A_YEAR * len(near)


def _is_later(development: Development) -> bool:
    """Whether an answer tells what came after all that is asked: most of its years are later than any known one."""
    known, years = development.facts.years, years_in(development.essay.found.reading.words)
    return bool(known) and len(years) >= YEARS_LATER and 2 * sum(year > max(known) for year in years) > len(years)


def _sets_out_elsewhere(ready: Compiled, development: Development, opening: Sequence[Word]) -> bool:
    if _is_other_event(ready, opening):
        return True
    asks_why = _asks_why(ready)
    span = development.essay.found.reading.text[opening[0].start : opening[-1].end]
    cut = next((i for i, word in enumerate(opening) if word.text in BECAUSE and i > 1), None)
    if opening[0].text in OPENING_WORDS - {"the", "a", "an"}:
        return False
    if cut is None:
        return asks_why and bool(EFFECTS.search(span)) and len(own_words(ready, opening)) <= MOST_KEYWORDS
    outcome = opening[:cut]
    spoken = {
        development.essay.found.words[j].start
        for finding in development.essay.findings
        if finding.credited
        for j in finding.words
    }
    if any(word.start in spoken and word.stem not in BROAD and word.text not in STARTING for word in outcome):
        return False
    if not any(word.text in STARTING for word in outcome):
        return False
    strange = own_words(ready, [word for word in outcome if word.text not in STARTING])
    return not asks_why or bool(strange)


def _is_other_event(ready: Compiled, opening: Sequence[Word]) -> bool:
    """Whether the first words name an event that neither question nor scheme has."""
    for i, word in enumerate(opening[:7]):
        if not (word.capital and word.text in EVENTS) or i == 0 or not opening[i - 1].capital:
            continue
        name = [other for other in opening[max(1, i - 3) : i + 1] if other.capital and other.is_content]
        known = {word.stem for side in ready.sides for word in side.reading.words}
        known |= {word.stem for word in ready.question.words}
        starts = opening.index(name[0])
        before = opening[starts - 1].text if starts else ""
        before = opening[starts - 2].text if before == "the" and starts > 1 else before
        strange = [other for other in name if other.stem not in known and other.stem not in BROAD]
        strange += [word] if word.stem not in known else []
        asked = {other.stem for other in opening} & ready.question_stems - BROAD
        if strange and not asked and before not in {"after", "before", "during", "since", "in", "like", "as", "by"}:
            return True
    return False


def account(ready: Compiled, development: Development) -> int:
    """What an answer without a point still tells: 0 nothing, 1 something of the matter, 2 a full account of events."""
    unread = development.essay.heard | development.essay.untrue
    words = [word for word in development.essay.found.reading.words if word.sentence not in unread]
    content = {word.stem for word in words if word.is_content}
    shared = len(content & ready.question_stems)
    shared += any(word.concept in ready.question_concepts for word in words)
    topical = shared >= MOST_KEYWORDS or (shared > 0 and development.on_topic)
    own = own_words(ready, words) - META - descriptors(tuple(level.descriptor for level in ready.scheme.levels))
    if len(words) <= SHORT_WORDS:
        near = max((finding.score for finding in development.essay.findings), default=0.0)
        told = shared >= MOST_KEYWORDS and len(own) >= SOME_MATTER
        here = development.on_topic or near >= SOMEWHAT or (near >= HARDLY and shared > 0) or told
        return int(len(own) >= MOST_KEYWORDS and here)
    if not topical or len(own) < SOME_MATTER:
        return 0
    return 2 if len(development.details) >= FULL_ACCOUNT and not any(link.firm for link in development.free) else 1


def tells_events(ready: Compiled, development: Development) -> bool:
    """Whether several sentences of an answer each tell what somebody did, and none explains anything."""
    essay = development.essay
    told = sum(
        sentence not in essay.heard and bool(own_words(ready, words)) and any(_is_deed(word) for word in words)
        for sentence, words in essay.words_of.items()
    )
    return told >= EVENTS_TOLD and not any(link.firm for link in development.links)


def _is_deed(word: Word) -> bool:
    """Whether a word tells what somebody did: "burned", "went"."""
    if word.capital or word.text in GENERIC - {"went", "came", "ended", "started"}:
        return False
    regular = len(word.text) > SHORTEST_DEED and word.text.endswith("ed")
    return word.text in DEEDS or (regular and word.text not in FEELING)


def is_story(development: Development) -> bool:
    """Whether an answer is mostly about what happened: few of its sentences make a point."""
    words = development.essay.found.reading.words
    telling = {word.sentence for word in words if word.clause in development.essay.core}
    sentences = {word.sentence for word in words} - development.essay.heard
    listed = len(ITEM.findall(development.essay.found.reading.text)) >= MANY_ITEMS
    return development.tells_more and not listed and len(telling) < 0.6 * len(sentences)


def is_padded(development: Development) -> bool:
    """Whether one point fills an answer of several sentences."""
    essay = development.essay
    if len(set(essay.owner.values())) != 1 or len(essay.words_of) < ONE_POINT_SENTENCES:
        return False
    cores = {word.sentence for word in essay.found.reading.words if word.clause in essay.core}
    return len(cores) >= ONE_POINT_SENTENCES - 1


def has_unlisted(development: Development) -> bool:
    """Whether a sentence explains something that comes near to no point of the scheme."""
    return any(
        link.firm and link.own >= UNLISTED_WORDS and development.essay.nearest.get(link.sentence, 0.0) < UNLISTED
        for link in development.links
    )


def copied_points(development: Development) -> int:
    """How many clauses are a phrase of the scheme, word for word."""
    clauses = _clauses(development.essay.found.reading.words)
    said = {tuple(word.stem for word in words if word.is_content) for words in clauses}
    return len(development.phrases & {words for words in said if len(words) > MOST_KEYWORDS})
