"""The documentation keeps up with the code: every setting, command and target is in it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
DOCS = {
    path.relative_to(PROJECT).as_posix(): path for path in [PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md")]
}
ADMINISTRATION = PROJECT / "docs" / "administration.md"


def environment_settings() -> list[str]:
    """The names that settings.py reads: the first argument of each ``env(...)`` and ``env.kind(...)``."""
    tree = ast.parse((PROJECT / "kwexam" / "settings.py").read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        function = node.func.value if isinstance(node.func, ast.Attribute) else node.func
        if isinstance(function, ast.Name) and function.id == "env":
            names.add(node.args[0].value)
    return sorted(names)


def variables_in_code() -> list[str]:
    """KWEXAM_... names that any module of ours mentions."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "questions").rglob("*.py"))
    return sorted(set(re.findall(r"\bKWEXAM_[A-Z_]+\b", code)))


def compose() -> str:
    return (PROJECT / "docker-compose.yml").read_text(encoding="utf-8")


def commands() -> list[str]:
    folder = PROJECT / "questions" / "management" / "commands"
    return sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))


def test_settings_are_found() -> None:
    assert {"DEBUG", "SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS"} <= set(environment_settings())


@pytest.mark.parametrize("name", environment_settings() + variables_in_code())
def test_every_setting_is_in_the_administrators_table(name: str) -> None:
    rows = [
        line for line in ADMINISTRATION.read_text(encoding="utf-8").splitlines() if line.startswith(f"| `{name}` |")
    ]
    assert len(rows) == 1


def test_the_administrators_table_names_no_setting_that_is_gone() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|", ADMINISTRATION.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(rows) <= {*environment_settings(), *variables_in_code()}


@pytest.mark.parametrize("name", commands())
def test_every_command_is_documented(name: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in DOCS.values()]
    assert any(f"manage.py {name}" in text for text in texts)


def test_the_readme_names_the_commands_to_run_and_to_test() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme


def test_every_target_of_make_is_explained_by_make_help() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE)) - {"help", "vectors"}
    assert targets == set(re.findall(r'@echo "make ([a-z]+)', makefile))


def test_the_changelog_says_nothing_twice() -> None:
    said = [line for line in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line]
    assert [line for line in said if said.count(line) > 1] == []


@pytest.mark.parametrize("name", sorted(DOCS))
def test_links_between_pages_lead_somewhere(name: str) -> None:
    path = DOCS[name]
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in local if not (path.parent / link).exists()] == []


def test_compose_sets_only_settings_that_exist() -> None:
    app = compose().partition("x-app:")[2].partition("\nservices:")[0]
    names = re.findall(r"^    ([A-Z_]+): ", app, flags=re.MULTILINE)
    assert {"SECRET_KEY", "DATABASE_URL"} <= set(names) <= set(environment_settings())


def test_without_containers_the_worker_has_its_backend_as_in_compose() -> None:
    recipe = ADMINISTRATION.read_text(encoding="utf-8").partition("## Without containers")[2].partition("\n## ")[0]
    given = dict(re.findall(r"^([A-Z_]+)=(.+)$", recipe, flags=re.MULTILINE))
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"} <= set(given) <= set(environment_settings())
    assert "TASKS_BACKEND: database" in compose()
    assert given["TASKS_BACKEND"] == "database"
    assert "manage.py db_worker" in recipe
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^(?:# )?([A-Z_]+)=", example, flags=re.MULTILINE)) >= set(given)


def test_compose_has_no_default_secret_and_the_example_asks_for_each() -> None:
    required = set(re.findall(r"\$\{([A-Z_]+):\?", compose()))
    assert required == {"SECRET_KEY", "POSTGRES_PASSWORD", "ALLOWED_HOSTS"}
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^([A-Z_]+)=$", example, flags=re.MULTILINE)) == required
