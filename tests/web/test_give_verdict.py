import pytest
from django.urls import reverse

from annotations.models import Evidence
from tests import factories
from tests.web.questions import HTMX, NOWHERE, Questions, nothing_written, parts, undo_of

DISPUTED = {"kind": "disputed", "reason": "unsupported", "note": "No source is named."}
SOURCE = {
    "source-title": "Reservoir register",
    "source-url": "https://example.org/register",
    "source-kind": "primary",
    "source-stance": "supports",
    "source-quote": "40,000,000 l",
    "source-opened_on": "2026-11-20",
}
SOURCED = {"kind": "sourced"} | SOURCE


@pytest.fixture
def claim(db):
    return factories.Annotation()


@pytest.fixture
def address(claim):
    return reverse("verdicts.create", args=[claim.pk])


@pytest.fixture
def missing(claim, ada):
    gone = factories.Annotation()
    gone.delete_softly(by=ada, version=1)
    return [reverse("verdicts.create", args=[key]) for key in (NOWHERE, gone.pk)]


class TestQuestions(Questions):
    pass


# -- it works --------------------------------------------------------------------------------------


def test_it_gives_the_reviewers_verdict(as_bela, bela, claim, address):
    said = {"note": "They say 30 now.", "confidence": "high", "as_of": "2026-11-01"}

    as_bela.post(address, DISPUTED | said)

    verdict = claim.verdicts.get()
    assert (verdict.kind, verdict.reason, verdict.reviewer) == ("disputed", "unsupported", bela)
    assert (verdict.note, verdict.confidence) == ("They say 30 now.", "high")
    assert (verdict.start, verdict.end, verdict.rule) == (14, 31, "strict")


def test_history_tells_of_it(as_bela, bela, claim, address):
    as_bela.post(address, DISPUTED)

    told = claim.events.last()
    assert (told.verb, told.actor, told.after["kind"]) == ("judged", bela, "disputed")


def test_without_htmx_it_goes_to_the_claim(as_bela, claim, address):
    answer = as_bela.post(address, DISPUTED)

    assert (answer.status_code, answer["Location"]) == (302, claim.get_absolute_url())


def test_with_htmx_it_answers_with_the_parts_of_the_page(as_bela, claim, address):
    update = as_bela.post(address, DISPUTED | SOURCE, headers=HTMX)
    page = as_bela.get(claim.article.get_absolute_url())

    assert "m--disputed" in parts(update)["s1"]
    assert "Reservoir register" in parts(update)["margin-1"]
    assert parts(update).items() <= parts(page).items()


def test_several_reviewers_judge_one_claim(as_bela, claim, address):
    factories.Verdict(annotation=claim, kind="verified")

    as_bela.post(address, DISPUTED)

    assert claim.verdicts.open().count() == 2


def test_forged_fields_are_ignored(as_bela, bela, ada, claim, address, noise):
    forged = {
        "reviewer": ada.pk,
        "by": ada.pk,
        "annotation": noise.annotation_id,
        "rule": "none",
        "start": 0,
        "end": 99,
        "ended_at": "2026-01-01",
        "created_at": "2001-01-01",
        "new_evidence": "x",
    }

    as_bela.post(address, DISPUTED | forged)

    verdict = claim.verdicts.get()
    assert (verdict.reviewer, verdict.rule, verdict.ended_at) == (bela, "strict", None)
    assert (verdict.start, verdict.end, verdict.created_at.year > 2001) == (14, 31, True)


# -- its rules -------------------------------------------------------------------------------------


def test_disputed_needs_its_reason(as_bela, address):
    with nothing_written():
        answer = as_bela.post(address, {"kind": "disputed"})

    assert answer.status_code == 422
    assert "Say why it is disputed." in answer.text


@pytest.mark.parametrize("tick", [{}, {"anyway": "on"}])
@pytest.mark.parametrize("kind", ["verified", "sourced"])
def test_the_others_need_a_source_that_carries_them(as_bela, address, kind, tick):
    with nothing_written():
        answer = as_bela.post(address, {"kind": kind, "note": "Typed"} | tick)

    assert answer.status_code == 422
    assert "Name a source that says so" in answer.text
    assert "Typed</textarea>" in answer.text


@pytest.mark.parametrize("kind", ["verified", "sourced"])
def test_advice_is_given_first(as_bela, advice, address, kind):
    with nothing_written():
        answer = as_bela.post(address, {"kind": kind})

    assert answer.status_code == 422
    assert "Name a source that says so" in answer.text
    assert 'name="anyway"' in answer.text


@pytest.mark.parametrize("kind", ["verified", "sourced"])
def test_advice_can_be_declined_openly(as_bela, advice, claim, address, kind):
    as_bela.post(address, {"kind": kind, "anyway": "on"})

    verdict = claim.verdicts.get()
    assert (verdict.kind, verdict.rule) == (kind, "advice")


