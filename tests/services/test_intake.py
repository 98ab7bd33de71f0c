from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Article, Event, Revision, Sentence
from annotations.services import intake
from annotations.text.refusal import TextRefused
from annotations.text.sanitize import SANITISER
from tests import factories

TEXT = "The dam holds 40 million litres. It is old.\nNobody was hurt."
PAGE = (
    '<html lang="pt-BR"><head><title>A barragem</title>'
    '<meta name="author" content="Ada L."><meta property="og:site_name" content="The Daily">'
    "</head><body><p>Uma barragem.</p></body></html>"
)


# -- what kind of text it is ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "text"),
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("a.md", "markdown"),
        ("a.html.txt", "text"),
    ],
)
def test_the_ending_says_what_a_file_is(name, kind):
    assert intake.kind_of(name) == kind


@pytest.mark.parametrize("name", ["a.doc", "a.zip", "a", ".txt", "a.txt.exe", ""])
def test_other_endings_are_refused(name):
    with pytest.raises(TextRefused, match="can be read"):
        intake.kind_of(name)


# -- reading --------------------------------------------------------------------------------------


def test_plain_text_is_never_parsed():
    markup = "<b>5 &lt; 6</b><script>alert(1)</script>"

    draft = intake.read(markup, "text")

    assert draft.text == draft.raw == markup
    assert draft.sanitiser == ""


def test_line_ends_become_newlines_and_all_else_stays():
    assert intake.read(" a\r\nb\rc\t\u00a0d ", "text").text == " a\nb\nc\t\u00a0d "


def test_a_page_says_what_it_is():
    draft = intake.read(PAGE, "html")

    assert (draft.text, draft.raw, draft.sanitiser) == ("Uma barragem.", PAGE, SANITISER)
    assert (draft.title, draft.byline, draft.publisher) == ("A barragem", "Ada L.", "The Daily")
    assert draft.language == "pt-BR"


def test_a_page_that_does_not_say_is_english():
    draft = intake.read("<p>Words.</p><p>More.</p>", "html")

    assert (draft.title, draft.language) == ("Words.", "en")


def test_markdown_loses_its_marks_and_its_source_is_kept():
    draft = intake.read("# The dam\n\nIt is *old*.", "markdown")

    assert draft.text == "The dam\n\nIt is old."
    assert draft.raw == "# The dam\n\nIt is *old*."
    assert draft.title == "The dam"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\n  The  dam \nIt is old.", "The dam"),
        ("\u200b\n\u2060 \nThe dam", "The dam"),
        ("a" * 300, "a" * 300),
        ("a" * 301, "a" * 299 + "…"),
    ],
)
def test_the_title_is_the_first_line_that_shows(text, title):
    assert intake.read(text, "text").title == title


def test_a_title_that_nobody_can_see_is_none():
    assert intake.read("<title>&#8203;</title><p>The dam.</p>", "html").title == "The dam."


@pytest.mark.parametrize("kind", ["text", "html", "markdown"])
@pytest.mark.parametrize(
    ("raw", "key"),
    [("", "empty"), ("\u200b\n ", "empty"), ("a\0b", "nul"), ("a\ud800", "surrogate")],
)
def test_what_cannot_be_read_is_refused(kind, raw, key):
    with pytest.raises(TextRefused) as refusal:
        intake.read(raw, kind)

    assert refusal.value.key == key


@pytest.mark.parametrize(
    ("raw", "kind"), [("<script>a</script>", "html"), ("---\n\n***", "markdown")]
)
def test_marks_without_words_are_refused(raw, kind):
    with pytest.raises(TextRefused, match="nothing to read"):
        intake.read(raw, kind)


@pytest.mark.parametrize("sentence", ["a\n", "Aa. ", "好。", "Abc\u104b", "a\u2028"], ids=ascii)
def test_more_sentences_than_a_desk_can_hold_are_refused(sentence):
    with pytest.raises(TextRefused, match="too many lines and sentences"):
        intake.read(sentence * 60_000, "text")


def test_a_page_of_too_many_sentences_is_refused():
    with pytest.raises(TextRefused, match="too many lines and sentences"):
        intake.read("<p>" + "Aa. " * 60_000, "html")


def test_a_book_is_not_too_long():
    prose = "“Where to?” he asked, “It is late; stay.” Nobody, it seems, knew of 3.5 such cases.\n"

    assert intake.read(prose * 9_000, "text").title


def test_markdown_has_the_limit_of_html():
    with pytest.raises(TextRefused, match="longer than 2 MB"):
        intake.read("**a** [b](c)\n" * 200_000, "markdown")


# -- storing --------------------------------------------------------------------------------------


def test_it_stores_the_text_and_what_it_came_from(bela, noise):
    draft = intake.read(PAGE, "html")

    article = intake.store_draft(draft, by=bela)

    revision = article.revisions.get()
    assert (revision.number, revision.text, revision.raw) == (1, "Uma barragem.", PAGE)
    assert (revision.raw_kind, revision.sanitiser) == ("html", SANITISER)
    assert revision.sha256 == Revision.digest("Uma barragem.")
    assert article.created_by == revision.created_by == bela


def test_what_was_typed_stands_over_what_the_page_says(bela):
    draft = intake.read(PAGE, "html")

    article = intake.store_draft(draft, by=bela, title="The dam", language="pt")

    assert (article.title, article.language, article.byline) == ("The dam", "pt", "Ada L.")


def test_its_sentences_partition_the_text(bela):
    article = intake.store_draft(intake.read(TEXT, "text"), by=bela)

    rows = Sentence.objects.filter(revision__article=article).order_by("number")
    assert [(row.number, row.paragraph) for row in rows] == [(1, 1), (2, 1), (3, 2)]
    assert "".join(TEXT[row.start : row.end] for row in rows) == TEXT


def test_the_history_begins_with_it(bela):
    article = intake.store_draft(intake.read(TEXT, "text"), by=bela)

    event = Event.objects.get()
    assert (event.verb, event.actor, event.article) == ("imported", bela, article)
    assert event.after["sha256"] == Revision.digest(TEXT)


def test_two_of_one_title_have_two_addresses(bela):
    slugs = [
        intake.store_draft(intake.read(text, "text"), by=bela, title="New").slug for text in "ab"
    ]

    assert slugs == ["new-2", "new-3"]


def test_it_is_all_or_nothing(bela, monkeypatch):
    def breaks(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Event, "record", breaks)

    with pytest.raises(RuntimeError):
        intake.store_draft(intake.read(TEXT, "text"), by=bela)

    assert not Article.objects.exists()


# -- the same twice -------------------------------------------------------------------------------


@pytest.fixture
def once(bela):
    return intake.store_once(intake.read(TEXT, "text"), by=bela, title="Dam", language="en")


def twice(by, text=TEXT, title="Dam"):
    return intake.store_once(intake.read(text, "text"), by=by, title=title, language="en")


def test_the_same_twice_is_stored_once(once, bela):
    assert twice(bela) == once


@pytest.mark.parametrize("other", [{"title": "Other"}, {"text": "Other."}])
def test_another_title_or_text_is_another_article(once, bela, other):
    assert twice(bela, **other) != once


def test_another_person_may_store_the_same(once):
    assert twice(factories.Reviewer()) != once


def test_a_minute_later_it_is_meant(once, bela):
    before = timezone.now() - timedelta(seconds=61)
    Article.objects.filter(pk=once.pk).update(created_at=before)

    assert twice(bela) != once
