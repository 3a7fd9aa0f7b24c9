"""Who may do what: each rule once, for views, querysets' callers and templates alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from questions.models import Assignment, Challenge, Question, Role, User
from questions.models.people import AUTHORING_ROLES, REVIEWING_ROLES

View = Callable[..., HttpResponse]


class SignedInRequest(HttpRequest):
    """A request past the sign-in check, for readers and type checkers."""

    user: User


def may_work(user: Any) -> bool:
    """Signed in, with a password of one's own: one that somebody else gave is changed before anything else."""
    return user.is_authenticated and not user.must_change_password


def may_review(user: Any) -> bool:
    """Review and mark answers; whose, ``Attempt.objects.reviewable_by`` says."""
    return user.is_authenticated and user.role in REVIEWING_ROLES


def may_assign(user: Any) -> bool:
    """Set work for classes and see how far it is; for which classes, ``SchoolClass.objects.taught_by`` says."""
    return user.is_authenticated and user.role in REVIEWING_ROLES


def may_author(user: Any) -> bool:
    """Write, publish and retire questions, and re-mark stored answers by a new version of their scheme.

    Of which topics, ``Topic.objects.authored_by`` says.
    """
    return user.is_authenticated and user.role in AUTHORING_ROLES


def scheme_held_by(user: User, question: Question) -> list[Assignment]:
    """The assignments for whose end ``user`` waits before reading the mark scheme of ``question``; none: an answer of
    one's own opens it.

    Those without a due time come first; of the others only the last to end. A retired question is held as before, since
    who had begun it may still submit; who may author reads schemes anyway.
    """
    if may_author(user):
        return []
    holding = list(Assignment.objects.once_set_for(user).asking([question]).holding_schemes().order_by("due_at"))
    return [each for each in holding if each.due_at is None] + [each for each in holding if each.due_at][-1:]


def is_admin(user: Any) -> bool:
    """Everything, Django's admin pages included."""
    return user.is_authenticated and user.role == Role.ADMIN


def requires(predicate: Callable[[Any], bool]) -> Callable[[View], View]:
    """Let a view run only for users of whom ``predicate`` holds; others get 403 (the signed-out, the sign-in page)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not predicate(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorate


def for_templates(request: HttpRequest) -> dict[str, Any]:
    """A context processor: what the navigation offers, and how many challenges wait (asked for only where shown)."""
    user = getattr(request, "user", None)
    if user is None:
        return {}
    return {
        "may_review": may_review(user),
        "may_assign": may_assign(user),
        "may_author": may_author(user),
        "is_admin": is_admin(user),
        "challenges_waiting": lambda: Challenge.objects.answerable_by(user).open().count(),
    }
