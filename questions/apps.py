"""The app's start: guards on the database after each migrate."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from questions import system_checks  # noqa: F401 - registers the checks
from questions.triggers import install_triggers


class QuestionsConfig(AppConfig):
    name = "questions"

    def ready(self) -> None:
        post_migrate.connect(install_triggers, sender=self, dispatch_uid="questions.triggers")
