"""What readers got and what they sent, in the admin: to read."""

import pytest

from tests import factories
from tests.admin.pages import change, changelist, history

MAKE = {"publication": factories.Publication, "tip": factories.Tip}
each = pytest.mark.parametrize("noun", MAKE)


@each
def test_a_list_costs_the_same_however_long(as_ada, same_queries, noun):
    MAKE[noun]()

    same_queries(lambda: as_ada.get(changelist(noun)), grow=MAKE[noun])


@each
def test_an_editor_reads_a_row_and_its_history_and_changes_nothing(as_ada, noun):
    row = MAKE[noun]()

    assert as_ada.get(change(row)).status_code == 200
    assert as_ada.get(history(row)).status_code == 200
    assert as_ada.post(change(row)).status_code == 403
    assert as_ada.get(f"{changelist(noun)}add/").status_code == 403


@each
def test_a_reviewer_is_refused(as_bela, noun):
    assert as_bela.get(changelist(noun)).status_code == 403
