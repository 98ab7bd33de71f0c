"""The command prints what the preview shows, and saves the same."""

import pytest
from django.core.management import CommandError, call_command

from annotations.models.conflict import Conflict
from annotations.services import revising
from tests import factories
from tests.factories import TEXT
from tests.web.questions import nothing_written


@pytest.fixture
def article(db):
    return factories.Verdict(annotation__article__slug="dam").annotation.article


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "new.txt"
    path.write_text(TEXT.replace("holds", "never holds"), encoding="utf-8")
    return path


def run(capsys, file, *options, slug="dam"):
    call_command("update_article", slug, str(file), *options)
    return capsys.readouterr().out


def test_it_saves_the_next_revision(capsys, article, file):
    assert "Saved as revision 2." in run(capsys, file)
    assert "never holds" in article.current().text


def test_it_says_what_becomes_of_the_claims_and_sentences(capsys, article, file):
    factories.Annotation(article=article, quote="Nobody was hurt")

    said = run(capsys, file, "--dry-run").splitlines()

    assert "     1  needs re-check" in said
    assert "     1  kept" in said
    assert "needs re-check: [14, 31) → [20, 37)  40 million litres" in said
    assert said[-1] == "Sentences: 1 edited, 2 unchanged."


def test_a_claim_that_goes_has_no_new_place(capsys, article, file):
    file.write_text("Nobody was hurt, they said.", encoding="utf-8")

    assert "gone: [14, 31) → –  40 million litres" in run(capsys, file, "--dry-run")


def test_a_long_quote_is_shortened(capsys, article, file):
    factories.Annotation(article=article, quote=TEXT)

    said = run(capsys, file, "--dry-run")

    assert "The dam holds 40 million litres. Officials called it safe. …" in said


def test_a_dry_run_saves_nothing(capsys, article, file):
    with nothing_written():
        run(capsys, file, "--dry-run")


def test_it_says_whose_update_it_is(capsys, article, file, ada):
    run(capsys, file, "--by", "ada")

    assert article.current().created_by == ada


def test_other_kinds_of_files_are_read(capsys, article, tmp_path):
    page = tmp_path / "new.html"
    page.write_text("<p>The <b>dam</b> is gone.</p>", encoding="utf-8")

    run(capsys, page)

    assert (article.current().text, article.current().raw_kind) == ("The dam is gone.", "html")


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (["none", "new.txt"], "no article 'none'"),
        (["dam", "none.txt"], "none.txt: No such file"),
        (["dam", "new.odt"], "can be read"),
        (["dam", "bytes.txt"], "UTF-8"),
        (["dam", "new.txt", "--by", "nobody"], "no account 'nobody'"),
        (["dam", "same.txt"], "stands already"),
        (["dam", "same.txt", "--dry-run"], "stands already"),
    ],
)
def test_what_is_wrong_is_said(article, file, monkeypatch, given, complaint):
    (file.parent / "bytes.txt").write_bytes(b"\xe9\xe8\xfe\xfd")
    (file.parent / "same.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(file.parent)

    with nothing_written(), pytest.raises(CommandError, match=complaint):
        call_command("update_article", *given)


def test_a_desk_that_changed_meanwhile_is_left_alone(article, file, monkeypatch):
    def revise(*_arguments, **_more):
        raise Conflict(None)

    monkeypatch.setattr(revising, "revise", revise)

    with pytest.raises(CommandError, match="changed meanwhile"):
        call_command("update_article", "dam", str(file))
