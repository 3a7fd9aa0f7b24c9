"""Who does what to whom: the parties of a phrase and of an answer around a word that both have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from questions.marking.guards.acts import ABOVE, BELOW, FAR
from questions.marking.guards.negation import MODEL_ANSWER
from questions.marking.guards.parties import identity, nearest
from questions.marking.guards.places import NEAR, ChangedPlaces
from questions.marking.guards.slots import slots
from questions.marking.guards.statement import sort_of_name
from questions.marking.language.clauses import ASKING, SENDING, Act, Clauses
from questions.marking.language.forms import CLEAR
from questions.marking.language.text import Word
from questions.marking.language.verbs import LIGHT_BASES, base_of

FEARING, FRIGHTENING = (
    frozenset(map(base_of, verbs.split()))
    for verbs in ("fear dread hate resent", "threaten scare frighten alarm terrify endanger intimidate anger annoy")
)
"""Verbs of what somebody feels, and of what makes him feel so: who does the one has the other done to him."""

TWO_SIDES = frozenset(
    frozenset(map(base_of, pair.split("/")))
    for pair in """question/answer own/belong give/receive send/receive pay/receive lend/borrow buy/sell
    teach/learn""".split()
)
"""Verbs of which who does the one has the other done to him: MPs question the minister who answers them."""

UNDERGOING = frozenset(map(base_of, "lose get receive borrow buy accept suffer face need".split()))
"""Verbs of who has something done to him: he loses to another what that one takes from him."""

MOST_ACTS = 20
"""Small verbs of an answer that are looked at."""


class Roles(ChangedPlaces):
    """Whether the answer turns round who does what to whom in a phrase. It holds the acts of both texts."""

    def are_swapped(self) -> bool:
        """Whether doer and done-to changed places around an act that phrase and answer share.

        "A beat B" beside "B beat A" is swapped, beside "B was beaten by A" it is not.
        """
        acts = self.stated.acts
        is_long = len(self.stated.side.words) >= MODEL_ANSWER
        undone = self.stated.scope.undone if is_long else frozenset()
        return (
            any(
                self._is_turned(acts[wanted.start], given, likeness)
                for wanted, given, likeness in nearest(self.pairs)
                if likeness >= NEAR and wanted.start in acts and not (is_long and wanted.start in undone)
            )
            or any(self._has_turned(act) for act in self.stated.small_acts)
            or self._goes_back()
            or self._go_the_other_way()
            or (not is_long and self._changed_places())
            or self._changed_places(same_verb=True)
            or self.is_said_with_two_exchanged()
            or self._is_done_back()
        )

    def _is_done_back(self) -> bool:
        """Whether one has something done to him by another to whom he does something in the phrase, whatever it is:
        "the lords were paid by the peasants" beside "the lords had to offer the peasants more money".

        Not where he does something to that other one as well, nor where he is only asked or forced.
        """
        told = self._told_by()
        if not told:
            return False
        acts = [act for act in self.stated.all_acts if base_of(self.ours.words[act.at].text) not in UNDERGOING]
        ours = self._parties_of(acts, self.ours)
        back = self._parties_of(told, self.theirs) - ours
        if not any((done, doer) in back for doer, done in ours):
            return False
        sentences = self._sentences()
        places = (i for i, word in enumerate(self.theirs.words) if word.sentence in sentences)
        acts = [act for i in places if self.theirs.kinds[i] == "V" and (act := self.theirs.act(i)) is not None]
        theirs = self._parties_of(acts, self.theirs)
        return any((done, doer) in back and (doer, done) not in theirs for doer, done in ours)

    def _told_by(self) -> list[Act]:
        """The acts of the answer around its aligned words that are done "by" somebody, but for asking and forcing."""
        words, sentences = self.theirs.words, self._sentences()
        near = [i for at in self.theirs.bys if words[at].sentence in sentences for i in range(max(0, at - FAR), at)]
        acts = (
            self.theirs.act(i)
            for i in dict.fromkeys(near)
            if self.theirs.kinds[i] == "V" and base_of(words[i].text) not in ASKING
        )
        return [act for act in acts if act is not None and act.passive and act.doers]

    def _parties_of(self, acts: Iterable[Act], clauses: Clauses) -> set[tuple[object, object]]:
        """Who does something to whom, by their identity."""
        return {
            (identity(doer), identity(done))
            for act in acts
            for doer in self._words(clauses, act.doers)
            for done in self._words(clauses, act.dones)
            if identity(doer) != identity(done) and self._is_somebody(doer) and self._is_somebody(done)
        }

    def _has_turned(self, expected: Act) -> bool:
        words, kinds = self.theirs.words, self.theirs.kinds
        told = self.theirs.places(base_of(self.ours.words[expected.at].text))[:MOST_ACTS]
        sentences = self._sentences() if told else ()
        verbs = (i for i in told if words[i].sentence in sentences and kinds[i] == "V")
        return any(self._verdict(expected, [i], 1.0) for i in verbs)

    def _is_turned(self, expected: Act, given: Word, likeness: float) -> bool:
        """Whether the act is turned round wherever the answer tells of it in that sentence."""
        there = self.theirs.position(given.start)
        return there is not None and self._verdict(expected, self._same_acts(there), likeness)

    def _verdict(self, expected: Act, there: Sequence[int], likeness: float) -> bool:
        found = map(self.theirs.act, there)
        verdicts = [self._compared(expected, act, likeness) for act in found if act is not None]
        return max(verdicts, default=0) > -min(verdicts, default=0)

    def _compared(self, expected: Act, found: Act, likeness: float) -> int:
        """How many parties say that the two acts are the other way round, below 0 that they are alike, else 0."""
        verbs = self.ours.kinds[expected.at] == self.theirs.kinds[found.at] == "V"
        doers, dones = self._words(self.ours, expected.doers), self._words(self.ours, expected.dones)
        if not doers and likeness >= CLEAR and not expected.passive:
            doers = self._implied(dones)
        their_doers, their_dones = self._words(self.theirs, found.doers), self._words(self.theirs, found.dones)
        if self._is_felt_by_the_other(expected, found):
            their_doers, their_dones = their_dones, their_doers
        shared = sum(self._in(word, their_dones) for word in dones)
        crossed = any(
            identity(d) != identity(o) and self._in(d, their_dones) and self._in(o, their_doers)
            for d in doers
            for o in dones
            if not self._in(d, their_doers) and not self._in(o, their_dones)
        )
        if crossed:
            sure = verbs or all(self._is_party(word) for word in (*doers[:1], *dones[:1]))
            return 2 + shared if sure else 0
        right = sum(self._in(word, their_doers) for word in doers)
        if right or self.stated.side.role != "answer":
            return -right - shared
        if likeness < CLEAR or found.open or not their_doers or not (verbs or expected.named):
            return -shared
        turned = (
            self._is_half_turned(doers, dones, their_doers, their_dones, expected, found)
            or self._is_exchanged(expected, found)
            or self._is_done_by_another(expected, found, doers, their_doers)
            or self._is_done_by_another_of_a_sort(doers, their_doers)
            or self._is_done_by_another_told_of(doers, their_doers, found)
            or self._is_done_by_one_of_the_phrase(expected, found, their_doers)
        )
        return 1 if turned else -shared

    def _is_felt_by_the_other(self, expected: Act, found: Act) -> bool:
        """Whether who fears in one text is frightened in the other: "the USA threatened China", "China feared it"; so
        with other verbs for the two sides of one thing."""
        acts = base_of(self.ours.words[expected.at].text), base_of(self.theirs.words[found.at].text)
        return frozenset(acts) in TWO_SIDES or any(a in FEARING and b in FRIGHTENING for a, b in (acts, acts[::-1]))

    def _is_half_turned(
        self,
        doers: Sequence[Word],
        dones: Sequence[Word],
        their_doers: Sequence[Word],
        their_dones: Sequence[Word],
        expected: Act,
        found: Act,
    ) -> bool:
        """Whether the one to whom it is done does it to another, or the doer has it done by another."""
        head = their_doers[0]
        light = base_of(self.theirs.words[found.at].text) in LIGHT_BASES
        patients = self._words(self.ours, expected.subject) if expected.passive else self._done_to(expected, dones)
        asked = self.asked.doer
        own = {identity(word) for word in (*doers, *((asked,) if asked else ()))}
        free = not light and not any(identity(word) in own or self._in(word, their_dones) for word in patients[:1])
        free = free and not any(self._only_describes(word) for word in patients[:1])
        if free and any(self._same(word, head) and not self._in(word, their_dones) for word in patients):
            return found.direct or found.passive
        if (
            (expected.open and expected.doers)
            or not self._is_party(head)
            or (light and identity(head) not in self.asked.names)
        ):
            return False
        # Who escapes out of East Germany may be an East German.
        away = {self.theirs.words[i].start for place, i in slots(self.theirs, found) if place == "from"}
        done = [word for word in their_dones if word.start not in away]
        turned = any(self._in(d, done) and self._is_party(d) for d in doers)
        return turned and not self._is_urged_by(head, expected)

    def _is_urged_by(self, head: Word, expected: Act) -> bool:
        """Whether the phrase has one do it at the other's bidding: "Britain forced China to open its ports"."""
        return any(
            base_of(self.ours.words[act.at].text) in ASKING
            and not set(act.dones).isdisjoint(expected.doers)
            and any(self._same(word, head) for word in self._words(self.ours, act.doers))
            for act in self.stated.all_acts
        )

    def _only_describes(self, word: Word) -> bool:
        """Whether a name tells what something else is like, and the phrase has it for somebody too: "the East Germans
        who left damaged the East German economy"."""
        at = self.ours.position(word.start) or 0
        return self.ours.kinds[at + 1 : at + 2] == ["N"] and self._times(word, self.ours.words) > 1

    @staticmethod
    def _times(word: Word, words: Iterable[Word]) -> int:
        """How often some words name somebody."""
        return sum(identity(other) == identity(word) for other in words)

    def _done_to(self, act: Act, dones: Sequence[Word]) -> Sequence[Word]:
        """To whom it is done: of "the king's advisers" the advisers."""
        objects = self.ours.objects(act)
        heads = objects[1:2] if objects[1:2] == tuple(i + 1 for i in objects[:1]) else objects[:1]
        return self._words(self.ours, heads) or dones[:1]

    def _is_exchanged(self, expected: Act, found: Act) -> bool:
        """Whether another known party is the subject, and the phrase's own subject is elsewhere in the sentence."""
        if expected.passive != found.passive:
            return False
        subject, theirs = self._words(self.ours, expected.subject), self._words(self.theirs, found.subject)
        subject = subject or (() if expected.passive else self._implied(self._words(self.ours, expected.dones)))
        if not subject or not theirs or self._shared(subject, theirs):
            return False
        own, other = subject[0], theirs[0]
        # Whom a "they" of the phrase means is not sure: peasants are workers.
        of_a_kind = expected.open and {own.text, other.text} <= BELOW
        if of_a_kind or not self._is_party(own) or not self._is_party(other) or self._are_all(other):
            return False
        if self._are_counterparts(own, other):
            return True
        light = base_of(self.theirs.words[found.at].text) in LIGHT_BASES
        if (light and not (found.direct and own is self.asked.doer)) or self._is_sent(own, found):
            return False
        around = range(max(0, found.at - FAR), min(len(self.theirs.words), found.at + FAR))
        # "Chinese people" are people.
        near = (self.theirs.words[i] for i in around if i not in found.subject)
        told = [word for word in near if word.sentence == other.sentence]
        return any(self._same(own, word) for word in told) and not self._are_told_alike(own, subject, told)

    def _are_told_alike(self, own: Word, doers: Iterable[Word], told: Iterable[Word]) -> bool:
        """Whether somebody is named as often as in the phrase, where it says what he does: "Kennedy found missiles
        within range of American cities" has all that it has of the USA."""
        return self._times(own, told) == self._times(own, self.ours.words) - self._times(own, doers)

    def _is_sent(self, own: Word, found: Act) -> bool:
        """Whether the one who does it in the phrase has it done: "England sent an army to help the Dutch"."""
        near = range(max(0, found.at - FAR), found.at)
        sending = (i for i in near if self.theirs.kinds[i] == "V" and base_of(self.theirs.words[i].text) in SENDING)
        return any(
            act is not None
            and not set(found.subject).isdisjoint(act.dones)
            and self._in(own, self._words(self.theirs, act.doers))
            for act in map(self.theirs.act, sending)
        )

    def _is_done_by_another(
        self, expected: Act, found: Act, doers: Sequence[Word], their_doers: Sequence[Word]
    ) -> bool:
        """Whether "by ..." names another than the one whom the question asks about."""
        if not found.passive or expected.passive or expected.doers or not doers:
            return False
        return all(self._is_party(word) for word in (doers[0], their_doers[0]))

    def _is_done_by_another_of_a_sort(self, doers: Sequence[Word], their_doers: Sequence[Word]) -> bool:
        """Whether question and scheme name both who does it and who does it in the answer: two people or two countries,
        none of whom the point has in another wording."""
        if not doers or not their_doers:
            return False
        own, other = doers[0], their_doers[0]
        sort = sort_of_name(own, self.stated)
        known = identity(own) in self.asked.names and identity(other) in self.asked.names
        return bool(sort) and known and sort == sort_of_name(other, self.stated) and self._is_strange(other)

    def _is_done_by_another_told_of(self, doers: Sequence[Word], their_doers: Sequence[Word], found: Act) -> bool:
        """Whether the sentence tells of the one who does it, and names another known one for it."""
        if not doers or not their_doers or not self._is_strange(their_doers[0]):
            return False
        own, other = doers[0], their_doers[0]
        if identity(own) not in self.stated.named or not self._is_party(other) or self._are_all(other):
            return False
        if self._is_sent(own, found):
            return False
        sentence = self.theirs.reading.sentence(other.sentence)
        return self._times(own, sentence) > 0 and not self._are_told_alike(own, doers, sentence)

    def _is_done_by_one_of_the_phrase(self, expected: Act, found: Act, their_doers: Sequence[Word]) -> bool:
        """Whether one does it whom the phrase names for something else, where it leaves open who does it: "the law let
        him do it without Parliament" beside "Parliament did it"."""
        to_do = self.theirs.words[self.theirs.group_start(found.at)].text == "to"
        if to_do or expected.passive or (expected.doers and not expected.open):
            return False
        other = their_doers[0] if their_doers else None
        if other is None or not self._is_somebody(other) or self._is_sent(other, found):
            return False
        # Whom the phrase has named before a "he" may be meant by it.
        before, behind = ({identity(word) for word in words} for words in self._around(expected.at))
        return identity(other) in behind - before

    def _around(self, at: int) -> tuple[Sequence[Word], Sequence[Word]]:
        """The things of the phrase before and behind the word at an index."""
        things = [(i, word) for i, word in enumerate(self.ours.words) if self.ours.kinds[i] == "N"]
        return [word for i, word in things if i < at], [word for i, word in things if i > at]

    def _is_strange(self, word: Word) -> bool:
        return identity(word) not in self.stated.named_for_point

    def _are_all(self, word: Word) -> bool:
        """Whether nobody is left out: "all people" are the government too."""
        at = self.theirs.position(word.start) or 0
        return at > 0 and self.theirs.words[at - 1].text in ("all", "each", "every")

    @staticmethod
    def _are_counterparts(own: Word, other: Word) -> bool:
        return (own.text in ABOVE and other.text in BELOW) or (own.text in BELOW and other.text in ABOVE)

    def _implied(self, dones: Sequence[Word]) -> tuple[Word, ...]:
        """Who does it where the phrase names nobody: the one whom the question asks about."""
        doer = self.asked.doer
        return () if doer is None or any(identity(doer) == identity(word) for word in dones) else (doer,)
