import gzip
import json
from uuid import UUID

import pytest

from annotations.models import Annotation, Event
from tests import factories
from tests.api.conftest import program, sent

ID = "9d5bdd2c-7a4b-4a8e-9f3e-3a1d5d1a0c11"
LIST = "/articles/dam/annotations"
SELECTED = {"id": ID, "revision": 1, "start": 33, "end": 42, "quote": "Officials"}


@pytest.fixture
def for_otto(claim):
    return program(claim.created_by)


@pytest.fixture
def here(claim):
    return f"/annotations/{claim.pk}"


def test_a_passage_is_marked_by_its_span(for_bela, claim, bela):
    answer = sent(for_bela, "post", LIST, SELECTED | {"claimant": "The mayor"})

    marked = Annotation.objects.get(pk=ID)
    assert (answer.status_code, answer["Location"]) == (201, f"/api/v1/annotations/{ID}")
    assert (marked.quote, marked.claimant, marked.created_by) == ("Officials", "The mayor", bela)


def test_or_by_its_words(for_bela, claim):
    answer = sent(for_bela, "post", LIST, {"id": ID, "quote": "Nobody was hurt"}).json()

    assert (answer["place"]["passage"], answer["place"]["sentence"]) == ("Nobody was hurt", 3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quote": "Nobodies"},
        {"quote": "  "},
        {"start": 34},
        {"end": 10**9},
        {"start": 42, "end": 33},
        {"id": "1"},
        {"end": None},
        {"revision": None},
        {"start": None, "end": None, "quote": " "},
        {"start": None, "end": None, "quote": "x" * 10_001},
        {"created_by": 1},
        {"claimant": "x" * 301},
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(for_bela, claim, wrong):
    answer = sent(for_bela, "post", LIST, SELECTED | wrong)

    assert answer.status_code == 422
    assert not Annotation.objects.filter(pk=ID).exists()


def test_ten_times_the_same_is_one_claim(for_bela, claim):
    answers = [sent(for_bela, "post", LIST, SELECTED) for _ in range(10)]

    assert [answer.status_code for answer in answers] == [201] + [200] * 9
    assert len({answer.content for answer in answers}) == 1
    assert Event.objects.filter(annotation=ID).count() == 1


def test_it_is_the_same_after_it_was_edited_too(for_bela, claim, bela):
    sent(for_bela, "post", LIST, SELECTED)
    Annotation.objects.get(pk=ID).edit(by=bela, version=1, claimant="The mayor")

    assert sent(for_bela, "post", LIST, SELECTED).json()["claimant"] == "The mayor"


@pytest.mark.parametrize("other", [{"start": 43, "end": 49, "quote": "called"}, {"claimant": "I"}])
def test_another_under_its_id_is_a_conflict(for_bela, claim, other):
    first = sent(for_bela, "post", LIST, SELECTED).json()

    answer = sent(for_bela, "post", LIST, SELECTED | other)

    assert answer.status_code == 409
    assert answer.json()["current"] == first


def test_what_the_text_does_not_say_any_more_is_a_conflict(for_bela, claim):
    factories.revised(claim.article, factories.TEXT.replace("Officials called it", "It is"))

    assert sent(for_bela, "post", LIST, SELECTED).status_code == 409


def test_it_tells_all_of_the_review(for_bela, claim, here):
    item = factories.Evidence(annotation=claim)
    verdict = factories.Verdict(annotation=claim, evidence=[item], note="No.")
    claim.attempt(by=claim.created_by, place="Town archive")

    told = sent(for_bela, "get", here).json()

    assert (told["outcome"], told["verdicts"][0]["evidence"]) == ("disputed", [item.pk])
    assert told["verdicts"][0]["id"] == verdict.pk
    assert told["evidence"][0]["title"] == "Reservoir register"
    assert told["attempts"][0]["place"] == "Town archive"


def test_the_list_is_read_page_by_page(for_bela, claim):
    for number, quote in enumerate(["The dam", "Officials", "called", "Nobody"]):
        factories.Annotation(article=claim.article, quote=quote, uuid=UUID(int=99 - number))
    address, quotes = f"{LIST}?limit=2", []

    while address:
        answer = sent(for_bela, "get", address)
        quotes += [one["quote"] for one in answer.json()["annotations"]]
        address = answer.headers.get("Link", "").partition("</api/v1")[2].partition(">")[0]

    assert quotes == ["40 million litres", "The dam", "Officials", "called", "Nobody"]


def test_a_long_list_costs_no_more(for_bela, claim, same_queries):
    def grow(quote="Officials"):
        other = factories.Annotation(article=claim.article, quote=quote)
        item = factories.Evidence(annotation=other)
        factories.Verdict(annotation=other, evidence=[item])
        other.attempt(by=claim.created_by, place="Town archive")

    grow("safe")

    assert same_queries(lambda: sent(for_bela, "get", LIST), grow) < 20


# -- changes --------------------------------------------------------------------------------------


def test_a_claim_is_edited(for_otto, here, claim):
    tag = sent(for_otto, "get", here)["ETag"]

    answer = sent(for_otto, "patch", here, {"claimant": "The mayor"}, seen=tag)

    claim.refresh_from_db()
    assert (answer.status_code, claim.claimant, claim.version) == (200, "The mayor", 2)
    assert answer["ETag"] == answer.json()["etag"] != tag


@pytest.mark.parametrize(("method", "said"), [("patch", {"claimant": "I"}), ("delete", None)])
def test_who_does_not_say_what_they_saw_is_refused(for_otto, here, method, said):
    answer = sent(for_otto, method, here, said)

    assert answer.status_code == 428
    assert answer.json()["current"]["version"] == 1


@pytest.mark.parametrize(("method", "said"), [("patch", {"claimant": "I"}), ("delete", None)])
def test_who_saw_another_version_is_refused_and_shown_this_one(for_otto, here, claim, method, said):
    tag = sent(for_otto, "get", here)["ETag"]
    claim.edit(by=claim.created_by, version=1, claimant="The mayor")

    answer = sent(for_otto, method, here, said, seen=tag)

    claim.refresh_from_db()
    assert (answer.status_code, claim.claimant, claim.deleted_at) == (412, "The mayor", None)
    assert answer.json()["current"]["claimant"] == "The mayor"


def test_of_two_that_saw_the_same_one_wins(for_otto, for_ada, here, claim):
    tag = sent(for_otto, "get", here)["ETag"]

    answers = [
        sent(one, "patch", here, {"claimant": name}, seen=tag).status_code
        for one, name in ((for_otto, "Otto"), (for_ada, "Ada"))
    ]

    claim.refresh_from_db()
    assert (answers, claim.claimant) == ([200, 412], "Otto")


def test_the_same_edit_again_is_harmless(for_otto, here, claim):
    tag = sent(for_otto, "get", here)["ETag"]

    answers = [sent(for_otto, "patch", here, {"claimant": "I"}, seen=tag) for _ in range(3)]

    claim.refresh_from_db()
    assert {answer.status_code for answer in answers} == {200}
    assert claim.version == 2


def test_a_tag_that_compression_made_weak_is_known(for_otto, here, claim):
    claim.edit(by=claim.created_by, version=1, claim_text="Long words. " * 40)
    answer = sent(for_otto, "get", here, **{"Accept-Encoding": "gzip"})
    shown = json.loads(gzip.decompress(answer.content))

    assert answer["ETag"] == f"W/{shown['etag']}"
    edited = sent(for_otto, "patch", here, {"claimant": "I"}, seen=answer["ETag"])
    assert edited.status_code == 200


def test_a_claim_is_deleted_and_brought_back(for_otto, here, claim):
    tag = sent(for_otto, "get", here)["ETag"]

    answers = [sent(for_otto, "delete", here, seen=tag).status_code for _ in range(2)]
    gone = sent(for_otto, "get", here).status_code
    sent(for_otto, "post", f"{here}/restore")

    assert (answers, gone) == ([200, 200], 404)
    assert sent(for_otto, "get", here).status_code == 200
