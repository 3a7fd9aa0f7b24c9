"""What likeness of words cannot see: "not", opposites, who did what to whom, numbers, offering both sides.

Each check looks at one phrase of the scheme beside one stretch of the answer, word aligned with word.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from questions.marking.antonyms import known_stems, opposites
from questions.marking.compiled import Compiled, Side
from questions.marking.text import ENDINGS, NEGATORS, REFUSALS, Word

Pairs = Sequence[tuple[Word, Word, float]]
"""Word of the scheme, word of the answer aligned with it, and how alike they are."""

NEGATED, ROLES, NUMBERS, HEDGED, COPIED, ESSENTIAL = "negated", "roles", "numbers", "hedged", "copied", "essential"

YEARS = (1000.0, 2100.0)
YEARS_NEAR = 10.0
"""A year further than this from every year of question and scheme belongs to another story."""

THIN = 0.2
"""Share of what a phrase tells, names apart, that must be there in some form."""

SHORT, CLOSE = 3, 0.35
"""Of a phrase of up to this many terms the rarest must be matched this well: "the House" is not its Speaker."""

MODEL_ANSWER = 12
"""Terms from which a phrase is a model answer of several statements: one word turned round does not turn all of it."""

JOINED = frozenset(("and", "or"))
BE = frozenset("was were be been being is are got get gets".split())
IRREGULAR = frozenset("beaten sent sold bought taught led held kept lost won told made put cut hit paid met".split())
PEOPLE = frozenset(
    """teacher teachers parent parents student students pupil pupils soldier soldiers troops army navy peasant peasants
    farmer farmers official officials worker workers woman women man men girl girls boy boys child children government
    leader leaders king queen emperor president people doctor doctors patient patients landlord landlords husband wife
    husbands wives pilot pilots general generals minister ministers missionary missionaries enemy enemies ally allies
    slave slaves owner owners employer employers colonists settlers police rebels citizens voters congress senate court
    predator prey host parasite buyer seller sparrows insects family families""".split()
)
"""People and groups without a name of their own."""


def is_year(number: float) -> bool:
    """Whether a number may be a year."""
    return YEARS[0] <= number <= YEARS[1] and number == int(number)


def is_negated(side: Side, pairs: Pairs, stretch: Sequence[Word], actors: Collection[object]) -> bool:
    """Whether the stretch says the opposite of the phrase.

    It does where an opposite stands for a word of the phrase, or "not" covers most of the aligned
    words on one side only; both together cancel. The doers and done-to are the same either way, so
    they do not count beside a word that says what was done. Where the phrase itself hides a "not"
    ("banned"), "not" in the answer agrees with it.
    """
    telling = [pair for pair in pairs if identity(pair[0]) not in actors] or list(pairs)
    opposite = any(
        wanted.negated == given.negated and opposites(wanted.stem, given.stem)
        for wanted, given, _ in telling
        if wanted.stem not in {word.stem for word in stretch}
    )
    if (opposite or _has_opposite(side, pairs, stretch)) and len(side.words) < MODEL_ANSWER:
        return True
    turned = sum(likeness for wanted, given, likeness in telling if _differs(wanted, given))
    kept = sum(likeness for wanted, given, likeness in telling if not _differs(wanted, given))
    if turned > 0 and turned >= (kept if len(side.words) < MODEL_ANSWER else 2 * kept):
        named = {wanted.start for wanted, _, likeness in pairs if likeness >= 0.8}
        return not any(word.stem in ENDINGS and word.start not in named for word in side.reading.words)
    return _is_refused(side, telling, stretch)


def _differs(wanted: Word, given: Word) -> bool:
    return (wanted.negated != given.negated) != opposites(wanted.stem, given.stem)


def _has_opposite(side: Side, pairs: Pairs, stretch: Sequence[Word]) -> bool:
    """Whether a word of the stretch is the opposite of a word of the phrase that is missing from the stretch."""
    aligned = {wanted.start for wanted, given, likeness in pairs if likeness >= 0.8}
    used = {given.start for _, given, likeness in pairs if likeness >= 0.8}
    missing = [word for word in side.words if word.start not in aligned]
    if len(side.words) < 2 * len(missing):
        return False
    return any(
        wanted.negated == word.negated and opposites(wanted.stem, word.stem)
        for word in stretch
        if word.stem in known_stems() and word.start not in used
        for wanted in missing
    )


def _is_refused(side: Side, telling: Pairs, stretch: Sequence[Word]) -> bool:
    """Whether "refused to" or the like stands before the aligned words, and the phrase knows nothing of it."""
    if any(word.stem in ENDINGS or word.text in NEGATORS for word in side.reading.words):
        return False
    refusals = [word for word in stretch if word.stem in REFUSALS and not word.negated]
    return any(
        word.clause == given.clause and word.start < given.start
        for word in refusals
        for _, given, _ in telling
        if given.start != word.start
    )


def has_wrong_number(ready: Compiled, side: Side, stretch: Sequence[Word]) -> bool:
    """Whether a number of the stretch contradicts the phrase, or a year lies far from the question's story."""
    wanted = {word.number for word in side.reading.words if word.number is not None}
    given = {word.number for word in stretch if word.number is not None}
    asked = {word.number for word in ready.question.words if word.number is not None}
    for kind in (True, False):
        ours = {number for number in wanted if is_year(number) == kind}
        theirs = {number for number in given if is_year(number) == kind} - asked
        if ours - asked and theirs and not (ours & given):
            return True
    years = {number for number in asked if is_year(number)}
    if not years:
        return False
    years |= {row.number for row in ready.rows if row.number is not None and is_year(row.number)}
    strange = {
        word.number
        for before, word in zip([None, *stretch], stretch, strict=False)
        if word.number is not None and is_year(word.number) and (before is None or before.text not in {"since", "from"})
    }
    low, high = min(years) - YEARS_NEAR, max(years) + YEARS_NEAR
    return bool(strange) and not any(low <= year <= high for year in strange)


