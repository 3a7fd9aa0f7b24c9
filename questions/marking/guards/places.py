"""Whether two things of a phrase have changed places in an answer: around its acts, on its way, or in its order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from questions.marking.guards.acts import BothActs, is_one_of
from questions.marking.guards.parties import identity
from questions.marking.guards.slots import DOER, slots
from questions.marking.language.clauses import Act, words_before
from questions.marking.language.forms import CLEAR
from questions.marking.language.lazy import lazy
from questions.marking.language.text import Word
from questions.marking.language.verbs import MUTUAL, base_of, may_be_verb

LISTED = re.compile(r"[,;/]|\b(?:and|or)\b")
"""What stands between two items of a list."""

SIDE_BY_SIDE = frozenset("between with both like".split())
"""Words beside which two parties may change places."""

CAUSING = frozenset(map(base_of, "make let have get".split()))
"""Verbs with what somebody else does: "made the Indians pay" beside "made salt"."""

LEAST_WORDS, MOST_OF_IT = 3, 2 / 3
"""Words, and share of a phrase's words, from which an answer has the phrase word for word."""

NEAR = 0.5
"""Likeness from which two acts are compared where both parties are named in both texts."""

Place = tuple[int, str]
"""The offset of the phrase's word for an act, and the place around it."""

Places = dict[Place, list[Word]]


