import io

import pytest
from django.core.management import CommandError, call_command

from annotations.models import Article
from tests.web.questions import nothing_written


@pytest.fixture
def folder(db, tmp_path):
    (tmp_path / "plain.txt").write_bytes(b"The dam & the river.\r\nIt is <b>old</b>.")
    (tmp_path / "page.html").write_bytes(b'<html lang="pt"><title>Barragem</title><p>Uma.</p>')
    (tmp_path / "marks.md").write_bytes(b"# The mill\n\nIt is *new*.")
    (tmp_path / "latin.txt").write_bytes(b"Caf\x81")
    (tmp_path / "nothing.txt").write_bytes(b"")
    (tmp_path / "deep.html").write_bytes(b"<div>" * 300)
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "folder.txt").mkdir()
    return tmp_path


GOOD = ("plain.txt", "page.html", "marks.md")
BAD = {
    "latin.txt": "not UTF-8",
    "nothing.txt": "nothing to read",
    "deep.html": "nested more than 200 deep",
    "scan.pdf": "damaged",
    "folder.txt": "directory",
    "missing.txt": "No such file",
}


@pytest.fixture
def run(folder):
    """`run(*names, **options)`: the exit code, what was said and what was complained about."""

    def command(*names, **options):
        out, err, code = io.StringIO(), io.StringIO(), 0
        paths = [str(folder / name) for name in names]
        try:
            call_command("import_articles", *paths, stdout=out, stderr=err, **options)
        except SystemExit as leaves:
            code = leaves.code
        return code, out.getvalue().strip(), err.getvalue().strip()

    return command


def test_it_brings_in_every_kind_of_file(run):
    assert run(*GOOD) == (0, "3 imported, 0 already there, 0 refused.", "")

    texts = {article.title: article.current().text for article in Article.objects.all()}
    assert texts == {
        "The dam & the river.": "The dam & the river.\nIt is <b>old</b>.",
        "Barragem": "Uma.",
        "The mill": "The mill\n\nIt is new.",
    }


def test_good_files_are_kept_whatever_becomes_of_the_others(run):
    code, said, _complaints = run("latin.txt", "plain.txt", "scan.pdf", "marks.md")

    assert (code, said) == (1, "2 imported, 0 already there, 2 refused.")
    assert Article.objects.count() == 2


@pytest.mark.parametrize(("name", "why"), BAD.items())
def test_a_refused_file_is_named_with_its_reason(run, folder, name, why):
    with nothing_written():
        code, _said, complaints = run(name)

    assert code == 1
    assert complaints.startswith(f"{folder / name}: ")
    assert why in complaints
    assert len(complaints.splitlines()) == 1


def test_a_file_of_more_than_5_mb_is_refused_unread(run, folder):
    with (folder / "huge.txt").open("wb") as huge:
        huge.truncate(50_000_000)

    assert "longer than 5 MB" in run("huge.txt")[2]


def test_twice_is_harmless(run):
    run(*GOOD)

    with nothing_written():
        assert run(*GOOD) == (0, "0 imported, 3 already there, 0 refused.", "")


def test_it_is_nobodys_import_unless_told(run, bela):
    run("plain.txt")
    run("marks.md", by="bela")

    importers = Article.objects.order_by("pk").values_list("created_by__username", flat=True)
    assert list(importers) == [None, "bela"]


def test_an_unknown_account_is_an_error(run):
    with nothing_written(), pytest.raises(CommandError, match="no account 'nobody'"):
        run("plain.txt", by="nobody")


@pytest.mark.parametrize(("options", "language"), [({}, "pt"), ({"language": "gl"}, "gl")])
def test_the_language_is_the_pages_unless_told(run, options, language):
    run("page.html", **options)

    assert Article.objects.get().language == language


def test_a_language_that_is_no_code_is_an_error(run):
    with nothing_written(), pytest.raises(CommandError, match="no language code"):
        run("plain.txt", language="plain English")
