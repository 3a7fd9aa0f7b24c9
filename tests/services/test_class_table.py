"""Class lists as spreadsheets write them and people paste them."""

from __future__ import annotations

import pytest

from questions.services.class_table import MOST_ROWS, TITLES_BELOW, read_class
from questions.spreadsheets import NotATable


def read(text: str) -> list[tuple[str, str, str]]:
    rows = read_class(text).rows
    assert [row.error for row in rows if row.error] == []
    return [(row.first_name, row.last_name, row.username) for row in rows]


AMIRA, BEN = ("Amira", "Hussain", ""), ("Ben", "Carter", "ben.c")


@pytest.mark.parametrize(
    "text",
    [
        "Surname,First name,User name\r\nHussain,Amira,\r\nCarter,Ben,ben.c\r\n",
        "\ufeffSurname;First name;User name\r\nHussain;Amira;\r\nCarter;Ben;ben.c\r\n",
        "sep=;\nSurname;First name;User name\nHussain;Amira;\nCarter;Ben;ben.c\n",
        "Surname\tFirst name\tUser name\nHussain\tAmira\t\nCarter\tBen\tben.c",
        "Legal surname;Legal Forename;User name\nHussain;Amira;\nCarter;Ben;ben.c",
        "First Name [Required],Last Name [Required],User name\nAmira,Hussain,\nBen,Carter,ben.c",
        "Legal first name,Legal last name,User name*\nAmira,Hussain,\nBen,Carter,ben.c",
        "Preferred First Name;Preferred Last Name (required);User name\nAmira;Hussain;\nBen;Carter;ben.c",
        "Preferred name,Surname,User name\nAmira,Hussain,\nBen,Carter,ben.c",
        "Name,Surname,User name\nAmira,Hussain,\nBen,Carter,ben.c",
        "First name,Name,User name\nAmira,Hussain,\nBen,Carter,ben.c",
        "Full name,Surname,User name\nAmira Hussain,Hussain,\nBen Carter,Carter,ben.c",
        "Student [Required],User name\nAmira Hussain,\nBen Carter,ben.c",
        "Student's name,User name\nAmira Hussain,\nBen Carter,ben.c",
        "Surname\tFirst Name(s)\tUser name\nHussain\tAmira\t\nCarter\tBen\tben.c",
        "Login\tForm\tFORENAME\tLast_Name\n\t12B\tAmira\tHussain\nben.c\t12B\tBen\tCarter",
        "Hussain,Amira,\nCarter,Ben,ben.c",
        '"Hussain";" Amira ";""\n\n"Carter";"Ben";"ben.c"\n',
        "Name;User name\nAmira Hussain;\nCarter, Ben;ben.c",
        'Pupil,Username\n"Hussain, Amira",\n"Carter, Ben",ben.c',
    ],
)
def test_a_list_is_read_in_each_shape(text: str) -> None:
    assert read(text) == [AMIRA, BEN]


def test_full_names_stand_one_to_a_line() -> None:
    assert read("Amira Hussain\nMaria de la Cruz\nPelé\n") == [
        AMIRA,
        ("Maria de la", "Cruz", ""),
        ("Pelé", "", ""),
    ]


def test_below_the_one_title_a_comma_is_part_of_the_name() -> None:
    assert read("Name\nO'Brien, Seán\nHussain, Amira\nPelé\n") == [
        ("Seán", "O'Brien", ""),
        AMIRA,
        ("Pelé", "", ""),
    ]


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ('Name,First name\n"Smith, Jo",Joanna', ("Jo", "Smith")),
        ('Name,Surname\n"Smith, Jo",Smith', ("Jo", "Smith")),
        ("Name,Surname\nOKAFOR Amira,Okafor", ("Amira", "Okafor")),
        ("Name,Surname\nMary O’Neil,O'Neil", ("Mary", "O'Neil")),
        ("Name,Surname\nAna de Souza,De Souza", ("Ana", "De Souza")),
        ("Name,Surname\nZoe Müller,Muller", ("Zoe", "Muller")),
        ("Name,First name\nKim Lee Ann,Kim", ("Kim", "Lee Ann")),
        ("Surname,Full name\nLee-Ann,Kim Lee Ann", ("Kim", "Lee-Ann")),
        ("Full name,First name\nJo Smith,Joanna", ("Jo", "Smith")),
        ("Name,Surname\nMary Jane,Watson", ("Mary Jane", "Watson")),
        ("Name,Full name\nAmira,Amira Hussain", ("Amira", "Hussain")),
    ],
)
def test_a_name_beside_its_surname_or_first_name_is_not_doubled(table: str, name: tuple[str, str]) -> None:
    assert read(table) == [(*name, "")]


