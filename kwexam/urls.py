"""The project's addresses."""

from django.contrib import admin
from django.urls import include, path

from questions.views.people import admin_sign_in

urlpatterns = [
    path("admin/login/", admin_sign_in),
    path("admin/", admin.site.urls),
    path("", include("questions.urls")),
]

handler403 = "questions.views.errors.permission_denied"
handler404 = "questions.views.errors.page_not_found"
