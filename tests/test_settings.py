"""Starting, in a process of its own: what is refused, what is made, what production means."""

import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from factcheck import secrets

ROOT = Path(__file__).resolve().parent.parent
KEY = "4ZtX-9aQm_Lw2Rk7Vb1Nc8Yd5Fg3Hj6Ps0Tu-Ew_Ix9Oq2Zr7Kv4Mb"
SHOW = "from django.conf import settings as s; import json; print(json.dumps({}))"


def run(folder, *arguments, **environment):
    keep = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    own = {"FACTCHECK_DATA": str(folder), "FACTCHECK_IN_VENV": "1"}
    own["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=keep | own | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def production(folder, *arguments, **environment):
    own = {"PRODUCTION": "1", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "example.org"}
    return run(folder, *arguments, **own | environment)


def values(run, folder, *names):
    pairs = ", ".join(f'"{name}": s.{name}' for name in names)
    return json.loads(run(folder, "-c", SHOW.replace("{}", f"{{{pairs}}}")).stdout)


# -- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY must be 50 or more random characters."),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must be 50 or more random characters."),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY must be 50 or more random characters."),
        ({"SECRET_KEY": "django-insecure-" + KEY}, "SECRET_KEY must be 50 or more"),
        ({"SECRET_KEY_FALLBACKS": "short"}, "SECRET_KEY must be 50 or more random characters."),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name the hosts of this desk."),
        ({"DEBUG": "1"}, "DEBUG must be off when PRODUCTION is on."),
    ],
)
def test_production_does_not_start_and_says_why_in_one_line(tmp_path, wrong, why):
    answer = production(tmp_path, "manage.py", "check", **wrong)

    assert answer.returncode == 1
    assert answer.stderr.startswith(f"Factcheck does not start: {why}")
    assert answer.stderr.count("\n") == 1


def test_a_refused_key_is_not_printed(tmp_path):
    answer = production(tmp_path, "manage.py", "check", SECRET_KEY="sesame-sesame")

    assert "sesame" not in answer.stdout + answer.stderr


def test_a_key_from_the_environment_is_checked_everywhere(tmp_path):
    assert run(tmp_path, "manage.py", "check", SECRET_KEY="short").returncode == 1


# -- the shipped settings pass Django's own examination -----------------------------------------


def test_production_passes_the_deployment_check(tmp_path):
    answer = production(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")

    assert answer.returncode == 0, answer.stderr


def test_production_cookies_are_bound_to_host_and_tls(tmp_path):
    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"]
    flags = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]

    found = values(production, tmp_path, *names, *flags)

    assert [found[name] for name in names] == ["__Host-session", "__Host-csrf"]
    assert all(found[flag] for flag in flags)


def test_production_tells_browsers_to_stay_on_tls_for_a_year(tmp_path):
    names = ["SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS"]

    assert list(values(production, tmp_path, *names).values()) == [31_536_000, True]


def test_at_home_it_works_without_tls_and_without_debug(tmp_path):
    names = ["DEBUG", "SESSION_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"]

    assert not any(values(run, tmp_path, *names).values())


# -- the key that is made -----------------------------------------------------------------------


def test_a_key_is_made_once_and_kept(tmp_path):
    first = secrets.kept_in(tmp_path / "made" / "secret_key")

    assert len(first) >= 50
    assert secrets.kept_in(tmp_path / "made" / "secret_key") == first


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such modes")
def test_only_its_owner_may_read_it(tmp_path):
    secrets.kept_in(tmp_path / "secret_key")

    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_two_desks_have_two_keys(tmp_path):
    assert secrets.kept_in(tmp_path / "one") != secrets.kept_in(tmp_path / "two")


def test_many_that_start_together_use_one_key(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(secrets.kept_in, [tmp_path / "secret_key"] * 64))

    assert len(keys) == 1


def test_an_empty_file_is_named_with_the_way_out(tmp_path, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    (tmp_path / "secret_key").touch()

    with pytest.raises(ImproperlyConfigured, match="Delete it"):
        secrets.kept_in(tmp_path / "secret_key")


def test_a_guessable_file_is_refused(tmp_path):
    (tmp_path / "secret_key").write_text("django-insecure-" + KEY)

    with pytest.raises(ImproperlyConfigured):
        secrets.kept_in(tmp_path / "secret_key")


def test_no_key_is_in_the_repository():
    settings = (ROOT / "factcheck/settings.py").read_text()

    assert "django-insecure" not in settings
    assert "secret_key" not in {path.name for path in (ROOT / "factcheck").rglob("*")}
