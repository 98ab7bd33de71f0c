"""Locking an article, unlocking it, and what a locked one answers."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from tests import factories
from tests.web.questions import HTMX, Questions, nothing_written, undo_of


@pytest.fixture
def article(bela):
    return factories.Article(slug="dam", by=bela)


@pytest.fixture(params=["locks.create", "locks.delete"])
def address(request, article):
    return reverse(request.param, args=["dam"])


@pytest.fixture
def missing(address, article, ada):
    factories.Article(slug="gone").delete_softly(by=ada)
    return [address.replace("/dam/", f"/{slug}/") for slug in ("none", "gone")]


class TestQuestions(Questions):
    pass


def test_a_reviewer_locks_nothing(as_bela, address):
    with nothing_written():
        assert as_bela.post(address).status_code == 403


def test_it_locks_and_the_undo_unlocks(as_ada, ada, article):
    answer = as_ada.post(reverse("locks.create", args=["dam"]), follow=True)
    article.refresh_from_db()
    assert (answer.redirect_chain[-1][0], article.locked_by) == (article.get_absolute_url(), ada)

    as_ada.post(undo_of(answer))
    article.refresh_from_db()
    assert article.locked_at is None


def test_history_tells_of_both_once(as_ada, article):
    for name in ("locks.create", "locks.create", "locks.delete", "locks.delete"):
        as_ada.post(reverse(name, args=["dam"]))

    verbs = article.events.order_by("sequence").values_list("verb", flat=True)
    assert [*verbs] == ["imported", "locked", "unlocked"]


def test_the_head_of_the_desk_says_so(ada, article):
    said = {"article": article, "user": ada, "can": {"lock_article": True}}
    assert reverse("locks.create", args=["dam"]) in render_to_string("locks/_state.html", said)

    article.lock_changes(by=ada)

    shown = render_to_string("locks/_state.html", said)
    assert "Locked by ada since" in shown
    assert reverse("locks.delete", args=["dam"]) in shown
    assert "<form" not in render_to_string("locks/_state.html", said | {"can": {}})


@pytest.fixture
def writes(article, ada, bela):
    """Addresses with what is posted there, each of which would write; the article is locked."""
    claim = factories.Annotation(article=article, by=bela)
    item, off = (factories.Evidence(annotation=claim, by=bela, title=t) for t in "ab")
    off.remove(by=bela)
    verdict = factories.Verdict(annotation=claim, by=bela)
    tried = claim.attempt(by=bela, place="Archive")
    thread = article.threads.create(annotation=claim)
    _, comment = (thread.comments.create(author=bela, text="Look.") for _ in range(2))
    comment.remove(by=bela)
    gone = factories.Annotation(article=article, by=bela, quote="Nobody was hurt")
    gone.delete_softly(by=bela, version=1)
    article.lock_changes(by=ada)
    given = {"kind": "disputed", "reason": "unsupported", "note": "No.", "supersedes": verdict.pk}
    source = {"title": "Book", "kind": "primary", "stance": "context"}
    return [
        (reverse("verdicts.create", args=[claim.pk]), given),
        (reverse("verdicts.withdraw", args=[verdict.pk]), {}),
        (reverse("evidence.create", args=[claim.pk]), source),
        (reverse("evidence.remove", args=[item.pk]), {}),
        (reverse("evidence.restore", args=[off.pk]), {}),
        (reverse("replies.create", args=[item.pk]), {"reply": "No."}),
        (reverse("source_texts.create", args=[item.pk]), {"raw": "Text.", "raw_kind": "text"}),
        (reverse("attempts.create", args=[claim.pk]), {"place": "A", "looked_on": "2026-11-01"}),
        (reverse("attempts.remove", args=[tried.pk]), {}),
        (reverse("annotations.delete", args=[claim.pk]), {"version": 1}),
        (reverse("annotations.restore", args=[gone.pk]), {}),
        (reverse("comments.create", args=[thread.pk]), {"text": "Well?"}),
        (reverse("comments.restore", args=[comment.pk]), {}),
    ]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_nothing_on_a_locked_article_can_be_changed(as_bela, writes, headers, subtests):
    for address, typed in writes:
        with subtests.test(address), nothing_written():
            answer = as_bela.post(address, typed, headers=headers)

            assert (answer.status_code, "locked" in answer.text) == (423, True)
            assert ("<html" in answer.text) == (not headers)


def test_not_even_by_an_editor(as_ada, writes):
    with nothing_written():
        assert as_ada.post(reverse("trash.delete", args=["dam"])).status_code == 423
