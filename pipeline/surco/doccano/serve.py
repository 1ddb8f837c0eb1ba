"""Runs a doccano server as one process on 127.0.0.1: `python -P serve.py HOME [--port N] [--user NAME]`.

It runs in the environment that `make doccano` makes, which has doccano and not surco; with `--add NAME` it makes a login
for an annotator, or a new password for it, in place of serving. The administrator's password is SURCO_DOCCANO_PASSWORD; every
other one is drawn and shown once.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import secrets
import sys
import types
from pathlib import Path
from typing import Any

SETTINGS = """
from config.settings.production import *
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_STORE_EAGER_RESULT = True
CELERY_TASK_EAGER_PROPAGATES = False
DJANGO_DRF_FILEPOND_ALLOW_EXTERNAL_UPLOAD_DIR = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
LOGGING = {"version": 1, "disable_existing_loggers": True, "root": {"level": "ERROR"}}

from django.db.backends.signals import connection_created

def keep_journal(sender, connection, **more):
    connection.cursor().execute("PRAGMA journal_mode = WAL")
    connection.cursor().execute("PRAGMA synchronous = NORMAL")

connection_created.connect(keep_journal)
"""
"""Imports and exports are done within the request, so that no worker process is needed; the database keeps a journal, which
spares it a wait for the disk at each label."""
QUICK = """
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""


class NoMigrations(dict[str, None]):
    """Says of every application that it has no migrations: the tables are made at once, as the models are."""

    def __contains__(self, name: object) -> bool:
        return True

    def __getitem__(self, name: str) -> None:
        return None


def main() -> None:
    """Serve, or add a login, as the arguments say."""
    parser = argparse.ArgumentParser(description="A doccano server on 127.0.0.1.")
    parser.add_argument("home", type=Path, help="the folder that keeps its data")
    parser.add_argument("--port", type=int, default=8000, help="0: any that is free")
    parser.add_argument("--user", default=os.environ.get("SURCO_DOCCANO_USER") or "surco", help="who administers it")
    parser.add_argument("--add", metavar="NAME", help="make a login for an annotator and stop")
    parser.add_argument(
        "--quick", action="store_true", help="for tests: passwords are kept in a weak form"
    )
    wanted = parser.parse_args()
    drawn = secrets.token_urlsafe(9)
    load_settings(wanted.home.absolute(), quick=wanted.quick)
    make_tables(wanted.home)
    if wanted.add:
        make_login(wanted.add, drawn, administers=False)
        print(f"login {wanted.add}, password {drawn}")
    else:
        password = os.environ.get("SURCO_DOCCANO_PASSWORD")
        make_login(wanted.user, password or drawn, administers=True)
        serve(wanted.port, f"login {wanted.user}, password {'as in SURCO_DOCCANO_PASSWORD' if password else drawn}")


def load_settings(home: Path, *, quick: bool) -> None:
    """Set Django up with everything that doccano writes inside one folder."""
    for folder in ("media", "tmp"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    os.environ.update(
        STANDALONE="True", DEBUG="False", DATABASE_URL=f"sqlite:///{home}/db.sqlite3", MEDIA_ROOT=f"{home}/media",
        DJANGO_SETTINGS_MODULE="surco_doccano", SECRET_KEY=secrets.token_urlsafe(40), DOCCANO_PAGE_SIZE="100",
    )  # fmt: skip
    backend = importlib.util.find_spec("backend")
    if backend is None or backend.origin is None:
        sys.exit(f"{sys.executable}: doccano is not installed here; run: make doccano")
    sys.path.insert(0, os.path.dirname(backend.origin))
    settings = types.ModuleType("surco_doccano")
    exec(
        SETTINGS + (QUICK if quick else "") + f"DJANGO_DRF_FILEPOND_UPLOAD_TMP = {str(home / 'tmp')!r}", vars(settings)
    )
    sys.modules["surco_doccano"] = settings
    import django
    from config.celery import app  # noqa: F401

    django.setup()


def make_tables(home: Path) -> None:
    """Make an empty database where there is none."""
    from django.conf import settings
    from django.core.management import call_command

    if (home / "ready").exists():
        return
    settings.MIGRATION_MODULES = NoMigrations()
    call_command("migrate", run_syncdb=True, verbosity=0)
    with open(os.devnull, "w") as silence:
        call_command("create_roles", stdout=silence)
    (home / "ready").touch()


def make_login(name: str, password: str, *, administers: bool) -> None:
    """Make a user, or give the one there is this password."""
    from django.contrib.auth import get_user_model

    user, _ = get_user_model().objects.get_or_create(username=name)
    user.is_staff = user.is_superuser = administers
    user.set_password(password)
    user.save()


def serve(port: int, login: str) -> None:
    """Serve until interrupted; says address and login when it is ready."""
    from config.wsgi import application
    from django.test import Client
    from waitress import create_server

    try:
        server: Any = create_server(application, host="127.0.0.1", port=port, threads=4)
    except OSError as error:
        sys.exit(f"port {port}: {error.strerror}; name another: make doccano-server PORT=8001")
    Client().get("/v1/me")  # imports what the first request would wait for
    print(f"READY http://127.0.0.1:{server.effective_port}  {login}", flush=True)
    server.run()


if __name__ == "__main__":
    main()
