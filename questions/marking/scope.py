"""What a "not" in a text is about: words that are denied, openly or by a verb such as "prevent"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from questions.marking.antonyms import known_stems
from questions.marking.clauses import Clauses
from questions.marking.text import NEGATORS, Word, stem
from questions.marking.verbs import AUXILIARIES, BE, is_participle
from questions.marking.word_kinds import RELATIVES

OF_THINGS = frozenset("no none nobody nothing nor neither without nowhere".split())
"""Negators of a thing rather than of what is said about what comes before."""

ONLY = frozenset("only just merely simply doubt mans necessarily until wonder sooner 1".split())
"""Words after a "not" or "no" that is none: "not only", "no doubt", "no man's land"."""

AFTER_NO = frozenset(("matter",))
"""Those after a "no" alone: "no matter who", but "it did not matter"."""

REASONS = frozenset("because since that due".split())
UNTRUE = frozenset("myth lie untrue false wrong nonsense rubbish incorrect fiction rumour".split())
CALLING = frozenset("to say think claim believe".split())
"""Words between one of those and the "that" of what is untrue."""
TURNS = frozenset("but because although though whereas instead".split())
"""Words from which on a "not" before them no longer holds."""

THINKING = frozenset(
    stem(word)
    for word in """think thought believe believed say said know knew want wanted try tried mean meant intend plan hope
    expect feel felt claim need allow allowed let make made ask order force cause lead help seem""".split()
)
"""Verbs with what is thought, wished or caused: a "not" before them is about that too."""

HIDDEN = frozenset(
    stem(word)
    for word in """refuse fail decline unable unwilling incapable powerless prevent forbid forbidden forbade ban
    prohibit outlaw avoid block deny reject oppose resist abolish cancel lack deprive illegal stop halt cease forgot
    forget neglect discourage withhold withheld""".split()
)
"""Stems of words in which a "not" hides, about what comes after them; before them where they are passive."""

BE_NOT = frozenset("wasnt werent isnt arent aint wernt wasent isent arnt".split())
LEAVING = frozenset("leave leaves left leaving".split())
AMOUNTS = frozenset("many much few little badly".split())
"""Words between "so" and the "that" of what follows from it."""

JOINING = frozenset("so that because if unless when while".split())
"""Words after which another statement begins in the same clause."""

CAUSING = frozenset(
    stem(word)
    for word in "cause lead led start begin began reason factor explain explanation matter responsible".split()
)
"""Stems of what makes something a cause: "did not cause the war" denies what stands before it."""

ONE_OF_SEVERAL = frozenset("only main sole biggest chief first single whole real own alone itself themselves".split())
"""Words beside such a one that deny less: "not the only reason", "not on its own"."""

FINITE_AUXILIARIES = frozenset("was were is are had has got did".split())
JOINED = frozenset("and or nor to who which that they he she it we".split())
"""What begins another predicate; and the words before it that show it to be part of the same."""

NEXT = 3
"""Words after a "not" among which it says so."""

EXISTING = frozenset(stem(word) for word in "happen occur exist start begin began work come last end".split())
KEEPING = frozenset(
    stem(word)
    for word in "keep kept cut shut lock take took taken push drive drove break broke force move get got".split()
)
FEARS = frozenset("fear afraid worri scare threat danger fright frighten threaten".split())
UNLIKED = frozenset("want like wish trust let allow feel".split())
"""Stems of wishes: who does not wish something fears it."""

STATES = frozenset(stem(word) for word in "unable unwilling incapable powerless illegal lack".split())
"""Those of them that are no verbs."""

GIVING_UP = {"give": "up", "gave": "up", "giving": "up", "given": "up", "get": "rid", "got": "rid", "getting": "rid"}
SAYING = frozenset(("rather", "instead", "opposed", "far", "too", *GIVING_UP)) | LEAVING | UNTRUE
"""Words that may deny something together with those that follow."""

WEAK_WORDS = """
end seize confiscate close remove expel destroy collapse escape flee protect defend isolate hide hidden rather
instead withdraw surrender lose lost dismiss sack hard difficult hardly ruin cripple damage spoil kill die died dead
waste lowest least minimum maximum limit restrict until suspend scarce short shortage difficulty impossible blockade
embargo boycott only less few fewer escape exclude whether without
"""
WEAK = HIDDEN | frozenset(stem(word) for word in WEAK_WORDS.split())
"""Stems after which a phrase of the scheme may say the same as a "not" in the answer."""


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
        self.turned = [word for word in self.words if word.stem in turned]
        """The words that have an opposite."""
        self.no_causes: set[int] = set()
        """Offsets of the words for what is said to be no cause of what is asked about."""
        self._known: dict[frozenset[int], frozenset[int]] = {}
        for i, word in enumerate(self.words):
            if word.text in NEGATORS:
                if not is_idiom(self.words, i):
                    self._by_not(i)
            elif word.stem in HIDDEN and (clauses.kinds[i] == "V" or word.stem in STATES):
                self._by_verb(i)
            else:
                if word.text in SAYING:
                    self._by_saying(i)
                if word.stem in WEAK or (word.stem in KEEPING and self._keeps_out(i)):
                    self.weak.append(i)

    def denied(self, shared: Collection[int] = (), *, is_bare: bool = False) -> frozenset[int]:
        """Offsets of the denied words; two "not" cancel. ``shared`` are offsets of words that the other text has too:
        a verb that both have denies in neither. ``is_bare``: only names are compared, which such a verb does not deny.
        """
        if not self.cues:
            return frozenset()
        dropped = frozenset(cue.at for cue in self.cues if not cue.open and (is_bare or cue.at in shared))
        if dropped not in self._known:
            turns = [0] * (len(self.words) + 1)
            for cue in self.cues:
                for start, end in cue.covers if cue.at not in dropped else ():
                    turns[start] += 1
                    turns[end] -= 1
            depth = accumulate(turns)
            self._known[dropped] = frozenset(
                word.start for word, deep in zip(self.words, depth, strict=False) if deep % 2
            )
        return self._known[dropped]

    def perhaps(self, shared: Collection[int], *, fears: bool) -> frozenset[int]:
        """Offsets of what may be denied in other words; ``fears`` counts what is feared among it."""
        told = [self.words[i] for i in self.weak if self.words[i].start not in shared]
        weak = [i for i in self.weak if self.words[i].start not in shared]
        if fears:
            weak += [i for i, word in enumerate(self.words) if word.stem in FEARS]
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
                covered = (word for start, end in cue.covers for word in self.words[start:end] if word.is_content)
                first.update(islice((word.start for word in covered), most))
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

    @property
    def is_open(self) -> bool:
        """Whether the text has a "not" or its like."""
        return any(cue.open for cue in self.cues)

    def tells(self) -> bool:
        """Whether the text has a word of any kind that may say "not"."""
        return bool(self.cues or self.weak)

    def tells_of_not(self, stretch: Sequence[Word]) -> bool:
        """Whether a stretch has a word of any kind that may say "not"."""
        inside = {word.start for word in stretch}
        return any(cue.at in inside for cue in self.cues) or any(self.words[i].start in inside for i in self.weak)

    def _turn(self, at: int, *ranges: tuple[int, int], is_open: bool = True) -> None:
        within = sorted((max(0, start), min(end, len(self.words))) for start, end in ranges)
        covers = tuple((start, end) for start, end in within if start < end)
        self.cues.append(Cue(self.words[at].start, is_open, covers))

    def _weak_start(self, i: int) -> int:
        """Where begins what such a word is about: after it, but where it ends its clause or is passive."""
        words = self.words
        ends = self._end(i) == i + 1 or not any(word.is_content for word in words[i + 1 : self._end(i)])
        return self._start(i) if ends or self._is_passive(i) else i + 1

    def _after_relative(self, i: int) -> int:
        """Where the words before a "who broke the law" that begins at an index go on: "let priests ... be tried"."""
        words, kinds = self.words, self.clauses.kinds
        if i >= len(words) or words[i].text not in RELATIVES:
            return len(words)
        verbs = [j for j in range(i, self._sentence_end(i)) if kinds[j] == "V"]
        return verbs[1] if len(verbs) > 1 else len(words)

    def _keeps_out(self, i: int) -> bool:
        """ "Kept out of", "cut off", "took away"; "keeps the steam in" for "cannot get out"."""
        return any(word.text in ("out", "off", "away", "from", "aside", "in") for word in self.words[i + 1 : i + 6])

    def _by_not(self, i: int) -> None:
        words = self.words
        text = words[i].text
        if text == "nothing" and [word.text for word in words[i + 1 : i + 4]] == ["to", "do", "with"]:
            self._turn(i, (self._start(i), i), (i + 4, self._end(i + 4)))
            return
        if text == "nor" and any(cue.is_about(i) for cue in self.cues[-1:] if cue.open):
            return
        end = self._end(i, subject=text in OF_THINGS and text != "without")
        told = [j for j in range(i + 1, end) if words[j].is_content]
        is_plain = text not in OF_THINGS or (text == "no" and i > 0 and words[i - 1].text in BE)
        no_cause = is_plain and self._is_no_cause(i, end, told)
        if no_cause:
            self.no_causes.update(word.start for word in words[self._start(i) : i])
        if no_cause or (text not in OF_THINGS and not self._goes_on(i) and self._is_of_subject(i, told)):
            # "The truce was not agreed"; "that was not why".
            self._turn(i, (self._start(i), i), (i + 1, end))
        else:
            self._turn(i, (i + 1, end))

    def _is_of_subject(self, i: int, told: Sequence[int]) -> bool:
        """Whether a "not" denies that there is what comes before it: "the truce was not agreed", "it never began"."""
        if not told:
            # "It is against the law not to" says it of no law; "Stalin told them not to" does.
            return "V" in self.clauses.kinds[self._start(i) : i] or self.words[i + 1 : i + 2] == ()
        return self._is_passive(told[0]) or (len(told) == 1 and self.words[told[0]].stem in EXISTING)

    def _is_no_cause(self, i: int, end: int, told: Sequence[int]) -> bool:
        """Whether a "not" denies that what comes before it is why what is asked about came about: "the naval race did
        not cause the war", "that was not why there was a war"."""
        following = self.words[i + 1 : end]
        if not any(map(_names_a_cause, following[:NEXT])) or any(word.text in ONE_OF_SEVERAL for word in following):
            return False
        return all(word.stem in self.asked or word.stem in CAUSING for word in (self.words[j] for j in told))

    def _is_passive(self, i: int) -> bool:
        """Whether it is done to the subject: "was not agreed"."""
        words = self.words
        return is_participle(words[i].text) and any(w.text in BE or w.text in BE_NOT for w in words[max(0, i - 3) : i])

    def _by_verb(self, i: int) -> None:
        ranges = [(i + 1, self._end(i))]
        if self._is_passive(i) or self._end(i) == i + 1:
            ranges.append((self._start(i), i))
        self._turn(i, *ranges, is_open=False)

    def _by_saying(self, i: int) -> None:
        """ "It is a myth that ...", "rather than ...", "far from ...", "too weak to ..."."""
        words = self.words
        text = words[i].text
        following = words[i + 1].text if i + 1 < len(words) else ""
        if (text, following) in (("rather", "than"), ("instead", "of"), ("opposed", "to"), ("far", "from")):
            self._turn(i, (i + 2, self._first_end(i + 2)))
        elif (
            GIVING_UP.get(text) == following
            and following
            and words[i].clause == words[min(i + 2, len(words) - 1)].clause
        ):
            self._turn(i, (i + 2, self._end(i + 2)), is_open=False)
        elif text in LEAVING and self._is_left_to(i):
            self._turn(i, (i + 1, self._end(i)), is_open=False)
        elif text in UNTRUE:
            said = next((j for j in range(i + 1, min(i + 5, len(words))) if words[j].text not in CALLING), i)
            if words[said].text == "that":
                self._turn(i, (said, self._sentence_end(i)))
            elif self._end(i) == i + 1 and any(word.text in BE for word in words[max(0, i - 3) : i]):
                self._turn(i, (self._start(i), i))
        elif text == "too":
            to = next((j for j in range(i + 1, min(i + 4, len(words))) if words[j].text == "to"), None)
            if to is not None and to + 1 < len(words) and self.clauses.kinds[to + 1] == "V":
                self._turn(i, (to + 1, self._end(to + 1)), is_open=False)

    def _start(self, i: int) -> int:
        """Index of the first word of what a word is part of: its clause, or the rest of it after "if" or "so"."""
        words = self.words
        j = i
        while j > 0 and words[j - 1].clause == words[i].clause and words[j - 1].text not in JOINING:
            j -= 1
        return j

    def _is_left_to(self, i: int) -> bool:
        """ "Leaves choosing judges to the king": somebody else does it."""
        end = self._end(i)
        texts = [word.text for word in self.words[i + 1 : end]]
        return bool(texts) and texts[0].endswith("ing") and "to" in texts

    def _sentence_end(self, i: int) -> int:
        j = i + 1
        while j < len(self.words) and self.words[j].sentence == self.words[i].sentence:
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
        if i < len(self.words) and self.words[i].text in REASONS:
            return self._sentence_end(i)
        return end

    def _goes_on(self, i: int) -> bool:
        return i + 1 < len(self.words) and self.words[i + 1].text in REASONS

    def _end(self, i: int, *, subject: bool = False) -> int:
        """Index after the last word that a "not" at an index is about: the verb with what belongs to it."""
        words, kinds = self.words, self.clauses.kinds
        if i >= len(words):
            return i
        clause = words[i].clause
        sentence = words[i].sentence
        last = clause + 1 if words[i].text in NEGATORS and self._goes_on(i) else clause
        verbs = 0
        binds = False
        j = i + 1
        while j < len(words) and words[j].sentence == sentence:
            word = words[j]
            if word.clause > last:
                opens = word.text
                if any(words[k].text in NEGATORS for k in range(j, min(j + 2, len(words)))) and opens != "nor":
                    break
                listed = opens in ("or", "nor") or self._lists_on(i, j)
                if not (listed or (subject and opens in RELATIVES and verbs == 0)):
                    break
                last = word.clause
            if (word.text in TURNS and j > i + 1) or (word.text == "that" and self._is_so(i)):
                break
            has_verb = verbs > 0 and not binds and not subject
            if has_verb and word.text in FINITE_AUXILIARIES and words[j - 1].text not in JOINED:
                # "Who would not change got burnt": another statement.
                break
            if kinds[j] == "V" and word.text not in AUXILIARIES:
                joined = kinds[j - 1] == "A" or word.text.endswith("ing") or words[j - 1].text in ("or", "nor")
                if has_verb and not joined:
                    break
                verbs += 1
                following = words[j + 1].text if j + 1 < len(words) else ""
                binds = binds or (word.stem in THINKING and (following == "to" or not self._is_passive(j)))
            j += 1
        return j

    def _lists_on(self, i: int, j: int) -> bool:
        """Whether a clause at ``j`` goes on with a list that a "not" at ``i`` is about: not "and" with more that is
        done, "not built on sand, and strengthening bridges"."""
        words = self.words
        first = j + (words[j].text == "and")
        acts = first > j and any(word.text.endswith("ing") for word in words[first : first + 1])
        if acts and not any(word.text.endswith("ing") for word in words[i + 1 : j]):
            return False
        return self.clauses.goes_on(first)

    def _is_so(self, i: int) -> bool:
        """Whether a "not" stands after "so many": what follows from that is not denied."""
        words = self.words
        return any(
            words[k].text in ("so", "such") and words[k].sentence == words[i].sentence and words[k + 1].text in AMOUNTS
            for k in range(max(0, i - 6), i)
        )


def may_deny_a_cause(words: Sequence[Word]) -> bool:
    """Whether a "not" may say that something is no cause: asked first, since a scope takes long to work out."""
    return any(
        word.text in NEGATORS and any(_names_a_cause(after) for after in words[i + 1 : i + 1 + NEXT])
        for i, word in enumerate(words)
    )


def _names_a_cause(word: Word) -> bool:
    return word.stem in CAUSING or word.text == "why"


def is_idiom(words: Sequence[Word], i: int) -> bool:
    """Whether the "not" at ``i`` denies nothing: "not only", "or not", "for nothing", "out of nowhere"."""
    before = words[i - 1].text if i else ""
    after = words[i + 1].text if i + 1 < len(words) else ""
    if after in ONLY or before == "or" or (after in AFTER_NO and words[i].text == "no"):
        return True
    return words[i].text in OF_THINGS and before in {"for", "of"}
