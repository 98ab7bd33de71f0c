import pytest
from django.urls import reverse

from annotations.models import Annotation
from annotations.reports.desk import card
from tests import factories
from tests.web.questions import HTMX, NOWHERE, Questions, nothing_written, undo_of


@pytest.fixture
def claim(db):
    annotation = factories.Annotation()
    for kind in ("verified", "disputed"):
        factories.Verdict(annotation=annotation, kind=kind)
    return annotation


@pytest.fixture
def address(claim):
    return reverse("adjudications.create", args=[claim.pk])


@pytest.fixture
def missing(claim, ada):
    gone = factories.Annotation()
    gone.delete_softly(by=ada, version=1)
    return [reverse("adjudications.create", args=[key]) for key in (NOWHERE, gone.pk)]


class TestQuestions(Questions):
    pass


@pytest.fixture
def said(claim):
    votes = claim.verdicts.values_list("pk", flat=True)
    return {
        "kind": "disputed",
        "reason": "outdated",
        "note": "The gauge is newer.",
        "shows_dissent": "on",
        "votes": ",".join(map(str, votes)),
        "supersedes": "",
    }


def test_it_settles_the_claim(as_ada, ada, claim, address, said):
    as_ada.post(address, said)

    decision = claim.adjudications.get()
    assert (decision.kind, decision.reason, decision.editor) == ("disputed", "outdated", ada)
    assert (decision.note, decision.shows_dissent) == ("The gauge is newer.", True)
    assert card(claim, ada).outcome == "disputed"


def test_reviewers_do_not_settle(as_bela, address, said):
    with nothing_written():
        assert as_bela.post(address, said).status_code == 403


def test_it_goes_back_to_the_claim_with_an_undo(as_ada, claim, address, said):
    answer = as_ada.post(address, said, follow=True)

    decision = claim.adjudications.get()
    assert "Decision saved." in answer.text
    assert undo_of(answer) == reverse("adjudications.withdraw", args=[decision.pk])


def test_the_undo_of_a_second_thought_brings_the_first_back(as_ada, claim, address, said):
    as_ada.post(address, said, follow=True)
    first = claim.adjudications.get()
    second = said | {"note": "Better said.", "supersedes": first.pk}

    undo = undo_of(as_ada.post(address, second, follow=True))
    as_ada.post(undo)

    assert claim.adjudications.open().get().note == "The gauge is newer."


def test_with_htmx_it_goes_there_too(as_ada, claim, address, said):
    answer = as_ada.post(address, said, headers=HTMX)

    assert answer["HX-Redirect"] == reverse("adjudications.show", args=[claim.pk])


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize(
    "wrong",
    [{"note": " "}, {"kind": ""}, {"reason": ""}, {"votes": "1,x"}, {"supersedes": "x"}],
    ids=str,
)
def test_bad_input_comes_back_with_what_was_typed(as_ada, address, said, wrong, headers):
    with nothing_written():
        answer = as_ada.post(address, said | {"note": "Typed."} | wrong, headers=headers)

    assert answer.status_code == 422
    assert "errorlist" in answer.text
    assert "note" in wrong or "Typed." in answer.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_other_verdicts_than_were_seen_are_told_and_the_words_kept(
    as_ada, claim, address, said, headers
):
    factories.Verdict(annotation=claim, kind="sourced")
    verdict = claim.verdicts.first()
    verdict.withdraw(by=verdict.reviewer)

    with nothing_written():
        answer = as_ada.post(address, said, headers=headers)

    assert answer.status_code == 409
    assert "Counts now:" in answer.text
    assert "Does not count any more:" in answer.text
    assert "The gauge is newer." in answer.text


def test_what_comes_back_from_a_conflict_can_be_saved(as_ada, claim, address, said):
    factories.Verdict(annotation=claim, kind="sourced")

    form = as_ada.post(address, said).context["form"]
    as_ada.post(address, {name: form.data[name] for name in said})

    assert Annotation.objects.filter(adjudications__kind="disputed").exists()


def test_another_decision_made_meanwhile_is_told(as_ada, claim, address, said):
    other = factories.Editor(username="dora")
    votes = [*claim.verdicts.values_list("pk", flat=True)]
    claim.adjudicate(by=other, kind="verified", note="Mine.", votes=votes)

    with nothing_written():
        answer = as_ada.post(address, said)

    assert answer.status_code == 409
    assert "Another decision was made meanwhile" in answer.text
    assert "Mine." in answer.text


def test_a_locked_article_is_left_alone(as_ada, ada, claim, address, said):
    claim.article.lock_changes(by=ada)

    with nothing_written():
        assert as_ada.post(address, said).status_code == 423
