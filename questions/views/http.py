"""Replies that more than one room of pages gives."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify

LONGEST_NAME = 60
"""Letters of what is in a file, in its name: some systems take no name of more than 255 bytes."""

CLOSED_TOPIC = "Only its own authors may write in “{}”: ask an admin."


class SeeOther(HttpResponseRedirect):
    """After a POST: fetch this page with GET."""

    status_code = 303


def query_of(request: HttpRequest) -> str:
    """What the address narrows the page to, for another address; "" for nothing."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def csv_file(what: str, lines: Iterator[str]) -> StreamingHttpResponse:
    """A CSV file to save, named for what is in it, in whatever words, and today."""
    name = slugify(what, allow_unicode=True)[:LONGEST_NAME].rstrip("-")
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    named = content_disposition_header(as_attachment=True, filename=f"kwexam-{name}-{timezone.localdate()}.csv")
    response["Content-Disposition"] = named or "attachment"
    return response
