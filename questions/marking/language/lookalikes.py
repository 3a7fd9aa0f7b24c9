"""Terms that look or sound alike and mean different things: one is no misspelling of another, nor near to it."""

from __future__ import annotations

from functools import lru_cache

from questions.marking.language.text import stem

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
sulfate=sulphate sulfide=sulphide sulfite=sulphite sulfur=sulphur
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
"""A line for each kind: what a scheme means by one of its words it means by no other. "=" joins two spellings."""


@lru_cache(maxsize=1)
def _terms() -> dict[str, dict[int, int]]:
    """For each stem its place among the terms of each kind that it is of."""
    terms: dict[str, dict[int, int]] = {}
    for kind, line in enumerate(GROUPS.strip().splitlines()):
        for place, spellings in enumerate(line.split()):
            for word in spellings.split("="):
                terms.setdefault(stem(word), {})[kind] = place
    return terms


def is_of_a_kind(stem: str) -> bool:
    """Whether a stem is such a term; few are."""
    return stem in _terms()


def are_told_apart(a: str, b: str) -> bool:
    """Whether two stems are different terms of one kind.

    >>> are_told_apart(stem("alkanes"), stem("alkenes")), are_told_apart(stem("sulfate"), stem("sulphates"))
    (True, False)
    """
    one, other = _terms().get(a, {}), _terms().get(b, {})
    return any(kind in other and other[kind] != place for kind, place in one.items())
