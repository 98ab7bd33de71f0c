"""A remark is cut into words, links and the names it mentions, and loses nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.remarks import mentioned, runs

NAMES = {"bela", "bela.k", "anna-maria", "jürgen"}
special = st.lists(
    st.sampled_from(["@bela", "@", ".", " ", "https://", "example.org/(a)", "@BELA.K", "ß", "\n"])
).map("".join)


def links(text):
    return [run.text for run in runs(text, NAMES) if run.kind == "link"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@bela, look", {"bela"}),
        ("ask @Bela.", {"bela"}),
        ("ask @bela.k.", {"bela.k"}),
        ("(@bela)", {"bela"}),
        ("@bela's words", {"bela"}),
        ("@anna-maria and @Jürgen", {"anna-maria", "jürgen"}),
        ("@belarus", set()),
        ("@bela_k", set()),
        ("bela@bela.k", set()),
        ("https://example.org/@bela", set()),
        ("@ bela", set()),
        ("@nobody", set()),
    ],
)
def test_a_name_behind_an_at_sign_is_a_mention(text, names):
    assert mentioned(text, NAMES) == names


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("see https://example.org/a.", "https://example.org/a"),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("“http://example.org”", "http://example.org"),
        ("HTTPS://EXAMPLE.ORG/?a=1&b=2, yes", "HTTPS://EXAMPLE.ORG/?a=1&b=2"),
    ],
)
def test_a_web_address_is_a_link_without_what_ends_its_sentence(text, link):
    assert links(text) == [link]


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "xhttps://a.org", "//a.org", "ftp://a.org"]
)
def test_nothing_else_is_a_link(text):
    assert links(text) == []


@given(st.one_of(special, st.text()))
def test_the_runs_are_the_text(text):
    assert "".join(run.text for run in runs(text, NAMES)) == text
