"""Writing the bank: questions come from text in notation and go back to it, each edit a new version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from rapidfuzz import fuzz

from questions import marking
from questions.marking.notation.printing import document_text
from questions.models import MarkScheme, Question, Topic, User
from questions.services.attempts import storable

COMMAND_WORDS = (
    "account for", "analyse", "assess", "compare", "define", "describe", "discuss", "evaluate", "examine", "explain",
    "give", "how far", "how significant", "how successful", "identify", "list", "name", "outline", "state", "suggest",
    "to what extent", "what", "which", "who", "why",
)  # fmt: skip
COMMAND_WORD = re.compile(r"\b(?:" + "|".join(word.replace(" ", r"\s+") for word in COMMAND_WORDS) + r")\b", re.I)

NUMBER = re.compile(r"^Question \d+", re.MULTILINE)

SAME_POINT = 60
"""Likeness, 0 to 100, from which an edited line is the same marking point in other words."""


class NothingToPublish(Exception):
    """The question has no version yet."""


class AlreadyThere(Exception):
    """The topic has a question of that wording already: ``question``."""

    def __init__(self, question: Question) -> None:
        super().__init__(str(question))
        self.question = question


class SavedMeanwhile(Exception):
    """Somebody saved a version that the page has not seen: ``newest``."""

    def __init__(self, newest: MarkScheme) -> None:
        super().__init__(str(newest))
        self.newest = newest


class NotYourTopic(Exception):
    """The topic names its authors, and who writes is none of them: ``topic``."""

    def __init__(self, topic: Topic) -> None:
        super().__init__(str(topic))
        self.topic = topic


class NoTopic(Exception):
    """Neither the text nor the author names a topic."""


class NothingToCredit(Exception):
    """A scheme has levels and no marking points: whatever an answer says, it earns nothing and is flagged."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Question {number} has levels and no points below them, so no answer could earn a mark. "
            "Add “Indicative content:” and a line with “- ” for each point."
        )


def check_creditable(schemes: Iterable[marking.Scheme]) -> None:
    """Raise NothingToCredit for the first scheme under which no answer could earn a mark, by its number in the text."""
    for scheme in schemes:
        if scheme.levels and not scheme.points:
            raise NothingToCredit(scheme.number)


def check_version(version: MarkScheme) -> None:
    """The same of a version, which knows without its text being read."""
    if version.is_levels and not version.point_keys:
        raise NothingToCredit(version.question.number)


def command_word(stem: str) -> str:
    """The command word of a question ("Identify", "Explain"), as the stem spells it; "" where it has none."""
    found = COMMAND_WORD.search(stem)
    return " ".join(found.group().split()).capitalize() if found else ""


def add_questions(
    *, text: str, author: User | None, topic: Topic | None = None, publish: bool = False
) -> list[Question]:
    """Save every question of ``text`` and return them: all or none.

    ``topic`` stands over the topic that the text names, which is made where it does not exist.
    A number that the topic has already becomes the next free one. Raises AlreadyThere for a question that the topic
    has already, by its stem, unless the same author saved the very same, as after a second press. Raises
    marking.NotationError, NothingToCredit, NoTopic, or NotYourTopic.
    """
    document = marking.parse(storable(text), new=True)
    check_creditable(document.schemes)
    return add_document(document=document, author=author, topic=topic, publish=publish, again=False)


@transaction.atomic
def add_document(
    *, document: marking.Document, author: User | None, topic: Topic | None, publish: bool, again: bool
) -> list[Question]:
    """Save every question of ``document``, which was read or can be, as add_questions() does.

    With ``again`` a question that the topic has already gets a new version, if anything differs. The topic's own texts
    are not looked at.
    """
    topic = topic or topic_named(document.topic)
    check_author(topic=topic, author=author)
    # Two authors who add at once take turns, so that each finds the numbers the other has taken.
    Topic.objects.select_for_update().get(pk=topic.pk)
    questions = []
    for scheme, known in known_questions(topic, document.schemes):
        question = known
        if question is not None and not again and not _just_saved(question, scheme, author):
            raise AlreadyThere(question)
        if question is None:
            question = Question.objects.create(topic=topic, number=_free_number(topic, scheme.number))
        add_version(question=question, scheme=scheme, author=author)
        if publish:
            publish_newest(question=question)
        questions.append(question)
    return questions


def _just_saved(question: Question, scheme: marking.Scheme, author: User | None) -> bool:
    """Whether ``scheme`` is all that the question ever had, saved by the same author, and it is in use."""
    newest = question.newest()
    if (
        question.status == Question.Status.RETIRED
        or author is None
        or newest is None
        or newest.version > 1
        or newest.author != author
    ):
        return False
    return say_the_same(newest.text, stored_text(scheme, question.number))


