"""pack: everything about an article in one zip, from the terminal."""

from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from tests import factories

pytestmark = pytest.mark.django_db


def test_an_editor_gets_the_pack(ada, tmp_path, capsys):
    article = factories.Verdict().annotation.article

    call_command("pack", article.slug, reader="ada", to=tmp_path / "pack.zip")

    assert "index.html" in ZipFile(tmp_path / "pack.zip").namelist()
    assert "bytes" in capsys.readouterr().out


@pytest.mark.parametrize(("slug", "reader"), [("none", "ada"), ("dam", "bela"), ("dam", "nobody")])
def test_who_may_not_or_what_is_not_there_is_said(ada, bela, tmp_path, slug, reader):
    factories.Article(slug="dam")

    with pytest.raises(CommandError):
        call_command("pack", slug, reader=reader, to=tmp_path / "pack.zip")
    assert not (tmp_path / "pack.zip").exists()
