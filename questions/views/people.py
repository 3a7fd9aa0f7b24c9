"""Signing in and choosing a password, also in the middle of an answer, and the health check."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any, ClassVar

from axes.models import AccessAttempt
from axes.utils import reset as forget_failures
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, PasswordChangeView, RedirectURLMixin, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxLengthValidator
from django.db import connection
from django.db.models import Sum
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_safe

from questions.forms.fields import MOST_DIGITS
from questions.forms.student import AnswerForm
from questions.models import Question, User
from questions.permissions import is_admin
from questions.services.attempts import DraftChanged, QuestionRetired, TooLong, save_draft

logger = logging.getLogger(__name__)

KEPT_ANSWER = "kept_answer"
"""Where the session holds an answer that came through the sign-in page and could not be saved as it was."""

WRONG_HERE = "wrong_here"
"""Where the session counts the wrong old passwords that were typed in it."""

NOT_SUBMITTED = "You are signed in again, and your answer is here. It is not submitted yet: press “Submit answer”."

USERNAME_LENGTH = 150

KNOWN_HERE = "known_here"
"""The signed cookie in which a browser keeps who signed in with it, by number: they get in while their address is
locked, so that one person at a school cannot keep out all others."""

KNOWN_FOR = 180 * 24 * 3600
MOST_KNOWN = 60


# Django's views of forms take a PUT for a POST.
page_with_form = require_http_methods(["GET", "HEAD", "POST"])


class SignInForm(AuthenticationForm):
    """Django's form, with the length of a name checked and not only displayed, and the name taken in any case."""

    error_messages: ClassVar = {
        **AuthenticationForm.error_messages,
        "invalid_login": "This is not a user name with its password. In the password capital and small letters differ.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "User name"
        self.fields["username"].validators.append(MaxLengthValidator(USERNAME_LENGTH))

    def clean_username(self) -> str:
        """The name as the account has it: a phone begins with a capital. Failures count for the account, too."""
        typed: str = self.cleaned_data["username"]
        if User.objects.filter(username=typed).exists():
            return typed
        small = User.objects.annotate(small=Lower("username")).filter(small=typed.lower())
        return small.values_list("username", flat=True).first() or typed


class NewPasswordForm(PasswordChangeForm):
    """Django's form. The password is one's own from now on, so it must be another one than somebody else may know."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        """A wrong one counts as at the sign-in: on a screen that was left open it cannot be guessed more often. Only
        those of this session end it, and a right one holds whatever somebody else tried the name with."""
        old: str = self.cleaned_data["old_password"]
        if self.user.check_password(old):
            return old
        wrong = self.request.session.get(WRONG_HERE, 0) + 1
        self.request.session[WRONG_HERE] = wrong
        authenticate(self.request, username=self.user.get_username(), password=old)
        self.request.axes_locked_out = wrong >= settings.AXES_FAILURE_LIMIT  # type: ignore[attr-defined] # axes sets it
        raise forms.ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        new = cleaned.get("new_password1")
        if new and new == cleaned.get("old_password"):
            self.add_error("new_password1", "This is the password that you have. Choose another one.")
        return cleaned

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 - Django's signature
        self.user.must_change_password = False
        return super().save(commit)


class KeptAnswerForm(AnswerForm):
    """An answer that arrived after the session had ended: carried in hidden fields through the sign-in page."""

    prefix = "kept"
    question = forms.IntegerField(min_value=1, max_value=10**MOST_DIGITS - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["confirm_blank"]
        for field in self.fields.values():
            field.widget = forms.HiddenInput()


def sign_in_again(request: HttpRequest, question_id: int) -> HttpResponse:
    """The sign-in page for a submission that arrived after the session had ended; the text goes with it."""
    carried = {f"kept-{name}": request.POST.get(name, "") for name in AnswerForm.base_fields}
    kept = KeptAnswerForm({**carried, "kept-question": str(question_id)})
    context = {
        "form": SignInForm(request),
        "kept": kept,
        "kept_name": kept_name(kept),
        "next": reverse("answer", args=[question_id]),
    }
    return render(request, "registration/login.html", context, status=401)


def kept_name(kept: KeptAnswerForm) -> str:
    """Whose answer it is; "" where that is not known. The signature keeps it from telling names by number."""
    writer = kept.writer_id() if kept.is_valid() else None
    user = User.objects.filter(pk=writer).first() if writer else None
    return user.name if user else ""


def locked_out(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords. An answer on its way through the sign-in page stays in the page."""
    kept = KeptAnswerForm(request.POST) if "kept-question" in request.POST else None
    return render(request, "locked_out.html", {"kept": kept}, status=429)


def client_address(request: HttpRequest) -> str:
    """Whose failures count together: the address that the proxy saw, where there is a proxy, else the peer's."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        return _address(request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()) or peer
    return peer


def _address(sent: str) -> str:
    """The address that a proxy writes, without the port that some put behind it; "" where it is none."""
    if sent.startswith("["):
        sent = sent[1:].partition("]")[0]
    elif sent.count(":") == 1:
        sent = sent.partition(":")[0]
    try:
        return str(ip_address(sent.partition("%")[0]))
    except ValueError:
        return ""


def is_guessing(address: str) -> bool:
    """Whether so many sign-ins failed from this address lately that it tries one password on many names."""
    lately = timezone.now() - settings.AXES_COOLOFF_TIME
    failed = AccessAttempt.objects.filter(ip_address=address or None, attempt_time__gt=lately)
    return (failed.aggregate(total=Sum("failures_since_start"))["total"] or 0) >= settings.SIGN_IN_FAILURES_OF_ADDRESS


@contextmanager
def lock_logged(request: HttpRequest) -> Iterator[bool]:
    """Write down that an address is locked, when that begins. Gives whether it was locked before."""
    address = client_address(request)
    was_guessing = is_guessing(address)
    yield was_guessing
    if not was_guessing and is_guessing(address):
        logger.warning("%s is locked: too many wrong passwords (ends it: axes_reset_ip)", address)


def known_here(request: HttpRequest) -> list[str]:
    """Who signed in with this browser, as numbers of accounts, the last one first."""
    kept = request.get_signed_cookie(KNOWN_HERE, default="", max_age=KNOWN_FOR)
    return kept.split(".") if kept else []


def is_known_here(request: HttpRequest, username: str) -> bool:
    names = User.objects.filter(pk__in=known_here(request)).values_list("username", flat=True)
    return username.strip().lower() in {name.lower() for name in names}


def remember_here(request: HttpRequest, response: HttpResponse) -> None:
    """Let the browser keep that this person signed in with it. Only the sign-in page is sent it."""
    others = [number for number in known_here(request) if number != str(request.user.pk)]
    response.set_signed_cookie(
        KNOWN_HERE,
        ".".join([str(request.user.pk), *others][:MOST_KNOWN]),
        max_age=KNOWN_FOR,
        path=reverse("login"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@login_not_required
@require_safe
def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """The admin has no sign-in page of its own; who is signed in and sent here is no admin."""
    if request.user.is_authenticated and not is_admin(request.user):
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", reverse("admin:index")))


@method_decorator([login_not_required, page_with_form], name="dispatch")
class SignIn(LoginView):
    """Django's sign-in, which also brings back an answer that was being written when the session ended."""

    form_class = SignInForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with lock_logged(request) as was_guessing:
            if was_guessing and not is_known_here(request, request.POST.get("username", "")):
                return locked_out(request)
            response = super().post(request, *args, **kwargs)
        if request.user.is_authenticated:
            remember_here(request, response)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = KeptAnswerForm(self.request.POST) if "kept-question" in self.request.POST else None
        return {"kept": kept, "kept_name": kept_name(kept) if kept else "", **super().get_context_data(**kwargs)}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        kept = KeptAnswerForm(self.request.POST)
        if "kept-question" not in self.request.POST or not kept.is_valid():
            return response
        user = form.get_user()
        if not kept.is_by(user):
            messages.warning(self.request, "The answer on that page was somebody else's. It was not taken over.")
            return response
        question_id = kept.cleaned_data["question"]
        self._bring_back(user, question_id, kept)
        return HttpResponseRedirect(reverse("answer", args=[question_id]))

    def _bring_back(self, user: User, question_id: int, kept: KeptAnswerForm) -> None:
        question = Question.objects.exclude(status=Question.Status.DRAFT).filter(pk=question_id).first()
        if question is None:
            return
        try:
            draft = save_draft(student=user, question=question, writing=kept.writing(user, question))
        except (DraftChanged, QuestionRetired, TooLong):
            self.request.session[KEPT_ANSWER] = {"question": question_id, "answer": kept.cleaned_data["answer"]}
        else:
            if not draft.is_submitted:
                messages.warning(self.request, NOT_SUBMITTED)


@method_decorator(page_with_form, name="dispatch")
class PasswordChange(RedirectURLMixin, PasswordChangeView):
    """Django's page. Who was led here on the way to another page is led on to it; too many wrong passwords sign out."""

    form_class = NewPasswordForm
    next_page = "password_change_done"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"next": self.get_redirect_url(), **super().get_context_data(**kwargs)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with lock_logged(request):
            return super().post(request, *args, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        if getattr(self.request, "axes_locked_out", False):
            logout(self.request)
        return super().form_invalid(form)

    def form_valid(self, form: Any) -> HttpResponse:
        forget_failures(ip=client_address(self.request), username=form.user.get_username())
        self.request.session.pop(WRONG_HERE, None)
        if self.get_redirect_url():
            messages.success(self.request, "Your password is changed.")
        return super().form_valid(form)


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """ "ok" while the app answers and its database does too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
