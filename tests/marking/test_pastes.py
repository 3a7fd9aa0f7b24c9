"""Texts as people paste them. Beside each is what is read of it, or the lines that it is flagged at."""

from __future__ import annotations

from pathlib import Path

import pytest

from questions.marking.notation import messages
from questions.marking.notation.parsing import NotationError, parse, parse_all, passed_over, point_text, to_text
from tests.marking.canals import HEAD, LIST, refused
from tests.marking.texts import errors, read, the_error

pytestmark = pytest.mark.marking

PASTES = sorted(path for path in (Path(__file__).parent / "pastes").glob("*.txt") if ".read." not in path.name)
NEW = {
    "25-any-two-from-on-one-line",
    "31-notes-and-page-furniture",
    "39-cells-without-a-head",
    "44-accept-and-reject-beside-several",
    "46-bands-with-marks-behind",
    "49-numbered-points-in-a-cell",
    "50-mark-allocation-cell-by-cell",
    "54-foot-of-a-levels-grid",
}
"""Pastes of which a rule for new texts alone makes sense."""


def outcome(text: str, *, new: bool = False) -> str:
    """The canonical text, or a line for each error; then the lines that were left out."""
    try:
        lines = ["\n".join(map(to_text, (parse(text, new=True),) if new else parse_all(text)))]
    except NotationError as refusal:
        lines = [f"line {error.line}: {error.message}\n" for error in refusal.errors]
    left_out = [f"left out: line {line.line}, {line.text}\n" for line in passed_over(text, new=new)]
    return "".join([*lines, *left_out])


@pytest.mark.parametrize("path", PASTES, ids=lambda path: path.stem)
def test_a_paste_is_read_or_flagged_at_its_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert outcome(text, new=path.stem in NEW) == path.with_suffix(".read.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["taxes rose with-", "out consent"], "taxes rose without consent"),
        (["a long-", "term cause"], "a long-term cause"),
        (["a short-", "age of grain"], "a shortage of grain"),
        (["the So-", "viets"], "the Soviets"),
        (["far-", "mers lost land"], "farmers lost land"),
        (["post-", "war debts"], "post-war debts"),
        (["state-", "owned farms"], "state-owned farms"),
        (["fear of anti-", "Semitism"], "fear of anti-Semitism"),
        (["fear of war -", "and want"], "fear of war - and want"),
    ],
)
def test_a_word_parted_at_the_end_of_a_line_is_whole_again(lines: list[str], text: str) -> None:
    (point,) = read(f"- {lines[0]}", f"  {lines[1]}").points
    assert " ".join(term.forms[0] for term in point.answers[0].phrases[0].terms) == text


def test_what_stands_in_the_text_of_a_question_is_never_left_out() -> None:
    stem = "Page 7 of 24\n© The archive\nAnswers\n3 (a) is a part\n03.1\n> quoted\nTarget: AO1"
    document = parse_all(f"Question 1 (2 marks)\n{stem}\n\nMark scheme:\n- fear")[0]
    assert document.schemes[0].stem == stem
    assert parse_all(to_text(document)) == (document,)


def test_numbers_below_a_mark_allocation_are_marks_as_long_as_there_are_objectives_for_them() -> None:
    text = "Question 1 (2 marks)\nWhy?\nMark allocation:\nAO1\nAO2\n1\n1\n7\n\nMark scheme:\n- fear\n- greed\n"
    assert parse(text, new=True).schemes[0].stem == "Why?\n7"
    words = "Question 1 (2 marks)\nMark allocation\n1\n2\nWhy?\n\nMark scheme:\n- fear\n- greed\n"
    assert parse(words, new=True).schemes[0].stem == "Mark allocation\n1\n2\nWhy?"


@pytest.mark.parametrize("line", ["PMT", "J411/21", "J411/21 Mark Scheme June 2023"])
def test_a_point_that_may_be_print_around_the_questions_is_left_out_of_a_new_text_alone(line: str) -> None:
    text = f"Q1 [1]\nWhy?\nMark scheme:\nAcceptable answers include:\nfear\n{line}\ngreed\n"
    assert [len(parse(text, new=new).schemes[0].points) for new in (False, True)] == [3, 2]
    assert [line.line for line in passed_over(text, new=True)] == [6]


def test_a_running_head_is_one_that_stands_beside_page_numbers() -> None:
    text = "Q1 [1]\nWhy?\nMark scheme:\n- fear\nHistory\nPage 1\n- greed\nHistory\nPage 2\n- loyalty"
    assert [line.line for line in passed_over(text)] == [5, 6, 8, 9]
    with pytest.raises(NotationError, match="line 5"):
        parse_all(text.replace("Page 2", "- pride"))


