import io
import os

import pytest
from django.core.management import CommandError, call_command

from annotations.exchange import csv_table
from annotations.exchange.csv_table import VerdictFilter
from tests import factories


def run(*arguments):
    out = io.StringIO(newline="")
    call_command("export_verdicts", *arguments, stdout=out)
    return out.getvalue()


def expected(**wanted):
    return b"".join(csv_table.stream(VerdictFilter(**wanted))).decode()


@pytest.fixture
def desk(db):
    factories.Verdict(kind="verified", annotation__article__slug="dam")
    factories.Verdict(annotation__article__slug="other", note="ünï 💧")
    factories.Verdict(recheck_by="2020-01-01")
    factories.Verdict().withdraw(by=factories.Reviewer())


def test_it_prints_what_the_download_holds(desk):
    assert run() == expected()


def test_it_narrows_to_an_article(desk):
    assert run("--article", "dam") == expected(article="dam")


def test_it_narrows_to_some_verdicts(desk):
    assert run("--verdict", "verified", "--verdict", "sourced") == expected(kinds=["verified"])


def test_it_includes_what_is_asked_for(desk):
    more = ["unchecked", "stale", "withdrawn"]
    arguments = [word for state in more for word in ("--include", state)]

    assert run(*arguments) == expected(include=more)


def test_a_console_gets_bytes(desk, capfdbinary):
    call_command("export_verdicts")

    assert capfdbinary.readouterr().out == expected().encode()


def test_a_file_is_written_whole(desk, tmp_path):
    file = tmp_path / "verdicts.csv"
    file.write_text("what was there before")

    said = run("--output", str(file), "--bom")

    assert file.read_bytes() == ("\ufeff" + expected()).encode()
    assert said == f"Wrote 2 rows to {file}.\n"


def test_a_failure_leaves_the_old_file_and_nothing_else(desk, tmp_path, monkeypatch):
    file = tmp_path / "verdicts.csv"
    file.write_text("what was there before")
    monkeypatch.setattr(csv_table, "_cells", lambda row: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        run("--output", str(file))

    assert file.read_text() == "what was there before"
    assert os.listdir(tmp_path) == ["verdicts.csv"]


@pytest.mark.parametrize("place", ["missing/verdicts.csv", "."])
def test_a_place_that_takes_no_file_is_refused(desk, tmp_path, place):
    with pytest.raises(CommandError, match=r"cannot be written|is not a file"):
        run("--output", str(tmp_path / place))


def test_a_device_is_not_replaced(desk):
    with pytest.raises(CommandError, match="is not a file"):
        run("--output", os.devnull)


def test_an_unknown_article_is_refused(desk):
    with pytest.raises(CommandError, match="no article “nowhere”"):
        run("--article", "nowhere")


def test_there_is_no_bar_without_a_terminal(desk, tmp_path, capfd):
    run("--output", str(tmp_path / "verdicts.csv"))

    assert capfd.readouterr().err == ""
