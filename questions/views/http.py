"""Replies that more than one room of pages gives."""

from __future__ import annotations

from django.http import HttpResponseRedirect


class SeeOther(HttpResponseRedirect):
    """After a POST: fetch this page with GET."""

    status_code = 303
