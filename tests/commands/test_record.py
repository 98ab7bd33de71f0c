"""export and import_record: an article leaves in each format, and comes to another desk whole."""

import json

import pytest
from django.core.management import CommandError, call_command

from annotations.exchange.formats import FORMATS
from annotations.models import Article, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(ada):
    return factories.Publication(by=ada).article


@pytest.mark.parametrize("name", FORMATS)
def test_it_leaves_in_each_format(article, tmp_path, name):
    call_command("export", name, article.slug, reader="ada", output=tmp_path / "file")

    assert "Liter" in (tmp_path / "file").read_text("utf-8")


@pytest.mark.parametrize(("slug", "reader"), [("none", "ada"), ("dam", "bela"), ("dam", "nobody")])
def test_who_may_not_or_what_is_not_there_is_said(article, bela, tmp_path, slug, reader):
    factories.Article(slug="dam")

    with pytest.raises(CommandError):
        call_command("export", "csv", slug, reader=reader, output=tmp_path / "file")
    assert not (tmp_path / "file").exists()


@pytest.fixture
def record(article, tmp_path):
    """As from a desk of other people, under another address and with other claims."""
    path = tmp_path / "record.jsonl"
    call_command("export", "jsonl", article.slug, reader="ada", output=path)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    text = path.read_text("utf-8").replace(f'"slug":"{article.slug}"', '"slug":"other"')
    for row in rows:
        if "id" in row:
            text = text.replace(row["id"], f"{int(row['id'][0], 16) ^ 8:x}{row['id'][1:]}")
    path.write_text(text.replace('"ada"', '"zoe"'), "utf-8")
    return path


def test_people_without_an_account_are_named_and_nothing_is_imported(record):
    with pytest.raises(CommandError, match="zoe"):
        call_command("import_record", record, by="ada")
    assert not Article.objects.filter(slug="other").exists()


def test_accounts_can_be_made_that_nobody_can_sign_in_to(record, capsys):
    call_command("import_record", record, by="ada", make_people=True)

    assert "other" in capsys.readouterr().out
    assert Article.objects.get(slug="other").annotations.count() == 3
    assert not User.objects.get(username="zoe").is_active


def test_the_same_again_is_refused_by_name(record, capsys):
    call_command("import_record", record, by="ada", make_people=True)

    with pytest.raises(CommandError, match="Refused: 1"):
        call_command("import_record", record, by="ada")
    assert "other: There is an article" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"{}\n", b"\xff\xfe\n"])
def test_what_is_no_record_is_said_to_be_none(ada, tmp_path, content):
    (tmp_path / "file").write_bytes(content)

    with pytest.raises(CommandError, match="line"):
        call_command("import_record", tmp_path / "file", by="ada")
