"""Nothing that can act or fetch gets through, however it is written."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.text.refusal import TextRefused
from annotations.text.sanitize import DROPPED, SANITISER, TAGS, clean_html, is_safe_url

CODE = "alert(1)"
URLS = [
    f"javascript:{CODE}",
    "javascript:123",
    f"JaVaScRiPt:{CODE}",
    f" java\tscript:{CODE}",
    f"\x01javascript:{CODE}",
    f"javascript&colon;{CODE}",
    f"&#106;avascript:{CODE}",
    f"&#x6A;avascript&#x3A;{CODE}",
    "data:text/html,<script>1</script>",
    "data:1",
    "vbscript:1",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "//example.org/",
    "/relative",
    "`javascript:1",
    "\u200bjavascript:1",
]
EVENTS = ["onclick", "onerror", "onload", "ONFOCUS", "onanimationstart", "onpointerover"]
MARKS = ["class", "id", "style", "name", "hx-get", "hx-on:click", "data-x", "hx-vals", "action"]
SHAPES = [
    '<{tag} {name}="{code}">x</{tag}>',
    "<{tag} {name}={code}>x",
    "<{tag}/{name}={code}//>x",
    "<{tag} {name}='{code}' {name}=1>x</{tag}",
    '<p><{tag} a="<" {name}="{code}">x</p>',
    '"><{tag} {name}={code}>',
    "<!--><{tag} {name}={code}>-->",
    "<noscript><p title='</noscript><{tag} {name}={code}>'>",
    "<svg><style><{tag} {name}={code}></style></svg>",
    "<math><mtext><table><mglyph><style><{tag} {name}={code}>",
    "<textarea></textarea><{tag} {name}={code}>",
    "<template><{tag} {name}={code}></template>",
    "<<{tag} {name}={code}>>",
    "<{tag}\n{name}\n=\n{code}\n>",
]
PAYLOADS = [
    *(f'<a href="{url}">x</a>' for url in URLS),
    *(
        shape.format(tag=tag, name=name, code=CODE)
        for shape in SHAPES
        for tag in ("a", "p", "img", "svg", "input", "iframe", "x-y")
        for name in (*EVENTS[:3], *MARKS[:4])
    ),
    *(f"<{tag}>{CODE}</{tag}>" for tag in sorted(DROPPED)),
    *(f"<{tag} {event}={CODE} autofocus>" for tag in sorted(DROPPED) for event in EVENTS),
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script>alert(1)",
    "<a href='https://e.org' target=_blank onclick=alert(1)>x</a>",
    "<base href=//e.org><link rel=stylesheet href=//e.org><meta http-equiv=refresh content=0>",
    "\ufdd1script\ufdd2alert(1)\ufdd1/script\ufdd2",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]

markup = st.lists(
    st.sampled_from(
        ["<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "<a ", "<p>", "<svg>", "<script>"]
        + ["</script>", "<style>", "</style>", "href=", "javascript:1", '"', "'", "=", "/", " "]
        + ["onload=", "<math>", "<table>", "<td>", "<b>", "</b>", "<template>", "\x00", "&#60;"]
        + ["x", "&", "&amp;lt;", "<br/>", "<noscript>", "\u2028", "\ufdd1", "<form>", "<title>"]
    ),
    max_size=30,
).map("".join)


class Inspector(HTMLParser):
    """Notes every element, attribute and comment that a page holds."""

    def __init__(self):
        super().__init__()
        self.faults = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS:
            self.faults.append(tag)
        for name, value in attrs:
            if name not in {"href", "lang", "dir"} or (name == "href" and not is_safe_url(value)):
                self.faults.append((name, value))

    def handle_comment(self, data):
        self.faults.append(("comment", data))

    handle_decl = handle_pi = unknown_decl = handle_comment


def faults(html):
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.faults


def test_there_are_hundreds_of_payloads():
    assert len(PAYLOADS) > 700


@pytest.mark.parametrize("part", range(10))
def test_no_payload_leaves_anything_forbidden(part):
    assert {
        html: faults(clean_html(html)) for html in PAYLOADS[part::10] if faults(clean_html(html))
    } == {}


@settings(max_examples=125, deadline=None)
@given(markup)
def test_no_markup_at_all_leaves_anything_forbidden(html):
    assert faults(clean_html(html)) == []


@settings(max_examples=75, deadline=None)
@given(markup)
def test_clean_html_stays_as_it_is(html):
    clean = clean_html(html)

    assert clean_html(clean) == clean


@pytest.mark.parametrize("tag", sorted(DROPPED - {"frame", "embed"}))
def test_text_that_is_not_for_readers_goes(tag):
    assert clean_html(f"<p>a</p><{tag}>secret<p>more</p></{tag}><p>b</p>") == "<p>a</p><p>b</p>"


def test_nested_furniture_goes_whole():
    assert clean_html("<nav>a<nav>b</nav>c</nav><p>d</p>") == "<p>d</p>"


def test_an_unclosed_script_shows_no_code():
    assert clean_html("<p>a</p><script>alert(1)") == "<p>a</p>"


@pytest.mark.parametrize("url", ["https://e.org/?a=1", "HTTP://e.org", "mailto:a@e.org"])
def test_links_to_the_web_and_to_mail_stay(url):
    assert clean_html(f'<a href="{url}">x</a>') == f'<a href="{url}">x</a>'


@pytest.mark.parametrize("url", URLS)
def test_other_links_lose_their_address(url):
    assert clean_html(f'<a href="{url}">x</a>') == "<a>x</a>"


def test_comments_go():
    assert clean_html("a<!-- b -->c") == "ac"


def test_language_and_direction_stay():
    assert clean_html('<p lang="ar" dir="rtl">x</p>') == '<p lang="ar" dir="rtl">x</p>'


def test_a_comparison_is_not_a_tag():
    assert clean_html("a<b then <5% rose") == "a&lt;b then &lt;5% rose"


def test_escaped_markup_stays_escaped():
    assert clean_html("&lt;b&gt; &amp;lt;") == "&lt;b&gt; &amp;lt;"


def test_nesting_without_end_is_refused_before_bleach_sees_it():
    with pytest.raises(TextRefused):
        clean_html("<div>" * 300)


def test_the_sanitiser_has_a_version():
    assert SANITISER.startswith("bleach-")
