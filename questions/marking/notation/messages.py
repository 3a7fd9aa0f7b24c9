"""What is said of a line of a text in notation that cannot be read, or can be read in two ways."""

from __future__ import annotations

MOST_QUESTIONS = 200
MOST_TOPICS = 50
MOST_POINTS = 200
MOST_NUMBER = 9_999

EXPECTED_QUESTION = "Expected “Topic: ...” or “Question 1 (2 marks)”."
LINES_ASTRAY = "Expected “Topic: ...” or “Question 1 (2 marks)”; {0} lines stand before the first question."
MAY_BE_QUESTION = (
    "This may be a question, but nothing shows where its mark scheme begins. Write “Mark scheme:” above the scheme, "
    "and “Question 1 (2 marks)” above the question, with its own number and marks."
)
PART_OR_POINT = (
    "This could be the next part of the question or a point. Write the marks of a part at its end, “[2]”; write “- ” "
    "in front of a point."
)
EXPECTED_TOPIC = "Expected the name of the topic after “Topic:”."
LEVEL_OR_SCHEME = (
    "This stands below the last level and is read as words of it, which students see. If it is, put it on the level's "
    "own line; if it is for markers, take it away; if it is a point, write “Indicative content:” above it."
)
EXPECTED_LIST = (
    "Expected what the scheme says of its marks (“1 mark for each valid reason (maximum 2 marks).”), a level "
    "(“1–2 marks: ...”), or “Acceptable answers include:” with the marking points after it."
)
EXPECTED_BULLET = (
    "This could be a new point or the rest of the one above. Start a new point with “- ”; put spaces before the rest "
    "of one."
)
EXPECTED_POINT = "Expected an acceptable answer after the bullet."
LONE_OR = "Write alternatives on one line with a slash between them: “fear of war / fear of invasion”."
POINT_OR_SIGN = "This could be a new point or {0} for the one above. Write “- ” in front of a point, or “{0}:”."
SIGN_OR_REST = (
    "This could be the rest of the line above or {0} for its point. Put spaces before the rest of a line; write "
    "“{0}:” for a sign."
)
BULLET_UNDER_POINT = (
    "This bullet stands below the point above. If the line is the rest of that point, put spaces in place of the "
    "bullet; if it is a point of its own, write “- ” with no spaces before it."
)
MISSPELT_SIGN = "Is this “{0}:”, misspelt? As it stands it is read as words of the line above."
SIGN_WITHIN = (
    "This could be the rest of “{1}” above or “{0}:” for the point. Write “{0}:” for a sign, or put the rest into the "
    "line above."
)
SIGN_ALONE = "Expected what {0} is about on the same line, below its point: “{0}: ...”."
SIGN_ABOVE_BULLETS = (
    "The bullets below {0} would be points that earn marks. Write each as “{0}: ...”, with no bullet, below the point "
    "that it belongs to."
)
SIGN_APART = (
    "This stands apart from the points, and would hold for the last of them only. Put “{0}: ...” below each point that "
    "it belongs to."
)
HEADING_OR_POINT = "This could be a heading or a point. Take it away, or write “- ” in front and no colon at its end."
BARE_ABOVE_BULLETS = (
    "This could be a heading or a point, for only lines below it have bullets. Take it away, or write “- ” in front."
)
MARKS_OF_POINT = "Put what a point is worth in square brackets at its end, as in “[2]”; 1 mark need not be said."
MARKS_INSIDE = (
    "“{0}” stands inside the point and is read as its words. Put each part that earns a mark on a line of its own, "
    "with a bullet. If it belongs to the words, put a backslash before it."
)
NOTE = "The marker cannot act on a note. Take it away, or say it with a sign: REJECT, IGNORE, AND, brackets."
GUIDANCE = (
    "Guidance stands apart from its points here. Put each ACCEPT and REJECT below the point it belongs to, and take "
    "this line away."
)
TABLE = (
    "This is a table of questions. Import it as a file (CSV) with the columns topic, question, stem, marks and scheme."
)
SCHEME_TABLE = (
    "This is the table of a mark scheme without its question. Put the question above it: a line “Question 1 (2 "
    "marks)”, its text, and “Mark scheme:”."
)
LEVELS_APART = (
    "This table gives each assessment objective levels and marks of its own; here an answer is placed in one level. "
    "The lines below, up to the next question, are not read. Write one line for each level, with the marks of all "
    "objectives together, “Level 2 (3–4 marks): ...”, and the content below “Indicative content:”."
)
CELLS = (
    "This is a table with each cell on a line of its own: nothing shows which cells belong together. The lines below, "
    "up to the next question, are not read. Copy the table from Word or a spreadsheet, where a row stays one line; or "
    "write “- ” before each answer, with its ACCEPT and REJECT below, and leave the other cells out."
)
CELLS_ASTRAY = (
    "This line has cells of a table, and nothing shows what they hold. Copy the table with its head (“Answer”, "
    "“Marks”, “Guidance”), or write marks as “[2]” at the end of the point, and ACCEPT, REJECT on lines of their own "
    "below it."
)
SCHEME_IN_STEM = (
    "This looks like a level of the mark scheme, and nothing shows where the scheme begins. Write “Mark scheme:” on "
    "the line above it, and each level as “Level 2 (3–4 marks): ...”."
)
LETTER = (
    "If the letter “{0}” stands for {1} here, write “{1}:”, or once above the points “{0} = {1}”. If not, this could "
    "be a new point or the rest of the one above: write “- ” or spaces in front."
)
NO_POINT_ABOVE = (
    "{0} belongs to a marking point; there is none above it. Expected the points first, below “Acceptable answers "
    "include:”."
)
TOO_MANY_POINTS = f"One question holds {MOST_POINTS} marking points at most."
TOO_MANY_QUESTIONS = f"One topic holds {MOST_QUESTIONS} questions at most. Put the others into another topic."
TOO_MANY_TOPICS = f"One text holds {MOST_TOPICS} topics at most."
NUMBER_TAKEN = "Question {0} is in line {1} already. Give each question its own number."
NO_NUMBER_LEFT = f"Questions have numbers up to {MOST_NUMBER:,}. Give this one a lower number."
SECOND_SCHEME = "This question has its mark scheme already. Expected “Question 2 (2 marks)” before the next one."
SECOND_TOPIC = "A text has one topic here, named before its first question. The import page reads several."
TOPIC_WITHOUT_QUESTIONS = "The topic above has no questions yet. Expected “Question 1 (2 marks)” before another topic."
TEXT_TWICE = "The topic's {0} stand here twice. Expected them once."
EXPECTED_BAR = "Expected the notes on lines of their own below “Notes:”, each with “| ” in front."
BELOW_TOTAL = (
    "This stands below the total of the question. If another question begins here, write “Question 2 (2 marks)” above "
    "it; if not, take the total away."
)
OTHER_TOTAL = "This total is {0}, but the question has {1}. Correct the one that is wrong, or take the total away."
TOTAL_OF_ANOTHER = (
    "This is the total of question {0}, and stands in question {1}. If another question begins above, write “Question "
    "{0} (2 marks)” there; if not, take the total away."
)
SAID_TWICE = "This was said in line {0} already. Expected it once for each question."
