"""Who does what to whom: the parties of a phrase and of an answer around a word that both have."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from questions.marking.compiled import Compiled
from questions.marking.guards.parties import PEOPLE, Pairs, identity, names_of, nearest
from questions.marking.guards.slots import slots
from questions.marking.guards.statement import Statement, sort_of_name
from questions.marking.language.clauses import Act, Clauses
from questions.marking.language.forms import CLEAR
from questions.marking.language.text import Reading, Word
from questions.marking.language.verbs import LIGHT_BASES, MUTUAL, base_of, may_be_verb

ABOVE = frozenset(
    """owner owners employer employers boss bosses master masters manager managers overseer overseers lord lords
    landlord landlords king kings queen queens emperor tsar government state rulers ruler teacher teachers parent
    parents doctor doctors officer officers general generals husband husbands police nobles noble barons bishops
    church minister ministers judges parliament leaders rich whites""".split()
)
"""Those who have the say over others."""

BELOW = frozenset(
    """worker workers employee employees labourer labourers miner miners servant servants slave slaves peasant peasants
    serf serfs tenant tenants citizens subjects people student students pupil pupils child children patient patients
    soldier soldiers wife wives women woman prisoner prisoners poor blacks apprentices boys girls strikers""".split()
)
"""Those over whom others have the say: where one is named for the other, the statement is another one."""


LISTED = re.compile(r"[,;/]|\b(?:and|or)\b")
"""What stands between two items of a list."""

SIDE_BY_SIDE = frozenset("between with both like".split())
"""Words beside which two parties may change places."""

URGING = frozenset(
    map(base_of, "ask beg press pressure urge force make persuade want need help support advise warn tell".split())
)
"""What is done to one who then does something himself: "the lords were forced by the peasants to offer more"."""

MANY = PEOPLE - frozenset("king queen emperor president government senate congress court jury leader".split())
"""Those of whom others may be called the same: soldiers are on every side."""

SENDING = frozenset(map(base_of, "send use order command lead pay hire train get tell".split()))
"""What is done to one who then does something for the one who did it: "sent an army to help"."""

FEARING, FRIGHTENING = (
    frozenset(map(base_of, verbs.split()))
    for verbs in ("fear dread hate resent", "threaten scare frighten alarm terrify endanger intimidate anger annoy")
)
"""Verbs of what somebody feels, and of what makes him feel so: who does the one has the other done to him."""

CAUSING = frozenset(map(base_of, "make let have get".split()))
"""Verbs with what somebody else does: "made the Indians pay" beside "made salt"."""

TWO_SIDES = frozenset(
    frozenset(map(base_of, pair.split("/")))
    for pair in "question/answer own/belong give/receive send/receive pay/receive lend/borrow buy/sell teach/learn".split()
)
"""Verbs of which who does the one has the other done to him: MPs question the minister who answers them."""

LEAST_WORDS, MOST_OF_IT = 3, 2 / 3
"""Words, and share of a phrase's words, from which an answer has the phrase word for word."""

FAR = 25
"""Words before and after an act among which the same act is looked for again."""

MOST_ACTS = 20
"""Small verbs of an answer that are looked at."""

NEAR = 0.5
"""Likeness from which two acts are compared where both parties are named in both texts."""


Places = dict[tuple[int, str], list[Word]]
"""The words by the offset of the phrase's word for an act, and the place around it."""