def known_questions(topic: Topic, schemes: Iterable[marking.Scheme]) -> list[tuple[marking.Scheme, Question | None]]:
    """Each scheme with the question that the topic has already by its stem: of several that of its number, else the
    first; each question once."""
    by_stem: dict[str, list[Question]] = {}
    for question in topic.questions.with_wording().order_by("number"):
        # The stubs see no annotation that another method makes.
        by_stem.setdefault(question.shown_stem, []).append(question)  # type: ignore[attr-defined]
    found = []
    for scheme in schemes:
        same = by_stem.get(scheme.stem, [])
        known = next((question for question in same if question.number == scheme.number), same[0] if same else None)
        if known is not None:
            same.remove(known)
        found.append((scheme, known))
    return found


def check_author(*, topic: Topic, author: User | None) -> None:
    """Raise NotYourTopic where ``author`` may not write in the topic. None is the program itself, which may."""
    if author is not None and not Topic.objects.authored_by(author).filter(pk=topic.pk).exists():
        raise NotYourTopic(topic)


def plain_title(title: str) -> str:
    """The title of a topic as it is stored."""
    return " ".join(title.split())[:200]


def topic_named(title: str) -> Topic:
    """The topic of that title, made where there is none."""
    title = plain_title(title)
    if not title:
        raise NoTopic
    titled = Topic.objects.filter(title__iexact=title)
    try:
        return titled.first() or new_topic(title)
    except IntegrityError:
        # Somebody else made it at this moment.
        return titled.get()


@transaction.atomic
def new_topic(title: str) -> Topic:
    """Make a topic, the last in order. Raises IntegrityError where there is one of that title."""
    last = Topic.objects.aggregate(last=Max("position"))["last"]
    return Topic.objects.create(title=title, slug=_free_slug(title), position=(last or 0) + 1)


DASHES = str.maketrans("‐‑‒–—−", "------")


def slug_of(title: str) -> str:
    """A title as addresses and names of files have it: "china-1911-1928" for "China, 1911–1928"."""
    return slugify(title.translate(DASHES))