@pytest.mark.parametrize(
    ("lines", "points"),
    [
        (["- fear", "- greed", "7", "© OCR 2023", "- hunger", "8", "© OCR 2023", "- pride"], 4),
        (["- fear of", "7", "© OCR 2023", "war"], 1),
        (["fear", "Page 2 of 9", "7", "greed", "www.ocr.org.uk", "8", "pride"], 3),
        (["7", "© OCR 2023"], 1),
        (["12", "© OCR 2023", "13"], 2),
        (["- the answer is", "  42", "www.example.org"], 1),
        (["fear", "12", "greed", "7", "© OCR 2023"], 4),
        (["fear", "7", "© OCR 2023", "greed", "30", "© OCR 2023"], 4),
    ],
)
def test_the_bare_number_of_a_page_is_left_out_of_a_new_text_and_an_answer_is_not(
    lines: list[str], points: int
) -> None:
    text = "\n".join(["Q1 [1]", "How many?", "Mark scheme:", "Acceptable answers include:", *lines])
    read_points = [point_text(point) for point in parse(text, new=True).schemes[0].points]
    assert len(read_points) == points
    left_out = {line.text for line in passed_over(text, new=True)}
    said = " ".join(read_points)
    for number in (line for line in lines if line.isdecimal()):
        assert (number in said) != (number in left_out)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law protected authors",
        "turn over land to the peasants",
        "Page boys were paid less",
        "End of the monarchy",
        "Answers were hidden",
        "Guidance from the Pope",
        "AO1920 was a code",
        "www is short for World Wide Web",
        "1929/30",
        "PMT cards",
        "J411",
        "Mark scheme of 1923",
    ],
)
def test_a_point_that_only_resembles_print_around_the_questions_is_kept(line: str) -> None:
    scheme = read("Acceptable answers include:", "fear of war", line)
    assert [point_text(point) for point in scheme.points] == ["fear of war", line]


def test_a_point_with_a_bullet_is_never_print_around_the_questions() -> None:
    lines = ["Page 7 of 24", "Guidance", "Answers", "Level 2", "AO1", "© law", "Turn over"]
    scheme = read("Acceptable answers include:", *(f"- {line}" for line in lines))
    assert [point_text(point) for point in scheme.points] == lines
    assert parse(to_text(scheme)).schemes == (scheme,)


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (["Answer\tMark", "fear\t2", "greed\t1"], ["- fear [2]", "- greed"]),
        (["No.\tAnswer", "1\t• fear", "2\tgreed"], ["- fear", "- greed"]),
        (["No.\tAnswer\tMark", "\tfear\t2"], ["- fear [2]"]),
        (["\tAnswers:", "\t• fear", "\tgreed"], ["- fear", "  greed"]),
        (["Answer\tAccept\tReject", "fear\tworry\tjoy"], ["- fear", "  ACCEPT: worry", "  REJECT: joy"]),
        (
            ["Answer\tGuidance", "fear\tAccept worry. Do not accept joy"],
            ["- fear", "  ACCEPT: worry.", "  REJECT: joy"],
        ),
        (["Answer\tMarks\tGuidance", "fear\t1\tAccept any other valid answer"], ["- fear"]),
        (
            ["Answer\tMarks\tGuidance", "fear\t1\tallow worry; do not accept joy"],
            ["- fear", "  ACCEPT: worry;", "  REJECT: joy"],
        ),
        (["Qu\tPart\tMarking guidance\tTotal marks", "01\t1\tfear\t2", "01\t2\tgreed\t1"], ["- fear [2]", "- greed"]),
        (["Question number\tAnswer\tAO", "0 1 . 2\tfear\tAO1", "MP2\tgreed\tAO1"], ["- fear", "- greed"]),
        (["Answer\tMark", "ﬁght\t1"], ["- fight"]),
        (
            ["Answer\tGuidance", "fear\tAccept worry", "Do not accept joy", "greed\t"],
            ["- fear", "  ACCEPT: worry", "  REJECT: joy", "- greed"],
        ),
        (["Answer\tMark", "fear\t2", "greed\t"], ["Award up to 2 marks.", "- fear", "- greed"]),
        (["Answer\tMark", "fear", "greed\t2"], ["Award up to 2 marks.", "- fear", "- greed"]),
        (["Answer\tMark", "fear (1)\t(2)", "greed (1)\t"], ["Award up to 2 marks.", "- fear [1]", "- greed [1]"]),
        (["Answer\tMark", "fear\t", "greed\t", "\tTotal 2"], ["Award up to 2 marks.", "- fear", "- greed"]),
        (["Answer\tMark", "fear\t1", "greed\t"], ["- fear", "- greed"]),
        (
            ["Answer\tAccept\tReject", "fear\tworry", "greed\tavarice"],
            ["- fear", "  ACCEPT: worry", "- greed", "  ACCEPT: avarice"],
        ),
    ],
)
def test_a_table_of_answers_is_read_row_by_row(rows: list[str], wanted: list[str]) -> None:
    assert read(*rows) == read("Acceptable answers include:", *wanted)


