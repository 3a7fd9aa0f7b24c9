"""Which words of an essay a sentence about it quotes: whole statements, what a link brings, and names in full."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice, takewhile

from questions.marking.essays.development import Development
from questions.marking.essays.links import FINITE, FIRM, NOT_BEFORE_AS, Link
from questions.marking.essays.stages import Stage
from questions.marking.essays.support import BROAD, SMALL_NUMBER, numbers_an_item
from questions.marking.guards.checks import MONTHS
from questions.marking.guards.parties import PEOPLE
from questions.marking.language.text import CLAUSE_WORDS, NEGATORS, Reading, Word
from questions.marking.result import Span

LONGEST = 80
"""Characters of an essay that a sentence about it quotes."""

JOINING = frozenset("and but because so as since which that also then".split())
"""Words at the head of a clause that a quotation of it can spare."""

LEANING = frozenset("which who whose whom that than of".split())
"""Words at the head of a clause that says nothing without what stands before it."""

ENDINGS = frozenset("the a an of in on at to by for from with and or but because so as that which who".split())
"""Words that a quotation which is cut does not end with."""

BEFORE_DEGREE = frozenset("was were is are be been being became become got felt grew".split())
"""Words before a "so" that says how much: "he became so rich"."""

BEFORE_THEN = frozenset("from by until till since even just back".split())
"""Words with which a "then" is a time: "from then on"."""

HANGING = frozenset("like such the a an of for with into from than".split())
"""Words that a statement does not end with."""

SHORT_PAST = frozenset("died used tied lied fled".split())
"""Verbs in the past that are too short to be known by their ending."""

LEAST_SAID = 2
"""Words of content with which a clause says something by itself."""

NAME_GAP = re.compile(r"[ \-–.]{1,2}|['’]s? ?")
"""What stands between the words of one name."""

NO_NAMES = frozenset(
    """after before during despite between within around under only both once another although however many most over
    about nearly almost""".split()
)
"""Words that often open a sentence before a name or a figure."""

YEAR_DIGITS = 4

MONTH_DAYS = 31

INNER = str.maketrans("“”", "‘’")
"""Quotation marks within quotation marks."""

PAIRS = ("()", "[]", "“”")
"""What is opened and closed again in a text."""


def quoted(text: str, span: Span) -> str:
    """The words of a span in quotation marks; what is too long is cut at a word, and not inside a name.

    >>> quoted("the Marriage  Law", (0, 17))
    '“the Marriage Law”'
    """
    words = text[span[0] : span[1]].translate(INNER).split()
    if len(" ".join(words)) <= LONGEST:
        return f"“{' '.join(words)}”"
    kept = len(" ".join(words)[:LONGEST].rsplit(" ", 1)[0].split())
    while kept > LEAST_SAID and (words[kept - 1].lower() in ENDINGS or _is_capital(words[kept - 1 : kept + 1])):
        kept -= 1
    return f"“{' '.join(words[:kept])[:LONGEST].rstrip(',;:')} …”"


def _is_capital(words: Sequence[str]) -> bool:
    return all(word[:1].isupper() for word in words)


def statement(development: Development, point: int) -> Span:
    """The student's words for a credited point: the statement that holds most of it, up to what explains it."""
    known = development.quoted.get(point)
    if known is None:
        known = development.quoted[point] = _statement(development, point)
    return known


