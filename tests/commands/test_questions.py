"""import_questions, export_questions and seed_demo."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from questions.assignments import table
from questions.exchange.moodle import NOT_CARRIED
from questions.models import Assignment, Attempt, Mark, MarkScheme, Question, SampleAnswer, SchoolClass, Topic, User
from questions.services.authoring import retire
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "Topic: Rivers\n\n" + factories.POINTS + "\n" + factories.LEVELS


def run(*args: str, **options: object) -> str:
    out = io.StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def test_import_and_export_give_the_same_bytes(tmp_path: Path) -> None:
    file = tmp_path / "rivers.txt"
    file.write_text(TEXT, encoding="utf-8")
    run("import_questions", str(file), "--publish")
    out = run("export_questions")
    file.write_text(out, encoding="utf-8")
    run("import_questions", str(file))
    assert run("export_questions") == out
    assert (Question.objects.published().count(), MarkScheme.objects.count()) == (2, 2)


def test_levels_without_points_come_in_as_drafts_and_are_not_published(tmp_path: Path) -> None:
    file = tmp_path / "rivers.txt"
    file.write_text(f"Topic: Rivers\n\n{factories.POINTS}\n{factories.BARE_LEVELS}", encoding="utf-8")
    with pytest.raises(CommandError, match="Question 2 has levels and no points below them"):
        run("import_questions", str(file), "--publish")
    assert not Question.objects.exists()
    run("import_questions", str(file))
    assert list(Question.objects.values_list("status", flat=True)) == ["draft", "draft"]
    file.write_text(f"Topic: Rivers\n\n{factories.BARE_LEVELS.replace('Explain', 'Describe')}", encoding="utf-8")
    with pytest.raises(CommandError, match="Question 2 has levels and no points below them"):
        run("import_questions", str(file), "--publish")


def test_import_names_the_lines_that_it_leaves_out(tmp_path: Path) -> None:
    file, err = tmp_path / "rivers.txt", io.StringIO()
    file.write_text(f"{TEXT}Page 7 of 24\n", encoding="utf-8")
    run("import_questions", str(file), "--check", stderr=err)
    assert err.getvalue() == f"{file}:{TEXT.count(chr(10)) + 1}: left out [Page 7 of 24]\n"


def test_import_is_all_or_nothing_over_all_files(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(TEXT, encoding="utf-8")
    bad.write_text("Topic: Lakes\n\nQuestion 1 (2 marks)\nWhy?\n\nMark scheme:\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"bad\.txt:\d+: "):
        run("import_questions", str(good), str(bad))
    assert not Question.objects.exists()


def test_import_with_check_saves_nothing(tmp_path: Path) -> None:
    file = tmp_path / "rivers.txt"
    file.write_text(TEXT, encoding="utf-8")
    said = run("import_questions", str(file), "--check", "--publish")
    assert "question 2 of" in said
    assert said.splitlines()[-1].startswith("Checked only: nothing is saved.")
    assert not Question.objects.exists()


def test_export_writes_a_file_for_each_topic(tmp_path: Path) -> None:
    factories.bank(topic="Rivers")
    factories.bank(topic="Lakes")
    run("export_questions", "--out", str(tmp_path / "bank"))
    assert sorted(path.name for path in (tmp_path / "bank").iterdir()) == ["lakes.txt", "rivers.txt"]


@pytest.mark.parametrize("form", ["text", "moodle", "csv"])
def test_several_topics_go_out_as_one_file_and_come_back(tmp_path: Path, form: str) -> None:
    factories.bank(topic="Rivers")
    factories.bank(topic="Lakes", publish=False)
    out = run("export_questions", "--format", form)
    file = tmp_path / "bank"
    file.write_text(out, encoding="utf-8", newline="")
    wanted = [(str(question), question.newest().text) for question in Question.objects.order_by("pk")]
    Question.objects.update(current=None, status="draft")
    report = io.StringIO()
    run("import_questions", str(file), stderr=report)
    assert [(str(question), question.newest().text) for question in Question.objects.order_by("pk")] == wanted
    assert report.getvalue() == ""


def test_an_import_says_what_could_not_be_carried(tmp_path: Path) -> None:
    file = tmp_path / "bank.xml"
    file.write_text(
        '<quiz><question type="truefalse"><name><text>Wet</text></name></question><question type="shortanswer">'
        "<questiontext><text>Name a river.</text></questiontext><usecase>1</usecase>"
        '<answer fraction="100"><text>Nile</text></answer></question></quiz>'
    )
    report = io.StringIO()
    assert "question 1 of “Rivers”" in run("import_questions", str(file), "--topic", "Rivers", stderr=report)
    assert report.getvalue().replace(str(file), "bank.xml").splitlines() == [
        f"bank.xml: Question 1, “Wet”: {NOT_CARRIED.format('true or false')}",
        "bank.xml: Question 2: Capital letters do not matter here; in Moodle they did.",
    ]
    file.write_text("<quiz>")
    with pytest.raises(CommandError, match="damaged in line 1"):
        run("import_questions", str(file))


def test_notes_and_sample_answers_go_out_beside_their_topic_and_come_back(tmp_path: Path) -> None:
    folder = tmp_path / "bank"
    file = tmp_path / "rivers.txt"
    file.write_text(TEXT, encoding="utf-8")
    (tmp_path / "rivers.notes.md").write_text("# Rivers\n\nThey flow.\n", encoding="utf-8")
    (tmp_path / "rivers.samples.csv").write_text('question,answer,mark\n1,=rain,1\n2,"Fish\ndied",2\n')
    run("import_questions", str(file))
    run("export_questions", "--out", str(folder))
    assert sorted(path.name for path in folder.iterdir()) == ["rivers.notes.md", "rivers.samples.csv", "rivers.txt"]
    assert (folder / "rivers.samples.csv").read_bytes() == (
        b'question,answer,mark,level,why\r\n1,\'=rain,1,,\r\n2,"Fish\ndied",2,,\r\n'
    )
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    run("import_questions", str(folder / "rivers.txt"))
    run("export_questions", "--out", str(folder))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert SampleAnswer.objects.count() == 2


def test_sample_answers_of_several_topics_name_theirs(tmp_path: Path) -> None:
    file = tmp_path / "all.txt"
    file.write_text(f"{TEXT}\n{TEXT.replace('Topic: Rivers', 'Topic: Lakes')}", encoding="utf-8")
    samples = tmp_path / "all.samples.csv"
    samples.write_text("topic,question,answer,mark\nLakes,1,rain,1\n,1,snow,1\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"Row 3: all\.txt has no question “1”"):
        run("import_questions", str(file))
    samples.write_text("topic,question,answer,mark\nlakes,1,rain,1\n", encoding="utf-8")
    run("import_questions", str(file))
    assert SampleAnswer.objects.get().question.topic.title == "Lakes"


def test_the_demo_fills_every_page_and_is_safe_to_repeat(settings: object) -> None:
    settings.DEBUG = True  # type: ignore[attr-defined]
    run("seed_demo")
    counts = [model.objects.count() for model in (User, Question, Attempt, Mark, SchoolClass, Assignment)]
    assert counts[0] == 15
    assert Question.objects.published().count() == 40
    assert SampleAnswer.objects.in_use().count() >= 320
    assert all(topic.focus and topic.notes for topic in Topic.objects.all())
    assert Attempt.objects.submitted().count() >= 40
    assert Attempt.objects.drafts().count() == 1
    assignment = Assignment.objects.with_questions().get()
    found = table(assignment)
    assert len(found.rows) == 12
    assert 0 < len(found.not_started) < 12
    assert all(column.answered for column in found.columns)
    settled = list(Mark.objects.filter(teacher__isnull=False).select_related("attempt"))
    agreed = {(sample.question_id, sample.answer): sample.mark for sample in SampleAnswer.objects.in_use()}
    held = [(agreed.get((mark.attempt.question_id, mark.attempt.answer)), mark.mark) for mark in settled]
    assert sum(sample is not None for sample, _ in held) >= 5
    assert all(sample in (None, given) for sample, given in held)
    korea = Question.objects.filter(topic__title__startswith="The Korean War")
    question = korea.get(number=1)
    text = question.newest().text.replace("Give two", "Name two")
    factories.new_version(question, text)
    retire(question=korea.get(number=2))
    run("seed_demo")
    assert korea.get(number=1).stem.startswith("Name two")
    assert korea.get(number=2).status == Question.Status.RETIRED
    assert [model.objects.count() for model in (User, Question, Attempt, Mark, SchoolClass, Assignment)] == counts


def test_the_demo_accounts_are_refused_where_they_would_be_a_danger(settings: object) -> None:
    settings.DEBUG = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="published password"):
        run("seed_demo")
    assert not User.objects.exists()


def test_sample_answers_come_along_and_a_second_time_adds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "rivers.txt"
    file.write_text(TEXT, encoding="utf-8")
    factories.bank(text=factories.POINTS.replace("rivers flood", "lakes freeze"))  # takes number 1
    samples = tmp_path / "rivers.samples.csv"
    samples.write_text("question,answer,mark,why\n1,It rained for days,1,Rain\n2,Fish died,1,\n", encoding="utf-8")
    assert "2 sample answers" in run("import_questions", str(file))
    run("import_questions", str(file))
    rows = SampleAnswer.objects.values_list("question__versions__stem", "answer", "mark", "why", "origin")
    assert list(rows) == [
        ("Give two reasons why rivers flood.", "It rained for days", 1, "Rain", "file"),
        ("Explain how the dam changed the valley.", "Fish died", 1, "", "file"),
    ]


def test_a_bad_row_of_sample_answers_stops_the_import(tmp_path: Path) -> None:
    file = tmp_path / "rivers.txt"
    file.write_text(TEXT, encoding="utf-8")
    samples = tmp_path / "rivers.samples.csv"
    samples.write_text("question,answer,mark\n1,Rain,1\n7,Fish died,1\n1,Snow,9\n", encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        run("import_questions", str(file))
    said = str(refused.value).replace(str(samples), "samples").splitlines()
    assert said == [
        "samples: Row 3: rivers.txt has no question “7”.",
        "samples: Row 4: the mark is 9, but the question has 2.",
        "Nothing was imported.",
    ]
    assert not Question.objects.exists()


def test_notes_come_along_and_go_out_to_the_letter(tmp_path: Path) -> None:
    file = tmp_path / "rivers.txt"
    file.write_text(TEXT, encoding="utf-8")
    notes = "# Rivers\n\n**Specification focus.** Why rivers flood.\n\n## Rain\n\n- *much*  \n\n\n## Key terms\n"
    (tmp_path / "rivers.notes.md").write_text(notes, encoding="utf-8")
    assert "notes of “Rivers”" in run("import_questions", str(file))
    topic = Topic.objects.get()
    assert (topic.title, topic.focus) == ("Rivers", "Why rivers flood.")
    run("export_questions", "--out", str(tmp_path / "out"))
    assert (tmp_path / "out" / "rivers.notes.md").read_text(encoding="utf-8") == notes


def test_notes_that_are_too_long_stop_the_import(tmp_path: Path) -> None:
    file = tmp_path / "rivers.txt"
    file.write_text(TEXT, encoding="utf-8")
    (tmp_path / "rivers.notes.md").write_text("x" * 20_001, encoding="utf-8")
    with pytest.raises(CommandError, match=r"rivers\.notes\.md: The notes of a topic may have 20,000 characters"):
        run("import_questions", str(file))
    assert not Question.objects.exists()


def test_an_export_into_a_file_is_refused(tmp_path: Path) -> None:
    factories.bank()
    (tmp_path / "out").write_text("", encoding="utf-8")
    for folder in (tmp_path / "out", tmp_path / "out" / "below"):
        with pytest.raises(CommandError, match=f"^{folder} is not a folder.$"):
            call_command("export_questions", out=folder)


def test_a_file_that_is_not_there_is_named_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=f"^{tmp_path}/nope.txt: No such file or directory.$"):
        call_command("import_questions", str(tmp_path / "nope.txt"))
