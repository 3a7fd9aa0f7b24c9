"""The WSGI entry point for gunicorn: ``kwexam.wsgi:application``."""

import os

from django.conf import settings
from django.core.checks.security.base import check_secret_key
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kwexam.settings")

application = get_wsgi_application()

# An empty key must stop the server at its start, not at the first sign-in. Reading it raises ImproperlyConfigured.
settings.SECRET_KEY  # noqa: B018 - the access is the check
if check_secret_key(None) and not settings.DEBUG:
    raise ImproperlyConfigured(
        "The setting SECRET_KEY must be 50 random characters or more: openssl rand -base64 48. With the former key in "
        "SECRET_KEY_FALLBACKS for a day nobody is signed out."
    )