def _statement(development: Development, point: int) -> Span:
    found = development.essay.found
    own = [found.words[j] for j in sorted(development.essay.findings[point].words)]
    clauses = [word.clause for word in own]
    clause = max(dict.fromkeys(clauses), key=clauses.count)
    words = [word for word in own if word.sentence == found.reading.clause(clause)[0].sentence]
    sentence = development.essay.words_of[words[0].sentence]
    own_starts = {word.start for word in words}
    start = _beginning(found.reading, sentence, clause, own_starts)
    held = {clause} | {word.clause for word in words}
    end = max(i for i, word in enumerate(sentence) if word.clause in held) + 1
    for link in _links_of(development, development.stages.get(point)):
        at = next((i for i, word in enumerate(sentence) if word.start == link.span[0]), 0)
        told = own_starts & {word.start for word in sentence[start:at]}
        said = sum(word.is_content for word in sentence[start:at])
        if start < at < end and told and said >= LEAST_SAID and _opens(sentence, at, link):
            end = at
    following = sentence[end : end + 2]
    if [word.text for word in following[:1]] == ["and"] and sentence[end - 1].capital and following[-1].capital:
        # "Harding, Coolidge and Hoover cut taxes".
        end = _clause_end(sentence, end)
    while end < len(sentence) and sentence[end - 1].text in HANGING:
        # "It sounded like yet more fighting".
        end = _clause_end(sentence, end)
    if end < len(sentence) and _is_verb(sentence[end]) and not any(map(_is_verb, sentence[start:end])):
        # "Labour, in power since 1945, had promised it".
        end = _clause_end(sentence, end)
    return _span(found.reading, sentence, start, _trimmed(sentence, start, end))


def _span(reading: Reading, sentence: Sequence[Word], start: int, end: int) -> Span:
    """The span of some words of a sentence, to the end of a bracket or quotation that is open behind them."""
    first, last = sentence[start].start, sentence[end - 1].end
    for pair in PAIRS:
        closing = _closing(reading, sentence, last, pair)
        if closing and first <= reading.text.rfind(pair[0], 0, last):
            last = closing
    return first, last


def _closing(reading: Reading, sentence: Sequence[Word], at: int, pair: str) -> int:
    """Where the bracket or quotation ends in which an offset stands; 0 where it stands in none of its sentence."""
    first, text = sentence[0].start, reading.text
    if text.rfind(pair[0], first, at) <= text.rfind(pair[1], first, at):
        return 0
    closing = text.find(pair[1], at, sentence[-1].end + 2) + 1
    return closing if pair[0] not in text[at:closing] else 0


def _clause_end(sentence: Sequence[Word], at: int) -> int:
    """Where the clause of the word at an index ends."""
    return next((i for i in range(at, len(sentence)) if sentence[i].clause != sentence[at].clause), len(sentence))


def _opens(sentence: Sequence[Word], at: int, link: Link) -> bool:
    """Whether a link opens a clause: ", so", "and so", "leading to"."""
    before = sentence[at - 1]
    by_itself = link.firm and sentence[at].text.endswith("ing")
    return before.clause != sentence[at].clause or before.text in ("and", "but") or by_itself


def _trimmed(sentence: Sequence[Word], start: int, end: int) -> int:
    """The end of a statement without the words that only lead on to the next."""
    while end - start > 1 and sentence[end - 1].text in ("and", "but", "also", "then"):
        end -= 1
    return end


def _beginning(reading: Reading, sentence: Sequence[Word], clause: int, own: AbstractSet[int]) -> int:
    """Where in its sentence the statement begins that a clause belongs to: with who or what it tells of."""
    start = next(i for i, word in enumerate(sentence) if word.clause == clause)
    end = _clause_end(sentence, start)
    shown = max((word.end for word in sentence[start:end] if word.start in own), default=sentence[end - 1].end)
    first = min((word.end for word in sentence[start:end] if word.start in own), default=shown)
    bare = None
    while start and (_is_inside(reading, sentence, start) or _leans(sentence, start, end, own)):
        before = next(i for i, word in enumerate(sentence) if word.clause == sentence[start - 1].clause)
        if bare is None and _has_no_subject(sentence, start):
            bare = start
        seen = shown if bare is None else first
        if seen - sentence[before].start > LONGEST and sentence[start].text not in LEANING:
            if bare is not None and not _is_role(sentence, bare) and not _tells(sentence, start):
                start = bare
            break
        start = before
    return _after_joining(reading, sentence, start, own)