def identity(word: Word) -> object:
    """What makes two names the same: a synonym group, or the first letters ("China", "Chinese")."""
    if word.concept >= 0:
        return word.concept
    return word.stem[:4] if word.capital and word.text not in PEOPLE else word.stem


def has_swapped_roles(
    side: Side,
    stretch: Sequence[Word],
    names: frozenset[object],
    pairs: Pairs,
    question: Sequence[Word],
    *,
    both: bool = True,
) -> bool:
    """Whether doer and done-to changed places around a word that phrase and answer share.

    ``names`` identifies the people, places and groups of the scheme and question. "A beat B" beside
    "B beat A" is swapped, beside "B was beaten by A" it is not. ``both``: the answer must name both.
    """
    parties = _parties(question, names)
    if both and _tells_the_reverse(side, stretch, names, parties):
        return True
    for wanted, given, likeness in pairs:
        if likeness < 0.5 or wanted.number is not None:
            continue
        ours = roles(side.reading.words, wanted.start, names)
        theirs = roles(stretch, given.start, names)
        if ours.crosses(theirs):
            return True
        if identity(wanted) in names:
            continue
        their_doer, their_done = theirs.doer, theirs.done
        if ours.is_bare and len(parties) > 1:
            ours = Roles((parties[0],), (parties[1],))
        if likeness >= 0.8 and their_doer in parties and set(ours.doers) & set(parties) and side.role == "answer":
            there = {identity(word) for word in stretch if word.clause == given.clause}
            if not there & set(ours.doers) and wanted.concept < 0:
                return True
        if not (both and (their_doer is None or their_done is None)) and ours.is_swapped(their_doer, their_done):
            return True
    return False


@dataclass(frozen=True, slots=True)
class Roles:
    """Who does something and to whom, each the nearest first."""

    doers: tuple[object, ...]
    dones: tuple[object, ...]

    @property
    def doer(self) -> object | None:
        """The nearest doer."""
        return self.doers[0] if self.doers else None

    @property
    def done(self) -> object | None:
        """The nearest done-to."""
        return self.dones[0] if self.dones else None

    @property
    def is_bare(self) -> bool:
        """Whether nobody is named."""
        return not self.doers and not self.dones

    def is_swapped(self, doer: object | None, done: object | None) -> bool:
        """Whether a doer here is done to there, or the other way round."""
        done_to = done is not None and done in self.doers and doer not in self.doers
        return done_to or (doer is not None and doer in self.dones and done not in self.dones)

    def crosses(self, other: Roles) -> bool:
        """Whether the other has the same two, each in the other's place."""
        return any(
            doer != done and doer in other.dones and done in other.doers and doer not in other.doers
            for doer in self.doers
            for done in self.dones
        )


def _parties(question: Sequence[Word], names: Collection[object]) -> list[object]:
    """The names in the question, in their order."""
    told = [word for word in question[1:] if word.capital or word.concept >= 0]
    return list(dict.fromkeys(identity(word) for word in told if identity(word) in names))


def _tells_the_reverse(
    side: Side, sentence: Sequence[Word], names: Collection[object], parties: Sequence[object]
) -> bool:
    """Whether the answer begins with the second party of the question and goes on to the first.

    "How did A help B?" - "B sold A guns". Not where the phrase itself begins with B.
    """
    if len(parties) < 2 or parties[1] in {identity(word) for word in side.reading.words[:2]}:
        return False
    told = [(i, identity(word)) for i, word in enumerate(sentence) if identity(word) in names]
    if not told or told[0][0] > 3 or told[0][1] != parties[1]:
        return False
    return any(who == parties[0] for _, who in told) and "by" not in {word.text for word in sentence}


