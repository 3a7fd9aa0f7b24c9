"""The project's addresses."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from questions.views.errors import no_page
from questions.views.people import admin_sign_in

urlpatterns = [
    path("admin/login/", admin_sign_in),
    path("admin/password_change/", RedirectView.as_view(pattern_name="password_change")),
    # From here Django leads on to a row's own page, and ends in an error for numbers made up; no row has one.
    path("admin/r/<path:row>", no_page),
    path("admin/", admin.site.urls),
    path("", include("questions.urls")),
]

handler403 = "questions.views.errors.permission_denied"
handler404 = "questions.views.errors.page_not_found"
