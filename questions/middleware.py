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

from questions.permissions import may_work

WITH_A_GIVEN_PASSWORD = ("password_change", "logout")
"""All that one may open before one has chosen a password."""

GetResponse = Callable[[HttpRequest], HttpResponse]


class SignInFirst(LoginRequiredMiddleware):
    """Every view wants a signed-in user unless it says otherwise; afterwards one is back where one was. With a password
    that somebody else gave, one is led to the page to choose one's own in the same way.

    A POST cannot be repeated after signing in, so that leads back to the page it was sent from. A part
    of a page (htmx) is never replaced by the sign-in page.
    """

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponse | None:
        wanted = getattr(view_func, "login_required", True)
        here = request.resolver_match.view_name if request.resolver_match else ""
        if not wanted or may_work(request.user) or (request.user.is_authenticated and here in WITH_A_GIVEN_PASSWORD):
            return None
        return self.handle_no_permission(request, view_func)

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponse:
        page = reverse("password_change" if request.user.is_authenticated else "login")
        if request.headers.get("HX-Request"):
            response = HttpResponse("You are signed out, or have to choose a password first.", status=401)
            if request.method == "GET":
                here = _path(request, request.headers.get("HX-Current-URL", ""))
                response["HX-Redirect"] = redirect_to_login(here, page).url
            return response
        if request.method not in ("GET", "HEAD"):
            return redirect_to_login(_path(request, request.headers.get("Referer", "")), page)
        return redirect_to_login(request.get_full_path(), page)


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
