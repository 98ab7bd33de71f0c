from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import authenticate

from annotations.models import (
    Annotation,
    Article,
    Evidence,
    Outcome,
    Revision,
    Sentence,
    User,
    Verdict,
)
from annotations.reports import progress
from annotations.services import seeding
from tests.web.questions import nothing_written

SEEDS = settings.BASE_DIR / "seeds"
FILE = SEEDS / "000_8571044f9f1d5040.txt"
# Of the file as it was handed over; its name is not its hash.
SHA256 = "47eee16f3a5b50d76d74823e4e46e12b20097cfd29772204cdf9c9650adad821"


@pytest.fixture
def seeded(db):
    assert seeding.seed(SEEDS) == 1
    return Article.objects.get(slug="raqqa")


# -- the article ----------------------------------------------------------------------------------


def test_the_text_is_stored_byte_for_byte(seeded):
    revision = seeded.current()

    assert revision.text.encode() == FILE.read_bytes()
    assert revision.sha256 == Revision.digest(revision.text) == SHA256


def test_it_says_what_the_article_is(seeded):
    assert seeded.title.startswith("Trump says 'end of ISIS caliphate in sight'")
    assert (str(seeded.published_on), seeded.language) == ("2017-10-21", "en")


def test_it_has_21_sentences(seeded):
    assert Sentence.objects.filter(revision__article=seeded).count() == 21


def test_twice_is_harmless(seeded):
    with nothing_written():
        assert seeding.seed(SEEDS) == 0


def test_what_people_made_of_it_stays(seeded, bela):
    Annotation.objects.first().delete_softly(by=bela, version=1)

    with nothing_written():
        seeding.seed(SEEDS)


def test_it_is_all_or_nothing(db, tmp_path):
    told = (SEEDS / "000_8571044f9f1d5040.json").read_text(encoding="utf-8")
    (tmp_path / FILE.name).write_bytes(FILE.read_bytes())
    (tmp_path / "a.json").write_text(told.replace("booby-trapped ruin", "field of tulips and oats"))

    with pytest.raises(Exception, match="not in the article"):
        seeding.seed(Path(tmp_path))

    assert not Article.objects.exists()
    assert not User.objects.exists()


# -- the example claims ---------------------------------------------------------------------------


def test_the_typed_phrase_lands_on_the_passage_and_is_unchecked(seeded):
    claim = Annotation.objects.get(typed="less than 1 percent of pre-war population")

    place = claim.placements.get()
    assert (claim.start, claim.end) == (place.start, place.end) == (1400, 1445)
    assert claim.quote.replace("\u00a0", " ") == "less than 1 percent of its pre-war population"
    assert not claim.verdicts.exists()


def test_every_claim_keeps_the_words_that_were_typed(seeded):
    assert not Annotation.objects.filter(typed="").exists()


def test_all_five_outcomes_show(seeded):
    counts = progress.by_article([seeded], seeded.created_by)[seeded.pk]

    assert set(counts) == set(Outcome)
    assert all(counts.values())


def test_two_claims_overlap(seeded):
    spans = sorted(Annotation.objects.values_list("start", "end"))

    assert any(before[1] > after[0] for before, after in zip(spans, spans[1:], strict=False))


# -- the example verdicts -------------------------------------------------------------------------


def test_every_note_says_that_it_is_an_example(seeded):
    notes = Verdict.objects.values_list("note", flat=True)

    assert notes
    assert all(note.startswith("Example:") for note in notes)


def test_every_source_says_so_too_and_quotes_the_article_alone(seeded):
    evidence = [item for claim in Annotation.objects.all() for item in claim.evidence.all()]

    assert evidence
    assert all(item.source.title.startswith("Example:") for item in evidence)
    assert all(item.quote in seeded.current().text for item in evidence)


def test_what_is_verified_says_no_more_than_was_checked(seeded):
    verdict = Verdict.objects.get(kind="verified")
    dateline = verdict.evidence.get().quote

    assert verdict.annotation.quote == "on Saturday"
    assert datetime.strptime(dateline, "%d %b, %Y").strftime("%A") == "Saturday"


def test_a_source_says_in_which_sentence_it_stands(seeded):
    revision = seeded.current()

    for item in Evidence.objects.filter(locator__startswith="sentence "):
        sentence = revision.sentences.get(number=item.locator.split()[1])
        assert item.quote in revision.cut(sentence.start, sentence.end)


@pytest.mark.parametrize("kind", ["verified", "sourced"])
def test_what_needs_evidence_has_it(seeded, kind):
    assert all(verdict.evidence.exists() for verdict in Verdict.objects.filter(kind=kind))


def test_nobody_can_sign_in_as_an_example_account(seeded, rf):
    examples = User.objects.all()

    assert {user.username for user in examples} == {"example-desk", "example-r1", "example-r2"}
    assert not any(user.is_active or user.has_usable_password() for user in examples)
    assert not any(
        authenticate(rf.post("/login/"), username=user.username, password=word)
        for user in examples
        for word in ("", "!", user.password, user.username)
    )
