"""The desk of the round trips has all that it is made for."""

import pytest
import time_machine

from annotations.exchange import csv_table, verdict_sheet
from annotations.exchange.csv_table import State, VerdictFilter
from annotations.models import Annotation, User
from annotations.services.importing import Fate
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