def test_what_stands_beside_several_answers_in_one_cell_is_refused() -> None:
    cell = "Answer\tGuidance\n• moving coal\n• draining land\tAccept moving lime\nDo not accept swimming\n"
    assert refused(f"{HEAD}{cell}") == {
        7: messages.SIGN_APART.format("ACCEPT"),
        8: messages.SIGN_APART.format("REJECT"),
    }


@pytest.mark.parametrize("lines", ["fear\t2\t1 mark for each reason.", "fear\n  of war\t1\tAccept dread", "fear\t2"])
def test_cells_behind_a_point_are_refused_where_no_head_names_them(lines: str) -> None:
    assert list(refused(f"{LIST}- greed\n- {lines}\n").values()) == [messages.CELLS_ASTRAY]


@pytest.mark.parametrize("line", ["•\tfear", "• fear\t[2]", "• fear\tof war"])
def test_a_tab_alone_makes_no_table(line: str) -> None:
    assert len(parse(f"{LIST}{line}\n", new=True).schemes[0].points) == 1


@pytest.mark.parametrize(
    "level",
    [
        "Level 2\n3–4 marks\tclear",
        "Level 2\n3–4\tclear",
        "Level 2\n3–4 marks clear",
        "Level 2\n\n(3–4 marks) clear",
        "Level 2: clear 3–4",
        "Level 2: clear [3–4 marks]",
        "Level 2:\nclear 3–4 marks",
        "Level 2\nclear [3–4]",
    ],
)
def test_the_marks_of_a_level_stand_on_any_side_of_its_words(level: str) -> None:
    lower = level.replace("2", "1").replace("3–4", "1–2").replace("clear", "basic")
    for head in ("Question 1 (4 marks)\nExplain why.\n\nMark scheme:\n", "1 (b) Explain why. [4]\n\n"):
        scheme = parse(f"{head}{level}\n{lower}\nIndicative content:\n- trade\n", new=True).schemes[0]
        assert scheme.stem == "Explain why."
        assert [(each.low, each.high, each.descriptor) for each in scheme.levels] == [(1, 2, "basic"), (3, 4, "clear")]


def test_figures_at_the_end_of_a_descriptor_are_its_words_where_the_level_has_its_marks() -> None:
    scheme = read("Level 1 (1–2 marks): tells of 1–2", "or of the years 3–4", "Indicative content:", "- trade")
    assert scheme.levels[0].descriptor == "tells of 1–2 or of the years 3–4"


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (["Answer\tGuidance", "fear\tany order", "greed\t"], 2),
        (["Answer\tMark", "fear\t1", "greed\t1–2"], 3),
        (["Level\tAnswer", "2\tfear"], 2),
        (["No.\tAnswer", "AO1\tfear"], 2),
        (["Answer\tMark", "fear\t1\tsomething more"], 2),
    ],
)
def test_a_cell_of_a_table_that_has_no_place_is_flagged(rows: list[str], line: int) -> None:
    found, message = the_error(*rows)
    assert (found, "cannot act on a note" in message) == (line, True)


@pytest.mark.parametrize("words", ["no answer", "No response", "answer note", "Point Question", "answer marks"])
def test_a_point_is_no_head_of_a_table(words: str) -> None:
    text = (
        f"Question 1 (2 marks)\nSay what he did.\n\nMark scheme:\nAcceptable answers include:\n{words}\nhe went away\n"
    )
    assert [point_text(point) for point in parse(text, new=True).schemes[0].points] == [words, "he went away"]