def test_a_cell_beyond_the_titles_is_told_and_not_dropped() -> None:
    rows = read_class("Surname,First name\nHussain,Amira\nGarcía,Márquez,José\n").rows
    assert [row.error for row in rows] == ["", "It has 3 cells, but the first row has 2."]


def test_user_names_alone_are_enough() -> None:
    assert read("User name\nahussain\nstudent\n") == [("", "", "ahussain"), ("", "", "student")]


def test_columns_that_say_nothing_are_named() -> None:
    assert read_class("Surname,First name,UPN,Reg\nHussain,Amira,H801,12B\n").ignored == ("UPN", "Reg")


GOOGLE = (
    "First Name [Required],Last Name [Required],Email Address [Required],Password [Required]\n"
    "Amira,Hussain,amira@school.example,secret\n"
)


def test_a_file_of_accounts_for_google_is_read() -> None:
    table = read_class(GOOGLE)
    assert read(GOOGLE) == [AMIRA]
    assert table.ignored == ("Email Address [Required]", "Password [Required]")


@pytest.mark.parametrize("titles", ["Surname,Forename", "Surname;Forename", "Name", "Surname,Forename,Year"])
def test_titles_below_another_line_are_no_student(titles: str) -> None:
    rows = read_class(f"Class: 10A History\n{titles}\nHussain,Amira\n").rows
    assert (rows[1].number, rows[1].error) == (2, TITLES_BELOW)


def test_titles_come_again_on_the_next_page_of_a_list() -> None:
    rows = read_class("Surname,Forename\nHussain,Amira\nSurname,Forename\nCarter,Name\n").rows
    assert [(row.number, row.error) for row in rows] == [(2, ""), (3, TITLES_BELOW), (4, "")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no row"),
        (" \n\t\n", "no row"),
        ("Surname,First name\n", "no row below"),
        ("Surname,Form\nHussain,12B\n", "no column is called first name"),
        ("Last\tGiven\nHussain\tAmira\n", "no column of its first row is known \\(Last, Given\\)"),
        ("Familienname;Vorname;Klasse\nHussain;Amira;12\n", "no column of its first row is known"),
        ("Name of child;Form\nAmira;12B\n", "no column of its first row is known \\(Name of child, Form\\)"),
        ("First name;Form\nAmira;12B\n", "no column is called surname"),
        ("Hussain,Amira,ahussain,12B\n", "4 columns"),
        ("A B\n" * (MOST_ROWS + 1), "it has 201 rows; 200 are read at once"),
    ],
)
def test_what_is_no_list_is_refused(text: str, message: str) -> None:
    with pytest.raises(NotATable, match=message):
        read_class(text)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (f"{'x' * 151},Amira", "151 characters is too long"),
        (f"Hussain,Amira,{'x' * 151}", "too long"),
        ("Hussain,Am\x07ira", "U+0007"),
        ("Hussain,\u202eAmira", "U+202E"),
        ("Hussain,Am\ufffdra", "U+FFFD"),
        ("Hussain,", "no first name"),
        (",Amira", "no surname"),
        (",,,x", "It has no name."),
    ],
)
def test_a_bad_row_is_an_error_at_its_number(cells: str, message: str) -> None:
    header = "Surname,First name,User name,Form"
    first, second = read_class(f"{header}\nCarter,Ben\n{cells}\n").rows
    assert (first.number, first.error) == (2, "")
    assert second.number == 3
    assert message in second.error


def test_a_quotation_mark_that_is_never_closed_is_an_error_at_its_row() -> None:
    rows = read_class('Surname,First name\nCarter,Ben\n"Hussain,Amira\nLi,Jack\n').rows
    assert [(row.number, bool(row.error)) for row in rows] == [(2, False), (3, True)]
