from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import DeskRules, Verdict
from annotations.reports.case import case
from annotations.reports.contested import acceptable, differences, entries, overruled, queue
from tests import factories


@pytest.fixture
def article(db):
    return factories.Article()


def judged(article, *kinds, **claim):
    """A claim with a verdict of each of `kinds`, by people of their own."""
    annotation = factories.Annotation(article=article, **claim)
    for kind in kinds:
        factories.Verdict(annotation=annotation, kind=kind)
    return annotation


def settle(claim, by, kind="verified", **said):
    votes = [*claim.verdicts.valid().values_list("pk", flat=True)]
    said = {"note": "Register.", "votes": votes, "supersedes": None} | said
    return claim.adjudicate(by=by, kind=kind, **said)


def keys(found):
    return [one.claim for one in found]


# -- the queue ------------------------------------------------------------------------------------


def test_the_most_even_split_comes_first_then_the_most_verdicts(article, ada):
    uneven = judged(article, "verified", "sourced", "disputed")
    even = judged(article, "verified", "disputed")
    many = judged(article, "verified", "disputed", "sourced", "disputed")

    assert keys(queue(ada, "contested")) == [many.pk, even.pk, uneven.pk]


def test_only_disputed_beside_something_else_is_contested(article, ada):
    judged(article)
    judged(article, "disputed", "disputed")
    judged(article, "verified", "sourced")

    assert queue(ada, "contested") == []


def test_a_verdict_that_does_not_count_contests_nothing(article, ada):
    claim = judged(article, "verified")
    yesterday = timezone.localdate() - timedelta(days=1)
    factories.Verdict(annotation=claim, kind="disputed", recheck_by=yesterday)

    assert queue(ada, "contested") == []


def test_the_split_is_counted_and_it_waits_since_both_sides_were_heard(article, ada):
    claim = judged(article, "verified", "disputed", "disputed")
    second = claim.verdicts.order_by("pk")[1]

    [one] = queue(ada, "contested")

    assert one.split == {"verified": 1, "disputed": 2}
    assert one.since == second.created_at


def test_what_is_settled_waits_no_more(article, ada):
    settle(judged(article, "verified", "disputed"), ada)

    assert queue(ada, "contested") == queue(ada, "stale") == []


def test_a_decision_goes_stale_with_its_verdicts(article, ada):
    claim = judged(article, "verified", "disputed")
    settle(claim, ada)
    factories.Verdict(annotation=claim, kind="sourced")

    [waits], [contested] = queue(ada, "stale"), queue(ada, "contested")

    assert (waits.claim, waits.was_decided, contested.was_decided) == (claim.pk, True, True)


def test_a_decision_without_any_verdict_left_is_stale_too(article, ada):
    claim = judged(article, "verified")
    settle(claim, ada)
    verdict = claim.verdicts.get()
    verdict.withdraw(by=verdict.reviewer)

    assert [(one.claim, one.total) for one in queue(ada, "stale")] == [(claim.pk, 0)]


def test_one_article_can_be_asked_for_and_deleted_claims_never_come(article, ada):
    here = judged(article, "verified", "disputed")
    judged(factories.Article(), "verified", "disputed")
    judged(article, "verified", "disputed").delete_softly(by=ada, version=1)

    assert keys(queue(ada, "contested", article)) == [here.pk]


def test_entries_point_out_evidence_that_nobody_replied_to(article, ada):
    claim = judged(article, "verified", "disputed")
    against = factories.Evidence(annotation=claim, stance="refutes")

    [before] = entries(queue(ada, "contested"), ada)
    against.answer("Another year.", by=ada)
    [after] = entries(queue(ada, "contested"), ada)

    assert (before.claim.unanswered, after.claim.unanswered) == (True, False)


# -- what all agree on ----------------------------------------------------------------------------


def test_unanimous_claims_can_be_accepted_in_reading_order(article, ada):
    later = judged(article, "verified", quote="Nobody was hurt")
    first = judged(article, "disputed", "disputed")
    judged(article, "sourced", "verified")

    batch = acceptable(article, ada)

    assert [one.claim for one in batch.agreed] == [first, later]
    assert batch.agreed[0].said["reason"] == "unsupported"


def test_reasons_are_part_of_what_all_say(article, ada):
    claim = judged(article, "disputed")
    factories.Verdict(annotation=claim, kind="disputed", reason="outdated")

    assert acceptable(article, ada).agreed == []


