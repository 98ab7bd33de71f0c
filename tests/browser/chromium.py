"""Find a browser for the tests, install Debian's where that is allowed, or stop and say how.

Browser tests are never skipped for want of a browser. The two hooks run in the process that leads
the session, before the first test; `tests/conftest.py` imports them, so pytest sees them in time.
"""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

FOLDER = "tests/browser/"
NO_BROWSER = 4
COMMANDS = (
    "chromium-headless-shell",  # the same engine without windows: it takes less than half the time
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
MISSING = """The browser tests need a browser, and there is none. This line installs one:

    {line}

Or name one in FACTCHECK_CHROMIUM. Without them: python3 manage.py test -m "not browser"."""


def find_browser() -> str | None:
    """The browser to drive: the one asked for, on the path, in a usual place, or Playwright's."""
    asked = os.environ.get("FACTCHECK_CHROMIUM")
    if asked:
        return asked if Path(asked).exists() else None
    on_path = (found for found in map(shutil.which, COMMANDS) if found)
    in_place = (place for place in PLACES if Path(place).exists())
    return next(on_path, None) or next(in_place, None) or playwrights_own()


def playwrights_own() -> str | None:
    """The browser that `playwright install chromium` made, the newest if there are several."""
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    found = sorted(cache.glob("chromium-*/chrome-linux*/chrome"))
    return str(found[-1]) if found else None


def require_browser() -> str:
    """A browser, installed now if need be; otherwise the session ends with exit code 4."""
    browser = find_browser()
    if browser is None and is_debian() and os.geteuid() == 0:
        install_on_debian()
        browser = find_browser()
    if browser is None:
        pytest.exit(MISSING.format(line=how_to_install()), returncode=NO_BROWSER)
    return browser


def is_debian() -> bool:
    """Debian itself, or one of its kin that installs with apt-get."""
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None


def install_on_debian() -> None:
    """The quicker package, or the one that every kin of Debian has."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], *(["install", "-y", package] for package in COMMANDS[:2])):
        subprocess.run(["apt-get", "-q", *step], env=environment, check=False)
        if find_browser():
            return


def how_to_install() -> str:
    if is_debian():
        return "sudo apt-get install -y chromium"
    return "python -m playwright install chromium"


def require_browser_for(node_ids: Iterable[str]) -> None:
    if any(node_id.startswith(FOLDER) for node_id in node_ids):
        require_browser()


def pytest_collection_finish(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):
        require_browser_for(item.nodeid for item in session.items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: object, ids: list[str]) -> None:
    """The leading process collects nothing itself: it hears of the tests from its first worker."""
    require_browser_for(ids)
