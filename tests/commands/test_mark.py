"""manage.py mark: spreadsheets as schools save them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from questions.spreadsheets import NOT_UTF8
from tests.factories import BARE_LEVELS
from tests.marking.test_levels_bank import EXAMPLES
from tests.marking.test_marker import TEXT

PROJECT = Path(__file__).parents[2]
FULL = Path("/dev/full")


@pytest.fixture
def scheme(tmp_path: Path) -> Path:
    path = tmp_path / "scheme.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "answers.csv"
    path.write_bytes(text.encode(encoding))
    return path


def run(scheme: Path, answers: Path, **options: object) -> str:
    out = io.StringIO()
    call_command("mark", scheme=scheme, answers=answers, stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("id,answer\na,The Chinese border was under threat\nb,idk\n", "utf-8"),
        ("\ufeffid;answer;class\r\na;The Chinese border was under threat;7b\r\nb;idk;7b\r\n", "utf-8"),
        ("ID\tAnswer\na\tThe Chinese border was under threat\nb\tidk\n", "utf-16"),
        ("id,answer\na,The Chinese border was under threat\nb,idk\n", "utf-16-le"),
        ("id,answer\na,The Chinese border was under threat\nb,idk\n", "utf-16-be"),
        ("sep=;\nid;answer\na;The Chinese border was under threat\n\nb;idk\n", "cp1252"),
    ],
)
def test_reads_what_spreadsheets_write(scheme: Path, tmp_path: Path, text: str, encoding: str) -> None:
    lines = [json.loads(line) for line in run(scheme, written(tmp_path, text, encoding)).splitlines()]
    assert [(line["id"], line["mark"], line["max_mark"]) for line in lines] == [("a", 1, 2), ("b", 0, 2)]
    assert set(lines[0]) >= {"id", "mark", "max_mark", "level", "confidence", "review_priority", "points", "flags"}
    assert lines[0]["points"][0]["evidence"]


def test_characters_that_had_to_be_guessed_are_told_of(scheme: Path, tmp_path: Path, capsys) -> None:
    path = written(tmp_path, "id,answer\nŻółć,idk\n", "cp1250")
    run(scheme, path)
    assert capsys.readouterr().err == f"{path}: {NOT_UTF8}\n"


def test_csv_has_a_row_for_each_answer(scheme: Path, tmp_path: Path) -> None:
    out = run(scheme, written(tmp_path, "id,answer\na,The Chinese border was under threat\n"), format="csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["id"], row["mark"], row["points"]) for row in rows] == [("a", "1", "1")]


def marked_and_said(scheme: Path, answers: Path, capsys) -> tuple[list[str], str]:
    """The ids of the answers that are marked, and what is said of the rows that cannot be read."""
    with pytest.raises(SystemExit) as stopped:
        call_command("mark", scheme=scheme, answers=answers)
    shown = capsys.readouterr()
    assert stopped.value.code == 1
    return [json.loads(line)["id"] for line in shown.out.splitlines()], shown.err


def test_bad_rows_are_named_and_the_others_marked(scheme: Path, tmp_path: Path, capsys) -> None:
    path = written(tmp_path, "id,answer\na,idk\nb\nc,one,too many\nd,idk\n")
    marked, said = marked_and_said(scheme, path, capsys)
    assert marked == ["a", "d"]
    assert "row 3" in said
    assert "row 4" in said


@pytest.mark.parametrize("text", ["", "name,answer\na,b\n", "id\na\n", "id,answer,Answer \na,b,c\n"])
def test_a_file_without_its_columns_is_refused(scheme: Path, tmp_path: Path, text: str) -> None:
    with pytest.raises(CommandError, match=r"no column|two columns are named answer") as refused:
        run(scheme, written(tmp_path, text))
    assert refused.value.returncode == 2


def test_standard_input_is_one_file_only() -> None:
    with pytest.raises(CommandError, match="Only one of the files can be -") as refused:
        run(Path("-"), Path("-"))
    assert refused.value.returncode == 2


def test_columns_that_are_not_read_may_have_one_name(scheme: Path, tmp_path: Path) -> None:
    marked = run(scheme, written(tmp_path, "id,answer,comment,comment\na,idk,b,c\n"))
    assert [json.loads(line)["id"] for line in marked.splitlines()] == ["a"]


def test_a_quotation_mark_that_is_never_closed_is_named_with_its_row(scheme: Path, tmp_path: Path, capsys) -> None:
    path = written(tmp_path, 'id,answer\na,"said ""so"", twice"\nb,"idk\nc,idk\n\nd,idk\n')
    marked, said = marked_and_said(scheme, path, capsys)
    assert marked == ["a"]
    assert "row 3: a quotation mark" in said


def test_ids_that_marks_cannot_be_told_apart_by_are_named(scheme: Path, tmp_path: Path, capsys) -> None:
    marked, said = marked_and_said(scheme, written(tmp_path, "id,answer\na,idk\n,idk\nb,idk\n a,idk\n"), capsys)
    assert marked == ["a", "", "b", "a"]
    path = tmp_path / "answers.csv"
    assert said.splitlines() == [
        f"{path}: row 3: marked, but it has no id",
        f"{path}: row 5: marked, but “a” is the id of row 2 too",
    ]


def test_files_that_are_no_spreadsheet_as_text_are_named_for_what_they_are(scheme: Path, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    with pytest.raises(CommandError) as missing:
        run(scheme, path)
    assert (str(missing.value), missing.value.returncode) == (f"{path}: No such file or directory.", 2)
    with zipfile.ZipFile(path, "w") as workbook:
        workbook.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(CommandError, match="workbook of Excel") as refused:
        run(scheme, path)
    assert refused.value.returncode == 2


def test_a_file_without_rows_is_refused(scheme: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no row") as refused:
        run(scheme, written(tmp_path, "id,answer\n\n"))
    assert refused.value.returncode == 2


def test_a_reader_that_has_seen_enough_is_no_error(scheme: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "id,answer\n" + "a,idk\n" * 2000)
    command = [sys.executable, "manage.py", "mark", f"--scheme={scheme}", f"--answers={path}"]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as marker:
        assert marker.stdout is not None
        assert marker.stderr is not None
        assert json.loads(marker.stdout.readline())["id"] == "a"
        marker.stdout.close()
        assert marker.stderr.read() == ""


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told_in_one_line(scheme: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "id,answer\na,idk\n")
    command = [sys.executable, "manage.py", "mark", f"--scheme={scheme}", f"--answers={path}"]
    with FULL.open("w") as full:
        done = subprocess.run(command, cwd=PROJECT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "The output is not complete: No space left on device.\n")


def test_answers_may_come_from_standard_input(scheme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"id,answer\na,The border was under threat\n")))
    assert json.loads(run(scheme, Path("-")))["id"] == "a"


def test_one_of_several_questions_must_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_text(TEXT + TEXT.replace("Question 1", "Question 2"), encoding="utf-8")
    answers = written(tmp_path, "id,answer\na,idk\n")
    with pytest.raises(CommandError, match="--question"):
        run(path, answers)
    with pytest.raises(CommandError, match="no question 7"):
        run(path, answers, question=7)
    assert json.loads(run(path, answers, question=2))["mark"] == 0


def test_decisions_are_followed(scheme: Path, tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.csv"
    decisions.write_text("answer,mark\nto win back Taiwan,1\n", encoding="utf-8")
    answers = written(tmp_path, "id,answer\na,To win back Taiwan!\n")
    assert json.loads(run(scheme, answers))["mark"] == 0
    assert json.loads(run(scheme, answers, decisions=decisions))["mark"] == 1


def test_a_scheme_that_cannot_be_read_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "scheme.txt"
    path.write_text("Question 1 (2 marks)\nWhy?\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"scheme\.txt:\d+: "):
        run(path, written(tmp_path, "id,answer\na,b\n"))


def test_a_scheme_under_which_nothing_earns_a_mark_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "scheme.txt"
    path.write_text(BARE_LEVELS, encoding="utf-8")
    with pytest.raises(CommandError, match="no answer could earn a mark") as refused:
        run(path, written(tmp_path, "id,answer\na,b\n"))
    assert refused.value.returncode == 2


def test_an_essay_s_points_show_their_stage_with_link_and_support(tmp_path: Path) -> None:
    scheme = EXAMPLES / "great-leap.levels.scheme.txt"
    answer = "Peng Dehuai was sacked at Lushan in 1959, so nobody else dared to criticise Mao. The weather was bad."
    path = written(tmp_path, f'id,answer\na,"{answer}"\nb,idk\n')
    developed, empty = (json.loads(line) for line in run(scheme, path).splitlines())
    stages = {point["stage"]: point for point in developed["points"] if point["credited"]}
    assert set(stages) == {"supported", "identified"}
    assert "so" in [answer[start:end] for start, end in stages["supported"]["link"]]
    assert "Lushan" in " ".join(answer[start:end] for start, end in stages["supported"]["support"])
    assert stages["identified"]["link"] == stages["identified"]["support"] == []
    assert empty["mark"] == 0
    assert all(point["stage"] == "" for point in empty["points"])


def test_no_cell_of_the_csv_is_a_formula(scheme: Path, tmp_path: Path) -> None:
    answers = tmp_path / "a.csv"
    answers.write_text("id,answer\n'=1+1,idk\n", encoding="utf-8")
    assert "\n'=1+1,0," in run(scheme, answers, format="csv")
