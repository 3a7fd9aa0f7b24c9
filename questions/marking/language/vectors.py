"""The word-vector table: what a word is near to, and how rare it is.

The table is a folder that ``manage.py install_vectors`` writes: ``table.npy`` (30,522 word pieces x 256,
float16, memory-mapped, so that all processes share one copy), ``tokenizer.json`` and the files of ``entailment``.
Without it, or where one of them is damaged, the marker works with words alone.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA
from tokenizers import Tokenizer

from questions.marking.language import entailment
from questions.marking.language.entailment import Entailment
from questions.marking.language.text import FUNCTION_WORDS, number_value

Floats = NDArray[np.float32]

TABLE_FILE = "table.npy"
TOKENIZER_FILE = "tokenizer.json"
FIRST_WORD = 1996
"""The first row of the vocabulary that is a word; before it stand signs and letters. From here on rows fall in use."""

NEAR_SPELLING = 0.75
"""Likeness from which an unknown word is read as a known one."""

_MOST_WORDS = 100_000


@lru_cache(maxsize=2)
def piece_weights(rows: int) -> Floats:
    """Weight of each row by the log of its rank: about 0 for the commonest word, 1 for the rarest."""
    ranks = np.maximum(np.arange(rows) - FIRST_WORD + 2, 1).astype(np.float64)
    return np.asarray(np.log(ranks) / np.log(rows - FIRST_WORD + 1), dtype=np.float32)


BESIDE = Path(__file__).resolve().parents[3] / "var" / "vectors"
"""Where the table is looked for unless KWEXAM_VECTORS names another folder."""


def folder() -> Path:
    """Where the table is: KWEXAM_VECTORS, else var/vectors beside manage.py."""
    named = os.environ.get("KWEXAM_VECTORS", "")
    return Path(named) if named else BESIDE


@dataclass(slots=True)
class Vectors:
    """Vectors and weights by word. ``width`` is 0 where no table is installed, or none that can be read."""

    table: NDArray[np.float16] | None
    tokenizer: Tokenizer | None
    reader: Entailment | None = None
    damaged: str = ""
    """The file that cannot be read, and why; "" where there is no table at all, or all is well."""
    _known: dict[str, tuple[Floats, float]] = field(default_factory=dict)
    _meant: dict[str, str] = field(default_factory=dict)
    _by_letter: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return 0 if self.table is None else int(self.table.shape[1])

    def word(self, word: str) -> tuple[Floats, float]:
        """Vector of length 1 (or 0 where nothing is known) and weight 0 to 1 of a normalised word."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _MOST_WORDS:
                self._known.clear()
            known = self._known[word] = self._look_up(word)
        return known

    def is_common(self, word: str) -> bool:
        """Whether the table has the whole word, so that it is hardly a slip of the pen."""
        return self.tokenizer is not None and self.tokenizer.token_to_id(word) is not None

    def meant(self, word: str) -> str:
        """The word of the table that an unknown word most likely is a misspelling of; "" where none is near.

        Of equally near ones the commonest. Names stay as they are where no common word is that near.
        """
        if self.tokenizer is None or len(word) < 5 or self.is_common(word) or not word.isalpha():
            return ""
        if word not in self._meant:
            if len(self._meant) >= _MOST_WORDS:
                self._meant.clear()
            self._meant[word] = self._nearest(word)
        return self._meant[word]

    def _nearest(self, word: str) -> str:
        if not self._by_letter:
            vocabulary = self.tokenizer.get_vocab() if self.tokenizer else {}
            for known in sorted(vocabulary, key=vocabulary.__getitem__):
                if len(known) > 3 and known.isalpha() and known.isascii():
                    self._by_letter.setdefault((known[0], len(known)), []).append(known)
        best, nearest = 0.0, ""
        for length in (len(word), len(word) + 1, len(word) - 1, len(word) + 2, len(word) - 2):
            near = process.extractOne(
                word,
                self._by_letter.get((word[0], length), ()),
                scorer=OSA.normalized_similarity,
                score_cutoff=NEAR_SPELLING,
            )
            if near is not None and near[1] > best:
                best, nearest = near[1], near[0]
        return nearest

    def _look_up(self, word: str) -> tuple[Floats, float]:
        if self.table is None or self.tokenizer is None:
            return np.zeros(0, dtype=np.float32), _plain_weight(word)
        ids = self.tokenizer.encode(word[:40], add_special_tokens=False).ids
        weights = piece_weights(len(self.table))
        if not ids:
            return np.zeros(self.width, dtype=np.float32), 0.0
        total = np.sum(self.table[ids].astype(np.float64), axis=0)
        length = float(np.sqrt(np.sum(total * total)))
        vector = np.asarray(total / length if length > 0 else total, dtype=np.float32)
        weight = 1.0 if len(ids) > 1 else float(weights[ids[0]])
        return vector, 0.05 if word in FUNCTION_WORDS else max(0.05, weight)


def _plain_weight(word: str) -> float:
    """Without a table: longer words are rarer."""
    if word in FUNCTION_WORDS:
        return 0.05
    return 0.9 if number_value(word) is not None else min(1.0, 0.55 + 0.06 * len(word))


def load(place: Path) -> Vectors:
    """The table in ``place``, or one that knows nothing where none is installed there or a file of it is damaged."""
    file = place / TABLE_FILE
    try:
        table = np.load(file, mmap_mode="r", allow_pickle=False)
        file = place / TOKENIZER_FILE
        tokenizer = Tokenizer.from_file(str(file))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        file = place / entailment.PIECES_FILE
        pieces = entailment.load_pieces(file)
        file = place / entailment.LAYERS_FILE
        reader = Entailment(pieces, entailment.load_layers(file), tokenizer)
    except FileNotFoundError:
        return Vectors(None, None)
    except Exception as error:  # the tokenizer's library raises no narrower one
        return Vectors(None, None, damaged=f"{file} cannot be read: {error}")
    return Vectors(table, tokenizer, reader)


@lru_cache(maxsize=4)
def _installed(place: Path) -> Vectors:
    return load(place)


def installed() -> Vectors:
    """The installed table, loaded once a process."""
    return _installed(folder())


def forget() -> None:
    """Look for the table again at the next use, as after installing it."""
    _installed.cache_clear()
