"""Which words of an essay belong to which point: an argument is what stands round a point's own words.

Clauses that say a point are its core. A clause that says none belongs to the point before it in its paragraph,
unless it opens something new; what stands before the first point of a paragraph leads up to it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from questions.marking.compiled import Compiled, Side
from questions.marking.essays.links import own_words
from questions.marking.essays.sentences import read_sentences
from questions.marking.essays.support import BROAD
from questions.marking.essays.themes import Theme, Themed
from questions.marking.guards import checks
from questions.marking.guards.parties import PEOPLE, identity
from questions.marking.guards.statement import Statement, statement
from questions.marking.language.text import NEGATORS, Word, stem
from questions.marking.language.vectors import Floats
from questions.marking.matching import Match
from questions.marking.points import Finding, Search

CREDIT = 0.46
"""Probability from which a point counts as said."""

WEAK = 0.26
"""Probability from which a point counts as named where the answer makes hardly a point."""

LINKED, LINKED_FURTHER, LINKED_ASTRAY = 0.1, 0.44, 0.46
"""Probability from which a sentence that explains something is taken to explain the point it is nearest to; where it
goes on from another point; and where the answer as a whole is talk, a story, or about something else."""

BELONGS = 0.36
"""Probability from which a clause belongs to a point that is said elsewhere."""

PLAIN = 0.58
"""Probability from which a point is said plainly."""

SAID = 0.75
"""Coverage of a phrase from which the stretch says the phrase itself, so that "not" and swapped roles matter."""

HEADING, SHORT, HEADING_WORDS, NAMES_IT = 0.5, 16, 2, 0.7
"""Probability that a paragraph's first sentence of so many words at most is about a point, where all its words of its
own, so many at most, are so near to that point and half as near to no other."""

SENTENCE = re.compile(r"[.!?](?=\s|$)")
TIGHT, LOOSE = 0.8, 1.25
"""Sentence ends for each paragraph, at least and at most, where blank lines divide sentences only."""

BLANK_LINE = re.compile(r"\n\s*\n|\r\n\s*\r\n|\r\s*\r")
ALIGNED = 0.4
MOST_TRIES = 60
OPENERS = frozenset(
    """another also secondly second thirdly third finally lastly moreover furthermore additionally besides however
    although meanwhile first firstly next overall other""".split()
)
"""Words that open a new argument."""

UNTRUE = (checks.NEGATED, checks.ROLES, "rejected")
"""Problems of a sentence that says what is not so."""

FIRST_WORDS = 3
"""Words of a sentence among which one of them does."""


@dataclass(slots=True)
class Essay:
    """An answer with its clauses given to points. ``owner`` is clause -> point or None; ``paragraph`` by word."""

    found: Match
    findings: list[Finding]
    paragraph: list[int]
    heard: frozenset[int]
    flags: list[str] = field(default_factory=list)
    owner: dict[int, int] = field(default_factory=dict)
    core: dict[int, int] = field(default_factory=dict)
    said: dict[int, set[str]] = field(default_factory=dict)
    """The stems of each sentence."""
    nearest: dict[int, float] = field(default_factory=dict)
    """How near each sentence is to the point it is nearest to."""
    words_of: dict[int, tuple[Word, ...]] = field(default_factory=dict)
    """The words read of each sentence."""
    new: frozenset[int] = frozenset()
    """Sentences that open a new argument."""
    untrue: set[int] = field(default_factory=set)
    """Sentences that say the opposite of a point, or what is rejected for it."""
    inside: list[int] = field(default_factory=list)
    """Stretches that stay within one sentence, repeats left out."""
    columns_of: dict[int, list[int]] = field(default_factory=dict)
    """Those of each sentence."""
    first_of: dict[int, int] = field(default_factory=dict)
    """The index of the first word of each sentence."""
    refused: dict[int, tuple[int, int]] = field(default_factory=dict)
    """The stretch for which each point that is not credited was refused first."""

    def flag(self, code: str) -> None:
        """Add a flag once."""
        if code not in self.flags:
            self.flags.append(code)


def paragraphs(found: Match) -> list[int]:
    """The number of the paragraph of each word read: blank lines divide them, unless there is one after nearly each
    sentence."""
    text, words = found.reading.text, found.reading.words
    if BLANK_LINE.search(text) is None:
        return [0] * len(words)
    result = [0] * min(1, len(words))
    for before, word in pairwise(words):
        # A blank line takes two signs at least.
        ends = word.start - before.end > 1 and BLANK_LINE.search(text, before.end, word.start)
        result.append(result[-1] + bool(ends))
    if result and TIGHT * (result[-1] + 1) <= len(SENTENCE.findall(text)) <= LOOSE * (result[-1] + 1):
        return [0] * len(words)
    return result


NUMBERED = frozenset("reason way change cause factor point effect result consequence problem difference".split())
"""What "one" begins an argument with."""


def _openings(found: Match) -> frozenset[int]:
    """Sentences with a word that opens a new argument among their first three; "also" may stand behind the verb."""
    words, starts = found.reading.words, found.reading.sentence_starts
    return frozenset(
        words[i].sentence
        for i in starts
        if any(
            word.text in OPENERS and word.sentence == words[i].sentence and (k < FIRST_WORDS or word.text == "also")
            for k, word in enumerate(words[i : i + FIRST_WORDS + 2])
        )
        or _is_numbered([word.text for word in words[i : i + 4] if word.sentence == words[i].sentence])
    )


def _is_numbered(texts: Sequence[str]) -> bool:
    """Whether a sentence begins with "one change", "one main reason"."""
    return texts[:1] == ["one"] and not NUMBERED.isdisjoint(texts[1:4])


def repeats(found: Match) -> frozenset[int]:
    """Sentences that have been said before in the same words: reading them again changes nothing."""
    words = found.reading.words
    seen: set[tuple[str, ...]] = set()
    result = set()
    for start, end in pairwise((*found.reading.sentence_starts, len(words))):
        stems = tuple(word.stem for word in words[start:end])
        if stems in seen:
            result.add(words[start].sentence)
        seen.add(stems)
    return frozenset(result)


def essay(ready: Compiled, theme: Theme, found: Match, near: Themed, search: Search) -> Essay:
    """Find the points of an answer that are said plainly and give each clause to one of them."""
    result = Essay(found, [], paragraphs(found), repeats(found))
    unread = result.heard | search.deaf
    for k, (start, end) in enumerate(found.stretches):
        sentence = found.words[start].sentence
        if sentence == found.words[end - 1].sentence and sentence not in unread:
            result.inside.append(k)
            result.columns_of.setdefault(sentence, []).append(k)
    result.new = _openings(found)
    words = found.reading.words
    for start, end in pairwise((*found.reading.sentence_starts, len(words))):
        result.words_of[words[start].sentence] = words[start:end]
        result.first_of[words[start].sentence] = start
    for start, end in found.sentences:
        result.said[found.words[start].sentence] = {word.stem for word in found.words[start:end]}
    result.findings = [Finding(point) for point in range(len(ready.scheme.points))]
    if result.inside:
        read_sentences(theme, found, near, result.columns_of, result.words_of, CREDIT)
        _raise_headings(ready, result, near)
        for finding, score in zip(result.findings, near.scores[:, result.inside].max(axis=1).tolist(), strict=True):
            finding.score = score
        highest = near.scores.max(axis=0).tolist()
        for sentence, columns in result.columns_of.items():
            result.nearest[sentence] = max(highest[k] for k in columns)
        credit(result, ready, theme, near, search, result.inside, CREDIT)
    give_clauses(result, near.scores)
    return result


def _raise_headings(ready: Compiled, essay: Essay, near: Themed) -> None:
    """Raise what a short first sentence of a paragraph names: "The biggest reason has got to be the buildings"."""
    for sentence, columns in essay.columns_of.items():
        first, words = essay.first_of[sentence], essay.words_of[sentence]
        opens = first == 0 or essay.paragraph[first] != essay.paragraph[first - 1]
        if len(words) > SHORT or not (opens or sentence in essay.new):
            continue
        own = own_words(ready, words)
        spans = [essay.found.stretches[k] for k in columns]
        start, end = min(a for a, _ in spans), max(b for _, b in spans)
        at = [j for j in range(start, end) if essay.found.words[j].stem in own]
        if not at or len(own) > HEADING_WORDS:
            continue
        likeness = near.near[:, at].min(axis=1)
        best = int(likeness.argmax())
        if likeness[best] >= NAMES_IT and np.count_nonzero(likeness > likeness[best] / 2) == 1:
            near.scores[best, columns] = np.maximum(near.scores[best, columns], HEADING)


def credit(
    essay: Essay,
    ready: Compiled,
    theme: Theme,
    near: Themed,
    search: Search,
    columns: Sequence[int],
    least: float,
    *,
    most: int = 99,
) -> list[int]:
    """Credit points on the stretches ``columns`` where they reach ``least``, the likeliest first; the new points.

    Each point takes words of its own. At most ``most`` points are credited.
    """
    found = essay.found
    block = near.scores[:, columns]
    sizes = [found.stretches[k][1] - found.stretches[k][0] for k in columns]
    rows, places = np.nonzero(block >= least)
    likely = zip(block[rows, places].tolist(), rows.tolist(), places.tolist(), strict=True)
    order = sorted((-score, sizes[place], point, place) for score, point, place in likely)
    used = {j for finding in essay.findings if finding.credited for j in finding.words}
    new: list[int] = []
    turned: dict[int, dict[int, frozenset[str]]] = {}
    for score, _, point, at in order[: MOST_TRIES * len(essay.findings)]:
        known, column = essay.findings[point], columns[at]
        if known.credited:
            continue
        place = Finding(point, -score, credited=False, stretch=found.stretches[column])
        finding = _finding(ready, theme, near, search, column, place, essay)
        search.keep_turned(finding, turned.setdefault(point, {}))
        if not finding.problem and (search.is_used(finding.words, used) or _is_said_already(essay, finding)):
            finding.problem = "repeated"
        if finding.problem:
            if not known.problem:
                known.problem = finding.problem
                essay.refused[point] = place.stretch
            if finding.problem in UNTRUE:
                essay.untrue.add(found.words[place.stretch[0]].sentence)
            continue
        finding.credited = True
        essay.findings[point] = finding
        used |= finding.words
        new.append(point)
        if len(new) >= most:
            break
    return new


def _is_said_already(essay: Essay, finding: Finding) -> bool:
    """Whether all that is near to a point, not put plainly, is in other sentences that make another point."""
    if finding.score >= PLAIN:
        return False
    words = essay.found.words
    own = {words[j].stem for j in finding.words}
    here = {words[j].sentence for j in finding.words}
    for other in essay.findings:
        core = {words[j].stem for j in other.words} if other.credited else set()
        around = [stems for at, stems in essay.said.items() if at not in here and len(stems & core) > 1]
        if around and own <= set().union(*around):
            return True
    return False


def _finding(
    ready: Compiled, theme: Theme, near: Themed, search: Search, column: int, place: Finding, essay: Essay
) -> Finding:
    """The point on one stretch, with its evidence and what speaks against it."""
    start, end = place.stretch
    sides = theme.sides[place.point]
    coverage = near.coverage[sides, column]
    side, covered = ready.sides[sides[coverage.argmax()]], float(coverage.max())
    words = {start + int(j) for j in np.nonzero(near.near[place.point, start:end] >= ALIGNED)[0]}
    evidence = frozenset(words | {j for _, _, _, j in search.pairs(side, place.stretch)})
    finding = Finding(place.point, place.score, words=evidence, stretch=place.stretch, side=side)
    if not evidence:
        finding.problem = "nothing"
    elif covered < SAID and (
        not own_words(ready, [search.match.words[j] for j in sorted(evidence)])
        or _is_mere_name(search, evidence, essay.words_of[search.match.words[start].sentence])
    ):
        finding.problem = "thin"
    elif search.is_reversed(side, place.stretch):
        pass
    elif (
        _is_denied(side, essay.words_of[search.match.words[start].sentence])
        or _is_no_cause(search, evidence)
        or _is_called_untrue(search, sides[coverage >= covered / 2], evidence)
    ):
        finding.problem = checks.NEGATED
    elif covered >= SAID:
        problem, _ = search.problem(side, place.stretch)
        if problem in (checks.NEGATED, checks.ROLES):
            finding.problem = problem
    elif search.turned_words(side, place.stretch):
        finding.problem = checks.NEGATED
    for other in search.by_point.get((place.point, "reject"), ()):
        if not finding.problem and any(
            stretch[0] <= start and end <= stretch[1] and value >= SAID
            for value, _, stretch in search.candidates((other,))
        ):
            finding.problem = "rejected"
    return finding


def _is_no_cause(search: Search, evidence: frozenset[int]) -> bool:
    """Whether all that the evidence adds to the question is said to be no cause of what is asked about."""
    if not search.no_causes:
        return False
    own = _added(search, evidence)
    return bool(own) and all(word.start in search.no_causes for word in own)


def _added(search: Search, evidence: frozenset[int]) -> list[Word]:
    """The words of the evidence that the question has not."""
    return [word for word in (search.match.words[j] for j in evidence) if not search.ready.is_asked(word)]


def _is_called_untrue(search: Search, likely: NDArray[np.intp], evidence: frozenset[int]) -> bool:
    """Whether a "not" covers all that the evidence adds to the question, but for names, and no wording says "not".

    ``likely`` are the wordings of the point of which there is at least half as much as of the likeliest.
    """
    scope = search.scope
    if not (scope.is_open or scope.outright):
        return False
    adds = _added(search, evidence)
    own = {word.start for word in adds if not word.capital} or {word.start for word in adds}
    if not own or not (own <= scope.outright or own <= scope.openly_denied):
        return False
    said = {word.stem for word in adds}
    return not any(_tells_of_lack(statement(search.ready, search.ready.sides[k]), said) for k in likely)


def _tells_of_lack(stated: Statement, said: Collection[str]) -> bool:
    """Whether a phrase says itself that something is not there or too little, "fewer doctors", or that some of what is
    ``said`` is not so, or leaves open what is not: "so that it need not"."""
    words, scope = stated.side.reading.words, stated.scope
    denied = {word.stem for word in words if word.start in scope.openly_denied}
    elliptic = any(cue.open and not cue.covers for cue in scope.cues)
    return elliptic or not denied.isdisjoint(said) or any(word.stem in LACKING for word in words)


def give_clauses(essay: Essay, scores: Floats) -> None:
    """Fill ``core`` and ``owner``."""
    found = essay.found
    credited = [finding for finding in essay.findings if finding.credited]
    if not credited:
        return
    strength: dict[int, tuple[float, int]] = {}
    # Of points that are as strong the first has the clause.
    credited_scores = scores[[finding.point for finding in credited]]
    strongest, strengths = credited_scores.argmax(axis=0).tolist(), credited_scores.max(axis=0).tolist()
    for k in essay.inside:
        start, end = found.stretches[k]
        clause = found.words[start].clause
        if clause != found.words[end - 1].clause:
            continue
        best = (strengths[k], -credited[strongest[k]].point)
        if best[0] >= BELONGS:
            strength[clause] = max(strength.get(clause, (0.0, 0)), best)
    essay.owner = {}
    essay.core = {clause: -point for clause, (_, point) in strength.items()}
    for finding in sorted(credited, key=lambda f: f.score):
        weights: dict[int, float] = {}
        for j in finding.words:
            clause = found.words[j].clause
            weights[clause] = weights.get(clause, 0.0) + float(found.weights[j])
        for clause, weight in weights.items():
            if weight >= min(0.4 * sum(weights.values()), max(weights.values())):
                essay.core[clause] = finding.point
    _keep_to_own_sentences(essay, credited)
    _add_whole_sentences(essay, scores, [finding.point for finding in credited])
    _spread(essay, found.reading.words)


def _keep_to_own_sentences(essay: Essay, credited: Sequence[Finding]) -> None:
    """Take the clauses of a sentence that makes one point alone from points that are said elsewhere: what is merely
    near to those explains this one."""
    words = essay.found.words
    makes: dict[int, set[int]] = {}
    for finding in credited:
        for j in finding.words:
            makes.setdefault(words[j].sentence, set()).add(finding.point)
    for sentence, points in makes.items():
        if len(points) > 1:
            continue
        (point,) = points
        for word in essay.words_of[sentence]:
            if word.clause in essay.core:
                essay.core[word.clause] = point


def _add_whole_sentences(essay: Essay, scores: Floats, points: Sequence[int]) -> None:
    """Give a clause to a credited point in sentences that say it plainly, but in no single clause."""
    found = essay.found
    for sentence, columns in essay.columns_of.items():
        if any(word.clause in essay.core for word in essay.words_of[sentence]):
            continue
        block = scores[np.ix_(points, columns)]
        row, column = np.unravel_index(int(block.argmax()), block.shape)
        if block[row, column] >= PLAIN:
            start, end = found.stretches[columns[int(column)]]
            clauses = [word.clause for word in found.words[start:end]]
            essay.core[max(dict.fromkeys(clauses), key=clauses.count)] = points[int(row)]


NAMING = frozenset("because becuase cos cuz due thanks reason reasons cause causes factor factors".split())
"""Words of a sentence that gives a cause by its name alone: "It was due to Wilberforce"."""


def _is_mere_name(search: Search, evidence: frozenset[int], sentence: Sequence[Word]) -> bool:
    """Whether all that is near to a point is one actor: "Mao" says nothing of what a point says of Mao."""
    said = [search.match.words[j] for j in evidence]
    actor = said[0].stem in BROAD or (identity(said[0]) in search.names and said[0].text not in PEOPLE)
    named = any(word.capital for word in said) and any(word.text in NAMING for word in sentence)
    return actor and len({word.stem for word in said}) == 1 and not named


LACKING = frozenset(stem(word) for word in "lack lacked lacking few fewer less little shortage without absence".split())
"""Stems of words that say of something that there is too little of it."""

EXCLUDING = NEGATORS | frozenset(
    "out lost lose losing blocked block kept keep excluded isolated isolation off away without afraid scared".split()
)
"""Words of which a sentence has one where it says that something was not so."""


def _is_denied(side: Side, sentence: Sequence[Word]) -> bool:
    """Whether the phrase says "no" of its first word and the sentence says it without any such word."""
    first = side.reading.words[0].text if side.reading.words else ""
    said = {word.text for word in sentence}
    return first in {"no", "not", "never"} and not said & EXCLUDING


def _spread(essay: Essay, words: Sequence[Word]) -> None:
    """Give the clauses between the cores to a neighbour of their paragraph."""
    clauses: list[tuple[int, int, int]] = []
    for i, word in enumerate(words):
        if not clauses or clauses[-1][0] != word.clause:
            clauses.append((word.clause, word.sentence, essay.paragraph[i]))
    making = {at for clause, at, _ in clauses if clause in essay.core}
    current: int | None = None
    paragraph = sentence = -1
    for clause, at, in_paragraph in clauses:
        if in_paragraph != paragraph or (at != sentence and (at in essay.new or at in making)):
            current = None
        paragraph, sentence = in_paragraph, at
        current = essay.core.get(clause, current)
        if current is not None:
            essay.owner[clause] = current
    following: int | None = None
    paragraph = sentence = -1
    for clause, at, in_paragraph in reversed(clauses):
        if in_paragraph != paragraph or (at != sentence and sentence in essay.new):
            following = None
        paragraph, sentence = in_paragraph, at
        if clause in essay.core:
            following = essay.core[clause]
        if clause not in essay.owner and following is not None:
            essay.owner[clause] = following
