"""Replies that more than one room of pages gives."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone

CLOSED_TOPIC = "Only its own authors may write in “{}”: ask an admin."


class SeeOther(HttpResponseRedirect):
    """After a POST: fetch this page with GET."""

    status_code = 303


def query_of(request: HttpRequest) -> str:
    """What the address narrows the page to, for another address; "" for nothing."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def csv_file(what: str, lines: Iterator[str]) -> StreamingHttpResponse:
    """A CSV file to save, named for what is in it and today."""
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kwexam-{what}-{timezone.localdate():%Y-%m-%d}.csv"'
    return response