def roles(words: Sequence[Word], start: int, names: Collection[object]) -> Roles:
    """Doers and done-to of the word at offset ``start``: the names before it in its sentence, those after it in its
    clause; turned round in the passive.
    """
    position = next((i for i, word in enumerate(words) if word.start == start), None)
    if position is None:
        return Roles((), ())
    here = words[position]
    inside = [i for i, word in enumerate(words) if word.sentence == here.sentence and _is_name(word, names)]
    before = [i for i in reversed(inside) if i < position]
    after = [i for i in inside if i > position and words[i].clause == here.clause]
    first = tuple(dict.fromkeys(_whose(words, i, names) for i in before))
    second = tuple(dict.fromkeys(_whose(words, i, names) for i in after))
    passive = any(word.text in BE for word in words[max(0, position - 2) : position]) and (
        here.text.endswith(("ed", "en", "wn")) or here.text in IRREGULAR
    )
    by = bool(after) and any(word.text == "by" for word in words[position : after[0]])
    if passive:
        return Roles(second if by else (), first)
    return Roles(second, first) if by else Roles(first, second)


def _is_name(word: Word, names: Collection[object]) -> bool:
    return identity(word) in names or word.text in PEOPLE


def offers_both_sides(ready: Compiled, stretch: Sequence[Word], rest: str) -> bool:
    """Whether the stretch leaves open which of two things it says."""
    texts = [word.text for word in stretch]
    if "either" not in {word.text for word in ready.question.words}:
        for i, text in enumerate(texts):
            if text == "either" and "or" in texts[i:]:
                return True
    joined = " ".join(texts)
    if "or" in texts and any(word.text == "maybe" for word in stretch) and any(word.negated for word in stretch):
        return True
    return any(mark in joined for mark in ("or not", "one or the other", "could or could not", "not sure which")) or (
        "or" in texts and any(mark in rest for mark in ("not sure which", "it depends", "i forget", "dont know which"))
    )


def adds_to_question(ready: Compiled, side: Side, pairs: Pairs) -> bool:
    """Whether something beyond the words of the question was matched, where the phrase goes beyond them."""

    def asked(word: Word) -> bool:
        return word.stem in ready.question_stems or word.concept in ready.question_concepts

    own = [word for word in side.words if not asked(word)]
    if not own:
        return True
    return any(not asked(wanted) and not (asked(given) and wanted.stem != given.stem) for wanted, given, _ in pairs)


def has_essentials(ready: Compiled, side: Side, form_of: Mapping[int, float]) -> bool:
    """Whether each essential term is there as a word: its form, a synonym or a misspelling, not only a near meaning."""
    return all(form_of.get(k, 0.0) >= 0.8 for k in range(side.start, side.end) if ready.essential[k])


def _whose(words: Sequence[Word], position: int, names: Collection[object]) -> object:
    """The name at a position; of "Communist soldiers" the first word, since soldiers are on every side."""
    word = words[position]
    if word.text in PEOPLE and position > 0 and identity(words[position - 1]) in names:
        return identity(words[position - 1])
    while word.capital and position + 1 < len(words) and words[position + 1].capital:
        if identity(words[position + 1]) not in names or words[position + 1].start - word.end > 1:
            break
        position += 1
        word = words[position]
    return identity(word)


def _is_one_idea(side: Side) -> bool:
    """Whether the phrase is one name of several words ("demilitarised zone" where it has a synonym)."""
    return len({word.concept for word in side.words}) == 1 and side.words[0].concept >= 0


def telling(
    side: Side, shares: Sequence[float], names: Collection[object]
) -> tuple[tuple[int, ...], tuple[int, ...], bool]:
    """What ``is_thin`` needs of a phrase: its terms besides names, its rarest terms where it is short, and whether
    one of those suffices ("droughts and floods").
    """
    told = tuple(i for i, word in enumerate(side.words) if identity(word) not in names)
    if len(shares) > SHORT or _is_one_idea(side):
        return told, (), False
    heaviest = max(shares)
    rarest = tuple(i for i, share in enumerate(shares) if share >= 0.85 * heaviest)
    joined = any(word.text in JOINED for word in side.reading.words)
    exact = any(word.number is not None or len(word.text) < 3 for word in side.words)
    return told, rarest, joined and not exact


def is_thin(
    parts: tuple[tuple[int, ...], tuple[int, ...], bool],
    likeness: Sequence[float],
    shares: Sequence[float],
    *,
    bare: bool,
) -> bool:
    """Whether too little was matched besides names to state anything. The sequences hold a value for each term.

    ``bare``: the stretch has no words of its own, so that one of the rarest is enough ("jury" for "serve on a jury").
    """
    told, rarest, any_will_do = parts
    if rarest:
        values = [likeness[i] for i in rarest]
        if (max(values) if any_will_do or bare else min(values)) < CLOSE:
            return True
    weight = sum(shares[i] for i in told)
    return bool(told) and weight > 0 and sum(shares[i] * likeness[i] for i in told) < THIN * weight
