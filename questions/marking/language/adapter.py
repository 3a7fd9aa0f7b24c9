"""The layers of ``entailment`` from those of all-MiniLM-L6-v2 and what was learnt on top of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from questions.marking.language.entailment import ADAPTER_FILE, LAYERS, POSITIONS, SHAPES, Floats

MATRICES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "inner": "intermediate.dense",
    "outer": "output.dense",
}
"""Names of a layer's matrices here and in the model."""

PIECES = "embeddings.word_embeddings.weight"
PLACES = "embeddings.position_embeddings.weight"


def adapted(tensor: Callable[[str], Floats], adapter: Path = ADAPTER_FILE) -> Floats:
    """The numbers of the file of the layers, in the order of ``SHAPES``; ``tensor`` gives the model's by name."""
    learnt = np.load(adapter, allow_pickle=False)

    def given() -> Iterator[tuple[str, Floats]]:
        yield "positions", tensor(PLACES)[:POSITIONS]
        for layer in range(LAYERS):
            for name, called in MATRICES.items():
                whole = tensor(f"encoder.layer.{layer}.{called}.weight").T
                into, out_of = (learnt[f"{layer}.{name}.{part}"].astype(np.float32) for part in ("into", "out"))
                yield f"{layer}.{name}", whole + into @ out_of

    found = dict(given())
    return np.concatenate(
        [np.asarray(found[name] if name in found else learnt[name], dtype=np.float32).ravel() for name in SHAPES]
    )