def _free_slug(title: str) -> str:
    stem = slug_of(title)[:70].strip("-") or "topic"
    taken = set(Topic.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def _free_number(topic: Topic, wanted: int) -> int:
    return free_numbers(topic, [wanted])[0]


def free_numbers(topic: Topic, wanted: Iterable[int]) -> list[int]:
    """The numbers that new questions of the topic get, one after the other: those ``wanted`` where they are free."""
    taken = set(topic.questions.values_list("number", flat=True))
    numbers = []
    for number in wanted:
        numbers.append(number if number not in taken else max(taken) + 1)
        taken.add(numbers[-1])
    return numbers


def edit_question(
    *,
    question: Question,
    text: str,
    author: User | None,
    base: int | None = None,
    new: bool = True,
) -> MarkScheme:
    """Save ``text`` (one question) as the question's newest version, and return it, as ``edit_scheme`` does.

    ``new`` says that somebody wrote it just now, as ``one_scheme`` has it; then it needs what can be credited, too.
    Raises marking.NotationError, also where the text holds not exactly one question, or NothingToCredit.
    """
    scheme = one_scheme(text, new=new)
    if new:
        check_creditable([scheme])
    return edit_scheme(question=question, scheme=scheme, author=author, base=base)


@transaction.atomic
def edit_scheme(
    *, question: Question, scheme: marking.Scheme, author: User | None, base: int | None = None
) -> MarkScheme:
    """Save ``scheme``, as it was read, as the question's newest version, and return it.

    What is in force stays. ``base`` is the newest version that the page has seen: raises
    SavedMeanwhile where there is a newer one by now, unless it is this very text by the same author, sent again. Raises
    NotYourTopic.
    """
    check_author(topic=question.topic, author=author)
    Question.objects.select_for_update().get(pk=question.pk)
    newest = question.newest()
    if base is not None and newest is not None and newest.version != base:
        same = say_the_same(newest.text, stored_text(scheme, question.number))
        if not same or newest.author != author:
            raise SavedMeanwhile(newest)
    return add_version(question=question, scheme=scheme, author=author)


def one_scheme(text: str, *, new: bool = True) -> marking.Scheme:
    """The scheme that ``text`` compiles to. Raises marking.NotationError, also where it holds not exactly one.

    What is not ``new`` was taken once, from an import or before a rule of today: what is but suspicious in it passes.
    """
    document = marking.parse(storable(text), new=new)
    if len(document.schemes) != 1:
        message = f"This page holds one question; the text has {len(document.schemes)}."
        raise marking.NotationError((marking.LineError(1, message, ""),))
    return document.schemes[0]


def version_text(question: Question, scheme: marking.Scheme) -> str:
    """``scheme`` as the text of a version of ``question``, which has its own number."""
    return marking.to_text(replace(scheme, number=question.number))


def stored_text(scheme: marking.Scheme, number: int) -> str:
    """``version_text`` of what was read from a text: that can be printed, and need not be read again to make sure."""
    return document_text(marking.Document("", (replace(scheme, number=number),)))


def unnumbered(text: str) -> str:
    """The text of a version without the question's number, which may have become another one since."""
    return NUMBER.sub("Question", text, count=1)


def renumbered(text: str, number: int) -> str:
    """The text of a version with the number that its question has now."""
    return NUMBER.sub(f"Question {number}", text, count=1)


def say_the_same(one: str, other: str) -> bool:
    """Whether two texts of versions differ in the question's number at most."""
    return unnumbered(one) == unnumbered(other)


def is_version(question: Question, text: str, *, since: int = 0) -> bool:
    """Whether ``text`` would be read as one of the question's versions from number ``since`` on, whatever its spaces,
    bullets and number."""
    texts = {unnumbered(text)}
    with suppress(marking.NotationError):
        texts.add(unnumbered(version_text(question, one_scheme(text, new=False))))
    versions = question.versions.filter(version__gte=since).values_list("text", flat=True)
    return any(unnumbered(known) in texts for known in versions)


@transaction.atomic
def add_version(*, question: Question, scheme: marking.Scheme, author: User | None) -> MarkScheme:
    """Add a version, unless the newest one says the same; return the newest. Edited points keep their keys.

    ``scheme`` was read from a text or can be.
    """
    Question.objects.select_for_update().get(pk=question.pk)
    text = stored_text(scheme, question.number)
    versions = list(question.versions.all())
    newest = versions[0] if versions else None
    if newest is not None and say_the_same(newest.text, text):
        return newest
    return MarkScheme.objects.create(
        question=question,
        version=newest.version + 1 if newest else 1,
        text=text,
        stem=scheme.stem,
        command_word=command_word(scheme.stem),
        tariff=scheme.marks,
        is_levels=bool(scheme.levels),
        point_keys=keys_in(versions, text, scheme.points),
        author=author,
    )


def keys_in(versions: Sequence[MarkScheme], text: str, points: Sequence[marking.Point]) -> list[str]:
    """The keys of ``points`` in a version of this ``text`` that would follow ``versions``, the newest first.

    A text that a former version had gets that version's keys, so that going back brings back each point as it was.
    """
    same = next((version for version in versions if say_the_same(version.text, text)), None)
    if same is not None:
        return list(same.point_keys)
    newest = versions[0] if versions else None
    used = {key for version in versions for key in version.point_keys}
    return carried_keys(newest.scheme.points if newest else (), newest.point_keys if newest else (), points, used)


def carried_keys(
    old: Sequence[marking.Point], old_keys: Sequence[str], new: Sequence[marking.Point], used: Iterable[str]
) -> list[str]:
    """A key for each of the ``new`` points: that of the old point it is an edit of, else one never used before.

    Each old key is carried once, the likest pair first; an unchanged line is always its old self.
    """
    before, after = [[marking.point_text(point) for point in points] for points in (old, new)]
    pairs = sorted(
        (-fuzz.token_sort_ratio(one, other), abs(i - j), i, j)
        for i, one in enumerate(before)
        for j, other in enumerate(after)
    )
    carried: dict[int, str] = {}
    taken: set[int] = set()
    for distance, _, i, j in pairs:
        if -distance >= SAME_POINT and i not in taken and j not in carried:
            carried[j] = old_keys[i]
            taken.add(i)
    last = max((int(key[1:]) for key in used), default=0)
    keys = []
    for j in range(len(new)):
        if j not in carried:
            last += 1
        keys.append(carried.get(j, f"p{last}"))
    return keys


@transaction.atomic
def publish_newest(*, question: Question) -> Question:
    """Put the newest version in force and offer the question to students. Raises NothingToPublish, NothingToCredit."""
    newest = question.newest()
    if newest is None:
        raise NothingToPublish
    check_version(newest)
    question.current = newest
    question.status = Question.Status.PUBLISHED
    question.retired_at = None
    question.save(update_fields=["current", "status", "retired_at"])
    return question


@transaction.atomic
def put_in_force(*, question: Question) -> Question:
    """Publish the newest version; of a question that is offered no longer it comes into force for past answers."""
    newest = question.newest()
    if question.status != Question.Status.RETIRED or newest is None:
        return publish_newest(question=question)
    check_version(newest)
    question.current = newest
    question.save(update_fields=["current"])
    return question


@transaction.atomic
def retire(*, question: Question) -> bool:
    """Offer the question no longer, and say whether it was offered till now. A draft stays a draft. Past attempts,
    their marks and its versions stay."""
    held = Question.objects.select_for_update().get(pk=question.pk)
    offered = held.status == Question.Status.PUBLISHED
    if offered:
        held.status, held.retired_at = Question.Status.RETIRED, timezone.now()
        held.save(update_fields=["status", "retired_at"])
    question.status, question.retired_at = held.status, held.retired_at
    return offered


def exported(questions: Iterable[Question]) -> list[marking.Document]:
    """The questions under their topics, each in its version in force (else its newest)."""
    by_topic: dict[str, list[marking.Scheme]] = {}
    for question in questions:
        version = question.current or question.newest()
        if version is not None:
            by_topic.setdefault(question.topic.title, []).append(replace(version.scheme, number=question.number))
    return [marking.Document(title, tuple(schemes)) for title, schemes in by_topic.items()]


def export_text(questions: Iterable[Question]) -> str:
    """The questions in notation, under their topics, each in its version in force (else its newest)."""
    return "\n".join(marking.to_text(document) for document in exported(questions))
