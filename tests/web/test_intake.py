import html
import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from annotations.models import Article
from tests import factories
from tests.web.questions import HTMX, Questions, lasting, nothing_written

TEXT = "The dam holds 40 million litres. Officials called it safe.\n\nNobody was hurt."
PAGE = (
    '<html lang="pt-BR"><head><title>A barragem</title><meta name="author" content="Ada L.">'
    "<style>p { color: red }</style></head><body><nav>Home | News</nav><h1>Barragem</h1>"
    "<p>Uma barragem &amp; um rio.</p><script>alert(1)</script></body></html>"
)
DETAILS = {
    "title": "The dam",
    "byline": "Ada L.",
    "publisher": "The Daily",
    "source_url": "https://example.org/dam",
    "archive_url": "https://archive.example/dam",
    "published_on": "2026-11-01",
    "language": "en-GB",
}
PASTED = {"raw": TEXT, "raw_kind": "text"}
SAVE = {"step": "save"}


@pytest.fixture
def address(db):
    return reverse("articles.create")


@pytest.fixture
def send(as_bela, address):
    return lambda **fields: as_bela.post(address, PASTED | fields)


def upload(name, data, **fields):
    content = data if isinstance(data, bytes) else data.encode()
    return {"raw": "", "file": SimpleUploadedFile(name, content), **fields}


def values(answer):
    """What stands in the form of a page, as a browser would send it."""
    form = answer.context["form"]
    return {field.name: field.value() for field in form if field.name not in ("file", "held")}


def stored():
    return Article.objects.get()


def text_of(article):
    return article.current().text


class TestQuestions(Questions):
    test_what_nobody_can_see_is_not_found = None  # the address names no row


# -- the empty form -------------------------------------------------------------------------------


def test_the_form_opens_empty(as_bela):
    answer = as_bela.get(reverse("articles.new"))

    assert answer.status_code == 200
    assert 'enctype="multipart/form-data"' in answer.text
    assert "Save article" not in answer.text


@pytest.mark.parametrize(("cast", "status"), [("as_cleo", 403), ("client", 302)])
def test_the_form_is_for_people_of_the_desk(request, db, cast, status):
    visitor = request.getfixturevalue(cast)

    assert visitor.get(reverse("articles.new")).status_code == status


# -- it works -------------------------------------------------------------------------------------


def test_it_stores_the_article(send, bela):
    answer = send(**SAVE, **DETAILS)

    article = stored()
    assert text_of(article) == TEXT
    assert {name: str(getattr(article, name)) for name in DETAILS} == DETAILS
    assert article.created_by == bela
    assert answer.status_code == 302
    assert answer.url == reverse("articles.show", args=[article.slug])


def test_with_htmx_it_answers_as_without(as_bela, address):
    plain = as_bela.post(address, PASTED)
    by_htmx = as_bela.post(address, PASTED, headers=HTMX)

    assert without_nonce(by_htmx) == without_nonce(plain)
    assert as_bela.post(address, PASTED | SAVE, headers=HTMX).status_code == 302


def without_nonce(answer):
    return re.sub(r'nonce="[^"]*"', "", lasting(answer))


def test_the_newlines_of_browsers_become_newlines(send):
    send(**SAVE, raw=TEXT.replace("\n", "\r\n"))

    assert text_of(stored()) == TEXT


def test_blanks_at_both_ends_stay(send):
    send(**SAVE, raw="\n  The dam. \n")

    assert text_of(stored()) == "\n  The dam. \n"


def test_a_double_click_stores_once(send):
    first, second = send(**SAVE), send(**SAVE)

    assert first.url == second.url == reverse("articles.show", args=[stored().slug])


# -- the preview ----------------------------------------------------------------------------------


def test_the_first_step_shows_the_sentences_and_saves_nothing(send):
    with nothing_written():
        answer = send(step="preview")

    lines = [text for _sentence, text in answer.context["lines"]]
    assert answer.status_code == 200
    assert lines[0].strip() == "The dam holds 40 million litres."
    assert "".join(lines) == TEXT
    assert "3 sentences" in answer.text


