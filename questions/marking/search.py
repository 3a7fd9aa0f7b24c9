"""The search for the evidence of each marking point in one answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from questions.marking.compiled import Compiled, Side
from questions.marking.entailing import CREDIT
from questions.marking.guards import checks
from questions.marking.guards.contradiction import is_unsaid
from questions.marking.guards.guards import HALF
from questions.marking.guards.negation import MODEL_ANSWER, denies_the_act
from questions.marking.guards.parties import names_of
from questions.marking.guards.refusals import chance
from questions.marking.guards.rejecting import Rejecting
from questions.marking.guards.statement import statement
from questions.marking.guards.turned import turned_words
from questions.marking.language.antonyms import opposites
from questions.marking.language.clauses import STOPS
from questions.marking.language.forms import CLEAR
from questions.marking.language.lazy import lazy
from questions.marking.language.text import Word
from questions.marking.language.verbs import base_of
from questions.marking.matching import Match
from questions.marking.scheme import is_graded

MOST_TRIES, LIKELIEST = 12, 2

PLAIN, SURE, MOSTLY, PART = 0.9, 0.7, 0.75, 0.75
"""Probability from which a phrase is plainly there, and from which what refuses it is beyond doubt; share of what is
said there that is of the phrase; share of that up to which evidence is a part of it."""


@dataclass(slots=True)
class Finding:
    """What was found for one point. ``score`` is the probability that it is said; ``words`` index ``Match.words``."""

    point: int
    score: float = 0.0
    credited: bool = False
    words: frozenset[int] = frozenset()
    stretch: tuple[int, int] = (0, 0)
    side: Side | None = None
    problem: str = ""
    """Why a point that was near is not credited: a check's name, "rejected", "ignored", "repeated", ..."""
    against: frozenset[int] = frozenset()
    """The words that a REJECT line has, where one refuses it."""
    doubt: float = 0.0
    """How likely it is that a rule was right which would have refused it."""


def wording_of(ready: Compiled, finding: Finding) -> int | None:
    """Which of the point's wordings is credited, by its place among them."""
    first = ready.by_point.get((finding.point, "answer"), ())
    return finding.side.alternative - ready.sides[first[0]].alternative if finding.side and first else None


