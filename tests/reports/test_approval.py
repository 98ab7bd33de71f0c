"""Whether an article may be signed off, and whether its sign-off stands."""

import hashlib
from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import DeskRules, Event
from annotations.reports.approval import QUIET, approval, digest, standing
from annotations.reports.ledger import ledger
from tests import factories
from tests.factories import TEXT, revised
from tests.signing import set_review, sign


@pytest.fixture
def article(db):
    article = factories.Article(slug="dam")
    return set_review(article, target=0)


@pytest.fixture
def claim(article):
    return factories.Annotation(article=article)


@pytest.fixture
def verdict(claim, bela):
    return factories.Verdict(annotation=claim, by=bela, kind="sourced")


@pytest.fixture
def signed(article, verdict, ada):
    return sign(article, ada)


def obstacles(article, by):
    return [obstacle.text for obstacle in standing(article, by).obstacles]


# -- what stands in the way ---------------------------------------------------------------------


def test_nothing_stands_in_the_way_of_a_complete_article(article, verdict, ada):
    assert obstacles(article, ada) == []


def test_coverage_below_target_does(article, verdict, ada):
    set_review(article, target=34)

    assert obstacles(article, ada) == ["Coverage is 1 of 3 sentences; 34% is needed."]


def test_the_target_is_a_floor(article, verdict, ada):
    set_review(article, target=33)

    assert obstacles(article, ada) == []


def test_a_contested_claim_does_until_a_decision_holds(article, claim, verdict, ada):
    other = factories.Verdict(annotation=claim, kind="disputed")
    before = obstacles(article, ada)
    votes = [verdict.pk, other.pk]
    claim.adjudicate(by=ada, kind="sourced", note="It says so.", votes=votes)
    settled = obstacles(article, ada)
    factories.Verdict(annotation=claim, kind="disputed")

    assert before == obstacles(article, ada) == ["1 claim is contested: settle it first."]
    assert settled == []


def test_a_missing_review_does_unless_an_editor_decided(article, claim, verdict, ada):
    set_review(article, required_reviews=2)
    before = obstacles(article, ada)
    claim.adjudicate(by=ada, kind="sourced", note="It says so.", votes=[verdict.pk])

    assert before == ["1 claim has fewer valid verdicts than are needed (2)."]
    assert obstacles(article, ada) == []


def test_a_claim_that_nobody_judged_does(article, claim, ada):
    assert len(obstacles(article, ada)) == 1


def test_ones_own_verdict_does_by_the_second_person_rule(article, claim, ada):
    factories.Verdict(annotation=claim, by=ada, kind="sourced")
    strict = obstacles(article, ada)
    DeskRules.in_force().replace(by=ada, second_person=False)

    assert strict == ["You gave verdicts yourself: another editor has to sign."]
    assert obstacles(article, ada) == []


def test_a_withdrawn_verdict_of_ones_own_does_not(article, claim, verdict, ada):
    factories.Verdict(annotation=claim, by=ada, kind="sourced").withdraw(by=ada)

    assert obstacles(article, ada) == []


def test_a_lock_does(article, verdict, ada):
    article.lock_changes(by=ada)

    assert obstacles(article, ada) == ["The article is locked: unlock it first."]


# -- the digest ---------------------------------------------------------------------------------


def test_the_digest_is_the_documented_one(article, claim, verdict, ada):
    book = ledger(article, ada)
    place = claim.placements.get()
    line = (
        f'{{"claims":[{{"decision":null,"id":"{claim.pk}","span":[{place.start},{place.end}],'
        f'"verdicts":[[{verdict.pk},"sourced",""]],"wording":"{place.wording.sha256}"}}],'
        f'"text":"{book.revision.sha256}"}}'
    )

    assert digest(book.revision, book.entries) == hashlib.sha256(line.encode()).hexdigest()


# -- whether it stands --------------------------------------------------------------------------


def test_there_is_none_at_first(article, ada):
    assert approval(article, ada) is None


def test_a_sign_off_stands(article, signed, ada):
    assert approval(article, ada).stands


def test_talk_and_searches_do_not_void_it(article, claim, signed, ada, bela):
    claim.attempt(by=bela, place="Land register")
    claim.skip(by=ada, reason="Not mine.")
    article.lock_changes(by=ada)
    article.unlock_changes(by=ada)

    assert approval(article, ada).stands


def test_a_verdict_voids_it_and_the_first_change_is_named(article, claim, verdict, signed, ada):
    other = factories.Verdict(annotation=claim, kind="disputed")
    other.withdraw(by=other.reviewer)

    void = approval(article, ada)

    assert not void.stands
    assert (void.changes, void.first.verb) == (2, Event.Verb.JUDGED)


def test_it_stays_void_when_the_text_comes_back(article, signed, ada):
    revised(article, TEXT.replace("holds", "never holds"))
    revised(article, TEXT)

    assert standing(article, ada).digest == signed.digest
    assert not approval(article, ada).stands


def test_a_verdict_that_expires_voids_it_without_an_event(article, verdict, ada):
    today = timezone.localdate()
    type(verdict).objects.update(recheck_by=today)
    before = sign(article, ada)
    type(before).objects.update(created_at=timezone.now() - timedelta(days=2))
    stands = approval(article, ada).stands
    type(verdict).objects.update(recheck_by=today - timedelta(days=1))

    assert stands
    assert approval(article, ada).is_expired
    assert not approval(article, ada).stands


def test_a_sign_off_that_was_taken_back_does_not_stand(article, signed, ada):
    signed.withdraw(by=ada)

    assert not approval(article, ada).stands
    assert not approval(article, ada).is_void


def test_a_blind_reader_is_told_that_it_is_void_but_not_by_whom(article, claim, signed):
    set_review(article, is_blind=True)
    factories.Verdict(annotation=claim, kind="disputed")

    void = approval(article, factories.Reviewer())

    assert not void.stands
    assert (void.first, void.changes) == (None, 0)


def test_it_costs_three_queries_at_most(article, claim, signed, ada, django_assert_num_queries):
    ada.roles()
    with django_assert_num_queries(3):
        approval(article, ada)
    factories.Verdict(annotation=claim)
    with django_assert_num_queries(2):
        approval(article, ada)


@pytest.mark.parametrize("verb", ["judged", "marked_sentence", "added_evidence", "corrected"])
def test_what_changes_the_article_is_not_quiet(verb):
    assert verb not in QUIET
