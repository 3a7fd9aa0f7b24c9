"""Everyday verbs by their forms: which words of a text may say what somebody does."""

from __future__ import annotations

from functools import lru_cache

from questions.marking.language.text import stem

REGULAR = """
abandon abolish absorb accept accuse achieve act adapt add admire admit adopt advance advise affect agree aid aim
allow ally alter amend analyse announce annex annoy answer appeal appear appoint approach approve argue arm arrange
arrest arrive ask assassinate assemble assist attach attack attempt attract avoid award back ban banish bargain base
battle beg behave believe belong benefit besiege betray blame block boil bomb borrow boycott bribe burn bury call
campaign capture care carry cause cease challenge change charge chase check circulate claim clean clear climb close
coat collapse collect colonise combine command compare compete complain complete compromise conceal concede condemn
conduct confiscate connect conquer consider consist conspire consult contain continue contract contribute control
convert convict convince cook cool cooperate copy cost counter cover crash create criticise cross crown crush cure
cut damage dare debate decide declare decline decompose decrease defeat defect defend define delay deliver demand
demolish denounce deny depend deport depose deprive describe desert deserve design desire destroy determine detect
develop die differ diffuse digest diminish disagree disappear discourage discover discuss dislike dismiss disobey
displace disprove dissolve distribute disturb divide divorce dominate double drag drain dress drift drop dump earn
ease elect eliminate emerge emit employ enable encourage end endanger endorse enforce engage enjoy enlist enslave
ensure enter entertain equip erode escape establish evacuate evade evaporate evict exaggerate examine exchange
exclude excuse execute exercise exist expand expect expel explain explode exploit explore export expose express
extend extract face fail farm fear feature fill finance fine finish fire fit fix flatter flood flow focus follow
fool forbid force form free frighten fund gain gather generate govern grant group grow guarantee guard guide halt
hand handle hang happen harm harvest hate head heal heat help hinder hire hope humiliate hunt hurt ignore imagine
impose impress imprison improve include increase indicate infect inflict influence inform inherit injure inoculate
insist inspect inspire install intend introduce invade invent invest investigate invite isolate join judge jump
justify kick kill knock label lack land last launch learn legalise lend lessen level liberate lift like limit link
liquidate list live load loan lock look loot love lower maintain manage manipulate march mark marry massacre match
matter mean measure melt mention merge migrate mine mistreat mix mobilise modernise motivate move murder mutiny name
nationalise near need neglect negotiate nominate notice nullify obey object oblige observe obtain occupy occur
offend offer open operate oppose oppress order organise oust outlaw outnumber outweigh overcome overrun overthrow
owe own oxidise paint pardon participate pass patrol perform permit persecute persuade petition place plan plant
play plead please pledge plot plunder point poison pollinate pollute populate possess postpone pour practice
practise praise pray preach predict prefer prepare preserve press pressure pretend prevent print produce profit
progress prohibit promise promote proclaim prosecute protect protest prove provide provoke publish pull pump punish
purge pursue push question quit raid raise rally reach react rebel rebuild recall receive recognise recommend
recover recruit reduce refer reflect reform refuse regain regulate reject relate relax release rely remain remember
remove renew rent repair repeal repeat repel replace reply report represent repress request rescue research resent
reserve resign resist resolve respect respire respond rest restore restrict result retain retire retreat return
reunite reveal revolt reward riot rob rotate rule ruin rush sabotage sack sail satisfy save scare scatter search
secure seem segregate select separate serve settle shape share shelter ship shock shout show sign silence slaughter
slow smuggle solve sort sound spare spark speed spoil sponsor spy stabilise stage stand starve state stay store
strengthen stress stretch struggle study submit succeed suffer suggest supervise supply support suppose suppress
surpass surprise surrender surround survive suspect suspend swap sway switch sympathise talk target tax tempt tend
test terrify terrorise thank threaten tighten tolerate torture touch trade train transfer transform transmit
transport trap travel treat trick trigger trust try turn twist unify unite update urge use vaccinate value veto
violate visit vote wait walk want warn wash waste watch water weaken weigh welcome widen wish withhold witness work
worry worsen worship wound wreck yield stop start bully cheat vanish topple smash crack burst chuck shoot lock stab
"""

