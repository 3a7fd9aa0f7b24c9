"""Database triggers that guard rows written once (docs/decisions/0003-rows-written-once-have-triggers.md).

They are installed after every migrate, since SQLite drops a table's triggers when Django rebuilds it.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction

# table -> (condition on the old row, what the database says)
GUARDED = {
    "questions_markscheme": ("", "a mark scheme version never changes"),
    "questions_mark": ("", "a mark never changes"),
    "questions_challenge": ("", "a challenge never changes"),
    "questions_challengeanswer": ("", "an answer to a challenge never changes"),
    "questions_withdrawal": ("", "a withdrawal never changes"),
    "questions_nameseen": ("", "the record of a name seen never changes"),
    "questions_blindmark": ("", "a blind mark never changes"),
    "questions_resolution": ("", "the decision of a lead never changes"),
    "questions_attempt": ("OLD.submitted_at IS NOT NULL", "a submitted answer never changes"),
    "questions_sampleanswer": ("", "a sample answer never changes"),
    "questions_remarking": ("OLD.state IN ('applied', 'stopped')", "a finished re-mark never changes"),
    "questions_assignmentchange": ("", "the record of an assignment never changes"),
    "questions_classchange": ("", "the record of class settings never changes"),
    "questions_publication": ("", "the record of a publication never changes"),
}

# table -> the columns that are guarded, where others may be written later
COLUMNS = {
    "questions_sampleanswer": "question_id, answer, digest, mark, level, why, origin, author_id, created_at",
}


def install_triggers(using: str, **_: Any) -> None:
    """Create the triggers on the database ``using``, in the place of earlier ones. A receiver of post_migrate."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for table, (condition, message) in GUARDED.items():
            if table in tables:
                for statement in statements(table, condition, message):
                    cursor.execute(statement)


def _events(table: str) -> dict[str, str]:
    """What is refused, by the last word of the trigger's name."""
    columns = COLUMNS.get(table)
    return {"update": f"UPDATE OF {columns}" if columns else "UPDATE", "delete": "DELETE"}


def _sqlite(table: str, condition: str, message: str) -> list[str]:
    when = f"WHEN {condition}" if condition else ""
    statements = []
    for verb, event in _events(table).items():
        trigger = f"{table}_no_{verb}"
        refuse = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        statements += [
            f"DROP TRIGGER IF EXISTS {trigger}",
            f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} {when} {refuse}",
        ]
    return statements


def _postgresql(table: str, condition: str, message: str) -> list[str]:
    when = f"WHEN ({condition})" if condition else ""
    function = (
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    triggers = [
        f"CREATE OR REPLACE TRIGGER {table}_no_{verb} BEFORE {event} ON {table} "
        f"FOR EACH ROW {when} EXECUTE FUNCTION {table}_refuse()"
        for verb, event in _events(table).items()
    ]
    # Emptying a table asks no row: one with drafts in it is not emptied at once either.
    emptying = (
        f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
    )
    return [function, *triggers, emptying]
