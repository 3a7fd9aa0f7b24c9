"""Who does what to whom in a text, clause by clause, by the order of its words: no more than the guards need."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from questions.marking.language.lazy import lazy
from questions.marking.language.pronouns import meant_by
from questions.marking.language.text import Reading, Word, stem
from questions.marking.language.verbs import (
    AUXILIARIES,
    BE,
    DETERMINERS,
    PREPOSITIONS,
    base_of,
    is_alone,
    is_only_participle,
    is_participle,
    is_past,
    names_an_act,
)
from questions.marking.language.word_kinds import CAUSATIVES, GIVING, JOINS, MANNER, RELATIVES, kinds_of

STOPS = frozenset("because but although though whereas while if when unless until so where why how then".split())
"""Words that end what a verb is about."""

HAVING, MOST_HAD = frozenset("have has had having get gets got getting".split()), 8
"""Verbs of who has something done, and words between them and what is done, at most."""

OWN = frozenset("its their his her our my your".split())
"""Words between those verbs and what belongs to who may only suffer it: "Germany had its army limited"."""

MEANS = frozenset("surprise force mistake accident chance night day land sea air".split())
"""What is said by "by" of how something is done: "taken by surprise"."""

PREFIXES = frozenset("re co pre over under out un".split())
"""What a hyphen joins to a verb that is one all the same."""

ASKING = frozenset(
    map(
        base_of,
        "ask beg press pressure urge force make persuade want need help support advise warn tell allow let".split(),
    )
)
"""What is done to one who then does something himself: "the lords were forced by the peasants to offer more"."""

SENDING = frozenset(map(base_of, "send use order command lead pay hire train get".split()))
"""The same for the one who has it done: "the Vikings were paid by the kings to leave"."""

MOST_CARRIED = 8
"""Verbs in a row that may have the subject of the first."""

MOST_OF_THING = 6
"""Words of one thing with what describes it, and the one before it, at most."""

MOST_LEFT = 30
"""Words to the left of a verb among which its subject is looked for."""


class Act(NamedTuple):
    """Something that is done: the index of its word, of those who do it and of those to whom, the nearest first.

    ``subject`` are the words before a verb, ``direct`` says that an object follows it with no preposition, ``named``
    that a noun has its doers by "by" or as a subject, ``open`` that somebody does it whom the text calls by a pronoun
    that could not be told.
    """

    at: int
    doers: tuple[int, ...]
    dones: tuple[int, ...]
    subject: tuple[int, ...] = ()
    passive: bool = False
    open: bool = False
    named: bool = False
    direct: bool = False


class Clauses:
    """The acts of a text. Each is worked out when it is asked for; time is linear in the text."""

    def __init__(self, reading: Reading, *, is_scheme: bool = False) -> None:
        self.reading = reading
        self.text = reading.text
        self.words = reading.words
        self.is_scheme = is_scheme
        self.parties: dict[tuple[int, ...], tuple[Word, ...]] = {}
        """Who is named at some places, as roles.py sees them."""
        self._acts: dict[int, Act | None] = {}
        self._depth = 0

    @lazy
    def kinds(self) -> list[str]:
        """The kind of each word; see ``kinds_of``. What a hyphen joins to a word only describes: "American-owned"."""
        kinds = kinds_of(self.words)
        if "-" in self.text:
            for i in range(1, len(kinds)):
                if kinds[i] == "V" and self._only_describes(i):
                    kinds[i] = "N"
        return kinds

    def _only_describes(self, i: int) -> bool:
        joined = i > 0 and self.text[self.words[i - 1].end : self.words[i].start] == "-"
        return joined and self.words[i - 1].text not in PREFIXES

    @lazy
    def bys(self) -> Sequence[int]:
        """The indexes of "by"."""
        return [i for i, word in enumerate(self.words) if word.text == "by"]

    @lazy
    def ends(self) -> Sequence[tuple[int, bool]]:
        """Things after "from", "to" and the like, each with whether it is where something comes from."""
        return [
            (i, self._leads_away(at))
            for at, word in enumerate(self.words)
            if self._leads_away(at) or word.text in TOWARDS or self._leads_for(at)
            for i in self._named_after(at)
        ]

    def _leads_away(self, at: int) -> bool:
        """Whether a word tells where something comes from: "from", "out of"."""
        text = self.words[at].text
        return text == "from" or (text == "of" and words_before(self.words, at) == "out") or text in LEAVING

    def _leads_for(self, at: int) -> bool:
        """Whether a word is the "for" of where somebody leaves to."""
        before = self.words[max(0, at - MOST_LEAVING) : at] if self.words[at].text == "for" else ()
        return any(word.text in LEAVING and word.clause == self.words[at].clause for word in before)

    @lazy
    def ways(self) -> Sequence[tuple[int, int]]:
        """Where somebody or something goes from, and where to: "from the villages to the cities"."""
        words = self.words
        starts = [start for at, word in enumerate(words) if word.text == "from" and (start := self._thing_after(at))]
        return [
            (start, end)
            for start in starts
            for at in range(start + 1, min(len(words), start + 3))
            if words[at].text in TOWARDS and (end := self._thing_after(at))
        ]

    def _thing_after(self, at: int) -> int:
        """The index of the first word of content after a small word, in its clause; 0 for none."""
        words = self.words
        following = range(at + 1, min(len(words), at + 4))
        return next((i for i in following if words[i].is_content and words[i].clause == words[at].clause), 0)

    def _named_after(self, at: int) -> list[int]:
        words, kinds = self.words, self.kinds
        found: list[int] = []
        for i in range(at + 1, min(len(words), at + 5)):
            if words[i].clause != words[at].clause or kinds[i] not in "ND" or (found and not words[i].capital):
                break
            if kinds[i] == "N" and words[i].is_content and words[i].number is None:
                found.append(i)
        return found

    def position(self, start: int) -> int | None:
        """The index of the word at an offset."""
        return self._positions.get(start)

    @lazy
    def _positions(self) -> dict[int, int]:
        return {word.start: i for i, word in enumerate(self.words)}

    def is_verb(self, start: int) -> bool:
        """Whether the word at an offset is a verb."""
        at = self.position(start)
        return at is not None and self.kinds[at] == "V"

    def places(self, base: str) -> Sequence[int]:
        """The indexes of the words that are forms of a verb, by ``base_of``."""
        return self._places.get(base, ())

    @lazy
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            places.setdefault(base_of(word.text), []).append(i)
        return places

    def tied_by(self, start: int) -> list[str]:
        """The small words right behind the word at an offset that say how what follows belongs to it: "could be"."""
        at = (self.position(start) or 0) + 1
        following = takewhile(lambda word: word.text in TYING, self.words[at : at + MOST_TYING])
        return [word.text for word in following]

    def act(self, at: int) -> Act | None:
        """What is done by the word at an index; None where it is no act."""
        if at not in self._acts:
            if self.words[at].text in PARTICLES:
                # "The army was pushed back to the south": nobody backs anything.
                self._acts[at] = None
            elif self.kinds[at] == "V":
                self._acts[at] = self._verb(at)
            else:
                names = names_an_act(self.words[at].text) and not self._only_describes(at)
                self._acts[at] = self._noun(at) if names else None
        return self._acts[at]

    def group_start(self, at: int) -> int:
        """Index of the first word of the verb group."""
        first = at
        while first > 0 and self._in_group(first - 1) and self.words[first - 1].sentence == self.words[at].sentence:
            first -= 1
        return first

    def _in_group(self, i: int) -> bool:
        text = self.words[i].text
        return self.kinds[i] == "A" or text in MANNER or (text.endswith("ly") and self.kinds[i] != "V")

    def _verb(self, at: int) -> Act:
        words = self.words
        first = self.group_start(at)
        group = [words[i].text for i in range(first, at)]
        placed = self._right(self._last_joined(at))
        right = [i for i, _ in placed]
        by = next((i for i, place in placed if self._after(place, ("by",)) and words[place].text not in MEANS), None)
        passive = is_participle(words[at].text) and (any(text in BE for text in group[-3:]) or by is not None)
        if group[:1] == ["to"] or (words[at].text.endswith("ing") and not group):
            left, unknown = self._of_infinitive(first, at)
        else:
            left, unknown = self._left(first)
            passive = passive or (not group and is_participle(words[at].text) and self._joins_passive(first))
        if not group and (caused := self._caused(at)) is not None:
            having, things = caused
            whose = self._left(self.group_start(having))[0]
            agents = self._agents(right, by)
            if agents or words[having + 1].text in OWN:
                return Act(at, agents, (*things, *whose), things, passive=True)
            return Act(at, whose, things, things, passive=True)
        if not passive:
            if self._leaves_out_were(at, right, group):
                return Act(at, (), (*left, *right), left, passive=True)
            return Act(at, left, tuple(i for i in right if i != by), left, open=unknown, direct=self._has_object(at))
        agents = self._agents(right, by)
        patients = (*left, *(i for i in right if i not in agents))
        return Act(at, agents, patients, left, passive=True)

    def _caused(self, at: int) -> tuple[int, tuple[int, ...]] | None:
        """Where it is said that somebody had it done, and to what: "Elizabeth had Mary executed"; None if it is not."""
        words, kinds = self.words, self.kinds
        if not is_participle(words[at].text) or not is_past(words[at].text) or is_alone(words[at].text):
            # "Had people pay": they pay.
            return None
        i = at - 1
        while i >= 0 and at - i < MOST_HAD and words[i].sentence == words[at].sentence:
            if kinds[i] not in "DN" and words[i].text != "of":
                break
            i -= 1
        things = tuple(j for j in range(i + 1, at) if kinds[j] == "N")
        if i < 0 or not things or kinds[i] != "V" or words[i].text not in HAVING:
            return None
        return i, things

    def _last_joined(self, at: int) -> int:
        """The verb after which stands what several verbs in a row are done to: "shot and killed workers"."""
        words, kinds = self.words, self.kinds
        if at + 2 < len(words) and words[at + 1].text == "and" and kinds[at + 2] == "V":
            return at + 2
        return at

    def _leaves_out_were(self, at: int, right: Sequence[int], group: Sequence[str]) -> bool:
        """Whether a passive has no "were": "missionaries expelled" in a scheme, "land taken from them" anywhere; not
        "Papen thought that", nor "shot and killed the workers"."""
        words, kinds = self.words, self.kinds
        text = words[at].text
        if group or not is_participle(text) or is_alone(text) or self._is_of_relative(at):
            return False
        following = words[at + 1].text if at + 1 < len(words) else ""
        if is_only_participle(text) and not self._has_object(at):
            return True
        if not self.is_scheme:
            return False
        if right:
            return following == "to" and base_of(text) in GIVING
        if following == "and" and self._begins_clause(at + 2):
            return False
        return not following or kinds[at + 1] in "PD" or following in JOINS

    def _begins_clause(self, i: int) -> bool:
        """Whether a thing and a small word of a verb stand at an index: "shouted and all villagers had to help"."""
        start = i
        while i < len(self.words) and self.kinds[i] in "DN":
            i += 1
        return start < i < len(self.words) and self.kinds[i] == "A" and self.words[i].text not in BE

    def _is_of_relative(self, at: int) -> bool:
        """Whether a verb has its subject after a "that": "money that kings paid to the Vikings"."""
        i = self._before_thing(at)
        return 0 < i < at - 1 and self.words[i].text in RELATIVES and self.kinds[i - 1] == "N"

    def _before_thing(self, at: int) -> int:
        """The index of the word before the thing that stands right before an index; -1 where the sentence opens with
        it."""
        i, first = at - 1, max(-1, at - MOST_OF_THING)
        while i > first and self.kinds[i] in "DN" and self.words[i].sentence == self.words[at].sentence:
            i -= 1
        return i if i >= 0 and self.words[i].sentence == self.words[at].sentence else -1

    def _has_object(self, at: int) -> bool:
        """Whether an object follows with no preposition but the verb's own: "closed down the abbeys"."""
        i = at + 1
        if i < len(self.words) and self.words[i].text in PARTICLES:
            i += 1
        while i < len(self.words) and self.kinds[i] == "D":
            i += 1
        return i < len(self.words) and self.kinds[i] in "NO" and self.words[i].clause == self.words[at].clause

    def objects(self, act: Act) -> tuple[int, ...]:
        """Of what an act is done to, what stands right after it, before any preposition."""
        if act.passive or not act.direct:
            return ()
        inside: list[int] = []
        for i in act.dones:
            if i > act.at and (not inside or self._joined(inside[-1], i)):
                inside.append(i)
        return tuple(inside)

    def _agents(self, right: Sequence[int], by: int | None) -> tuple[int, ...]:
        """Who does it, from the one after "by" on; that one may stand far before, where a pronoun names it."""
        if by is None:
            return ()
        inside = [by]
        for i in right[right.index(by) + 1 :]:
            if i > inside[-1] and self._joined(inside[-1], i):
                inside.append(i)
        return tuple(inside)

    def _joined(self, a: int, b: int) -> bool:
        """Whether two things stand side by side, or with "and" or "of" between."""
        between = [self.words[i].text for i in range(a + 1, b)]
        return all(text in DETERMINERS or text in ("and", "or", "of") for text in between) and len(between) <= 3

    def _joins_passive(self, first: int) -> bool:
        """Whether "and" joins a verb to one in the passive: "were shot or sent"."""
        if words_before(self.words, first) not in ("and", "or"):
            return False
        before = self._verb_before(first)
        known = None if before is None or first - before > 3 else self.act(before)
        return known is not None and known.passive

    def _right(self, at: int) -> tuple[tuple[int, int], ...]:
        """Things after a verb, up to the next verb, each with the place of the word that names it."""
        words, kinds = self.words, self.kinds
        result: list[tuple[int, int]] = []
        for i in range(at + 1, min(len(words), at + MOST_LEFT)):
            word = words[i]
            if word.sentence != words[at].sentence or word.text in STOPS:
                break
            if kinds[i] == "V" or (kinds[i] == "A" and word.text not in ("to", "not", "never")):
                break
            if word.clause != words[at].clause and word.text not in ("and", "as") and not self.goes_on(i):
                break
            if kinds[i] == "N":
                result.append((i, i))
            elif kinds[i] == "O":
                found = meant_by(words, kinds, i)
                if found is not None:
                    result.append((found, i))
        return tuple(result)

    def goes_on(self, i: int) -> bool:
        """Whether the clause of a word only goes on with a list: no verb in it before its end."""
        words, kinds = self.words, self.kinds
        for j in range(i, min(len(words), i + 12)):
            if words[j].clause != words[i].clause:
                return True
            if kinds[j] in "VA":
                return False
        return True

    def _left(self, first: int) -> tuple[tuple[int, ...], bool]:
        """The subject that ends before a verb group, head first, and whether it is a pronoun nobody can tell."""
        words, kinds = self.words, self.kinds
        of_all = self._is_of_all(first - 1)
        if of_all or (first and words[first - 1].text in ("and", "or", "but", "then")):
            left, unknown = self._carried(first)
            return left, unknown or of_all
        found: list[int] = []
        i = first - 1
        while i >= 0 and first - i < MOST_LEFT and words[i].sentence == words[first].sentence:
            if not found and (kinds[i] == "O" or words[i].text in RELATIVES):
                if kinds[i] == "O" or i == 0 or not (kinds[i - 1] == "N" or words[i - 1].text in RELATIVES):
                    meant = meant_by(words, kinds, i)
                    return ((meant,) if meant is not None else ()), True
            elif kinds[i] == "N":
                found.append(i)
            elif kinds[i] == "V":
                start = self._before_relative(i, first)
                if start is None:
                    break
                found = []
                i = start
                continue
            elif self._parts(i, found=bool(found)):
                # Also "Belgium, which Britain had promised to defend": it is done to the thing before "which".
                break
            i -= 1
        if not found:
            return self._carried(first)
        heads = [j for j in found if not self._is_of_another(j, first)]
        return tuple(dict.fromkeys((*heads, *found))), False

    def _before_relative(self, at: int, first: int) -> int | None:
        """Where the subject goes on before a verb that only describes it: "workers who joined a union were sacked",
        "leaders trained in Moscow ruled"; None where the verb has a subject of its own.
        """
        words, kinds = self.words, self.kinds
        if words[at].text in CAUSATIVES and "N" in kinds[at + 1 : first]:
            # "A law that made settlers give land": they give it.
            return None
        start = self.group_start(at)
        if start == at and at and kinds[at - 1] == "N" and kinds[at + 1] == "P" and is_participle(words[at].text):
            return at - 1
        if start and words[start - 1].text in RELATIVES and kinds[first - 1] not in "CO":
            return start - 2
        return None

    def _is_of_all(self, i: int) -> bool:
        """Whether a "which" means all that was said, and so who did it: "fled through Berlin, which damaged them"."""
        words = self.words
        if i <= 0 or words[i].text != "which" or "," not in self.text[words[i - 1].end : words[i].start]:
            return False
        j = self._before_thing(i)
        return j >= 0 and words[j].text in AROUND

    def _parts(self, i: int, *, found: bool) -> bool:
        """Whether a word ends the search for a subject to the left."""
        text = self.words[i].text
        if text in STOPS or (self.kinds[i] == "A" and text != "to") or (found and text in RELATIVES and text != "who"):
            return True
        return text in ("and", "or") and found and not (i > 0 and self.kinds[i - 1] == "N")

    def _carried(self, first: int) -> tuple[tuple[int, ...], bool]:
        """The subject of the verb before, for "and" with a verb that has none of its own; also of a plain "is"."""
        before = self._verb_before(first)
        if before is None:
            return self._of_being(first)
        if self._depth > MOST_CARRIED:
            return (), False
        self._depth += 1
        known = self.act(before)
        self._depth -= 1
        return ((known.doers if not known.passive else known.dones), known.open) if known else ((), False)

    def _of_being(self, first: int) -> tuple[tuple[int, ...], bool]:
        """The subject of an "is" before "and" and an index: "the plate is oceanic and is forced"."""
        words = self.words
        at = next((i for i in range(first - 2, max(0, first - MOST_LEFT), -1) if words[i].text in BE), 0)
        if not at or words[first - 1].text != "and" or words[at].sentence != words[first].sentence:
            return (), False
        return self._left(self.group_start(at))

    def _verb_before(self, first: int) -> int | None:
        for i in range(first - 1, max(-1, first - MOST_LEFT), -1):
            if self.words[i].sentence != self.words[first].sentence:
                return None
            if self.kinds[i] == "V":
                return i
        return None

    def _of_infinitive(self, first: int, at: int) -> tuple[tuple[int, ...], bool]:
        """Who does what is said by "to ..." or "...ing": the object of the verb before, else its subject."""
        before = self._verb_before(first)
        if before is None:
            return self._left(first) if first and self.kinds[first - 1] == "N" else ((), False)
        if (first and words_before(self.words, first) in CARRYING) or self._is_spent(before, at):
            return self._carried(first)
        things = [i for i in range(before + 1, first) if self.kinds[i] == "N"]
        plain = [i for i in things if not self._is_of_another(i, first) or self._after(i, ("on", "for"))]
        told = [meant_by(self.words, self.kinds, i) for i in range(before + 1, first) if self.kinds[i] == "O"]
        if plain and base_of(self.words[before].text) in ASKING | SENDING:
            known = self.act(before)
            if known is not None and known.passive and known.subject:
                # "The Vikings were paid by the kings to leave."
                return known.subject, False
        if plain:
            return (plain[-1], *(i for i in plain[:-1] if self._joined(i, plain[-1]))), False
        if told and told[-1] is not None:
            return (told[-1],), False
        left, unknown = self._carried(first)
        return left, unknown

    def _is_spent(self, before: int, at: int) -> bool:
        """Whether who loses or spends something does what is said by "...ing": "lost men fighting the Vikings"."""
        return base_of(self.words[before].text) in SPENDING and self.words[at].text.endswith("ing")

    def _after(self, i: int, texts: Sequence[str]) -> bool:
        j = self._before_thing(i)
        return j >= 0 and self.words[j].text in texts

    def _is_of_another(self, i: int, end: int) -> bool:
        """Whether a thing only belongs to another: after a preposition, or before the word it describes."""
        if i + 1 < end and self.kinds[i + 1] == "N":
            return True
        j = self._before_thing(i)
        return j >= 0 and self.kinds[j] == "P"

    def _noun(self, at: int) -> Act | None:
        """An act told by a noun: "the American invasion of Cuba", "pressure by Stalin", "made demands on Japan"."""
        words, kinds = self.words, self.kinds
        doers = self._owners(at)
        i = at - 1
        while i >= 0 and kinds[i] == "D":
            i -= 1
        named = not doers and i >= 0 and kinds[i] == "V" and base_of(words[i].text) in CARRIERS
        if named:
            known = self.act(i)
            doers = list(known.doers) if known else []
        dones: list[int] = []
        for i in range(at + 1, min(len(words), at + 8)):
            if words[i].sentence != words[at].sentence or (kinds[i] not in "NDP" and words[i].text != "to"):
                break
            if kinds[i] == "N" and self._after(i, ("by",) if stem(words[at].text) in PARTINGS else ("by", "from")):
                doers.append(i)
                named = True
            elif kinds[i] == "N" and (self._after(i, ABOUT) or stem(words[at].text) in OF_WHOM):
                dones.append(i)
        return Act(at, tuple(doers), tuple(dones), named=named) if doers or dones else None

    def _owners(self, at: int) -> list[int]:
        """Things before a noun that belong to it, with numbers between: "Japan's twenty-one demands"."""
        words, kinds = self.words, self.kinds
        found: list[int] = []
        i = at - 1
        while i >= 0 and words[i].sentence == words[at].sentence and at - i < 5:
            if kinds[i] == "N":
                found.append(i)
            elif words[i].number is None and words[i].text != "one":
                break
            i -= 1
        return found


