import csv
import io

import pytest

from annotations.models import Annotation, Evidence, Verdict
from tests import factories
from tests.admin.pages import changelist


def act(client, noun, action, *rows):
    chosen = {"action": action, "_selected_action": [str(row.pk) for row in rows]}
    return client.post(changelist(noun), chosen)


def table(answer):
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_selected_verdicts_leave_as_csv(as_ada, noise):
    wanted = factories.Verdict()

    answer = act(as_ada, "verdict", "export_verdicts", wanted)

    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert [row["annotation_id"] for row in table(answer)] == [str(wanted.annotation_id)]


def test_an_ended_verdict_leaves_when_it_is_selected(as_ada):
    verdict = factories.Verdict()
    verdict.withdraw(by=verdict.reviewer)

    answer = act(as_ada, "verdict", "export_verdicts", verdict)

    assert [row["state"] for row in table(answer)] == ["withdrawn"]


def test_selected_claims_leave_with_and_without_a_verdict(as_ada, noise):
    judged = factories.Verdict().annotation
    unchecked = factories.Annotation()

    answer = act(as_ada, "annotation", "export_annotations", judged, unchecked)

    assert sorted(row["state"] for row in table(answer)) == ["current", "unchecked"]


def test_all_of_a_filtered_list_can_leave(as_ada, noise):
    factories.Verdict(kind="verified")
    address = changelist("verdict") + "?kind__exact=verified"
    first = Verdict.objects.first()
    chosen = {"action": "export_verdicts", "select_across": "1", "_selected_action": [first.pk]}

    answer = as_ada.post(address, chosen)

    assert [row["verdict"] for row in table(answer)] == ["verified"]


def test_formulas_leave_disarmed(as_ada):
    verdict = factories.Verdict(note="=1+1")

    answer = act(as_ada, "verdict", "export_verdicts", verdict)

    assert table(answer)[0]["note"] == "'=1+1"


def test_deleted_claims_come_back(as_ada, ada):
    annotation = factories.Annotation()
    annotation.delete_softly(by=ada, version=1)

    act(as_ada, "annotation", "restore", annotation)

    annotation.refresh_from_db()
    assert annotation.deleted_at is None
    assert (annotation.events.last().verb, annotation.events.last().actor) == ("restored", ada)


def test_restoring_what_stands_is_harmless(as_ada):
    annotation = factories.Annotation()

    act(as_ada, "annotation", "restore", annotation)

    assert Annotation.objects.get().version == 1
    assert not annotation.events.filter(verb="restored").exists()


def test_removed_evidence_comes_back(as_ada, ada):
    evidence = factories.Evidence()
    evidence.remove(by=ada)

    act(as_ada, "evidence", "restore", evidence)

    assert Evidence.objects.get().removed_at is None
    assert evidence.annotation.events.last().verb == "restored_evidence"


@pytest.mark.parametrize(
    ("noun", "action"),
    [("verdict", "export_verdicts"), ("annotation", "restore"), ("evidence", "restore")],
)
def test_actions_are_not_for_reviewers(as_bela, noun, action):
    rows = {"verdict": factories.Verdict, "annotation": factories.Annotation}
    row = rows.get(noun, factories.Evidence)()

    assert act(as_bela, noun, action, row).status_code == 403
