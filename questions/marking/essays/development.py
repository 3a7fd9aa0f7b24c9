"""How far an essay develops each point: identified, explained, supported, with the words that show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from questions.marking.compiled import Compiled
from questions.marking.essays.arguments import (
    CREDIT,
    LINKED,
    LINKED_ASTRAY,
    LINKED_FURTHER,
    WEAK,
    Essay,
    credit,
    essay,
    give_clauses,
)
from questions.marking.essays.links import Link, links, own_words
from questions.marking.essays.sense import Matter, is_beside_the_matter, matter_of
from questions.marking.essays.stages import EXPLAINED, IDENTIFIED, SUPPORTED, Stage, features, is_explained
from questions.marking.essays.support import Detail, Facts, details, facts_of
from questions.marking.essays.themes import Theme, Themed, is_near_topic, likeness_to_points, theme_of, themed
from questions.marking.language.text import Word
from questions.marking.matching import Match
from questions.marking.points import Search
from questions.marking.result import Span

NAMED = 2
"""Points up to which less plain statements count: many unclear ones are not several clear ones."""

PLAINLY = 0.8
"""Probability from which a point is said plainly, and leaves hardly a doubt."""

OWN_WORDS = 4
"""Words of its own that an explanation has that is credited with a point said less plainly."""

ARGUED, ARGUED_WORDS, ARGUMENTS = 0.44, 8, 2
"""How near to a point an argument is, as a whole and with so many words of its own, that makes that point without
saying it; and how many such arguments make an answer where no point is said."""

_MOST_SCHEMES = 200


@dataclass(slots=True)
class Development:
    """All that the placement and the explanation need to know of an essay."""

    essay: Essay
    stages: dict[int, Stage]
    links: list[Link]
    details: list[Detail]
    facts: Facts
    free: list[Link] = field(default_factory=list)
    """Links of arguments that belong to no point of the scheme."""
    phrases: frozenset[tuple[str, ...]] = frozenset()
    """The scheme's phrases as stems."""
    on_topic: bool = True
    """Whether the answer, as a whole, speaks of what the scheme speaks of."""
    tells_more: bool = False
    """Whether there are many sentences and few that explain anything."""
    seen: dict[int, tuple[float, ...]] = field(default_factory=dict)
    """What the stage of each credited point rests on (``stages.features``)."""
    quoted: dict[int, Span] = field(default_factory=dict)
    """The words for each credited point that sentences quote (``quotations.statement``)."""
    name_more: Callable[[], None] = lambda: None
    """Credit as identified what is said less plainly: for an answer that makes hardly a point."""


@dataclass(frozen=True, slots=True)
class _Rubric:
    ready: Compiled
    theme: Theme
    facts: Facts
    phrases: frozenset[tuple[str, ...]]
    matter: Matter


_rubrics: dict[int, _Rubric] = {}


def _rubric(ready: Compiled) -> _Rubric:
    """Theme, facts and matter of a scheme, kept by identity as the compiled scheme is."""
    known = _rubrics.get(id(ready))
    if known is not None and known.ready is ready:
        return known
    made = _Rubric(
        ready,
        theme_of(ready),
        facts_of(ready),
        frozenset(tuple(word.stem for word in side.reading.words if word.is_content) for side in ready.sides),
        matter_of(ready),
    )
    if len(_rubrics) >= _MOST_SCHEMES:
        _rubrics.pop(next(iter(_rubrics)), None)
    _rubrics[id(ready)] = made
    return made