@pytest.mark.parametrize(
    ("cell", "is_number"),
    [("5", True), ("5.", True), ("5 (a)", True), ("5b(ii)", True), ("(b) (ii)", True), ("1000", True), ("", True)]
    + [(word, False) for word in ("mix", "six", "vi", "fix", "a b")],
)
def test_the_number_of_a_row_is_a_number(cell: str, is_number: bool) -> None:
    head = "1 (a) Say what canals did. [1]\n\nQuestion\tAnswer\tMarks\n"
    read_or_not = outcome(f"{head}{cell}\tdraining land\t1\n")
    assert ("- draining land" in read_or_not) == is_number, read_or_not


@pytest.mark.parametrize("head", ["Question 1 (2 marks)\tName two uses of a canal.", "Question 1 [2]\tName two uses."])
def test_the_number_of_a_question_in_a_cell_is_no_question(head: str) -> None:
    (scheme,) = parse(f"{head}\n\nMark scheme:\n- moving coal\n- draining land\n").schemes
    assert (scheme.number, scheme.marks, len(scheme.points)) == (1, 2, 2)
    assert scheme.stem.startswith("Name two uses")


@pytest.mark.parametrize("number", ["Question 1 (a)", "Part (b)", "Item no. 2"])
def test_rows_below_a_column_of_numbers_are_points(number: str) -> None:
    table = f"Question\tAnswer\tMarks\n{number}\tmoving coal\t1\n"
    assert errors(f"{HEAD}{table}") == [(6, messages.NOTE)]


HENRY = "3 (a) Name two monarchs. [2]\nAny two from:\n• Henry VII\n• Henry VIII\n"


@pytest.mark.parametrize(
    "part",
    ["(b) Why did he go? [1]", "(b) Why did\nhe go? (1)", "(c) Why did he go? [1 mark]", "4 Why did he go? [1]"],
)
def test_the_next_part_of_a_question_needs_no_heading_below_it(part: str) -> None:
    first, second = parse(f"{HENRY}{part}\n• for fear\n", new=True).schemes
    assert [point_text(point) for point in first.points] == ["Henry VII", "Henry VIII"]
    assert (second.number, second.marks, " ".join(second.stem.split())) == (4, 1, "Why did he go?")
    assert [point_text(point) for point in second.points] == ["for fear"]


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("1 (i) Name two signs. [2]", "(v) is velocity in this (2)"),
        ("1 (i) Name two signs. [2]", "(v) Velocity stands for speed (2)"),
        ("2 (a) Name two numbers. [2]", "3 or four [1]"),
        ("2 (a) Name two letters. [2]", "(b) is the next one [1]"),
    ],
)
def test_a_point_that_begins_like_a_part_far_on_or_with_a_small_letter_stays_a_point(head: str, line: str) -> None:
    text = f"{head}\nAny two from:\n• first of all\n{line}\n• after that\n"
    assert outcome(text, new=True).count("Mark scheme:") < 2
    schemes = parse(text.replace(line, f"- {line}"), new=True).schemes
    assert [len(scheme.points) for scheme in schemes] == [3]


def test_the_next_part_without_marks_is_asked_about_and_without_bullets_lacks_its_scheme() -> None:
    assert refused(f"{HENRY}(b) Why did he go?\n• for fear\n") == {5: messages.PART_OR_POINT}
    assert [line for line, _ in errors(f"{HENRY}(b) Why did he go? [1]\nfor fear\n")] == [5]


@pytest.mark.parametrize(
    "points",
    ["(a) Henry VII\n(b) Henry VIII [1]", "• Henry VII\n(a) Henry VIII [1]", "1. Henry VII\n4. Henry VIII [1]"],
)
def test_points_with_letters_or_numbers_are_no_parts(points: str) -> None:
    (scheme,) = parse(f"3 (a) Name two monarchs. [2]\nAny two from:\n{points}\n", new=True).schemes
    assert len(scheme.points) == 2


@pytest.mark.parametrize(
    "total",
    [
        "[2]",
        "(2)",
        "[2 marks]",
        "[2]\n[Total: 10]",
        "[Total: 2]",
        "(Total 2 marks)",
        "(Total for Question 3(a)(ii) = 2 marks)",
        "Total for Question 1: 2 marks",
        "TOTAL FOR SECTION A = 20 MARKS",
        "Total: [2]",
    ],
)
def test_a_total_below_the_points_is_left_out(total: str) -> None:
    for points in ("• fear\n• greed", "fear\ngreed"):
        text = f"Question 1 (2 marks)\nWhy?\n\nMark scheme:\nAny two from:\n{points}\n{total}\n"
        assert parse(text, new=True) == parse(text.replace(f"{total}\n", ""), new=True)
        assert [line.text for line in passed_over(text, new=True)] == total.split("\n")


