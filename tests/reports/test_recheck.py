"""The queue of verdicts that do not count, by what has to be done first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Article, SourceText
from annotations.reports.recheck import MOST, queue
from tests import factories
from tests.factories import TEXT, revised


def on(days):
    return timezone.localdate() + timedelta(days=days)


def groups(user, mine=False, articles=None):
    articles = Article.objects.visible_to(user) if articles is None else articles
    return {group.why.value: group.rows for group in queue(user, articles, mine=mine)}


def break_quote(item, by):
    text = "Nothing of the kind."
    digest = SourceText.digest(text)
    kept = SourceText.objects.create(source=item.source, text=text, sha256=digest, kept_by=by)
    item.find_quote(kept, by=by)


def test_a_verdict_that_counts_waits_for_nothing(ada):
    factories.Verdict(recheck_by=on(8))

    assert groups(ada) == {}


def test_the_day_has_passed_soonest_first(ada):
    later, sooner = (factories.Verdict(recheck_by=on(day)) for day in (-1, -9))

    rows = groups(ada)["overdue"]
    assert [row.verdicts for row in rows] == [[sooner], [later]]
    assert rows[0].due == on(-9)


@pytest.mark.parametrize("day", [0, 7])
def test_the_day_is_near(ada, day):
    factories.Verdict(recheck_by=on(day))

    assert [*groups(ada)] == ["soon"]


def test_the_words_have_changed(ada):
    verdict = factories.Verdict(recheck_by=on(-1))
    revised(verdict.annotation.article, TEXT.replace("The dam", "The old dam"))

    rows = groups(ada)["reworded"]
    assert [(row.verdicts, row.passage) for row in rows] == [([verdict], "40 million litres")]


def test_the_text_is_gone(ada):
    verdict = factories.Verdict()
    revised(verdict.annotation.article, "Everything was withdrawn by the editors yesterday.")

    assert [*groups(ada)] == ["gone"]


def test_what_is_kept_as_history_waits_for_nothing(ada):
    claim = factories.Verdict().annotation
    revised(claim.article, "Everything was withdrawn by the editors yesterday.")
    claim.refresh_from_db()
    claim.shelve(by=ada, version=claim.version)

    assert groups(ada) == {}


def test_a_quote_is_broken(ada):
    item = factories.Evidence()
    factories.Verdict(annotation=item.annotation, kind="sourced", evidence=[item])
    break_quote(item, ada)

    assert [*groups(ada)] == ["broken"]


def test_verdicts_contradict_each_other(ada):
    claim = factories.Annotation()
    verdicts = [factories.Verdict(annotation=claim, kind=kind) for kind in ("disputed", "sourced")]

    (row,) = groups(ada)["contested"]
    assert (row.claim, row.verdicts, row.passage) == (claim, verdicts, "40 million litres")


def test_a_decision_that_holds_takes_it_off(ada):
    claim = factories.Annotation()
    votes = [factories.Verdict(annotation=claim, kind=kind).pk for kind in ("disputed", "sourced")]
    claim.adjudicate(by=ada, kind="sourced", note="It is there.", votes=votes)

    assert groups(ada) == {}


def test_for_me_are_my_verdicts_and_what_contradicts_them(bela):
    mine = factories.Verdict(by=bela, recheck_by=on(-1))
    factories.Verdict(recheck_by=on(-1))
    claim = factories.Verdict(by=bela, kind="sourced").annotation
    factories.Verdict(annotation=claim)
    others = factories.Verdict(kind="sourced").annotation
    factories.Verdict(annotation=others)

    found = groups(bela, mine=True)

    assert [row.verdicts for row in found["overdue"]] == [[mine]]
    assert [row.claim for row in found["contested"]] == [claim]


def test_blind_reviewers_hear_of_their_own_alone(bela):
    claim = factories.Annotation(article__is_blind=True)
    factories.Verdict(annotation=claim, kind="sourced", recheck_by=on(0))
    assert groups(bela) == {}

    mine = factories.Verdict(annotation=claim, by=bela)

    # The verdict of the other is theirs to see now; what all verdicts add up to is not.
    assert [*groups(bela)] == ["soon"]
    mine.withdraw(by=bela)
    assert groups(bela) == {}


def test_an_editor_hears_of_a_blind_contradiction(ada):
    claim = factories.Annotation(article__is_blind=True)
    for kind in ("sourced", "disputed"):
        factories.Verdict(annotation=claim, kind=kind)

    assert [*groups(ada)] == ["contested"]


def test_deleted_claims_and_ended_verdicts_wait_for_nothing(ada):
    factories.Verdict(recheck_by=on(-1)).annotation.delete_softly(by=ada, version=1)
    factories.Verdict(recheck_by=on(-1)).withdraw(by=ada)
    factories.Verdict(recheck_by=on(-1)).annotation.article.delete_softly(by=ada)

    assert groups(ada) == {}


def test_one_article_alone(ada):
    here, _ = (factories.Verdict(recheck_by=on(-1)) for _ in range(2))

    found = groups(ada, articles=Article.objects.filter(pk=here.annotation.article_id))

    assert [row.verdicts for row in found["overdue"]] == [[here]]


def test_a_long_queue_is_cut_and_says_so(ada, monkeypatch):
    assert MOST >= 100
    monkeypatch.setattr("annotations.reports.recheck.MOST", 1)
    for _ in range(3):
        factories.Verdict(recheck_by=on(-1))

    (group,) = queue(ada, Article.objects.all(), mine=False)
    assert (len(group.rows), group.rest) == (1, 2)
