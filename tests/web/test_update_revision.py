"""The text of an article is updated: first a preview, then, agreed to, the next revision."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from annotations.models import Batch
from annotations.reports.carrying import Fate
from annotations.services import intake
from tests import factories
from tests.documents import docx
from tests.factories import TEXT, revised
from tests.web.questions import HTMX, Questions, lasting, nothing_written, undo_of
from tests.web.updating import EDITED, counts, seen, words


@pytest.fixture
def verdict(ada):
    return factories.Verdict(annotation__article__slug="dam", annotation__article__by=ada)


@pytest.fixture
def article(verdict):
    return verdict.annotation.article


@pytest.fixture
def address(article):
    return reverse("revisions.new", args=[article.slug])


@pytest.fixture
def missing(db):
    return [reverse("revisions.new", args=["none"])]


@pytest.fixture
def send(as_ada, address):
    """`send(text)` asks for a preview."""
    return lambda text, **more: as_ada.post(address, words(text, **more))


@pytest.fixture
def save(as_ada, address, send):
    """`save(text)` looks at the preview and agrees to it."""

    def save(text, **more):
        return as_ada.post(address, seen(send(text)) | {"step": "save"}, **more)

    return save


def upload(name, data):
    return {"raw": "", "file": SimpleUploadedFile(name, data)}


class TestQuestions(Questions):
    refused = ("put", "patch", "delete")


def test_a_reviewer_updates_only_what_they_brought_in(as_bela, address):
    with nothing_written():
        assert as_bela.get(address).status_code == 403
        assert as_bela.post(address, words(EDITED)).status_code == 403


def test_with_htmx_it_answers_as_without(as_ada, address, send):
    plain = send(EDITED)
    by_htmx = as_ada.post(address, words(EDITED), headers=HTMX)

    assert without_nonce(by_htmx) == without_nonce(plain)


def without_nonce(answer):
    return re.sub(r'nonce="[^"]*"', "", lasting(answer))


# -- the form -------------------------------------------------------------------------------------


def test_the_form_shows_the_text_that_stands(as_ada, address):
    assert seen(as_ada.get(address))["raw"] == TEXT


def test_what_stands_comes_back_as_it_is(as_ada, address, send, article):
    revised(article, "\n\n  Blanks before.\n\n\nAnd within.\n")

    shown = seen(as_ada.get(address))["raw"]

    assert send(shown.replace("\n", "\r\n")).status_code == 422  # the text that stands already


@pytest.mark.parametrize(
    "wrong",
    [
        words(""),
        words("\u200b"),
        words("a\0b"),
        words(TEXT),
        words("x", raw_kind="pdf"),
        words("x", base="y"),
        words(TEXT, step="save"),
        words("", **upload("new.pdf", b"%PDF")),
        words("", **upload("new.txt", b"Caf\x81")),
        {},
    ],
)
def test_what_cannot_be_saved_is_refused(as_ada, address, wrong):
    with nothing_written():
        answer = as_ada.post(address, wrong)

    assert answer.status_code == 422
    assert 'class="errorlist' in answer.text


def test_a_refusal_keeps_what_was_typed(send):
    assert "Something &lt;b&gt;typed" in send("Something <b>typed", raw_kind="pdf").text


def test_the_text_that_stands_is_refused_in_these_words(send):
    assert "This is the text that stands already." in send(TEXT).text


# -- the preview ----------------------------------------------------------------------------------


def test_a_preview_saves_nothing(send):
    with nothing_written():
        page = send(EDITED)

    assert page.status_code == 200
    assert "Save as revision 2" in page.text


def test_it_counts_the_claims_by_their_fate(send, article):
    factories.Annotation(article=article, quote="Nobody was hurt")

    assert counts(send(EDITED)) == {"kept": 1, "edited": 1}


def test_it_shows_the_words_before_and_after_with_the_passage(send):
    page = lasting(send(EDITED))

    assert re.search(r"<ins><bdi [^>]*>added: </bdi>never </ins>", page)
    assert "<strong>40 million litres</strong>" in page


def test_it_shows_the_verdicts_that_will_be_stale(send, verdict):
    page = send(EDITED).text

    assert 'class="badge badge--disputed is-stale"' in page
    assert verdict.reviewer.username in page


def test_a_verdict_that_was_stale_before_is_not_told_of_again(send, article):
    revised(article, EDITED)

    assert "badge--disputed" not in send(EDITED.replace("never", "hardly")).text


def test_a_claim_that_goes_is_shown_with_its_context(send):
    page = send("Officials called it safe.").text

    assert "The dam holds <strong>40 million litres</strong>." in page
    assert "was in sentence 1" in page


def test_a_claim_whose_text_is_back_is_shown_with_the_verdicts_that_stand_again(send, article):
    revised(article, "All withdrawn.")

    page = send(TEXT).text

    assert "has its text back" in page
    assert 'class="badge badge--disputed"' in page


def test_edited_claims_come_first(send, article):
    factories.Annotation(article=article, quote="Nobody was hurt")

    groups = send("New. " + EDITED.replace("\nNobody was hurt, they said.", "")).context["preview"]

    assert [fate for fate, _claims in groups.groups] == [Fate.EDITED, Fate.GONE]


def test_it_shows_what_becomes_of_the_sentences(send):
    page = send(EDITED + " More of it.")

    told = {change.value: count for change, count in page.context["preview"].changes}
    assert told == {"edited": 1, "added": 1, "same": 2}
    assert "<b>1</b> added" in page.text


def test_a_text_whose_blanks_alone_differ_changes_no_sentence(send):
    page = send(TEXT.replace("\n", "\n\n"))

    assert "only the blanks between them differ" in page.text


def test_typography_alone_is_told_apart(send):
    assert "<b>1</b> typography" in send(TEXT.replace("hurt, they", "hurt,\u00a0they")).text


def test_cuts_and_marks_of_people_that_stay_are_told(send, article, ada):
    for number in (1, 2):
        article.current().sentences.get(number=number).mark("opinion", by=ada, before="")

    page = send(EDITED).text

    assert "Of 2 sentences that people cut or marked as not checkable, 1 stay so." in page


def test_of_very_many_changes_it_shows_the_first(send, article):
    revised(article, " ".join(f"Sentence number {n} is here." for n in range(250)))

    page = send(" ".join(f"Sentence number {n} was here." for n in range(250))).text

    assert page.count('class="rows__row"') == 200
    assert "and 50 more" in page


def test_a_previewed_file_stands_in_the_form(send):
    page = send("", **upload("new.txt", b"The dam is gone."))

    assert "The dam is gone.</textarea>" in page.text


def test_markup_in_the_text_is_text(send):
    page = send("<img src=x onerror=alert(1)> holds 40 million litres. </textarea><b>").text

    assert "<img" not in page
    assert page.count("</textarea>") == 1


def test_hidden_characters_show(send):
    assert "⟦U+202E⟧" in send(EDITED + " The \u202edam.").text


def test_html_that_lost_text_says_so(send, monkeypatch):
    draft = intake.Draft("The dam.", "raw", "text", "The dam.", lost_text=True)
    monkeypatch.setattr(intake, "read", lambda raw, kind: draft)

    assert "could not be read" in send("anything").text


def test_more_claims_cost_it_no_further_queries(send, article, same_queries):
    def grow():
        for quote in ("Officials", "Nobody was hurt", "The dam"):
            factories.Verdict(annotation=factories.Annotation(article=article, quote=quote))

    same_queries(lambda: send(EDITED), grow)


# -- saving ---------------------------------------------------------------------------------------


def test_saving_makes_the_next_revision(save, ada, article):
    save(EDITED)

    now = article.current()
    assert (now.number, now.text, now.created_by) == (2, EDITED, ada)


def test_it_goes_where_somebody_has_to_look(save, article):
    assert save(EDITED)["Location"] == article.get_absolute_url() + "?walk=changed"


def test_it_goes_to_the_desk_when_every_claim_stays(save, article):
    assert save("New. " + TEXT)["Location"] == article.get_absolute_url()


def test_it_says_what_became_of_the_claims(save, article):
    factories.Annotation(article=article, quote="Nobody was hurt")

    page = save(EDITED, follow=True)

    assert "Text updated. Claims: 1 kept, 1 needs a re-check." in page.text


def test_its_undo_brings_the_old_text_back(as_ada, save, article):
    page = save(EDITED, follow=True)

    as_ada.post(html.unescape(undo_of(page)))

    assert (article.current().number, article.current().text) == (3, TEXT)


def test_a_previewed_file_is_saved_as_it_came(as_ada, address, send, article):
    page = send("", **upload("new.md", b"# Dam\n\nIt *holds* 40 million litres."))

    as_ada.post(address, seen(page) | {"step": "save"})

    now = article.current()
    assert now.text == "Dam\n\nIt holds 40 million litres."
    assert (now.raw, now.raw_kind) == ("# Dam\n\nIt *holds* 40 million litres.", "markdown")


def test_the_bytes_of_a_previewed_document_are_kept_with_the_revision(
    as_ada, address, send, article
):
    content = docx("The dam holds 50 million litres.", "Nobody was hurt, they said.")
    page = send("", **upload("dam.docx", content))

    as_ada.post(address, seen(page) | {"step": "save"})

    revision, kept = article.current(), article.captures.get()
    assert (revision.number, revision.raw_kind) == (2, "docx")
    assert (bytes(kept.content), kept.filename) == (content, "dam.docx")
    assert not Batch.objects.exists()


@pytest.mark.parametrize("more", [{}, {"fingerprint": "x" * 64}, {"previewed": "x" * 64}])
def test_nothing_is_saved_without_a_look_at_the_preview(send, more):
    with nothing_written():
        page = send(EDITED, step="save", **more)

    assert "Save as revision 2" in page.text


def test_a_text_changed_after_its_preview_is_previewed_again(as_ada, address, send):
    looked = seen(send(EDITED))

    with nothing_written():
        page = as_ada.post(address, looked | {"raw": EDITED + " More.", "step": "save"})

    assert page.status_code == 200
    assert "you changed the text after its preview" in page.text


def test_a_second_click_changes_nothing_and_says_so(as_ada, address, send, article):
    agreed = seen(send(EDITED)) | {"step": "save"}
    as_ada.post(address, agreed)

    with nothing_written():
        page = as_ada.post(address, agreed, follow=True)

    assert page.request["PATH_INFO"] == article.get_absolute_url()
    assert "This is the text that stands already." in page.text