@pytest.mark.parametrize("line", ["[3]", "Total war", "Total: 5 of them"])
def test_what_is_no_total_of_the_question_is_not_left_out(line: str) -> None:
    text = f"Question 1 (2 marks)\nWhy?\n\nMark scheme:\nAny two from:\n• fear\n{line}\n• greed\n"
    assert errors(text) == [(7, messages.EXPECTED_BULLET)]


BELOW = "Question 1 (2 marks)\nWhy?\n\nMark scheme:\nAnswers:\n{0}\n(Total for Question 1 = 2 marks)\n{1}\n"


@pytest.mark.parametrize("new", [True, False])
@pytest.mark.parametrize("points", ["fear\ngreed", "• fear\n• greed"])
@pytest.mark.parametrize(
    "below", ["2 Why did it end?\nmoney ran out\n[Total: 2]", "• war\n• plague", "Answers: war; want"]
)
def test_what_stands_below_the_total_is_no_point_of_the_question(points: str, below: str, new: bool) -> None:
    with pytest.raises(NotationError) as refusal:
        parse(BELOW.format(points, below), new=new)
    first = refusal.value.errors[0]
    assert (first.line, first.message) == (9, messages.BELOW_TOTAL)


def test_notes_synonyms_and_further_totals_stand_below_the_total() -> None:
    below = "Note: spelling does not matter\nSynonyms: fear = dread\n[Total: 10]"
    (scheme,) = parse(BELOW.format("• fear\n• greed", below), new=True).schemes
    assert (len(scheme.points), scheme.synonyms) == (2, (("fear", "dread"),))


@pytest.mark.parametrize(
    ("total", "message"),
    [
        ("[Total: 6]", messages.OTHER_TOTAL.format(6, 2)),
        ("(Total for Question 1 = four marks)", messages.OTHER_TOTAL.format(4, 2)),
        ("(Total for Question 7 = 2 marks)", messages.TOTAL_OF_ANOTHER.format(7, 1)),
    ],
)
def test_a_total_that_contradicts_the_question_is_pointed_out(total: str, message: str) -> None:
    text = f"Question 1 (2 marks)\nWhy?\n\nMark scheme:\nAny two from:\n• fear\n• greed\n{total}\n"
    assert errors(text) == [(8, message)]


def test_a_total_below_the_last_part_is_that_of_all_parts() -> None:
    parts = "1 (a) Why? [2]\nAnswers:\n• fear\n• greed\n(b) How? [2]\nAnswers:\n• by war\n• by luck\n"
    assert parse(f"{parts}(Total for Question 1 = 4 marks)\n", new=True) == parse(parts, new=True)


GRID = "Question 1 (4 marks)\nWhy?\n\nMark scheme:\nLevel 2 (3–4 marks): much\nLevel 1 (1–2 marks): little\n"


@pytest.mark.parametrize(
    "foot", ["No relevant content\n0", "Nothing worthy of credit\n\n(0)", "No rewardable material"]
)
def test_the_foot_of_a_grid_is_no_words_of_its_last_level(foot: str) -> None:
    text = f"{GRID}{foot}\nIndicative content:\n- trade\n"
    assert [level.descriptor for level in parse(text, new=True).schemes[0].levels] == ["little", "much"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Maximum 3 marks for Level 2 answers that use one source.", messages.NOTE),
        ("Look for: similarities such as trade; differences e.g. war", messages.NOTE),
        ("The following holds for all who mark.", messages.LEVEL_OR_SCHEME),
        ("\nthe following holds for all", messages.LEVEL_OR_SCHEME),
    ],
)
def test_what_stands_below_the_last_level_is_asked_about(line: str, message: str) -> None:
    text = f"{GRID}{line}\nIndicative content:\n- trade\n"
    assert refused(text) == {7 + line.count("\n"): message}


def test_levels_of_several_lines_or_paragraphs_are_not_asked_about() -> None:
    words = "\n\nIt says much.\nIt goes far.\n\nIt ends well.\n"
    levels = f"Level 2 (3–4 marks){words}Level 1 (1–2 marks){words}"
    text = f"Question 1 (4 marks)\nWhy?\n\nMark scheme:\n{levels}Indicative content:\n- trade\n"
    wanted = "It says much. It goes far. It ends well."
    assert [level.descriptor for level in parse(text, new=True).schemes[0].levels] == [wanted, wanted]
