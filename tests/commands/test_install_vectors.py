"""manage.py install_vectors, on files small enough to make here; the download itself is the packaging tool's."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from questions.management.commands import install_vectors
from questions.marking.language import adapter, entailment, vectors


def model(tensors: dict[str, np.ndarray]) -> bytes:
    entries, data = {}, b""
    for name, values in tensors.items():
        stored = values.astype("<f4").tobytes()
        entries[name] = {
            "dtype": "F32",
            "shape": list(values.shape),
            "data_offsets": [len(data), len(data) + len(stored)],
        }
        data += stored
    header = json.dumps(entries).encode()
    return len(header).to_bytes(8, "little") + header + data


def tensors() -> dict[str, np.ndarray]:
    random = np.random.default_rng(1)
    shapes = {adapter.PIECES: (2100, 384), adapter.PLACES: (512, 384)}
    for layer in range(entailment.LAYERS):
        for name, called in adapter.MATRICES.items():
            shapes[f"encoder.layer.{layer}.{called}.weight"] = entailment.SHAPES[f"{layer}.{name}"][::-1]
    return {name: random.normal(size=shape) for name, shape in shapes.items()}


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    content = model(tensors())
    (folder / install_vectors.MODEL_FILE).write_bytes(content)
    for name in install_vectors.KEPT:
        (folder / name).write_text("{}", encoding="utf-8")
    Tokenizer(WordLevel({"border": 0}, unk_token="border")).save(str(folder / vectors.TOKENIZER_FILE))
    monkeypatch.setattr(install_vectors, "MODEL_SHA256", hashlib.sha256(content).hexdigest())
    monkeypatch.setenv("KWEXAM_VECTORS", str(tmp_path / "installed"))
    return folder


def run(**options: object) -> str:
    out = io.StringIO()
    call_command("install_vectors", stdout=out, **options)
    return out.getvalue()


def test_writes_the_table_with_its_licence_and_source_and_then_rests(source: Path) -> None:
    assert "Making the table" in run(source=source)
    table = np.load(vectors.folder() / vectors.TABLE_FILE)
    assert (table.shape, table.dtype) == ((2100, 256), np.float16)
    assert {path.name for path in vectors.folder().iterdir()} == {
        vectors.TABLE_FILE,
        entailment.PIECES_FILE,
        entailment.LAYERS_FILE,
        *install_vectors.KEPT,
        install_vectors.SOURCE_FILE,
    }
    assert "Making the table" not in run(source=source)


def test_the_same_files_give_the_same_bytes(source: Path) -> None:
    run(source=source)
    first = (vectors.folder() / vectors.TABLE_FILE).read_bytes()
    run(source=source, force=True)
    assert (vectors.folder() / vectors.TABLE_FILE).read_bytes() == first


def test_a_full_disk_leaves_what_was_installed_as_it_was_and_nothing_half_written(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source=source)
    before = {path.name: path.read_bytes() for path in vectors.folder().iterdir()}
    write = Path.write_bytes

    def short(path: Path, data: bytes) -> int:
        write(path, data[: len(data) // 2])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Path, "write_bytes", short)
        with pytest.raises(CommandError, match="No space left"):
            run(source=source, force=True)
    assert {path.name: path.read_bytes() for path in vectors.folder().iterdir()} == before


def test_what_was_learnt_is_added_to_the_layers_of_the_model(source: Path) -> None:
    run(source=source)
    layers = entailment.load_layers(vectors.folder() / entailment.LAYERS_FILE)
    learnt = np.load(entailment.ADAPTER_FILE)
    given = tensors()["encoder.layer.2.output.dense.weight"].astype(np.float32).T
    added = learnt["2.outer.into"].astype(np.float32) @ learnt["2.outer.out"].astype(np.float32)
    np.testing.assert_allclose(layers["2.outer"], given + added, rtol=1e-5, atol=1e-5)
    assert np.abs(added).max() > 0.01


DATA_FILES = [vectors.TABLE_FILE, vectors.TOKENIZER_FILE, entailment.PIECES_FILE, entailment.LAYERS_FILE]


@pytest.mark.parametrize("name", DATA_FILES)
@pytest.mark.parametrize("left", [0.7, 0])
def test_a_damaged_file_is_named_marks_nothing_wrong_and_is_made_again(source: Path, name: str, left: float) -> None:
    run(source=source)
    damaged = vectors.folder() / name
    damaged.write_bytes(damaged.read_bytes()[: int(damaged.stat().st_size * left)])
    table = vectors.load(vectors.folder())
    assert (table.width, str(damaged) in table.damaged) == (0, True)
    assert table.word("border")[1] > table.word("the")[1]
    assert "Making the table" in run(source=source)
    assert vectors.load(vectors.folder()).width == 256


def test_another_file_is_refused(source: Path) -> None:
    (source / install_vectors.MODEL_FILE).write_bytes(model({adapter.PIECES: np.zeros((2, 2))}))
    with pytest.raises(CommandError, match="SHA-256"):
        run(source=source)
    assert not vectors.folder().exists()


def test_a_missing_file_is_named(source: Path, tmp_path: Path) -> None:
    (source / vectors.TOKENIZER_FILE).unlink()
    with pytest.raises(CommandError, match=vectors.TOKENIZER_FILE):
        run(source=source)
    with pytest.raises(CommandError, match="not a folder"):
        run(source=tmp_path / "nowhere")


def test_a_folder_that_is_not_there_is_named_where_the_table_stands_already(source: Path, tmp_path: Path) -> None:
    run(source=source)
    with pytest.raises(CommandError, match="nowhere is not a folder"):
        run(source=tmp_path / "nowhere")


def test_without_a_table_the_marker_works_and_says_so(tmp_path: Path) -> None:
    table = vectors.load(tmp_path)
    assert table.width == 0
    assert table.word("border")[1] > table.word("the")[1]