def test_too_few_reviews_an_open_decision_or_evidence_against_it_hold_it_back(article, ada):
    article.set_review(by=ada, version=1, required_reviews=2)
    judged(article, "verified")
    settle(judged(article, "verified", "verified"), ada)
    against = factories.Evidence(
        annotation=judged(article, "verified", "verified"), stance="refutes"
    )

    batch = acceptable(article, ada)

    assert (batch.agreed, batch.held_back) == ([], 1)
    against.answer("Another year.", by=ada)
    assert [one.claim for one in acceptable(article, ada).agreed] == [against.annotation]


def test_the_fingerprint_changes_with_any_verdict(article, ada):
    claim = judged(article, "verified")
    before = acceptable(article, ada).fingerprint

    factories.Verdict(annotation=claim, kind="verified")

    assert before != acceptable(article, ada).fingerprint


def test_there_is_an_end_to_what_is_accepted_at_once(article, ada, monkeypatch):
    monkeypatch.setattr("annotations.reports.contested.MOST", 1)
    judged(article, "verified")
    judged(article, "verified")

    batch = acceptable(article, ada)

    assert (len(batch.agreed), batch.more) == (1, 1)


# -- a case ---------------------------------------------------------------------------------------


def test_a_case_has_the_verdicts_apart_from_those_that_do_not_count(article, ada):
    claim = judged(article, "verified", "disputed")
    yesterday = timezone.localdate() - timedelta(days=1)
    old = factories.Verdict(annotation=claim, kind="sourced", recheck_by=yesterday)

    found = case(claim, ada)

    assert [one.verdict.kind for one in found.counting] == ["verified", "disputed"]
    assert [one.verdict for one in found.others] == [old]
    assert old.pk not in found.votes


def test_hidden_names_are_numbers_until_it_is_decided(article, ada):
    DeskRules.in_force().replace(by=ada, names_hidden=True)
    claim = judged(article, "verified", "disputed", "sourced")

    before, again = case(claim, ada), case(claim, ada)
    settle(claim, ada)
    after = case(claim, ada)

    assert [one.name for one in before.counting] == ["Reviewer 1", "Reviewer 2", "Reviewer 3"]
    assert before.counting == again.counting
    assert {one.name for one in after.counting} == {
        verdict.reviewer.username for verdict in Verdict.objects.filter(annotation=claim)
    }


def test_the_next_one_is_the_one_after_it_in_the_queue(article, ada):
    many = judged(article, "verified", "disputed", "verified", "disputed")
    few = judged(article, "verified", "disputed")
    calm = judged(article, "verified")

    following = [case(one, ada).following for one in (many, few, calm)]

    assert following == [few.pk, many.pk, many.pk]


# -- what the editor changed ----------------------------------------------------------------------


def test_a_reviewer_finds_what_was_decided_otherwise_newest_first(article, ada, bela, noise):
    first, second, alike = (judged(article, "verified") for _ in range(3))
    for claim in (first, second):
        factories.Verdict(annotation=claim, by=bela, kind="disputed")
    factories.Verdict(annotation=alike, by=bela, kind="verified")
    older, newer, _ = (settle(claim, ada) for claim in (first, second, alike))

    found = differences(overruled(bela), bela)

    assert [one.decision for one in found] == [newer, older]
    assert [one.verdict.reviewer for one in found] == [bela, bela]


def test_another_reason_is_otherwise_too(article, ada, bela):
    claim = judged(article, "verified")
    factories.Verdict(annotation=claim, by=bela, kind="disputed", reason="outdated")
    settle(claim, ada, "disputed", reason="miscalculated")

    assert overruled(bela)


def test_a_decision_that_does_not_hold_any_more_changed_nothing(article, ada, bela):
    claim = judged(article, "verified")
    factories.Verdict(annotation=claim, by=bela, kind="disputed")
    settle(claim, ada)
    factories.Verdict(annotation=claim, kind="verified")

    assert overruled(bela) == []


def test_a_withdrawn_verdict_counts_as_said_but_not_where_reviewers_work_blind(article, ada, bela):
    claim = judged(article, "verified")
    factories.Verdict(annotation=claim, by=bela, kind="disputed").withdraw(by=bela)
    settle(claim, ada)

    open_desk = overruled(bela)
    article.set_review(by=ada, version=1, is_blind=True)

    assert len(open_desk) == 1
    assert overruled(bela) == []
