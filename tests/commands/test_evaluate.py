"""manage.py evaluate: the marker beside human marks."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.marking.test_levels_bank import EXAMPLES, essays_of
from tests.marking.test_marker import TEXT

MARKED = (
    "id,answer,mark\na,The Chinese border was under threat,1\nb,idk,0\nc,Stalin put pressure on Mao to send troops,0\n"
)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    scheme, answers = tmp_path / "q.scheme.txt", tmp_path / "q.answers.csv"
    scheme.write_text(TEXT, encoding="utf-8")
    answers.write_text(MARKED, encoding="utf-8")
    return {"scheme": scheme, "answers": answers}


def run(**options: object) -> str:
    out = io.StringIO()
    call_command("evaluate", stdout=out, **options)
    return out.getvalue()


def test_shows_agreement_confusion_and_the_worst_miss(files: dict[str, Path]) -> None:
    out = run(**files)
    assert "1 questions, 3 answers" in out
    assert "exact agreement      0.667" in out
    assert "Cohen's kappa: pooled 0.400" in out
    assert "Stalin put pressure" in out.partition("Worst misses")[2]


def test_of_answers_to_several_questions_those_to_the_one_are_taken(files: dict[str, Path]) -> None:
    rows = "question,answer,mark\n1,The Chinese border was under threat,1\n2,Something else,6\n1,idk,0\n"
    files["answers"].write_text(rows, encoding="utf-8")
    assert "1 questions, 2 answers" in run(**files)
    files["answers"].write_text("question,answer,mark\n2,Something else,6\n", encoding="utf-8")
    with pytest.raises(CommandError, match="no marked answers to question 1"):
        run(**files)


def test_rows_that_cannot_be_read_are_named_and_end_in_an_error(files: dict[str, Path], capsys) -> None:
    files["answers"].write_text(f"{MARKED}d,idk,many\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        call_command("evaluate", **files)
    shown = capsys.readouterr()
    assert stopped.value.code == 1
    assert "1 questions, 3 answers" in shown.out
    assert "row 5: “many”" in shown.err


def test_reads_a_folder_by_its_split(files: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "data" / "china"
    folder.mkdir(parents=True)
    for path in files.values():
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "data" / "splits.json").write_text(json.dumps({"test": ["china/q"]}), encoding="utf-8")
    assert "china: 1 questions, 3 answers" in run(data=tmp_path / "data")
    with pytest.raises(CommandError, match="no split other"):
        run(data=tmp_path / "data", split="other")


def test_the_baseline_needs_all_words(files: dict[str, Path]) -> None:
    assert "exact agreement" in run(**files, baseline=True)


def test_a_teacher_who_settles_everything_is_agreed_with(files: dict[str, Path]) -> None:
    lines = run(**files, rulings=True).splitlines()
    assert [line.split(maxsplit=2)[1:] for line in lines[-3:]] == [["1.000", "none left"]] * 3


def test_needs_something_to_evaluate() -> None:
    with pytest.raises(CommandError, match="--scheme"):
        run()


def test_essays_are_told_how_often_the_level_is_right() -> None:
    out = run(scheme=EXAMPLES / "great-leap.levels.scheme.txt", answers=EXAMPLES / "great-leap.levels.answers.csv")
    level = next(line for line in out.splitlines() if "exact level" in line)
    table = out.partition("right level\n")[2].partition("\n\n")[0].splitlines()
    rows = [line.split() for line in table]
    assert sum(int(row[3]) for row in rows) == len(essays_of("great-leap"))
    right = sum(int(row[3]) * float(row[5]) for row in rows)
    assert right / len(essays_of("great-leap")) == pytest.approx(float(level.split()[-1]), abs=0.01)


def test_rows_that_cannot_be_read_are_an_error_with_rulings_too(files: dict[str, Path], capsys) -> None:
    files["answers"].write_text(f"{MARKED}d,idk,many\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        call_command("evaluate", **files, rulings=True)
    assert stopped.value.code == 1


@pytest.mark.parametrize(
    ("content", "only", "told"),
    [(None, "", "no file"), ('{"test": ["china/q"]}', "japan", "no set japan"), ("[1]", "", "no split test")],
)
def test_a_folder_without_what_is_asked_for_is_refused(
    tmp_path: Path, content: str | None, only: str, told: str
) -> None:
    if content is not None:
        (tmp_path / "splits.json").write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=told) as refused:
        run(data=tmp_path, set=only)
    assert refused.value.returncode == 2
