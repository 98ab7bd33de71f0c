import pytest
from django.urls import reverse

from annotations.models import Annotation, Article, Event
from tests import factories
from tests.web.questions import HTMX, Questions, nothing_written, parts, undo_of

UUID = "00000000-0000-4000-8000-000000000001"
QUOTE = "40 million litres"
SEVERAL = "It held 😀👩‍👩‍👧 e\u0301clairs.\nהסכר מחזיק 40 מיליון ליטר.\nDone, they said."
DISPUTED = {"kind": "disputed", "reason": "unsupported", "note": "No source is named."}


@pytest.fixture
def article(db):
    return factories.Article(slug="dam")


@pytest.fixture
def address(article):
    return reverse("annotations.create", args=[article.slug])


@pytest.fixture
def missing(article):
    return [reverse("annotations.create", args=["nowhere"])]


class TestQuestions(Questions):
    pass


def mark(article, quote=QUOTE, **fields):
    """What the form sends for a selection of `quote`."""
    start = article.current().text.index(quote)
    span = {"start": start, "end": start + len(quote), "quote": quote}
    return {"uuid": UUID} | span | fields


# -- it works --------------------------------------------------------------------------------------


def test_it_marks_the_passage(as_bela, bela, article, address):
    as_bela.post(address, mark(article))

    claim = Annotation.objects.get()
    assert (str(claim.pk), claim.quote, claim.created_by) == (UUID, QUOTE, bela)
    assert (claim.start, claim.end) == (14, 31)


def test_the_server_cuts_the_context_and_places_it(as_bela, article, address):
    as_bela.post(address, mark(article) | {"prefix": "forged", "suffix": "forged"})

    claim = Annotation.objects.get()
    place = claim.placements.get()
    assert (claim.prefix, claim.suffix[:9]) == ("The dam holds ", ". Officia")
    assert (place.passage, place.sentence.number, place.method) == (QUOTE, 1, "selected")


def test_without_htmx_it_goes_to_the_claim(as_bela, article, address):
    answer = as_bela.post(address, mark(article))

    assert answer.status_code == 302
    assert answer["Location"] == reverse("annotations.show", args=[UUID])


def test_with_htmx_it_answers_with_the_parts_of_the_page(as_bela, article, address):
    update = as_bela.post(address, mark(article), headers=HTMX)
    page = as_bela.get(article.get_absolute_url())

    assert parts(update).keys() == {"s1", "s2", "margin-1", "progress"}
    assert parts(update).items() <= parts(page).items()


def test_it_can_be_undone(as_bela, article, address):
    update = as_bela.post(address, mark(article), headers=HTMX)

    as_bela.post(undo_of(update))

    assert not Annotation.objects.present().exists()


def test_blanks_at_the_ends_are_left_out(as_bela, article, address):
    as_bela.post(address, mark(article, quote=" 40 million litres. "))

    assert Annotation.objects.get().quote == "40 million litres."


@pytest.mark.parametrize(
    "quote",
    [
        "😀👩‍👩‍👧",
        "e\u0301clairs",
        "מחזיק 40 מיליון",
        "clairs.\nהסכר מחזיק 40 מיליון ליטר.\nDone",
        SEVERAL,
    ],
    ids=["emoji", "combining", "right to left", "across paragraphs", "everything"],
)
def test_anything_that_can_be_selected_can_be_marked(as_bela, quote):
    article = factories.Article(text=SEVERAL)

    as_bela.post(reverse("annotations.create", args=[article.slug]), mark(article, quote))

    claim = Annotation.objects.get()
    assert claim.quote == quote == SEVERAL[claim.start : claim.end]


def test_a_quote_may_come_with_the_newlines_of_a_browser(as_bela, article, address):
    fields = mark(article, "it safe.\nNobody")

    as_bela.post(address, fields | {"quote": "it safe.\r\nNobody"})

    assert Annotation.objects.get().quote == "it safe.\nNobody"


def test_claims_may_overlap(as_bela, article, address):
    factories.Annotation(article=article, quote="dam holds 40 million")

    as_bela.post(address, mark(article, uuid="00000000-0000-4000-8000-000000000002"))

    assert Annotation.objects.count() == 2


# -- typed words -----------------------------------------------------------------------------------


def test_typed_words_are_found_in_the_text(as_bela, address):
    as_bela.post(address, {"uuid": UUID, "words": "dam holds 40 milion litres"})

    claim = Annotation.objects.get()
    assert (claim.quote, claim.typed) == (
        "dam holds 40 million litres",
        "dam holds 40 milion litres",
    )


