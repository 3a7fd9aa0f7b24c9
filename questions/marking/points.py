"""From likeness to marks: which points an answer earns, on which words, and what they are worth."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from questions.marking import checks, flags
from questions.marking.compiled import Compiled, Side
from questions.marking.matching import Match
from questions.marking.scheme import Scheme
from questions.marking.text import Word

CREDIT = 0.5
REJECT = 0.7
"""Share of a REJECT line that must be there for it to cancel its point."""

CLOSE = 0.6
ALIGNED = 0.45
"""Words this alike are taken as the evidence."""

MOST_TRIES = 24


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


@dataclass(slots=True)
class Found:
    """All points' findings with the flags that came up."""

    findings: list[Finding]
    flags: list[str] = field(default_factory=list)

    def flag(self, code: str) -> None:
        """Add a flag once."""
        if code not in self.flags:
            self.flags.append(code)


def award(scheme: Scheme, credited: Collection[int]) -> int:
    """Marks for a set of credited points of a points-based scheme: values, "Marks for points", maximum, tariff."""
    chosen = {index for index in credited if 0 <= index < len(scheme.points)}
    if scheme.marks_for_points:
        reached = [marks for count, marks in scheme.marks_for_points if count <= len(chosen)]
        total = reached[-1] if reached else 0
    else:
        total = sum(scheme.points[index].value or scheme.value for index in chosen)
    if scheme.maximum is not None:
        total = min(total, scheme.maximum)
    return max(0, min(total, scheme.marks))


def names_of(ready: Compiled) -> frozenset[object]:
    """People, places and groups of scheme and question: what has a capital inside a phrase, synonyms, and groups."""
    words = [*ready.question.words[1:], *(word for side in ready.sides for word in side.reading.words)]
    return frozenset(
        checks.identity(word)
        for word in words
        if word.number is None and word.is_content and (word.capital or word.concept >= 0 or word.text in checks.PEOPLE)
    )


