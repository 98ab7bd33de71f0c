import pytest
from django.urls import reverse

from tests import factories
from tests.admin.pages import RECORD, change, changelist, history

ROWS = {
    "annotation": factories.Annotation,
    "article": factories.Article,
    "event": factories.Annotation,
    "evidence": factories.Evidence,
    "revision": factories.Article,
    "source": factories.Evidence,
    "verdict": factories.Verdict,
}
FORGED = [
    "reviewer__password__startswith=a",
    "created_by__password__startswith=pbkdf2",
    "actor__password__regex=.*",
    "annotation__created_by__email__contains=@",
    "article__created_by__password__gt=a",
    "added_by__password__startswith=a",
    "verdicts__reviewer__password__startswith=a",
    "groups__user__password=a",
    "password__startswith=p",
    "note__startswith=a",
    "raw__contains=a",
    "quote__contains=a",
    "hash__startswith=0",
    "_connector=OR",
    "_negated=True",
    "pk__in=1",
    "id__gt=0",
    "slug__regex=(a%2B)%2B$",
    "order_by=password",
    "o=password",
    "o=-99",
    "p=zero",
    "p=-1",
    "all=x",
    "e=1",
    "q=%00x",
    "__class__=1",
    "article__in=1",
    "article__title__contains=a",
]


@pytest.mark.parametrize("noun", RECORD)
def test_a_list_costs_the_same_however_long(as_ada, same_queries, noun):
    ROWS[noun]()

    def grow():
        for _ in range(3):
            ROWS[noun]()

    same_queries(lambda: as_ada.get(changelist(noun)), grow)


def test_the_accounts_cost_the_same_however_many(as_root, same_queries):
    page = reverse("admin:annotations_user_changelist")

    same_queries(lambda: as_root.get(page), lambda: factories.Reviewer.create_batch(3))


def test_a_history_costs_the_same_however_long(as_ada, same_queries):
    annotation = factories.Annotation()

    def grow():
        for _ in range(3):
            factories.Evidence(annotation=annotation)

    same_queries(lambda: as_ada.get(history(annotation)), grow)


def test_a_claims_page_costs_the_same_however_much_hangs_on_it(as_ada, same_queries):
    annotation = factories.Annotation()
    factories.Evidence(annotation=annotation)
    factories.Verdict(annotation=annotation)

    def grow():
        for _ in range(3):
            factories.Evidence(annotation=annotation)
            factories.Verdict(annotation=annotation)

    same_queries(lambda: as_ada.get(change(annotation)), grow)


def found(client, noun, query):
    return {
        str(row.pk) for row in client.get(f"{changelist(noun)}?{query}").context["cl"].result_list
    }


def test_verdicts_by_kind(as_ada, noise):
    verdict = factories.Verdict(kind="verified")

    assert found(as_ada, "verdict", "kind__exact=verified") == {str(verdict.pk)}


def test_verdicts_by_reason(as_ada, noise):
    verdict = factories.Verdict(reason="outdated")

    assert found(as_ada, "verdict", "reason__exact=outdated") == {str(verdict.pk)}


def test_verdicts_by_reviewer(as_ada, bela, noise):
    verdict = factories.Verdict(by=bela)

    assert found(as_ada, "verdict", f"reviewer={bela.pk}") == {str(verdict.pk)}


def test_verdicts_by_state(as_ada, noise):
    verdict = factories.Verdict()
    verdict.withdraw(by=verdict.reviewer)

    assert found(as_ada, "verdict", "state=ended") == {str(verdict.pk)}


@pytest.mark.parametrize("noun", ["annotation", "verdict", "evidence", "event", "revision"])
def test_by_article(as_ada, noise, noun):
    factories.Evidence()
    row = ROWS[noun]()
    article = getattr(row, "annotation", row).in_article()

    some = found(as_ada, noun, f"article={article.pk}")

    assert some
    assert some < found(as_ada, noun, "")


def test_claims_by_verdict(as_ada, noise):
    judged = factories.Verdict(kind="sourced").annotation
    unchecked = factories.Annotation()

    assert found(as_ada, "annotation", "verdict=sourced") == {str(judged.pk)}
    assert found(as_ada, "annotation", "verdict=unchecked") == {str(unchecked.pk)}


def test_claims_by_reason_and_reviewer(as_ada, bela, noise):
    judged = factories.Verdict(reason="misquoted", by=bela).annotation

    assert found(as_ada, "annotation", "reason=misquoted") == {str(judged.pk)}
    assert found(as_ada, "annotation", f"reviewer={bela.pk}") == {str(judged.pk)}


def test_deleted_claims(as_ada, ada, noise):
    gone = factories.Annotation()
    gone.delete_softly(by=ada, version=1)

    assert found(as_ada, "annotation", "state=ended") == {str(gone.pk)}


def test_events_by_who_did_them(as_ada, bela, noise):
    event = factories.Verdict(by=bela).annotation.events.last()

    assert found(as_ada, "event", f"actor={bela.pk}") == {str(event.pk)}


def test_search_finds_words_of_the_claim(as_ada, noise):
    wanted = factories.Annotation(claim_text="Cadmium in the river")

    assert found(as_ada, "annotation", "q=cadmium") == {str(wanted.pk)}


@pytest.mark.parametrize("noun", RECORD)
def test_the_date_narrows(as_ada, desk, noun):
    field = {"event": "at"}.get(noun, "created_at")

    assert found(as_ada, noun, f"{field}__gte=2000-01-01+00:00:00%2B00:00")
    assert not found(as_ada, noun, f"{field}__gte=2999-01-01+00:00:00%2B00:00")


@pytest.mark.parametrize("noun", [*RECORD, "user"])
def test_names_from_the_address_are_never_fields(as_root, desk, noun):
    every = as_root.get(changelist(noun)).context["cl"].result_count

    for query in FORGED:
        answer = as_root.get(f"{changelist(noun)}?{query}", follow=True)

        assert answer.status_code in (200, 400), query
        if answer.status_code == 200 and "article" not in query:
            assert answer.context["cl"].result_count == every, query


def test_junk_in_a_filter_leaves_the_list_alone(as_ada, desk):
    for query in ("verdict=x", "reason=x", "reviewer=x", "state=x", "article=x", "article=999"):
        assert found(as_ada, "annotation", query) == {str(desk["annotation"].pk)}, query


def test_articles_are_looked_up_by_title(as_ada):
    wanted = factories.Article(title="Cadmium in the river")
    factories.Article()
    asked = {"app_label": "annotations", "model_name": "annotation", "field_name": "article"}

    answer = as_ada.get(reverse("admin:autocomplete"), {**asked, "term": "cadmium"})

    assert [row["id"] for row in answer.json()["results"]] == [str(wanted.pk)]


def test_accounts_cannot_be_looked_up_by_editors(as_ada):
    asked = {"app_label": "annotations", "model_name": "verdict", "field_name": "reviewer"}

    assert as_ada.get(reverse("admin:autocomplete"), {**asked, "term": "b"}).status_code == 403
