from datetime import date

import pytest

from annotations.models import Attempt, Event, Evidence, Verdict
from tests import factories
from tests.api.conftest import sent

DISPUTED = {"kind": "disputed", "reason": "unsupported", "note": "No source is named."}
REGISTER = {
    "title": "Reservoir register",
    "url": "https://example.org/register",
    "kind": "primary",
    "quote": "Capacity: 40,000,000 l",
    "opened_on": "2026-11-20",
}


@pytest.fixture
def here(claim):
    return f"/annotations/{claim.pk}"


@pytest.fixture
def said(claim):
    return DISPUTED | {"wording": claim.place.wording_id}


def judged(client, here, said, **headers):
    return sent(client, "post", f"{here}/verdicts", said, **headers)


def test_a_verdict_is_given(for_bela, bela, here, said):
    answer = judged(for_bela, here, said)

    given = Verdict.objects.get()
    assert (answer.status_code, answer["Location"]) == (201, f"/api/v1/verdicts/{given.pk}")
    assert (given.kind, given.reason, given.reviewer) == ("disputed", "unsupported", bela)
    assert sent(for_bela, "get", f"/verdicts/{given.pk}").json() == answer.json()


def test_it_rests_on_evidence_that_was_put_there(for_bela, here, said):
    item = sent(for_bela, "post", f"{here}/evidence", REGISTER).json()
    rests = {"kind": "verified", "as_of": "2026-11-20", "evidence": [item["id"]]}

    answer = judged(for_bela, here, rests | {"wording": said["wording"]})

    verdict = Verdict.objects.get()
    assert (answer.status_code, verdict.as_of) == (201, date(2026, 11, 20))
    assert [one.pk for one in verdict.rests_on()] == [item["id"]]


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"reason": ""}, "/reason"),
        ({"note": ""}, "/note"),
        ({"kind": "sourced"}, "/evidence"),
        ({"evidence": [10**15]}, "/evidence"),
        ({"kind": "true"}, "/kind"),
        ({"reviewer": "ada"}, "/reviewer"),
        ({"wording": None}, "/wording"),
    ],
)
def test_the_rules_of_the_desk_hold(for_bela, here, said, wrong, pointer):
    answer = judged(for_bela, here, said | wrong)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)
    assert not Verdict.objects.exists()


def test_evidence_of_another_claim_is_no_ground(for_bela, here, said):
    stranger = factories.Evidence()

    assert judged(for_bela, here, said | {"evidence": [stranger.pk]}).status_code == 422


def test_of_other_words_than_were_seen_nothing_is_said(for_bela, here, claim, said):
    factories.revised(claim.article, factories.TEXT.replace("40 million", "45 million"))

    answer = judged(for_bela, here, said)

    assert answer.status_code == 409
    assert answer.json()["current"]["place"]["passage"] == "45 million litres"


def test_ten_times_the_same_is_one_verdict(for_bela, here, said):
    answers = [judged(for_bela, here, said) for _ in range(10)]

    assert [answer.status_code for answer in answers] == [201] + [200] * 9
    assert Verdict.objects.count() == 1
    assert Event.objects.filter(verb=Event.Verb.JUDGED).count() == 1


def test_another_replaces_the_one_that_is_named(for_bela, here, said):
    first = judged(for_bela, here, said)

    answers = [
        judged(for_bela, here, said | {"note": "None at all."}, seen=first["ETag"])
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [201, 200]
    assert list(Verdict.objects.order_by("pk").values_list("ending", flat=True)) == ["replaced", ""]


@pytest.mark.parametrize(("headers", "status"), [({}, 428), ({"seen": '"other"'}, 412)])
def test_without_naming_it_none_is_replaced(for_bela, here, said, headers, status):
    first = judged(for_bela, here, said).json()

    answer = judged(for_bela, here, said | {"note": "None at all."}, **headers)

    assert (answer.status_code, answer.json()["current"]) == (status, first)
    assert Verdict.objects.count() == 1


def test_who_named_one_that_was_withdrawn_is_refused(for_bela, here, said, bela):
    tag = judged(for_bela, here, said)["ETag"]
    Verdict.objects.get().withdraw(by=bela)

    answer = judged(for_bela, here, said | {"note": "None at all."}, seen=tag)

    assert (answer.status_code, "current" in answer.json()) == (412, False)


def test_a_verdict_is_withdrawn(for_bela, here, said):
    given = judged(for_bela, here, said)
    where = f"/verdicts/{given.json()['id']}/withdraw"

    unnamed = sent(for_bela, "post", where).status_code
    answers = [sent(for_bela, "post", where, seen=given["ETag"]) for _ in range(2)]

    assert (unnamed, [answer.status_code for answer in answers]) == (428, [200, 200])
    assert answers[0].json()["state"] == "withdrawn"
    assert Event.objects.filter(verb=Event.Verb.WITHDREW).count() == 1


# -- evidence and attempts ------------------------------------------------------------------------


def test_ten_times_the_same_evidence_is_one(for_bela, here):
    answers = [sent(for_bela, "post", f"{here}/evidence", REGISTER) for _ in range(10)]

    assert [answer.status_code for answer in answers] == [201] + [200] * 9
    assert Evidence.objects.count() == 1


def test_evidence_is_removed(for_bela, here):
    item = sent(for_bela, "post", f"{here}/evidence", REGISTER)
    where = f"/evidence/{item.json()['id']}"

    unnamed = sent(for_bela, "delete", where).status_code
    wrong = sent(for_bela, "delete", where, seen='"other"').status_code
    answers = [sent(for_bela, "delete", where, seen=item["ETag"]) for _ in range(2)]

    assert (unnamed, wrong) == (428, 412)
    assert {answer.status_code for answer in answers} == {200}
    assert answers[0].json()["removed_at"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"url": "javascript:alert(1)"},
        {"url": "HTTP://EXAMPLE.ORG/"},
        {"opened_on": "2999-01-01"},
        {"stance": "likes"},
        {"kind": "guess"},
        {"added_by": 1},
    ],
)
def test_bad_evidence_is_refused(for_bela, here, wrong):
    answer = sent(for_bela, "post", f"{here}/evidence", REGISTER | wrong)

    assert answer.status_code == 422
    assert not Evidence.objects.exists()


def test_a_search_without_result_is_written_down_once(for_bela, here, bela):
    said = {"place": "Town archive", "looked_on": "2026-11-20", "note": "Permits"}

    answers = [sent(for_bela, "post", f"{here}/attempts", said) for _ in range(10)]

    tried = Attempt.objects.get()
    assert [answer.status_code for answer in answers] == [201] + [200] * 9
    assert (tried.made_by, tried.place) == (bela, "Town archive")
    assert sent(for_bela, "get", f"/attempts/{tried.pk}").json() == answers[0].json()


@pytest.mark.parametrize("wrong", [{"place": ""}, {"looked_on": "2999-01-01"}, {"made_by": 1}])
def test_a_bad_one_is_refused(for_bela, here, wrong):
    answer = sent(for_bela, "post", f"{here}/attempts", {"place": "Town archive"} | wrong)

    assert answer.status_code == 422
