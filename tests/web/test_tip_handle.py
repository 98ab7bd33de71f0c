"""What readers sent: an editor takes it as evidence or leaves it out, and may think again."""

import pytest

from annotations.models import Evidence, Tip
from tests import factories
from tests.web.questions import HTMX, NOWHERE, Questions, nothing_written

SOURCE = {"title": "Survey", "url": "https://example.org/survey", "kind": "primary"}
SOURCE |= {"stance": "refutes", "quote": "38 million"}


@pytest.fixture
def tip(bela):
    return factories.Tip(annotation__article__slug="dam", annotation__by=bela)


class Both(Questions):
    """What both ways to decide answer alike."""

    refused = ("put", "patch", "delete")
    verb = ""
    said: dict[str, str] = {}

    @pytest.fixture
    def address(self, tip):
        return f"/tips/{tip.pk}/{self.verb}/"

    @pytest.fixture
    def missing(self, tip, ada):
        gone = factories.Tip(annotation__article__slug="gone")
        gone.annotation.article.delete_softly(by=ada)
        return [f"/tips/{NOWHERE}/{self.verb}/", f"/tips/{gone.pk}/{self.verb}/"]

    def test_a_reviewer_is_refused(self, as_bela, address):
        assert as_bela.get(address).status_code == 403
        assert as_bela.post(address, self.said).status_code == 403

    def test_bad_input_is_told(self, as_ada, address):
        with nothing_written():
            assert as_ada.post(address).status_code == 422

    def test_it_redirects_with_htmx_or_without(self, as_ada, address, tip):
        first = as_ada.post(address, self.said)
        as_ada.post(f"/tips/{tip.pk}/reopen/")
        again = as_ada.post(address, self.said, headers=HTMX)

        assert (first["Location"], again["Location"]) == ("/tips/", "/tips/")


class TestTake(Both):
    verb, said = "take", SOURCE

    def test_it_is_evidence_of_the_editor_then(self, as_ada, ada, address, tip):
        as_ada.post(address, SOURCE)

        item, taken = Evidence.objects.get(), Tip.objects.get()
        assert (item.annotation_id, item.added_by) == (tip.annotation_id, ada)
        assert (taken.state, taken.evidence, taken.handled_by) == ("taken", item, ada)

    def test_the_form_begins_with_what_was_sent(self, as_ada, address, tip):
        page = as_ada.get(address).text

        assert f'value="{tip.url}"' in page
        assert "reader@example.org" in page

    def test_to_think_again_takes_it_off_the_card(self, as_ada, address, tip):
        as_ada.post(address, SOURCE)
        for _ in range(2):
            as_ada.post(f"/tips/{tip.pk}/reopen/")

        tip.refresh_from_db()
        assert (tip.state, tip.evidence) == ("waiting", None)
        assert not Evidence.objects.present().exists()

    def test_of_two_editors_the_second_is_told(self, as_ada, address, tip):
        as_ada.post(f"/tips/{tip.pk}/dismiss/", {"note": "Older."})
        with nothing_written():
            answer = as_ada.post(address, SOURCE)

        assert answer.status_code == 409
        assert "Older." in answer.text

    def test_a_deleted_claim_has_no_card(self, as_ada, ada, address, tip):
        tip.annotation.delete_softly(by=ada, version=1)

        assert as_ada.post(address, SOURCE).status_code == 422
        assert "Dismiss" in as_ada.get("/tips/").text


class TestDismiss(Both):
    verb, said = "dismiss", {"note": "An older figure."}

    def test_it_is_kept_with_the_reason(self, as_ada, address, tip):
        as_ada.post(address, self.said)

        tip.refresh_from_db()
        assert (tip.state, tip.note) == ("dismissed", "An older figure.")
        assert "An older figure." in as_ada.get("/tips/?state=decided").text


class TestReopen(Questions):
    @pytest.fixture
    def address(self, tip):
        return f"/tips/{tip.pk}/reopen/"

    @pytest.fixture
    def missing(self):
        return [f"/tips/{NOWHERE}/reopen/"]


def test_the_list_tells_what_waits_and_how_many(as_ada, tip):
    factories.Tip(words="Another.")

    assert "Another." in as_ada.get("/tips/").text
    assert "Another." not in as_ada.get("/tips/?article=dam").text
    assert "From readers <b>2</b>" in as_ada.get("/articles/dam/").text


def test_reviewers_are_not_told(as_bela, tip):
    assert as_bela.get("/tips/").status_code == 403
    assert "From readers" not in as_bela.get("/articles/dam/").text


def test_the_list_costs_the_same_however_long(as_ada, tip, same_queries):
    same_queries(lambda: as_ada.get("/tips/"), grow=lambda: factories.Tip(words="More."))
