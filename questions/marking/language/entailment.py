"""Whether an answer, read as a whole, says a phrase of the scheme: textual entailment, by a small transformer.

The word table knows what words are near to; it cannot see what they say together ("the tax was only for peasants" has
most words of "everyone had to pay the same"). This reads answer, question and phrase in one go: all-MiniLM-L6-v2
(Apache-2.0), adapted to marking (LoRA: E. Hu et al., 2021) on pairs of answer and acceptable answer that were written
for this project (``scripts/entailment_pairs``, docs/decisions/0044 and 0045). No question of the marked answers that
the marker is judged by is among them.

``manage.py install_vectors`` writes the two files that are read here, memory-mapped, beside the word table.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Floats = NDArray[np.float32]

PIECES_FILE, LAYERS_FILE = "pieces.npy", "layers.npy"
ADAPTER_FILE = Path(__file__).with_name("entailment.npz")
"""What was learnt: for each matrix of the model the product of two thin ones that is added, and the small vectors."""

LAYERS, WIDTH, HEADS, INNER, JUDGED = 6, 384, 12, 1536, 128
MOST_ANSWER, MOST_QUESTION, MOST_PHRASE = 56, 20, 40
"""Word pieces that are read of each; of a question the last ones, where it asks."""
POSITIONS = MOST_ANSWER + MOST_QUESTION + MOST_PHRASE + 5
START, STOP = 101, 102
"""The pieces [CLS] and [SEP] of the vocabulary."""

_MOST_KNOWN = 50_000
_TINY = 1e-12
_HIGHEST = np.float32(80.0)
"""Power of e that a number of 32 bits still holds."""


def _of_layer(layer: int) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {}
    for name, rows, columns in (
        ("query", WIDTH, WIDTH),
        ("key", WIDTH, WIDTH),
        ("value", WIDTH, WIDTH),
        ("output", WIDTH, WIDTH),
        ("inner", WIDTH, INNER),
        ("outer", INNER, WIDTH),
    ):
        shapes |= {f"{layer}.{name}": (rows, columns), f"{layer}.{name}.bias": (columns,)}
    for name in ("attended", "done"):
        shapes |= {f"{layer}.{name}.scale": (WIDTH,), f"{layer}.{name}.shift": (WIDTH,)}
    return shapes


SHAPES: Mapping[str, tuple[int, ...]] = {
    "positions": (POSITIONS, WIDTH),
    "texts": (2, WIDTH),
    "start.scale": (WIDTH,),
    "start.shift": (WIDTH,),
    **{name: shape for layer in range(LAYERS) for name, shape in _of_layer(layer).items()},
    "judge": (2 * WIDTH, JUDGED),
    "judge.bias": (JUDGED,),
    "verdict": (JUDGED,),
    "verdict.bias": (1,),
}
"""What stands one after the other in the file of the layers, by name."""

SIZE = sum(int(np.prod(shape)) for shape in SHAPES.values())


def parts(flat: Floats) -> dict[str, Floats]:
    """The arrays of a file of layers, as views of it. Raises ValueError where its size is another."""
    if flat.shape != (SIZE,):
        raise ValueError(f"{SIZE} numbers expected, not {flat.shape}")
    found, at = {}, 0
    for name, shape in SHAPES.items():
        size = int(np.prod(shape))
        found[name] = flat[at : at + size].reshape(shape)
        at += size
    return found


@dataclass(slots=True)
class Entailment:
    """The reader of sentences. Results are kept, so that answers marked again are not read again."""

    pieces: NDArray[np.float16]
    layers: Mapping[str, Floats]
    tokenizer: Tokenizer
    _known: OrderedDict[tuple[str, str, str], float] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def log_odds(self, question: str, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """For each (text of an answer, phrase) the log odds that the text says the phrase, in hundredths."""
        return [self._kept(question, answer, phrase) for answer, phrase in pairs]

    def _kept(self, question: str, answer: str, phrase: str) -> float:
        key = (question, answer, phrase)
        with self._lock:
            if (odds := self._known.get(key)) is not None:
                return odds
        odds = round(self._read(question, answer, phrase), 2)
        with self._lock:
            self._known[key] = odds
            while len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)
        return odds

    def forget(self) -> None:
        """Forget what was read."""
        with self._lock:
            self._known.clear()

    def _read(self, question: str, answer: str, phrase: str) -> float:
        first = [START, *self._ids(answer)[:MOST_ANSWER], STOP]
        second = [START, *self._ids(question)[-MOST_QUESTION:], STOP, *self._ids(phrase)[:MOST_PHRASE], STOP]
        have, count = self.layers, len(first) + len(second)
        texts = have["texts"][np.array([0] * len(first) + [1] * len(second))]
        state = self.pieces[first + second].astype(np.float32) + have["positions"][:count] + texts
        state = _levelled(state, have["start.scale"], have["start.shift"])
        for layer in range(LAYERS):
            state = self._through(layer, state)
        both = np.concatenate([state[0], state.mean(axis=0)])
        judged = _gelu(both @ have["judge"] + have["judge.bias"])
        return float(judged @ have["verdict"] + have["verdict.bias"][0])

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self.tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def _through(self, layer: int, state: Floats) -> Floats:
        def linear(name: str, values: Floats) -> Floats:
            return values @ self.layers[f"{layer}.{name}"] + self.layers[f"{layer}.{name}.bias"]

        def levelled(name: str, values: Floats) -> Floats:
            return _levelled(values, self.layers[f"{layer}.{name}.scale"], self.layers[f"{layer}.{name}.shift"])

        count = len(state)
        query, key, value = (
            linear(name, state).reshape(count, HEADS, -1).transpose(1, 0, 2) for name in ("query", "key", "value")
        )
        weights = query @ key.transpose(0, 2, 1) * np.float32((WIDTH // HEADS) ** -0.5)
        weights = np.exp(weights - weights.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed = (weights @ value).transpose(1, 0, 2).reshape(count, WIDTH)
        state = levelled("attended", state + linear("output", mixed))
        return levelled("done", state + linear("outer", _gelu(linear("inner", state))))


def _levelled(values: Floats, scale: Floats, shift: Floats) -> Floats:
    """Layer normalisation."""
    values = values - values.mean(axis=-1, keepdims=True)
    spread = np.sqrt((values * values).mean(axis=-1, keepdims=True) + np.float32(_TINY))
    return np.asarray(values / spread * scale + shift, dtype=np.float32)


def _gelu(values: Floats) -> Floats:
    """The Gaussian error linear unit by its tangent formula (Hendrycks and Gimpel, 2016), as in training; written as
    values times a logistic function, which takes a quarter of the time."""
    bent = values * values
    bent *= np.float32(-2 * 0.7978845608 * 0.044715)
    bent -= np.float32(2 * 0.7978845608)
    bent *= values
    np.exp(np.minimum(bent, _HIGHEST, out=bent), out=bent)
    bent += np.float32(1.0)
    return np.asarray(values / bent, dtype=np.float32)


def load_pieces(file: Path) -> NDArray[np.float16]:
    """The vectors of the word pieces. Raises OSError or ValueError where they cannot be read."""
    pieces: NDArray[np.float16] = np.load(file, mmap_mode="r", allow_pickle=False)
    if pieces.ndim != 2 or pieces.shape[1] != WIDTH:
        raise ValueError(f"rows of {WIDTH} numbers expected, not {pieces.shape}")
    return pieces


def load_layers(file: Path) -> dict[str, Floats]:
    """The layers by name. Raises OSError or ValueError where they cannot be read."""
    return parts(np.load(file, mmap_mode="r", allow_pickle=False))
