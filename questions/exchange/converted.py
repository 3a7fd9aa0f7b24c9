"""What a file became, and what of it did not come along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from questions import marking
from questions.marking.notation import signs
from questions.marking.notation.printing import question_text, scheme_text


class Refused(ValueError):
    """The file is not read at all; the message says to its author why, and what to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What did not come along as it was: where, by the source's own names, and what about it."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Converted:
    """``text`` in notation, of one topic or several. It may have lines that cannot be read yet."""

    text: str
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Gathered:
    """Questions on their way into one text: topics in the order in which they were first seen."""

    topics: dict[str, dict[int, str]] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    findings: dict[Finding, None] = field(default_factory=dict)

    def report(self, where: str, message: str) -> None:
        """Tell each thing once, in the order in which they were found."""
        self.findings.setdefault(Finding(where, message))

    def add(self, topic: str, marks: int, stem: str, scheme: str, number: int | None = None) -> int:
        """Add a question and return its number: ``number`` where it is free, else the next free one."""
        first, _, rest = scheme.partition("\n")
        scheme = rest if signs.mark_scheme(first.strip()) == "" else scheme
        texts = self.topics.setdefault(topic, {})
        if number is None or number in texts:
            number = max(texts, default=0) + 1
        texts[number] = question_text(number, marks, stem, scheme)
        return number

    def converted(self) -> Converted:
        return Converted("\n".join(self._blocks()), tuple(self.findings))

    def _blocks(self) -> Iterator[str]:
        # Questions without a topic stand before all others, where no topic is in force.
        for topic in sorted(self.topics, key=bool):
            if topic:
                yield f"Topic: {topic}\n{self.heads.get(topic, '')}"
            yield from (f"{text.rstrip()}\n" for text in self.topics[topic].values())


def topic_name(parts: Sequence[str]) -> str:
    """One line for a topic's title, of nested names too."""
    return ": ".join(" ".join(part.split()) for part in parts if part.strip())


def plain_answer(text: str) -> marking.Alternative | None:
    """An acceptable answer whose every character is meant as itself; None where it asks for nothing."""
    words = [word for word in text.split() if word]
    if not any(character.isalnum() for character in text):
        return None
    return marking.Alternative((marking.Phrase(tuple(marking.Term((word,)) for word in words)),))


def all_needed(answers: Iterable[marking.Alternative]) -> marking.Alternative:
    """The answers joined by AND."""
    return marking.Alternative(tuple(phrase for answer in answers for phrase in answer.phrases))


def printed(scheme: marking.Scheme) -> str:
    """The lines of the mark scheme. Raises ValueError where the notation cannot hold it."""
    marking.to_text(scheme)
    return scheme_text(scheme)
