import pytest

from annotations.models import Article
from annotations.text.segment import segment
from tests import factories
from tests.api.conftest import sent

TEXT = factories.TEXT


def test_a_text_becomes_an_article(for_bela, bela):
    said = {"text": TEXT, "title": "The dam", "source_url": "https://example.org/dam"}

    answer = sent(for_bela, "post", "/articles", said)

    article = Article.objects.get()
    assert (answer.status_code, answer["Location"]) == (201, f"/api/v1/articles/{article.slug}")
    assert (article.title, article.source_url, article.created_by) == (
        "The dam",
        "https://example.org/dam",
        bela,
    )


def test_what_it_does_not_say_the_text_says(for_bela):
    page = "<html lang='de'><title>Der Damm</title><p>Der Damm ist sicher.</p></html>"

    answer = sent(for_bela, "post", "/articles", {"text": page, "raw_kind": "html"}).json()

    assert (answer["title"], answer["language"]) == ("Der Damm", "de")


def test_ten_times_the_same_text_is_one_article(for_bela):
    answers = [sent(for_bela, "post", "/articles", {"text": TEXT}) for _ in range(10)]

    assert [answer.status_code for answer in answers] == [201] + [200] * 9
    assert len({answer.content for answer in answers}) == Article.objects.count() == 1


def test_an_article_is_shown_with_its_sentences(for_bela, claim):
    whole = sent(for_bela, "get", "/articles/dam").json()

    spans = [(one["start"], one["end"]) for one in whole["sentences"]]
    assert spans == segment(TEXT, "en")
    assert all(
        whole["text"][one["start"] : one["end"]] == one["text"] for one in whole["sentences"]
    )


def test_who_has_it_already_gets_no_second_copy(for_bela, claim):
    tag = sent(for_bela, "get", "/articles/dam")["ETag"]

    again = sent(for_bela, "get", "/articles/dam", **{"If-None-Match": tag})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)


def test_after_a_change_it_does(for_bela, claim):
    tag = sent(for_bela, "get", "/articles/dam")["ETag"]
    factories.revised(claim.article, TEXT + " So they said.")

    again = sent(for_bela, "get", "/articles/dam", **{"If-None-Match": tag})

    assert again.status_code == 200
    assert again["ETag"] != tag


def test_the_list_is_read_page_by_page(for_bela):
    for number in range(5):
        factories.Article(title=f"Dam {number}")
    factories.Article(title="Harbour")
    address, titles = "/articles?q=dam&limit=2", []

    while address:
        answer = sent(for_bela, "get", address)
        titles.append([one["title"] for one in answer.json()["articles"]])
        address = answer.headers.get("Link", "").partition("</api/v1")[2].partition(">")[0]

    assert titles == [["Dam 0", "Dam 1"], ["Dam 2", "Dam 3"], ["Dam 4"]]


@pytest.mark.parametrize("said", ["limit=101", "limit=0", "limit=x", "cursor=-1", "cursor=9" * 30])
def test_a_page_has_its_limits(for_bela, said):
    answer = sent(for_bela, "get", f"/articles?{said}")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["parameter"] == said.partition("=")[0]


def test_a_long_list_costs_no_more(for_bela, same_queries):
    factories.Article()

    same_queries(
        lambda: sent(for_bela, "get", "/articles"),
        lambda: factories.Article.create_batch(3),
    )


def test_a_made_up_filter_changes_nothing(for_bela, claim):
    plain = sent(for_bela, "get", "/articles").content

    for said in ("created_by__password__startswith=a", "_connector=OR", "order_by=title"):
        assert sent(for_bela, "get", f"/articles?{said}").content == plain


def test_the_export_is_the_one_that_people_download(for_bela, as_bela, claim):
    factories.Verdict(annotation=claim)
    link = sent(for_bela, "get", "/exports").json()["exports"][0]

    for_programs = b"".join(for_bela.get(link["href"], {"article": "dam"}))
    for_people = b"".join(as_bela.get("/exports/verdicts.csv", {"article": "dam"}))

    assert for_programs == for_people
    assert for_programs.count(b"\r\n") == 2