def test_words_that_are_nowhere_are_refused_and_kept(as_bela, address):
    words = "The moon is made of green cheese"

    with nothing_written():
        answer = as_bela.post(address, {"uuid": UUID, "words": words})

    assert answer.status_code == 422
    assert "These words are not in the article." in answer.text
    assert words in answer.text


def test_a_selection_wins_over_words(as_bela, article, address):
    as_bela.post(address, mark(article, words="Officials called it safe"))

    assert Annotation.objects.get().quote == QUOTE


def test_no_passage_at_all_is_refused(as_bela, address):
    answer = as_bela.post(address, {"uuid": UUID})

    assert answer.status_code == 422
    assert "Type the words of the claim, or select them." in answer.text


# -- with a verdict --------------------------------------------------------------------------------


def test_a_verdict_can_be_given_in_the_same_step(as_bela, bela, article, address):
    judged = {"kind": "disputed", "reason": "unsupported", "note": "No source is named."}
    source = {"source-title": "Register", "source-kind": "primary", "source-stance": "refutes"}

    as_bela.post(address, mark(article, **judged, **source))

    verdict = Annotation.objects.get().verdicts.get()
    assert (verdict.kind, verdict.reason, verdict.reviewer) == ("disputed", "unsupported", bela)
    assert verdict.evidence.get().source.title == "Register"


def test_a_verdict_that_breaks_the_rules_marks_nothing(as_bela, article, address):
    judged = {"kind": "disputed", "note": "Nobody measured it.", "source-title": "Half a source"}

    with nothing_written():
        answer = as_bela.post(address, mark(article, **judged))

    assert answer.status_code == 422
    assert "Nobody measured it." in answer.text
    assert "Half a source" in answer.text


def test_the_verdicts_rules_are_those_of_a_verdict(as_bela, article, address):
    with nothing_written():
        answer = as_bela.post(address, mark(article, kind="disputed"))

    assert answer.status_code == 422
    assert "Say why it is disputed." in answer.text


def test_evidence_of_another_claim_cannot_be_named(as_bela, article, address):
    evidence = factories.Evidence()

    with nothing_written():
        answer = as_bela.post(address, mark(article, kind="sourced", evidence=evidence.pk))

    assert answer.status_code == 422


# -- what is refused -------------------------------------------------------------------------------


def test_offsets_and_quote_that_disagree_are_refused(as_bela, article, address):
    with nothing_written():
        answer = as_bela.post(address, mark(article) | {"quote": "50 million litres"})

    assert answer.status_code == 422
    assert "The selection and the text do not agree." in answer.text


def test_with_htmx_a_refusal_is_the_form_alone(as_bela, article, address):
    answer = as_bela.post(address, mark(article) | {"quote": "?"}, headers=HTMX)

    assert answer.status_code == 422
    assert answer.text.lstrip().startswith('<form class="form form--pending"')


@pytest.mark.parametrize(
    ("span", "why"),
    [
        ({"start": 14, "end": 9999}, "lies outside the text"),
        ({"start": 31, "end": 14}, "lies outside the text"),
        ({"start": 14, "end": 14, "quote": ""}, "lies outside the text"),
        ({"start": -5, "end": 4}, "lies outside the text"),
        ({"start": 10**30, "end": 10**31}, "lies outside the text"),
        ({"start": 3, "end": 4, "quote": " "}, "only blanks"),
        ({"start": "14.5"}, "Type the words"),
        ({"start": "²", "end": "³"}, "Type the words"),
        ({"start": "9" * 5000}, "Type the words"),
        ({"start": ""}, "Type the words"),
        ({"quote": "40\0million litres"}, "do not agree"),
        ({"uuid": ""}, "came back incomplete"),
        ({"uuid": "not-one"}, "came back incomplete"),
    ],
)
def test_a_passage_that_makes_no_sense_is_refused(as_bela, article, address, span, why):
    with nothing_written():
        answer = as_bela.post(address, mark(article) | span)

    assert answer.status_code == 422
    assert why in answer.text


def test_forged_fields_are_ignored(as_bela, bela, ada, article, address, noise):
    forged = {
        "created_by": ada.pk,
        "by": ada.pk,
        "version": 7,
        "article": noise.annotation.article_id,
        "revision": noise.revision_id,
        "deleted_at": "2026-01-01",
        "typed": "forged",
        "method": "exact",
        "claim_text": "forged",
    }

    as_bela.post(address, mark(article) | forged)

    claim = Annotation.objects.get(pk=UUID)
    assert (claim.created_by, claim.version, claim.article) == (bela, 1, article)
    assert (claim.deleted_at, claim.typed, claim.claim_text) == (None, "", "")


