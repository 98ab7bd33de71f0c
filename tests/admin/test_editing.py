import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from annotations.models import Annotation, Event
from annotations.models.conflict import Conflict
from tests import factories
from tests.admin.pages import change, changelist

TEXTS = {"claim_text": "The dam holds 40 Ml", "claimant": "Officials", "claim_date": "2026-10-01"}


def claim(seen=1, **texts):
    inlines = {
        f"{prefix}-{count}_FORMS": "0"
        for prefix in ("verdicts", "evidence", "placements")
        for count in ("TOTAL", "INITIAL")
    }
    return {**TEXTS, **inlines, "seen": seen, **texts}


def details(seen=1, **texts):
    blank = {"byline": "", "publisher": "", "source_url": "", "published_on": ""}
    inlines = {"revisions-TOTAL_FORMS": "0", "revisions-INITIAL_FORMS": "0"}
    review = {"required_reviews": 1, "target": 100}
    return {**blank, **inlines, **review, "title": "Dam", "language": "en", "seen": seen, **texts}


@pytest.fixture
def annotation(db):
    return factories.Annotation()


# -- claims ------------------------------------------------------------------------------------


def test_a_claim_is_edited(as_ada, annotation):
    answer = as_ada.post(change(annotation), claim())

    assert answer.status_code == 302
    annotation.refresh_from_db()
    assert annotation.claim_text == "The dam holds 40 Ml"
    assert annotation.version == 2


def test_an_edit_is_told_by_the_desks_history(as_ada, ada, annotation):
    as_ada.post(change(annotation), claim())

    event = annotation.events.last()
    assert (event.actor, event.verb) == (ada, Event.Verb.EDITED)
    assert event.after["claimant"] == "Officials"


def test_lines_are_kept_as_the_desk_writes_them(as_ada, annotation):
    as_ada.post(change(annotation), claim(claim_text="One\r\ntwo"))

    annotation.refresh_from_db()
    assert annotation.claim_text == "One\ntwo"


def test_saving_what_stands_is_harmless(as_ada, annotation):
    as_ada.post(change(annotation), claim())

    as_ada.post(change(annotation), claim())

    annotation.refresh_from_db()
    assert annotation.version == 2


def test_other_fields_in_the_form_are_ignored(as_ada, bela, annotation):
    forged = {"quote": "Forged", "created_by": bela.pk, "version": 9, "start": 0, "article": 9}

    as_ada.post(change(annotation), claim(**forged))

    after = Annotation.objects.get()
    kept = ("quote", "created_by_id", "start", "article_id")
    assert all(getattr(after, name) == getattr(annotation, name) for name in kept)
    assert after.version == 2


def test_a_stale_form_overwrites_nothing(as_ada, bela, annotation):
    annotation.edit(by=bela, version=1, claim_text="What Bela wrote")

    answer = as_ada.post(change(annotation), claim(seen=1, claim_text="What Ada wrote"))

    assert answer.status_code == 409
    annotation.refresh_from_db()
    assert annotation.claim_text == "What Bela wrote"
    assert annotation.events.filter(verb="edited").count() == 1


def test_a_stale_form_shows_both_texts(as_ada, bela, annotation):
    annotation.edit(by=bela, version=1, claim_text="What Bela wrote")

    answer = as_ada.post(change(annotation), claim(seen=1, claim_text="What Ada wrote"))

    assert "Nothing was saved" in answer.text
    assert "Stands now: What Bela wrote" in answer.text
    assert "What Ada wrote</textarea>" in answer.text


def test_after_seeing_both_texts_saving_again_replaces(as_ada, bela, annotation):
    annotation.edit(by=bela, version=1, claim_text="What Bela wrote")
    refused = as_ada.post(change(annotation), claim(seen=1, claim_text="What Ada wrote"))
    seen = refused.context["adminform"].form["seen"].value()

    as_ada.post(change(annotation), claim(seen=seen, claim_text="What Ada wrote"))

    annotation.refresh_from_db()
    assert annotation.claim_text == "What Ada wrote"


