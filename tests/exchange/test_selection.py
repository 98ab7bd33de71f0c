"""Which rows leave and in which order: the contract, sentence by sentence."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from annotations.exchange import csv_table
from annotations.exchange.columns import NAMES
from annotations.exchange.csv_table import VerdictFilter
from annotations.models import Annotation, Verdict
from annotations.text.anchor import Anchor
from tests import factories

LONG_AGO = date(2020, 1, 1)


def export(**wanted):
    cells = csv_table.rows(VerdictFilter(**wanted))
    return [dict(zip(NAMES, row, strict=True)) for row in cells]


def states(**wanted):
    return [row["state"] for row in export(**wanted)]


@pytest.fixture
def current(db):
    return factories.Verdict()


@pytest.fixture
def stale(db):
    return factories.Verdict(recheck_by=LONG_AGO)


@pytest.fixture
def withdrawn(db):
    verdict = factories.Verdict()
    verdict.withdraw(by=verdict.reviewer)
    return verdict


# -- states ----------------------------------------------------------------------------------------


def test_by_default_only_current_verdicts_leave(current, stale, withdrawn):
    assert states() == ["current"]


def test_stale_verdicts_are_added_on_request(current, stale, withdrawn):
    assert sorted(states(include=["stale"])) == ["current", "stale"]


def test_ended_verdicts_are_added_on_request(current, stale, withdrawn):
    assert sorted(states(include=["withdrawn"])) == ["current", "withdrawn"]


def test_a_replaced_verdict_counts_as_withdrawn(current):
    factories.Verdict(
        annotation=current.annotation,
        by=current.reviewer,
        kind="sourced",
        note="Found it.",
        supersedes=current.pk,
    )

    kinds = {(row["state"], row["verdict"]) for row in export(include=["withdrawn"])}

    assert kinds == {("current", "sourced"), ("withdrawn", "disputed")}


def test_a_claim_without_a_current_verdict_is_added_on_request(current, stale, withdrawn):
    untouched = factories.Annotation()

    rows = export(include=["unchecked"])

    ids = {row["annotation_id"] for row in rows if row["state"] == "unchecked"}
    assert ids == {str(stale.annotation_id), str(withdrawn.annotation_id), str(untouched.pk)}


def test_an_unchecked_row_says_nothing_of_a_verdict(db):
    factories.Annotation()

    [row] = export(include=["unchecked"])

    blank = NAMES[NAMES.index("verdict") : NAMES.index("state")]
    assert {row[name] for name in (*blank, "reviewer", "reviewed_at")} == {""}


def test_a_claim_whose_stale_row_is_there_is_not_unchecked_besides(stale):
    assert states(include=["unchecked", "stale"]) == ["stale"]


def test_a_claim_whose_stale_row_was_filtered_out_is_unchecked(stale):
    assert states(include=["unchecked", "stale"], kinds=["verified"]) == ["unchecked"]


def test_a_claim_whose_ended_row_is_there_is_unchecked_besides(withdrawn):
    assert states(include=["unchecked", "withdrawn"]) == ["unchecked", "withdrawn"]


def test_deleted_annotations_never_leave(current, stale, withdrawn):
    for annotation in Annotation.objects.all():
        annotation.delete_softly(by=annotation.created_by, version=1)

    assert states(include=["unchecked", "stale", "withdrawn"]) == []


def test_a_verdict_is_stale_from_the_day_after_its_last(db):
    factories.Verdict(recheck_by=date(2026, 11, 22))

    assert states(today=date(2026, 11, 22), include=["stale"]) == ["current"]
    assert states(today=date(2026, 11, 23), include=["stale"]) == ["stale"]


# -- outcome ---------------------------------------------------------------------------------------


def test_the_outcome_comes_from_all_verdicts_though_rows_are_filtered(current):
    factories.Verdict(annotation=current.annotation, kind="verified")

    [row] = export(kinds=["verified"])

    assert row["outcome"] == "contested"


def test_a_stale_verdict_has_no_part_in_the_outcome(current):
    factories.Verdict(annotation=current.annotation, kind="verified", recheck_by=LONG_AGO)

    assert {row["outcome"] for row in export(include=["stale"])} == {"disputed"}


# -- where they stand ------------------------------------------------------------------------------


def test_a_current_verdict_stands_in_the_newest_revision(current):
    factories.revised(current.annotation.article, "Correction. " + factories.TEXT)

    [row] = export()

    assert (row["revision"], row["span_start"], row["sentence_no"]) == ("2", "26", "2")


def test_a_stale_and_an_ended_verdict_stand_where_they_were_judged(stale, withdrawn):
    for verdict in (stale, withdrawn):
        factories.revised(verdict.annotation.article, "Correction. " + factories.TEXT)

    rows = export(include=["stale", "withdrawn"])

    assert [(row["revision"], row["span_start"]) for row in rows] == [("1", "14"), ("1", "14")]
    assert {row["sentence_text"] for row in rows} == {"The dam holds 40 million litres."}


def test_a_verdict_whose_text_is_gone_is_stale_and_stands_where_it_was_judged(current):
    factories.revised(current.annotation.article, "All withdrawn.")

    [row] = export(include=["stale", "unchecked"])

    assert (row["state"], row["outcome"]) == ("stale", "unchecked")
    assert (row["revision"], row["quote"]) == ("1", "40 million litres")


def test_a_verdict_whose_sentence_was_edited_is_stale_and_stands_where_it_was_judged(current):
    text = factories.TEXT.replace("holds", "never holds")
    factories.revised(current.annotation.article, text)

    [row] = export(include=["stale"])

    assert (row["state"], row["revision"], row["span_start"]) == ("stale", "1", "14")


def test_a_verdict_whose_text_came_back_is_current_again(current):
    article = current.annotation.article
    factories.revised(article, factories.TEXT.replace("holds", "never holds"))
    factories.revised(article, factories.TEXT)

    [row] = export()

    assert (row["state"], row["revision"]) == ("current", "3")


def test_a_verdict_on_a_span_that_somebody_moved_is_stale(current, ada):
    annotation = current.annotation
    wider = Anchor(9, 31, "selected", 1.0)
    annotation.move(annotation.article.current(), wider, by=ada, version=1)

    assert states(include=["stale"]) == ["stale"]


def test_a_passage_across_sentences_belongs_to_the_first(db):
    factories.Verdict(annotation=factories.Annotation(quote="litres. Officials called it"))

    [row] = export()

    assert row["sentence_text"] == "The dam holds 40 million litres."


def test_removed_evidence_that_a_verdict_names_leaves_with_it(db):
    annotation = factories.Annotation()
    item = factories.Evidence(annotation=annotation)
    factories.Verdict(annotation=annotation, evidence=[item])
    item.remove(by=item.added_by)

    [row] = export()

    assert (row["evidence_count"], row["primary_evidence_count"]) == ("1", "1")
    assert row["evidence_urls"] == "https://example.org/register"


def test_the_permalink_is_built_on_the_sites_address(current, settings):
    settings.SITE_URL = "https://desk.example"

    [row] = export()

    assert row["permalink"] == f"https://desk.example/annotations/{current.annotation_id}/"


# -- order -----------------------------------------------------------------------------------------


def test_rows_come_by_article_place_claim_and_time(db):
    later = factories.Article()
    sooner = factories.Article(pk=later.pk - 1 if later.pk > 1 else later.pk + 1)
    for article in (later, sooner):
        for quote in ("it safe", "40 million", "40 million litres", "40 million"):
            annotation = factories.Annotation(article=article, quote=quote)
            factories.Verdict(annotation=annotation)
            factories.Verdict(annotation=annotation, recheck_by=LONG_AGO)
            factories.Verdict(annotation=annotation).withdraw(by=annotation.created_by)
        factories.Annotation(article=article, quote="Nobody")

    rows = export(include=["unchecked", "stale", "withdrawn"])

    order = [
        (
            int(row["article_id"]),
            int(row["span_start"]),
            int(row["span_end"]),
            row["annotation_id"],
            row["reviewed_at"],
        )
        for row in rows
    ]
    assert order == sorted(order)
    assert len(order) == 26


def test_more_rows_than_a_batch_keep_their_order(current, monkeypatch):
    factories.Verdict.create_batch(7)
    whole = export()

    monkeypatch.setattr("annotations.exchange.verdict_rows.BATCH", 3)

    assert export() == whole


# -- filters ---------------------------------------------------------------------------------------


def test_it_filters_by_verdict_and_reason(noise):
    wanted = factories.Verdict(reason="outdated")
    factories.Verdict(kind="verified")

    [row] = export(kinds=["disputed"], reasons=["outdated"])

    assert row["annotation_id"] == str(wanted.annotation_id)


def test_it_filters_by_reviewer(noise, bela):
    factories.Verdict(by=bela)

    assert [row["reviewer"] for row in export(reviewer="bela")] == ["bela"]


def test_it_filters_by_article_unchecked_claims_too(noise):
    article = factories.Article(slug="dam")
    factories.Annotation(article=article)

    rows = export(article="dam", include=["unchecked"])

    assert [row["state"] for row in rows] == ["unchecked"]


def test_days_are_inclusive_and_the_desks_own(noise, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    with time_machine.travel(datetime(2026, 11, 21, 16, tzinfo=UTC), tick=False):
        factories.Verdict(kind="sourced")
    day = date(2026, 11, 22)

    rows = export(since=day, until=day)

    assert [row["verdict"] for row in rows] == ["sourced"]


def test_dates_at_the_ends_of_the_calendar_do_no_harm(current):
    assert len(export(since=date.min, until=date.max)) == 1


def test_verdicts_named_by_key_leave_whatever_their_state(current, stale, withdrawn):
    keys = frozenset({stale.pk, withdrawn.pk})

    assert sorted(states(verdicts=keys)) == ["stale", "withdrawn"]


def test_annotations_can_be_named_by_key(current, noise):
    [row] = export(annotations=frozenset({current.annotation_id}))

    assert row["annotation_id"] == str(current.annotation_id)


def test_keys_can_be_a_subquery(current, withdrawn):
    chosen = Verdict.objects.filter(pk=withdrawn.pk).values("pk")

    assert states(verdicts=chosen) == ["withdrawn"]


def test_no_keys_are_no_rows(current):
    assert export(verdicts=frozenset()) == []


def test_the_states_are_those_that_the_model_gives(current, stale, withdrawn):
    said = {row["annotation_id"]: row["state"] for row in export(include=["stale", "withdrawn"])}

    assert said == {str(v.annotation_id): v.state() for v in (current, stale, withdrawn)}


def test_today_is_the_desks_day():
    assert VerdictFilter().today == timezone.localdate()
    assert timezone.localdate() - VerdictFilter().today < timedelta(days=1)