def _is_inside(reading: Reading, sentence: Sequence[Word], i: int) -> bool:
    """Whether a word stands behind the first of a bracket: "the USA (Eisenhower, Dulles) built SEATO"."""
    return bool(_closing(reading, sentence, sentence[i - 1].end, "()"))


def _has_no_subject(sentence: Sequence[Word], start: int) -> bool:
    """Whether a clause begins with its verb, or with what something is taken for."""
    head = next((word for word in sentence[start:] if word.text not in JOINING), sentence[start])
    return _is_verb(head) or _is_role(sentence, start)


def _tells(sentence: Sequence[Word], start: int) -> bool:
    """Whether a clause has both who or what it tells of and a verb."""
    verbs = map(_is_verb, sentence[start : _clause_end(sentence, start)])
    return any(verbs) and not _has_no_subject(sentence, start)


def _is_role(sentence: Sequence[Word], i: int) -> bool:
    """Whether an "as" says what something is taken for or used as: "as a buffer"."""
    clause = [other for other in sentence[i + 1 : i + 6] if other.clause == sentence[i].clause]
    return sentence[i].text == "as" and not any(map(_is_verb, clause))


def _after_joining(reading: Reading, sentence: Sequence[Word], start: int, own: AbstractSet[int]) -> int:
    """Where a statement begins behind the words that only join it to what is before, and behind another item of a
    list."""
    last = len(sentence) - 1
    while start < last and sentence[start].text in JOINING and sentence[start + 1].text not in LEANING:
        if sentence[start].text in ("that", "which") and _is_verb(sentence[start + 1]):
            # "That is why they fought".
            break
        start += 1
    first = next((i for i in range(start, len(sentence)) if sentence[i].start in own), start)
    listed = not any(_is_verb(word) for word in sentence)
    cuts = [i for i in range(start + 1, first + 1) if "," in reading.text[sentence[i - 1].end : sentence[i].start]]
    return cuts[-1] if listed and cuts else start


def _leans(sentence: Sequence[Word], start: int, end: int, own: AbstractSet[int]) -> bool:
    """Whether the clauses up to an end need the one before them: "which ...", "because of ...", "and was sacked", or a
    name that goes on over its comma."""
    head = start
    while head < len(sentence) - 1 and sentence[head].text in JOINING - LEANING:
        head += 1
    word, before = sentence[head], sentence[start - 1]
    compares = sentence[start].text == "as" and before.text in NOT_BEFORE_AS
    timed = sentence[start].text == "then" and before.text in BEFORE_THEN
    if word.text in LEANING or compares or timed or _is_role(sentence, start) or _is_degree(sentence, start):
        return True
    joins = sentence[start].text if head > start else ""
    if joins in ("", "and") and _is_part(sentence, start, end):
        return True
    if joins in ("", "and", "but", "also", "then") and _is_verb(word):
        return True
    if joins in ("", "and") and before.start in own and word.start in own:
        return True
    return joins == "and" and before.capital and word.capital and not _is_verb(before)


def _is_part(sentence: Sequence[Word], start: int, end: int) -> bool:
    """Whether some clauses and the one before them are parts of one statement, as one of them has no verb: "Rats, flies
    and mosquitoes were killed", "relied on raids and the peasants"."""
    before = [word for word in sentence if word.clause == sentence[start - 1].clause]
    verbs = [any(map(_is_verb, words)) for words in (before, sentence[start:end], sentence)]
    return verbs[2] and not all(verbs[:2])


def _is_degree(sentence: Sequence[Word], at: int) -> bool:
    return at > 0 and sentence[at].text == "so" and sentence[at - 1].text in BEFORE_DEGREE


def _is_verb(word: Word) -> bool:
    return (
        word.text in FINITE
        or word.text in SHORT_PAST
        or (len(word.text) > YEAR_DIGITS and word.text.endswith("ed") and not word.capital)
    )


