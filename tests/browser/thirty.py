"""A class of thirty with two teachers of its own, whose answers to two questions wait to be moderated."""

from __future__ import annotations

TEACHERS = (("olga", "Olga", "Brandt"), ("femi", "Femi", "Adair"))
STUDENTS = [f"pupil{number}" for number in range(1, 31)]

BANK = """Topic: Rivers of the north

Question 40 (2 marks)
Give two reasons why rivers flood.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
Acceptable answers include:
- heavy rain over several days
- snow melting in spring
- trees cut down on the hills

Question 50 (2 marks)
Give two reasons why people build dams.

Mark scheme:
1 mark for each valid reason (maximum 2 marks).
Acceptable answers include:
- to make electricity
- to keep water for dry months
- to stop floods
"""

BOTH = frozenset({1, 2})
RAIN = frozenset({1})
SNOW = frozenset({2})
TREES = frozenset({3})
NONE: frozenset[int] = frozenset()

FLOODS: tuple[tuple[str, frozenset[int]], ...] = (
    # In words that the marker does not know for rain; the teacher credits them as the first point.
    ("The heavens opened all week and never shut", RAIN),
    ("the heavens opened all week and did not shut", RAIN),
    ("The heavens opened all week", RAIN),
    ("the heavens just opened all week and never shut", RAIN),
    ("All week the heavens opened and never shut", RAIN),
    ("the heavens opened for all the week and never shut", RAIN),
    ("Heavens opened all week, never shut", RAIN),
    ("The heavens opened all week long and never shut", RAIN),
    ("well the heavens opened all week and never shut", RAIN),
    ("the heavens opened and never shut all week", RAIN),
    # Clear to the marker.
    ("There was heavy rain over several days. Snow was melting in spring.", BOTH),
    ("Heavy rain for days, and the snow melts in spring.", BOTH),
    ("heavy rain over many days and snow melting in the spring", BOTH),
    ("It rained heavily over several days. The snow melted in spring.", BOTH),
    ("Snow melting in spring, and heavy rain over several days.", BOTH),
    ("Heavy rain over several days", RAIN),
    ("there was heavy rain over several days", RAIN),
    ("heavy rain for several days", RAIN),
    ("The snow melted in spring", SNOW),
    ("snow melting in spring", SNOW),
    ("because the snow melts in the spring", SNOW),
    ("The trees were cut down on the hills", TREES),
    ("they cut down the trees on the hills", TREES),
    ("trees on the hills are cut down", TREES),
    # Nothing in it.
    ("", NONE),
    ("idk", NONE),
    ("Because of the river", NONE),
    ("Rivers flood when they flood", NONE),
    ("The council forgot to do anything", NONE),
    ("It was the fault of the council", NONE),
)

DAMS = (
    "To make electricity",
    "to make power with it",
    "So that they look nice",
    "to stop floods",
    "Boats want deep water",
    "It gave work to builders",
    "A lake is good for swimming",
)
