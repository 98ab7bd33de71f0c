"""A new text is saved with everything carried over, or not at all."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from annotations.models import Annotation, Event, Placement, Revision, Sentence, Verdict
from annotations.models.conflict import Conflict, Reworded
from annotations.reports.carrying import plan
from annotations.services import highlighting, intake, judging, revising
from annotations.text.anchor import Anchor
from tests import factories
from tests.factories import TEXT, revised

EDITED = TEXT.replace("holds 40", "holds about 40")
DISPUTED = {"kind": "disputed", "reason": "unsupported", "note": "No source is named."}


@pytest.fixture
def verdict(db):
    return factories.Verdict(note="No source is named.")


@pytest.fixture
def article(verdict):
    return verdict.annotation.article


def draft(text):
    return intake.read(text, Revision.RawKind.TEXT)


def place(verdict):
    return verdict.annotation.placements.current().get()


def valid():
    return Verdict.objects.valid().count()


def test_the_new_text_is_the_next_revision(article, ada):
    revision = revised(article, TEXT + " More.", by=ada)

    assert (revision.number, revision.text, revision.created_by) == (2, TEXT + " More.", ada)
    assert article.current() == revision


def test_the_old_text_stays_as_it_was(article):
    revised(article, "Another text.")

    assert article.revisions.get(number=1).text == TEXT


def test_its_sentences_partition_it(article):
    revision = revised(article, TEXT + " More.")

    assert "".join(one.text for one in revision.sentences.order_by("number")) == revision.text


def test_a_kept_claim_keeps_its_verdict(verdict, article):
    revised(article, "Correction. " + TEXT)

    assert (place(verdict).change, place(verdict).start, valid()) == ("kept", 26, 1)


def test_an_edited_claim_is_placed_anew_and_its_verdict_stale(verdict, article):
    revised(article, EDITED)

    assert (place(verdict).change, place(verdict).passage) == ("edited", "40 million litres")
    assert valid() == 0


def test_a_claim_whose_text_is_gone_lies_in_the_tray(verdict, article):
    revised(article, "All withdrawn.")

    assert list(article.annotations.in_tray()) == [verdict.annotation]
    assert valid() == 0


def test_a_text_that_comes_back_brings_its_verdicts_back(verdict, article):
    revised(article, "All withdrawn.")
    revising.restore(article, 1, by=article.created_by)

    assert (place(verdict).change, valid()) == ("returned", 1)


def test_what_was_kept_as_history_is_an_orphan_like_any_other_when_its_text_goes_again(
    verdict, article, ada
):
    revised(article, "All withdrawn.")
    verdict.annotation.shelve(by=ada, version=1)
    revised(article, TEXT)
    revised(article, "All withdrawn again.")

    assert list(article.annotations.in_tray()) == [verdict.annotation]


def test_a_verdict_remembers_the_revision_it_judged(verdict, article):
    revised(article, "Correction. " + TEXT)
    verdict.refresh_from_db()

    assert (verdict.revision.number, verdict.start) == (1, 14)


def test_a_deleted_claim_can_be_restored_into_the_new_text(verdict, article, ada):
    verdict.annotation.delete_softly(by=ada, version=1)
    revised(article, "Correction. " + TEXT)
    verdict.annotation.restore(by=ada)

    assert (place(verdict).start, valid()) == (26, 1)


def test_the_same_text_is_refused(article):
    with pytest.raises(ValidationError):
        revised(article, TEXT)

    assert article.revisions.count() == 1


def test_history_tells_what_became_of_each_claim(verdict, article, ada):
    factories.Annotation(article=article, quote="Nobody was hurt")
    revised(article, EDITED, by=ada)

    told, [carried] = (
        article.events.get(verb=Event.Verb.REVISED),
        article.events.filter(verb=Event.Verb.CARRIED),
    )
    assert (told.actor, told.after["edited"], told.after["kept"]) == (ada, 1, 1)
    assert (carried.annotation, carried.after["fate"]) == (verdict.annotation, "edited")


def test_an_older_page_cannot_save_over_a_newer_text(article):
    seen = plan(article, EDITED).fingerprint
    revised(article, TEXT + " More.")

    with pytest.raises(Conflict):
        revising.revise(article, draft(EDITED), by=article.created_by, fingerprint=seen)

    assert article.current().number == 2


def test_what_was_agreed_to_is_what_happens_or_nothing(article, ada):
    seen = plan(article, EDITED).fingerprint
    factories.Annotation(article=article, quote="Officials")

    with pytest.raises(Conflict) as refusal:
        revising.revise(article, draft(EDITED), by=ada, fingerprint=seen)

    assert len(refusal.value.current.claims) == 2
    assert article.revisions.count() == 1


@pytest.mark.parametrize("new", [EDITED, "All withdrawn.", TEXT + " More.", TEXT[60:] + TEXT[:60]])
def test_the_plan_and_what_is_saved_never_disagree(article, new):
    for quote in ("Officials", "hurt", "The dam"):
        factories.Annotation(article=article, quote=quote)
    planned = plan(article, draft(new).text)

    revision = revised(article, new)

    stand = {p.annotation_id: (p.start, p.end, p.change) for p in revision.placements.all()}
    wanted = {c.annotation.pk: (*c.found[:2], c.fate) for c in planned.claims if c.found}
    assert stand == wanted


def test_more_claims_cost_no_further_queries(article, django_assert_max_num_queries):
    for quote in ("Officials", "hurt", "The dam", "called it safe", "they said"):
        factories.Annotation(article=article, quote=quote)

    with django_assert_max_num_queries(24):
        revised(article, EDITED)


# -- what is written while the text is updated -----------------------------------------------------


def mark(revision, passage, by):
    start = revision.text.index(passage)
    span = Anchor(start, start + len(passage), "selected", 1.0)
    return highlighting.highlight(revision, span, uuid=factories.uuid.UUID(int=99), by=by)


def test_a_claim_on_the_old_text_is_marked_in_the_new_one(article, bela):
    old = article.current()
    revised(article, "Correction. " + TEXT)

    claim = mark(old, "Nobody was hurt", bela)

    assert (claim.revision.number, claim.start) == (2, TEXT.index("Nobody") + 12)


def test_the_same_claim_sent_again_is_the_first_one(article, bela):
    old = article.current()
    revised(article, "Correction. " + TEXT)

    assert mark(old, "Nobody was hurt", bela) == mark(old, "Nobody was hurt", bela)


def test_a_claim_marked_before_the_update_and_sent_again_after_it_is_the_first_one(article, bela):
    old = article.current()
    first = mark(old, "Nobody was hurt", bela)
    revised(article, "Correction. " + TEXT)

    assert mark(old, "Nobody was hurt", bela) == first


@pytest.mark.parametrize("new", [TEXT.replace("Nobody was", "Somebody was"), "All withdrawn."])
def test_a_claim_on_words_that_were_changed_is_refused(article, bela, new):
    old = article.current()
    revised(article, new)

    with pytest.raises(Reworded):
        mark(old, "Nobody was hurt", bela)

    assert Annotation.objects.count() == 1


def test_a_verdict_on_words_that_were_changed_is_refused(verdict, article, bela):
    seen = place(verdict).wording_id
    revised(article, EDITED)

    with pytest.raises(Reworded):
        judging.give_verdict(verdict.annotation, by=bela, wording=seen, **DISPUTED)

    assert Verdict.objects.count() == 1


def test_a_verdict_on_words_that_were_kept_is_taken(verdict, article, bela):
    seen = place(verdict).wording_id
    revised(article, "Correction. " + TEXT)

    given = judging.give_verdict(verdict.annotation, by=bela, wording=seen, **DISPUTED)

    assert (given.revision.number, valid()) == (2, 2)


def test_an_orphan_cannot_be_judged(verdict, article, bela):
    revised(article, "All withdrawn.")

    with pytest.raises(ValidationError):
        judging.give_verdict(verdict.annotation, by=bela, **DISPUTED)


def test_what_still_holds_is_said_again_of_the_new_words(verdict, article):
    revised(article, EDITED)

    again = judging.affirm(verdict, by=verdict.reviewer, wording=place(verdict).wording_id)

    assert (again.kind, again.revision.number, valid()) == ("disputed", 2, 1)


def test_its_undo_makes_the_verdict_stale_again(verdict, article):
    revised(article, EDITED)
    again = judging.affirm(verdict, by=verdict.reviewer, wording=place(verdict).wording_id)
    verdict.refresh_from_db()

    back = judging.reinstate(verdict, by=verdict.reviewer, supersedes=again.pk)

    assert (back.revision.number, back.wording, valid()) == (1, verdict.wording, 0)


@pytest.mark.django_db(transaction=True)
def test_claims_made_while_the_text_is_updated_are_never_lost():
    article = factories.Article(text=" ".join(f"Dam {n} holds water." for n in range(40)))
    bela, old = factories.Reviewer(), article.current()
    kept, refused = [], []

    def highlight_all():
        try:
            for n in range(0, 40, 2):
                start = old.text.index(f"Dam {n} holds")
                span = Anchor(start, start + 7, "selected", 1.0)
                key = factories.uuid.UUID(int=500 + n)
                try:
                    kept.append(highlighting.highlight(old, span, uuid=key, by=bela))
                except Reworded:
                    refused.append(n)
        finally:
            connection.close()

    other = threading.Thread(target=highlight_all)
    other.start()
    for n in range(5):
        try:
            revised(article, f"Update {n}. " + old.text.replace("Dam 8 holds", "Dam 8 loses"))
        except Conflict:
            continue
    other.join()

    assert len(kept) + len(refused) == 20
    assert set(refused) <= {8}
    last = article.current()
    assert Placement.objects.filter(revision=last).count() >= len(kept) - 1
    assert Sentence.objects.filter(revision=last).count() in (40, 41)
