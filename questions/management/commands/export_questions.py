"""Questions and mark schemes out of the bank: as text, as Moodle XML, or as a table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questions.exchange import moodle_out
from questions.management.notes import write_notes
from questions.models import Topic
from questions.services.importing import ENDINGS, documents_of, written, written_samples


class Command(BaseCommand):
    help = (
        "Write the bank to standard output, all topics or one; or into a folder, a file for each topic with its notes "
        "and sample answers beside it. Each question in the version in force; drafts in their newest."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--topic", help="the topic, by its title or its name in addresses")
        parser.add_argument("--out", type=Path, help="a folder, made where it is missing; a file for each topic")
        parser.add_argument(
            "--format",
            choices=list(ENDINGS),
            default="text",
            help="text in notation (all of it; the default), Moodle XML, or a table (CSV); these two without notes",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        topics = self.chosen(options["topic"])
        form: str = options["format"]
        if options["out"] is None:
            documents = documents_of(topics)
            if form == "moodle":
                for finding in moodle_out.findings(documents):
                    self.stderr.write(finding.message)
            self.stdout.write(written(documents, form), ending="")
            return
        folder: Path = options["out"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for topic in topics:
                self.write(topic, folder / f"{topic.slug}.{ENDINGS[form]}", form)
        except (FileExistsError, NotADirectoryError) as error:
            raise CommandError(f"{folder} is not a folder.") from error
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}.") from error

    def write(self, topic: Topic, file: Path, form: str) -> None:
        # The notes have a file of their own here, where people can read and edit them as Markdown.
        documents = [replace(found, focus="", notes="") for found in documents_of([topic]) if found.schemes]
        if documents:
            file.write_text(written(documents, form), encoding="utf-8", newline="")
            self.stdout.write(str(file))
        if notes := write_notes(file, topic):
            self.stdout.write(str(notes))
        if samples := written_samples([topic], with_topic=False):
            file.with_suffix(".samples.csv").write_text(samples, encoding="utf-8", newline="")
            self.stdout.write(str(file.with_suffix(".samples.csv")))

    def chosen(self, name: str | None) -> list[Topic]:
        topics = list(Topic.objects.all())
        if name:
            topics = [topic for topic in topics if name in (topic.slug, topic.title)]
            if not topics:
                raise CommandError(f"There is no topic “{name}”.")
        return topics
