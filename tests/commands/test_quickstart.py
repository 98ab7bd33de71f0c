"""The desk of a newcomer, as a process of its own with a data folder of its own."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection

import pytest
from django.core.management import CommandError, call_command

from annotations.management.commands import quickstart
from annotations.models.user import EDITOR, REVIEWER, User

pytestmark = pytest.mark.skipif(os.name == "nt", reason="ends processes by POSIX signals")


@pytest.fixture
def data(tmp_path):
    return tmp_path / "var"


def run(data, *arguments, **options):
    """Start `manage.py quickstart` on its own SQLite file, whatever the tests run on."""
    environment = {key: text for key, text in os.environ.items() if key != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, "manage.py", "quickstart", *arguments],
        env=environment | {"FACTCHECK_DATA": str(data), "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )


@contextmanager
def opened(data, *arguments, end=signal.SIGTERM):
    """A desk that serves: gives what it printed up to its address, then ends it."""
    desk = run(data, *arguments)
    lines = []
    try:
        for line in desk.stdout:
            lines.append(line)
            if line.startswith("Open http"):
                break
        yield "".join(lines)
        desk.send_signal(end)
        rest, _ = desk.communicate(timeout=20)
        assert (rest.strip(), desk.returncode) == ("The desk is closed.", 0)
    finally:
        desk.kill()
        desk.communicate()


def port_in(printed):
    return int(re.search(r"Open http://127\.0\.0\.1:(\d+)/", printed)[1])


def asked(port, path):
    """Status and words of a page."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    said = answer.status, answer.read().decode()
    connection.close()
    return said


def status(port, path):
    return asked(port, path)[0]


def test_it_serves_prints_passwords_once_and_closes(data):
    with opened(data) as printed:
        port = port_in(printed)
        assert status(port, "/login/") == 200
        assert f"http://127.0.0.1:{port}/" in asked(port, "/contexts/factcheck.jsonld")[1]
    kept = (data / "accounts.txt").read_text()

    names = [line.split()[0] for line in kept.splitlines()]
    assert names == ["editor", "reviewer"]
    assert all(line.split()[1] in printed for line in kept.splitlines())
    assert stat.S_IMODE((data / "accounts.txt").stat().st_mode) == 0o600

    with opened(data, end=signal.SIGINT) as printed:
        assert kept.split()[1] not in printed
    assert (data / "accounts.txt").read_text() == kept


def test_reset_asks_first_and_starts_afresh_only_when_told(data):
    with opened(data):
        pass
    kept = (data / "accounts.txt").read_text()

    refused = run(data, "--reset")
    said, _ = refused.communicate(timeout=20)
    assert "Nothing was removed." in said
    assert refused.returncode == 1
    assert (data / "accounts.txt").read_text() == kept

    with opened(data, "--reset", "--yes"):
        assert (data / "accounts.txt").read_text() != kept


def test_reset_refuses_a_database_that_is_not_a_file(monkeypatch):
    monkeypatch.setattr(quickstart.connection, "vendor", "postgresql", raising=False)

    with pytest.raises(CommandError, match="Nothing was removed"):
        quickstart.Command().reset(agreed=True)


def test_it_refuses_the_production_switch(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="PRODUCTION"):
        call_command("quickstart")


def test_a_port_in_use_is_passed_over_or_refused_when_named():
    with quickstart.listen(None) as first, quickstart.listen(None) as second:
        taken = first.getsockname()[1]
        assert second.getsockname()[1] > taken

        with pytest.raises(CommandError, match=f"Port {taken} cannot be used"):
            quickstart.listen(taken)


def test_the_address_is_for_this_computer_alone():
    with quickstart.listen(None) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"
        assert listener.family == socket.AF_INET


@pytest.mark.django_db
def test_demo_accounts_are_made_once_each_with_its_role():
    made = quickstart.make_demo_accounts()

    reviewer, editor = User.objects.get(username="reviewer"), User.objects.get(username="editor")
    assert (reviewer.roles(), editor.roles()) == ({REVIEWER}, {EDITOR})
    assert (reviewer.is_staff, editor.is_staff) == (False, True)
    assert reviewer.check_password(made["reviewer"])
    assert quickstart.make_demo_accounts() == {}
