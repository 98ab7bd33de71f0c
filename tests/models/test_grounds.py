"""The evidence rules: every verdict × what it may rest on × how far the rules bind."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from annotations.models import DeskRules, Evidence
from annotations.models.grounds import independent, missing, twins, uncounted
from tests import factories

DAY = date(2026, 11, 20)
BOTH = ("sourced", "verified")

# What evidence is on the card, beside a carrying one's own details.
CARRIES: dict = {}
PRIMARY = {"kind": "primary"}
OTHER = {"title": "Canal log", "url": "https://canal.example/log"}
EVIDENCE = {
    "none": [],
    "one secondary": [CARRIES],
    "one primary": [PRIMARY],
    "two independent": [CARRIES, OTHER],
    "same host": [CARRIES, {"title": "B", "url": "https://www.register.example/b"}],
    "same publisher": [
        {"publisher": "Water Board"},
        OTHER | {"publisher": " water  BOARD"},
    ],
    "same origin": [{"origin": "Agency"}, OTHER | {"origin": "agency"}],
    "one from the other": [{"publisher": "Agency"}, OTHER | {"origin": "Agency"}],
    "not opened": [PRIMARY | {"opened_on": None}],
    "no link, no place": [PRIMARY | {"url": ""}],
    "a place instead of a link": [PRIMARY | {"url": "", "locator": "p. 4"}],
    "not quoted": [PRIMARY | {"quote": "  "}],
    "quote broken": [PRIMARY | {"broken": True}],
    "context alone": [PRIMARY | {"stance": "context"}],
    "refuting alone": [PRIMARY | {"stance": "refutes"}],
    "refuting without a place": [PRIMARY | {"stance": "refutes", "url": ""}],
    "refuted beside": [PRIMARY, OTHER | {"stance": "refutes"}],
    "refuted and answered": [PRIMARY, OTHER | {"stance": "refutes", "reply": "Older."}],
}
# evidence: the verdicts that it is enough for, with an as-of date, a note and a reason.
ENOUGH = {
    "none": {"disputed: unsupported"},
    "one secondary": {"sourced", "disputed: unsupported"},
    "one primary": {"sourced", "verified", "disputed: unsupported"},
    "two independent": {"sourced", "verified", "disputed: unsupported"},
    "same host": {"sourced", "disputed: unsupported"},
    "same publisher": {"sourced", "disputed: unsupported"},
    "same origin": {"sourced", "disputed: unsupported"},
    "one from the other": {"sourced", "disputed: unsupported"},
    "not opened": {"disputed: unsupported"},
    "no link, no place": {"disputed: unsupported"},
    "a place instead of a link": {"sourced", "verified", "disputed: unsupported"},
    "not quoted": {"disputed: unsupported"},
    "quote broken": {"disputed: unsupported"},
    "context alone": {"disputed: outdated", "disputed: unsupported"},
    "refuting alone": {"disputed: outdated", "disputed: unsupported"},
    "refuting without a place": {"disputed: unsupported"},
    "refuted beside": {"sourced", "disputed: outdated", "disputed: unsupported"},
    "refuted and answered": {
        "sourced",
        "verified",
        "disputed: outdated",
        "disputed: unsupported",
    },
}
VERDICTS = {
    "sourced": {"kind": "sourced"},
    "verified": {"kind": "verified", "as_of": DAY},
    "disputed: outdated": {"kind": "disputed", "reason": "outdated"},
    "disputed: unsupported": {"kind": "disputed", "reason": "unsupported", "note": "None named."},
}
CASES = [(verdict, evidence) for verdict in VERDICTS for evidence in EVIDENCE]


@pytest.fixture
def claim(db):
    return factories.Annotation()


def put(claim, name, by):
    """The evidence called `name`, on the card, added by the reviewer."""
    return [cited(claim, by, **details) for details in EVIDENCE[name]]


def cited(claim, by, *, broken=False, reply="", **details):
    described = {
        "title": "Register",
        "url": "https://register.example/a",
        "kind": "secondary",
        "opened_on": DAY,
    }
    item = factories.Evidence(annotation=claim, by=by, **described | details)
    if reply:
        item.answer(reply, by=by)
    if broken:
        text = item.source.texts.create(text="Nothing of it.", sha256="0" * 64, kept_by=by)
        item.find_quote(text, by=by)
    return Evidence.objects.select_related("source").get(pk=item.pk)


def judged(claim, verdict, evidence, by, **how):
    return claim.judge(by=by, evidence=evidence, **VERDICTS[verdict], **how)


@pytest.mark.parametrize(("verdict", "evidence"), CASES)
def test_strict_refuses_what_is_not_enough(claim, bela, verdict, evidence):
    items = put(claim, evidence, bela)

    if verdict in ENOUGH[evidence]:
        assert judged(claim, verdict, items, bela).rule == "strict"
        return
    with pytest.raises(ValidationError):
        judged(claim, verdict, items, bela, anyway=True)
    assert not claim.verdicts.exists()


@pytest.mark.parametrize(("verdict", "evidence"), CASES)
def test_advice_is_given_once_and_can_be_declined(claim, advice, bela, verdict, evidence):
    items = put(claim, evidence, bela)

    if verdict not in ENOUGH[evidence]:
        with pytest.raises(ValidationError) as refusal:
            judged(claim, verdict, items, bela)
        assert "anyway" in refusal.value.message_dict

    assert judged(claim, verdict, items, bela, anyway=True).rule == "advice"


@pytest.mark.parametrize("rule", ["strict", "advice"])
@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "verified"}, "as_of"),
        ({"kind": "disputed"}, "reason"),
        ({"kind": "disputed", "reason": "unsupported", "note": " "}, "note"),
    ],
)
def test_what_is_missing_is_said_where_it_belongs(claim, bela, rule, said, field):
    if rule == "advice":
        DeskRules.in_force().replace(by=bela, evidence_rule=rule)
    items = put(claim, "one primary", bela)

    with pytest.raises(ValidationError) as refusal:
        claim.judge(by=bela, evidence=items, **said)

    assert field in refusal.value.message_dict


def test_a_refusal_names_the_source_and_all_that_it_lacks(claim, bela):
    items = [cited(claim, bela, url="", quote="", opened_on=None)]

    [told] = missing("sourced", evidence=items)["evidence"]

    assert "“Register”" in told
    assert "opened" in told
    assert "link" in told
    assert "quoted" in told


def test_why_two_count_once_is_said(claim, bela):
    items = put(claim, "same host", bela)

    [told] = missing("verified", evidence=items, as_of=DAY)["evidence"]

    assert "one more is needed" in told
    assert "same host, register.example" in told


def test_the_card_says_why_a_source_does_not_count(claim, bela):
    items = put(claim, "same origin", bela)

    assert uncounted(items) == {items[1].pk: "counts once with “Register”: has it from agency too"}


def test_being_the_same_is_passed_on(claim, bela):
    first = cited(claim, bela, publisher="Board")
    last = cited(claim, bela, title="C", url="https://c.example/", publisher="Archive")
    between = cited(claim, bela, title="B", url="https://c.example/b", publisher="Board")

    assert independent([first, last]) == 2
    assert independent([first, last, between]) == 1
    assert set(twins([first, last, between])) == {between.pk}


@pytest.mark.parametrize("url", ["http://[half", "", "https://[::1]/x"])
def test_an_address_that_is_none_makes_nothing_the_same(claim, bela, url):
    items = [cited(claim, bela, url="", title="A", locator="p. 1"), cited(claim, bela)]
    items[0].source.url = url

    assert independent(items) == 2


def test_a_change_of_kind_needs_its_note_under_advice_too(claim, advice, bela):
    first = judged(claim, "disputed: unsupported", [], bela)

    with pytest.raises(ValidationError) as refusal:
        claim.judge(by=bela, kind="sourced", supersedes=first.pk, anyway=True)

    assert list(refusal.value.message_dict) == ["note"]


def test_evidence_that_a_blind_reviewer_may_not_see_stands_in_nobodys_way(claim, ada, bela):
    claim.article.set_review(by=ada, version=1, is_blind=True)
    against = cited(claim, ada, title="Against", stance="refutes")
    mine = put(claim, "one primary", bela)

    assert judged(claim, "verified", mine, bela).kind == "verified"
    assert Evidence.objects.visible_to(bela).filter(pk=against.pk).exists()
