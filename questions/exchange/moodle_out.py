"""Documents as Moodle XML: a short answer where one point can earn all the marks, else an essay that people mark.

Either carries its whole mark scheme in our notation (an essay as information for graders, a short answer as general
feedback), so that importing the file brings the same question back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, permutations, product
from xml.sax.saxutils import escape

from questions import marking
from questions.exchange.converted import Finding
from questions.exchange.html import formatted
from questions.marking.notation.printing import scheme_text

FRACTIONS = (
    100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111,
    10, 5,
)  # fmt: skip
"""Parts of the marks that Moodle's short answers know."""

MOST_PATTERNS = 40
"""Of one marking point; further wordings are left out."""

SMALL = {"a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "was", "with"}
NOTES = "The notes of “{0}” do not go along: Moodle has no place for them."


def write(documents: Iterable[marking.Document]) -> str:
    """The export as a file. Reading it with moodle.read() gives the documents again, without their notes."""
    blocks = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    for document in documents:
        blocks.append(_category(document))
        blocks += [_essay(scheme) if is_essay(scheme) else _short_answer(scheme) for scheme in document.schemes]
    return "\n".join([*blocks, "</quiz>", ""])


def findings(documents: Iterable[marking.Document]) -> list[Finding]:
    """What the export leaves out."""
    return [Finding(found.topic, NOTES.format(found.topic)) for found in documents if found.notes]


def is_essay(scheme: marking.Scheme) -> bool:
    """Whether people mark it in Moodle: a short answer there earns the marks of one pattern only."""
    most = max((point.value or scheme.value for point in scheme.points), default=0)
    return bool(scheme.levels or scheme.marks_for_points) or most < scheme.marks


def _category(document: marking.Document) -> str:
    path = "$course$/top/" + document.topic.replace("/", "//") if document.topic else "$course$/top"
    return (
        f'  <question type="category">\n    <category>{_text(path)}</category>\n'
        f'    <info format="html">{_text(formatted(document.focus) if document.focus else "")}</info>\n'
        "    <idnumber></idnumber>\n  </question>"
    )


def _text(value: str) -> str:
    # What XML cannot hold, no page shows either.
    plain = re.sub(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", value)
    return f"<text>{escape(plain)}</text>"


def _question(kind: str, scheme: marking.Scheme, feedback: str, rest: Sequence[str]) -> str:
    lines = [
        f'<question type="{kind}">',
        f"  <name>{_text(f'Question {scheme.number}')}</name>",
        f'  <questiontext format="html">{_text(formatted(scheme.stem))}</questiontext>',
        f'  <generalfeedback format="html">{_text(feedback)}</generalfeedback>',
        f"  <defaultgrade>{scheme.marks}.0000000</defaultgrade>",
        "  <penalty>0.0000000</penalty>",
        "  <hidden>0</hidden>",
        f"  <idnumber>question-{scheme.number}</idnumber>",
        *(f"  {line}" for line in rest),
        "</question>",
    ]
    return "\n".join(f"  {line}" for line in lines)


def _own_scheme(scheme: marking.Scheme) -> str:
    return formatted(f"Mark scheme:\n{scheme_text(scheme)}")


def _essay(scheme: marking.Scheme) -> str:
    rest = [
        "<responseformat>plain</responseformat>",
        "<responserequired>1</responserequired>",
        f"<responsefieldlines>{min(40, 5 * max(1, scheme.marks))}</responsefieldlines>",
        "<attachments>0</attachments>",
        "<attachmentsrequired>0</attachmentsrequired>",
        f'<graderinfo format="html">{_text(_own_scheme(scheme))}</graderinfo>',
        f'<responsetemplate format="html">{_text("")}</responsetemplate>',
    ]
    return _question("essay", scheme, "", rest)


def _short_answer(scheme: marking.Scheme) -> str:
    rest = ["<usecase>0</usecase>"]
    # Moodle takes the first that matches: what cancels comes first, then the answers of most marks.
    cancelling = [answer for point in scheme.points for answer in point.reject]
    rest += [_answer(0, pattern) for pattern in _patterns(cancelling)]
    for point in sorted(scheme.points, key=lambda point: -(point.value or scheme.value)):
        fraction = 100 * min(1, (point.value or scheme.value) / scheme.marks)
        nearest = min(FRACTIONS, key=lambda known: abs(known - fraction))
        rest += [_answer(nearest, pattern) for pattern in _patterns((*point.answers, *point.accept))]
    return _question("shortanswer", scheme, _own_scheme(scheme), rest)


def _answer(fraction: float, pattern: str) -> str:
    feedback = f'<feedback format="html">{_text("")}</feedback>'
    return f'<answer fraction="{fraction:g}" format="moodle_auto_format">{_text(pattern)}{feedback}</answer>'


def _patterns(answers: Iterable[marking.Alternative]) -> list[str]:
    every = (pattern for answer in answers for pattern in _of_answer(answer))
    return list(islice(dict.fromkeys(every), MOST_PATTERNS))


def _of_answer(answer: marking.Alternative) -> Iterator[str]:
    """Patterns of the words that are needed, in each order of the sides of an AND."""
    for phrases in islice(permutations(answer.phrases), 6):
        terms = [term for phrase in phrases for term in phrase.terms if not term.optional]
        forms = [[form.strip(".,;:!?\"'“”‘’") for form in term.forms] for term in terms]
        kept = [choice for choice in forms if not all(form.lower() in SMALL or not form for form in choice)]
        for chosen in islice(product(*(kept or forms)), MOST_PATTERNS):
            words = [form.replace("*", "\\*") for form in chosen if form]
            if words:
                yield "*" + "*".join(words) + "*"
