"""Claims as W3C Web Annotations: the model's MUSTs, and a container of the protocol."""

import json
from pathlib import Path

import jsonschema
import pytest
from django.urls import reverse

from annotations.exchange import web_annotation
from tests import factories

pytestmark = pytest.mark.django_db
SCHEMA = json.loads((Path(__file__).parent / "web_annotation.schema.json").read_text("utf-8"))
# Of the Recommendation's own terms those that this desk says.
STANDARD = {
    *("@context", "body", "cached", "canonical", "created", "creator", "end", "exact", "first"),
    *("format", "generator", "id", "items", "label", "language", "modified", "motivation", "name"),
    *("nickname", "prefix", "purpose", "scope", "selector", "source", "sourceDate", "start"),
    *("startIndex", "state", "suffix", "target", "total", "type", "value"),
}
DESCRIPTIONS = 'return=representation;include="http://www.w3.org/ns/oa#PreferContainedDescriptions"'
IRIS = 'return=representation;include="http://www.w3.org/ns/oa#PreferContainedIRIs"'
MINIMAL = 'return=representation;include="http://www.w3.org/ns/ldp#PreferMinimalContainer"'


def valid(said, kind):
    jsonschema.Draft202012Validator(SCHEMA | {"$ref": f"#/$defs/{kind}"}).validate(said)
    return said


@pytest.fixture
def claim(bela):
    claim = factories.Annotation(article__source_url="https://example.org/dam", by=bela)
    items = [
        factories.Evidence(annotation=claim, by=bela),
        factories.Evidence(annotation=claim, by=bela, url="", title="Ms. Kay", locator="by phone"),
    ]
    factories.Verdict(
        annotation=claim, by=bela, kind="disputed", reason="outdated", note="😀", evidence=items
    )
    return claim


def container(client, claim, prefer="", **query):
    where = reverse("containers.show", args=[claim.article.slug])
    return client.get(where, query, headers={"Prefer": prefer})


def one(client, claim):
    return client.get(reverse("annotations.jsonld", args=[claim.pk]))


# -- the model ------------------------------------------------------------------------------------


def test_an_annotation_says_what_the_recommendation_demands(as_bela, claim):
    said = valid(one(as_bela, claim).json(), "annotation")

    quote, position = said["target"]["selector"]
    text = claim.article.current().text
    assert text[position["start"] : position["end"]] == quote["exact"]
    assert said["outcome"] == "disputed"


def test_each_verdict_has_its_bodies(as_bela, claim):
    bodies = one(as_bela, claim).json()["body"]

    assert [body["purpose"] for body in bodies] == ["classifying", "commenting", *["linking"] * 2]
    assert bodies[0]["reason"] == "outdated"
    assert bodies[1]["value"] == "😀"
    assert {body.get("source") or body["value"] for body in bodies[2:]} == {
        "https://example.org/register",
        "Ms. Kay",
    }


def test_an_unchecked_claim_has_no_body(as_bela):
    said = valid(one(as_bela, factories.Annotation()).json(), "annotation")

    assert "body" not in said


def test_every_term_of_ours_is_in_our_context(client, as_bela, claim):
    own = client.get(reverse("contexts.factcheck")).json()["@context"]

    file = as_bela.get(reverse("containers.download", args=[claim.article.slug])).json()
    assert terms(file) - STANDARD <= set(own)


def terms(said):
    if isinstance(said, list):
        return {name for one in said for name in terms(one)}
    if not isinstance(said, dict):
        return set()
    return set(said) | {name for value in said.values() for name in terms(value)}


def test_a_file_has_all_claims_of_the_article(as_bela, claim):
    answer = as_bela.get(reverse("containers.download", args=[claim.article.slug]))

    said = valid(answer.json(), "collection")
    assert [valid(item, "item")["id"] for item in said["first"]["items"]] == [
        web_annotation.address(claim)
    ]


def test_a_published_article_has_its_annotations_and_names_nobody(client, ada):
    version = factories.Publication(by=ada)

    answer = client.get(reverse("public.annotations", args=[version.article.slug]))

    said = valid(answer.json(), "collection")
    assert said["total"] == len(version.content["claims"])
    assert "ada" not in answer.content.decode()
    for item in said["first"]["items"]:
        valid(item, "item")


# -- the protocol ---------------------------------------------------------------------------------


def test_the_container_says_what_it_is(as_bela, claim):
    answer = container(as_bela, claim)

    assert answer["Content-Type"] == web_annotation.CONTENT_TYPE
    assert 'ldp#BasicContainer>; rel="type"' in answer["Link"]
    assert 'rel="http://www.w3.org/ns/ldp#constrainedBy"' in answer["Link"]
    assert set(answer["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert {"Accept", "Prefer"} <= set(answer["Vary"].split(", "))
    assert answer["ETag"]


@pytest.mark.parametrize("prefer", ["", DESCRIPTIONS])
def test_descriptions_come_with_it_unless_others_are_wanted(as_bela, claim, prefer):
    said = valid(container(as_bela, claim, prefer).json(), "container")

    assert [valid(item, "annotation")["type"] for item in said["first"]["items"]] == ["Annotation"]


def test_addresses_alone_are_told_when_they_are_wanted(as_bela, claim):
    said = valid(container(as_bela, claim, IRIS).json(), "container")

    assert said["first"]["items"] == [web_annotation.address(claim)]


def test_a_minimal_container_tells_where_its_first_page_is(as_bela, claim):
    said = valid(container(as_bela, claim, MINIMAL).json(), "container")

    answer = as_bela.get(said["first"].partition("8000")[2])
    assert valid(answer.json(), "page")["startIndex"] == 0


def test_pages_lead_to_each_other(as_bela, claim, monkeypatch):
    monkeypatch.setattr(web_annotation, "PAGE", 1)
    factories.Annotation(article=claim.article, quote="Officials")

    first, second = (valid(container(as_bela, claim, page=n).json(), "page") for n in (0, 1))

    assert first["next"] == second["id"]
    assert second["prev"] == first["id"]
    assert container(as_bela, claim, page=2).status_code == 404


def test_what_has_not_changed_is_not_sent_again(as_bela, claim):
    tag = container(as_bela, claim)["ETag"]
    where = reverse("containers.show", args=[claim.article.slug])

    assert as_bela.get(where, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("query", [{"page": "x"}, {"page": -1}, {"iris": 7}])
def test_nonsense_is_400(as_bela, claim, query):
    assert container(as_bela, claim, **query).status_code == 400


def test_it_takes_as_many_queries_for_many_claims(as_bela, claim, same_queries):
    def grow():
        factories.Verdict(annotation__article=claim.article)

    same_queries(lambda: container(as_bela, claim), grow)


def test_an_orphan_is_told_on_the_text_that_it_stood_in(as_bela, claim):
    factories.revised(claim.article, "Another text altogether.")

    said = valid(one(as_bela, claim).json(), "annotation")

    assert said["target"]["state"]["revision"] == 1
    assert said["target"]["selector"][0]["exact"] == claim.quote
    assert container(as_bela, claim).json()["first"]["items"] == [said]


def test_a_verdict_that_counts_no_more_is_not_told_in_the_standards_terms(as_bela, claim):
    factories.revised(claim.article, claim.article.current().text.replace("holds", "held"))

    said = valid(one(as_bela, claim).json(), "annotation")

    assert "body" not in said
    assert said["outcome"] == "unchecked"
    assert said["staleBody"][0]["judged"]["revision"] == 1
