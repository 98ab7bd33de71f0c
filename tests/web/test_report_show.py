"""Report, readiness and evidence pack: for whoever may see everybody's work."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
PAGES = ["reports.show", "reports.markdown", "readiness.show", "packs.download"]


def at(name, article):
    return reverse(name, args=[article.slug])


@pytest.mark.parametrize("name", PAGES)
def test_an_editor_gets_it(as_ada, name):
    article = factories.Verdict().annotation.article

    assert as_ada.get(at(name, article)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_of_a_blind_article_a_reviewer_does_not(as_bela, name):
    article = factories.Article(is_blind=True)

    assert as_bela.get(at(name, article)).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_an_article_without_claims_is_no_error(as_ada, name):
    assert as_ada.get(at(name, factories.Article())).status_code == 200


def test_the_pack_is_a_zip_that_is_called_after_the_article(as_ada):
    article = factories.Verdict().annotation.article

    response = as_ada.get(at("packs.download", article))

    assert article.slug in response["Content-Disposition"]
    assert "index.html" in ZipFile(BytesIO(response.content)).namelist()


def test_the_report_quotes_what_was_said_as_text(as_ada, bela):
    factories.Verdict(by=bela, note="<b>bold</b>")
    article = factories.Verdict(note="<i>not markup</i>").annotation.article

    page = as_ada.get(at("reports.show", article)).content.decode()

    assert "&lt;i&gt;not markup&lt;/i&gt;" in page