@pytest.mark.parametrize("step", [{}, {"step": "x"}])
def test_nothing_is_saved_unless_one_says_so(send, step):
    with nothing_written():
        assert send(**step).status_code == 200


def test_the_preview_keeps_all_that_was_typed(send):
    answer = send(**DETAILS)

    kept = {name: str(value) for name, value in values(answer).items()}
    assert kept == PASTED | DETAILS
    assert html.escape(TEXT) in answer.text
    assert 'value="2026-11-01"' in answer.text


def test_the_preview_of_a_file_holds_its_text(send):
    answer = send(**upload("dam.html", PAGE))

    kept = values(answer)
    assert (kept["raw"], kept["raw_kind"]) == (PAGE, "html")
    assert (kept["title"], kept["byline"], kept["language"]) == ("A barragem", "Ada L.", "pt-BR")


def test_what_the_preview_holds_can_be_saved(as_bela, address, send):
    shown = values(send(**upload("dam.html", PAGE)))
    fields = {name: value for name, value in shown.items() if value is not None}

    as_bela.post(address, fields | SAVE)

    assert text_of(stored()) == "Barragem\n\nUma barragem & um rio."
    assert stored().current().raw == PAGE


def test_markup_in_the_preview_is_text(send):
    answer = send(raw="<img src=x onerror=alert(1)> and </textarea><b>")

    assert "<img" not in answer.text
    assert "&lt;img src=x onerror=alert(1)&gt;" in answer.text
    assert answer.text.count("</textarea>") == 1


def test_hidden_characters_show(send):
    assert "⟦U+202E⟧" in send(raw="The \u202edam.").text


# -- kinds ----------------------------------------------------------------------------------------


def test_plain_text_is_never_parsed(send):
    markup = "<p>5 &lt; 6</p><script>alert(1)</script>"

    send(**SAVE, raw=markup)

    assert text_of(stored()) == markup
    assert stored().title == markup


def test_of_html_only_the_words_stay(send):
    send(**SAVE, raw=PAGE, raw_kind="html")

    assert text_of(stored()) == "Barragem\n\nUma barragem & um rio."


def test_of_markdown_only_the_words_stay(send):
    send(**SAVE, raw="# The dam\n\nIt is *old*.", raw_kind="markdown")

    assert text_of(stored()) == "The dam\n\nIt is old."


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("dam.txt", "<b>Old</b> & *safe*", "<b>Old</b> & *safe*"),
        ("dam.html", "<p><b>Old</b> &amp; *safe*", "Old & *safe*"),
        ("dam.HTM", "<p>Old</p>", "Old"),
        ("dam.md", "<b>Old</b> & *safe*", "<b>Old</b> & safe"),
        ("dam.txt", "\ufeffOld", "Old"),
        ("dam.txt", "Old ünï 💧".encode("utf-16"), "Old ünï 💧"),
        ("dam.html", '<meta charset="windows-1252"><p>“Old”</p>'.encode("cp1252"), "“Old”"),
    ],
)
def test_a_file_is_read_by_its_ending(send, name, data, text):
    send(**SAVE, **upload(name, data))

    assert text_of(stored()) == text


def test_a_file_stands_over_what_was_pasted(send):
    send(**SAVE, **upload("dam.txt", "From a file.", raw="Pasted."))

    assert text_of(stored()) == "From a file."


def test_lost_text_is_warned_of(send):
    page = "<p>Some words.</p><script>if (a) {<p>" + "All the other words of it. " * 20

    assert "could not be read" in send(raw=page, raw_kind="html").text
    assert "could not be read" not in send(raw=PAGE, raw_kind="html").text


# -- title and language ---------------------------------------------------------------------------


def test_without_a_title_it_takes_the_first_line(send):
    send(**SAVE, raw="\n The dam \nIt is old.")

    assert stored().title == "The dam"


