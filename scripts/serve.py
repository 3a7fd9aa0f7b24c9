"""What ``make run`` does once the requirements are there: a demo school on this machine, ready to sign in to."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import CommandError, call_command

PROJECT = Path(__file__).resolve().parent.parent
ADDRESS = "127.0.0.1"


def main() -> None:
    port = chosen_port()
    write_env_file(PROJECT / ".env")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kwexam.settings")
    django.setup()
    if not settings.DEBUG:
        sys.exit("make run is for trying kwexam out and needs DEBUG=on; for a school see docs/administration.md.")
    print("Preparing the database ...", flush=True)
    call_command("migrate", verbosity=0)
    install_vectors()
    print("Adding the sample questions and the demo class ...", flush=True)
    call_command("seed_demo")
    print(f"\nkwexam is at http://{ADDRESS}:{port}/ (Ctrl-C stops it)\n", flush=True)
    os.execv(sys.executable, [sys.executable, "manage.py", "runserver", f"{ADDRESS}:{port}"])


def chosen_port() -> int:
    """PORT from the environment, refused with a plain sentence where it is no port or somebody else's."""
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 2**16:
        sys.exit(f"PORT must be a number from 1 to 65535, not “{text}”.")
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((ADDRESS, int(text)))
        except OSError as error:
            sys.exit(
                f"Port {text} cannot be used ({error.strerror}). Choose another one: make run PORT={int(text) + 123}"
            )
    return int(text)


def write_env_file(path: Path) -> None:
    """Settings of this machine with a key of its own; a file that is there stays as it is."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(f"DEBUG=on\nSECRET_KEY={secrets.token_urlsafe(50)}\n")


def install_vectors() -> None:
    try:
        call_command("install_vectors")
    except CommandError as error:
        print(f"Going on without word vectors, so paraphrases earn less: {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