def test_a_reason_is_kept_for_disputed_alone(as_bela, claim, address):
    as_bela.post(address, SOURCED | {"reason": "outdated"})

    assert claim.verdicts.get().reason == ""


def test_a_change_of_kind_needs_a_note(as_bela, bela, claim, address):
    before = factories.Verdict(annotation=claim, by=bela)

    with nothing_written():
        answer = as_bela.post(address, SOURCED | {"supersedes": before.pk, "note": "  "})

    assert answer.status_code == 422
    assert "Moving from one verdict to another needs a note." in answer.text


def test_a_change_ends_the_verdict_before(as_bela, bela, claim, address):
    before = factories.Verdict(annotation=claim, by=bela)

    as_bela.post(address, SOURCED | {"supersedes": before.pk, "note": "Found it."})

    before.refresh_from_db()
    assert (before.ending, before.ended_by) == ("replaced", bela)
    assert claim.verdicts.open().get().kind == "sourced"


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": ""},
        {"kind": "true"},
        {"kind": "unchecked"},
        {"reason": "because"},
        {"confidence": "total"},
        {"as_of": "soon"},
        {"recheck_by": "2026-13-01"},
        {"note": "x" * 10_001},
        {"note": "nul\0"},
        {"evidence": "x"},
        {"evidence": 10**30},
        {"supersedes": "mine"},
        {"supersedes": "²"},
    ],
)
def test_what_makes_no_sense_is_refused(as_bela, address, bad):
    with nothing_written():
        answer = as_bela.post(address, DISPUTED | bad)

    assert answer.status_code == 422
    assert 'class="errorlist' in answer.text


def test_what_was_typed_stays_in_the_refused_form(as_bela, address):
    typed = {"note": "An hour of <careful> work", "recheck_by": "2027-01-31"}

    answer = as_bela.post(address, {"kind": "disputed"} | typed | SOURCE)

    assert "An hour of &lt;careful&gt; work</textarea>" in answer.text
    assert 'value="2027-01-31"' in answer.text
    assert 'value="Reservoir register"' in answer.text
    assert "40,000,000 l</textarea>" in answer.text


def test_with_htmx_a_refusal_is_the_form_alone(as_bela, claim, address):
    answer = as_bela.post(address, {"kind": "disputed"}, headers=HTMX)

    assert answer.status_code == 422
    assert answer.text.lstrip().startswith(f'<form class="form" id="new-verdict-{claim.pk}"')


# -- its evidence ----------------------------------------------------------------------------------


def test_it_rests_on_what_is_ticked(as_bela, claim, address):
    first, _ = factories.Evidence(annotation=claim), factories.Evidence(annotation=claim, title="B")

    as_bela.post(address, {"kind": "sourced", "evidence": [first.pk]})

    assert claim.verdicts.get().rests_on() == [first]


def test_a_new_source_can_be_typed_in_the_same_form(as_bela, bela, claim, address):
    as_bela.post(address, {"kind": "sourced"} | SOURCE)

    [item] = claim.verdicts.get().rests_on()
    assert (item.annotation, item.added_by, item.stance) == (claim, bela, "supports")
    assert (item.source.title, item.source.kind) == ("Reservoir register", "primary")
    assert item.quote == "40,000,000 l"


@pytest.mark.parametrize(
    "bad",
    [
        {"source-title": ""},
        {"source-url": "javascript:alert(1)"},
        {"source-url": "ftp://example.org/"},
        {"source-stance": "agrees"},
        {"source-kind": "holy"},
    ],
)
def test_a_bad_source_saves_no_verdict_either(as_bela, address, bad):
    with nothing_written():
        answer = as_bela.post(address, DISPUTED | SOURCE | bad)

    assert answer.status_code == 422
    assert "Complete the source, or empty its fields." in answer.text


def test_a_bad_verdict_saves_no_source_either(as_bela, address):
    with nothing_written():
        assert as_bela.post(address, {"kind": "disputed"} | SOURCE).status_code == 422


def test_evidence_of_another_card_is_refused(as_bela, address):
    other = factories.Evidence()

    with nothing_written():
        answer = as_bela.post(address, DISPUTED | {"evidence": other.pk})

    assert answer.status_code == 422


def test_evidence_that_was_removed_is_refused(as_bela, ada, claim, address):
    item = factories.Evidence(annotation=claim)
    item.remove(by=ada)

    with nothing_written():
        assert as_bela.post(address, DISPUTED | {"evidence": item.pk}).status_code == 422


# -- twice, and two at once ------------------------------------------------------------------------


