"""Questions and mark schemes from files into the bank: text, Moodle XML, tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from questions import marking
from questions.exchange import formats
from questions.exchange.converted import Converted, Refused
from questions.management.notes import load_notes
from questions.management.samples import load_samples, numbered
from questions.services import authoring
from questions.services.importing import ENDINGS, import_text
from questions.services.topics import TextTooLong


class Command(BaseCommand):
    help = (
        "Read FILE (one or more: mark schemes in notation, Moodle XML, or a table saved as CSV) into the bank: all of "
        "them, or nothing where a line cannot be read. What of a file cannot be carried is reported. A question that "
        "its topic has already gets a new version. Sample answers in FILE's name with the ending .samples.csv (columns "
        "question, answer, mark; if wanted topic, level, why) and the topic's notes with the ending .notes.md come too."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="+", type=Path)
        parser.add_argument(
            "--format", choices=list(ENDINGS), default="", help="the form of the files; left out, each one's is found"
        )
        parser.add_argument("--topic", default="", help="the topic, where the file does not name one")
        parser.add_argument("--publish", action="store_true", help="offer the questions to students at once")
        parser.add_argument("--check", action="store_true", help="read and report; save nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            for file in options["file"]:
                self.read(file, options["topic"], options["format"], publish=options["publish"])
            if options["check"]:
                transaction.set_rollback(True)
                self.stdout.write("Checked only: nothing is saved. This is what an import would make.")

    def read(self, file: Path, topic: str, form: str, *, publish: bool) -> None:
        converted = self.converted(file, form)
        for finding in converted.findings:
            self.stderr.write(f"{file}: {finding.where}: {finding.message}")
        try:
            named = authoring.topic_named(topic) if topic else None
            questions = import_text(text=converted.text, author=None, topic=named, publish=publish, replace_notes=True)
        except marking.NotationError as error:
            lines = "\n".join(f"{file}:{line.line}: {line.message} [{line.text.strip()[:80]}]" for line in error.errors)
            raise CommandError(f"{lines}\nNothing was imported.") from error
        except (TextTooLong, authoring.NothingToCredit) as error:
            raise CommandError(f"{file}: {error}\nNothing was imported.") from error
        except authoring.NoTopic as error:
            raise CommandError(f"{file}: no topic. Begin the file with “Topic: ...”, or give --topic.") from error
        for line in marking.passed_over(converted.text):
            self.stderr.write(f"{file}:{line.line}: left out [{line.text.strip()[:80]}]")
        for question in questions:
            version = question.newest()
            self.stdout.write(f"{file}: question {question.number} of “{question.topic}”, {version}, {question.status}")
        topics = {question.topic for question in questions}
        if len(topics) == 1 and load_notes(file, questions[0].topic, author=None):
            self.stdout.write(f"{file.with_suffix('.notes.md')}: notes of “{questions[0].topic}”")
        if count := load_samples(file, numbered(converted.text, questions), author=None):
            self.stdout.write(f"{file.with_suffix('.samples.csv')}: {count} sample answers")

    def converted(self, file: Path, form: str) -> Converted:
        try:
            return formats.read(file.read_bytes(), file.name, form)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except Refused as error:
            raise CommandError(f"{file}: {error}") from error
