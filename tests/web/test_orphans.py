"""A claim whose text is gone: it lies in the tray, and no page breaks over it."""

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import TEXT, revised
from tests.web.questions import HTMX, nothing_written

GONE = "Everything was withdrawn by the editors yesterday."


@pytest.fixture
def claim(bela):
    claim = factories.Annotation(by=bela, article__slug="dam")
    factories.Verdict(annotation=claim, by=bela, note="Too round.")
    factories.Evidence(annotation=claim, by=bela, title="Reservoir register")
    return claim


@pytest.fixture
def orphan(claim):
    revised(claim.article, GONE)
    return claim


def tray(answer):
    """The tray of a page or of an update; empty when it is hidden."""
    section = answer.text.partition('<section class="tray"')[2].partition("</section>")[0]
    return "" if " hidden>" in section.partition("\n")[0] else section


def show(client):
    return client.get("/articles/dam/")


# -- the tray -----------------------------------------------------------------------------------


def test_without_orphans_there_is_no_tray(as_bela, claim):
    assert tray(show(as_bela)) == ""
    assert 'href="#tray"' not in show(as_bela).text


def test_it_shows_where_the_claim_stood(as_bela, orphan):
    assert "The dam holds <strong>40 million litres</strong>." in tray(show(as_bela))
    assert "Gone since revision 2" in tray(show(as_bela))


def test_it_shows_what_hung_on_it(as_bela, orphan):
    shown = tray(show(as_bela))

    assert "1 verdict · 1 source" in shown
    assert "badge--disputed is-stale" in shown
    assert "Too round." in shown
    assert "Reservoir register" in shown


def test_the_desk_leads_there(as_bela, orphan):
    assert '<a href="#tray">1 claim has lost its text</a>' in show(as_bela).text


def test_what_is_gone_for_longer_says_since_when(as_bela, orphan):
    revised(orphan.article, GONE + " Nothing more is known.")

    assert "Gone since revision 2" in tray(show(as_bela))


def test_whoever_may_not_decide_gets_no_buttons(client, orphan):
    client.force_login(factories.Reviewer())

    shown = tray(show(client))

    assert "40 million litres" in shown
    assert "Attach again" not in shown
    assert "Keep as history" not in shown
    assert "Discard" not in shown


def test_what_is_kept_as_history_is_folded_away(as_bela, bela, orphan):
    orphan.shelve(by=bela, version=1)

    shown = tray(show(as_bela))

    assert "1 kept as history" in shown
    assert "Put back" in shown
    assert "lost its text" not in show(as_bela).text


def test_a_discarded_one_leaves_and_comes_back(as_bela, bela, orphan):
    orphan.delete_softly(by=bela, version=1)
    assert tray(show(as_bela)) == ""

    orphan.restore(by=bela)

    assert orphan.dom_id in tray(show(as_bela))


def test_a_deleted_claim_restored_after_its_text_went_is_there(as_bela, bela, claim):
    claim.delete_softly(by=bela, version=1)
    revised(claim.article, GONE)

    answer = as_bela.post(reverse("annotations.restore", args=[claim.pk]), headers=HTMX)

    assert answer.status_code == 200
    assert claim.dom_id in tray(answer)


def test_one_whose_text_is_back_leaves_the_tray(as_bela, orphan):
    revised(orphan.article, TEXT)

    assert tray(show(as_bela)) == ""


def test_it_costs_no_more_queries_with_more_orphans(as_bela, orphan, same_queries):
    def grow():
        revised(orphan.article, TEXT)
        for quote in ("dam holds", "Officials", "Nobody was hurt"):
            claim = factories.Annotation(article=orphan.article, quote=quote)
            item = factories.Evidence(annotation=claim)
            factories.Verdict(annotation=claim, kind="sourced", evidence=[item])
        revised(orphan.article, GONE)

    same_queries(lambda: show(as_bela), grow)


# -- links to it --------------------------------------------------------------------------------


def test_its_permalink_lands_in_the_tray(as_bela, orphan):
    answer = as_bela.get(orphan.get_absolute_url())

    assert answer["Location"] == f"/articles/dam/?claim={orphan.pk}#{orphan.dom_id}"
    assert "more" in tray(as_bela.get(answer["Location"]))


def test_its_permalink_shows_what_hung_on_it(as_bela, orphan):
    page = as_bela.get(orphan.get_absolute_url(), follow=True)

    assert '<details class="more" open>' in tray(page)


def test_the_permalink_of_a_kept_one_unfolds_the_shelf(as_bela, bela, orphan):
    orphan.shelve(by=bela, version=1)

    page = as_bela.get(orphan.get_absolute_url(), follow=True)

    assert '<details class="more" id="shelf" open>' in tray(page)


def test_with_htmx_it_is_its_card(as_bela, orphan):
    card = as_bela.get(orphan.get_absolute_url(), headers=HTMX)

    assert card.status_code == 200
    assert f'<li class="orphan" id="{orphan.dom_id}"' in card.text


# -- every other page about it ------------------------------------------------------------------


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    "name", ["verdicts.new", "verdicts", "evidence.new", "annotations.edit", "spans.edit"]
)
def test_no_page_about_it_breaks(as_bela, orphan, name, headers):
    answer = as_bela.get(reverse(name, args=[orphan.pk]), headers=headers)

    assert answer.status_code == 200


@pytest.mark.parametrize("model", ["annotation", "placement", "verdict"])
def test_no_page_of_the_admin_breaks(as_ada, orphan, model):
    row = {"annotation": orphan, "verdict": orphan.verdicts.get()}.get(model)
    row = row or orphan.placements.get()

    for address in (f"/admin/annotations/{model}/", f"/admin/annotations/{model}/{row.pk}/change/"):
        assert as_ada.get(address).status_code in {200, 404}


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_judging_it_is_refused_with_a_sentence(as_ada, orphan, headers):
    said = {"kind": "disputed", "reason": "outdated", "note": "Typed with care"}

    with nothing_written():
        answer = as_ada.post(reverse("verdicts.create", args=[orphan.pk]), said, headers=headers)

    assert answer.status_code == 422
    assert "The text of this claim is gone." in answer.text
    assert "Typed with care" in answer.text


def test_evidence_can_still_be_added(as_bela, orphan):
    said = {"title": "Census", "kind": "primary", "stance": "refutes"}

    answer = as_bela.post(reverse("evidence.create", args=[orphan.pk]), said, headers=HTMX)

    assert answer.status_code == 200
    assert "1 verdict · 2 sources" in tray(answer)


def test_its_verdict_can_be_withdrawn(as_bela, orphan):
    verdict = orphan.verdicts.get()

    answer = as_bela.post(reverse("verdicts.withdraw", args=[verdict.pk]), headers=HTMX)

    assert answer.status_code == 200
    assert "Too round." not in tray(answer)


def test_its_verdict_cannot_be_affirmed(as_bela, orphan):
    verdict = orphan.verdicts.get()
    said = {"wording": verdict.wording_id}

    with nothing_written():
        answer = as_bela.post(reverse("verdicts.affirm", args=[verdict.pk]), said, headers=HTMX)

    assert answer.status_code == 409


def test_its_words_can_be_edited(as_bela, orphan):
    said = {"claim_text": "The dam was full", "version": 1}

    answer = as_bela.post(reverse("annotations.edit", args=[orphan.pk]), said, headers=HTMX)

    assert "The dam was full" in tray(answer)
