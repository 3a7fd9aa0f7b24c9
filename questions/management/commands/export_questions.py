"""Questions and mark schemes out of the bank as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from questions.management.notes import write_notes
from questions.models import Question, Topic
from questions.services.authoring import export_text


class Command(BaseCommand):
    help = (
        "Write the bank in notation: one topic to standard output, or a file for each topic, with its notes, into a "
        "folder. Each question in the version in force; drafts in their newest."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--topic", help="the topic, by its title or its name in addresses")
        parser.add_argument("--out", type=Path, help="a folder, made where it is missing; a file for each topic")

    def handle(self, *args: Any, **options: Any) -> None:
        topics = self.chosen(options["topic"])
        folder: Path | None = options["out"]
        if folder is None and len(topics) > 1:
            raise CommandError("The bank has several topics: choose one with --topic, or give a folder with --out.")
        for topic in topics:
            questions = Question.objects.filter(topic=topic).select_related("topic", "current").order_by("number")
            text = export_text(questions)
            if folder is None:
                self.stdout.write(text, ending="")
            else:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{topic.slug}.txt").write_text(text, encoding="utf-8", newline="\n")
                self.stdout.write(str(folder / f"{topic.slug}.txt"))
                if notes := write_notes(folder / f"{topic.slug}.txt", topic):
                    self.stdout.write(str(notes))

    def chosen(self, name: str | None) -> list[Topic]:
        topics = list(Topic.objects.all())
        if name:
            topics = [topic for topic in topics if name in (topic.slug, topic.title)]
            if not topics:
                raise CommandError(f"There is no topic “{name}”.")
        return topics
