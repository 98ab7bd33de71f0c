from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from annotations.models import Annotation, Event, Placement
from annotations.models.conflict import Conflict
from annotations.services.highlighting import found, highlight, selected
from annotations.text.anchor import Anchor
from tests import factories

ONE, TWO = UUID(int=7**20), UUID(int=7**21)
DAM = Anchor(14, 31, "selected", 1.0)  # "40 million litres"


@pytest.fixture
def revision(db):
    return factories.Article().current()


def span_of(text, quote):
    start = text.index(quote)
    return start, start + len(quote)


# -- highlight -------------------------------------------------------------------------------------


def test_it_marks_the_passage(revision, bela, noise):
    annotation = highlight(revision, DAM, uuid=ONE, by=bela)

    assert Annotation.objects.get(pk=ONE) == annotation
    assert annotation.quote == "40 million litres"
    assert (annotation.article, annotation.created_by) == (revision.article, bela)


def test_the_context_is_cut_from_the_text(revision, bela):
    annotation = highlight(revision, DAM, uuid=ONE, by=bela)

    assert revision.text[: annotation.start].endswith(annotation.prefix)
    assert revision.text[annotation.end :].startswith(annotation.suffix)
    assert annotation.prefix == "The dam holds "


def test_words_of_the_claim_and_those_typed_are_kept(revision, bela):
    annotation = highlight(
        revision, DAM, uuid=ONE, by=bela, typed="40 milion litres", claim_text="It holds 40 Ml"
    )

    annotation.refresh_from_db()
    assert (annotation.typed, annotation.claim_text) == ("40 milion litres", "It holds 40 Ml")


def test_it_is_placed_in_its_sentence(revision, bela):
    annotation = highlight(revision, DAM, uuid=ONE, by=bela)

    place = Placement.objects.get()
    assert (place.annotation, place.revision) == (annotation, revision)
    assert (place.start, place.end, place.passage) == (14, 31, "40 million litres")
    assert (place.sentence.number, place.method, place.score) == (1, "selected", 1.0)


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("Officials", 2),
        ("safe.\nNobody", 2),
        ("litres. Officials", 1),
        ("Nobody was hurt, they said.", 3),
    ],
)
def test_across_sentences_the_first_one_counts(revision, bela, quote, sentence):
    span = Anchor(*span_of(revision.text, quote), "selected", 1.0)

    annotation = highlight(revision, span, uuid=ONE, by=bela)

    assert annotation.placements.get().sentence.number == sentence


def test_it_is_told(revision, bela):
    annotation = highlight(revision, DAM, uuid=ONE, by=bela)

    event = annotation.events.get()
    assert (event.verb, event.actor) == (Event.Verb.HIGHLIGHTED, bela)
    assert (event.after["quote"], event.after["start"]) == ("40 million litres", 14)


def test_the_same_again_returns_the_first(revision, bela):
    first = highlight(revision, DAM, uuid=ONE, by=bela)

    again = highlight(revision, DAM, uuid=ONE, by=bela)

    assert again == first
    assert Annotation.objects.count() == Placement.objects.count() == 1
    assert first.events.count() == 1


@pytest.mark.parametrize("span", [(14, 24), (15, 31), (0, 7)])
def test_the_same_key_for_another_passage_is_a_conflict(revision, bela, span):
    first = highlight(revision, DAM, uuid=ONE, by=bela)

    with pytest.raises(Conflict) as refusal:
        highlight(revision, Anchor(*span, "selected", 1.0), uuid=ONE, by=bela)

    assert refusal.value.current == first
    assert Annotation.objects.count() == 1


def test_the_same_key_in_another_article_is_a_conflict(revision, bela):
    highlight(revision, DAM, uuid=ONE, by=bela)

    with pytest.raises(Conflict):
        highlight(factories.Article().current(), DAM, uuid=ONE, by=bela)


def test_two_people_can_mark_the_same_passage(revision, ada, bela):
    highlight(revision, DAM, uuid=ONE, by=bela)
    highlight(revision, DAM, uuid=TWO, by=ada)

    assert Annotation.objects.count() == 2


# -- selected ------------------------------------------------------------------------------------


def test_a_selection_is_taken_as_it_is(revision):
    assert selected(revision, 14, 31, "40 million litres")[:2] == (14, 31)


def test_blanks_at_the_ends_are_left_out(revision):
    start, end = span_of(revision.text, " safe.\n")

    assert revision.cut(*selected(revision, start, end, " safe.\n")[:2]) == "safe."


def test_line_ends_may_come_as_browsers_send_them(revision):
    start, end = span_of(revision.text, "safe.\nNobody")

    assert selected(revision, start, end, "safe.\r\nNobody")[:2] == (start, end)


@pytest.mark.parametrize(
    "quote",
    ["40 million litre", "40 Million litres", "40 million litres.", "", "40\u00a0million litres"],
)
def test_words_that_do_not_agree_with_the_place_are_refused(revision, quote):
    with pytest.raises(ValidationError):
        selected(revision, 14, 31, quote)


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 5), (5, 5), (31, 14), (14, 10_000), (10_000, 10_001)]
)
def test_places_outside_the_text_are_refused(revision, start, end):
    with pytest.raises(ValidationError):
        selected(revision, start, end, revision.text[start:end])


def test_blanks_alone_are_refused(revision):
    start, end = span_of(revision.text, "\n")

    with pytest.raises(ValidationError):
        selected(revision, start, end, "\n")


STRANGE = [
    ("A 👩‍👩‍👧 family of 👍🏽 people 🇪🇺 said so.", "👍🏽 people"),
    ("Before 💧💧💧 and after.", "and after"),
    ("Zo\u0065\u0308 paid 3 €.", "paid 3 €"),
    ("قال الوزير إن السد يحتوي على ٤٠ مليون لتر.", "٤٠ مليون لتر"),
    ("הסכר מכיל 40 מיליון ליטר.", "40 מיליון"),
    ("नदी में पानी है। बाँध सुरक्षित है।", "बाँध सुरक्षित"),
    ("水坝有四千万升。官员说安全。", "官员说安全"),
]


@pytest.mark.parametrize(("text", "quote"), STRANGE)
def test_offsets_are_code_points_in_every_script(db, bela, text, quote):
    revision = factories.Article(text=text).current()
    start, end = span_of(text, quote)

    annotation = highlight(revision, selected(revision, start, end, quote), uuid=ONE, by=bela)

    annotation.refresh_from_db()
    assert annotation.quote == revision.cut(annotation.start, annotation.end) == quote


# -- found -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("40 million litres", "40 million litres"),
        ("40 MILLION litres", "40 million litres"),
        ("Officials called it save", "Officials called it safe"),
    ],
)
def test_typed_words_are_found(revision, words, passage):
    assert revision.cut(*found(revision, words)[:2]) == passage


@pytest.mark.parametrize("words", ["The moon is made of cheese", "", "   "])
def test_words_that_are_not_there_are_refused(revision, words):
    with pytest.raises(ValidationError):
        found(revision, words)
