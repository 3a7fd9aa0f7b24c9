"""Words that mean the opposite of each other. Every vector table puts them close together."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from questions.marking.language.text import stem
from questions.marking.language.verbs import irregular_forms

PAIRS = """
raise/cut increase/cut rise/cut lengthen/cut dismiss/promote sack/promote punish/praise whip/praise beat/praise
whip/reward fear/hope feared/hoped loyal/plotting obey/plot promote/demote praise/criticise into/out shorten/lengthen
send/withdraw evict/house expel/invite expel/welcome arrest/release widen/shrink
strengthen/weaken strong/weak strength/weakness support/oppose help/hinder enter/leave win/lose victory/defeat
success/failure succeed/fail increase/decrease rise/fall raise/lower grow/shrink growth/decline more/less more/fewer
high/low higher/lower large/small larger/smaller big/small bigger/smaller longer/shorter fast/slow faster/slower
quick/slow older/newer ancient/modern rich/poor cheap/expensive hot/cold hotter/colder warm/cool warmer/cooler
light/heavy lighter/heavier harder/softer wet/dry open/shut continue/stop allow/forbid allow/ban allow/prevent
permit/forbid permit/ban legal/illegal accept/reject accept/refuse agree/refuse agree/disagree friend/enemy
friendly/hostile ally/enemy allied/opposed love/hate like/dislike trust/distrust respect/despise safe/dangerous
peace/war attack/defend attack/protect protect/destroy preserve/destroy build/destroy create/destroy keep/abolish
include/exclude connect/disconnect connected/separated same/different equal/unequal similar/different
positive/negative true/false correct/incorrect possible/impossible north/south northern/southern east/west
eastern/western inner/outer internal/external absorb/release attract/repel expand/contract melt/freeze heat/cool
evaporate/condense float/sink push/pull buy/sell import/export lend/borrow
employ/dismiss appoint/dismiss hire/sack capture/release free/arrest free/imprison reward/punish praise/blame
praise/criticise popular/unpopular happy/unhappy loyal/disloyal loyal/treacherous honest/corrupt better/worse
best/worst good/bad improve/worsen advance/retreat approach/retreat capitalist/communist capitalism/communism
democracy/dictatorship democratic/undemocratic dependent/independent dependence/independence united/divided
unite/divide union/division majority/minority maximum/minimum public/private voluntary/compulsory temporary/permanent
tolerant/intolerant aerobic/anaerobic acid/alkali acidic/alkaline conductor/insulator soluble/insoluble
visible/invisible complete/incomplete reliable/unreliable active/passive add/remove add/subtract remember/forget
encourage/discourage urge/discourage supply/withhold survive/die survived/died alive/dead thick/thin thicker/thinner
wide/narrow deep/shallow able/unable equality/inequality lawful/unlawful near/far nearer/farther closer/further
toward/away empty/full recognise/ignore male/female predator/prey urge/forbid urge/ban order/forbid encourage/ban
fear/welcome feared/welcomed dread/welcome resent/welcome rose/fell grew/shrank won/lost began/ended start/end
begin/end start/finish above/below pro/anti allow/prohibit let/forbid let/ban legalise/ban permit/prevent
permit/prohibit early/late earlier/later most/least many/few largest/smallest biggest/smallest highest/lowest
strongest/weakest richest/poorest oldest/newest oldest/youngest older/younger fastest/slowest longest/shortest
long/short stronger/weaker richer/poorer cheaper/dearer widen/close widen/narrow lengthen/shorten speed/slow
accelerate/decelerate gain/lose obey/break obey/disobey make/break keep/break enter/exit hide/reveal
conceal/reveal admit/deny confirm/deny approve/reject approve/oppose support/resist favour/oppose trust/suspect
rescue/abandon save/abandon save/kill help/harm help/hurt heal/harm cure/cause protect/harm guard/attack defend/betray
loyal/rebellious calm/angry brave/cowardly wise/foolish clever/stupid innocent/guilty clean/dirty dry/moist
solid/liquid plus/minus upward/downward top/bottom upper/lower inside/outside indoors/outdoors surplus/shortage
plenty/shortage abundance/scarcity wealth/poverty profit/loss boom/slump inflation/deflation employed/unemployed
employment/unemployment skilled/unskilled urban/rural reflect/absorb gain/loss victory/loss advantage/disadvantage
benefit/drawback optimist/pessimist optimistic/pessimistic confident/afraid unify/split unite/split
centralise/decentralise nationalise/privatise liberal/conservative radical/moderate guilty/blameless welcome/reject
abolish/introduce abolish/restore repeal/introduce overthrow/restore settle/provoke ease/worsen relax/tighten
relaxed/tightened increase/reduce increase/lower raise/reduce rise/drop reduce/grow expand/reduce strengthen/undermine
support/undermine encourage/prevent encourage/deter help/prevent allow/deny protect/threaten protect/endanger
save/endanger establish/abolish establish/dissolve introduce/remove grant/deny grant/refuse free/enslave
liberate/enslave liberate/oppress force/choose forced/voluntary obey/defy surrender/resist invade/withdraw
occupy/withdraw enter/withdraw supporter/opponent friend/rival ally/rival melt/solidify boil/freeze oxidise/reduce
oxidation/reduction endothermic/exothermic anode/cathode cation/anion reactant/product artery/vein arteries/veins
mitosis/meiosis prokaryotic/eukaryotic dominant/recessive parallel/series igneous/sedimentary hardware/software
lossy/lossless symmetric/asymmetric debtor/creditor lender/borrower buyer/seller employer/employee landlord/tenant
deficit/surplus elected/appointed permanent/removable inherit/elect catholic/protestant
segregate/desegregate segregation/desegregation militarise/demilitarise mobilise/demobilise colonise/decolonise
open/close start/stop many/fewer colonisation/decolonisation
emigrate/immigrate emigration/immigration arrive/depart feed/starve join/quit gather/scatter gather/disperse save/waste
spend/save loud/quiet noisy/quiet fertile/barren flat/steep smooth/rough straight/curved strict/lenient harsh/lenient
harsh/mild severe/mild cruel/kind generous/greedy generous/selfish prosper/suffer thrive/suffer plentiful/scarce
abundant/scarce crowded/empty horizontal/vertical worthless/valuable worthless/precious coastal/inland sunny/cloudy
clockwise/anticlockwise vertebrate/invertebrate herbivore/carnivore shortage/glut shortage/excess lack/excess
lack/plenty lack/surplus scarcity/surplus literate/illiterate obedient/rebellious ease/tighten
stabilise/destabilise like/hate finite/renewable finite/infinite soft/hard
weakly/strongly weakly/highly very/least highly/least weakly/very slightly/very slightly/highly activate/deactivate
regulate/deregulate value/devalue
inner/outside inside/outer
"""

LESS_SURE = """
well/badly well/poorly polite/rude politely/rudely kindly/cruelly fairer/unfair fairer/unfairer fairly/unfairly
establish/close found/close set/close keep/lose retain/lose nearby/faraway new/old big/little difficult/easy easy/hard
simple/complex simple/complicated dark/light escape/capture escape/catch dark/bright tight/loose tall/short
useful/useless natural/artificial religious/secular common/rare foreign/native foreign/domestic careful/careless
harmful/harmless present/absent presence/absence asleep/awake intense/mild defensive/offensive defence/offence
right/wrong pass/fail manage/fail notice/ignore obey/ignore hide/show maximise/minimise winner/loser danger/safety
competition/cooperation penalty/reward birth/death day/night first/last past/future raw/cooked spoken/written
arrive/leave join/leave begin/finish hire/fire multiply/divide double/halve outlaw/allow outlaw/permit outlaw/legalise
fear/like fear/support poor/fertile poor/good poorly/highly bad/skilled tear/keep tear/follow
tear/obey scrap/keep scrap/follow scrap/support ignore/follow break/follow honour/break honour/ignore
admire/hate admire/despise love/despise lazy/hardworking attend/boycott single/multiple local/national
town/countryside city/countryside young/old create/abolish
"""
"""Opposites that may both be true, of two things: "the first year" and "the last", who kept land and who lost it. One
that stands for the other turns a statement round; two beside each other are no contradiction."""


LATIN = """
capable complete correct dependent direct effective efficient equal formal frequent human just secure sufficient
tolerant valid visible voluntary accurate active adequate appropriate attentive competent convenient credible curable
definite digestible edible experienced expensive flexible organic sane significant sincere soluble stable mature moral
mortal mobile partial patient perfect personal polite possible practical precise probable proper pure legal legible
literate logical regular relevant religious responsible reversible rational security equality dependence justice
stability efficiency ability tolerance offensive considerate decisive fertile
"""
"""What "in-" and its like turn round; elsewhere they are hardly ever a "not": "between" and "inbetween"."""

NO_OPPOSITES = frozenset(
    """discover display disorder discount dismiss dispos displac dispers disast distanc diseas district
    distress dissolv dispatch distribut discours unless until union unit under uniform unifi univers mistak
    misterm""".split()
)
"""Stems that only look like an opposite."""


COMPARED = frozenset(
    """strong weak high low large small big fast slow old new rich poor cheap hot cold warm cool light heavy hard soft
    wet dry thick thin wide narrow deep shallow near close early late long short young safe quick calm brave wise clean
    great""".split()
)
"""Adjectives whose comparative is an opposite too: "cheaper" of "expensive"."""


def _compared(word: str) -> tuple[str, ...]:
    """An adjective with its comparative and superlative; any other word alone."""
    if word not in COMPARED:
        return (word,)
    root = word + word[-1] if word in ("big", "hot", "wet", "thin") else word
    root = root.removesuffix("e")
    root = root[:-1] + "i" if root.endswith("y") else root
    return word, f"{root}er", f"{root}est"


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    return {form: word for word in COMPARED for form in _compared(word)}


def adjective_of(text: str) -> str:
    """The adjective of which a word is the comparative or superlative; any other word itself."""
    return _adjectives().get(text, text)


@lru_cache(maxsize=2)
def _pairs(*, sure: bool) -> frozenset[tuple[str, str]]:
    forms = irregular_forms()
    pairs = (pair.split("/") for pair in (*PAIRS.split(), *(() if sure else LESS_SURE.split())))
    stems = [
        (stem(one), stem(other))
        for a, b in pairs
        for one, other in (
            zip(_compared(a), _compared(b), strict=True)
            if {a, b} <= COMPARED
            else product(forms.get(a, _compared(a)), forms.get(b, _compared(b)))
        )
    ]
    return frozenset(stems) | frozenset((b, a) for a, b in stems)


@lru_cache(maxsize=1)
def known_stems() -> frozenset[str]:
    """The stems that have an opposite."""
    return frozenset(a for a, _ in _pairs(sure=False))


@lru_cache(maxsize=1)
def contradictory_stems() -> frozenset[str]:
    """Those that have an opposite with which they cannot both be true."""
    return frozenset(a for a, _ in _pairs(sure=True))


LATIN_PREFIXES = ("in", "im", "il", "ir")
PREFIXES = ("un", "non", "dis", "mis", *LATIN_PREFIXES)

SHORTEST, ENDING = 4, 4
"""Letters of a stem to which a prefix may be put, and most by which its stem with the prefix is longer."""


@lru_cache(maxsize=60_000)
def opposites(a: str, b: str) -> bool:
    """Whether two stems mean the opposite of each other, by list or by prefix ("lawful", "unlawful"; the noun of such a
    word too, "experience" for "inexperienced").

    >>> opposites("strengthen", "weaken"), opposites("known", "unknown"), opposites("war", "battl")
    (True, True, False)
    """
    if (a, b) in _pairs(sure=False):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < SHORTEST:
        return False
    bare = (long.removeprefix(prefix) for prefix in PREFIXES if long.startswith(prefix) and _turns_round(prefix, long))
    most = ENDING if len(short) > SHORTEST else 0
    return any(inner.startswith(short) and len(inner) - len(short) <= most for inner in bare)


def contradict(a: str, b: str) -> bool:
    """Whether two stems are opposites that cannot both be true of one thing."""
    return opposites(a, b) and ((a, b) in _pairs(sure=True) or (a, b) not in _pairs(sure=False))


def _turns_round(prefix: str, word: str) -> bool:
    """Whether the prefix of a stem turns it round."""
    return word.removeprefix(prefix) in _latin() if prefix in LATIN_PREFIXES else word not in NO_OPPOSITES


@lru_cache(maxsize=1)
def _latin() -> frozenset[str]:
    return frozenset(stem(word) for word in LATIN.split())
