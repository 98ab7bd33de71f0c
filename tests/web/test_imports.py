"""Verdicts come back in by the browser: upload, dry run, apply."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from annotations.exchange import verdict_sheet
from annotations.models import Verdict
from tests import factories
from tests.exchange.test_verdict_sheet import edited, out
from tests.web.questions import Questions, nothing_written

pytestmark = pytest.mark.django_db


class TestUpload(Questions):
    @pytest.fixture
    def address(self):
        return reverse("imports.create")

    @pytest.fixture
    def missing(self):
        return [reverse("batches.run", args=[999])]


def upload(client, content, name="verdicts.csv"):
    return client.post(reverse("imports.create"), {"sheet": SimpleUploadedFile(name, content)})


@pytest.fixture
def sheet(advice, bela):
    factories.Verdict(by=bela, kind="sourced")
    return edited(out(), note="<b>Seen</b> again.")


def test_the_dry_run_says_what_each_row_would_change_and_writes_nothing_but_the_file(as_ada, sheet):
    with nothing_written():
        page = as_ada.get(upload(as_ada, sheet)["Location"])

    assert page.status_code == 200
    assert "1 changed" in page.text
    assert "Bring in 1 change" in page.text


def test_once_agreed_to_the_rows_are_brought_in_and_told(as_ada, sheet):
    where = upload(as_ada, sheet)["Location"]
    batch = where.rstrip("/").rpartition("/")[2]

    done = as_ada.post(reverse("batches.run", args=[batch]), follow=True)

    assert Verdict.objects.open().get().note == "<b>Seen</b> again."
    assert "<b>Seen" not in done.text
    assert as_ada.get(where)["Location"] == reverse("batches.show", args=[batch])


def test_rows_can_be_narrowed_by_what_becomes_of_them(as_ada, sheet):
    where = upload(as_ada, sheet)["Location"]

    assert "No row is like that." in as_ada.get(where, {"fate": "refused"}).text
    assert as_ada.get(where, {"fate": "nonsense"}).status_code == 422


def test_what_is_no_sheet_is_said_beside_the_field(as_ada):
    with nothing_written():
        answer = upload(as_ada, b"a,b\n1,2\n")

    assert answer.status_code == 422
    assert "annotation_id" in answer.text


def test_a_table_of_quotes_is_brought_in_the_same_way(as_ada, advice):
    factories.Article(title="The dam")
    where = upload(as_ada, b"article,quote,verdict\nThe dam,called it safe,sourced\n")["Location"]
    batch = where.rstrip("/").rpartition("/")[2]

    assert "1 new" in as_ada.get(where).text
    as_ada.post(reverse("batches.run", args=[batch]))

    assert Verdict.objects.get().annotation.quote == "called it safe"


def test_somebody_elses_sheet_is_not_there(as_bela, ada, sheet):
    batch = verdict_sheet.upload("verdicts.csv", sheet, by=ada)

    assert as_bela.get(reverse("imports.show", args=[batch.pk])).status_code == 404
