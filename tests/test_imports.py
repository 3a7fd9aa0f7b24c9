"""The order of rooms: marking -> models -> services -> forms -> views, commands, admin, tasks (docs/developing.md)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent

FLOORS = (
    ("questions.marking", "questions.directions"),
    ("questions.models", "questions.letters", "questions.triggers", "questions.system_checks"),
    (
        "questions.assignments",
        "questions.permissions",
        "questions.explanation",
        "questions.review_queue",
        "questions.class_marks",
        "questions.difference",
        "questions.notes",
        "questions.phrases",
        "questions.spreadsheets",
        "questions.trial",
        "questions.versions",
    ),
    ("questions.exchange",),
    ("questions.services",),
    ("questions.forms", "questions.preview"),
    (
        "questions.tasks",
        "questions.admin",
        "questions.management",
        "questions.views",
        "questions.templatetags",
        "questions.middleware",
    ),
    ("questions.urls", "questions.apps", "questions.migrations"),
    ("kwexam",),
)
"""From the ground up. A module may import from its own floor and from those below."""


def python_files() -> list[Path]:
    return sorted(
        path for room in ("questions", "kwexam", "scripts", "tests") for path in (PROJECT / room).rglob("*.py")
    )


def module_name(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def floor(module: str) -> int | None:
    """The floor a module is on; None for ``questions`` itself, which is empty, and for what is not ours."""
    for height, rooms in enumerate(FLOORS):
        if any(module == room or module.startswith(f"{room}.") for room in rooms):
            return height
    return None


def imported(path: Path) -> Iterator[str]:
    """The modules of ours that a file names; of ``from questions import marking`` the module, not the package."""
    package = module_name(path) if path.name == "__init__.py" else module_name(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                outer = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*outer, *([base] if base else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


PRODUCT_FILES = [path for path in python_files() if floor(module_name(path)) is not None]


@pytest.mark.parametrize("path", PRODUCT_FILES, ids=module_name)
def test_nothing_imports_upwards(path: Path) -> None:
    own = floor(module_name(path))
    assert own is not None
    upwards = {name for name in imported(path) if (height := floor(name)) is not None and height > own}
    assert upwards == set()


MARKER = PROJECT / "questions" / "marking"


@pytest.mark.parametrize(
    ("package", "besides"),
    [
        ("language", ()),
        ("notation", ("scheme",)),
        ("guards", ("aligned", "compiled", "flags", "likelihood", "logistic", "matching", "scheme", "language")),
    ],
)
def test_a_package_of_the_marker_knows_no_more_than_it_needs(package: str, besides: tuple[str, ...]) -> None:
    known = tuple(f"questions.marking.{name}" for name in (package, *besides))
    for path in (MARKER / package).glob("*.py"):
        ours = {name for name in imported(path) if name.startswith("questions.marking.")}
        assert {name for name in ours if not name.startswith(known)} == set(), path.name


def test_every_room_of_the_app_has_its_floor() -> None:
    rooms = {module_name(path) for path in (PROJECT / "questions").iterdir() if path.suffix == ".py"}
    rooms |= {f"questions.{path.name}" for path in (PROJECT / "questions").iterdir() if (path / "__init__.py").exists()}
    assert {room for room in rooms if floor(room) is None} == {"questions"}


@pytest.mark.parametrize("path", python_files(), ids=module_name)
def test_no_import_hides_inside_a_function(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    hidden = [
        inner.lineno
        for function in functions
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_the_app_package_is_empty() -> None:
    """Importing the marker imports its package first: what stands there would come along."""
    assert (PROJECT / "questions" / "__init__.py").read_text() == ""


def test_the_marker_needs_no_django() -> None:
    program = (
        "import sys, questions.marking\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'django', 'psycopg', 'environ', 'kwexam'}))\n"
        "print([name for name in sys.modules if name.startswith('questions.') and '.marking' not in name])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n") == ["[]", "[]", ""]
