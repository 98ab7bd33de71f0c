"""SECURITY S2: every stored field is text on every page of the admin."""

from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from annotations.models import Article, User
from tests import factories
from tests.admin.pages import RECORD, change, changelist, history

CALL = "alert(7331)"
TAGS = ["svg", "img", "video", "body", "iframe", "details", "marquee", "input", "a", "x-y"]
EVENTS = ["onload", "onerror", "onfocus", "ontoggle", "onmouseover"]
BREAKS = ["", '"', "'", "-->", "</title>", "</textarea>", "</script>", "</style>", "]]>", "`"]
SCHEMES = ["javascript:", "JaVaScRiPt:", "java\tscript:", "data:text/html,"]
LINKS = ("href", "src", "action", "data", "xlink:href", "formaction")
PAYLOADS = [
    *(f"<{tag} {event}={CALL}>" for tag in TAGS for event in EVENTS),
    *(f"{out}><script>{CALL}</script>" for out in BREAKS),
    *(f"{out} autofocus onfocus={CALL} x=" for out in BREAKS),
    *(
        f"{scheme}{CALL}"
        for scheme in ("javascript:", "JaVaScRiPt:", "java\tscript:", "data:text/html,")
    ),
    f"<a href=javascript:{CALL}>x</a>",
    f"<a href='java&#115;cript:{CALL}'>x</a>",
    f"<form action=javascript:{CALL}><button>x",
    f"<svg><a xlink:href=javascript:{CALL}><text>x",
    f"<math href=javascript:{CALL}>x",
    f"<iframe srcdoc='<script>{CALL}</script>'>",
    f"<object data=javascript:{CALL}>",
    f"<meta http-equiv=refresh content='0;url=javascript:{CALL}'>",
    f"<base href=javascript:{CALL}//>",
    f"<style>@import 'javascript:{CALL}';</style>",
    f"<link rel=stylesheet href=javascript:{CALL}>",
    f"<noscript><p title='</noscript><img src=x onerror={CALL}>'>",
    f"<template><script>{CALL}</script></template>",
    f"<img src=x onerror\n=\n{CALL}>",
    f"<img/src=x/onerror={CALL}>",
    f"<ScRiPt>{CALL}</sCrIpT>",
    f"<<script>{CALL}//<</script>",
    f"<scr\u200bipt>{CALL}</script>",
    f"＜script＞{CALL}＜/script＞",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"{{% load x %}}{{{{ x|safe }}}}<script>{CALL}</script>",
    f"{{{{constructor.constructor('{CALL}')()}}}}",
    f"${{{CALL}}}",
    f"%3Cscript%3E{CALL}%3C/script%3E",
    f"<div hx-on:load={CALL} hx-get=/ hx-trigger=load>",
    f"<div data-hx-on-load={CALL}>",
    f"\\x3cscript\\x3e{CALL}",
    f"+ADw-script+AD4-{CALL}",
]
EVERY = "\n".join(PAYLOADS)


class Danger(HTMLParser):
    """Collects what a browser would run, or fetch, on account of a payload."""

    def __init__(self):
        super().__init__()
        self.found, self.inside = [], ""

    def handle_starttag(self, tag, attrs):
        self.inside = tag if tag in ("script", "style", "iframe", "object") else ""
        if tag in ("x-y", "marquee", "iframe", "object", "math", "base", "video"):
            self.found.append(tag)
        for name, value in attrs:
            link = "".join((value or "").split()).lower()
            if name.startswith(("on", "hx-", "data-hx")) or name == "srcdoc":
                self.found.append((tag, name, value))
            if name in LINKS and link.startswith(("javascript:", "data:", "vbscript:")):
                self.found.append((tag, name, value))

    def handle_data(self, data):
        if self.inside and "7331" in data:
            self.found.append((self.inside, data))

    def handle_endtag(self, tag):
        self.inside = ""


def danger(page):
    parser = Danger()
    parser.feed(page.text)
    parser.close()
    return parser.found


def poisoned(payload):
    """A desk on which every field holds `payload`; rows by noun."""
    short = payload.replace("\n", " ")[:290]
    nasty = factories.Reviewer()
    # Past the form, which would not take such a name.
    User.objects.filter(pk=nasty.pk).update(
        username=f"{short[:120]}{nasty.pk}", first_name=short[:140]
    )
    nasty = User.objects.get(pk=nasty.pk)
    article = factories.Article(
        text=f"Before.\n{payload}\nAfter.", title=short, byline=short, publisher=short, by=nasty
    )
    Article.objects.filter(pk=article.pk).update(source_url=f"https://example.org/{short}"[:2000])
    annotation = factories.Annotation(
        article=article, quote=payload.strip(), by=nasty, claim_text=payload, claimant=short
    )
    annotation.edit(by=nasty, version=1, claim_text=payload + "!")
    evidence = factories.Evidence(
        annotation=annotation,
        by=nasty,
        title=short,
        publisher=short,
        url="https://example.org/" + short,
        locator=short,
        quote=payload,
        archive_url=f"https://example.org/{short}",
    )
    verdict = factories.Verdict(annotation=annotation, by=nasty, note=payload, evidence=[evidence])
    return {
        "annotation": annotation,
        "article": article,
        "event": annotation.events.last(),
        "evidence": evidence,
        "revision": article.current(),
        "source": evidence.source,
        "verdict": verdict,
        "user": nasty,
    }


@pytest.fixture
def poison(db):
    return poisoned(EVERY)


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) >= 100


def test_the_detector_detects():
    parser = Danger()

    parser.feed(EVERY)

    assert len(parser.found) >= 50


@pytest.mark.parametrize("noun", [*RECORD, "user"])
def test_no_payload_is_live_in_lists_forms_and_history(as_root, poison, noun):
    for page in (changelist(noun), change(poison[noun]), history(poison[noun])):
        answer = as_root.get(page)

        assert answer.status_code == 200
        assert danger(answer) == [], page


@pytest.mark.parametrize("payload", PAYLOADS[::7])
def test_no_payload_is_live_alone(as_root, payload):
    rows = poisoned(payload)

    for noun in ("article", "annotation", "verdict", "evidence"):
        for page in (changelist(noun), change(rows[noun]), history(rows[noun])):
            assert danger(as_root.get(page)) == [], page


def test_no_payload_is_live_on_the_start_page(as_root, poison):
    assert danger(as_root.get(reverse("admin:index"))) == []


def test_no_payload_is_live_in_messages_and_refusals(as_ada, ada, poison):
    annotation = poison["annotation"]
    inlines = {
        f"{prefix}-{count}_FORMS": "0"
        for prefix in ("verdicts", "evidence", "placements")
        for count in ("TOTAL", "INITIAL")
    }
    stale = {**inlines, "seen": 1, "claim_text": EVERY, "claimant": "<script>", "claim_date": ""}

    refused = as_ada.post(change(annotation), stale)
    saved = as_ada.post(change(annotation), stale | {"seen": annotation.version}, follow=True)

    assert refused.status_code == 409
    assert danger(refused) == []
    assert "Saved:" in saved.text
    assert danger(saved) == []


def test_no_payload_is_live_in_search_and_filters(as_ada, poison):
    for payload in PAYLOADS:
        answer = as_ada.get(changelist("annotation"), {"q": payload, "state": payload})

        assert danger(answer) == [], payload


def test_no_payload_is_live_in_the_names_of_roles(as_root, poison):
    group = Group.objects.create(name="<script>alert(7331)</script>")
    poison["user"].groups.add(group)

    assert danger(as_root.get(reverse("admin:annotations_user_changelist"))) == []
    assert danger(as_root.get(change(poison["user"]))) == []
