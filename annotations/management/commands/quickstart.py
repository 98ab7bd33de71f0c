import os
import signal
import socket
from argparse import ArgumentParser
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from secrets import token_urlsafe
from threading import Thread
from typing import Any

import waitress
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connection

from annotations.models.user import EDITOR, REVIEWER, User

HOST = "127.0.0.1"
FIRST_PORT, PORTS = 8000, 100
MOST_BYTES = 64_000_000  # of a request that is read at all; the application's limit is far below
THREADS = 8
DEMO = {"reviewer": REVIEWER, "editor": EDITOR}


class Command(BaseCommand):
    help = "Open the desk on this computer: data, demo accounts and server, from nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, help="Default: the first free one from 8000 on.")
        parser.add_argument("--reset", action="store_true", help="Start afresh. Asks first.")
        parser.add_argument("--yes", action="store_true", help="Do not ask.")

    def handle(self, *args: Any, port: int | None, reset: bool, yes: bool, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("quickstart is for trying the desk out; PRODUCTION is on.")
        # Explicit for both: a shell starts its background jobs with SIGINT ignored.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)
        try:
            if reset:
                self.reset(agreed=yes)
            self.open(listen(port))
        except KeyboardInterrupt:
            pass
        self.stdout.write("\nThe desk is closed.")

    def reset(self, *, agreed: bool) -> None:
        """Remove the database and the demo passwords. Only a desk of one's own, in SQLite."""
        if connection.vendor != "sqlite":
            raise CommandError(
                f"--reset removes a SQLite file, but the data is kept in {connection.vendor}. "
                "Nothing was removed; empty that database with its own tools."
            )
        doomed = [path for path in data_files() if path.exists()]
        if doomed and not (agreed or self.is_agreed(doomed[0])):
            raise CommandError("Nothing was removed.")
        connection.close()
        for path in doomed:
            path.unlink(missing_ok=True)  # closing has taken SQLite's own files away

    def is_agreed(self, database: Path) -> bool:
        self.stdout.write(f"Every article, claim and verdict in {database} will be gone for good.")
        try:
            return input("Type yes to start afresh: ").strip().lower() == "yes"
        except EOFError:
            return False

    def open(self, listener: socket.socket) -> None:
        """Bring the data up to date, then serve until Ctrl-C or SIGTERM."""
        with listener:
            port = listener.getsockname()[1]
            if "SITE_URL" not in os.environ:
                settings.SITE_URL = f"http://{HOST}:{port}"  # links lead to this desk
            call_command("migrate", interactive=False, verbosity=0)
            self.keep(make_demo_accounts())
            call_command("seed", verbosity=0)
            server = waitress.create_server(
                get_internal_wsgi_application(),
                sockets=[listener],
                threads=THREADS,
                ident=None,
                max_request_body_size=MOST_BYTES,
            )
            Thread(target=self.announce, args=[port], daemon=True).start()
            server.run()
            server.close()

    def keep(self, made: dict[str, str]) -> None:
        """Write new passwords down where only this user can read them, and say all there are."""
        path = accounts_file()
        if made:
            path.touch(mode=0o600)
            path.chmod(0o600)
            kept = dict(line.split() for line in path.read_text().splitlines())
            path.write_text("".join(f"{name} {word}\n" for name, word in (kept | made).items()))
        for name, password in made.items():
            self.stdout.write(f"  {DEMO[name]:<9} {name:<9} {password}")
        self.stdout.write(f"Demo accounts and their passwords: {path}")

    def announce(self, port: int) -> None:
        """Print the address once it answers: the listener makes the request wait until then."""
        asked = HTTPConnection(HOST, port, timeout=60)
        try:
            asked.request("GET", "/healthz")
            asked.getresponse().read()
        except (OSError, HTTPException) as error:
            self.stderr.write(f"The desk does not answer: {error}")
        else:
            self.stdout.write(f"Open http://{HOST}:{port}/   (Ctrl-C closes the desk)")
            self.stdout.flush()
        finally:
            asked.close()


def listen(port: int | None) -> socket.socket:
    """A socket on `port`, or on the first free one; held from here on, so it stays ours."""
    wanted = range(FIRST_PORT, FIRST_PORT + PORTS) if port is None else [port]
    for number in wanted:
        try:
            return socket.create_server((HOST, number))
        except OSError as error:
            refusal = os.strerror(error.errno or 0)
    raise CommandError(f"Port {wanted[0]} cannot be used ({refusal}). Choose another by --port.")


def make_demo_accounts() -> dict[str, str]:
    """Make the demo accounts that are not there, and return their passwords by user name."""
    there = User.objects.filter(username__in=DEMO).values_list("username", flat=True)
    made = {name: token_urlsafe(12) for name in DEMO.keys() - set(there)}
    for name, password in sorted(made.items()):
        user = User.objects.create_user(name, password=password, is_staff=DEMO[name] == EDITOR)
        user.groups.add(Group.objects.get(name=DEMO[name]))
    return dict(sorted(made.items()))


def accounts_file() -> Path:
    return settings.DATA_DIR / "accounts.txt"


def data_files() -> list[Path]:
    """The database, what SQLite keeps beside it, and the passwords that open it."""
    database = str(settings.DATABASES["default"]["NAME"])
    return [Path(database + end) for end in ("", "-wal", "-shm", "-journal")] + [accounts_file()]