def _links_of(development: Development, stage: Stage | None) -> list[Link]:
    links = development.links
    begins = [bisect_left(links, span, key=lambda link: link.span) for span in (stage.link if stage else ())]
    return [links[i] for i in begins]


def explanation(development: Development, point: int) -> Span | None:
    """The words that explain a credited point: the clause that its plainest link brings, or, where that is the point
    itself, the clause on the other side of the link."""
    makes = statement(development, point)
    best: tuple[tuple[bool, bool, int, int], Span] | None = None
    for order, link in enumerate(_links_of(development, development.stages.get(point))):
        span, further = _brought(development, link, makes)
        words = development.essay.words_of[link.sentence]
        said = sum(word.is_content for word in words if span[0] <= word.start < span[1])
        rank = (said < LEAST_SAID, not link.firm, further, order)
        if best is None or rank < best[0]:
            best = rank, span
    return best[1] if best else None


BROUGHT, BEYOND, NOTHING_ELSE = range(3)
"""Where what a link ties to a point stands: behind it, on its other side, or nowhere but in the point."""


def _brought(development: Development, link: Link, makes: Span) -> tuple[Span, int]:
    """The clause that a link ties to what ``makes`` the point, and where it stands."""
    reading = development.essay.found.reading
    sentence = development.essay.words_of[link.sentence]
    at = start = next(i for i, word in enumerate(sentence) if word.start == reading.words[link.word].start)
    said = reading.text[link.span[0] : link.span[1]].lower()
    stands = sentence[at].text in CLAUSE_WORDS or FIRM.match(said) is not None or said.endswith("ing")
    if not stands or _is_degree(sentence, at):
        # "Nobody dared to say so" explains, and not "dared to say so".
        start = _beginning(reading, sentence, sentence[at].clause, frozenset())
        start -= bool(start) and sentence[start - 1].text in ("so", "because", "as", "since")
    end = _end(reading, development, sentence, at, link)
    if makes[0] <= sentence[start].start < makes[1] and not _is_within(sentence[at:end], makes):
        start = min(at, next((i for i, word in enumerate(sentence) if word.start >= makes[1]), at))
    span = _span(reading, sentence, start, end)
    if not _is_within(sentence[start:end], makes):
        return span, BROUGHT
    if any(word.is_content for word in sentence[:start]):
        first = _beginning(reading, sentence, sentence[start - 1].clause, frozenset())
        return (sentence[min(first, start)].start, span[1]), BEYOND
    if end < len(sentence) and not _is_within(sentence[end:], makes):
        return (span[0], sentence[_end(reading, development, sentence, end, None) - 1].end), BEYOND
    told = [word for word in development.essay.words_of.get(link.sentence - 1, ()) if word.clause in link.before]
    if told and not _is_within(told, makes):
        return (told[0].start, told[-1].end), BEYOND
    return span, NOTHING_ELSE


def _is_within(words: Sequence[Word], span: Span) -> bool:
    """Whether most of what words say stands within a span."""
    content = [span[0] <= word.start < span[1] for word in words if word.is_content]
    return 2 * sum(content) > len(content)


def _end(reading: Reading, development: Development, sentence: Sequence[Word], at: int, link: Link | None) -> int:
    """Where the clause ends that begins at an index: before the next one, or the next link, once it says something."""
    first = bisect_left(development.links, sentence[0].start, key=lambda other: other.span[0])
    here = takewhile(lambda other: other.span[0] < sentence[-1].end, islice(development.links, first, None))
    starts = {other.span[0] for other in here if other is not link and other.firm}
    behind = link.span[1] if link else sentence[at].start
    said = 0
    for i in range(at, len(sentence)):
        word = sentence[i]
        if word.start < behind:
            continue
        opens = i > 0 and word.clause != sentence[i - 1].clause and not _is_inside(reading, sentence, i)
        if said >= LEAST_SAID and (word.start in starts or (opens and not _goes_on(reading, sentence, i))):
            return _trimmed(sentence, at, i)
        said += word.is_content
    return len(sentence)


