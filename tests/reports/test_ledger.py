"""The ledger: one row for each sentence, with the state that its claims give it."""

from datetime import date

import pytest

from annotations.models import Article, Outcome
from annotations.reports.desk import desk
from annotations.reports.galley import galley
from annotations.reports.ledger import ledger
from tests import factories
from tests.factories import TEXT, revised


@pytest.fixture
def article(db):
    return factories.Article(slug="dam")


@pytest.fixture
def claim(article):
    return factories.Annotation(article=article)


def states(article, reader):
    return [row.state for row in ledger(article, reader).rows]


def blind(article):
    Article.objects.filter(pk=article.pk).update(is_blind=True)
    article.refresh_from_db()


def test_each_sentence_has_a_row(article, bela):
    rows = ledger(article, bela).rows

    assert [(row.line.number, row.state) for row in rows] == [
        (1, "untouched"),
        (2, "untouched"),
        (3, "untouched"),
    ]


def test_a_claim_that_nobody_judged_is_unchecked(article, claim, bela):
    assert states(article, bela)[0] == "unchecked"


def test_one_that_somebody_searched_for_in_vain_is_tried(article, claim, bela):
    claim.attempt(by=bela, place="Land register")

    assert states(article, bela)[0] == "tried"


def test_one_with_a_valid_verdict_is_checked(article, claim, bela):
    factories.Verdict(annotation=claim, kind="sourced")

    assert states(article, bela)[0] == "checked"


def test_one_that_reviewers_disagree_on_is_contested(article, claim, bela):
    factories.Verdict(annotation=claim, kind="sourced")
    factories.Verdict(annotation=claim, kind="disputed")

    assert states(article, bela)[0] == "contested"


def test_one_that_an_editor_settled_is_checked(article, claim, ada):
    votes = [factories.Verdict(annotation=claim, kind=kind).pk for kind in ("sourced", "disputed")]
    claim.adjudicate(by=ada, kind="sourced", note="The register says so.", votes=votes)

    entry = ledger(article, ada).entries[0]

    assert (entry.outcome, entry.ruling.editor) == (Outcome.SOURCED, ada)
    assert states(article, ada)[0] == "checked"


def test_one_whose_verdict_is_stale_needs_a_recheck(article, claim, bela):
    factories.Verdict(annotation=claim, kind="sourced")
    revised(article, TEXT.replace("holds", "never holds"))

    entry = ledger(article, bela).entries[0]

    assert (entry.look, entry.outcome) == (Outcome.SOURCED, Outcome.UNCHECKED)
    assert states(article, bela)[0] == "stale"


def test_one_with_nothing_to_check_says_so(article, bela):
    article.current().sentences.get(number=2).mark("opinion", by=bela, before="")

    assert states(article, bela)[1] == "not_checkable"


def test_coverage_and_outcomes_are_those_of_the_desk(article, claim, bela):
    factories.Verdict(annotation=claim)
    factories.Annotation(article=article, quote="Nobody was hurt")
    article.current().sentences.get(number=2).mark("opinion", by=bela, before="")

    book, whole = ledger(article, bela), desk(article, bela)

    assert (book.coverage, book.progress) == (whole.coverage, whole.progress)
    assert book.percent == 50


def test_a_gap_is_what_keeps_it_from_being_signed_off(article, claim, bela):
    Article.objects.filter(pk=article.pk).update(required_reviews=2)
    article.refresh_from_db()
    factories.Verdict(annotation=claim, kind="sourced")
    full = factories.Annotation(article=article, quote="Officials called it safe")
    for _ in range(2):
        factories.Verdict(annotation=full, kind="sourced")

    assert [row.line.number for row in ledger(article, bela).gaps] == [1, 3]


def test_a_claim_across_sentences_is_in_the_row_of_each(article, bela):
    factories.Annotation(article=article, quote="litres. Officials")

    assert [len(row.entries) for row in ledger(article, bela).rows] == [1, 1, 0]


def test_rows_are_chosen_by_all_that_is_asked(article, claim, bela):
    factories.Verdict(annotation=claim, kind="sourced", by=bela)
    factories.Annotation(article=article, quote="Nobody was hurt")
    book = ledger(article, bela)

    def where(**asked):
        return [row.line.number for row in book.where(**asked)]

    assert where(state="checked") == where(outcome="sourced") == [1]
    assert where(mine=True) == [3]
    assert where(gaps=True) == [2, 3]
    assert where(gaps=True, outcome="sourced") == []


def test_a_blind_reader_sees_only_their_own(article, claim, ada, bela):
    factories.Verdict(annotation=claim, kind="sourced")
    claim.attempt(by=ada, place="Land register")
    blind(article)

    seen, whole = ledger(article, bela).entries[0], ledger(article, ada).entries[0]

    assert (seen.outcome, seen.votes, seen.attempts) == (Outcome.UNCHECKED, [], [])
    assert (len(whole.votes), len(whole.attempts)) == (1, 1)


# -- the galley ---------------------------------------------------------------------------------


def test_the_galley_keeps_every_character_of_the_text(article, claim, bela):
    factories.Annotation(article=article, quote="holds 40 million litres. Officials")
    parts = [
        piece.text
        for paragraph in galley(article, bela).paragraphs
        for _, pieces in paragraph
        for piece in pieces
    ]

    assert "".join(parts) == article.current().text


def test_a_number_stands_where_its_claim_ends(article, claim, bela):
    ((_, pieces), _), _ = galley(article, bela).paragraphs

    assert [(piece.text, [one.number for one in piece.ends]) for piece in pieces] == [
        ("The dam holds ", []),
        ("40 million litres", [1]),
        (". ", []),
    ]


def test_a_footnote_tells_what_the_verdict_rests_on(article, claim, bela):
    named = factories.Evidence(annotation=claim)
    factories.Evidence(annotation=claim, title="Not named", url="https://example.net/")
    day = date(2026, 11, 20)
    factories.Verdict(annotation=claim, kind="verified", evidence=[named], as_of=day)

    note = galley(article, bela).footnotes[0]

    assert [source.title for source in note.sources] == ["Reservoir register"]
    assert (note.as_of, note.reasons) == (day, [])


def test_it_prints_dissent_only_where_the_editor_says_so(article, claim, ada):
    votes = [factories.Verdict(annotation=claim, kind=kind).pk for kind in ("sourced", "disputed")]
    said = {"by": ada, "kind": "sourced", "note": "The register says so.", "votes": votes}
    kept = claim.adjudicate(**said)
    quiet = galley(article, ada).footnotes[0].split
    claim.adjudicate(**said, supersedes=kept.pk, shows_dissent=True)

    told = galley(article, ada).footnotes[0].split

    assert quiet == []
    assert told == [("Disputed", 1, "The article names no source"), ("Sourced", 1, "")]
