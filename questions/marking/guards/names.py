"""A name, or a place in an order, that stands where the scheme has another: "Prime Minister of Britain" for Canada.

A name that the scheme lacks is not wrong by itself. It is wrong in a place of its own: after the same preposition and
the same word, or as the doer of the same act, in a sentence that lacks the right name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from questions.marking.guards.parties import PEOPLE, Pairs, identity
from questions.marking.language.clauses import Act, Clauses
from questions.marking.language.forms import CLEAR
from questions.marking.language.text import FUNCTION_WORDS, Word, stem
from questions.marking.language.verbs import DETERMINERS, LIGHT_BASES, PREPOSITIONS, base_of

SAME_NAME = 0.7
"""Likeness of letters from which a name is the same, misspelt."""

ORDER = {
    text: number
    for number, texts in enumerate(
        (
            "first 1st inaugural original",
            "second 2nd",
            "third 3rd",
            "fourth 4th",
            "fifth 5th",
            "sixth 6th",
            "last final",
        ),
        1,
    )
    for text in texts.split()
}
NATIONS = frozenset(
    stem(word)
    for word in """china chinese prc roc korea korean koreans russia russian russians soviet soviets ussr
    america american americans usa uk britain british england english france french germany german germans
    japan japanese india indian vietnam vietnamese taiwan europe european asia asian asians africa african usa's
    belgium belgian belgians italy italian italians spain spanish poland polish poles austria austrian austrians
    hungary hungarian hungarians turkey turkish turks greece greek greeks serbia serbian serbians serbs bulgaria
    romania yugoslavia netherlands holland dutch portugal portuguese denmark norway sweden finland ireland irish
    scotland scottish wales welsh canada canadian mexico brazil argentina australia australian zealand egypt
    egyptian israel israeli iraq iran syria pakistan czechoslovakia czech prussia prussian cuba cuban haiti
    haitian nepal chile bangladesh kenya nigeria ethiopia ghana uganda philippines indonesia thailand peru
    colombia venezuela jamaica iceland switzerland arabia dubai qatar singapore malaysia myanmar cambodia laos
    afghanistan""".split()
)
"""Stems of the names of countries and continents, and of their people."""

UNIONS = frozenset("un eu".split())
"""Those for which one of their countries may be named: "American troops" for the UN's."""

COUNTRIES = NATIONS | UNIONS


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase has names: after which preposition, and the offset of the word of content before that."""

    preposition: str
    before: int | None
    names: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of a phrase in their places.

    ``acts`` are those of a person, by the offset of their word; ``ordered`` the offsets of words after one such as
    "first", and ``order`` what those say. ``countries`` is whose a thing is, by the offset of its word, "French" for
    the soldiers; ``owners`` whose it is by name, "Harold's army". ``known`` identifies the people, places and groups of
    scheme and question.
    """

    clauses: Clauses
    known: Collection[object]
    places: tuple[Place, ...]
    acts: dict[int, Act]
    order: frozenset[int]
    ordered: tuple[int, ...]
    countries: dict[int, Word]
    owners: dict[int, Word]


def naming(clauses: Clauses, content: Sequence[Word], known: Collection[object]) -> Naming:
    """The names of a phrase, of which ``content`` are the words that an answer's are aligned with."""
    words = clauses.words
    after = {a.text: b.start for a, b in pairwise(words)}
    return Naming(
        clauses,
        known,
        tuple(_places(words, known)),
        {word.start: act for word in content if (act := _act_of_a_person(clauses, word)) is not None},
        frozenset(ORDER[word.text] for word in words if word.text in ORDER),
        tuple(start for text, start in after.items() if text in ORDER),
        {
            thing.start: country
            for (country, thing), kind in zip(pairwise(words), clauses.kinds[1:], strict=True)
            if (kind == "N" or thing.text.endswith("ing")) and _is_of_a_country(country, thing)
        },
        {thing.start: owner for i, (owner, thing) in enumerate(pairwise(words)) if _owns(clauses, i)},
    )


def _places(words: Sequence[Word], known: Collection[object]) -> Iterator[Place]:
    for i, word in enumerate(words):
        if word.text not in PREPOSITIONS or word.text in ("by", "with", "than", "as", "for", "because"):
            continue
        names = tuple(words[j] for j in _after(words, i + 1, known, any_word=False))
        before = words[i - 1].start if i and words[i - 1].is_content else None
        if names and (before is not None or word.text == "between"):
            yield Place(word.text, before, names)


