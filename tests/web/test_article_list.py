import pytest

from tests import factories

ADDRESS = "/"


def titles(page):
    return [article.title for article, _ in page.context["rows"]]


def test_a_stranger_logs_in(client, db):
    assert client.get(ADDRESS)["Location"] == "/login/?next=/"


def test_an_account_without_a_role_is_refused(as_cleo):
    assert as_cleo.get(ADDRESS).status_code == 403


def test_post_is_refused(as_bela):
    assert as_bela.post(ADDRESS).status_code == 405


def test_the_newest_article_comes_first(as_bela):
    factories.Article(title="Old")
    factories.Article(title="Young")

    assert titles(as_bela.get(ADDRESS)) == ["Young", "Old"]


def test_each_article_shows_its_progress(as_bela):
    article = factories.Article()
    factories.Annotation(article=article)
    factories.Verdict(annotation__article=article)
    factories.Verdict(annotation__article=article, kind="verified", recheck_by="2020-01-01")

    [(_, progress)] = as_bela.get(ADDRESS).context["rows"]

    assert {outcome.value: count for outcome, count in progress.items() if count} == {
        "disputed": 1,
        "unchecked": 2,
    }


def test_deleted_claims_do_not_count(as_bela, bela):
    factories.Annotation().delete_softly(by=bela, version=1)

    [(_, progress)] = as_bela.get(ADDRESS).context["rows"]

    assert sum(progress.values()) == 0


def test_each_article_tells_how_long_it_is(as_bela):
    factories.Article()

    assert "3 sentences" in as_bela.get(ADDRESS).text


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dam", ["A dam", "Dam report"]),
        ("REPORT dam", ["Dam report"]),
        ("100%", ["100% sure"]),
        ("_", []),
        ("  ", ["100% sure", "A dam", "Dam report"]),
        ("x" * 201, ["100% sure", "A dam", "Dam report"]),
    ],
)
def test_it_is_searched_by_title(as_bela, words, found):
    for title in ("Dam report", "A dam", "100% sure"):
        factories.Article(title=title)

    assert titles(as_bela.get(ADDRESS, {"q": words})) == found


def test_a_search_without_result_says_so(as_bela):
    factories.Article(title="Dam report")

    page = as_bela.get(ADDRESS, {"q": "glacier"}).text

    assert "No article has “glacier” in its title." in page


def test_an_empty_desk_says_how_to_begin(as_bela):
    page = as_bela.get(ADDRESS).text

    assert "Nothing to check yet" in page
    assert 'href="/articles/new/"' in page


def test_it_has_pages(as_bela, bela):
    factories.Article.create_batch(31, by=bela)

    shown = {asked: len(titles(as_bela.get(ADDRESS, {"page": asked}))) for asked in ("1", "2")}

    assert shown == {"1": 30, "2": 1}


@pytest.mark.parametrize("asked", ["99", "0", "-1", "x", "²", "9" * 5000])
def test_a_page_that_is_none_shows_another(as_bela, noise, asked):
    assert len(titles(as_bela.get(ADDRESS, {"page": asked}))) == 1


def test_a_page_keeps_the_search(as_bela, bela):
    factories.Article.create_batch(31, by=bela, title="Dam & “co”")

    page = as_bela.get(ADDRESS, {"q": "dam & “co”"}).text

    assert 'href="?q=dam%20%26%20%E2%80%9Cco%E2%80%9D&amp;page=2"' in page


@pytest.mark.parametrize(
    "strange",
    [
        "created_by__password__startswith=p",
        "title__regex=.",
        "order_by=created_by__password",
        "_connector=OR",
        "pk=0",
        "slug=nowhere",
    ],
)
def test_names_that_are_no_filters_change_nothing(as_bela, strange):
    factories.Article.create_batch(2)

    assert titles(as_bela.get(f"{ADDRESS}?{strange}")) == titles(as_bela.get(ADDRESS))


def test_more_articles_cost_no_further_queries(as_bela, same_queries):
    def grow():
        claim = factories.Annotation()
        factories.Verdict(annotation=claim)
        factories.Verdict(annotation=claim)

    grow()

    queries = same_queries(lambda: as_bela.get(ADDRESS), grow)

    assert queries <= 9  # session, user, roles, count, articles, verdicts, decisions, claims, inbox
