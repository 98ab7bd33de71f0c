"""What programs can take away of an article, and what of a blind one."""

import pytest

from annotations.exchange.formats import FORMATS
from annotations.services.rates import EXPORTS
from tests import factories
from tests.api.conftest import sent

OF_DAM = "/articles/dam/exports"


@pytest.fixture(autouse=True)
def verdict(claim):
    return factories.Verdict(annotation=claim)


def links(client, address):
    return sent(client, "get", address).json()["exports"]


def test_every_form_has_its_address_and_media_type(for_bela):
    listed = links(for_bela, OF_DAM)

    told = {one["name"]: one["media_type"] for one in listed}
    assert told == {name: one.media_type for name, one in FORMATS.items()}
    for one in listed:
        answer = for_bela.get(one["href"])
        assert (answer.status_code, answer["Content-Type"]) == (200, one["media_type"])
        assert b"".join(answer)


def test_those_of_the_desk_name_the_forms_of_each_article(for_bela):
    whole, *each = links(for_bela, "/exports")

    assert (whole["name"], whole["templated"]) == ("verdicts", False)
    assert all(one["templated"] for one in each)
    assert [one["href"].format(slug="dam") for one in each] == [
        one["href"] for one in links(for_bela, OF_DAM)
    ]


def test_of_a_blind_article_a_reviewer_may_have_what_shows_their_own(for_bela, for_ada, claim, ada):
    claim.article.set_review(by=ada, version=1, is_blind=True)

    assert {one["name"] for one in links(for_bela, OF_DAM)} == {"csv", "w3c"}
    assert len(links(for_ada, OF_DAM)) == len(FORMATS)
    assert sent(for_bela, "get", f"{OF_DAM}/record.jsonl").status_code == 403


def test_a_form_that_there_is_not_is_not_found(for_bela):
    assert sent(for_bela, "get", f"{OF_DAM}/record.xlsx").status_code == 404


def test_one_too_many_has_to_wait(for_bela, bela):
    for _ in range(EXPORTS.most):
        EXPORTS.wait_of(bela)

    late = sent(for_bela, "get", f"{OF_DAM}/annotations.jsonld")

    assert (late.status_code, late.json()["status"]) == (429, 429)