def test_the_same_again_is_harmless(as_bela, address):
    as_bela.post(address, DISPUTED | SOURCE)

    with nothing_written():
        answer = as_bela.post(address, DISPUTED | SOURCE)

    assert answer.status_code == 302
    assert Evidence.objects.count() == 1


def test_a_verdict_given_elsewhere_meanwhile_is_shown_beside(as_bela, bela, claim, address):
    theirs = factories.Verdict(annotation=claim, by=bela, note="From the other tab")

    with nothing_written():
        answer = as_bela.post(address, DISPUTED | {"note": "From this tab"})

    assert answer.status_code == 409
    assert "From the other tab</p>" in answer.text
    assert "From this tab</p>" in answer.text
    assert "From this tab</textarea>" in answer.text
    assert f'name="supersedes" value="{theirs.pk}"' in answer.text


def test_a_verdict_withdrawn_elsewhere_meanwhile_is_told(as_bela, bela, claim, address):
    before = factories.Verdict(annotation=claim, by=bela)
    before.withdraw(by=bela)

    with nothing_written():
        answer = as_bela.post(address, DISPUTED | {"supersedes": before.pk, "note": "Typed"})

    assert answer.status_code == 409
    assert "it was withdrawn" in answer.text
    assert "Typed</textarea>" in answer.text


def test_after_a_conflict_it_can_be_sent_again(as_bela, bela, claim, address):
    factories.Verdict(annotation=claim, by=bela)
    answer = as_bela.post(address, SOURCED | {"note": "Found it."})
    seen = answer.context["form"]["supersedes"].value()

    as_bela.post(address, SOURCED | {"note": "Found it.", "supersedes": seen})

    assert claim.verdicts.open().get().kind == "sourced"


@pytest.mark.parametrize("seen", [999_999, 10**30, -1])
def test_the_verdict_of_nobody_cannot_be_superseded(as_bela, address, seen):
    with nothing_written():
        assert as_bela.post(address, DISPUTED | {"supersedes": seen}).status_code == 409


def test_nobody_supersedes_a_verdict_of_somebody_else(as_bela, claim, address):
    other = factories.Verdict(annotation=claim)

    with nothing_written():
        assert as_bela.post(address, DISPUTED | {"supersedes": other.pk}).status_code == 409


# -- undo ------------------------------------------------------------------------------------------


def test_a_first_verdict_is_undone_to_none(as_bela, claim, address):
    update = as_bela.post(address, DISPUTED, headers=HTMX)

    as_bela.post(undo_of(update))

    assert not claim.verdicts.open().exists()


def test_a_change_is_undone_to_the_verdict_before(as_bela, bela, claim, address):
    before = factories.Verdict(annotation=claim, by=bela, note="As it was")
    change = SOURCED | {"supersedes": before.pk, "note": "A slip"}
    update = as_bela.post(address, change, headers=HTMX)

    as_bela.post(undo_of(update))

    verdict = claim.verdicts.open().get()
    assert (verdict.kind, verdict.note) == ("disputed", "As it was")


# -- its form --------------------------------------------------------------------------------------


def test_the_form_opens_with_the_kind_that_was_chosen(as_bela, claim):
    form = as_bela.get(reverse("verdicts.new", args=[claim.pk]) + "?kind=sourced").context["form"]

    assert (form["kind"].value(), form["supersedes"].value()) == ("sourced", None)


def test_the_form_ticks_the_evidence_of_the_card(as_bela, claim):
    item = factories.Evidence(annotation=claim)

    form = as_bela.get(reverse("verdicts.new", args=[claim.pk]) + "?kind=sourced").context["form"]

    assert form["evidence"].value() == [item.pk]


def test_the_form_of_the_same_kind_continues_from_ones_own_verdict(as_bela, bela, claim):
    mine = factories.Verdict(annotation=claim, by=bela, note="So far")

    form = as_bela.get(reverse("verdicts.new", args=[claim.pk]) + "?kind=disputed").context["form"]

    assert (form["note"].value(), form["supersedes"].value()) == ("So far", mine.pk)


def test_the_form_of_another_kind_starts_with_an_empty_note(as_bela, bela, claim):
    mine = factories.Verdict(annotation=claim, by=bela, note="So far")

    form = as_bela.get(reverse("verdicts.new", args=[claim.pk]) + "?kind=sourced").context["form"]

    assert (form["note"].value(), form["supersedes"].value()) == (None, mine.pk)


def test_a_kind_that_is_none_is_left_out(as_bela, claim):
    form = as_bela.get(reverse("verdicts.new", args=[claim.pk]) + "?kind=true").context["form"]

    assert form["kind"].value() == ""


def test_the_form_is_for_those_who_may(as_cleo, claim):
    assert as_cleo.get(reverse("verdicts.new", args=[claim.pk])).status_code == 403