def develop(ready: Compiled, found: Match) -> Development:
    """Find points, links and details, and give each link and detail to one point."""
    rubric = _rubric(ready)
    search = Search(ready, found)
    near = themed(rubric.theme, found)
    written = essay(ready, rubric.theme, found, near, search)
    unread = written.heard | search.deaf
    mute = unread | _opinions(written)
    tied = [
        link
        for link in links(ready, found.reading, written.paragraph, mute)
        if not (_is_conclusion(written, link) or _is_beside_the_matter(rubric.matter, link))
    ]
    exact = details(ready, rubric.facts, found, unread)
    result = Development(written, {}, tied, exact, rubric.facts, phrases=rubric.phrases)
    result.tells_more = _tells_more(written, tied)
    result.on_topic = is_near_topic(rubric.theme, found.words)
    _credit_explained(rubric, written, near, search, result)
    argued = _credit_argued(rubric, written, near, search, result)
    if search.deaf:
        written.flag("instructions")
    owners: dict[int, list[Link]] = {}
    for link in tied:
        point = _owner(written, link)
        if point is None or not (link.sentence in argued.get(point, ()) or _is_beside(written, near, link, point)):
            result.free.append(link)
        else:
            owners.setdefault(point, []).append(link)

    def name_more() -> None:
        room = NAMED - len(result.stages)
        for point in credit(written, ready, rubric.theme, near, search, written.inside, WEAK, most=room):
            result.stages[point] = Stage(point, IDENTIFIED)

    result.name_more = name_more
    backing = _backing(written, exact, owners)
    argument: dict[int, list[Word]] = {}
    for word in found.reading.words:
        if (holder := written.owner.get(word.clause)) is not None:
            argument.setdefault(holder, []).append(word)
    for finding in written.findings:
        if finding.credited:
            own, beside = owners.get(finding.point, []), backing.get(finding.point, [])
            words = len(own_words(ready, argument.get(finding.point, ())))
            seen = result.seen[finding.point] = features(own, len(beside), words, story=result.tells_more)
            explained = is_explained(seen)
            plain = finding.score >= CREDIT or finding.point in argued
            right = tuple(detail.span for detail in beside if plain and not detail.wrong) if explained else ()
            wrong = tuple(detail.span for detail in beside if detail.wrong)
            tied_by = tuple(link.span for link in own) if explained else ()
            stage = SUPPORTED if right else EXPLAINED if explained else IDENTIFIED
            result.stages[finding.point] = Stage(finding.point, stage, tied_by, right, wrong)
    return result


JUDGING = frozenset("cruel unfair should shouldnt sad horrible terrible shame shameful disgusting wrong evil".split())
"""Words of a sentence in which the writer ("I") judges what was done, and explains nothing."""


def _opinions(written: Essay) -> set[int]:
    """Sentences that say what the writer feels about it: a "because" in them gives no reason of the story."""
    words = written.found.reading.words
    own = {word.clause for word in words if word.text == "i"}
    return {word.sentence for word in words if word.clause in own and word.text in JUDGING} if own else set()


def _credit_explained(rubric: _Rubric, written: Essay, near: Themed, search: Search, result: Development) -> None:
    """Credit points that are said less plainly where the sentence explains something and holds no other point."""
    found, tied = written.found, result.links
    talk = len(written.said) >= STORY_SENTENCES and not any(finding.credited for finding in written.findings)
    astray = talk or result.tells_more or not result.on_topic
    sentence_of = {word.clause: word.sentence for word in found.reading.words}
    links_of: dict[int, list[Link]] = {}
    for link in tied:
        links_of.setdefault(link.sentence, []).append(link)
    for sentence in dict.fromkeys(link.sentence for link in tied if link.firm):
        # "This meant ..." explains what the sentence before it says.
        reached = {sentence} | {sentence_of[c] for link in links_of[sentence] for c in link.before}
        held = {written.core[w.clause] for at in reached for w in written.words_of[at] if w.clause in written.core}
        if any(found.words[j].sentence in reached for p in held for j in written.findings[p].words):
            continue
        columns = _columns(written, sorted(reached))
        if not columns:
            continue
        held = {p for p in held if not _is_explained_elsewhere(written, p, links_of)}
        best = max((float(near.scores[p, columns].max()) for p in held), default=0.0)
        if sentence in written.new:
            best = 0.0
        least = LINKED_ASTRAY if astray else LINKED_FURTHER if _goes_on(written, sentence) else LINKED
        own = [link.own for link in links_of[sentence] if link.firm]
        if max(own) < OWN_WORDS:
            continue
        if credit(written, rubric.ready, rubric.theme, near, search, columns, max(least, best), most=1):
            give_clauses(written, near.scores)


def _is_explained_elsewhere(written: Essay, point: int, links_of: Mapping[int, Sequence[Link]]) -> bool:
    """Whether a point is said plainly in sentences that explain something themselves: it needs no others."""
    finding = written.findings[point]
    sentences = {written.found.words[j].sentence for j in finding.words}
    return finding.score >= PLAINLY and any(link.firm for at in sentences for link in links_of.get(at, ()))


