"""The WSGI entry point for gunicorn: ``kwexam.wsgi:application``."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kwexam.settings")

application = get_wsgi_application()

# An empty key must stop the server at its start, not at the first sign-in. Reading it raises ImproperlyConfigured.
settings.SECRET_KEY  # noqa: B018 - the access is the check