class Search:
    """The search for each point's evidence in one answer. It holds what the steps share."""

    def __init__(self, ready: Compiled, found: Match) -> None:
        self.ready = ready
        self.match = found
        self.scores = found.scores
        self.names = names_of(ready)
        self.rest = " ".join(word.text for word in found.reading.words)
        self.deaf = self._deaf_stretches()
        self.by_point: dict[tuple[int, str], list[int]] = {}
        for number, side in enumerate(ready.sides):
            self.by_point.setdefault((side.point, side.role), []).append(number)

    def _deaf_stretches(self) -> frozenset[int]:
        """Sentences that speak to the marker."""
        words = self.match.reading.words
        starts = [*self.match.reading.sentence_starts, len(words)]
        return frozenset(
            words[a].sentence
            for a, b in zip(starts, starts[1:], strict=False)
            if flags.is_instruction(self.match.reading.text[words[a].start : words[b - 1].end])
        )

    def around(self, stretch: tuple[int, int]) -> tuple[Word, ...]:
        """All words, small ones too, from the first to the last word of a stretch with the clauses they are in."""
        first, last = self.match.words[stretch[0]], self.match.words[stretch[1] - 1]
        return tuple(word for word in self.match.reading.words if first.clause <= word.clause <= last.clause)

    def sentences(self, stretch: tuple[int, int]) -> tuple[Word, ...]:
        """All words of the sentences that a stretch touches."""
        first, last = self.match.words[stretch[0]], self.match.words[stretch[1] - 1]
        return tuple(word for word in self.match.reading.words if first.sentence <= word.sentence <= last.sentence)

    def pairs(self, side: Side, stretch: tuple[int, int]) -> list[tuple[Word, Word, float, int]]:
        """Each term of the phrase with the word of the stretch that it is aligned with."""
        start, end = stretch
        block = self.match.best[side.start : side.end, start:end]
        nearest = block.argmax(axis=1)
        result = []
        for k, word in enumerate(side.words):
            j = int(nearest[k])
            value = float(block[k, j])
            if value >= ALIGNED:
                result.append((word, self.match.words[start + j], value, start + j))
        return result

    def problem(self, side: Side, stretch: tuple[int, int]) -> tuple[str, frozenset[int]]:
        """What speaks against crediting the phrase on this stretch ("" for nothing), and the evidence."""
        aligned = self.pairs(side, stretch)
        evidence = frozenset(j for _, _, _, j in aligned)
        words = self.around(stretch)
        pairs = [(wanted, given, value) for wanted, given, value, _ in aligned]
        if not pairs:
            return "nothing", evidence
        if self.deaf and any(given.sentence in self.deaf for _, given, _ in pairs):
            return "instructions", evidence
        start, end = stretch
        number = self.ready.sides.index(side)
        forms = self.match.form[side.start : side.end, start:end].max(axis=1)
        likeness = [float(value) for value in self.match.best[side.start : side.end, start:end].max(axis=1)]
        shares = [float(value) for value in self.ready.share[number, side.start : side.end]]
        essential = {side.start + k: float(value) for k, value in enumerate(forms)}
        clauses = {given.clause for _, given, _ in pairs}
        near = [word for word in words if word.clause in clauses]
        tests = (
            ("thin", lambda: checks.is_thin(side, likeness, shares, self.names)),
            (checks.ESSENTIAL, lambda: not checks.has_essentials(self.ready, side, essential)),
            (checks.COPIED, lambda: not checks.adds_to_question(self.ready, side, pairs)),
            (checks.NEGATED, lambda: checks.is_negated(side, pairs, words, self.names)),
            (checks.NUMBERS, lambda: checks.has_wrong_number(self.ready, side, near)),
            (
                checks.ROLES,
                lambda: checks.has_swapped_roles(
                    side,
                    self.sentences(stretch),
                    self.names,
                    pairs,
                    self.ready.question.words,
                    both=side.role == "answer",
                ),
            ),
            (checks.HEDGED, lambda: checks.offers_both_sides(self.ready, words, self.rest)),
        )
        return next((name for name, test in tests if test()), ""), evidence

    def candidates(self, sides: Sequence[int]) -> list[tuple[float, int, tuple[int, int]]]:
        """Phrases and stretches worth a closer look, the likeliest first; the shorter stretch before the longer."""
        block = self.scores[sides]
        rows, columns = np.nonzero(block >= CREDIT)
        sizes = [self.match.stretches[c][1] - self.match.stretches[c][0] for c in columns]
        order = sorted(
            range(len(rows)), key=lambda i: (-float(block[rows[i], columns[i]]), sizes[i], rows[i], columns[i])
        )
        return [
            (float(block[rows[i], columns[i]]), sides[rows[i]], self.match.stretches[columns[i]])
            for i in order[:MOST_TRIES]
        ]

    def find(self, point: int, used: Collection[int] = ()) -> Finding:
        """The best evidence for a point outside the words that are ``used`` already."""
        sides = self.by_point.get((point, "answer"), [])
        best = Finding(point)
        if not sides or not self.match.stretches:
            return best
        best.score = float(self.scores[sides].max())
        for score, number, stretch in self.candidates(sides):
            side = self.ready.sides[number]
            finding = self._all_sides(point, side, sides, score, stretch)
            if not finding.problem and self.is_used(finding.words, used):
                finding.problem = "repeated"
            if not finding.problem:
                finding.problem = self._overruled(finding)
            if not finding.problem:
                finding.credited = True
                return finding
            if not best.problem:
                best = finding
        return best

    def _all_sides(
        self, point: int, side: Side, sides: Sequence[int], score: float, stretch: tuple[int, int]
    ) -> Finding:
        """One candidate, with the other sides of its AND where it has some."""
        problem, words = self.problem(side, stretch)
        finding = Finding(point, score, False, words, stretch, side, problem)
        for number in sides:
            other = self.ready.sides[number]
            if other.alternative != side.alternative or other is side or finding.problem:
                continue
            passing = [
                (value, found)
                for value, _, place in self.candidates([number])
                for trouble, found in [self.problem(other, place)]
                if not trouble
            ]
            if not passing:
                finding.problem = "half"
            else:
                finding.score = min(finding.score, passing[0][0])
                finding.words |= passing[0][1]
        return finding

    def is_used(self, words: frozenset[int], used: Collection[int]) -> bool:
        weights = self.match.weights
        total = sum(float(weights[j]) for j in words)
        shared = sum(float(weights[j]) for j in words if j in used)
        return total > 0 and shared > 0.5 * total

    def _overruled(self, finding: Finding) -> str:
        """Whether a REJECT of the point, an IGNORE of any point, or the answer itself takes the evidence back."""
        for number in self.by_point.get((finding.point, "reject"), []):
            for score, _, stretch in self.candidates([number]):
                side = self.ready.sides[number]
                problem, words = self.problem(side, stretch)
                if problem or self._named(side, number, stretch) < REJECT:
                    continue
                if score >= finding.score or not words & finding.words:
                    return "rejected"
        for (_, role), numbers in self.by_point.items():
            if role != "ignore":
                continue
            for score, number, stretch in self.candidates(numbers):
                problem, words = self.problem(self.ready.sides[number], stretch)
                if not problem and score > finding.score and finding.words <= words:
                    return "ignored"
        return "contradiction" if self._is_unsaid(finding) else ""

    def _named(self, side: Side, number: int, stretch: tuple[int, int]) -> float:
        """Share of a REJECT phrase that is there nearly word for word, in the words that its point does not have."""
        start, end = stretch
        own = {
            checks.identity(word)
            for other in self.by_point.get((side.point, "answer"), [])
            for word in self.ready.sides[other].words
        }
        telling = np.array([checks.identity(word) not in own for word in side.words])
        if not telling.any():
            telling[:] = True
        shares = self.ready.share[number, side.start : side.end] * telling
        close = self.match.best[side.start : side.end, start:end].max(axis=1) >= CLOSE
        return float((shares * close).sum() / max(float(shares.sum()), 1e-6))

    def _is_unsaid(self, finding: Finding) -> bool:
        """Whether another clause says the opposite of the evidence, in its words."""
        side = finding.side
        if side is None:
            return False
        number = next(i for i, other in enumerate(self.ready.sides) if other is side)
        clauses = {self.match.words[j].clause for j in finding.words}
        said = {wanted.start for wanted, _, _, j in self.pairs(side, finding.stretch) if j in finding.words}
        for _, _, stretch in self.candidates([number]):
            if {word.clause for word in self.match.words[stretch[0] : stretch[1]]} & clauses:
                continue
            problem, _ = self.problem(side, stretch)
            again = {wanted.start for wanted, _, _, _ in self.pairs(side, stretch)}
            if problem == checks.NEGATED and len(again & said) >= 0.5 * len(said):
                return True
        return False


