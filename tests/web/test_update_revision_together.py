"""While one looks at the preview of an update, others work on; what was shown is what is saved."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.models import Placement
from tests import factories
from tests.factories import TEXT, revised
from tests.web.questions import nothing_written
from tests.web.updating import EDITED, counts, seen, words

PIECES = [
    "The dam holds 40 million litres. ",
    "The dam held 40 million litres. ",
    "Officials called it safe.\n",
    "Officials “called” it safe, they said. ",
    "Nobody was hurt, they said. ",
    "Nobody was hurt, ",
    "A new one. ",
]


@pytest.fixture
def article(ada):
    return factories.Verdict(
        annotation__article__slug="dam", annotation__article__by=ada
    ).annotation.article


@pytest.fixture
def address(article):
    return reverse("revisions.new", args=[article.slug])


@pytest.fixture
def send(as_ada, address):
    """`send(text)` asks for a preview."""
    return lambda text, **more: as_ada.post(address, words(text, **more))


# -- others at work -------------------------------------------------------------------------------


def a_claim_is_made(article):
    factories.Annotation(article=article, quote="Officials")


def the_text_is_updated(article):
    revised(article, TEXT + " More.")


def a_sentence_is_cut(article):
    article.current().sentences.get(number=3).mark("opinion", by=article.created_by, before="")
    type(article.current()).objects.filter(article=article).update(cuts=2)


@pytest.mark.parametrize("change", [a_claim_is_made, the_text_is_updated, a_sentence_is_cut])
def test_a_plan_that_would_be_another_by_now_is_shown_again(as_ada, address, send, article, change):
    agreed = seen(send(EDITED)) | {"step": "save"}
    change(article)

    with nothing_written():
        page = as_ada.post(address, agreed)

    assert page.status_code == 409
    assert "the desk has changed since you looked" in page.text
    assert seen(page)["raw"] == EDITED


def test_after_looking_again_it_is_saved(as_ada, address, send, article):
    agreed = seen(send(EDITED)) | {"step": "save"}
    a_claim_is_made(article)
    again = seen(as_ada.post(address, agreed)) | {"step": "save"}

    assert as_ada.post(address, again).status_code == 302
    assert article.current().text == EDITED


def test_an_update_that_would_undo_a_newer_one_says_so(as_ada, address, send, article):
    form = seen(as_ada.get(address))
    the_text_is_updated(article)

    page = send(EDITED, base=form["base"])

    assert "You were editing revision 1; the newest is revision 2 by now." in page.text
    assert reverse("revisions.compare", args=["dam", 1, 2]) in page.text


# -- never otherwise than shown -------------------------------------------------------------------


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(new=st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join))
def test_the_preview_and_what_is_saved_never_disagree(db, client, new):
    article = factories.Article()
    client.force_login(factories.Editor())
    for quote in ("40 million litres", "Officials", "Nobody was hurt", "safe.\nNobody"):
        factories.Annotation(article=article, quote=quote)
    address = reverse("revisions.new", args=[article.slug])
    page = client.post(address, words(new))
    if page.status_code == 422:
        return

    client.post(address, seen(page) | {"step": "save"})

    placed = Placement.objects.filter(revision=article.current())
    saved = [*placed.values_list("change", flat=True), *["gone"] * (4 - placed.count())]
    assert counts(page) == {fate: saved.count(fate) for fate in set(saved)}
