"""What a "not" in a text is about: words that are denied, openly or by a verb such as "prevent"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from questions.marking.guards import denying, limiting
from questions.marking.guards.refuting import UNTRUE, refuted
from questions.marking.language.antonyms import COMPARED, known_stems
from questions.marking.language.clauses import Clauses
from questions.marking.language.idioms import INSIDE, stems_meant
from questions.marking.language.lazy import lazy
from questions.marking.language.text import NEGATORS, Word
from questions.marking.language.verbs import AUXILIARIES, BE, BE_NOT, is_participle
from questions.marking.language.word_kinds import RELATIVES

WITHOUT = "less"
"""The ending of what has no such thing: "massless" beside "no mass"."""


SUPPOSING = frozenset("would wouldnt could couldnt might".split())
"""Words that tell what would be so if something else were not there."""


class Cue(NamedTuple):
    """A word that denies others. ``open`` is a "not" or its like, else the word says something of its own.

    ``at`` is its offset, ``covers`` the stretches of words that it is about, by index.
    """

    at: int
    open: bool
    covers: tuple[tuple[int, int], ...]

    def is_about(self, i: int) -> bool:
        """Whether it is about the word at an index."""
        return any(start <= i < end for start, end in self.covers)


class Scope:
    """The words of one text that are denied, by their offsets. ``asked`` are the stems of the question's words."""

    def __init__(self, clauses: Clauses, asked: Collection[str]) -> None:
        self.words = clauses.words
        self.asked = asked
        self.clauses = clauses
        self.cues: list[Cue] = []
        self.weak: list[int] = []
        """Indexes of what may say the same as a "not": "closed", "protect"."""
        turned = known_stems()
        self.turned = [word for word in self.words if not turned.isdisjoint(stems_meant(word))]
        """The words that have an opposite."""
        self.no_causes: set[int] = set()
        """Offsets of the words for what is said to be no cause of what is asked about."""
        self.needed: set[int] = set()
        """Offsets of the words for that without which something is not done: "not without a trial"."""
        self._short: set[int] = set()
        """Indexes of the words for how much there is not: "not enough doctors"."""
        self.has_lacking = False
        """Whether a word says by its ending that something is not there."""
        self.supposes = False
        """Whether it tells what would be so "without" something."""
        self._supposing = -1
        """The number of the last sentence that does."""
        self._beside: list[tuple[int, int]] = []
        """Stretches of what is said to have nothing to do with it."""
        self._outright: list[tuple[int, int]] = []
        """Stretches of what is said to be untrue, whatever else denies it."""
        self._known: dict[frozenset[int], tuple[frozenset[int], frozenset[int]]] = {}
        for i, word in enumerate(self.words):
            self.has_lacking |= word.stem.endswith(WITHOUT)
            if word.text not in denying.TEXTS and word.stem not in denying.STEMS:
                continue
            if word.text in NEGATORS:
                if not is_idiom(self.words, i):
                    self._by_not(i)
            elif (word.stem in denying.HIDDEN and (clauses.kinds[i] == "V" or word.stem in denying.STATES)) or (
                word.stem in denying.LIFTING and self._lifts(i)
            ):
                self._by_verb(i)
            else:
                if word.text in denying.SAYING:
                    self._by_saying(i)
                if word.text == "less" and self._lessens(i):
                    self._turn(i, (i + 1, i + 2), is_open=False)
                if (word.stem in denying.WEAK and not self._is_for_another(i)) or (
                    word.stem in denying.KEEPING and self._keeps_out(i)
                ):
                    self.weak.append(i)
        self._cancel_conditions()

    @lazy
    def denies_something(self) -> bool:
        """Whether a word of the text says that something is not so, is not there, or holds for others only."""
        return bool(self.cues or self.has_lacking or self.excepted or self.outright)

    def denied(self, shared: Collection[int] = (), *, is_bare: bool = False) -> frozenset[int]:
        """Offsets of the denied words; two "not" cancel. ``shared`` are offsets of words that the other text has too:
        a verb that both have denies in neither. ``is_bare``: only names are compared, which such a verb does not deny.
        """
        if not self.cues:
            return frozenset()
        return self._known_depths(self._dropped(shared, is_bare=is_bare))[0]

    @lazy
    def openly_denied(self) -> frozenset[int]:
        """Offsets of the words that an odd number of "not" or its like cover, whatever else denies them."""
        return self._known_depths(frozenset(cue.at for cue in self.cues if not cue.open))[0]

    def affirmed(self, shared: Collection[int] = (), *, is_bare: bool = False) -> frozenset[int]:
        """Offsets of the words that two "not" cover, which say so all the more: "did not refuse to let them go"."""
        if len(self.cues) < 2:
            return frozenset()
        return self._known_depths(self._dropped(shared, is_bare=is_bare))[1]

    def _dropped(self, shared: Collection[int], *, is_bare: bool) -> frozenset[int]:
        return frozenset(cue.at for cue in self.cues if not cue.open and (is_bare or cue.at in shared))

    def _known_depths(self, dropped: frozenset[int]) -> tuple[frozenset[int], frozenset[int]]:
        """Offsets of the words that an odd number of "not" cover, and an even one, but for the dropped ones."""
        known = self._known.get(dropped)
        if known is None:
            turns = [0] * (len(self.words) + 1)
            for cue in self.cues:
                for start, end in cue.covers if cue.at not in dropped else ():
                    turns[start] += 1
                    turns[end] -= 1
            depths = zip(self.words, accumulate(turns), strict=False)
            covered = [(word.start, deep) for word, deep in depths if deep]
            known = self._known[dropped] = (
                frozenset(start for start, deep in covered if deep % 2),
                frozenset(start for start, deep in covered if not deep % 2),
            )
        return known

    def perhaps(self, shared: Collection[int], *, fears: bool) -> frozenset[int]:
        """Offsets of what may be denied in other words; ``fears`` counts what is feared among it."""
        told = [self.words[i] for i in self.weak if self.words[i].start not in shared]
        weak = [i for i in self.weak if self.words[i].start not in shared]
        if fears:
            weak += [i for i, word in enumerate(self.words) if word.stem in denying.FEARS]
        ranges = [(self._weak_start(i), self._sentence_end(i)) for i in weak]
        covers = [pair for cue in self.cues if not cue.open and cue.at not in shared for pair in cue.covers]
        ranges += [*covers, *((self._after_relative(end), self._sentence_end(end - 1)) for _, end in covers)]
        inside = {word.start for start, end in ranges for word in self.words[start:end]}
        return frozenset(inside - {word.start for word in told[:1] if len(told) == 1})

    def heads(self, most: int) -> frozenset[int]:
        """Offsets of the words, ``most`` for each, that a "not" is first of all about: "equipped" in "not equipped for
        winter", "let" in "refused to let".
        """
        first: set[int] = set()
        for cue in self.cues:
            if cue.open or self._refuses(cue):
                covered = (w.start for start, end in cue.covers for w in self.words[start:end] if w.is_content)
                behind = sorted(covered, key=lambda start: (start < cue.at, start))
                first.update(behind[:most])
        return frozenset(first)

    def _refuses(self, cue: Cue) -> bool:
        """Whether somebody does not do it: "refused to let", but not "stopped them leaving"."""
        return any(
            before.start == cue.at and word.text == "to" and word.clause == before.clause
            for before, word in ((self.words[start - 1], self.words[start]) for start, _ in cue.covers if start)
        )

    def is_main_act(self, start: int) -> bool:
        """Whether the word at an offset is the first verb of the text."""
        kinds = self.clauses.kinds
        return "V" in kinds and self.clauses.position(start) == kinds.index("V")

    def _cancel_conditions(self) -> None:
        """Take back each "not ... without": "could not pay without printing" denies neither, but says that one needs
        the other."""
        kept: list[Cue] = []
        for inner in self.cues:
            at = self.clauses.position(inner.at) or 0
            outer = next((cue for cue in kept[-2:] if cue.is_about(at) and not self._prevents(cue)), None)
            if outer is None or self.words[at].text != "without":
                kept.append(inner)
                continue
            kept.remove(outer)
            if not self._acts_in(at):
                # "No taxation without representation" calls for it, since there is none.
                kept.append(inner)
                continue
            self.needed.update(word.start for start, end in inner.covers for word in self.words[start:end])
        self.cues = kept

    def _acts_in(self, at: int) -> bool:
        """Whether the sentence of the word at an index tells of something that is done."""
        sentence = self.clauses.reading.sentence(self.words[at].sentence)
        return any(self.clauses.is_verb(word.start) for word in sentence[: denying.MOST_DENIED])

    @lazy
    def amounts(self) -> dict[int, int]:
        """Offsets of the things of which the text says that there are more, 1, or fewer, -1."""
        return limiting.amounts(self.clauses, self._short)

    @lazy
    def excepted(self) -> frozenset[int]:
        """Offsets of the words for whom something does not hold: "everyone except the king"."""
        return limiting.excepted(self.clauses)

    @lazy
    def prevented(self) -> frozenset[int]:
        """Offsets of the words that are denied by nothing but a verb which takes for granted that it is done."""
        others = frozenset(cue.at for cue in self.cues if self._prevents(cue))
        return self.denied() - self._known_depths(others)[0] if others else frozenset()

    @lazy
    def undone(self) -> frozenset[int]:
        """Offsets of the words that are denied, and not only prevented."""
        return self.denied() - self.prevented

    @lazy
    def outright(self) -> frozenset[int]:
        """Offsets of the words that the text says are untrue, or have nothing to do with it."""
        return self.outright_by_not | self.refuted_alone | self._offsets(self._beside)

    @lazy
    def outright_by_not(self) -> frozenset[int]:
        """Those of them that a "not" before them covers, as in "it is not true that"."""
        return self._offsets((*self._outright, *((a, b) for a, b, by_not in self._refuted if by_not)))

    @lazy
    def refuted_alone(self) -> frozenset[int]:
        """Offsets of the words that the text says are untrue in a statement of its own: "X? No"."""
        return self._offsets((a, b) for a, b, by_not in self._refuted if not by_not)

    @lazy
    def _refuted(self) -> list[tuple[int, int, bool]]:
        return list(refuted(self.clauses.reading))

    def _offsets(self, stretches: Iterable[tuple[int, int]]) -> frozenset[int]:
        return frozenset(word.start for start, end in stretches for word in self.words[start:end])

    @property
    def is_open(self) -> bool:
        """Whether the text has a "not" or its like."""
        return any(cue.open for cue in self.cues)

    def _prevents(self, cue: Cue) -> bool:
        """Whether it is a verb that takes for granted that it is done: "stopped"."""
        return self.words[self.index_of(cue)].stem in denying.PREVENTING

    def index_of(self, cue: Cue) -> int:
        """The index of the word that denies."""
        return self.clauses.position(cue.at) or 0

    def is_open_in(self, sentences: Collection[int]) -> bool:
        """Whether one of these sentences has one."""
        return any(cue.open and self.words[self.index_of(cue)].sentence in sentences for cue in self.cues)

    def tells(self) -> bool:
        """Whether the text has a word of any kind that may say "not"."""
        return bool(self.cues or self.weak)

    def tells_of_not(self, stretch: Sequence[Word], told: Collection[int]) -> bool:
        """Whether a stretch has a word of any kind that may say "not", other than those ``told`` in the phrase too."""
        inside = {word.start for word in stretch}.difference(told)
        weak = (self.words[i].start for i in self.weak)
        denying = any(start in inside for start in chain((cue.at for cue in self.cues), weak))
        return denying or any(word.start in self.excepted for word in stretch)

    def _turn(self, at: int, *ranges: tuple[int, int], is_open: bool = True) -> None:
        within = sorted((max(0, start), min(end, len(self.words))) for start, end in ranges)
        covers = tuple((start, end) for start, end in within if start < end)
        self.cues.append(Cue(self.words[at].start, is_open, covers))

    def _weak_start(self, i: int) -> int:
        """Where begins what such a word is about: after it, but where it ends its clause or is passive."""
        words = self.words
        ends = self._end(i) == i + 1 or not any(word.is_content for word in words[i + 1 : self._end(i)])
        return self.start_of(i) if ends or self._is_passive(i) else i + 1

    def _after_relative(self, i: int) -> int:
        """Where the words before a "who broke the law" that begins at an index go on: "let priests ... be tried"."""
        words, kinds = self.words, self.clauses.kinds
        if i >= len(words) or words[i].text not in RELATIVES:
            return len(words)
        verbs = [j for j in range(i, self._sentence_end(i)) if kinds[j] == "V"]
        return verbs[1] if len(verbs) > 1 else len(words)

    def _is_for_another(self, i: int) -> bool:
        """Whether an "instead" says that it is so, in the place of something else: "had the seat instead"."""
        return self.words[i].text == "instead" and [word.text for word in self.words[i + 1 : i + 2]] != ["of"]

    def _keeps_out(self, i: int) -> bool:
        """ "Kept out of", "cut off", "took away"; "keeps the steam in" for "cannot get out"."""
        return any(word.text in ("out", "off", "away", "from", "aside", "in") for word in self.words[i + 1 : i + 6])

    def _by_not(self, i: int) -> None:
        words = self.words
        text = words[i].text
        if text == "nothing" and [word.text for word in words[i + 1 : i + 4]] == ["to", "do", "with"]:
            self._turn(i, (self.start_of(i), i), (i + 4, self._end(i + 4)))
            self._beside.append((self.start_of(i), i))
            return
        if self._adds_nothing(i):
            return
        if text == "nothing" and self._ends_act(i):
            # "They lent China nothing."
            self._turn(i, (self.start_of(i), i))
            return
        of_object = i > 0 and self.clauses.kinds[i - 1] == "V"
        end = self._end(
            i,
            subject=text in denying.OF_THINGS and text != "without" and not of_object,
            verbs=int(of_object or self._says_who(i)),
        )
        granted = self._taken_for_granted(i, end)
        if granted:
            self._turn(i, (i + 1, granted))
            return
        degree = self._degree(i, end)
        if degree:
            self._turn(i, (degree, min(degree + 2, end)))
            return
        amount = self._amount(i, end)
        if amount:
            self._short.add(amount)
        if amount and words[amount - 1].text in denying.DEGREES:
            # "Does not use as much energy" denies no use.
            self._turn(i, (amount - 1, amount + 2))
            return
        self._deny_cause(i)
        told = [j for j in range(i + 1, end) if words[j].is_content]
        is_plain = text not in denying.OF_THINGS or (text == "no" and i > 0 and words[i - 1].text in BE)
        no_cause = is_plain and self._is_no_cause(i, end, told)
        if no_cause:
            self.no_causes.update(word.start for word in words[self.start_of(i) : i])
        if no_cause or (text not in denying.OF_THINGS and not self._goes_on(i) and self._is_of_subject(i, told)):
            # "The truce was not agreed"; "that was not why".
            self._turn(i, (self.start_of(i), i), (i + 1, end))
        else:
            self._turn(i, (i + 1, end))

    def _adds_nothing(self, i: int) -> bool:
        """Whether a "nor" goes on with what is denied already, or a "without" only supposes that it is not there, and a
        "would not" what would not be so then."""
        if self.words[i].text == "nor":
            return any(cue.is_about(i) for cue in self.cues[-1:] if cue.open)
        if self.words[i].sentence == self._supposing and SUPPOSING & {word.text for word in self.words[i - 1 : i + 1]}:
            # "Without waiting he would not have been forgiven": he was.
            return True
        supposed = self.words[i].text == "without" and self._is_supposed(i)
        if supposed:
            self.supposes, self._supposing = True, self.words[i].sentence
        return supposed

    def _says_who(self, i: int) -> bool:
        """Whether a "not" only says who somebody is: "MPs who are not ministers examine it". What is told of "those who
        were not free" is told of no free ones."""
        words = self.words
        of_being = i > 1 and words[i - 1].text in BE and words[i - 2].text in RELATIVES
        return of_being and any(word.text.endswith("s") for word in words[i + 1 : i + 2])

    def _is_supposed(self, i: int) -> bool:
        """Whether a "without" opens a sentence of what would not be: "without the letter they would have searched"."""
        words = self.words
        opens = i == 0 or words[i - 1].sentence != words[i].sentence
        following = words[i + 1 : i + denying.MOST_DENIED] if opens else ()
        return any(word.text in SUPPOSING for word in following if word.sentence == words[i].sentence)

    def _ends_act(self, i: int) -> bool:
        """Whether a word is the last of its clause and stands behind a verb."""
        words, kinds = self.words, self.clauses.kinds
        last = i + 1 == len(words) or words[i + 1].clause != words[i].clause
        return last and "V" in kinds[self.start_of(i) : i]

    def _deny_cause(self, i: int) -> None:
        """Note what is said to be no cause of what is asked about: "did not fail because of the warlords"."""
        words = self.words
        near = [word.text for word in words[i + 1 : i + denying.BEFORE_CAUSE + 1]]
        at = next((j for j, pair in enumerate(pairwise(near), i + 1) if pair in denying.BECAUSE_OF), i)
        told = words[i + 1 : at]
        if any(word.stem in self.asked for word in told) and not any(word.text in denying.NOT_ALONE for word in told):
            self._outright.append((at + 1, self._sentence_end(at)))

    def _taken_for_granted(self, i: int, end: int) -> int:
        """Where begins what a "not" says is there: after the verb of "could not afford the tax", after "so that they
        did not"; 0 where it is denied."""
        words = self.words
        told = next((j for j in range(i + 1, end) if words[j].is_content and words[j].text != "longer"), 0)
        again = any(word.text in NEGATORS for word in words[i + 1 : end])
        if told and words[told].stem in denying.GRANTED and not again:
            return told + 1
        texts = [word.text for word in words[max(0, i - 6) : end]]
        purpose = "so" in texts[:6] and (texts[-2:] == ["any", "more"] or texts[-1:] == ["anymore"])
        return i + 1 if purpose else 0

    def _degree(self, i: int, end: int) -> int:
        """The index of the word that says how much, where a "not" denies only that: "does not rise so fast", "is not as
        weak as it was"; 0 for none."""
        words, kinds = self.words, self.clauses.kinds
        for j in range(i + 1, end - 1):
            following = words[j + 1]
            if words[j].text in denying.DEGREES and following.is_content and following.stem in known_stems():
                last = j + 2 == end or kinds[j + 2] != "N"
                return j if last else 0
        return 0

    def _amount(self, i: int, end: int) -> int:
        """The index of the word for how much there is, where a "not" denies only that: "does not use as much energy",
        "there are not enough doctors"; 0 for none."""
        words, kinds = self.words, self.clauses.kinds
        for j in range(i + 1, end - 1):
            if words[j].text in limiting.PLENTY and kinds[j + 1] == "N" and words[j + 1].clause == words[j].clause:
                # "Did not cost much money" denies the cost as well.
                compared = words[j - 1].text in denying.DEGREES
                return j if compared or all(word.text in denying.BEING_THERE for word in words[i + 1 : j]) else 0
        return 0

    def _lifts(self, i: int) -> bool:
        """Whether a verb does away with what held something back: "lifted its embargo", "the ban was lifted"."""
        about = self.words[self.start_of(i) if self._is_passive(i) else i + 1 : self._end(i)]
        return self.clauses.kinds[i] == "V" and any(word.stem in denying.RESTRICTIONS for word in about)

    def _lessens(self, i: int) -> bool:
        """Whether a "less" at an index stands before a word for how something is: "less expensive"."""
        following = [word.text for word in self.words[i + 1 : i + 2] if word.clause == self.words[i].clause]
        more_or = i > 1 and (self.words[i - 2].text, self.words[i - 1].text) == ("more", "or")
        return not more_or and any(text in COMPARED or text.endswith(denying.OF_QUALITIES) for text in following)

    def _is_of_subject(self, i: int, told: Sequence[int]) -> bool:
        """Whether a "not" denies that there is what comes before it: "the truce was not agreed", "it never began"."""
        if not told:
            # "It is against the law not to" says it of no law; "Stalin told them not to" does.
            return "V" in self.clauses.kinds[self.start_of(i) : i] or self.words[i + 1 : i + 2] == ()
        return self._is_passive(told[0]) or (len(told) == 1 and self.words[told[0]].stem in denying.EXISTING)

    def _is_no_cause(self, i: int, end: int, told: Sequence[int]) -> bool:
        """Whether a "not" denies that what comes before it is why what is asked about came about: "the naval race did
        not cause the war", "that was not why there was a war"."""
        following = self.words[i + 1 : end]
        named = any(map(_names_a_cause, following[: denying.NEXT]))
        if not named or any(word.text in denying.ONE_OF_SEVERAL for word in following):
            return False
        return all(word.stem in self.asked or word.stem in denying.CAUSING for word in (self.words[j] for j in told))

    def _is_passive(self, i: int) -> bool:
        """Whether it is done to the subject: "was not agreed"."""
        words = self.words
        return is_participle(words[i].text) and any(w.text in BE or w.text in BE_NOT for w in words[max(0, i - 3) : i])

    def _by_verb(self, i: int) -> None:
        ranges = [(i + 1, self._end(i))]
        if self._is_passive(i) or self._end(i) == i + 1:
            ranges.append((self.start_of(i), i))
        self._turn(i, *ranges, is_open=False)

    def _by_saying(self, i: int) -> None:
        """ "It is a myth that ...", "rather than ...", "far from ...", "too weak to ..."."""
        words = self.words
        text = words[i].text
        following = words[i + 1].text if i + 1 < len(words) else ""
        if (text, following) in (("rather", "than"), ("instead", "of"), ("opposed", "to"), ("far", "from")):
            self._turn(i, (i + 2, self._first_end(i + 2)))
        elif refusal := self._refusal(i):
            after = i + len(refusal)
            if after < len(words) and words[after].clause == words[i].clause:
                telling = i if len(refusal) == 2 else after - 2
                # Where the refusal is one phrase, it is known by the word that stands for it.
                telling = next((k for k in range(i, after) if words[k].concept < INSIDE), telling)
                self._turn(telling, (after, self._end(after)), is_open=False)
        elif text in denying.LEAVING and self._is_left_to(i):
            self._turn(i, (i + 1, self._end(i)), is_open=False)
        elif text in UNTRUE:
            self._by_untrue(i)
        elif text == "too":
            to = next((j for j in range(i + 1, min(i + 4, len(words))) if words[j].text == "to"), None)
            if to is not None and to + 1 < len(words) and self.clauses.kinds[to + 1] == "V":
                self._turn(i, (to + 1, self._end(to + 1)), is_open=False)

    def _by_untrue(self, i: int) -> None:
        """ "It is a myth that ...", "... is a myth"."""
        words = self.words
        said = next((j for j in range(i + 1, min(i + 5, len(words))) if words[j].text not in denying.CALLING), i)
        if words[said].text == "that":
            about = said, self._sentence_end(i)
        elif self._end(i) == i + 1 and any(word.text in BE for word in words[max(0, i - 3) : i]):
            about = self.start_of(i), i
        else:
            return
        self._turn(i, about)
        judged = words[i].text == "wrong" and said <= i + 1
        if not judged and not any(word.text in NEGATORS for word in words[max(0, i - 3) : i]):
            self._outright.append(about)

    def _refusal(self, i: int) -> list[str]:
        """The words of such a refusal that begins at an index."""
        told = " ".join([*(word.text for word in self.words[i : i + 4]), ""])
        refusal = next((each.split() for each in denying.REFUSALS if told.startswith(f"{each} ")), [])
        # Who votes against a government may well defeat it.
        return [] if refusal[1:] == ["against"] and self._is_of_governing(i + 2) else refusal

    def _is_of_governing(self, i: int) -> bool:
        """Whether those who govern are named from an index on, and not only whose bill it is."""
        whom = self.words[i : i + 2] if self.clauses.kinds[i : i + 1] == ["D"] else self.words[i : i + 1]
        behind = self.words[i + len(whom) : i + len(whom) + 1]
        named = bool(whom) and whom[-1].text in denying.GOVERNING
        return named and not any(word.is_content and word.clause == whom[-1].clause for word in behind)

    def start_of(self, i: int) -> int:
        """Index of the first word of what a word is part of: its clause, or the rest of it after "if" or "so"."""
        words = self.words
        j, first = i, max(0, i - denying.MOST_DENIED)
        while j > first and words[j - 1].clause == words[i].clause and words[j - 1].text not in denying.JOINING:
            j -= 1
        return j

    def _is_left_to(self, i: int) -> bool:
        """ "Leaves choosing judges to the king": somebody else does it."""
        end = self._end(i)
        texts = [word.text for word in self.words[i + 1 : end]]
        return bool(texts) and texts[0].endswith("ing") and "to" in texts

    def _sentence_end(self, i: int) -> int:
        j, last = i + 1, min(len(self.words), i + denying.MOST_DENIED)
        while j < last and self.words[j].sentence == self.words[i].sentence:
            if self.words[j].text in ("but", "although", "though", "whereas"):
                break
            j += 1
        return j

    def _first_end(self, i: int) -> int:
        """Where what "rather than" and its like are about ends; a sentence that they open goes on after one thing."""
        end = self._end(i)
        opens = i < 3 or self.words[i - 3].sentence != self.words[i - 1].sentence
        kinds = self.clauses.kinds
        if opens and any(kinds[j] == "V" for j in range(i + 1, end)):
            return i + 1
        if i < len(self.words) and self.words[i].text in denying.REASONS:
            return self._sentence_end(i)
        return end

    def _goes_on(self, i: int) -> bool:
        return i + 1 < len(self.words) and self.words[i + 1].text in denying.REASONS

    def _end(self, i: int, *, subject: bool = False, verbs: int = 0) -> int:
        """Index after the last word that a "not" at an index is about: the verb with what belongs to it.

        ``subject``: it is of a thing that may do something; ``verbs``: how many of the verbs stand before it.
        """
        words, kinds = self.words, self.clauses.kinds
        if i >= len(words):
            return i
        clause = words[i].clause
        sentence = words[i].sentence
        last = clause + 1 if words[i].text in NEGATORS and self._goes_on(i) else clause
        binds = False
        j, furthest = i + 1, min(len(words), i + denying.MOST_DENIED)
        while j < furthest and words[j].sentence == sentence:
            word = words[j]
            if word.clause > last:
                opens = word.text
                if any(words[k].text in NEGATORS for k in range(j, min(j + 2, len(words)))) and opens != "nor":
                    break
                listed = opens in ("or", "nor") or self._lists_on(i, j)
                if not (listed or (subject and opens in RELATIVES and verbs == 0)):
                    break
                last = word.clause
            if (
                self._begins_anew(i, j)
                or (j > i + 1 and self._turns(j, verbs))
                or (word.text == "that" and self._is_so(i))
            ):
                break
            has_verb = verbs > int(binds) and not subject
            if has_verb and word.text in denying.FINITE_AUXILIARIES and words[j - 1].text not in denying.JOINED:
                # "Who would not change got burnt": another statement.
                break
            if kinds[j] == "V" and word.text not in AUXILIARIES:
                joined = kinds[j - 1] == "A" or word.text.endswith("ing") or words[j - 1].text in ("or", "nor")
                if has_verb and not joined:
                    break
                verbs += 1
                following = words[j + 1].text if j + 1 < len(words) else ""
                binds = binds or (word.stem in denying.THINKING and (following == "to" or not self._is_passive(j)))
            j += 1
        return j

    def _begins_anew(self, i: int, j: int) -> bool:
        """Whether a thing of its own begins at an index, which a "not" before it is not about: "no more fighting, and a
        new border", "animals don't lose their homes, less waste"."""
        words = self.words
        if words[j].clause != words[j - 1].clause and words[j].text in limiting.COUNTED:
            return True
        following = words[j + 1].text if j + 1 < len(words) else ""
        return words[i].text == "no" and words[j].text == "and" and following in denying.OF_ITS_OWN

    def _turns(self, j: int, verbs: int) -> bool:
        """Whether a "not" no longer holds from a word on: "but", "after seizing it"."""
        text = self.words[j].text
        if text in ("after", "before") and verbs:
            return any(word.text.endswith("ing") for word in self.words[j + 1 : j + 2])
        return text in denying.TURNS

    def _lists_on(self, i: int, j: int) -> bool:
        """Whether a clause at ``j`` goes on with a list that a "not" at ``i`` is about: not "and" with more that is
        done, "not built on sand, and strengthening bridges"."""
        words = self.words
        first = j + (words[j].text == "and")
        acts = first > j and any(word.text.endswith("ing") for word in words[first : first + 1])
        if acts and not any(word.text.endswith("ing") for word in words[i + 1 : j]):
            return False
        return self.clauses.goes_on(first) and not self._is_subject_of_more(j)

    def _is_subject_of_more(self, j: int) -> bool:
        """Whether "and" at an index begins a row of things that do something: "and less coal and steel was made"."""
        words, kinds = self.words, self.clauses.kinds
        if words[j].text != "and":
            return False
        after = j + 1
        while after < len(words) and (kinds[after] in "DN" or words[after].text in ("and", "of")):
            after += 1
        return after < len(words) and words[after].sentence == words[j].sentence and kinds[after] in "VA"

    def _is_so(self, i: int) -> bool:
        """Whether a "not" stands after "so many": what follows from that is not denied."""
        words = self.words
        return any(
            words[k].text in ("so", "such")
            and words[k].sentence == words[i].sentence
            and words[k + 1].text in denying.AMOUNTS
            for k in range(max(0, i - 6), i)
        )


def may_deny_a_cause(words: Sequence[Word]) -> bool:
    """Whether a "not" may say that something is no cause: asked first, since a scope takes long to work out."""
    return any(
        word.text in NEGATORS and any(_names_a_cause(after) for after in words[i + 1 : i + 1 + denying.NEXT])
        for i, word in enumerate(words)
    )


def _names_a_cause(word: Word) -> bool:
    return word.stem in denying.CAUSING or word.text == "why"


def is_idiom(words: Sequence[Word], i: int) -> bool:
    """Whether the "not" at ``i`` denies nothing: "not only", "or not", "for nothing", "out of nowhere", "no choice",
    "a vote of no confidence"."""
    if words[i].concept <= INSIDE:
        return True
    before = words[i - 1].text if i else ""
    after = words[i + 1].text if i + 1 < len(words) else ""
    if after in denying.ONLY or before == "or" or (after in denying.AFTER_NO and words[i].text == "no"):
        return True
    if (words[i].text, after) == ("no", "confidence"):
        return True
    return words[i].text in denying.OF_THINGS and before in {"for", "of"}