def _goes_on(reading: Reading, sentence: Sequence[Word], i: int) -> bool:
    """Whether a new clause is but the rest of a name or of a thing: "a buffer, North Korea", "as a buffer"."""
    before, word = sentence[i - 1], sentence[i]
    named = before.capital and word.capital and "," not in reading.text[before.end : word.start]
    asks = word.text in ("who", "when", "where") and "," not in reading.text[before.end : word.start]
    compared = i >= LEAST_SAID and sentence[i - LEAST_SAID].text == word.text == "as"
    return named or asks or compared or _is_role(sentence, i)


def whole_names(development: Development, spans: Iterable[Span]) -> tuple[Span, ...]:
    """``spans`` of details as the whole names that they are part of ("Sung" of "Kim Il Sung"), in order, each once; a
    figure has what it counts. Names of the scheme are known in small letters too."""
    facts, reading = development.facts, development.essay.found.reading
    known = (facts.names | facts.headings) - facts.common
    words = reading.words
    result: list[Span] = []
    for start, end in sorted(spans):
        first = last = bisect_left(words, start, key=lambda word: word.start)
        while last + 1 < len(words) and words[last + 1].start < end:
            last += 1
        first, last = _whole(reading, known, first, last)
        whole = words[first].start, max(words[last].end, end)
        if result and whole[0] < result[-1][1]:
            whole = result[-1][0], max(result.pop()[1], whole[1])
        result.append(whole)
    return tuple(result)


def _whole(reading: Reading, known: AbstractSet[str], first: int, last: int) -> tuple[int, int]:
    words, text = reading.words, reading.text

    def is_one(before: Word, after: Word) -> bool:
        gap = text[before.end : after.start]
        return before.sentence == after.sentence and NAME_GAP.fullmatch(gap) is not None

    def is_name(one: Word, other: Word) -> bool:
        """Whether one of two neighbours belongs to the name or date that the other is of."""
        small = one.stem in known and other.stem in known and not text[other.start].isupper()
        return small or _named(text, one) or _is_tied(text, one, other) or _is_date(one, other)

    number = words[first].number is not None and words[last].number is not None
    # "The Marriage Law of 1950".
    dated = words[first].number is not None and first >= LEAST_SAID and words[first - 1].text == "of"
    if dated and _named(text, words[first - 2]) and is_one(words[first - 1], words[first]):
        first -= 2
    while first and is_one(words[first - 1], words[first]) and is_name(words[first - 1], words[first]):
        opens = first == 1 or words[first - LEAST_SAID].sentence != words[first - 1].sentence
        if opens and words[first - 1].text in NO_NAMES:
            break
        first -= 1
    while last + 1 < len(words) and is_one(words[last], words[last + 1]) and is_name(words[last + 1], words[last]):
        last += 1
        number = False
        if _is_year(words[last]) and words[last - 1].text in MONTHS:
            # "In June 1950 Truman ...".
            break
    year = words[last + 2] if last + LEAST_SAID < len(words) and words[last + 1].text == "of" else None
    if year and _is_year(year) and _named(text, words[last]) and is_one(words[last + 1], year):
        return first, last + 2
    counts = number and not _is_year(words[last])
    counted = words[last + 1] if counts and last + 1 < len(words) else None
    if counted and counted.is_content and not _is_verb(counted) and is_one(words[last], counted):
        last += 1
        things = words[last + 1] if last + 1 < len(words) and not counted.text.endswith("s") else counted
        # "Eight old ships".
        last += things.is_content and things.text.endswith("s") and is_one(counted, things)
    return first, last


