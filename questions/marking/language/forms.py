"""How alike words are in form: by stem, spelling, sound and number, and where they are known to mean the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from questions.marking.language.antonyms import opposites
from questions.marking.language.synonyms import groups_of
from questions.marking.language.text import Word, sound_of, stem
from questions.marking.language.vectors import Floats, Vectors

SYNONYM, MISSPELT, INFLECTED, CONTAINED = 0.99, 0.92, 0.85, 0.85
"""Likeness of a word that means the same here (below 1, so that of several the word itself is aligned), of one that is
likely the wanted one misspelt, of one that is it in another form, misspelt, and of one that is a part of it."""

CLEAR = 0.8
"""Likeness of everyday words for the same: from here on two words surely mean the same, in form or as synonyms."""

RARE = 0.8
"""Likeness in spelling from which a common word is a rare one misspelt."""

LEAST_SOUNDS, HEARD, NAME_HEARD = 3, 0.55, 0.7
"""Sounds that a word has at least to be known by them, and likeness in spelling that is asked besides; more of what
the scheme writes with a capital, as names that are no slip are said alike too: "Modena" for "Medina"."""

SPELT, STEM_SPELT = 0.7, 0.75
"""Likeness in spelling below which a word is no slip for another, and a stem none for another's."""

PART = 5
"""Letters that a stem has at least to be looked for inside another word."""


class Forms:
    """The words of a scheme as they are compared in form. Equal ones are compared once."""

    def __init__(
        self,
        words: Sequence[Word],
        vectors: Vectors,
        capitals: Collection[str],
        compounds: Mapping[str, Collection[str]],
        *,
        widely: bool,
    ) -> None:
        """``capitals`` are the words that the scheme writes with a capital; ``compounds`` those that may be written as
        one, by that one; ``widely``: words are alike that are so nearly everywhere."""
        self._vectors, self._capitals, self._widely = vectors, capitals, widely
        self._compounds = compounds
        distinct: dict[tuple[str, str, float | None, int], int] = {}
        self._place = [
            distinct.setdefault((word.text, word.stem, word.number, word.concept), len(distinct)) for word in words
        ]
        self._texts = [text for text, _, _, _ in distinct]
        self._stems = [own for _, own, _, _ in distinct]
        self._concepts = [concept for _, _, _, concept in distinct]
        self._numbers: NDArray[np.float64] = np.array(
            [np.nan if number is None else number for _, _, number, _ in distinct], dtype=np.float64
        )
        self._plain = np.isnan(self._numbers)
        self._long = [i for i, own in enumerate(self._stems) if len(own) >= PART and self._plain[i]]
        self._by_stem: dict[str, list[int]] = {}
        self._by_sound: dict[str, list[int]] = {}
        self._by_kin: dict[int, list[int]] = {}
        self._by_concept: dict[int, list[int]] = {}
        for i, (text, own, concept) in enumerate(zip(self._texts, self._stems, self._concepts, strict=True)):
            self._by_stem.setdefault(own, []).append(i)
            for sound in {sound_of(text), sound_of(own)}:
                self._by_sound.setdefault(sound, []).append(i)
            for group in groups_of(own, widely=widely):
                self._by_kin.setdefault(group, []).append(i)
            self._by_concept.setdefault(concept, []).append(i)

    def likeness(self, word: Word) -> Floats:
        """Likeness, 0 to 1, of a word to each word of the scheme."""
        if word.number is not None:
            return np.asarray(self._numbers == word.number, dtype=np.float32)[self._place]
        result = np.zeros(len(self._texts), dtype=np.float32)
        spelt = process.cdist([word.text], self._texts, scorer=OSA.normalized_similarity)[0]
        stems = process.cdist([word.stem], self._stems, scorer=OSA.normalized_similarity)[0]
        by_ear = self._vectors.width > 0 and not self._vectors.is_common(word.text)
        sounds = (sound_of(word.text), sound_of(word.stem)) if by_ear else ("", "")
        candidates = {
            *self._by_stem.get(word.stem, ()),
            *(i for group in groups_of(word.stem, widely=self._widely) for i in self._by_kin.get(group, ())),
            *(self._by_concept.get(word.concept, ()) if word.concept >= 0 else ()),
            *(i for sound in sounds if sound for i in self._by_sound.get(sound, ())),
            *np.nonzero((spelt >= SPELT) | (stems >= STEM_SPELT))[0].tolist(),
            *self._parts(word),
        }
        for i in candidates:
            if self._plain[i]:
                result[i] = self._compared(word, i, float(spelt[i]), float(stems[i]), sounds)
        if parts := self._compounds.get(word.text):
            result[[i for i, text in enumerate(self._texts) if text in parts]] = 1.0
        return result[self._place]

    def _parts(self, word: Word) -> list[int]:
        """Those of which the word is a part, or that are a part of it."""
        if len(word.stem) < PART:
            return []
        return [i for i in self._long if self._stems[i] in word.text or word.stem in self._texts[i]]

    def _compared(self, word: Word, i: int, spelt: float, stems: float, sounds: tuple[str, str]) -> float:
        """Likeness of a word to the one at ``i``; ``spelt`` and ``stems`` are how alike they and their stems are
        written, ``sounds`` how the word and its stem sound, "" where that says nothing."""
        text, own = self._texts[i], self._stems[i]
        if own == word.stem:
            return 1.0
        if word.concept >= 0 and self._concepts[i] == word.concept:
            return SYNONYM
        if groups_of(own, widely=self._widely) & groups_of(word.stem, widely=self._widely):
            return CLEAR
        sound, stem_sound = sounds
        if (spelt >= SPELT and self._is_misspelt(word.text, text, spelt)) or (
            sound and sound == sound_of(text) and self._is_heard(word.text, text, spelt)
        ):
            return MISSPELT
        heard = stem_sound and stem_sound == sound_of(own) and self._is_heard(word.stem, text, stems)
        long = min(len(word.stem), len(own)) >= PART
        if heard or (stems >= STEM_SPELT and long and self._is_misspelt(word.stem, own, stems)):
            return INFLECTED
        return CONTAINED if long and (own in word.text or word.stem in text) else 0.0

    def _is_heard(self, given: str, wanted: str, likeness: float) -> bool:
        """Whether ``given`` is ``wanted`` as it sounds, where both sound alike: not written quite differently."""
        least = NAME_HEARD if wanted in self._capitals else HEARD
        return likeness >= least and len(sound_of(given)) >= LEAST_SOUNDS and _may_be_slip(given, wanted)

    def _is_misspelt(self, given: str, wanted: str, likeness: float) -> bool:
        """Whether ``given`` is likely ``wanted``, misspelt: nearer is asked of short words and of words that exist."""
        if not _may_be_slip(given, wanted):
            return False
        if self._vectors.width > 0 and self._vectors.is_common(given):
            if not self._vectors.is_common(wanted):
                # A rare name is often taken for a common word: "Raja Sabha" for "Rajya Sabha".
                return likeness >= RARE and given[0] == wanted[0]
            return likeness >= 0.87 and given[0] == wanted[0] and len(given) >= 7
        return likeness >= (0.75 if len(wanted) <= 5 else 0.7) and (given[0] == wanted[0] or likeness >= 0.8)


def _may_be_slip(given: str, wanted: str) -> bool:
    """Whether one word may be the other, wrongly written: both are long enough, and no opposites."""
    return min(len(given), len(wanted)) >= 4 and not opposites(stem(given), stem(wanted))