IRREGULAR = """
arise arose arisen/ be/ beat beaten/ become became/ begin began begun/ bend bent/ bind bound/ bite bit bitten/ bleed
bled/ blow blew blown/ break broke broken/ breed bred/ bring brought/ broadcast/ build built/ burst/ buy bought/
cast/ catch caught/ choose chose chosen/ come came/ creep crept/ cut/ deal dealt/ dig dug/ draw drew drawn/ drink
drank drunk/ drive drove driven/ eat ate eaten/ fall fell fallen/ feed fed/ feel felt/ fight fought/ find found/ flee
fled/ fly flew flown/ forbid forbade forbidden/ forget forgot forgotten/ forgive forgave forgiven/ freeze froze
frozen/ get got gotten/ give gave given/ go went gone/ grow grew grown/ hang hung/ hear heard/ hide hid hidden/ hit/
hold held/ hurt/ keep kept/ know knew known/ lay laid/ lead led/ leave left/ lend lent/ let/ lie lay lain/ lose lost/
make made/ mean meant/ meet met/ overcome overcame/ overthrow overthrew overthrown/ pay paid/ put/ read/ ride rode
ridden/ ring rang rung/ rise rose risen/ run ran/ say said/ see saw seen/ seek sought/ sell sold/ send sent/ set/
shake shook shaken/ shoot shot/ shrink shrank shrunk/ shut/ sing sang sung/ sink sank sunk/ sit sat/ sleep slept/
speak spoke spoken/ spend spent/ spin spun/ split/ spread/ steal stole stolen/ stick stuck/ strike struck/ swear
swore sworn/ sweep swept/ swim swam swum/ swing swung/ thrust/ upset/ take took taken/ retake retook retaken/ teach
taught/ tear tore torn/ tell told/ think thought/ throw threw thrown/ understand understood/ wake woke woken/ wear
wore worn/ win won/ withdraw withdrew withdrawn/ withhold withheld/ write wrote written
"""

AUXILIARIES = frozenset(
    """be am is are was were been being get got gets getting do does did done have has had having will would shall
    should can could may might must cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt
    shouldnt hasnt havent hadnt aint to not never""".split()
)
"""Small words of a verb group, what denies it among them."""

BE = frozenset("was were is are am be been being got get gets getting".split())

BE_NOT = frozenset("wasnt werent isnt arent aint wernt wasent isent arnt".split())

DETERMINERS = frozenset(
    """a an the this that these those my your his her its our their no some any each every all both another more most
    many few fewer less several such own""".split()
)

PREPOSITIONS = frozenset(
    """of in on at by for with from into onto about over under against between among across through during before
    after towards toward upon within without behind beside beyond near off out up down than as since until despite
    because due per via like unlike inside outside around alongside beneath underneath below above throughout past
    amid amongst aboard""".split()
)


@lru_cache(maxsize=1)
def _irregular() -> dict[str, tuple[str, bool]]:
    """Form -> its base, and whether it may be the passive participle."""
    forms: dict[str, tuple[str, bool]] = {}
    for entry in IRREGULAR.replace("\n", " ").split("/"):
        base, *others = entry.split()
        forms.setdefault(base, (base, len(others) != 2))
        for k, form in enumerate(others):
            forms.setdefault(form, (base, k == len(others) - 1))
    return forms


@lru_cache(maxsize=1)
def irregular_forms() -> dict[str, tuple[str, ...]]:
    """Base -> all forms of an irregular verb, "keep" -> "keep", "kept"."""
    forms: dict[str, list[str]] = {}
    for form, (base, _) in _irregular().items():
        forms.setdefault(base, []).append(form)
    return {base: tuple(found) for base, found in forms.items()}


