"""What a page says of its article in JSON-LD: in every shape that publishers write, and worse."""

import json

import pytest

from annotations.text.linked_data import declared
from annotations.text.page import describe_page

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "The dam  is full",
    "author": {"@type": "Person", "name": "A. Author"},
    "publisher": {"@type": "Organization", "name": "Dam News"},
    "datePublished": "2026-11-01T08:00:00+01:00",
    "inLanguage": "en-GB",
}
SAID = {
    "title": "The dam is full",
    "byline": "A. Author",
    "publisher": "Dam News",
    "published_on": "2026-11-01T08:00:00+01:00",
    "language": "en-GB",
}
SITE = {"@type": "WebSite", "name": "Dam News"}


@pytest.mark.parametrize(
    "said",
    [
        ARTICLE,
        [SITE, ARTICLE],
        {"@context": "https://schema.org", "@graph": [SITE, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        ARTICLE | {"@type": ["Article", "NewsArticle"]},
        ARTICLE | {"@type": "BlogPosting"},
        ARTICLE | {"author": "A. Author"},
        ARTICLE | {"author": [{"name": "A. Author"}, {"name": "A. Author"}, {"url": "x"}]},
        ARTICLE | {"publisher": "Dam News"},
        ARTICLE | {"inLanguage": {"@type": "Language", "alternateName": "en-GB"}},
        ARTICLE | {"headline": None, "name": "The dam is full"},
        ARTICLE | {"headline": "The \ud800dam\0 is full"},
    ],
)
def test_an_article_is_found_in_every_shape(said):
    assert declared([json.dumps(said)]) == SAID


def test_several_authors_are_named():
    said = ARTICLE | {"author": [{"name": "A. Author"}, "B. Byline"]}

    assert declared([json.dumps(said)])["byline"] == "A. Author, B. Byline"


@pytest.mark.parametrize(
    "script",
    [
        "",
        "{",
        "7",
        "null",
        "[" * 100_000,
        json.dumps(SITE),
        json.dumps({"@type": 7, "headline": "x"}),
        json.dumps({"@type": "Article", "headline": {"a": 1}, "author": 7, "publisher": [[]]}),
        json.dumps([[[[{"@graph": "x"}]]]] * 2_000),
        '{"@type": "Article", "datePublished": ' + "9" * 5_000 + "}",
    ],
)
def test_what_says_nothing_of_an_article_is_passed_over(script):
    assert declared([script]) == {}


def test_a_long_one_is_looked_at_for_a_moment_only():
    assert declared([json.dumps([*[SITE] * 2_000, ARTICLE])]) == {}


# -- in its page ----------------------------------------------------------------------------------


def page(head):
    return f"<html><head>{head}</head><body><p>x</p></body></html>"


def script(said):
    return f'<script type="application/ld+json; charset=utf-8">{json.dumps(said)}</script>'


def test_json_ld_stands_over_what_is_said_for_social_networks():
    head = script(ARTICLE) + '<meta property="og:title" content="You will not believe it">'

    assert describe_page(page(head)).title == "The dam is full"


def test_what_json_ld_does_not_say_meta_tags_do():
    metas = {
        'property="og:site_name"': "Dam News",
        'property="og:locale"': "pt_BR",
        'name="parsely-author"': "A. Author",
        'itemprop="datePublished"': "2026-11-01",
    }
    head = "".join(f'<meta {name} content="{value}">' for name, value in metas.items())
    head += script({"@type": "Article", "headline": "T"})

    told = describe_page(page(head))

    assert (told.title, told.publisher, told.byline) == ("T", "Dam News", "A. Author")
    assert (told.published_on, told.language) == ("2026-11-01", "pt-BR")


def test_the_language_of_the_page_itself_counts_first():
    html = page(script(ARTICLE)).replace("<html>", '<html lang="de">')

    assert describe_page(html).language == "de"


def test_other_scripts_are_not_read():
    assert (
        describe_page(page("<script>{}</script><script type=module>var a = 1</script>")).title == ""
    )