def _credit_argued(
    rubric: _Rubric, written: Essay, near: Themed, search: Search, result: Development
) -> dict[int, set[int]]:
    """Credit what a whole argument is about where it explains something and says no point in any of its sentences.

    A writer gives each reason an argument of its own; in words far from the scheme no sentence may be near to it.
    The sentences of each point credited in this way.
    """
    if result.tells_more or not result.on_topic:
        return {}
    likely = []
    for at, sentences in enumerate(_arguments(written)):
        words = [word for sentence in sentences for word in written.words_of[sentence]]
        if (
            _explains(result.links, sentences)
            and len(own_words(rubric.ready, words)) >= ARGUED_WORDS
            and not _makes_point(written, near, sentences)
        ):
            likeness = likeness_to_points(rubric.theme, words).tolist()
            likely += [(-value, at, point, sentences) for point, value in enumerate(likeness) if value >= ARGUED]
    made = any(finding.credited for finding in written.findings)
    if not made and len({at for _, at, _, _ in likely}) < ARGUMENTS:
        return {}
    given: dict[int, set[int]] = {}
    for _, _, point, sentences in sorted(likely):
        if any(not known.isdisjoint(sentences) for known in given.values()):
            continue
        columns = _columns(written, sentences)
        alone = replace(near, scores=np.full_like(near.scores, -1.0))
        alone.scores[point] = near.scores[point]
        if credit(written, rubric.ready, rubric.theme, alone, search, columns, 0.0, most=1):
            given[point] = set(sentences)
    if given:
        give_clauses(written, near.scores)
    return given


def _explains(links: Sequence[Link], sentences: Sequence[int]) -> bool:
    inside = [link.firm for link in links if link.sentence in sentences]
    return any(inside) or len(inside) > 1


def _columns(written: Essay, sentences: Sequence[int]) -> list[int]:
    return [k for sentence in sentences for k in written.columns_of.get(sentence, ())]


def _makes_point(written: Essay, near: Themed, sentences: Sequence[int]) -> bool:
    """Whether an argument has the words of a credited point, or speaks of one that another argument makes."""
    columns, words = _columns(written, sentences), written.found.words
    return any(
        any(words[j].sentence in sentences for j in finding.words)
        or (columns and float(near.scores[finding.point, columns].max()) >= CREDIT)
        for finding in written.findings
        if finding.credited
    )


def _arguments(written: Essay) -> list[list[int]]:
    """The sentences of each argument: paragraphs, divided where one opens something new."""
    result: list[list[int]] = []
    paragraph = -1
    for sentence, first in written.first_of.items():
        if sentence in written.heard:
            continue
        if written.paragraph[first] != paragraph or sentence in written.new:
            result.append([])
        paragraph = written.paragraph[first]
        result[-1].append(sentence)
    return result


AT_HAND = 1
"""Clauses from a link to a point that it may serve before others."""

STORY_SENTENCES, STORY_LINKS, STORY_THOUGHT = 6, 0.1, 0.5
"""A story has at least so many sentences, and explains in less than this share of them; one that tells what somebody
thought, or could no longer do, is this much of an explanation."""


def _tells_more(written: Essay, tied: list[Link]) -> bool:
    sentences = written.words_of.keys() - written.heard
    firm = {link.sentence for link in tied if link.firm}
    thought = {link.sentence for link in tied if link.mindful} - firm
    explaining = len(firm) + STORY_THOUGHT * len(thought)
    return len(sentences) >= STORY_SENTENCES and explaining < STORY_LINKS * len(sentences)


def _goes_on(written: Essay, sentence: int) -> bool:
    """Whether a sentence stands after a point in its paragraph and opens nothing new."""
    first = written.first_of[sentence]
    words, paragraph = written.found.reading.words, written.paragraph
    before = first > 0 and paragraph[first - 1] == paragraph[first] and words[first - 1].clause in written.owner
    return before and sentence not in written.new


SUMMING_UP = frozenset("so therefore therfore thus hence".split())
SUMMED_UP = frozenset("factors reasons causes".split())
"""Words that open a conclusion, and that show it to be one."""

CONCLUDING = 3
"""Sentences a paragraph has before its last can be a conclusion."""