def _act_of_a_person(clauses: Clauses, word: Word) -> Act | None:
    """What one person does, or has done, by the verb or noun ``word``."""
    at = clauses.position(word.start)
    act = None if at is None else clauses.act(at)
    if act is None or not any(_is_person(clauses, i) for i in (*act.doers[:1], *clauses.objects(act)[-1:])):
        return None
    return act


def has_wrong_name(ours: Naming, theirs: Clauses, pairs: Pairs) -> bool:
    """Whether a name of the answer stands where the phrase has another, which its sentence lacks."""
    if not (ours.places or ours.acts or ours.order or ours.countries or ours.owners):
        return False
    alike = {wanted.start: given.start for wanted, given, likeness in pairs if likeness >= CLEAR}
    sentences = {given.sentence for _, given, _ in pairs}
    told = [word for number in sorted(sentences) for word in theirs.reading.sentence(number)]
    return (
        _is_placed_wrongly(ours, theirs, alike, told)
        or _is_another_person(ours, theirs, pairs, told)
        or _is_out_of_order(ours, theirs.words, alike, told)
        or _is_of_another_country(ours, theirs, alike, sentences)
        or _is_of_another_person(ours, theirs, alike, told)
    )


def _is_name(words: Sequence[Word], i: int, known: Collection[object]) -> bool:
    word = words[i]
    if not word.is_content or word.number is not None:
        return False
    return (
        (word.capital and word.text not in PEOPLE)
        or word.stem in COUNTRIES
        or (identity(word) in known and word.text not in PEOPLE)
    )


def _after(words: Sequence[Word], i: int, known: Collection[object], *, any_word: bool) -> list[int]:
    """The names joined by "and" that begin at an index, determiners and titles passed over."""
    found: list[int] = []
    for j in range(i, min(len(words), i + 6)):
        if words[j].sentence != words[i - 1].sentence:
            break
        if _is_name(words, j, known) or (any_word and words[j].is_content):
            found.append(j)
        elif words[j].text not in DETERMINERS and words[j].text not in ("and", "or", "both"):
            break
    return found


def _is_among(name: Word, words: Sequence[Word]) -> bool:
    """Whether a name is one of some words, or likely one of them misspelt."""
    own = identity(name)
    return any(identity(word) == own for word in words) or any(
        float(OSA.normalized_similarity(name.text, word.text)) >= SAME_NAME for word in words
    )


def _is_placed_wrongly(ours: Naming, theirs: Clauses, alike: dict[int, int], told: Sequence[Word]) -> bool:
    for place in ours.places:
        at = _slot(theirs, place, alike)
        if at is None or all(_is_among(name, told) for name in place.names):
            continue
        given = _after(theirs.words, at + 1, ours.known, any_word=place.preposition == "between")
        if (
            given
            and theirs.kinds[min(given[-1] + 1, len(theirs.words) - 1)] == "N"
            and given[-1] + 1 < len(theirs.words)
        ):
            # "Of a Russian revolution" names the revolution.
            continue
        strange = [theirs.words[j] for j in given if identity(theirs.words[j]) not in ours.known]
        if not all(_is_among(other, place.names) for other in strange):
            return True
    return False


def _slot(theirs: Clauses, place: Place, alike: dict[int, int]) -> int | None:
    """The index of the same preposition in the answer, after the word that the phrase has before it."""
    words = theirs.words
    if place.before is None:
        return next((i for i, word in enumerate(words) if word.text == place.preposition), None)
    start = alike.get(place.before)
    at = None if start is None else theirs.position(start)
    if at is None or at + 1 >= len(words) or words[at + 1].text != place.preposition:
        return None
    return at + 1


def _is_another_person(ours: Naming, theirs: Clauses, pairs: Pairs, told: Sequence[Word]) -> bool:
    """Whether one person does what another does in the phrase, or has it done."""
    for wanted, given, likeness in pairs:
        expected = ours.acts.get(wanted.start)
        if expected is None or likeness < CLEAR or base_of(given.text) in SAYS_LITTLE:
            continue
        there = theirs.position(given.start)
        found = None if there is None else theirs.act(there)
        if found is not None and (
            _is_done_by_another(ours.clauses, theirs, expected, found, told)
            or _is_done_to_another(ours.clauses, theirs, expected, found)
        ):
            return True
    return False


