import csv
import io
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from annotations.exchange.columns import COLUMNS, NAMES
from tests import factories

PAGE, FILE, DICTIONARY = "/exports/", "/exports/verdicts.csv", "/exports/columns/"
HTMX = {"HX-Request": "true"}
# What object-relational look-ups and careless `**request.GET` would take.
STRANGE = [
    "user__password__startswith=p",
    "reviewer__password__startswith=pbkdf2",
    "annotation__article__created_by__password__regex=.",
    "kind__in=verified",
    "pk=0",
    "verdicts=0",
    "annotations=0",
    "today=1990-01-01",
    "since=2999-01-01",
    "_connector=OR 1=1 --",
    "_negated=1",
    "order_by=reviewer__password",
    "using=other",
    "most=1",
    "id__gt=5",
    "include__in=stale",
    "format=json",
    "limit=1",
    "%E2%80%AE=1",
]


def rows(response):
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


# -- who -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [PAGE, FILE, DICTIONARY])
def test_a_stranger_logs_in(client, db, address):
    response = client.get(address)

    assert response.status_code == 302
    assert response["Location"].startswith("/login/")


@pytest.mark.parametrize("address", [PAGE, FILE, DICTIONARY])
def test_an_account_without_a_role_is_refused(as_cleo, address):
    assert as_cleo.get(address).status_code == 403


@pytest.mark.parametrize("address", [PAGE, FILE, DICTIONARY])
def test_only_reading_is_allowed(as_bela, address):
    assert as_bela.post(address).status_code == 405


# -- the file --------------------------------------------------------------------------------------


def test_the_file_is_a_csv_to_be_saved(as_bela):
    with time_machine.travel("2026-11-22T09:30:00Z", tick=False):
        response = as_bela.get(FILE)

    assert response["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response["Content-Disposition"] == 'attachment; filename="verdicts-2026-11-22.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_file_of_one_article_is_named_for_it(as_bela):
    factories.Article(slug="dam")

    response = as_bela.get(FILE, {"article": "dam"})

    assert 'filename="verdicts-dam-2' in response["Content-Disposition"]


def test_it_holds_the_current_verdicts(as_bela, noise):
    [row] = rows(as_bela.get(FILE))

    assert row["annotation_id"] == str(noise.annotation_id)


def test_filters_narrow_it(as_bela, bela, noise):
    wanted = factories.Verdict(by=bela, reason="outdated", annotation__article__slug="dam")
    query = {
        "article": "dam",
        "reviewer": "bela",
        "verdict": ["disputed", "sourced"],
        "reason": "outdated",
        "date_from": "2000-01-01",
        "date_to": "2999-12-31",
    }

    [row] = rows(as_bela.get(FILE, query))

    assert row["annotation_id"] == str(wanted.annotation_id)


def test_include_may_be_said_several_times(as_bela):
    factories.Verdict(recheck_by="2020-01-01")
    factories.Verdict().withdraw(by=factories.Reviewer())
    factories.Annotation()

    found = rows(as_bela.get(FILE, {"include": ["unchecked", "stale", "withdrawn"]}))

    assert [row["state"] for row in found] == ["stale", "unchecked", "withdrawn", "unchecked"]


def test_a_bom_can_be_asked_for(as_bela):
    response = as_bela.get(FILE, {"bom": "on"})

    assert b"".join(response.streaming_content).startswith("\ufeff".encode())


@pytest.mark.parametrize(
    "query",
    [
        "verdict=true",
        "reason=because",
        "include=everything",
        "article=nowhere",
        "reviewer=nobody",
        "date_from=yesterday",
        "date_to=2026-02-30",
        "date_from=2026-11-22&date_to=2026-11-21",
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(as_bela, query):
    file, page = as_bela.get(f"{FILE}?{query}"), as_bela.get(f"{PAGE}?{query}")

    assert (file.status_code, page.status_code) == (400, 422)
    assert b"This filter cannot be used" in file.content
    assert b"errorlist" in page.content


@pytest.mark.parametrize("query", STRANGE)
def test_names_that_are_no_filters_change_nothing(as_bela, noise, query):
    asked, plain = as_bela.get(f"{FILE}?{query}"), as_bela.get(FILE)

    assert rows(asked) == rows(plain)


# -- the page --------------------------------------------------------------------------------------


def test_the_page_counts_and_previews_the_rows(as_bela, noise):
    response = as_bela.get(PAGE)

    assert b">1 row<" in response.content
    assert [len(line) for line in response.context["lines"]] == [len(NAMES)]
    assert str(noise.annotation_id) in response.content.decode()


def test_the_count_goes_beyond_the_preview(as_bela):
    factories.Verdict.create_batch(12)

    response = as_bela.get(PAGE)

    assert (response.context["count"], len(response.context["lines"])) == (12, 10)


def test_the_download_says_the_same_as_the_page(as_bela, bela):
    factories.Verdict(by=bela)
    query = "reviewer=bela&verdict=verified&verdict=disputed&include=stale&bom=on"

    html = unescape(as_bela.get(f"{PAGE}?{query}&order_by=x&date_from=").content.decode())

    assert f'href="{FILE}?{query}"' in html


def test_a_desk_without_verdicts_says_so(as_bela):
    assert b"No verdict fits" in as_bela.get(PAGE).content


def test_with_htmx_it_answers_with_the_preview_alone(as_bela, noise):
    part, page = as_bela.get(PAGE, headers=HTMX), as_bela.get(PAGE)

    assert part.content.decode().strip() in page.content.decode()
    assert b"<html" not in part.content
    assert "HX-Request" in part["Vary"]


def test_with_htmx_a_bad_filter_is_said_in_the_preview(as_bela):
    part = as_bela.get(f"{PAGE}?article=nowhere", headers=HTMX)

    assert part.status_code == 422
    assert b"There is no article with this address." in part.content
    assert b"<html" not in part.content


def test_user_text_is_escaped_and_its_invisible_characters_show(as_bela):
    factories.Verdict(note="<script>alert(1)</script>\u202e")

    html = as_bela.get(PAGE).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;⟦U+202E⟧" in html


def test_rows_cost_the_page_no_further_queries(as_bela, same_queries):
    factories.Verdict()
    address = PAGE + "?include=unchecked&include=stale&include=withdrawn"

    same_queries(lambda: as_bela.get(address), lambda: factories.Verdict.create_batch(5))


# -- the data dictionary ---------------------------------------------------------------------------


def test_the_dictionary_tells_every_column_in_order(as_bela):
    html = as_bela.get(reverse("exports.columns")).content.decode()

    places = [html.index(f'<tr id="{name}">') for name in NAMES]
    assert places == sorted(places)
    assert html.count("<tr id=") == len(NAMES)


def test_the_dictionary_gives_every_meaning_and_code(as_bela):
    html = unescape(as_bela.get(DICTIONARY).content.decode())

    assert all(str(column.meaning) in html for column in COLUMNS)
    assert all(f"<code>{code}</code>" in html for column in COLUMNS for code in column.codes)
