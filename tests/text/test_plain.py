"""Files and pages become plain text, or are refused with words."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.limits import MAX_DEPTH, MAX_HTML_BYTES, check_html_limits
from annotations.text.plain import decode, html_to_text, normalise
from annotations.text.refusal import TextRefused

ARTICLE = "The council has voted to close the bridge for a year, and nobody was surprised. " * 2


def refusal(function, value):
    with pytest.raises(TextRefused) as caught:
        function(value)
    return caught.value.key


def text_of(html):
    return html_to_text(html).text


def test_paragraphs_become_lines():
    assert text_of("<h1>A</h1><p>b <b>c</b>\nd</p><p>e</p>") == "A\n\nb c d\n\ne"


def test_lists_and_quotations_become_lines():
    assert text_of("<ul><li>a<li>b</ul><blockquote>c</blockquote>d") == "a\n\nb\n\nc\n\nd"


def test_a_break_begins_a_line():
    assert text_of("<p>a<br>b</p>") == "a\nb"


def test_cells_of_a_row_are_set_apart():
    assert text_of("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>") == "a b\n\nc"


def test_text_is_unescaped_once():
    assert text_of("<p>5 &lt; 6 &amp;amp; 7&nbsp;%</p>") == "5 < 6 &amp; 7\u00a0%"


def test_code_and_menus_do_not_become_prose():
    html = "<nav>Menu</nav><p>a</p><script>alert(1)</script><style>p{}</style><footer>©</footer>"

    assert text_of(html) == "a"


@pytest.mark.parametrize("room", ["article", "main"])
def test_the_article_is_taken_where_a_page_marks_one(room):
    html = f"<div>Weather</div><{room}><p>{ARTICLE}</p></{room}><div>More</div>"

    assert text_of(html) == ARTICLE.strip()


def test_a_teaser_is_not_the_article():
    html = f"<article>Read this too</article><p>{ARTICLE}</p>"

    assert ARTICLE.strip() in text_of(html)


def test_a_page_says_what_it_is():
    page = html_to_text(
        '<html lang="pt-BR"><head><title>T &amp; U | Paper</title>'
        "<meta property='og:title' content='T &amp; U'><meta name=author content='Ada Byron'>"
        '<meta property="og:site_name" content="Paper"></head><p>x</p>'
    )

    assert (page.title, page.byline, page.publisher, page.language) == (
        "T & U",
        "Ada Byron",
        "Paper",
        "pt-BR",
    )


def test_a_page_that_says_nothing_has_empty_details():
    page = html_to_text("<p>x</p>")

    assert (page.title, page.byline, page.publisher, page.language) == ("", "", "", "")


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("a<b then <5% rose", "a<b then <5% rose"),
        ('<p>see <a href="x>this</p><p>and that</p>', "and that"),
        ("<p>one <!-- two</p><p>three</p>", "three"),
        ("<p>one</p><p>two <b", "two <b"),
    ],
)
def test_broken_markup_loses_no_text(html, kept):
    assert kept in text_of(html)


def test_a_healthy_page_lost_nothing():
    assert not html_to_text(f"<nav>Menu</nav><p>{ARTICLE}</p><script>1</script>").lost_text


def test_text_swallowed_by_an_unclosed_element_is_reported():
    assert html_to_text(f"<p>a</p><aside><p>{ARTICLE}</p>").lost_text


@settings(max_examples=50, deadline=None)
@given(st.text("<>/ab \"'=&!-\n;", max_size=60))
def test_any_markup_gives_text_without_raising(html):
    assert isinstance(text_of(html), str)


@pytest.mark.parametrize(
    ("html", "key"),
    [
        ("x" * (MAX_HTML_BYTES + 1), "html_too_long"),
        ("é" * (MAX_HTML_BYTES // 2 + 1), "html_too_long"),
        ("x" * 50_000_000, "html_too_long"),
        ("<div>" * 100_000, "too_many_tags"),
        ("<div>" * (MAX_DEPTH + 1), "too_deep"),
        ("<a " + " ".join(f"a{i}=1" for i in range(65)) + ">", "too_many_attributes"),
        ("<a title='<b>' " + "x " * 70 + ">", "too_many_attributes"),
        ("&" * 20_001, "too_many_entities"),
        ("<!--" * 6_000, "not_html"),
        ("<a b='" * 6_000, "not_html"),
    ],
)
def test_too_much_html_is_refused_before_it_is_parsed(html, key):
    assert refusal(check_html_limits, html) == key


def test_a_long_page_of_short_paragraphs_is_not_too_deep():
    check_html_limits("<p>x" * 5_000 + "<ul>" + "<li>y" * 5_000)


def test_depth_cannot_be_hidden_in_attributes():
    assert refusal(check_html_limits, "<div><x a='</div>'>" * 300) == "too_deep"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_become_newlines(end):
    assert normalise(f"a{end}b") == "a\nb"


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_normalising_changes_line_ends_only(text):
    assert normalise(f"{text}.") == f"{text}.".replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("text", "key"),
    [("a\x00b", "nul"), ("a\ud800b", "surrogate"), ("", "empty"), ("\u200b \n\u202e", "empty")],
)
def test_text_that_cannot_be_kept_is_refused(text, key):
    assert refusal(normalise, text) == key


@pytest.mark.parametrize(
    "data",
    [
        "Ünï 😀".encode(),
        codecs.BOM_UTF8 + "Ünï 😀".encode(),
        "Ünï 😀".encode("utf-16"),
        codecs.BOM_UTF16_BE + "Ünï 😀".encode("utf-16-be"),
    ],
)
def test_unicode_files_are_read(data):
    assert decode(data) == "Ünï 😀"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("iso-8859-1", "cp1252"), ("Windows-1251", "cp1251"), ("Shift_JIS", "shift_jis")],
)
def test_a_page_is_read_as_it_declares(declared, encoding):
    word = {"cp1252": "Größe – “x”", "cp1251": "Привет", "shift_jis": "日本"}[encoding]
    page = f"<meta charset={declared}><p>{word}"

    assert decode(page.encode(encoding)) == page


@pytest.mark.parametrize(
    "data",
    [b"caf\xe9", "Привет".encode("koi8-r"), b"\x89PNG\r\n\x1a\n\xff", b"<meta charset=utf-7>\xff"],
)
def test_no_encoding_is_guessed(data):
    assert refusal(decode, data) == "encoding"


def test_a_file_that_is_too_long_is_refused():
    assert refusal(decode, b"x" * 5_000_001) == "too_long"
