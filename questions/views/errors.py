"""Pages for what went wrong that keep what was typed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or none any more for whoever sent it something: a class that one teaches no longer, say."""
    return render(request, "404.html", {"typed": _typed(request)}, status=404)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Another role, perhaps since the page was opened."""
    return render(request, "403.html", {"typed": _typed(request)}, status=403)


def no_page(request: HttpRequest, **named: Any) -> HttpResponse:
    """An address at which a package would have a page and this site has none."""
    raise Http404


def _typed(request: HttpRequest) -> list[str]:
    """The texts that somebody wrote on a page that cannot take them: what has two words. Only where the form was one of
    ours."""
    if not getattr(request, "csrf_processing_done", False):
        return []
    return [
        value
        for name, values in request.POST.lists()
        if "password" not in name
        for value in values
        if len(value.split()) > 1
    ]


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page's token is too old (signed in again in another tab, say): offer the same text with a fresh one.

    Only for a form of this site: a form posted here from another site is not offered again.
    """
    fields: list[tuple[str, str]] = []
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin" and "Origin checking" not in reason:
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            if name != "csrfmiddlewaretoken" and "password" not in name
            for value in values
        ]
    sign_in = request.path == reverse("login")
    context = {"fields": [] if sign_in else fields, "action": request.get_full_path(), "sign_in": sign_in}
    return render(request, "csrf_failure.html", context, status=403)
