"""The desk of the round trips has all that it is made for."""

import csv
import io

import pytest
import time_machine

from annotations.exchange import csv_table, verdict_sheet
from annotations.exchange.csv_table import State, VerdictFilter
from annotations.models import Annotation, Article, User
from annotations.services.importing import Fate
from tests import factories
from tests.exchange import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles(db):
    return desk.full()


def out():
    include = (State.UNCHECKED, State.STALE, State.WITHDRAWN)
    return b"".join(csv_table.stream(VerdictFilter(include=include)))


def test_it_has_every_state_and_orphans(articles):
    wanted = VerdictFilter(include=(State.UNCHECKED, State.STALE, State.WITHDRAWN))
    states = {line[csv_table.NAMES.index("state")] for line in csv_table.rows(wanted)}

    assert [article.pk for article in articles] == [41, 42, 43]
    assert states == set(State.values)
    assert {one.shelved_at is None for one in Annotation.objects.orphaned().present()} == {
        True,
        False,
    }


@time_machine.travel(desk.TODAY, tick=False)
def test_its_sheet_comes_back_and_changes_nothing(articles):
    ada = User.objects.get(username="ada")
    content = out()

    found = verdict_sheet.foreseen(verdict_sheet.read(content), by=ada)

    assert {one.fate for one in found} == {Fate.SAME, Fate.LEFT}
    assert out() == content


# Given anew by the import, or not told by a sheet: numbers of the desk, when and by which rule it
# was judged, decisions, searches, how many sources are primary.
ANEW = {"article_id", "sentence_id", "reviewed_at", "evidence_rule", "primary_evidence_count"}
ANEW |= {"adjudicator", "adjudicated_at", "attempts"}


@time_machine.travel(desk.TODAY, tick=False)
def test_a_desk_that_has_the_articles_and_people_gets_what_counts(advice, articles):
    ada = User.objects.get(username="ada")
    before = b"".join(csv_table.stream(VerdictFilter(include=(State.UNCHECKED,))))
    sheet = before.replace(b"00000000-0000", b"11111111-0000")
    copies = [copied(article) for article in articles]

    batch = verdict_sheet.upload("verdicts.csv", sheet, by=ada)
    assert verdict_sheet.step(batch, by=ada, seconds=None)

    assert {(row.result, row.reason) for row in batch.rows.all()} == {("done", "")}
    wanted = VerdictFilter(include=(State.UNCHECKED,))
    after = [
        row for row in rows(b"".join(csv_table.stream(wanted))) if int(row["article_id"]) in copies
    ]
    assert [known(row) for row in after] == [known(row) for row in rows(sheet)]


def copied(article):
    """The number of another article of the same texts; the first has another title now."""
    Article.objects.filter(pk=article.pk).update(title="Gone")
    details = {name: getattr(article, name) for name in ("title", "source_url", "language")}
    first, *later = article.revisions.order_by("number").values_list("text", flat=True)
    copy = factories.Article(text=first, by=article.created_by, **details)
    for text in later:
        factories.revised(copy, text)
    return copy.pk


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def known(row):
    return {name: value for name, value in row.items() if name not in ANEW}