FOLLOW_ON = frozenset("this that these which who because so as it".split())
ASKED_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
COMMANDS = frozenset("give identify name state list suggest outline describe write mention".split())


def asked_for(ready: Compiled) -> int | None:
    """How many answers the question asks for: "Identify two reasons" -> 2; None where it does not say."""
    texts = [word.text for word in ready.question.words]
    for i, text in enumerate(texts):
        if text in COMMANDS:
            for follower in texts[i + 1 : i + 3]:
                if follower in ASKED_NUMBERS:
                    return ASKED_NUMBERS[follower]
                if follower.isdigit() and 0 < int(follower) < 10:
                    return int(follower)
    return None


def responses(search: Search) -> list[tuple[int, int]]:
    """Ranges of ``Match.words`` that are answers of their own.

    They are sentences, numbered items, or the items of a list with commas; what follows on
    ("This meant ...") belongs to the one before.
    """
    words = search.match.words
    everything = search.match.reading.words
    cuts = _numbered(everything) or _listed(search)
    if cuts:
        edges = [next((j for j, word in enumerate(words) if word.start >= cut), len(words)) for cut in cuts]
        edges = [0, *edges, len(words)]
        return [(a, b) for a, b in zip(edges, edges[1:], strict=False) if a < b]
    first_text = {everything[i].sentence: everything[i].text for i in search.match.reading.sentence_starts}
    result: list[tuple[int, int]] = []
    start = 0
    for j in range(1, len(words) + 1):
        if j < len(words) and words[j].sentence == words[j - 1].sentence:
            continue
        if result and first_text.get(words[start].sentence, "") in FOLLOW_ON:
            result[-1] = (result[-1][0], j)
        else:
            result.append((start, j))
        start = j
    return result


