"""Words that mean the same in every subject: countries and their people, abbreviations, and everyday verbs.

The Synonyms lines of a scheme come first; these hold besides.
"""

from __future__ import annotations

from functools import lru_cache

from questions.marking.text import stem, stems_of

NAMES = """
usa = united states = united states of america = america = american = americans = yanks = yankees
ussr = soviet union = soviet = soviets = russia = russian = russians
un = united nations
uk = united kingdom = britain = great britain = british = england = english
eu = european union
china = chinese
japan = japanese
germany = german = germans
france = french
korea = korean = koreans
vietnam = vietnamese
india = indian = indians
italy = italian = italians
spain = spanish
poland = polish
cuba = cuban = cubans
egypt = egyptian = egyptians
israel = israeli = israelis
turkey = turkish
wwi = ww1 = world war i = world war one = world war 1 = first world war = great war
wwii = ww2 = wwll = world war ii = world war two = world war 2 = second world war
communism = communist = communists
capitalism = capitalist = capitalists
dmz = demilitarised zone = demilitarized zone
pow = pows = prisoners of war = prisoner of war
gdp = gross domestic product
co2 = carbon dioxide
h2o = water
o2 = oxygen
dna = deoxyribonucleic acid
"""

WORDS = """
near close nearby approaching approach nearing neared
fear afraid scared frightened worried worry feared threat threatened threatening
help aid support assist assistance assisted helped
stop prevent block halt end ended
start begin began launch launched
big large huge great massive
many lots numerous
kill killed murder murdered slaughter
die died dead death deaths
buy bought purchase purchased
get got gain gained obtain obtained receive received
give gave given hand handed grant granted provide provided supply supplied
want wanted wish wished desire desired hope hoped
make made create created produce produced
say said tell told claim claimed state stated
need needed require required
show showed prove proved demonstrate demonstrated
keep kept retain retained maintain maintained
leave left depart departed
job jobs work employment
money cash funds finance
rich wealthy
poor poverty
strong powerful power strength
weak weakness feeble
fight fought combat battle battled
soldier soldiers troops army armies forces military
leader ruler head
people population citizens inhabitants
law laws legislation
rule rules regulations
border frontier boundary
land territory
beat defeat defeated overcome
attack attacked invade invaded invasion
urge urged pressure pressured push pushed encourage encouraged persuade persuaded
build built construct constructed
change changed alter altered
increase increased rise rose grow grew growth
decrease decreased fall fell drop dropped decline declined reduce reduced
hot heat warm
cold cool chill
fast quick quickly rapid rapidly
sick ill disease illness
food meal meals
house home homes houses
child children kids
mother mum mom
father dad
freedom liberty free
pick choose chose choice select selected
"""


@lru_cache(maxsize=1)
def names() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Groups of names as runs of stems."""
    return tuple(tuple(stems_of(wording) for wording in line.split("=")) for line in NAMES.strip().splitlines())


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    result: dict[str, set[int]] = {}
    for number, line in enumerate(WORDS.strip().splitlines()):
        for word in line.split():
            result.setdefault(stem(word), set()).add(number)
    return {word: frozenset(groups) for word, groups in result.items()}


@lru_cache(maxsize=60_000)
def alike(a: str, b: str) -> bool:
    """Whether two stems are everyday words for the same.

    >>> alike("close", "near"), alike("close", "far")
    (True, False)
    """
    groups = _groups()
    return a in groups and b in groups and bool(groups[a] & groups[b])
