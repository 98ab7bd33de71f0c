"""Set-up from nothing but Python: make `.venv`, fill it from a locked file, start again inside.

Standard library only, because it runs before anything is installed. An environment that already
has the packages is left alone; FACTCHECK_IN_VENV=1 says that one must never be made.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from importlib import metadata
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
LOCKS = Path(__file__).resolve().parent / "requirements"

# An environment made by another Python, or on another system, cannot be used and is made anew.
PYTHON = f"{sys.implementation.cache_tag} {sysconfig.get_platform()}"
PINNED = re.compile(r"^([a-z0-9-]+)==\S+(?: ; (.+?))? \\$", re.MULTILINE)

NO_PIP = """This Python has neither pip nor ensurepip, so it cannot install packages.
On Debian and Ubuntu this line adds both:

    apt-get install -y python3-venv python3-pip

Then run the same command again."""
NOT_INSTALLED = """The packages could not be installed; the lines above say why.
Nothing was changed outside {}. The same command tries again."""
INCOMPLETE = """FACTCHECK_IN_VENV is set, but these packages are missing here: {}.
Install them, or unset it and delete .venv, if there is one; then run the same command again."""


def ensure(argv: list[str]) -> None:
    """Return when the packages `argv` needs are there; otherwise install them and start again."""
    lock = lock_for(argv)
    absent = missing(lock)
    if not absent:
        return
    if os.environ.get("FACTCHECK_IN_VENV"):
        sys.exit(INCOMPLETE.format(", ".join(absent)))
    env = ROOT / ".venv"
    try:
        if not is_ready(env, lock):
            fill(env, lock)
    except KeyboardInterrupt:
        sys.exit("Stopped before the set-up was complete. The same command takes it up again.")
    start_again(env, argv)


def lock_for(argv: list[str]) -> Path:
    """The tests need more packages than everything else."""
    return LOCKS / ("test.txt" if argv[1:2] == ["test"] else "run.txt")


def missing(lock: Path) -> list[str]:
    """The packages of `lock` that this Python does not have, whatever their version."""
    return [name for name in names(lock) if not is_installed(name)]


def names(lock: Path) -> list[str]:
    """The packages of `lock` that this system needs."""
    pinned = PINNED.findall(lock.read_text(encoding="utf-8"))
    return sorted({name for name, marker in pinned if os.name == "nt" or "win32" not in marker})


def is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def interpreter(env: Path) -> Path:
    return env / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def mark(env: Path, lock: Path) -> Path:
    """The file that remembers which contents of `lock` are installed in `env`."""
    return env / f".locked-{lock.stem}"


def key(lock: Path) -> str:
    return f"{PYTHON} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def is_ready(env: Path, lock: Path) -> bool:
    """Whether exactly this lock was installed in `env`, completely, for this Python."""
    done = mark(env, lock)
    return interpreter(env).exists() and done.exists() and done.read_text() == key(lock)


def fill(env: Path, lock: Path) -> None:
    """Install `lock` into `env`. The mark is written last: what was interrupted is done again."""
    sys.stderr.write(f"Setting up the packages in {env} (only the first time) …\n")
    make(env)
    install = ["install", "-qq", "--no-input", "--no-compile", "--disable-pip-version-check"]
    locked = ["--require-hashes", "--only-binary=:all:", "-r", str(lock)]
    if subprocess.run([*installer(env), *install, *locked]).returncode:
        sys.exit(NOT_INSTALLED.format(env))
    mark(env, lock).write_text(key(lock))


def make(env: Path) -> None:
    """An environment for this Python, without pip: that takes under a second, with pip fifteen.

    One that was made here for another Python is replaced. One that somebody else made is kept.
    """
    made_for = env / ".made-for"
    if made_for.exists() and made_for.read_text() != PYTHON:
        shutil.rmtree(env)
    if not interpreter(env).exists():
        venv.create(env, with_pip=False, symlinks=os.name != "nt")
        made_for.write_text(PYTHON)


def installer(env: Path) -> list[str]:
    """A pip that installs into `env`: the one of this Python, else one put into `env` itself."""
    base = getattr(sys, "_base_executable", sys.executable)
    for outside in ([base, "-m", "pip"], [sys.executable, "-m", "pip"]):
        pip = [*outside, "--python", str(interpreter(env))]
        if runs([*pip, "--version"]):
            return pip
    inside = [str(interpreter(env)), "-m"]
    if runs([*inside, "pip", "--version"]) or runs([*inside, "ensurepip"]):
        return [*inside, "pip"]
    sys.exit(NO_PIP)


def runs(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


def start_again(env: Path, argv: list[str]) -> NoReturn:
    """Run the same command inside `env`, in place of this process where the system can do that."""
    os.environ["FACTCHECK_IN_VENV"] = "1"
    command = [str(interpreter(env)), str(ROOT / "manage.py"), *argv[1:]]
    if os.name != "nt":
        os.execv(command[0], command)
    child = subprocess.Popen(command)
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:
            continue  # the child was told too, and ends in its own words
