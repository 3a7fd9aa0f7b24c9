"""One student of a class: the marks in its assignments, and what was practised beside them, by topic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Max, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from questions.assignments import lines_of
from questions.models import Assignment, Attempt, Question, SchoolClass, Topic, User
from questions.models.attempts import questions_with_progress
from questions.permissions import SignedInRequest, may_assign, requires


@dataclass(frozen=True, slots=True)
class TopicLine:
    """What a student answered of a topic: of each question the best mark, out of what that answer could earn."""

    topic: Topic
    answered: int
    tries: int
    mark: int
    max_mark: int
    last_at: datetime


def by_topic(student: User) -> list[TopicLine]:
    """The topics of which the student answered a question, in their order."""
    answered = Attempt.objects.of(student).submitted().order_by().values("question")
    questions = questions_with_progress(Question.objects.filter(pk__in=answered), student)
    questions = questions.annotate(last_at=Max("attempts__submitted_at", filter=Q(attempts__student=student)))
    questions = questions.select_related("topic").order_by("topic__position", "topic__title", "topic", "number")
    lines = []
    for topic, group in groupby(questions, key=lambda question: question.topic):
        own = list(group)
        lines.append(
            TopicLine(
                topic=topic,
                answered=len(own),
                tries=sum(each.attempt_count for each in own),
                mark=sum(each.best_mark or 0 for each in own),
                max_mark=sum(each.best_max_mark or 0 for each in own),
                last_at=max(each.last_at for each in own),
            )
        )
    return lines


@requires(may_assign)
@require_safe
def student_marks(request: SignedInRequest, class_id: int, student_id: int) -> HttpResponse:
    """The page opens no script, so that names and scripts stay apart until somebody asks."""
    school_class = get_object_or_404(SchoolClass.objects.taught_by(request.user), pk=class_id)
    student = get_object_or_404(school_class.students, pk=student_id)
    assignments = list(Assignment.objects.filter(school_class=school_class).with_questions())
    context = {
        "school_class": school_class,
        "student": student,
        "lines": lines_of(student, assignments),
        "topics": by_topic(student),
    }
    return render(request, "teacher/student_marks.html", context)