class Search(Rejecting):
    """The search for each point's evidence in one answer. It holds what the steps share."""

    def __init__(self, ready: Compiled, found: Match) -> None:
        super().__init__(ready, found)
        self.scores = found.scores
        self.names = names_of(ready)
        self.graded = is_graded(ready.scheme)
        self.by_point = ready.by_point
        self._candidates: dict[tuple[int, ...], list[tuple[float, int, tuple[int, int]]]] = {}
        self.weights: list[float] = found.weights.tolist()

    @lazy
    def highest(self) -> list[float]:
        """For each phrase the score of the stretch that says its point likeliest, in any wording."""
        of_groups = np.maximum.reduceat(self.scores.max(axis=1), self.ready.group_starts)
        best: list[float] = of_groups[self.ready.group_of].tolist()
        return best

    @lazy
    def edges(self) -> NDArray[np.intp]:
        """The stretches as an array."""
        return np.array(self.match.stretches, dtype=np.intp).reshape(-1, 2)

    def inside(self, start: int, end: int) -> NDArray[np.intp]:
        """Numbers of the stretches that lie within ``start`` and ``end``."""
        within = (self.edges[:, 0] >= start) & (self.edges[:, 1] <= end)
        return np.nonzero(within)[0]

    def candidates(self, sides: tuple[int, ...]) -> list[tuple[float, int, tuple[int, int]]]:
        """Phrases and stretches worth a closer look, the likeliest first; one sentence before two."""
        known = self._candidates.get(sides)
        if known is None:
            known = self._candidates[sides] = self._likeliest(sides)
        return known

    def _likeliest(self, sides: tuple[int, ...]) -> list[tuple[float, int, tuple[int, int]]]:
        found = sorted([place for number in sides if number in self._likely for place in self._likely[number]])
        return [(-score, number, self.match.stretches[column]) for _, score, _, number, column in found[:MOST_TRIES]]

    @lazy
    def _likely(self) -> dict[int, list[tuple[bool, float, int, int, int]]]:
        """For each phrase where it may be said, as places compare: those in one sentence first, then the likeliest,
        then the shortest; last the numbers of phrase and stretch."""
        words, stretches = self.match.words, self.match.stretches
        wide = [not self.graded and words[start].sentence != words[end - 1].sentence for start, end in stretches]
        sizes = [end - start for start, end in stretches]
        rows, columns = (self.scores >= CREDIT).nonzero()
        scores = (-self.scores[rows, columns]).tolist()
        places = [
            (wide[column], score, sizes[column], row, column)
            for score, row, column in zip(scores, rows.tolist(), columns.tolist(), strict=True)
        ]
        return {row: list(found) for row, found in groupby(places, key=itemgetter(3))}

    def may_be_said_beside(self, point: int, clauses: AbstractSet[int]) -> bool:
        """Whether a stretch in none of these clauses is likely to say a point."""
        return any(
            clauses.isdisjoint(self.match.words[j].clause for j in range(*stretch))
            for _, _, stretch in self.candidates(self.by_point.get((point, "answer"), ()))
        )

    def find(self, point: int, used: Collection[int] = (), wanted: frozenset[int] = frozenset()) -> Finding:
        """The best evidence for a point that is not mostly of words ``used`` already and has no ``wanted`` ones."""
        sides = self.by_point.get((point, "answer"), ())
        best = Finding(point)
        if not sides or not self.match.stretches:
            return best
        best.score = self.highest[sides[0]]
        unsaid: list[tuple[Side, tuple[int, int]]] = []
        turned: dict[int, frozenset[str]] = {}
        for score, number, stretch in self.candidates(sides):
            side = self.ready.sides[number]
            finding = self._all_sides(point, side, sides, score, stretch)
            self.keep_turned(finding, turned)
            if not finding.problem and (self.is_used(finding.words, used) or not wanted.isdisjoint(finding.words)):
                finding.problem = "repeated"
            if not finding.problem:
                finding.problem = (
                    self._turned_elsewhere(finding, sides) or self._overruled(finding) or self._part_of_denial(finding)
                )
            if not finding.problem and unsaid:
                told = len(self.clear(side, stretch))
                if any(self.has_as_many(other, place, told) for other, place in unsaid):
                    finding.problem = "contradiction"
            if not finding.problem:
                finding.credited = True
                return finding
            if finding.problem == "contradiction":
                unsaid.append((side, stretch))
            if not best.problem:
                best = finding
        return best

    def keep_turned(self, finding: Finding, turned: dict[int, frozenset[str]]) -> None:
        """Add to ``turned`` the clauses in which a word stands for its opposite in a wording, with the stems of those
        words; refuse another finding of the point there: with fewer of its words the same statement is no truer."""
        side, stretch = finding.side, finding.stretch
        if side is None or not (turned or finding.problem == checks.NEGATED):
            return
        clauses = {self.match.words[j].clause for j in range(*stretch)}
        if finding.problem == checks.NEGATED and not clauses <= turned.keys():
            stems = self.turned_words(side, stretch)
            for clause in _in_one_statement(self.around(stretch), stems):
                turned[clause] = stems | turned.get(clause, frozenset())
        elif not finding.problem and clauses <= turned.keys():
            stems = frozenset().union(*(turned[clause] for clause in clauses))
            # "One cell thick" is another wording of "thin".
            its_own = not stems.isdisjoint(statement(self.ready, side).stems)
            if not its_own and not self.is_word_for_word(side, stretch):
                finding.problem = checks.NEGATED

    def turned_words(self, side: Side, stretch: tuple[int, int]) -> frozenset[str]:
        """The stems of the words that stand for their opposite in a wording: "women lost rights" for "gained"."""
        pairs = self.aligned(side, stretch)
        return turned_words(statement(self.ready, side), pairs, self.around(stretch), self.scope)

    def _turned_elsewhere(self, finding: Finding, sides: tuple[int, ...]) -> str:
        """What speaks against another wording of the point that the same clauses have more of, "" for nothing.

        "Mao urged Stalin" is the wrong way round, though another wording only has "pressure by Stalin".
        """
        if finding.side is not None and self.is_word_for_word(finding.side, finding.stretch):
            return ""
        clauses = {self.match.words[j].clause for j in finding.words}
        sure = frozenset() if finding.side is None else self.clear(finding.side, finding.stretch)
        told = len(sure)
        looked_at: list[int] = []
        for _, number, stretch in self.candidates(sides):
            side = self.ready.sides[number]
            # The costly question, whether it is turned, comes last, and for each wording where it is likeliest.
            if looked_at.count(number) == LIKELIEST or (side is finding.side and stretch == finding.stretch):
                continue
            if not self.has_as_many(side, stretch, told):
                continue
            looked_at.append(number)
            words = self.evidence(side, stretch)
            inside = {self.match.words[j].clause for j in words} <= clauses
            same = inside or self._is_more_of_the_same(words, finding.words)
            more = self._says_the_same(words, finding.words) or self._is_more_of_the_same(words, sure)
            surely = same or more or self._is_less_of_it(finding, side, stretch)
            problem = self.problem(side, stretch)[0] if surely else ""
            if problem == checks.NEGATED and same:
                denied = inside or not self.one_idea or self.scope.cues
                if self._is_opposite_in_full(side, words, finding) or (
                    denied and self._is_plainly_denied(side, stretch, finding)
                ):
                    return problem
            elif problem in checks.TURNED:
                return problem
        return ""

    def _part_of_denial(self, finding: Finding) -> str:
        """Whether the words are a small part of what surely denies a likelier phrase: "Dams did not protect the farms"
        does not name the farms as an answer."""
        first, last = min(finding.words), max(finding.words)
        for number, places in self._likely.items() if self.scope.cues or self.scope.turned else ():
            side = self.ready.sides[number]
            if side.role != "answer" or PART * len(side.words) < len(finding.words):
                continue
            for _, score, _, _, column in places[:LIKELIEST]:
                stretch = self.match.stretches[column]
                if -score < max(PLAIN, finding.score) or not stretch[0] <= first <= last < stretch[1]:
                    continue
                problem, words = self.problem(side, stretch)
                if problem != checks.NEGATED or not finding.words < words or len(finding.words) > PART * len(words):
                    continue
                seen = self.seen(problem, side, stretch)
                if seen[0] >= MOSTLY and chance(seen) >= SURE:
                    return checks.BESIDE
        return ""

    def _is_more_of_the_same(self, words: frozenset[int], less: frozenset[int]) -> bool:
        """Whether other evidence is the same with more of its sentence."""
        return bool(less) and less <= words and len({self.match.words[j].sentence for j in words}) == 1

    def _says_the_same(self, words: frozenset[int], less: frozenset[int]) -> bool:
        """The same, a word that is said twice counted as one."""
        stems = {self.match.words[j].stem for j in words}
        told = self.match.words
        return len({told[j].sentence for j in words | less}) == 1 and all(told[j].stem in stems for j in less)

    def _is_less_of_it(self, finding: Finding, side: Side, stretch: tuple[int, int]) -> bool:
        """Whether the finding has but few of the words of the same wording that are told there: names, mostly."""
        if side is not finding.side:
            return False
        mine, more = (
            {
                wanted.start
                for wanted, given, likeness, _ in self.pairs(side, place)
                if likeness >= CLEAR and not opposites(wanted.stem, given.stem)
            }
            for place in (finding.stretch, stretch)
        )
        return mine < more and 2 * len(mine) <= len(more)

    def _is_opposite_in_full(self, side: Side, words: frozenset[int], finding: Finding) -> bool:
        """Whether more of the sentence is evidence of the same wording, where neither has a "not": then what is found
        against it is an opposite, "kept" for "broken", or a refusal that is left out."""
        if not finding.words <= words or (side is not finding.side and statement(self.ready, side).scope.cues):
            return False
        told = {self.match.words[j].sentence for j in words}
        return not self.scope.is_open_in(told) and not statement(self.ready, side).scope.is_open

    def _is_plainly_denied(self, side: Side, stretch: tuple[int, int], finding: Finding) -> bool:
        """Whether what one wording has as denied says so of another: neither denies anything itself.

        Where all of the first wording is there, it is enough that it is no denial.
        """
        clear = [pair for pair in self.pairs(side, stretch) if pair[2] >= CLEAR]
        whole = sum(not opposites(wanted.stem, given.stem) for wanted, given, _, _ in clear) == len(side.words)
        ours = statement(self.ready, side).scope
        if ours.tells():
            return whole or denies_the_act([pair[:3] for pair in clear], ours=ours, theirs=self.scope)
        return whole or finding.side is None or not statement(self.ready, finding.side).scope.tells()

    def has_as_many(self, side: Side, stretch: tuple[int, int], told: int) -> bool:
        """Whether a stretch has as many words of one wording as are ``told`` of another."""
        return self.most_clear[side.number] >= told and len(self.clear(side, stretch)) >= told

    def _all_sides(
        self, point: int, side: Side, sides: Sequence[int], score: float, stretch: tuple[int, int]
    ) -> Finding:
        """One candidate, with the other sides of its AND where it has some."""
        problem, words = self.problem(side, stretch)
        doubt = self.doubts.get((side.number, stretch), 0.0)
        finding = Finding(point, score, words=words, stretch=stretch, side=side, problem=problem, doubt=doubt)
        for number in sides:
            other = self.ready.sides[number]
            if other.alternative != side.alternative or other is side or finding.problem:
                continue
            passing = [
                (value, found, self.doubts.get((number, place), 0.0))
                for value, _, place in self.candidates((number,))
                for trouble, found in [self.problem(other, place)]
                if not trouble
            ]
            if not passing:
                finding.problem = HALF
            else:
                finding.score = min(finding.score, passing[0][0])
                finding.words |= passing[0][1]
                finding.doubt = max(finding.doubt, passing[0][2])
        return finding

    def is_used(self, words: frozenset[int], used: Collection[int]) -> bool:
        if not used:
            return False
        total = sum(self.weights[j] for j in words)
        shared = sum(self.weights[j] for j in words if j in used)
        return total > 0 and shared > 0.5 * total

    def _overruled(self, finding: Finding) -> str:
        """Whether a REJECT of the point, an IGNORE of any point, or the answer itself takes the evidence back."""
        for number in self.by_point.get((finding.point, "reject"), ()):
            side = self.ready.sides[number]
            if number not in self._likely or not self.is_named(side, finding.side):
                continue
            for score, _, stretch in self.candidates((number,)):
                if not self.is_named(side, finding.side, stretch) or not self.is_stated(side, stretch):
                    continue
                problem, words = self.problem(side, stretch)
                told_apart = score >= finding.score or self.is_told_apart(side, stretch, finding.side, finding.words)
                if problem or not told_apart:
                    continue
                told = {self.match.words[j].sentence for j in words}
                if len(told) == 1 or told <= {self.match.words[j].sentence for j in finding.words}:
                    finding.against = words - finding.words or words
                    return "rejected"
        for score, number, stretch in self.candidates(self.ready.ignored):
            if score <= finding.score:
                continue
            problem, words = self.problem(self.ready.sides[number], stretch)
            if not problem and finding.words <= words:
                return "ignored"
        return "contradiction" if self._is_unsaid(finding) else ""

    def _is_unsaid(self, finding: Finding) -> bool:
        """Whether another clause says the opposite of the evidence, in its words, or denies another of the point's
        wordings that is there in full."""
        side = finding.side
        if side is None or len(side.words) >= MODEL_ANSWER:
            return False
        stated, stretch = statement(self.ready, side), finding.stretch
        if self.compares(stated, self.aligned(side, stretch), self.around(stretch)) > 0:
            # "Was not as good as" denies no good of the other.
            return False
        said = [pair for pair in self.pairs(side, stretch) if pair[3] in finding.words]
        if is_unsaid(self.ready, self.match, self.scope, stated, said):
            return True
        wordings = self.candidates(self.by_point[finding.point, "answer"]) if self.scope.cues else ()
        return any(self._is_said_and_denied(self.ready.sides[number], stretch) for _, number, stretch in wordings)

    def _is_said_and_denied(self, side: Side, stretch: tuple[int, int]) -> bool:
        """Whether all that counts of a wording is said, and what it tells is denied elsewhere: "did not visit it"."""
        shares = self.ready.share[side.number, side.start : side.end].tolist()
        counting = {word.start for word, share in zip(side.words, shares, strict=True) if share}
        said = {
            w.start: given for w, given, value, _ in self.pairs(side, stretch) if value >= CLEAR and w.start in counting
        }
        told = [said[start] for start in said.keys() - statement(self.ready, side).parties]
        if said.keys() != counting or not told:
            return False
        denied = self.scope.denied()
        again = {base_of(word.text) for word in self.match.words if word.start in denied}
        return all(word.start not in denied and base_of(word.text) in again for word in told)


def _in_one_statement(words: Sequence[Word], stems: Collection[str]) -> set[int]:
    """The clauses that make one statement with words of these stems: "so" and its like begin another one."""
    statements: dict[int, int] = {}
    for word in words:
        if word.clause not in statements:
            last = next(reversed(statements.values()), 0)
            statements[word.clause] = last + (word.text in STOPS)
    told = {statements[word.clause] for word in words if word.stem in stems}
    return {clause for clause, number in statements.items() if number in told}
