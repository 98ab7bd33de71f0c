import pytest
from django.core.management import CommandError, call_command

from annotations.models import Annotation
from tests import factories


def run(capsys, *options):
    call_command("purge_trash", *options)
    return capsys.readouterr().out


@pytest.fixture
def claim(ada):
    claim = factories.Annotation()
    claim.delete_softly(by=ada, version=1)
    return claim


def test_it_says_what_it_removed(capsys, claim):
    assert "1 claims" in run(capsys, "--days", "0")
    assert not Annotation.objects.exists()


def test_a_dry_run_changes_nothing(capsys, claim):
    assert "1 claims, 0 evidence, 0 attempts, 0 comments would be removed" in run(
        capsys, "--days", "0", "--dry-run"
    )
    assert Annotation.objects.exists()


def test_by_default_thirty_days_are_waited(capsys, claim):
    assert "0 claims" in run(capsys)


def test_again_is_harmless(capsys, claim):
    run(capsys, "--days", "0")

    assert "0 claims" in run(capsys, "--days", "0")


def test_days_to_come_are_an_error(db):
    with pytest.raises(CommandError, match="0 or more"):
        call_command("purge_trash", "--days", "-1")