def _is_tied(text: str, one: Word, other: Word) -> bool:
    """Whether a hyphen makes one word of two: "Twenty-One", "Port-au-Prince"; figures have a dash: "1948–49"."""
    gap = text[min(one.end, other.end) : max(one.start, other.start)]
    return gap == "-" or (gap == "–" and one.number is not None and other.number is not None)


def _is_date(one: Word, other: Word) -> bool:
    """Whether two neighbours are a month and its day or year."""
    month, number = (one, other) if other.number is not None else (other, one)
    if month.text not in MONTHS or number.number is None:
        return False
    return _is_year(number) or (number.text[0].isdigit() and number.number <= MONTH_DAYS)


def _is_year(word: Word) -> bool:
    return word.number is not None and word.text.isdigit() and len(word.text) == YEAR_DIGITS


def _named(text: str, word: Word) -> bool:
    """Whether a word is written as names are, at the head of a sentence too."""
    return word.is_content and word.number is None and text[word.start].isupper()


OWN, BESIDE, BROADLY = range(3)
"""Where a name, year or figure stands that supports no point: in the point's own words, or beside them; or it is but
the name of a country or the like."""


def named(development: Development, point: int) -> tuple[Span, int] | None:
    """A name, year or figure in the sentences that say or explain a point, and where it stands; one of the point's own
    words first, then the longest. None where there is none."""
    essay, facts = development.essay, development.facts
    reading = essay.found.reading
    stage = development.stages.get(point)
    own = {essay.found.words[j].start for j in essay.findings[point].words}
    told = {essay.found.words[j].sentence for j in essay.findings[point].words}
    told |= {link.sentence for link in _links_of(development, stage)}
    names = (facts.names | facts.headings) - facts.common
    wrong = stage.wrong if stage else ()
    spans, exact = [], set()
    for at in told:
        for i, word in enumerate(essay.words_of[at], essay.first_of[at]):
            if word.text in PEOPLE or any(start <= word.start < end for start, end in wrong):
                continue
            figure = word.number is not None and word.number > SMALL_NUMBER
            name = word.is_content and (word.stem in names or _is_written_as_name(reading, i))
            if name or (figure and not numbers_an_item(reading.text, word)):
                spans.append((word.start, word.end))
            if word.stem not in BROAD:
                exact.add(word.start)
    found = []
    for start, end in whole_names(development, spans):
        inside = range(start, end)
        where = BROADLY if exact.isdisjoint(inside) else BESIDE if own.isdisjoint(inside) else OWN
        found.append((where, start - end, (start, end)))
    return (min(found)[-1], min(found)[0]) if found else None


def _is_written_as_name(reading: Reading, i: int) -> bool:
    """Whether a word has a capital, and, where it opens its sentence, is the first of a name of two words."""
    words = reading.words
    if i and words[i - 1].sentence == words[i].sentence:
        return words[i].capital
    following = words[i + 1] if i + 1 < len(words) else words[i]
    named = following is not words[i] and following.capital and _named(reading.text, words[i])
    return named and words[i].text not in NO_NAMES


def refused(development: Development, point: int) -> Span | None:
    """The words for which a point was refused, with the word that denies them where there is one; None where there are
    none."""
    essay = development.essay
    stretch = essay.refused.get(point)
    if stretch is None:
        return None
    words = essay.found.words
    first, last = words[stretch[0]], words[stretch[1] - 1]
    sentence = essay.words_of[first.sentence]
    start = _beginning(essay.found.reading, sentence, first.clause, frozenset())
    end = max(i for i, word in enumerate(sentence) if word.clause == last.clause) + 1
    denying = [i for i, word in enumerate(sentence) if word.text in NEGATORS]
    if denying and not any(start <= i < end for i in denying):
        nearest = min(denying, key=lambda i: abs(i - start))
        start = min(start, _beginning(essay.found.reading, sentence, sentence[nearest].clause, frozenset()))
        end = max(end, nearest + 1)
    return sentence[start].start, sentence[_trimmed(sentence, start, end) - 1].end