@pytest.mark.parametrize(
    ("typed", "kept"), [({}, ("A barragem", "pt-BR")), (DETAILS, ("The dam", "en-GB"))]
)
def test_what_was_typed_stands_over_what_the_page_says(send, typed, kept):
    send(**SAVE, **(typed | {"raw": PAGE, "raw_kind": "html"}))

    assert (stored().title, stored().language) == kept


def test_text_is_english_unless_told(send):
    send(**SAVE)

    assert stored().language == "en"


# -- what is refused ------------------------------------------------------------------------------


def refused(answer):
    assert answer.status_code == 422
    return " ".join(
        str(error) for errors in answer.context["form"].errors.values() for error in errors
    )


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("", "Paste the text"),
        (" \r\n ", "Paste the text"),
        ("\u200b\u2060", "nothing to read"),
        ("a\0b", "Null characters"),
    ],
)
@pytest.mark.parametrize("kind", ["text", "html", "markdown"])
def test_text_that_cannot_be_read_is_refused(send, raw, kind, why):
    with nothing_written():
        answer = send(**SAVE, raw=raw, raw_kind=kind)

    assert why in refused(answer)
    assert answer.text.count('class="errorlist"') == 1


@pytest.mark.parametrize("step", [{}, SAVE])
@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("dam.txt", b"", "empty"),
        ("dam.txt", b" \n", "nothing to read"),
        ("dam.txt", b"Caf\x81", "not UTF-8"),
        ("dam.txt", b"a\0b", "NUL"),
        ("dam.txt", b"a\xed\xa0\x80", "not UTF-8"),
        ("dam.html", b"<script>a</script>", "nothing to read"),
        ("dam.md", b"---", "nothing to read"),
        ("dam.pdf", b"%PDF-1.7", "damaged"),
        ("dam", b"The dam.", "can be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(send, step, name, data, why):
    with nothing_written():
        answer = send(**step, **upload(name, data))

    assert why in refused(answer)
    assert list(answer.context["form"].errors) == ["file"]


def test_a_lone_surrogate_never_arrives_whole(as_bela, address):
    body = "raw=The+dam+%ED%A0%80.&raw_kind=text&step=save"

    as_bela.post(address, body, content_type="application/x-www-form-urlencoded")

    assert "\ud800" not in text_of(stored())


MONSTERS = {
    "nested more than 200 deep": "<div>" * 49_000 + "The dam.",
    "more than 50,000 tags": "<br>" * 50_001 + "The dam.",
    "more than 20,000 “&”": "&" * 20_001 + " The dam.",
    "longer than 2 MB": "The dam. " * 223_000,
}


@pytest.mark.parametrize(("why", "page"), MONSTERS.items(), ids=list(MONSTERS))
def test_a_monstrous_page_is_refused_at_once(send, why, page):
    began = time.perf_counter()

    with nothing_written():
        answer = send(**SAVE, raw=page, raw_kind="html")

    assert why in refused(answer)
    assert time.perf_counter() - began < 5


def test_a_hundred_thousand_nested_tags_are_refused(send):
    with nothing_written():
        answer = send(**SAVE, **upload("dam.html", "<b>" * 100_000 + "The dam."))

    assert "more than 50,000 tags" in refused(answer)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "a" * 301),
        ("title", "\u200b"),
        ("byline", "a" * 301),
        ("publisher", "a" * 301),
        ("source_url", "javascript:alert(1)"),
        ("source_url", "ftp://example.org/"),
        ("published_on", "2026-13-40"),
        ("language", "english please"),
        ("language", "e"),
        ("raw_kind", "docx"),
    ],
)
def test_a_wrong_detail_is_refused_and_all_stays(send, field, value):
    with nothing_written():
        answer = send(**SAVE, **(DETAILS | {field: value}))

    assert refused(answer)
    assert list(answer.context["form"].errors) == [field]
    assert values(answer) == PASTED | DETAILS | {field: value}


def test_the_new_article_is_in_the_list(send, as_bela):
    factories.Article()

    send(**SAVE, title="The newest dam")

    assert "The newest dam" in as_bela.get(reverse("articles")).text
