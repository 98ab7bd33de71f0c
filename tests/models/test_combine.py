from datetime import date, timedelta

import pytest
from django.utils import timezone

from annotations.models import Annotation, Verdict, combine
from tests import factories

TABLE = [
    ([], "unchecked"),
    (["verified"], "verified"),
    (["verified", "verified"], "verified"),
    (["sourced"], "sourced"),
    (["disputed"], "disputed"),
    (["disputed", "disputed"], "disputed"),
    (["sourced", "verified"], "sourced"),
    (["verified", "sourced"], "sourced"),
    (["disputed", "verified"], "contested"),
    (["disputed", "sourced"], "contested"),
    (["verified", "verified", "verified", "disputed"], "contested"),
    (["verified", "sourced", "disputed"], "contested"),
]


@pytest.mark.parametrize(("kinds", "outcome"), TABLE)
def test_what_verdicts_add_up_to(kinds, outcome):
    assert combine(kinds) == outcome


@pytest.mark.parametrize(("kinds", "outcome"), TABLE)
def test_a_claim_says_the_same(ada, kinds, outcome):
    annotation = factories.Annotation()
    for kind in kinds:
        factories.Verdict(annotation=annotation, kind=kind)

    assert Annotation.objects.for_card(ada).get().outcome == outcome


def test_a_verdict_past_its_date_does_not_count(ada):
    yesterday = timezone.localdate() - timedelta(days=1)
    factories.Verdict(recheck_by=yesterday)

    assert Annotation.objects.for_card(ada).get().outcome == "unchecked"


@pytest.mark.parametrize(
    ("recheck_by", "state"),
    [(None, "current"), (date(2026, 11, 22), "current"), (date(2026, 11, 21), "stale")],
)
def test_the_date_itself_still_counts(db, recheck_by, state):
    today = date(2026, 11, 22)
    verdict = factories.Verdict(recheck_by=recheck_by)

    assert verdict.state(today) == state
    assert Verdict.objects.valid(today).exists() == (state == "current")
