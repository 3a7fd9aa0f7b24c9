"""Sample answers of a question: one by one, from a spreadsheet, and out of students' answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from questions.forms.author import SampleForm, SampleTableForm, SchemeForm
from questions.forms.fields import sent_number
from questions.models import Attempt, Question, SampleAnswer
from questions.models.samples import digest
from questions.permissions import SignedInRequest, may_author, requires
from questions.services import drafts
from questions.services import samples as service
from questions.spreadsheets import NOT_UTF8, NotATable, decoded
from questions.views.editor import edit_page, own_question, read_text, say_elsewhere, trial_context
from questions.views.http import SeeOther

MEANWHILE = "Meanwhile {} corrected or retired this sample answer. Yours is not saved: look at those in use first."
OFFERED = 20
"""Students' answers that are offered as samples at a time."""


@requires(may_author)
@require_safe
def samples(request: SignedInRequest, question_id: int) -> HttpResponse:
    return _page(request, own_question(request, question_id))


def _page(
    request: SignedInRequest,
    question: Question,
    form: SampleForm | None = None,
    table: SampleTableForm | None = None,
    refused: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page. ``refused`` is the student's answer that could not be taken, with why and what was sent with it."""
    newest = question.newest()
    used = list(question.samples.in_use().select_related("author"))
    most = newest.tariff if newest else 0
    context = {
        "question": question,
        "newest": newest,
        "samples": used,
        "form": form or SampleForm(most=most),
        "table": table or SampleTableForm(),
        "marks": range(most + 1),
        "offered": _offered(question, {sample.digest for sample in used}, refused["attempt"] if refused else None),
        "refused": refused,
    }
    return render(request, "author/samples.html", context, status=status)


def _offered(question: Question, used: set[str], refused: Attempt | None) -> list[Attempt]:
    """Submitted answers that are no samples yet: the one that was just refused, then those that a teacher marked.
    Nobody's name comes along."""
    answers = Attempt.objects.filter(question=question).submitted().with_counting_mark()
    newest = answers.exclude(answer="").order_by("-counting_by_teacher", "counting_confidence", "-pk")[: 5 * OFFERED]
    by_text = {digest(refused.answer): refused} if refused else {}
    for attempt in newest:
        by_text.setdefault(digest(attempt.answer), attempt)
    return [attempt for name, attempt in by_text.items() if name not in used or attempt == refused][:OFFERED]


@requires(may_author)
@require_POST
def sample_add(request: SignedInRequest, question_id: int) -> HttpResponse:
    """Add one, from the page of samples or from the editor, whose unsaved text comes along and is kept."""
    question = own_question(request, question_id)
    newest = question.newest()
    form = SampleForm(request.POST, most=newest.tariff if newest else 0)
    in_editor = "text" in request.POST
    before = _in_use(question)
    said = ""
    if form.is_valid():
        try:
            added = service.add_sample(
                question=question,
                answer=form.cleaned_data["answer"],
                mark=form.cleaned_data["mark"],
                why=form.cleaned_data["why"],
                author=request.user,
            )
        except service.BadSamples as error:
            form.add_error("answer", " ".join(each.message for each in error.errors))
        else:
            said = _what_came([added], before)
    if in_editor and request.headers.get("HX-Request"):
        context = trial_context(question, *read_text(request), form if form.errors else None)
        return render(request, "author/samples_panel.html", context, status=422 if form.errors else 200)
    if in_editor:
        return _back_to_editor(request, question, form, said)
    if form.errors:
        return _page(request, question, form, status=422)
    messages.success(request, said)
    return SeeOther(reverse("samples", args=[question.pk]))


def _in_use(question: Question) -> dict[str, int]:
    return dict(question.samples.in_use().values_list("digest", "pk"))


def _what_came(samples: Sequence[SampleAnswer], before: Mapping[str, int]) -> str:
    """What adding did, in words: ``before`` are the ids of those that were in use, by digest."""
    kept = sum(sample.pk == before.get(sample.digest) for sample in samples)
    replaced = sum(sample.digest in before for sample in samples) - kept
    added = len(samples) - kept - replaced
    said = [f"{added} sample answer{'' if added == 1 else 's'} added"] if added or not samples else []
    if replaced:
        said.append(f"{replaced} replaced by the same text with another mark or note")
    if kept:
        said.append(f"{kept} {'was' if kept == 1 else 'were'} there already")
    return f"{', '.join(said)}."


def _back_to_editor(request: SignedInRequest, question: Question, form: SampleForm, said: str) -> HttpResponse:
    """Without scripts: the editor again, with the text that was not saved yet."""
    editor = SchemeForm(request.POST, user=request.user)
    editor.is_valid()
    if form.errors:
        return edit_page(request, editor, question, sample_form=form, status=422)
    try:
        drafts.keep_draft(author=request.user, question=question, typing=editor.typing())
    except drafts.TypedElsewhere as error:
        messages.success(request, said)
        say_elsewhere(editor, error)
        newest = question.newest()
        empty = SampleForm(most=newest.tariff if newest else 0)
        return edit_page(request, editor, question, sample_form=empty, status=409)
    messages.success(request, said)
    return SeeOther(reverse("question_edit", args=[question.pk]) + "#samples")


@requires(may_author)
@require_POST
def sample_table(request: SignedInRequest, question_id: int) -> HttpResponse:
    """Add what was pasted from a spreadsheet, or a file of it: all rows or none."""
    question = own_question(request, question_id)
    table = SampleTableForm(request.POST, request.FILES)
    if not table.is_valid():
        return _page(request, question, table=table, status=422)
    file = table.cleaned_data["file"]
    try:
        newest = question.newest()
        text, is_guessed = decoded(file.read()) if file else (table.cleaned_data["rows"], False)
        rows = service.read_table(text, newest.scheme if newest else None)
        before = _in_use(question)
        added = service.add_samples(
            question=question,
            rows=rows,
            author=request.user,
            origin=SampleAnswer.Origin.FILE if file else SampleAnswer.Origin.PASTED,
        )
    except (service.BadSamples, NotATable) as error:
        for each in error.errors if isinstance(error, service.BadSamples) else [capfirst(str(error))]:
            table.add_error("file" if file else "rows", str(each))
        return _page(request, question, table=table, status=422)
    messages.success(request, _what_came(added, before))
    if is_guessed:
        messages.warning(request, NOT_UTF8)
    return SeeOther(reverse("samples", args=[question.pk]))


@requires(may_author)
@require_POST
def sample_take(request: SignedInRequest, question_id: int, attempt_id: int) -> HttpResponse:
    """Make a student's answer a sample, with the mark that the author agrees to."""
    question = own_question(request, question_id)
    submitted = Attempt.objects.filter(question=question).submitted().with_counting_mark()
    attempt = get_object_or_404(submitted, pk=attempt_id)
    why = request.POST.get("why", "")
    mark = sent_number(request.POST.get("mark", ""))
    try:
        if mark is None:
            raise service.BadSamples([service.RowError(0, "Choose the mark that is agreed on.")])
        service.take_sample(attempt=attempt, mark=mark, why=why, author=request.user)
    except service.BadSamples as error:
        said = " ".join(each.message for each in error.errors)
        refused = {"attempt": attempt, "said": f"Not added: {said}", "mark": mark, "why": why}
        return _page(request, question, refused=refused, status=422)
    messages.success(request, "The answer is a sample now; it carries no name.")
    return SeeOther(reverse("samples", args=[question.pk]))


@requires(may_author)
@require_http_methods(["GET", "HEAD", "POST"])
def sample_edit(request: SignedInRequest, question_id: int, sample_id: int) -> HttpResponse:
    """Correct a sample: it is retired and another takes its place."""
    question = own_question(request, question_id)
    sample = get_object_or_404(question.samples, pk=sample_id)
    if sample.retired_at is not None and request.method != "POST":
        return _corrected_already(request, question)
    newest = question.newest()
    most = newest.tariff if newest else 0
    initial = {"answer": sample.answer, "mark": sample.mark, "why": sample.why}
    form = SampleForm(request.POST or None, most=most, initial=initial)
    status = 422
    if request.method == "POST" and form.is_valid():
        try:
            service.replace_sample(sample=sample, row=form.row(), author=request.user)
        except service.BadSamples as error:
            form.add_error("answer", " ".join(each.message for each in error.errors))
        except service.CorrectedMeanwhile as error:
            by = error.sample.retired_by
            if by == request.user:
                return _corrected_already(request, question)
            form.add_error(None, MEANWHILE.format(by.name if by else "somebody"))
            status = 409
        else:
            messages.success(request, "Corrected: the former one is kept for past figures.")
            return SeeOther(reverse("samples", args=[question.pk]))
    context = {"question": question, "form": form}
    return render(request, "author/sample_edit.html", context, status=status if form.errors else 200)


def _corrected_already(request: SignedInRequest, question: Question) -> HttpResponse:
    messages.info(request, "This sample answer is corrected or retired already.")
    return SeeOther(reverse("samples", args=[question.pk]))


@requires(may_author)
@require_POST
def sample_retire(request: SignedInRequest, question_id: int, sample_id: int) -> HttpResponse:
    question = own_question(request, question_id)
    service.retire_sample(sample=get_object_or_404(question.samples, pk=sample_id), by=request.user)
    messages.success(request, "Retired: schemes are tested on it no longer.")
    return SeeOther(reverse("samples", args=[question.pk]))
