"""Terms that look or sound alike and mean different things: one is no misspelling of another, nor near to it."""

from __future__ import annotations

from functools import lru_cache

from questions.marking.text import stem

GROUPS = """
absorption adsorption
adrenaline insulin thyroxine oestrogen progesterone testosterone
alkane alkene alkyne alkanol
ammonia ammonium
arteriole artery
bromide bromine
chloride chlorine chlorate
chlorophyll chloroplast
cochlea cornea
concave convex
conduction convection radiation
cytosine cytoplasm
deposition transportation erosion
diffraction reflection refraction
electrode electrolyte electron electrolysis
emigration immigration
ethane ethene ethanol
fission fusion
fluoride fluorine
genotype phenotype
glucagon glycogen glucose glycerol
homozygous heterozygous
hyperglycaemia hypoglycaemia
hyperthermia hypothermia
hypotonic hypertonic isotonic
iodide iodine
latitude longitude altitude
ligament tendon
magnesium manganese
methane methanol
monocotyledon dicotyledon
nitrate nitrite nitride nitrogen
nucleus nucleolus nucleotide
ovary oviduct ovule
oxide oxygen
palisade epidermis
phloem xylem
phosphate phosphorus
pollination fertilisation germination
propane propene propanol
proton neutron electron
proton photon
respiration transpiration perspiration translocation
saprotroph saprophyte
stalactite stalagmite
stamen stigma
sulfate sulfide sulfite sulfur
sulphate sulphide sulphite sulphur
thiamine thymine
trachea bronchus bronchiole
transcription translation
ureter urethra uterus
assembler compiler interpreter
byte bit nibble
decryption encryption
phishing pharming
rom ram
router switch hub
verification validation
deflation inflation
monopoly oligopoly
persecution prosecution
proletariat bourgeoisie
sunni shia
"""
"""A line for each kind: what a scheme means by one of its words it does not mean by another."""


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(GROUPS.strip().splitlines()):
        for word in line.split():
            groups.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


def kinds_of(stem: str) -> frozenset[int]:
    """The kinds that a stem is one of; none for most."""
    return _groups().get(stem, frozenset())


def are_told_apart(a: str, b: str) -> bool:
    """Whether two stems are different terms of one kind.

    >>> are_told_apart(stem("alkanes"), stem("alkenes")), are_told_apart(stem("alkane"), stem("alkanes"))
    (True, False)
    """
    return a != b and not kinds_of(a).isdisjoint(kinds_of(b))