# -- sent twice ------------------------------------------------------------------------------------


def test_the_same_again_gives_the_first_result(as_bela, article, address):
    first = as_bela.post(address, mark(article, **DISPUTED))

    with nothing_written():
        again = as_bela.post(address, mark(article, **DISPUTED))

    assert (again.status_code, again["Location"]) == (302, first["Location"])


def test_the_same_key_for_another_passage_is_a_conflict(as_bela, article, address):
    as_bela.post(address, mark(article))

    with nothing_written():
        answer = as_bela.post(address, mark(article, quote="Nobody was hurt"))

    assert answer.status_code == 409
    assert QUOTE in answer.text
    assert "Nobody was hurt" in answer.text


def test_the_same_key_in_another_article_is_a_conflict(as_bela, article, address):
    as_bela.post(address, mark(article))
    other = factories.Article()

    with nothing_written():
        answer = as_bela.post(reverse("annotations.create", args=[other.slug]), mark(other))

    assert answer.status_code == 409


def test_after_a_conflict_it_can_be_sent_again_as_another_claim(as_bela, article, address):
    as_bela.post(address, mark(article))
    answer = as_bela.post(address, mark(article, quote="Nobody was hurt"))
    offered = answer.context["form"].passage["uuid"].value()

    as_bela.post(address, mark(article, quote="Nobody was hurt", uuid=offered))

    assert Annotation.objects.count() == 2


def test_what_was_deleted_meanwhile_is_not_called_marked(as_bela, article, address, bela):
    as_bela.post(address, mark(article))
    Annotation.objects.get().delete_softly(by=bela, version=1)

    with nothing_written():
        answer = as_bela.post(address, mark(article))

    assert answer.status_code == 409


def test_a_repeat_does_not_bring_back_a_verdict_that_was_changed_since(
    as_bela, bela, article, address
):
    sent = mark(article, **DISPUTED)
    as_bela.post(address, sent)
    claim = Annotation.objects.get()
    first = claim.verdicts.get()
    claim.judge(by=bela, **DISPUTED | {"note": "Now."}, supersedes=first.pk)

    with nothing_written():
        answer = as_bela.post(address, sent)

    assert answer.status_code == 409
    assert claim.get_absolute_url() in answer.text


# -- its form --------------------------------------------------------------------------------------


def test_the_form_can_begin_with_a_sentence(as_bela, article):
    page = as_bela.get(reverse("annotations.new", args=[article.slug]), {"sentence": 2})

    assert page.context["form"].passage.passage == "Officials called it safe."


def test_the_form_can_begin_with_a_selection_and_a_kind(as_bela, article):
    asked = {"start": 13, "end": 32, "kind": "disputed"}

    form = as_bela.get(reverse("annotations.new", args=[article.slug]), asked).context["form"]

    assert form.passage.passage == "40 million litres."
    assert form.verdict["kind"].value() == "disputed"


@pytest.mark.parametrize(
    "asked",
    [
        {"sentence": 99},
        {"sentence": 0},
        {"sentence": 10**30},
        {"sentence": "²"},
        {"start": 3},
        {"start": 5, "end": 4},
        {"start": 3, "end": 4},
        {"start": -1, "end": 10**9},
        {"kind": "true"},
        {"user__password": "p"},
    ],
)
def test_a_preset_that_makes_no_sense_is_left_out(as_bela, article, asked):
    page = as_bela.get(reverse("annotations.new", args=[article.slug]), asked)

    assert page.status_code == 200
    assert page.context["form"].passage.passage == ""
    assert 'name="words"' in page.text


def test_the_form_is_for_those_who_may(as_cleo, article):
    assert as_cleo.get(reverse("annotations.new", args=[article.slug])).status_code == 403


def test_the_form_is_of_an_article_that_is_there(as_bela, article):
    assert as_bela.get(reverse("annotations.new", args=["nowhere"])).status_code == 404


def test_the_form_is_the_same_alone_and_on_its_page(as_bela, article):
    address = reverse("annotations.new", args=[article.slug])

    alone, page = as_bela.get(address, headers=HTMX), as_bela.get(address)

    assert alone.templates[0].name == "annotations/_new.html"
    assert "annotations/_new.html" in [template.name for template in page.templates]


def test_history_tells_of_it(as_bela, bela, article, address):
    as_bela.post(address, mark(article))

    told = Event.objects.filter(article=Article.objects.get()).last()
    assert (told.verb, told.actor, told.after["quote"]) == ("highlighted", bela, QUOTE)