def _numbered(words: Sequence[Word]) -> list[int]:
    """Offsets where "1 ... 2 ... 3 ..." begin new items; none where the numbers do not run from 1."""
    expected = 1.0
    cuts = []
    for word in words:
        if word.number == expected and word.text == str(int(expected)) and (expected > 1 or word is words[0]):
            cuts.append(word.end)
            expected += 1
    return cuts if len(cuts) > 1 else []


def _listed(search: Search) -> list[int]:
    """Offsets where the items of "a, b and c" begin, where the answer is one such sentence."""
    reading = search.match.reading
    if len(reading.sentence_starts) > 1:
        return []
    text = reading.text
    gaps = [(words, text[a.end : words.start]) for a, words in zip(reading.words, reading.words[1:], strict=False)]
    cuts = [word.start for word, gap in gaps if "," in gap]
    return cuts if len(cuts) >= 2 else []


def within_list(search: Search, findings: Sequence[Finding], asked: int) -> int:
    """Index of the first word that the list rule leaves unread; len(words) where all are read.

    A response that earns nothing takes a place in the list, unless it only restates the question,
    repeats, or is ignored by the scheme.
    """
    places = 0
    earned: set[int] = set()
    for start, end in responses(search):
        here = {f.point for f in findings if f.credited and any(start <= j < end for j in f.words)}
        new = here - earned
        if places >= asked:
            return start
        if new:
            places += len(new)
            earned |= new
        elif not here and _is_response(search, start, end, earned):
            places += 1
    return len(search.match.words)


def _is_response(search: Search, start: int, end: int, earned: Collection[int]) -> bool:
    words = search.match.words[start:end]
    own = [word for word in words if word.stem not in search.ready.question_stems and not word.text.isdigit()]
    if len(own) < 2 or any(word.sentence in search.deaf for word in words):
        return False
    best = search.scores[
        :, [i for i, place in enumerate(search.match.stretches) if start <= place[0] and place[1] <= end]
    ]
    if best.size == 0:
        return True
    likely = best.max(axis=1)
    return not any(
        likely[i] >= CREDIT
        for i, side in enumerate(search.ready.sides)
        if side.role == "ignore" or (side.role == "answer" and side.point in earned)
    )


def find_all(ready: Compiled, found: Match) -> Found:
    """Findings for every point, each on words of its own, with list rule and flags applied."""
    search = Search(ready, found)
    count = len(ready.scheme.points)
    alone = [search.find(point) for point in range(count)]
    used: set[int] = set()
    result: dict[int, Finding] = {}
    for finding in sorted(alone, key=lambda f: (-f.score * f.credited, f.point)):
        kept = finding
        if finding.credited and search.is_used(finding.words, used):
            kept = search.find(finding.point, used)
        if kept.credited:
            used |= kept.words
        result[finding.point] = kept
    outcome = Found([result[point] for point in range(count)])
    asked = asked_for(ready)
    if ready.scheme.list_rule and asked and not ready.scheme.levels and len(found.words) > 0:
        limit = within_list(search, outcome.findings, asked)
        if limit < len(found.words):
            for finding in outcome.findings:
                if finding.credited and min(finding.words) >= limit:
                    finding.credited = False
                    finding.problem = "list_rule"
                    outcome.flag("list_rule")
    if search.deaf:
        outcome.flag("instructions")
    names = {
        checks.NEGATED: "negated",
        checks.ROLES: "roles",
        checks.NUMBERS: "numbers",
        checks.HEDGED: "hedged",
        "contradiction": "contradiction",
        "rejected": "rejected",
        "repeated": "repeated",
    }
    for finding in outcome.findings:
        if not finding.credited and finding.problem in names:
            outcome.flag(names[finding.problem])
    return outcome
