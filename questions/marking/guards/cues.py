"""The words of a text that deny others, openly or like "prevent", and what each of them is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from questions.marking.guards import denying, limiting
from questions.marking.guards.reach import Reach
from questions.marking.guards.refuting import UNTRUE
from questions.marking.language.antonyms import COMPARED, known_stems
from questions.marking.language.clauses import Clauses
from questions.marking.language.idioms import INSIDE
from questions.marking.language.text import NEGATORS, Word
from questions.marking.language.verbs import BE
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


class Cues(Reach):
    """The words of one text that deny others, in their order. ``asked`` are the stems of the question's words."""

    def __init__(self, clauses: Clauses, asked: Collection[str]) -> None:
        super().__init__(clauses)
        self.asked = asked
        self.cues: list[Cue] = []
        self.weak: list[int] = []
        """Indexes of what may say the same as a "not": "closed", "protect"."""
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

    def _prevents(self, cue: Cue) -> bool:
        """Whether it is a verb that takes for granted that it is done: "stopped"."""
        return self.words[self.index_of(cue)].stem in denying.PREVENTING

    def index_of(self, cue: Cue) -> int:
        """The index of the word that denies."""
        return self.clauses.position(cue.at) or 0

    def _turn(self, at: int, *ranges: tuple[int, int], is_open: bool = True) -> None:
        within = sorted((max(0, start), min(end, len(self.words))) for start, end in ranges)
        covers = tuple((start, end) for start, end in within if start < end)
        self.cues.append(Cue(self.words[at].start, is_open, covers))

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
                self._turn(telling, (after, self._end(after)), is_open=refusal[1:] == ["out", "of"])
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

    def _is_left_to(self, i: int) -> bool:
        """ "Leaves choosing judges to the king": somebody else does it."""
        end = self._end(i)
        texts = [word.text for word in self.words[i + 1 : end]]
        return bool(texts) and texts[0].endswith("ing") and "to" in texts


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
