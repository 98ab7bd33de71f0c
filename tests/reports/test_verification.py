"""Whatever is forged in a history is found, and nothing is found in one that was not."""

from datetime import timedelta
from random import Random

import pytest
from django.db import transaction
from django.db.models import F

from annotations.models import Annotation, Article, Event, User
from annotations.reports import verification
from tests import chronicle, factories
from tests.tampering import tampering

FAR = 1_000_000
TAMPERINGS = 100


@pytest.fixture
def article(ada):
    return chronicle.article(ada)


def found(article):
    return [*verification.verify(Article.objects.get(pk=article.pk))]


def told(article):
    return " ".join(finding.says for finding in found(article))


def test_nothing_is_found_in_what_was_written(article, noise):
    assert found(article) == []
    assert found(noise.annotation.article) == []


# -- a hundred forgeries --------------------------------------------------------------------------


def other(rows, than):
    return rows.exclude(pk=than).first()


NEW = {
    "article_id": lambda event: other(Article.objects, event.article_id).pk,
    "sequence": lambda event: event.sequence + FAR,
    "annotation_id": lambda event: other(Annotation.objects, event.annotation_id).pk,
    "actor_id": lambda event: other(User.objects, event.actor_id).pk,
    "verb": lambda event: "edited" if event.verb != "edited" else "judged",
    "target": lambda event: event.target + "0",
    "before": lambda event: {**(event.before or {}), "version": 99},
    "after": lambda event: {**(event.after or {}), "note": "\u202e"},
    "at": lambda event: event.at + timedelta(microseconds=1),
    "prev_hash": lambda event: event.prev_hash[:-1] + ("0" if event.prev_hash[-1] != "0" else "1"),
    "hash": lambda event: event.hash[:-1] + ("0" if event.hash[-1] != "0" else "1"),
}


def change(event, column):
    setattr(event, column, NEW[column](event))
    event.save()


def change_a_field(events, chance):
    column = chance.choice(sorted(NEW))
    event = chance.choice(events)
    if column == "article_id":  # where its number is free
        event.sequence += FAR
    change(event, column)


def delete(events, chance):
    chance.choice(events).delete()


def cut_the_tail(events, chance):
    for event in events[-chance.randint(1, 5) :]:
        event.delete()


def renumber(event, sequence):
    Event.objects.filter(pk=event.pk).update(sequence=sequence)


def swap(events, chance):
    one, two = chance.sample(events, 2)
    renumber(one, FAR)
    renumber(two, one.sequence)
    renumber(one, two.sequence)


def insert(events, chance):
    """With a seal that holds, after one that it names; what follows makes room."""
    before = chance.choice(events)
    later = Event.objects.filter(article=before.article_id, sequence__gt=before.sequence)
    later.update(sequence=F("sequence") + FAR)
    forged = chance.choice(events)
    forged.pk, forged.sequence, forged.prev_hash = None, before.sequence + 1, before.hash
    forged.hash = forged.sealed()
    forged.save(force_insert=True)
    Event.objects.filter(sequence__gt=FAR).update(sequence=F("sequence") - (FAR - 1))


def seal_anew(events, chance):
    """One line alone: not the last, after which nothing would be amiss."""
    event = chance.choice(events[:-1])
    event.after = {"forged": chance.random()}
    event.hash = event.sealed()
    event.save()


FORGERIES = [change_a_field, delete, cut_the_tail, swap, insert, seal_anew]


def test_every_one_of_a_hundred_forgeries_is_found(article, noise):
    chance, missed = Random(4), []
    for number in range(TAMPERINGS):
        forge = chance.choice(FORGERIES)
        with transaction.atomic():
            with tampering():
                forge([*article.events.order_by("sequence")], chance)
            if not found(article):
                missed.append((number, forge.__name__))
            transaction.set_rollback(True)

    assert missed == []
    assert found(article) == []


@pytest.mark.parametrize("column", NEW)
def test_no_column_can_be_changed(article, noise, column):
    with tampering():
        event = article.events.get(sequence=4)
        event.sequence += FAR if column == "article_id" else 0
        change(event, column)

    assert found(article)


# -- what is said of it ---------------------------------------------------------------------------


def test_a_changed_line_is_named(article):
    with tampering():
        article.events.filter(sequence=7).update(verb="judged")

    [finding] = found(article)

    assert (finding.article, finding.sequence) == ("dam", 7)
    assert str(finding).startswith("dam, event 7: it does not say what was written")


def test_a_deleted_line_is_named(article):
    with tampering():
        article.events.get(sequence=7).delete()

    assert "event 7 is expected here" in told(article)


def test_the_last_line_cannot_go_either(article):
    count = article.last_event
    with tampering():
        article.events.last().delete()

    [finding] = found(article)

    assert finding.says == (
        f"{count} events were counted, the last one found is event {count - 1}."
    )


def test_an_end_that_was_written_anew_is_found_by_a_kept_copy_alone(article):
    kept = [*verification.lines_of(article)]
    with tampering():
        last = article.events.last()
        last.after = {"forged": True}
        last.hash = last.sealed()
        last.save()
    chain, lines = verification.chain_of(article), verification.lines_of(article)

    parting = verification.parting(chain, lines, kept)

    assert found(article) == []
    assert parting.sequence == article.last_event


def test_a_copy_that_was_kept_while_the_article_went_on_agrees(article, ada):
    kept = [*verification.lines_of(article)]
    factories.Annotation(article=article, by=ada)
    lines = verification.lines_of(article)

    assert verification.parting(verification.chain_of(article), lines, kept) is None


def test_a_long_history_costs_a_query_more_only_for_each_batch(article, ada, same_queries):
    same_queries(lambda: found(article), lambda: factories.Annotation(article=article, by=ada))