class ChangedPlaces(BothActs):
    """Whether things of the phrase stand in each other's places in the answer."""

    def is_said_with_two_exchanged(self) -> bool:
        """Whether the phrase is there word for word, but what stands before a verb and what stands behind it changed
        places: "the news cannot censor the government", "workers who were slow beat overseers"."""
        sure = [(wanted, given) for wanted, given, likeness in self.pairs if likeness >= CLEAR]
        if len(sure) < max(MOST_OF_IT * len(self.stated.side.words), LEAST_WORDS):
            return False
        counts = Counter(given.stem for _, given in sure)
        once = [(wanted, given) for wanted, given in sure if counts[given.stem] == 1]
        # A word that is said twice is told by nothing from itself.
        return self._are_exchanged(sure) or (len(once) < len(sure) and self._are_exchanged(once))

    def _are_exchanged(self, sure: Sequence[tuple[Word, Word]]) -> bool:
        words = [wanted for wanted, _ in sure]
        place = {word.start: k for k, word in enumerate(words)}
        told = sorted(sure, key=lambda pair: pair[1].start)
        moved = exchanged([place[wanted.start] for wanted, _ in told])
        if moved is None:
            return False
        start, verb, behind, end = moved
        mutual = any(base_of(word.text) in MUTUAL or word.text in SIDE_BY_SIDE for word in self.ours.words)
        if mutual or not self._are_tied(words[start:verb], words[verb:behind], words[behind:end]):
            return False
        # "Workers were beaten by overseers" ties them otherwise: before the verb and behind it.
        before, last = start + end - behind - 1, start + end - verb - 1
        return all(
            self.ours.tied_by(words[mine].start) == self.theirs.tied_by(told[other][1].start)
            for mine, other in ((verb - 1, before), (behind - 1, last))
        )

    def _are_tied(self, one: Sequence[Word], between: Sequence[Word], other: Sequence[Word]) -> bool:
        """Whether what stands between two blocks of the phrase tells what one has to do with the other, and is no item
        of a list: "food, work and shelter" is none."""
        first, last = (self.ours.position(word.start) or 0 for word in (one[-1], other[0]))
        if len(one) == len(other) == 1 and all(map(self._is_somebody, (*one, *other))):
            return any(kind in "VP" for kind in self.ours.kinds[first + 1 : last])
        # "The jury decides the verdict and the judge decides the sentence" is no list.
        behind = last + len(other)
        if self.ours.kinds[behind : behind + 1] in (["V"], ["A"]) and "V" in self.ours.kinds[first + 1 : last]:
            return True
        gaps = ((one[-1].end, between[0].start), (between[-1].end, other[0].start))
        listed = any(LISTED.search(self.ours.text, start, end) for start, end in gaps)
        return not listed and any(may_be_verb(word.text) for word in between)

    def _changed_places(self, *, same_verb: bool = False) -> bool:
        """Whether two parties of the phrase stand in each other's places, around one act or two: "gave the landlords
        land taken from the peasants" beside "gave the peasants land taken from the landlords".

        ``same_verb``: any two things, but only acts count that both texts call by forms of one word, none that says as
        little as "make"; there it is enough that one with a name stands where another stood, whose place a third has.
        """
        ours, theirs = self._placed_by_same_verbs if same_verb else self._placed
        if len(ours.keys() & theirs.keys()) < 2:
            return False
        moved = [
            (place, other, word)
            for place, words in ours.items()
            for word in words
            if (same_verb or self._is_somebody(word)) and not self._in(word, theirs.get(place, ()))
            for other, strangers in theirs.items()
            if other != place and other in ours and self._in(word, strangers) and not is_one_of(word, ours[other])
        ]
        return any(
            there == back and here == forth and identity(word) != identity(other)
            for here, there, word in moved
            for back, forth, other in moved
        ) or (same_verb and any(self._is_replaced(*move) for move in moved))

    def _is_replaced(self, here: Place, there: Place, word: Word) -> bool:
        ours, theirs = self._placed_by_same_verbs
        return (
            identity(word) in self.stated.named
            and here in theirs
            and not self._shared(ours[here], theirs[here])
            and not self._shared(ours[there], theirs[there])
        )

    def kept_places(self) -> int:
        """How many things of the phrase stand in the same place around the same act in the answer."""
        ours, theirs = self._placed
        return sum(self._in(word, theirs.get(place, ())) for place, words in ours.items() for word in words)

    @lazy
    def _placed(self) -> tuple[Places, Places]:
        """What stands where around each act of the phrase, in the phrase and in the answer."""
        ours: Places = {}
        theirs: Places = {}
        for wanted, given, likeness in self.pairs:
            expected, there = self.stated.placed.get(wanted.start), self.theirs.position(given.start)
            if likeness < NEAR or expected is None or there is None:
                continue
            for place, word in expected:
                ours.setdefault((wanted.start, place), []).append(word)
            for found in map(self.theirs.act, self._same_acts(there)):
                for place, i in slots(self.theirs, found) if found is not None else ():
                    if place == DOER and found is not None and self._is_guessed(found):
                        continue
                    theirs.setdefault((wanted.start, place), []).append(self.theirs.words[i])
        return ours, theirs

    def _is_guessed(self, act: Act) -> bool:
        """Whether the text calls those who do something "them": "made them leave"."""
        return act.open and words_before(self.theirs.words, self.theirs.group_start(act.at)) == "them"

    @lazy
    def _placed_by_same_verbs(self) -> tuple[Places, Places]:
        """The same around acts that both call by forms of one word."""
        acts = {
            wanted.start
            for wanted, given, likeness in self.pairs
            if likeness >= NEAR and base_of(wanted.text) == base_of(given.text) and base_of(wanted.text) not in CAUSING
        }
        ours, theirs = ({place: words for place, words in all_.items() if place[0] in acts} for all_ in self._placed)
        return ours, theirs

    def _go_the_other_way(self) -> bool:
        """Whether a thing is at the other end of the same way in the answer: "to the West" beside "from West Berlin".

        Not where one text denies it: "voted against letting China into the UN" for "kept China out of it".
        """
        if not self.ours.ends:
            return False
        sentences = self._sentences()
        theirs = ((self.theirs.words[i], end) for i, end in self.theirs.ends)
        told = [(word, end) for word, end in theirs if word.sentence in sentences]
        denies = self.stated.scope.undone if told else frozenset()
        for i, end in self.ours.ends:
            own = self.ours.words[i]
            found = {
                other
                for word, other in told
                if (own.stem == word.stem or identity(own) == identity(word))
                and (own.start in denies) == (word.start in self.denied)
            }
            both_ways = any(
                other != end and identity(own) == identity(self.ours.words[j]) for j, other in self.ours.ends
            )
            if found and end not in found and not both_ways:
                return self._share_a_verb()
        return False

    def _goes_back(self) -> bool:
        """Whether both ends of a way are exchanged: "from the cities to the villages" beside "from the villages to the
        cities"."""
        return any(
            self._same(self.ours.words[start], self.theirs.words[there_end])
            and self._same(self.ours.words[end], self.theirs.words[there])
            for start, end in self.ours.ways
            for there, there_end in self.theirs.ways
        )

    def _share_a_verb(self) -> bool:
        return any(
            likeness >= CLEAR and self.ours.is_verb(wanted.start) and self.theirs.is_verb(given.start)
            for wanted, given, likeness in self.pairs
        )


def exchanged(order: Sequence[int]) -> tuple[int, int, int, int] | None:
    """Where two blocks changed places around a third one, if nothing else is moved: their beginnings and the end.

    >>> exchanged([0, 3, 4, 2, 1, 5]), exchanged([0, 1, 2]), exchanged([2, 0, 1])
    ((1, 2, 3, 5), None, None)
    """
    start, end = 0, len(order)
    while start < end and order[start] == start:
        start += 1
    while end > start and order[end - 1] == end - 1:
        end -= 1
    if start == end:
        return None
    behind = order[start]
    verb = order[start + end - behind] if behind < end else end
    blocks = [*range(behind, end), *range(verb, behind), *range(start, verb)]
    return (start, verb, behind, end) if start < verb < behind and blocks == list(order[start:end]) else None
