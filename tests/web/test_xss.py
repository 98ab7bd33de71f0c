"""SECURITY S2, S5: every stored field is text on every page of ours; links lead to the web."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from annotations.models import User
from tests import factories
from tests.web.questions import HTMX

CALL = "alert(7331)"
TAGS = ("script", "svg", "img", "video", "iframe", "details", "marquee", "object", "math", "x-y")
EVENTS = ("onload", "onerror", "onfocus", "ontoggle", "onmouseover", "onanimationend", "hx-on:load")
BREAKS = ("", '"', "'", "-->", "]]>", "`", "</title>", "</textarea>", "</q>", "</mark></span>")
PAYLOADS = [
    *(f"<{tag} {event}={CALL}>" for tag in TAGS for event in EVENTS),
    *(f"{out}><script>{CALL}</script>" for out in BREAKS),
    *(f"{out} autofocus onfocus={CALL} x=" for out in BREAKS),
    f"<a href=javascript:{CALL}>x</a>",
    f"<a href='java&#115;cript:{CALL}'>x</a>",
    f"<form action=javascript:{CALL}><button>x",
    f"<svg><a xlink:href=javascript:{CALL}><text>x",
    f"<iframe srcdoc='<script>{CALL}</script>'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{CALL}'>",
    f"<base href=javascript:{CALL}//>",
    f"<style>@import 'javascript:{CALL}';</style>",
    f"<noscript><p title='</noscript><img src=x onerror={CALL}>'>",
    f"<template><script>{CALL}</script></template>",
    f"<img/src=x/onerror={CALL}>",
    f"<ScRiPt>{CALL}</sCrIpT>",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"＜script＞{CALL}＜/script＞",
    f"{{% load x %}}{{{{ x|safe }}}}<script>{CALL}</script>",
    f"<div hx-get=/ hx-trigger=load hx-vals=js:{CALL}>",
    f"<div data-hx-on-load={CALL}>",
    f'<span hx-swap-oob="true" id="main">{CALL}</span>',
    f"%3Cscript%3E{CALL}%3C/script%3E",
]
EVERY = "\n".join(PAYLOADS)
BIDI = "safe\u202etxt.exe\u2066x\u200b"
NEVER = {"img", "video", "iframe", "marquee", "object", "math", "x-y", "base", "style"}
LINKS = {"href", "src", "action", "data", "xlink:href", "formaction", "hx-get", "hx-post"}


class Page(HTMLParser):
    """What a browser would run, fetch or follow on account of what somebody typed."""

    def __init__(self, html):
        super().__init__()
        self.alive, self.links, self.text, self.inside = [], [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.inside.append(tag)
        if tag in NEVER:
            self.alive.append(tag)
        for name, value in attributes:
            self.look_at(tag, name, value or "")
        if tag == "a":
            self.links.append(dict(attributes))

    def look_at(self, tag, name, value):
        if name.startswith(("on", "hx-on", "data-hx")) or name in ("srcdoc", "style"):
            self.alive.append((tag, name, value))
        if name in LINKS and not value.startswith(("/", "?", "#", "http://", "https://")):
            self.alive.append((tag, name, value))
        if CALL in value and (name.startswith("hx-") or name in ("class", "id", "action")):
            self.alive.append((tag, name, value))

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        self.text.append(data)
        if self.inside and self.inside[-1] in ("script", "style", "iframe") and "7331" in data:
            self.alive.append((self.inside[-1], data))


def alive(answer):
    return Page(answer.text).alive


def poisoned(payload):
    """A desk of which every field holds `payload`: the account, then its claim."""
    short = payload.replace("\n", " ")[:290]
    nasty = factories.Editor()
    # Past the form, which would not take such a name.
    User.objects.filter(pk=nasty.pk).update(username=f"{short[:120]}{nasty.pk}")
    nasty = User.objects.get(pk=nasty.pk)
    article = factories.Article(
        text=f"Before.\n{payload}\nAfter.",
        title=short,
        byline=short,
        publisher=short,
        source_url="https://example.org/" + short,
        language=short[:35],
        by=nasty,
    )
    claim = factories.Annotation(
        article=article, quote=payload.strip(), by=nasty, claim_text=payload, claimant=short
    )
    link = "https://example.org/" + short
    evidence = factories.Evidence(
        annotation=claim,
        by=nasty,
        title=short,
        publisher=short,
        url=link,
        locator=short,
        quote=payload,
        archive_url=link,
    )
    first = factories.Verdict(annotation=claim, by=nasty, note=payload, evidence=[evidence])
    claim.judge(by=nasty, kind="sourced", note=payload, evidence=[evidence], supersedes=first.pk)
    return nasty, claim


def pages(claim):
    """Every page of ours that shows something of a claim."""
    return [
        "/",
        claim.article.get_absolute_url(),
        f"{claim.article.get_absolute_url()}?claim={claim.pk}",
        reverse("annotations.new", args=[claim.article.slug]) + "?sentence=2&kind=disputed",
        reverse("annotations.edit", args=[claim.pk]),
        reverse("verdicts.new", args=[claim.pk]) + "?kind=disputed",
        reverse("verdicts", args=[claim.pk]),
        reverse("evidence.new", args=[claim.pk]),
        reverse("exports.show") + "?include=withdrawn",
        reverse("account"),
    ]


@pytest.fixture
def poison(client, db):
    nasty, claim = poisoned(EVERY)
    client.force_login(nasty)
    return claim


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) >= 100


def test_the_detector_detects():
    harmless = [payload for payload in PAYLOADS if not Page(f"<p>{payload}").alive]

    assert len(harmless) <= len(BREAKS) + 6  # those that need an attribute or a template around


def test_no_payload_is_alive_on_any_page(client, poison):
    for address in pages(poison):
        answer = client.get(address)

        assert answer.status_code == 200, address
        assert alive(answer) == [], address


def test_no_payload_is_alive_in_any_fragment(client, poison):
    for address in [*pages(poison), reverse("changes", args=[poison.article.slug]) + "?since=0"]:
        assert alive(client.get(address, headers=HTMX)) == [], address


@pytest.mark.parametrize("payload", PAYLOADS[::12])
def test_no_payload_is_alive_alone(client, db, payload):
    nasty, claim = poisoned(payload)
    client.force_login(nasty)

    for address in pages(claim):
        assert alive(client.get(address)) == [], address


def test_every_payload_can_be_read(client, poison):
    page = Page(client.get(poison.article.get_absolute_url()).text)

    words = "".join(page.text)
    assert all(payload in words for payload in PAYLOADS)


def test_what_a_refused_form_gives_back_is_not_alive(client, poison):
    short = EVERY.replace("\n", " ")
    claim = {"claim_text": EVERY, "claimant": short, "claim_date": short, "version": short}
    source = {"title": short, "url": short, "quote": EVERY, "locator": short, "kind": short}
    verdict = {"kind": short, "note": EVERY, "evidence": short, "supersedes": short}
    marked = {"uuid": short, "start": short, "end": short, "quote": EVERY, "words": EVERY}
    sent = {
        reverse("annotations.create", args=[poison.article.slug]): marked | verdict,
        reverse("annotations.edit", args=[poison.pk]): claim,
        reverse("verdicts.create", args=[poison.pk]): verdict
        | {f"source-{name}": value for name, value in source.items()},
        reverse("evidence.create", args=[poison.pk]): source,
    }

    for address, fields in sent.items():
        for headers in ({}, HTMX):
            answer = client.post(address, fields, headers=headers)

            assert answer.status_code == 422, address
            assert alive(answer) == [], address


def test_what_a_conflict_shows_is_not_alive(client, poison):
    mine = {"claim_text": EVERY + "!", "claimant": "<script>", "claim_date": "", "version": 99}
    verdict = {"kind": "disputed", "reason": "unsupported", "note": EVERY}

    edited = client.post(reverse("annotations.edit", args=[poison.pk]), mine)
    judged = client.post(reverse("verdicts.create", args=[poison.pk]), verdict)

    assert (edited.status_code, judged.status_code) == (409, 409)
    assert alive(edited) == alive(judged) == []


def test_search_words_are_not_alive(as_bela):
    for payload in PAYLOADS[::3]:
        assert alive(as_bela.get("/", {"q": payload})) == [], payload


def test_addresses_are_not_alive(as_bela, bela):
    article = factories.Article()
    for name in ("claim", "sentence", "start", "end", "kind", "page", "q"):
        for address in (article.get_absolute_url(), "/", "/exports/"):
            assert alive(as_bela.get(address, {name: EVERY})) == [], (address, name)


# -- links -----------------------------------------------------------------------------------------


def foreign(answer):
    return [link for link in Page(answer.text).links if link["href"].startswith("http")]


def test_foreign_links_keep_readers_to_themselves(client, poison):
    links = foreign(client.get(poison.article.get_absolute_url()))

    assert len(links) == 3  # the original, the source, its archived copy
    assert {link["rel"] for link in links} == {"nofollow noopener noreferrer ugc"}


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("example.org", "example.org"),
        ("аррӏе.com", "xn--80ak6aa92e.com"),
        ("gооgle.com", "xn--ggle-55da.com"),
        ("münchen.de", "xn--mnchen-3ya.de"),
        ("faß.de", "xn--fa-hia.de"),
        ("bank.example@evil.example", "evil.example"),
        ("EXAMPLE.org:8443", "example.org"),
        ("ｅｘａｍｐｌｅ.org", "example.org"),
    ],
)
def test_a_link_shows_the_host_that_it_leads_to(as_bela, host, shown):
    address = f"https://{host}/x"
    article = factories.Article(source_url=address)
    claim = factories.Annotation(article=article)
    factories.Evidence(annotation=claim, url=address, archive_url=address)

    words = " ".join("".join(Page(as_bela.get(article.get_absolute_url()).text).text).split())

    assert f"View original at {shown} ↗" in words
    assert f"Reservoir register ↗ {shown} " in words
    assert f"archived copy {shown}" in words


# -- spoofing --------------------------------------------------------------------------------------


def test_what_nobody_sees_is_marked_on_every_page(client, db):
    nasty, claim = poisoned(BIDI)
    client.force_login(nasty)

    for address in pages(claim):
        page = Page(seen(client.get(address).text))
        assert "\u202e" not in "".join(page.text), address


def seen(html):
    """Without the text under review itself, and without what somebody is editing."""
    return re.sub(r'<span class="s".*?</span>|<textarea.*?</textarea>', "", html, flags=re.DOTALL)
