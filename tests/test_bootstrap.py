"""The set-up from nothing, on a small project with a made-up package: no network."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from factcheck import bootstrap

START = """
import sys
from factcheck import bootstrap

bootstrap.ensure(sys.argv)
import pebble

print(sys.prefix, pebble.VERSION, *sys.argv[1:])
"""


def make_wheel(folder: Path, version: str) -> str:
    """Put a package `pebble` into `folder`, and return the line of a lock that pins it."""
    wheel = folder / f"pebble-{version}-py3-none-any.whl"
    about = f"pebble-{version}.dist-info"
    files = {
        "pebble.py": f"VERSION = {version!r}\n",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: pebble\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{name},,\n" for name in [*files, f"{about}/RECORD"])
    with ZipFile(wheel, "w") as archive:
        for name, text in {**files, f"{about}/RECORD": record}.items():
            archive.writestr(name, text)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"pebble=={version} \\\n    --hash=sha256:{digest}\n"


def make_project(root: Path) -> Path:
    """A project with the real bootstrap, whose lock pins one package."""
    locks = root / "factcheck/requirements"
    locks.mkdir(parents=True)
    shutil.copy(bootstrap.__file__, root / "factcheck")
    (root / "manage.py").write_text(START)
    (root / "wheels").mkdir()
    (locks / "run.txt").write_text(make_wheel(root / "wheels", "1.0"))
    return root


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path / "fresh")


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    project = make_project(tmp_path_factory.mktemp("projects") / "once")
    start(project)
    return project


@pytest.fixture
def started(once, tmp_path):
    """A project after its first start."""
    return shutil.copytree(once, tmp_path / "started", symlinks=True)


def start(project, *arguments, **environment):
    """Run the project's manage.py outside every environment, as somebody would in a fresh clone."""
    kept = {key: value for key, value in os.environ.items() if key != "FACTCHECK_IN_VENV"}
    offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(project / "wheels")}
    return subprocess.run(
        [sys._base_executable, project / "manage.py", *arguments],
        env=kept | offline | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_first_start_installs_and_goes_on_inside(project):
    done = start(project, "quickstart", "--port", "8123")

    assert done.stdout.split() == [str(project / ".venv"), "1.0", "quickstart", "--port", "8123"]


def test_the_second_start_installs_nothing(started):
    shutil.rmtree(started / "wheels")

    done = start(started)

    assert done.stderr == ""
    assert done.stdout.split() == [str(started / ".venv"), "1.0"]


def test_a_changed_lock_is_installed(started):
    (started / "factcheck/requirements/run.txt").write_text(make_wheel(started / "wheels", "2.0"))

    assert start(started).stdout.split()[1] == "2.0"


def test_an_environment_of_another_python_is_made_anew(started):
    (started / ".venv/.made-for").write_text("cpython-39 elsewhere")
    (started / ".venv/.locked-run").write_text("cpython-39 elsewhere 1234")
    stray = started / ".venv/stray"
    stray.touch()

    assert start(started).stdout.split()[1] == "1.0"
    assert not stray.exists()


def test_an_environment_that_somebody_else_made_is_kept(project):
    subprocess.run([sys._base_executable, "-m", "venv", "--without-pip", project / ".venv"])
    theirs = project / ".venv/theirs"
    theirs.touch()

    assert start(project).stdout.split()[1] == "1.0"
    assert theirs.exists()


def test_a_package_that_does_not_match_its_hash_is_refused(project):
    lock = project / "factcheck/requirements/run.txt"
    lock.write_text(lock.read_text()[:-5] + "beef\n")

    done = start(project)

    assert done.returncode == 1
    assert "could not be installed" in done.stderr
    assert not (project / ".venv/.locked-run").exists()


def test_told_to_make_no_environment_it_names_what_is_missing(project):
    done = start(project, FACTCHECK_IN_VENV="1")

    assert done.returncode == 1
    assert "missing here: pebble" in done.stderr
    assert not (project / ".venv").exists()


def test_an_environment_that_has_the_packages_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("FACTCHECK_IN_VENV", raising=False)
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)

    bootstrap.ensure(["manage.py", "test"])

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("argv", "lock"),
    [
        (["manage.py", "quickstart"], "run.txt"),
        (["manage.py"], "run.txt"),
        (["manage.py", "test", "-k", "word"], "test.txt"),
        (["manage.py", "seed", "test"], "run.txt"),
    ],
)
def test_only_the_tests_need_the_lock_of_the_tests(argv, lock):
    assert bootstrap.lock_for(argv).name == lock


def test_packages_of_another_system_are_not_asked_for(tmp_path):
    lock = tmp_path / "run.txt"
    lock.write_text("here==1 \\\ntzdata==2 ; sys_platform == 'win32' \\\n")

    assert ("tzdata" in bootstrap.names(lock)) is (os.name == "nt")


def test_without_pip_it_says_what_to_type(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "runs", lambda command: False)

    with pytest.raises(SystemExit, match="apt-get install -y python3-venv python3-pip"):
        bootstrap.installer(tmp_path)
