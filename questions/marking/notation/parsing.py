"""Mark schemes as text. The notation is taught in docs/notation.md; here it is read and printed.

reading.py takes a text line by line, after pasting.py and tables.py have put in order what only pastes have: signs.py
knows the lines, wording.py the signs inside the line of a marking point, drafts.py what must hold for a whole question.
Every line that is not blank is understood or an error. Understood without a trace in the Document are ruled lines,
``0 marks: ...``, and ``Accept any other valid answer``, which holds for every scheme: what the marker does not know
goes to a teacher. What a page prints around its questions (``Page 7 of 24``) is left out too, and the few notes
that are known to change no mark (``NB: in any order``); passed_over() names them.
"""

from __future__ import annotations

from questions.marking.notation.drafts import finished
from questions.marking.notation.errors import LineError, NotationError
from questions.marking.notation.lines import LINE_END, lines_of
from questions.marking.notation.messages import MOST_POINTS, MOST_QUESTIONS, SECOND_TOPIC
from questions.marking.notation.printing import alternative_text, document_text, phrase_text, point_text, readable
from questions.marking.notation.reading import Reader
from questions.marking.scheme import Document, Scheme

__all__ = [
    "MOST_POINTS",
    "MOST_QUESTIONS",
    "LineError",
    "NotationError",
    "alternative_text",
    "parse",
    "parse_all",
    "passed_over",
    "phrase_text",
    "point_text",
    "question_lines",
    "readable",
    "to_text",
]

LONGEST_TEXT = 200_000
LONGEST_BANK = 1_000_000

NO_QUESTION = "There is no question in this text. Expected “Question 1 (2 marks)”."
PASSED_OVER = "Print around the questions, or a note that says nothing of the marks. It is left out."


def parse(text: str, *, new: bool = False) -> Document:
    """Read a text in notation: an optional topic, then questions with their mark schemes.

    ``new``: an author has just written it, so that what can be read but is hardly meant so is an error as well.
    Raises NotationError with every error of the text. Takes time linear in its length, of which
    200,000 characters are allowed.
    """
    if len(text) > LONGEST_TEXT:
        raise NotationError((_too_long(text, LONGEST_TEXT),))
    reader, errors = _read(text, new=new)
    if len(reader.sections) > 1:
        second = reader.sections[1].line
        errors.append(LineError(second.number, SECOND_TOPIC, second.raw))
    return _finished(reader, errors)[0]


def parse_all(text: str) -> tuple[Document, ...]:
    """Read a text that may hold several topics, each with its questions; a topic's texts may stand without any.

    Raises NotationError; 1,000,000 characters are allowed, 200,000 for each topic.
    """
    if len(text) > LONGEST_BANK:
        raise NotationError((_too_long(text, LONGEST_BANK),))
    return _finished(*_read(text), bare_topics=True)


def passed_over(text: str, *, new: bool = False) -> tuple[LineError, ...]:
    """The lines that were taken for print around the questions or for notes and left out, for their author to see."""
    if len(text) > LONGEST_BANK:
        return ()
    reader, _ = _read(text, new=new)
    passed = sorted(reader.passed, key=lambda line: line.number)
    return tuple(LineError(line.number, PASSED_OVER, line.raw) for line in passed)


def question_lines(text: str) -> list[range]:
    """The lines of each question, counted from 1, whether they can be read or not."""
    reader, _ = _read(text)
    starts = [draft.line.number for section in reader.sections for draft in section.drafts]
    heads = [section.line.number for section in reader.sections[1:]]
    ends = sorted({*starts, *heads, len(LINE_END.split(text)) + 1})
    return [range(start, next(end for end in ends if end > start)) for start in starts]


def _too_long(text: str, most: int) -> LineError:
    message = f"The text has {len(text):,} characters; {most:,} are allowed. Divide it into several texts."
    return LineError(1, message, "")


def _read(text: str, *, new: bool = False) -> tuple[Reader, list[LineError]]:
    errors: list[LineError] = []
    reader = Reader(errors, new=new)
    reader.read(lines_of(text, errors))
    return reader, errors


def _finished(reader: Reader, errors: list[LineError], *, bare_topics: bool = False) -> tuple[Document, ...]:
    documents = []
    for section in reader.sections:
        schemes = tuple(finished(draft, errors) for draft in section.drafts)
        document = Document(section.topic, schemes, section.text("focus"), section.text("notes"))
        texts = bare_topics and (document.focus or document.notes)
        if not (schemes or texts or errors):
            errors.append(LineError(section.line.number, NO_QUESTION, section.line.raw))
        if not errors and len(document_text(document)) > LONGEST_TEXT:
            message = f"This topic has more than {LONGEST_TEXT:,} characters. Divide it into several texts."
            errors.append(LineError(section.line.number, message, section.line.raw))
        documents.append(document)
    if errors:
        raise NotationError(tuple(sorted(errors, key=lambda error: error.line)))
    return tuple(documents)


def to_text(printed: Document | Scheme) -> str:
    """The document, or one question, in canonical notation: ``parse(to_text(d)) == d``.

    A document without questions is read again by parse_all. Whatever parse returned can be printed. Raises
    ValueError for anything else that the notation cannot hold, rather than print what would be read as something else.
    """
    document = printed if isinstance(printed, Document) else Document("", (printed,))
    text = document_text(document)
    try:
        same = parse_all(text) == (document,)
    except NotationError as error:
        raise ValueError(f"The notation cannot hold this: {error}") from error
    if not same:
        raise ValueError("The notation cannot hold this: it would be read as something else.")
    return text
