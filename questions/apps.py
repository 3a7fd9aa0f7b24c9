"""The app's start: what each connection to the database learns, and guards on it after each migrate."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

from questions import system_checks  # noqa: F401 - registers the checks
from questions.letters import teach_letters
from questions.triggers import install_triggers


class QuestionsConfig(AppConfig):
    name = "questions"

    def ready(self) -> None:
        connection_created.connect(teach_letters, dispatch_uid="questions.letters")
        post_migrate.connect(install_triggers, sender=self, dispatch_uid="questions.triggers")