TYING, MOST_TYING = AUXILIARIES | PREPOSITIONS, 5
"""Small words that tie others together, and so many of them at most."""

CARRYING = frozenset("by without after before for of in when and or then".split())
"""Words before "...ing" of who does what was told before: "after fighting and marching"."""

SPENDING = frozenset(map(base_of, "lose spend waste".split()))

LEAVING = frozenset("leave leaves left leaving flee flees fled fleeing quit quits quitting".split())
MOST_LEAVING = 5
"""Verbs of who comes from what they are followed by, and words between them and a "for"."""

AROUND = frozenset("through via".split())
"""Words before the way that something takes, which is seldom what does something then."""

TOWARDS = frozenset("to into towards toward onto".split())

PARTICLES = frozenset("down up out off away back over".split())


def words_before(words: Sequence[Word], i: int) -> str:
    """The text of the word before an index."""
    return words[i - 1].text if i else ""


PARTINGS = frozenset(
    stem(word) for word in "divorce annulment independence separation freedom escape withdrawal".split()
)
"""Acts whose "from" names what one is parted from, not who does it."""
ABOUT = ("on", "against", "to", "over", "for")
CARRIERS = frozenset("make put have give take launch receiv pay show".split())
"""Verbs that carry an act told by a noun: "made demands on", "put pressure on"."""

OF_WHOM = frozenset(
    "fear resent hatr hate threat control overthrow invas defenc critic persecut destruct abolit captur murder".split()
)
"""Stems of acts that are done to whom "of" names."""
