"""What holds for every request: sign-in first, pages kept out of shared caches, text that databases take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

GetResponse = Callable[[HttpRequest], HttpResponse]


class SignInFirst(LoginRequiredMiddleware):
    """Every view wants a signed-in user unless it says otherwise; afterwards one is back where one was.

    A POST cannot be repeated after signing in, so that leads back to the page it was sent from. A part
    of a page (htmx) is never replaced by the sign-in page.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponse:
        if request.headers.get("HX-Request"):
            response = HttpResponse("You are signed out.", status=401)
            if request.method == "GET":
                here = _path(request, request.headers.get("HX-Current-URL", ""))
                response["HX-Redirect"] = redirect_to_login(here).url
            return response
        if request.method not in ("GET", "HEAD"):
            return redirect_to_login(_path(request, request.headers.get("Referer", "")))
        return super().handle_no_permission(request, view_func)


def _path(request: HttpRequest, address: str) -> str:
    """The path of an address of this site; the start page for any other."""
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return reverse("home")
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def private_pages(get_response: GetResponse) -> GetResponse:
    """Pages of a signed-in person stay in no cache: on a shared computer Back shows them to nobody else."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            add_never_cache_headers(response)
        return response

    return respond


def storable_queries(get_response: GetResponse) -> GetResponse:
    """NUL in an address's query becomes a visible sign: no database takes it."""

    def respond(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "%EF%BF%BD")
        return get_response(request)

    return respond
