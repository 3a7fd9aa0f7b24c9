#!/usr/bin/env python
"""Django's command line for kwexam."""

import errno
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kwexam.settings")
    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.ENOSPC):
            raise
        # Python would try to write the rest once more as it ends, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        # Whoever reads from a pipe, "head" for one, has seen enough.
        sys.exit(1 if error.errno == errno.EPIPE else f"The output is not complete: {error.strerror}.")
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        sys.exit(str(error))