def test_a_faster_write_after_the_look_leads_to_a_second_look(as_ada, annotation, monkeypatch):
    edit, refusals = Annotation.edit, [Conflict(annotation)]

    def beaten_once(self, **change):
        if refusals:
            raise refusals.pop()
        edit(self, **change)

    monkeypatch.setattr(Annotation, "edit", beaten_once)

    assert as_ada.post(change(annotation), claim()).status_code == 302
    assert annotation.events.filter(verb="edited").count() == 1


def test_a_form_without_its_version_is_refused(as_ada, annotation):
    answer = as_ada.post(change(annotation), claim(seen=""))

    assert answer.status_code == 200
    annotation.refresh_from_db()
    assert annotation.claim_text == ""


@pytest.mark.parametrize(
    "bad",
    [
        {"claim_text": "\u200b\u2060"},
        {"claimant": "\u202e"},
        {"claim_text": "x" * 10_001},
        {"claimant": "x" * 301},
        {"claim_date": "yesterday"},
        {"claim_text": "nul \0 here"},
    ],
)
def test_bad_input_is_refused(as_ada, annotation, bad):
    answer = as_ada.post(change(annotation), claim(**bad))

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    annotation.refresh_from_db()
    assert annotation.version == 1


def test_a_deleted_claim_is_restored_before_it_is_edited(as_ada, ada, annotation):
    annotation.delete_softly(by=ada, version=1)

    answer = as_ada.post(change(annotation), claim(seen=2))

    assert answer.status_code == 403
    assert as_ada.get(change(annotation)).status_code == 200


# -- articles -----------------------------------------------------------------------------------


def test_an_articles_details_are_corrected(as_ada, ada):
    article = factories.Article()

    answer = as_ada.post(change(article), details(title="The dam", source_url="example.org/dam"))

    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.title, article.source_url) == ("The dam", "https://example.org/dam")
    event = article.events.last()
    assert (event.actor, event.verb, event.after["title"]) == (ada, "corrected", "The dam")


def test_its_address_stays(as_ada):
    article = factories.Article()
    slug = article.slug

    as_ada.post(change(article), details(slug="another"))

    article.refresh_from_db()
    assert article.slug == slug


def test_a_stale_article_form_overwrites_nothing(as_ada, bela):
    article = factories.Article()
    article.edit(by=bela, version=1, title="What Bela wrote")

    answer = as_ada.post(change(article), details(title="What Ada wrote"))

    assert answer.status_code == 409
    assert "Stands now: What Bela wrote" in answer.text
    article.refresh_from_db()
    assert article.title == "What Bela wrote"


@pytest.mark.parametrize(
    "bad",
    [
        {"title": ""},
        {"title": "\u200b"},
        {"title": "x" * 301},
        {"language": "<b>"},
        {"source_url": "javascript:alert(1)"},
        {"source_url": "ftp://example.org/"},
        {"published_on": "soon"},
    ],
)
def test_bad_details_are_refused(as_ada, bad):
    article = factories.Article()

    answer = as_ada.post(change(article), details(**bad))

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    article.refresh_from_db()
    assert article.version == 1


def test_an_edit_does_not_write_a_second_book(as_ada, annotation):
    as_ada.post(change(annotation), claim())

    assert not LogEntry.objects.exists()


def test_the_history_page_shows_the_edit(as_ada, annotation):
    as_ada.post(change(annotation), claim())

    page = as_ada.get(change(annotation).replace("/change/", "/history/"))

    assert "edited the claim" in page.text
    assert "<ins>Officials</ins>" in page.text


# -- requests nobody meant -----------------------------------------------------------------------


def test_a_post_without_the_token_is_refused(ada, annotation):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)

    pages = [change(annotation), change(annotation.article), changelist("annotation")]

    assert {client.post(page, claim()).status_code for page in pages} == {403}
    annotation.refresh_from_db()
    assert annotation.version == 1
