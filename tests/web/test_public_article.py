"""The pages of a published article: for everybody, without a cookie, as it was said once."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from annotations.models import DeskRules
from tests import factories

pytestmark = pytest.mark.django_db
SITE = "https://desk.example"


@pytest.fixture
def version(ada, settings):
    settings.SITE_URL = SITE
    return factories.Publication(by=ada)


def address(version, *more):
    return "/".join(["/published", version.article.slug, *map(str, more), ""])


def claim_of(version, outcome):
    return next(one for one in version.content["claims"] if one["outcome"] == outcome)


def republished(version, ada, outcome="sourced"):
    """The next version, in which the verified claim says something else."""
    claim = version.article.annotations.get(pk=claim_of(version, "verified")["id"])
    claim.verdicts.open().get().withdraw(by=ada)
    factories.Verdict(annotation=claim, by=ada, kind=outcome)
    reasons = {claim.pk: "One source only."}
    return factories.Publication(article=version.article, by=ada, reasons=reasons)


def test_readers_see_text_claims_reasons_and_evidence(client, version):
    page = client.get(address(version)).text

    for told in (
        "40 Millionen Liter 💧<sup>1</sup>",
        "Contradicted by evidence",
        "The register says so.",
        "Capacity: 40,000,000 l",
        "as of 20 Nov 2026",
        "Published without a sign-off.",
        "3 &lt; 4 &amp; so on.",
    ):
        assert told in page, told


def test_a_passage_leads_to_its_claim_and_back(client, version):
    key = claim_of(version, "disputed")["id"]

    page = client.get(address(version)).text

    assert f'<a class="m m--disputed" href="#claim-{key}">' in page
    assert f'<i id="at-{key}">' in page
    assert f'id="claim-{key}"' in page
    assert f'href="#at-{key}"' in page


def test_passages_only_say_nothing_else_of_the_text(client, ada):
    version = factories.Publication(by=ada, is_quotes_only=True)

    page = client.get(address(version)).text

    assert "40 Millionen Liter 💧" in page
    assert "called it safe" not in page


def test_evidence_links_vouch_for_nothing_and_show_their_host(client, version):
    page = client.get(address(version)).text

    links = re.findall(r'<a href="https://example.org/register"[^>]*>', page)
    assert len(links) == 3
    assert all('rel="nofollow noopener noreferrer ugc"' in link for link in links)
    assert '<span class="small muted">example.org</span>' in page


def test_a_claim_has_a_page_of_its_own(client, version):
    claim = claim_of(version, "disputed")

    page = client.get(address(version, "claims", claim["id"])).text

    assert '<mark class="m m--disputed">السد آمن</mark>' in page
    assert "&lt;/script&gt; “cracks”" in page
    assert "The register says so." not in page


def test_a_claim_leads_to_its_passage_in_the_original(client, version):
    key = claim_of(version, "verified")["id"]

    page = client.get(address(version, "claims", key)).text

    assert 'href="https://example.org/dam?a=1&amp;b=2#:~:text=40%20Millionen' in page


@pytest.mark.parametrize("where", ["", "claim", "version"])
def test_it_is_described_for_those_who_pass_it_on(client, version, where):
    key = claim_of(version, "verified")["id"]
    path = address(version, *{"claim": ("claims", key), "version": (1,)}.get(where, ()))

    page = client.get(path).text

    canonical = address(version) if where == "version" else path
    assert f'<link rel="canonical" href="{SITE}{canonical}">' in page
    assert f'<meta property="og:url" content="{SITE}{canonical}">' in page
    assert re.search(r'<meta name="description" content="[^"]+">', page)
    assert f"oembed?url=https%3A%2F%2Fdesk.example{canonical.replace('/', '%2F')}" in page
    assert "og:image" not in page


def test_an_old_version_stays_as_it_was_and_says_that_there_is_a_newer(client, version, ada):
    republished(version, ada)

    old, new = (client.get(address(version, n)).text for n in (1, 2))

    told = [(words in old, words in new) for words in ("There is a newer one.", "One source only.")]
    assert told == [(True, False), (False, True)]
    assert '<meta name="robots" content="noindex">' in old


def test_the_log_tells_every_correction_of_what_is_public(client, version, ada):
    made = republished(version, ada)

    page = client.get("/published/corrections/").text
    assert "One source only." in page
    assert '/2/#corrections" lang="de" dir="auto">Der Damm &amp; das Dorf</a>' in page
    made.withdraw(by=ada)
    assert "One source only." not in client.get("/published/corrections/").text


def test_the_log_costs_the_same_however_long(client, version, ada, same_queries):
    republished(version, ada)
    again = factories.Publication(by=ada)

    same_queries(
        lambda: client.get("/published/corrections/"), grow=lambda: republished(again, ada)
    )


def test_the_index_lists_what_is_published_under_the_title_that_it_has_there(client, version, ada):
    version.article.edit(by=ada, version=1, title="A title that nobody is told")

    page = client.get("/published/").text

    assert "Der Damm &amp; das Dorf" in page
    assert "A title that nobody is told" not in page


def test_the_index_costs_the_same_however_long(client, version, ada, same_queries):
    same_queries(lambda: client.get("/published/"), grow=lambda: factories.Publication(by=ada))


def test_the_method_is_the_desks_own(client, ada):
    words = {"desk_name": "The Desk", "method": "We ask.", "corrections_policy": "At once."}
    DeskRules.in_force().replace(by=ada, funding="Readers pay.", contact="@desk", **words)

    page = client.get("/published/method/").text

    for told in (*words.values(), "Readers pay.", "@desk", "What the words mean"):
        assert told in page


@pytest.mark.parametrize("where", ["", "claim", "list", "method"])
def test_a_cache_may_keep_it_and_asked_again_it_is_a_304(client, version, where):
    key = claim_of(version, "verified")["id"]
    path = {
        "": address(version),
        "claim": address(version, "claims", key),
        "list": "/published/",
        "method": "/published/method/",
    }[where]
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert {"public", "max-age=60"} == {*first["Cache-Control"].split(", ")}
    assert "cookie" not in first.get("Vary", "").lower()


def test_who_is_signed_in_gets_the_same_bytes_and_no_cookie_is_touched(client, version, ada):
    nobodys = client.get(address(version))
    client.force_login(ada)

    hers = client.get(address(version))

    assert hers.content == nobodys.content
    assert not hers.cookies


def test_what_is_not_public_is_not_found_like_what_never_was(client, ada, bela):
    draft = factories.Verdict(by=bela).annotation
    withdrawn = factories.Publication(by=ada)
    withdrawn.withdraw(by=ada)
    key = withdrawn.content["claims"][0]["id"]
    never = client.get("/no/such/page/")

    for path in (
        f"/published/{draft.article.slug}/",
        f"/published/{draft.article.slug}/1/",
        f"/published/{draft.article.slug}/claims/{draft.pk}/",
        f"/published/{draft.article.slug}/claims/{draft.pk}/evidence/",
        f"/embed/{draft.article.slug}/",
        f"/embed/claims/{draft.pk}/",
        address(withdrawn),
        address(withdrawn, 1),
        address(withdrawn, "claims", key),
        f"/embed/claims/{key}/",
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.content) == (404, never.content), path
        assert answer.headers == never.headers, path


def test_a_claim_that_has_no_outcome_is_no_page(client, version, ada):
    unchecked = factories.Annotation(article=version.article, by=ada, quote="Officials")

    assert client.get(address(version, "claims", unchecked.pk)).status_code == 404


def test_an_article_may_be_called_as_a_page_is():
    assert factories.Article(title="Method").slug == "method-2"


def test_the_command_publishes_and_withdraws(client, ada, capsys):
    article = factories.Verdict().annotation.article
    where = f"/published/{article.slug}/"

    call_command("publish", article.slug, editor="ada", unsigned=True, quotes_only=True)
    assert client.get(where).status_code == 200
    call_command("publish", article.slug, editor="ada", withdraw=True)

    assert client.get(where).status_code == 404
    assert "version 1 is public" in capsys.readouterr().out


def test_its_colours_are_the_desks():
    desk, public = roles("app.css"), roles("public.css")

    assert {name: said for name, said in public.items() if desk.get(name) != said} == {}


def roles(name):
    """What the head of a style sheet calls its colours and typefaces."""
    text = Path(finders.find(f"annotations/css/{name}")).read_text(encoding="utf-8")
    return dict(re.findall(r"(--[\w-]+): (.+);", text.partition("\n  }\n")[0]))