NOUN_ENDINGS = tuple("ion ions ment ments er ers or ors ity ities ness able ible ive ance ence ant ent al".split())


@lru_cache(maxsize=1)
def _bases() -> frozenset[str]:
    return frozenset(REGULAR.split())


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    return frozenset(stem(word) for word in REGULAR.split()) | frozenset(
        stem(base) for base, _ in _irregular().values()
    )


@lru_cache(maxsize=60_000)
def may_be_verb(text: str) -> bool:
    """Whether a normalised word is a form of an everyday verb, or ends as a past form does.

    >>> may_be_verb("took"), may_be_verb("invaded"), may_be_verb("border")
    (True, True, False)
    """
    if text in _irregular() or text in _bases() or (len(text) > 4 and text.endswith("ed")):
        return True
    return stem(text) in _stems() and not text.endswith(NOUN_ENDINGS)


@lru_cache(maxsize=60_000)
def is_past(text: str) -> bool:
    """Whether the form of a verb can hardly be a noun: "attacked", "took"."""
    known = _irregular().get(text)
    return (known is not None and known[0] != text) or (len(text) > 4 and text.endswith("ed"))


@lru_cache(maxsize=60_000)
def is_participle(text: str) -> bool:
    """Whether the form may stand in a passive: "taken", "invaded"."""
    known = _irregular().get(text)
    return (known is not None and known[1]) or (len(text) > 3 and text.endswith(("ed", "en", "wn")))


@lru_cache(maxsize=1)
def _only_participles() -> frozenset[str]:
    entries = (entry.split() for entry in IRREGULAR.replace("\n", " ").split("/"))
    return frozenset(forms[-1] for forms in entries if len(forms) == 3 or forms[-1].endswith("en"))


def is_only_participle(text: str) -> bool:
    """Whether the form is no past form too: "taken", not "said"."""
    return text in _only_participles()


@lru_cache(maxsize=60_000)
def base_of(text: str) -> str:
    """One name for all forms of a verb.

    >>> base_of("took") == base_of("takes"), base_of("denied") == base_of("denies")
    (True, True)
    """
    known = _irregular().get(text)
    return stem(known[0]) if known else stem(text)


@lru_cache(maxsize=60_000)
def is_plain_verb(text: str) -> bool:
    """Whether the form is a base or present form of an everyday verb."""
    return may_be_verb(text) and not is_past(text) and not text.endswith("ing")


@lru_cache(maxsize=60_000)
def names_an_act(text: str) -> bool:
    """Whether a noun tells of what somebody does: "invasion", "support", "threat"."""
    return stem(text) in _stems() or text in ACTS or may_be_verb(text)


ACTS = frozenset(
    "threat loan gift sale victory death birth choice belief speech betrayal marriage loss growth aggression".split()
)


ALONE = frozenset(
    """mutiny rebel revolt riot die arrive appear disappear happen occur collapse fall rise come go desert resign
    retreat march fight struggle vote work live suffer agree disagree begin start grow increase decrease decline change
    stop end continue return escape win lose survive starve strike protest emerge improve worsen""".split()
)


@lru_cache(maxsize=1)
def _alone() -> frozenset[str]:
    return frozenset(base_of(word) for word in ALONE)


def is_alone(text: str) -> bool:
    """Whether the verb often has nobody to whom it is done: "they mutinied"."""
    return base_of(text) in _alone()


LIGHT = frozenset("be have do make get want go come say think take keep put become let use".split())
"""Verbs that say little of who acts upon whom unless both are named."""

LIGHT_BASES = frozenset(base_of(text) for text in LIGHT)

MUTUAL = frozenset(base_of(text) for text in "meet marry agree ally unite quarrel trade talk negotiate".split())
"""Acts that each does to the other."""
