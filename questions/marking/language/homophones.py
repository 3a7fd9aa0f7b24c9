"""Words that are said alike, or nearly, so that pupils write the one for the other: "fort" for "fought"."""

from __future__ import annotations

from functools import lru_cache

CONFUSED = """
fought fort|thrown throne|loan lone|loans lones|died dyed dyd|soldiers solders|soldier solder|peace piece|allies alleys|
ally alley|weak week|weaker weeker|steal steel|planes plains|taught taut|break brake|passed past|knew new|
whether weather|council counsel|capital capitol|serfs surfs|serf surf|reign rain rein|border boarder|borders boarders|
desert dessert|effect affect|effects affects|affected effected|breathe breath|lose loose|losing loosing|lost loosed|
troops troupes|guerrilla gorilla|guerrillas gorillas|male mail|role roll|roles rolls|sale sail|sell cell|
cells sells|morale moral|cavalry calvary|bare bear|caught court|flee flea|flour flower|great grate|
whole hole|made maid|meat meet|miners minors|miner minor|missed mist|pain pane|poor pour|prey pray|profit prophet|
rode road|route root|routes roots|sent scent cent|site sight|sites sights|source sauce|
tale tail|vein vain|veins vains|waste waist|weight wait|worn warn|warned worned|buries berries|aid aide|arms alms|
birth berth|bought brought|coal cole|dam damn|draft draught|find fined|foul fowl|quay key|manor manner|martial marshal|
naval navel|patients patience|principal principle|strait straight|banned band
"""
"""Each group: a word, and what is written for it."""


@lru_cache(maxsize=1)
def _written_for() -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for group in CONFUSED.replace("\n", "").split("|"):
        wanted, *written = group.split()
        for word in written:
            words[word] = (*words.get(word, ()), wanted)
    return words


def meant_instead(word: str) -> tuple[str, ...]:
    """The words that may be meant where a normalised word is written.

    >>> meant_instead("fort"), meant_instead("fought")
    (('fought',), ())
    """
    return _written_for().get(word, ())
