"""After a better search: what is exact stays, what is found anew is placed, the lost is told of."""

import pytest
from django.core.management import CommandError, call_command

from annotations.models import Event, Placement, Verdict
from tests import factories
from tests.factories import TEXT, revised


@pytest.fixture
def verdict(db):
    return factories.Verdict(annotation__article__slug="dam")


@pytest.fixture
def article(verdict):
    return verdict.annotation.article


def run(capsys, *options):
    call_command("reanchor", *options)
    return capsys.readouterr().out


def forget(article):
    """As if an older search had not found it."""
    Placement.objects.filter(revision=article.current()).delete()


def misplace(verdict, start, end):
    """As if an older search had found it, roughly, somewhere else."""
    places = verdict.annotation.placements.current()
    passage = verdict.annotation.article.current().cut(start, end)
    places.update(start=start, end=end, passage=passage, method="fuzzy", change="edited")


def test_a_claim_that_can_be_found_is_placed(capsys, verdict, article):
    revised(article, "Correction. " + TEXT)
    forget(article)

    said = run(capsys)

    assert "gone → [26, 43)" in said
    assert "1 placed anew" in said
    assert Verdict.objects.valid().get() == verdict


def test_history_tells_of_it(capsys, verdict, article):
    revised(article, "Correction. " + TEXT)
    forget(article)
    run(capsys)

    assert verdict.annotation.events.latest("sequence").verb == Event.Verb.CARRIED


def test_a_dry_run_changes_nothing(capsys, verdict, article):
    revised(article, "Correction. " + TEXT)
    forget(article)

    assert "1 would be placed anew" in run(capsys, "--dry-run")
    assert not verdict.annotation.placements.current().exists()


def test_what_was_found_roughly_elsewhere_is_moved(capsys, verdict, article):
    revised(article, "Correction. " + TEXT)
    misplace(verdict, 0, 10)

    run(capsys)

    assert verdict.annotation.placements.current().get().passage == "40 million litres"


def test_what_is_exact_stays(capsys, verdict, article):
    revised(article, "Correction. " + TEXT)
    places = verdict.annotation.placements.current()
    misplace(verdict, 0, 10)
    places.update(method="exact")

    assert "0 placed anew" in run(capsys)
    assert places.get().start == 0


def test_what_a_person_placed_stays(capsys, verdict, article):
    revised(article, "Correction. " + TEXT)
    places = verdict.annotation.placements.current()
    misplace(verdict, 0, 10)
    places.update(change="attached")

    assert "0 placed anew" in run(capsys)


def test_what_would_be_lost_stays_and_is_told_of(capsys, verdict, article):
    revised(article, "All withdrawn, every word of it.")
    verdict.annotation.move(
        article.current(), factories.Anchor(0, 13, "fuzzy", 0.7), by=article.created_by, version=1
    )
    verdict.annotation.placements.current().update(change="edited")

    said = run(capsys)

    assert "[0, 13) → not found" in said
    assert "1 in doubt" in said
    assert verdict.annotation.placements.current().exists()


def test_one_article_alone(capsys, verdict, article, noise):
    for one in (article, noise.annotation.article):
        revised(one, "Correction. " + TEXT)
        forget(one)

    assert "1 placed anew" in run(capsys, "--article", "dam")


def test_an_unknown_article_is_an_error(db):
    with pytest.raises(CommandError, match="no article 'dam'"):
        call_command("reanchor", "--article", "dam")
