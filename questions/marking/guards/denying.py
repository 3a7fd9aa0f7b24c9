"""The words by which a text denies something, openly or hidden in another word."""

from __future__ import annotations

from questions.marking.guards.refuting import UNTRUE
from questions.marking.language.text import NEGATORS, stem

OF_THINGS = frozenset("no none nobody nothing nor neither without nowhere".split())
"""Negators of a thing rather than of what is said about what comes before."""

ONLY = frozenset("only just merely simply doubt mans necessarily until wonder sooner 1".split())
"""Words after a "not" or "no" that is none: "not only", "no doubt", "no man's land"."""

AFTER_NO = frozenset(("matter",))
"""Those after a "no" alone: "no matter who", but "it did not matter"."""

REASONS = frozenset("because since that due".split())
CALLING = frozenset("to say think claim believe".split())
"""Words between "untrue" or the like and the "that" of what is untrue."""
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

PREVENTING = frozenset(
    stem(word)
    for word in """prevent forbid forbidden forbade ban prohibit outlaw avoid block oppose resist abolish stop
    halt""".split()
)
"""Stems of those of them which take for granted that it is done: who stops people leaving does so as they leave."""

LIFTING, RESTRICTIONS = (
    frozenset(map(stem, words.split()))
    for words in (
        "lift lifted remove end relax ease drop dropped scrap repeal",
        "embargo ban blockade boycott sanction restriction curfew censorship quota tariff rationing",
    )
)
"""Stems of verbs that deny one of the things behind them, which hold something back: "lifted the embargo"."""

LEAVING = frozenset("leave leaves left leaving".split())

GRANTED = frozenset(stem(word) for word in "afford ignore overlook forgive forgave regret".split())
"""Stems of verbs whose "not" takes for granted that there is what they are about."""

DEGREES = frozenset("so as too very".split())
"""Words before how much or how something is done: a "not" before them denies no more than that."""

BEING_THERE = frozenset("be been have has had having got there".split())
"""Words between a "not" and how much there is not."""

OF_ITS_OWN = frozenset("a an the more less fewer".split())
"""Words behind an "and" that begin a thing which a "no" before is not about."""

OF_QUALITIES = ("ive", "ful", "ous", "able", "ible", "ant", "ent")
"""Endings of words for how something is."""

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

BECAUSE_OF = (("because", "of"), ("due", "to"))
"""Before a cause; with a "because" alone it stays open what a "not" is about: "did not sink because he was light"."""

BEFORE_CAUSE = 6
"""Words after a "not" among which a "because" says what is no cause: "did not lose the war because of ..."."""

NOT_ALONE = frozenset("just only simply solely merely mainly".split())
"""Words before a "because" that leave it a cause beside others: "did not fail just because of it"."""

FINITE_AUXILIARIES = frozenset("was were is are had has got did".split())
JOINED = frozenset("and or nor to who which that they he she it we".split())
"""What begins another predicate; and the words before it that show it to be part of the same."""

MOST_DENIED = 60
"""Words that a "not" may be about, so that time stays linear."""

NEXT = 3
"""Words after a "not" among which it says so."""

EXISTING = frozenset(
    stem(word) for word in "happen occur exist start begin began work come last end problem issue worry".split()
)
KEEPING = frozenset(
    stem(word)
    for word in "keep kept cut shut lock take took taken push drive drove break broke force move get got".split()
)
FEARS = frozenset("fear afraid worri scare threat danger fright frighten threaten".split())
UNLIKED = frozenset("want like wish trust let allow feel".split())
"""Stems of wishes: who does not wish something fears it."""

STATES = frozenset(stem(word) for word in "unable unwilling incapable powerless illegal lack".split())
"""Those of them that are no verbs."""

REFUSALS = (
    *(f"{form} up" for form in ("give", "gives", "gave", "giving", "given")),
    *(f"{form} rid of" for form in ("get", "gets", "got", "getting")),
    *(f"{form} an end to" for form in ("put", "puts", "putting", "brought", "bring", "brings")),
    *(f"{form} away with" for form in ("do", "does", "did", "done", "doing")),
    *(f"{form} out of" for form in ("run", "runs", "ran", "running")),
    *(f"{form} down" for form in ("turn", "turns", "turned", "turning")),
    *(f"{form} no to" for form in ("say", "says", "said", "saying")),
    *(f"{form} against" for form in ("vote", "votes", "voted", "voting")),
    "kept from",
)
"""Words that together say "not" of what follows."""
REFUSING = frozenset(refusal.split()[0] for refusal in REFUSALS)
SAYING = frozenset(("rather", "instead", "opposed", "far", "too", *REFUSING)) | LEAVING | UNTRUE
"""Words that may deny something together with those that follow."""

GOVERNING = frozenset("government king queen president minister ministers chancellor leader leaders party".split())
"""Those against whom one votes for something else to be done."""

WEAK_WORDS = """
end seize confiscate close remove expel destroy collapse escape flee protect defend isolate hide hidden rather
instead withdraw surrender lose lost dismiss sack hard difficult hardly ruin cripple damage spoil kill die died dead
waste lowest least minimum maximum limit restrict until suspend scarce short shortage difficulty impossible blockade
embargo boycott only less few fewer escape exclude whether without try tried attempt
"""
WEAK = HIDDEN | frozenset(stem(word) for word in WEAK_WORDS.split())
"""Stems after which a phrase of the scheme may say the same as a "not" in the answer."""

TEXTS, STEMS = NEGATORS | SAYING | {"less"}, WEAK | KEEPING | LIFTING
"""All words that may deny something, by themselves and by their stems: most words are none."""
