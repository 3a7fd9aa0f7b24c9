"""Pages for what went wrong that keep what was typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


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
