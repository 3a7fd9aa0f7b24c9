"""What speaks against crediting a phrase of the scheme on a stretch of an answer that seems to say it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from questions.marking import flags
from questions.marking.aligned import Aligned
from questions.marking.compiled import Compiled, Side
from questions.marking.guards import checks
from questions.marking.guards.acts import asked_of
from questions.marking.guards.both import is_for_both, lacks_half
from questions.marking.guards.comparing import compares, comparison
from questions.marking.guards.contrast import Told, is_of_the_other, together, told_of_each
from questions.marking.guards.copies import is_turned_copy, names_another
from questions.marking.guards.cues import may_deny_a_cause
from questions.marking.guards.direction import goes_the_other_way
from questions.marking.guards.names import has_wrong_name
from questions.marking.guards.negation import MODEL_ANSWER, is_negated, may_be_negated
from questions.marking.guards.parties import Pairs
from questions.marking.guards.refusals import DOUBTFUL, ENOUGH, chance, features
from questions.marking.guards.reverse import is_reverse_argument, turns_one_of_two
from questions.marking.guards.roles import Roles
from questions.marking.guards.scope import Scope
from questions.marking.guards.statement import Statement, statement
from questions.marking.guards.whole import is_denied_as_a_whole, is_told_of_others, never_done
from questions.marking.language.clauses import Clauses
from questions.marking.language.forms import CLEAR
from questions.marking.language.lazy import lazy
from questions.marking.language.text import Word
from questions.marking.likelihood import IDENTIFIED
from questions.marking.matching import Match
from questions.marking.scheme import is_one_idea

SEVERAL_SENTENCES = 20
"""Terms from which a phrase tells so much that who does what in it is asked of copies only."""

MOST_OF_A_NAME = 2
"""Words that a phrase may have and be but a name."""

BY_FORM, STATEMENT = 0.9, 4
"""Likeness above which two words are the same, or one is the other misspelt; words that a whole statement has."""

OUTRIGHT, MOSTLY = 3, 0.5
"""The feature for how much of it is said to be untrue, and the share from which nothing else counts."""

HALF_SAID = 0.5
"""Share of a phrase below which a thing that it names is no statement."""

HALF = "half"
"""The problem of evidence that has one of two things which are asked for together."""


class Guards(Aligned):
    """The guards beside one answer; what was asked once is kept."""

    def __init__(self, ready: Compiled, found: Match) -> None:
        super().__init__(ready, found)
        self.one_idea = is_one_idea(ready.scheme)
        self.has_levels = bool(ready.scheme.levels)
        self.doubts: dict[tuple[int, tuple[int, int]], float] = {}
        """How likely a refusal was right that does not stand, by phrase and stretch."""
        self._problems: dict[tuple[int, tuple[int, int]], tuple[str, frozenset[int]]] = {}
        self._mistaken: dict[tuple[int, ...], str] = {}
        self._contrasts: dict[int, str] = {}

    @lazy
    def deaf(self) -> frozenset[int]:
        """Sentences that speak to the marker."""
        text, words = self.match.reading.text, self.match.reading.words
        if not flags.may_instruct(text):
            return frozenset()
        return frozenset(
            words[a].sentence
            for a, b in pairwise([*self.match.reading.sentence_starts, len(words)])
            if flags.is_instruction(text[words[a].start : words[b - 1].end])
        )

    @lazy
    def clauses(self) -> Clauses:
        """Who does what to whom in the answer."""
        return Clauses(self.match.reading)

    @lazy
    def scope(self) -> Scope:
        """What is denied in the answer."""
        return Scope(self.clauses, self.ready.affirmed_stems)

    @lazy
    def never_done(self) -> Collection[int]:
        """Offsets of the words for what is said never to have been done, and by whom."""
        return never_done(self.scope) if "never" in self.texts else ()

    @lazy
    def no_causes(self) -> Collection[int]:
        """Offsets of the words for what is said to be no cause of what is asked about."""
        return self.scope.no_causes if may_deny_a_cause(self.match.reading.words) else ()

    @lazy
    def has_numbers(self) -> bool:
        """Whether the answer has a number."""
        return any(word.number is not None for word in self.match.reading.words)

    @lazy
    def texts(self) -> list[str]:
        """All words of the answer."""
        return [word.text for word in self.match.reading.words]

    @lazy
    def hedges(self) -> bool:
        """Whether the answer may leave something open."""
        return not checks.HEDGES.isdisjoint(self.texts)

    def around(self, stretch: tuple[int, int]) -> tuple[Word, ...]:
        """All words, small ones too, from the first to the last word of a stretch with the clauses they are in."""
        first, last = self.match.words[stretch[0]], self.match.words[stretch[1] - 1]
        starts = self.match.reading.clause_starts
        end = starts[last.clause + 1] if last.clause + 1 < len(starts) else None
        return self.match.reading.words[starts[first.clause] : end]

    def problem(self, side: Side, stretch: tuple[int, int]) -> tuple[str, frozenset[int]]:
        """What speaks against crediting the phrase on this stretch ("" for nothing), and the evidence."""
        key = (side.number, stretch)
        known = self._problems.get(key)
        if known is None:
            problem = self._standing(side, stretch)
            known = self._problems[key] = problem, self.evidence(side, stretch)
        return known

    def _standing(self, side: Side, stretch: tuple[int, int]) -> str:
        """The first problem that stands; in essays each one does, and of what earns nothing: it is not said then."""
        for problem in self._against(side, stretch):
            if side.role == "answer" and problem in DOUBTFUL and self._is_as_worded(side, stretch):
                continue
            if self.has_levels or side.role != "answer" or problem not in DOUBTFUL:
                return problem
            if problem == checks.NEGATED and self._denies_all_of_it(side, stretch):
                return problem
            seen = self.seen(problem, side, stretch)
            if problem == checks.NEGATED and seen[OUTRIGHT] >= MOSTLY:
                return problem
            right = chance(seen)
            if right >= ENOUGH:
                return problem
            self.doubts[side.number, stretch] = max(right, self.doubts.get((side.number, stretch), 0.0))
        return ""

    def _denies_all_of_it(self, side: Side, stretch: tuple[int, int]) -> bool:
        stated = statement(self.ready, side)
        return is_denied_as_a_whole(stated, self.aligned(side, stretch), self.around(stretch), self.never_done)

    def _is_as_worded(self, side: Side, stretch: tuple[int, int]) -> bool:
        """Whether a sentence is what the scheme says, word for word: "oppose or try to improve the proposals"."""
        told = self.match.reading.sentence(self.match.words[stretch[0]].sentence)
        same = [word.text for word in told] == [word.text for word in side.reading.words]
        return same and self.scope.outright.isdisjoint(word.start for word in told)

    def first_against(self, side: Side, stretch: tuple[int, int]) -> str:
        """The first problem that a rule finds, whether it stands or not; "" for none."""
        return next(self._against(side, stretch), "")

    def seen(self, problem: str, side: Side, stretch: tuple[int, int]) -> tuple[float, ...]:
        """What tells whether the problem of a phrase on this stretch is one."""
        pairs = self.aligned(side, stretch)
        roles = self._roles(statement(self.ready, side), pairs)
        return features(problem, pairs, self.around(stretch), self.scope, roles)

    def _against(self, side: Side, stretch: tuple[int, int]) -> Iterator[str]:
        """Each problem of the evidence, in the order in which they are told."""
        words = self.around(stretch)
        pairs = self.aligned(side, stretch)
        if not pairs:
            yield "nothing"
            return
        if self.deaf and any(word.sentence in self.deaf for word in words):
            yield "instructions"
        if side.number in self.ready.with_essentials and not self._has_essentials(side, stretch):
            yield checks.ESSENTIAL
        if of_two := self._of_two(side, stretch):
            yield of_two
        stated = statement(self.ready, side)
        if too_little := self._says_too_little(stated, stretch, pairs):
            yield too_little
        compared = self.compares(stated, pairs, words)
        is_reversed = self.is_reversed(side, stretch)
        if not is_reversed and (compared < 0 or (compared == 0 and self._is_turned(stated, pairs, words))):
            yield checks.NEGATED
        yield from self._misplaced(stated, pairs, words)
        mistaken = "" if is_reversed else self._mistaken_in(stated, pairs)
        if mistaken and not (compared > 0 and mistaken == checks.ROLES):
            yield mistaken
        if self.hedges and checks.offers_both_sides(self.ready, words, " ".join(self.texts)):
            yield checks.HEDGED

    def is_reversed(self, side: Side, stretch: tuple[int, int]) -> bool:
        """Whether a stretch has the reverse argument of a phrase, which its point takes as well."""
        if side.role != "answer" or not self.ready.scheme.points[side.point].reverse:
            return False
        stated = statement(self.ready, side)
        words = self.around(stretch)
        if any(word.start in self.scope.outright for word in words):
            return False
        return is_reverse_argument(stated, self.aligned(side, stretch), words, self.scope)

    def compares(self, stated: Statement, pairs: Pairs, words: Sequence[Word]) -> int:
        """1 where a stretch compares two things as the phrase does, -1 where it does the other way round, else 0."""
        theirs = comparison(words) if stated.comparison else None
        if stated.comparison is None or theirs is None:
            return 0
        made = compares(stated.comparison, theirs, pairs)
        # What is denied besides is for the rules about that; "less" says by itself that there is not so much.
        at = self.clauses.position(theirs.at) or 0
        inside = {word.start for word in words}
        besides = (cue for cue in self.scope.cues if cue.at != theirs.at and not cue.is_about(at))
        untrue = not self.scope.outright.isdisjoint(inside)
        return 0 if made > 0 and (untrue or any(cue.at in inside for cue in besides)) else made

    def _is_turned(self, stated: Statement, pairs: Pairs, words: Sequence[Word]) -> bool:
        """Whether a stretch says the opposite of a phrase."""
        may_be = may_be_negated(stated, pairs, words, self.scope) and not is_told_of_others(stated, words)
        return (
            (may_be and is_negated(stated, pairs, words, self.scope, whole=self.one_idea))
            or is_denied_as_a_whole(stated, pairs, words, self.never_done)
            or is_turned_copy(stated, pairs, words, self.scope)
            or goes_the_other_way(stated.change, pairs, words)
            or turns_one_of_two(stated, pairs, words)
        )

    def _of_two(self, side: Side, stretch: tuple[int, int]) -> str:
        """What is wrong where two things are asked for together, or how they differ."""
        if is_for_both(self.ready) and self._lacks_half(side, stretch):
            return HALF
        return self._contrasted(side.alternative) if self._may_be_contrasted(side) else ""

    def _may_be_contrasted(self, side: Side) -> bool:
        return bool(self.ready.compared) and side.role == "answer" and len(side.words) < MODEL_ANSWER

    def _contrasted(self, alternative: int) -> str:
        """What is wrong where the difference of two things is asked for: what this alternative says is said of the
        other one, or, where both are to be told of, of one alone."""
        known = self._contrasts.get(alternative)
        if known is None:
            known = self._contrasts[alternative] = self._contrast(alternative)
        return known

    def _contrast(self, alternative: int) -> str:
        beside = [side for side in self.ready.sides if side.alternative == alternative]
        ours = together(statement(self.ready, side).told for side in beside)
        theirs = self._told_of_each
        if is_of_the_other(ours.facts, theirs.facts):
            return checks.CONTRAST
        return HALF if len(beside) > 1 and theirs.named and ours.named - theirs.named else ""

    @lazy
    def _told_of_each(self) -> Told:
        return told_of_each(self.clauses, self.scope, self.ready.compared)

    def _says_too_little(self, stated: Statement, stretch: tuple[int, int], pairs: Pairs) -> str:
        """Why the evidence is none: it only has words of the question, or names a thing; "" where it says something."""
        if not checks.adds_to_question(self.ready, stated.side, pairs):
            return checks.COPIED
        described = self.ready.scheme.marks > IDENTIFIED and not (self.one_idea or self.has_levels)
        return checks.TOPIC if described and self._is_mere_topic(stated, stretch, pairs) else ""

    def _is_mere_topic(self, stated: Statement, stretch: tuple[int, int], pairs: Pairs) -> bool:
        """Whether only a thing is named of which the phrase says something: "savings" for "savings were lost"."""
        side = stated.side
        _, given, _ = pairs[0]
        if not ("V" in stated.clauses.kinds or len(side.words) >= STATEMENT) or any(
            other.start != given.start for _, other, _ in pairs
        ):
            return False
        text, words = self.match.reading.text, self.match.reading.sentence(given.sentence)
        start, end = flags.item_around(text, given.start)
        told = [word for word in words if word.is_content and start <= word.start < end]
        if len(told) > 1 or self.clauses.is_verb(given.start):
            return False
        said = self.match.form[:, stretch[0] : stretch[1]].max(axis=1)
        return float(self.ready.share[side.number] @ said) < HALF_SAID

    def is_word_for_word(self, side: Side, stretch: tuple[int, int]) -> bool:
        """Whether all of a phrase of some length is there, each word the same, in its order and with none between."""
        found = [j for _, _, value, j in self.pairs(side, stretch) if value > BY_FORM]
        return MOST_OF_A_NAME < len(side.words) == len(found) and found == list(range(found[0], found[0] + len(found)))

    def _has_essentials(self, side: Side, stretch: tuple[int, int]) -> bool:
        forms = self.match.form[side.start : side.end, stretch[0] : stretch[1]].max(axis=1).tolist()
        return checks.has_essentials(self.ready, side, {side.start + k: value for k, value in enumerate(forms)})

    def _lacks_half(self, side: Side, stretch: tuple[int, int]) -> bool:
        return lacks_half(self.ready, side, self.match.best[side.start : side.end, stretch[0] : stretch[1]])

    def _misplaced(self, stated: Statement, pairs: Pairs, words: Sequence[Word]) -> Iterator[str]:
        """What is wrong with numbers, and with letters that stand for something."""
        if self.has_numbers and self._has_wrong_number(stated, pairs, words):
            yield checks.NUMBERS
        if checks.has_other_letter(self.ready, stated, pairs, words, self.match.reading.text):
            yield checks.NAMES

    def _has_wrong_number(self, stated: Statement, pairs: Pairs, words: Sequence[Word]) -> bool:
        # Another month is no part of the statement: "... and the armistice was signed in July 1953".
        clauses = {given.clause for _, given, likeness in pairs if likeness >= CLEAR}
        clauses = clauses or {given.clause for _, given, _ in pairs}
        return checks.has_wrong_number(self.ready, stated, [word for word in words if word.clause in clauses])

    def _mistaken_in(self, stated: Statement, pairs: Pairs) -> str:
        """How somebody is taken for another, if so; worked out once for all stretches that have the same evidence."""
        if len(stated.side.words) >= SEVERAL_SENTENCES:
            return checks.ROLES if self._roles(stated, pairs).is_said_with_two_exchanged() else ""
        key = (stated.side.number, *(given.start for _, given, _ in pairs))
        known = self._mistaken.get(key)
        if known is None:
            known = self._mistaken[key] = self._mistake(stated, pairs)
        return known

    def _roles(self, stated: Statement, pairs: Pairs) -> Roles:
        return Roles(stated, self.clauses, pairs, asked_of(self.ready), self.scope.undone)

    def _mistake(self, stated: Statement, pairs: Pairs) -> str:
        if self._roles(stated, pairs).are_swapped():
            return checks.ROLES
        if stated.side.role != "answer":
            return ""
        wrong = has_wrong_name(stated.naming, self.clauses, pairs)
        return checks.NAMES if wrong or names_another(stated, pairs, self.match.reading) else ""