class Roles:
    """Whether the answer turns round who does what to whom in a phrase. It holds the acts of both texts."""

    def __init__(
        self, stated: Statement, theirs: Clauses, pairs: Pairs, asked: Asked, denied: Collection[int] = ()
    ) -> None:
        """``stated`` is the phrase, ``theirs`` are the clauses of the answer, ``asked`` is who the question names;
        ``denied`` are the offsets of the words for what, by the answer, is not done."""
        self.denied = denied
        self.stated = stated
        self.ours, self.theirs = stated.clauses, theirs
        self.pairs = pairs
        self.asked = asked
        self.alike = {(wanted.start, given.start) for wanted, given, likeness in pairs if likeness >= CLEAR}

    def are_swapped(self) -> bool:
        """Whether doer and done-to changed places around an act that phrase and answer share.

        "A beat B" beside "B beat A" is swapped, beside "B was beaten by A" it is not.
        """
        acts = self.stated.acts
        return (
            any(
                self._is_turned(acts[wanted.start], given, likeness)
                for wanted, given, likeness in nearest(self.pairs)
                if likeness >= NEAR and wanted.start in acts
            )
            or any(self._has_turned(act) for act in self.stated.small_acts)
            or self._goes_back()
            or self._go_the_other_way()
            or self._changed_places()
            or self._changed_places(same_verb=True)
            or self.is_said_with_two_exchanged()
            or self._is_done_back()
        )

    def have_changed_places(self) -> bool:
        """The same for a model answer of several statements: whether two parties of it have changed places."""
        return self._changed_places(same_verb=True) or self._goes_back() or self.is_said_with_two_exchanged()

    def _is_done_back(self) -> bool:
        """Whether one has something done to him by another to whom he does something in the phrase, whatever it is:
        "the lords were paid by the peasants" beside "the lords had to offer the peasants more money".

        Not where he does something to that other one as well, nor where he is only asked or forced.
        """
        told = self._told_by()
        if not told:
            return False
        ours = self._parties_of(self.stated.all_acts, self.ours)
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
            if self.theirs.kinds[i] == "V" and base_of(words[i].text) not in URGING
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
        land taken from the peasants" beside "gave the peasants land taken from the landlords". ``same_verb``: only
        acts count that both texts call by forms of one word, none that says as little as "make"."""
        def moves(word: Word) -> bool:
            return same_verb or self._is_somebody(word)

        sure = [wanted for wanted, _, likeness in self.pairs if likeness >= CLEAR]
        if len(sure) < 2 or len({identity(word) for word in sure if moves(word)}) < 2:
            return False
        ours, theirs = self._placed(same_verb=same_verb)
        if len(ours.keys() & theirs.keys()) < 2:
            return False
        moved = [
            (place, other, word)
            for place, words in ours.items()
            for word in words
            if moves(word) and not self._in(word, theirs.get(place, ()))
            for other, strangers in theirs.items()
            if other != place and other in ours and self._in(word, strangers) and not _is_one_of(word, ours[other])
        ]
        if same_verb and any(
            theirs.get(here)
            and identity(word) in self.stated.named
            and not self._shared(ours[here], theirs[here])
            and not self._shared(ours[there], theirs[there])
            for here, there, word in moved
        ):
            return True
        return any(
            there == back and here == forth and identity(word) != identity(other)
            for here, there, word in moved
            for back, forth, other in moved
        )

    def kept_places(self) -> int:
        """How many things of the phrase stand in the same place around the same act in the answer."""
        ours, theirs = self._placed()
        return sum(self._in(word, theirs.get(place, ())) for place, words in ours.items() for word in words)

    def _placed(self, *, same_verb: bool = False) -> tuple[Places, Places]:
        """What stands where around each act of the phrase, in the phrase and in the answer."""
        ours: Places = {}
        theirs: Places = {}
        for wanted, given, likeness in self.pairs:
            expected, there = self.stated.placed.get(wanted.start), self.theirs.position(given.start)
            if likeness < NEAR or expected is None or there is None:
                continue
            if same_verb and (base_of(wanted.text) != base_of(given.text) or base_of(wanted.text) in CAUSING):
                continue
            for place, word in expected:
                ours.setdefault((wanted.start, place), []).append(word)
            for found in map(self.theirs.act, self._same_acts(there)):
                for place, i in slots(self.theirs, found) if found is not None else ():
                    theirs.setdefault((wanted.start, place), []).append(self.theirs.words[i])
        return ours, theirs

    def _sentences(self) -> Collection[int]:
        return {given.sentence for _, given, _ in self.pairs}

    def _go_the_other_way(self) -> bool:
        """Whether a thing is at the other end of the same way in the answer: "to the West" beside "from West Berlin".

        Not where one text denies it: "voted against letting China into the UN" for "kept China out of it".
        """
        if not self.ours.ends:
            return False
        sentences = self._sentences()
        told = [(i, end) for i, end in self.theirs.ends if self.theirs.words[i].sentence in sentences]
        denies = self.stated.scope.undone if told else frozenset()
        for i, end in self.ours.ends:
            own = self.ours.words[i]
            found = {
                other
                for j, other in told
                if (own.stem == self.theirs.words[j].stem or _is_one_of(own, (self.theirs.words[j],)))
                and (own.start in denies) == (self.theirs.words[j].start in self.denied)
            }
            if found and end not in found:
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

    def _same_acts(self, at: int) -> list[int]:
        words = self.theirs.words
        places = self.theirs.places(base_of(words[at].text))
        near = places[bisect_left(places, at - FAR) : bisect_right(places, at + FAR)]
        return [i for i in near if words[i].sentence == words[at].sentence]

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
        )
        return 1 if turned else -shared

    def _is_felt_by_the_other(self, expected: Act, found: Act) -> bool:
        """Whether who fears in one text is frightened in the other: "the USA threatened China", "China feared it"; and so
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
        if free and any(self._same(word, head) and not self._in(word, their_dones) for word in patients):
            return found.direct or found.passive
        if not self._is_party(head) or (light and identity(head) not in self.asked.names):
            return False
        return any(self._in(d, their_dones) and self._is_party(d) for d in doers)

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
        if base_of(self.theirs.words[found.at].text) in LIGHT_BASES and not (found.direct and own is self.asked.doer):
            return False
        if self._is_sent(own, found):
            return False
        around = range(max(0, found.at - FAR), min(len(self.theirs.words), found.at + FAR))
        # "Chinese people" are people.
        near = (self.theirs.words[i] for i in around if i not in found.subject)
        return any(self._same(own, word) for word in near if word.sentence == other.sentence)

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
        return any(identity(own) == identity(word) for word in sentence)

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

    def _words(self, clauses: Clauses, places: tuple[int, ...]) -> tuple[Word, ...]:
        """The words at some places; of "Communist soldiers" the first, since soldiers are on every side."""
        known = clauses.parties.get(places)
        if known is None:
            words = clauses.words
            known = clauses.parties[places] = tuple(
                words[i]
                for i in places
                if words[i].number is None
                and not (i - 1 in places and words[i].text in MANY and identity(words[i - 1]) in self.asked.names)
            )
        return known

    def _same(self, ours: Word, theirs: Word) -> bool:
        return (ours.start, theirs.start) in self.alike or identity(ours) == identity(theirs)

    def _in(self, ours: Word, theirs: Sequence[Word]) -> bool:
        return bool(theirs) and any(self._same(ours, word) for word in theirs)

    def _shared(self, ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
        return any(self._in(word, theirs) for word in ours)

    def _is_somebody(self, word: Word) -> bool:
        return self._is_party(word) or word.text in ABOVE or word.text in BELOW

    def _is_party(self, word: Word) -> bool:
        return word.text in PEOPLE or word.capital or word.concept >= 0 or identity(word) in self.asked.names


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


def _is_one_of(word: Word, others: Sequence[Word]) -> bool:
    """Whether one of some words of the same text names the same."""
    return any(identity(word) == identity(other) for other in others)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who the question says does something; ``names`` are all parties of question and scheme."""

    question: Sequence[Word]
    doer: Word | None
    names: Collection[object]


def asked_of(ready: Compiled) -> Asked:
    """The parties of the question."""
    if ready.asked is None:
        ready.asked = _asked_of(ready.question, names_of(ready))
    found: Asked = ready.asked
    return found


def _asked_of(reading: Reading, names: Collection[object]) -> Asked:
    question, clauses = reading.words, Clauses(reading)
    for at in range(len(question)):
        act = clauses.act(at) if clauses.kinds[at] == "V" else None
        if act is None or not act.doers:
            continue
        doer = next((question[i] for i in act.doers if identity(question[i]) in names), None)
        if doer is not None:
            return Asked(question, doer, names)
    for at in range(len(question) - 2):
        if question[at].text in TASKS and question[at + 1].text == "of":
            doer = next((word for word in question[at + 2 : at + 5] if identity(word) in names), None)
            if doer is not None:
                return Asked(question, doer, names)
    return Asked(question, None, names)


TASKS = frozenset(
    "duty duties job jobs role roles task tasks power powers responsibility responsibilities function functions".split()
)
"""What one has to do, before "of" and who has to do it."""