def _is_conclusion(written: Essay, link: Link) -> bool:
    """Whether a link opens the last sentence of its paragraph: "So it had to act" sums up and adds nothing.

    "Therefore a range of factors came together" does so anywhere."""
    words = written.found.reading.words
    opens = link.word == 0 or words[link.word - 1].sentence != link.sentence
    if not opens or words[link.word].text not in SUMMING_UP:
        return False
    if any(word.text in SUMMED_UP for word in written.words_of[link.sentence]):
        return True
    paragraph = written.paragraph[link.word]
    after = link.word + len(written.words_of[link.sentence])
    first = written.first_of.get(link.sentence - CONCLUDING)
    ends = after >= len(words) or written.paragraph[after] != paragraph
    return ends and first is not None and written.paragraph[first] == paragraph


def _is_beside_the_matter(matter: Matter, link: Link) -> bool:
    """Whether a link ties something to a point that has nothing to do with it: "because it was Tuesday"."""
    return link.firm and any(is_beside_the_matter(matter, words) for words in link.tied)


def _owner(written: Essay, link: Link) -> int | None:
    """The point that a link belongs to: the plainest of those at hand, else the one whose clause it stands in."""
    words = written.found.reading.words
    here = words[link.word].clause
    own = {word.clause for word in written.words_of[link.sentence]}
    near = [
        (clause not in own, abs(clause - here) > AT_HAND, -written.findings[written.core[clause]].score, clause)
        for clause in link.before | link.after
        if clause in written.core
    ]
    return written.core[min(near)[-1]] if near else written.owner.get(here)


RELEVANT = 0.05
"""How near to a point a sentence is that explains it without naming it and without going on from it."""

GOING_ON = frozenset(
    """this that these those it they them he she his her their its which so because therefore thus hence as without if
    also and but""".split()
)
"""Words of which a sentence that goes on from the one before has one among its first three."""


def _is_beside(written: Essay, near: Themed, link: Link, point: int) -> bool:
    """Whether a link says anything of the point whose words stand round its sentence: it is said there, or the
    sentence goes on from it or is somewhat near to it. Talk between two points explains neither."""
    own = written.words_of[link.sentence]
    clauses = {word.clause for word in own} | link.before | link.after
    if any(written.core.get(clause) == point for clause in clauses):
        return True
    if any(word.text in GOING_ON for word in own[:3]):
        return True
    columns = written.columns_of.get(link.sentence)
    return bool(columns) and float(near.scores[point, columns].max()) >= RELEVANT


def _backing(written: Essay, exact: list[Detail], owners: dict[int, list[Link]]) -> dict[int, list[Detail]]:
    """Details by point: those in a sentence of its core or of one of its links, or next to one.

    A detail beside a point that is not explained backs the explained point next to it. What stands in one
    clause with a wrong detail is no support either.
    """
    spoilt = {detail.clause for detail in exact if detail.wrong}
    words = written.found.reading.words
    sentence_of = {word.clause: word.sentence for word in words}
    paragraph_of = {word.clause: at for word, at in zip(words, written.paragraph, strict=True)}
    places: dict[int, set[int]] = {}
    for clause, cored in written.core.items():
        places.setdefault(cored, set()).add(sentence_of[clause])
    for linked, own in owners.items():
        places.setdefault(linked, set()).update(link.sentence for link in own)
    result: dict[int, list[Detail]] = {}
    seen: set[tuple[str, ...]] = set()
    for detail in exact:
        point = written.owner.get(detail.clause)
        if point is None or (not detail.wrong and detail.clause in spoilt) or detail.key in seen:
            continue
        seen.add(detail.key)
        if point not in owners and detail.clause not in written.core:
            around = [
                written.owner.get(word.clause)
                for sentence in (detail.sentence - 1, detail.sentence)
                for word in written.words_of.get(sentence, ())
                if paragraph_of[word.clause] == paragraph_of[detail.clause]
            ]
            point = next((other for other in reversed(around) if other is not None and other in owners), point)
        # A sentence before the point backs it where the explanation reaches back to it.
        reached = any(detail.clause in link.before for link in owners.get(point, ()))
        if any(reached or detail.sentence - place in (0, 1) for place in places.get(point, ())):
            result.setdefault(point, []).append(detail)
    return result
