"""Links that people add: only the web's own schemes, with the host in the open."""

import pytest
from django.db import IntegrityError

from annotations.templatetags.annotations_ui import host
from tests import factories

HOSTILE = [
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "javascript:123",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "ftp://example.org/",
    "//example.com/",
    "example.com",
]


@pytest.mark.parametrize("url", HOSTILE)
def test_no_form_lets_another_scheme_in(as_bela, url):
    claim = factories.Annotation()
    fields = {"title": "A source", "url": url, "kind": "primary", "stance": "supports"}

    answer = as_bela.post(f"/annotations/{claim.pk}/evidence/", fields)

    assert answer.status_code == 422 or claim.evidence.get().source.url.startswith("https://")


@pytest.mark.parametrize("url", [url for url in HOSTILE if url != "blob:https://example.org/1"])
def test_neither_does_the_database(db, url):
    with pytest.raises(IntegrityError):
        factories.Evidence(url=url)


def test_a_link_on_a_card_gives_nothing_away(as_bela):
    item = factories.Evidence()

    page = as_bela.get(item.annotation.article.get_absolute_url()).content.decode()

    link = page[: page.index(item.source.url) + 200].rpartition("<a ")[2].partition(">")[0]
    assert 'rel="nofollow noopener noreferrer ugc"' in link


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/path", "example.org"),
        ("https://bank.example@evil.example/", "evil.example"),
        ("https://еxample.org/", "xn--xample-2of.org"),
        ("https://müller.example/", "xn--mller-kva.example"),
    ],
)
def test_the_host_is_shown_as_it_is_looked_up(url, shown):
    assert host(url) == shown


@pytest.mark.parametrize("url", ["", "http://[", "https://" + "ä" * 70 + ".org", "https://a..b/"])
def test_a_broken_link_breaks_no_page(url):
    assert isinstance(host(url), str)
