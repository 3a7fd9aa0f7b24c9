"""The settings of a school's server, as it is: no DEBUG, collected and fingerprinted static files, all policies on.

Only the folder of the static files is another, so that a test run leaves the work tree as it was, and passwords are
hashed quickly, since every test signs in.
"""

import os
from pathlib import Path

from kwexam.settings import *  # noqa: F403 - these are its settings

STATIC_ROOT = Path(os.environ["KWEXAM_TEST_STATIC_ROOT"])
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