def _is_done_by_another(ours: Clauses, theirs: Clauses, expected: Act, found: Act, told: Sequence[Word]) -> bool:
    """Whether one person does it, and nobody who does it in the phrase is named near: "Henry refused" for Becket."""
    if found.open or not expected.doers or not found.doers:
        return False
    if not _is_person(ours, expected.doers[0]) or not _is_person(theirs, found.doers[0]):
        return False
    return not any(theirs.words[i].stem in COUNTRIES for i in found.doers) and not any(
        _is_among(ours.words[i], told) for i in expected.doers
    )


def _is_done_to_another(ours: Clauses, theirs: Clauses, expected: Act, found: Act) -> bool:
    """Whether one person has it done whom the phrase does not name at all: "to murder Mary" for Elizabeth."""
    mine, others = ours.objects(expected)[-1:], theirs.objects(found)[-1:]
    if not all(_is_person(ours, i) for i in mine) or not all(_is_person(theirs, i) for i in others):
        return False
    return bool(mine) and any(not _is_among(theirs.words[i], ours.words) for i in others)


SAYS_LITTLE = LIGHT_BASES - {base_of(text) for text in "want think say".split()}
"""Verbs that many may be the doers of."""


def _is_person(clauses: Clauses, i: int) -> bool:
    """Whether a word names one person: a name with a capital that is no country, also where it opens a sentence."""
    word = clauses.words[i]
    if word.stem in COUNTRIES or word.text.endswith("s") or word.text in FUNCTION_WORDS or word.concept >= 0:
        return False
    return word.capital or (clauses.text[word.start : word.start + 1].isupper() and word.text not in PEOPLE)


def _is_of_a_country(country: Word, thing: Word) -> bool:
    """Whether the first of two words says of which country the second is."""
    return country.stem in NATIONS and thing.is_content and thing.stem not in COUNTRIES and not thing.capital


def _is_of_another_country(ours: Naming, theirs: Clauses, alike: dict[int, int], sentences: Collection[int]) -> bool:
    """Whether somebody or something is always another country's than in the phrase: "the French workers"."""
    for start, country in ours.countries.items():
        at = theirs.position(alike[start]) if start in alike else None
        if at is None:
            continue
        own = theirs.words[at].stem
        told = [(None, *theirs.reading.sentence(number)) for number in sorted(sentences)]
        whose = [
            before for sentence in told for before, word in pairwise(sentence) if word is not None and word.stem == own
        ]
        here = any(word is not None and identity(word) == identity(country) for sentence in told for word in sentence)
        its_own = {identity(other) for thing, other in ours.countries.items() if alike.get(thing) == alike[start]}
        known = here and not any(word is not None and identity(word) in its_own for word in whose)
        if whose and (known or not here) and all(_is_a_stranger(word, country, alike) for word in whose):
            return True
    return False


def _owns(clauses: Clauses, i: int) -> bool:
    """Whether one person is named at an index as whose the next thing is: "Harold's army"."""
    owner, thing = clauses.words[i : i + 2]
    owns = clauses.text[owner.start : owner.end].endswith(("'s", "\u2019s"))
    return owns and thing.is_content and _is_person(clauses, i)


def _is_of_another_person(ours: Naming, theirs: Clauses, alike: dict[int, int], told: Sequence[Word]) -> bool:
    """Whether a thing is another's whom the answer names, and the phrase's own owner is nowhere in the sentence."""
    for start, owner in ours.owners.items():
        at = theirs.position(alike[start]) if start in alike else None
        if at is None or at == 0 or _is_among(owner, told):
            continue
        if _owns(theirs, at - 1) and not _is_among(theirs.words[at - 1], ours.clauses.words):
            return True
    return False


def _is_a_stranger(word: Word | None, country: Word, alike: dict[int, int]) -> bool:
    """Whether a word names another country."""
    if word is None or word.stem not in COUNTRIES:
        return False
    # "East German" has a synonym group of its own, which "German" has not.
    same = identity(word) == identity(country) or word.stem[:4] == country.stem[:4]
    return not same and alike.get(country.start) != word.start


def _is_out_of_order(ours: Naming, theirs: Sequence[Word], alike: dict[int, int], told: Sequence[Word]) -> bool:
    """Whether the answer has "second" where the phrase has "first", before the same word."""
    if not ours.order or ours.order & {ORDER[word.text] for word in told if word.text in ORDER}:
        return False
    places = {alike[start] for start in ours.ordered if start in alike}
    return any(a.text in ORDER and b.start in places for a, b in pairwise(theirs))
