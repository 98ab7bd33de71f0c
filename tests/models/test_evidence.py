"""Replies to evidence, and its quote in the kept text of its source."""

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import Evidence, SourceText, Verdict
from annotations.models.conflict import Conflict
from tests import factories


def text_of(item, text, by):
    digest = SourceText.digest(text)
    return SourceText.objects.create(source=item.source, text=text, sha256=digest, kept_by=by)


FOUND = [
    ("to the letter", "less than 40 percent", "It was less than 40 percent then."),
    ("quotation marks, blanks, dashes", "“it's  fine” — twice", 'He said "it’s fine" - twice.'),
    ("a line break", "40 million litres", "It holds 40 million\nlitres."),
    ("soft hyphens", "population", "the popu\u00adlation of"),
    ("at the second place", "40", "about 40.5, or 1,040, or just 40 people"),
    ("at the end of a sentence", "40", "It was 40."),
]
MISSING = [
    ("another figure", "40 million litres", "It holds 14 million litres."),
    ("a longer figure before", "40 million", "It holds 140 million."),
    ("a longer figure behind", "less than 1", "It was less than 10 percent."),
    ("a decimal figure", "less than 1", "It was less than 1.5 percent."),
    ("a grouped figure", "040 people", "There were 1,040 people."),
    ("a figure below zero", "40 degrees", "It fell to −40 degrees."),
    ("another word", "it was never safe", "They said it was not safe."),
    ("part of a word", "it was safe", "it was safeguarded"),
    ("one word more", "it was safe", "it was hardly safe"),
    ("another case", "US", "They told us."),
    ("another superscript", "10²", "It was 102 metres."),
]


@pytest.mark.parametrize(("quote", "text"), [row[1:] for row in FOUND], ids=[r[0] for r in FOUND])
def test_a_quote_counts_as_found_word_for_word(quote, text):
    assert SourceText(text=text).locate(quote)


@pytest.mark.parametrize(
    ("quote", "text"), [row[1:] for row in MISSING], ids=[row[0] for row in MISSING]
)
def test_a_quote_that_differs_in_words_or_figures_is_not_found(quote, text):
    assert SourceText(text=text).locate(quote) is None


def test_what_is_found_is_its_place_in_the_text():
    text = SourceText(text="He said “it’s  fine” twice.")

    start, end = text.locate('"it\'s fine"')

    assert text.text[start:end] == "“it’s  fine”"


def test_what_is_nearest_is_told_from_word_to_word():
    text = SourceText(text="The dam holds 140 million litres.")

    assert text.text[slice(*text.nearest("40 million litres"))] == "140 million litres"


@pytest.mark.django_db
class TestFindQuote:
    def test_history_tells_what_was_found_and_in_which_text(self, ada):
        item = factories.Evidence(quote="40,000,000 l")
        first, second = (text_of(item, words, ada) for words in ("40,000,000 l", "30,000,000 l"))

        item.find_quote(first, by=ada)
        item.find_quote(second, by=ada)

        told = item.annotation.events.filter(verb="checked_quote").order_by("sequence")
        assert [(one.before, one.after) for one in told] == [
            (None, {"sha256": first.sha256, "found": True}),
            ({"sha256": first.sha256, "found": True}, {"sha256": second.sha256, "found": False}),
        ]

    def test_finding_the_same_again_is_harmless(self, ada):
        item = factories.Evidence()
        text = text_of(item, "Nothing of the kind.", ada)
        item.find_quote(text, by=ada)
        before = Evidence.objects.values().get()

        item.find_quote(text, by=ada)

        assert Evidence.objects.values().get() == before
        assert item.annotation.events.filter(verb="checked_quote").count() == 1

    def test_without_a_quote_there_is_nothing_to_look_for(self, ada):
        item = factories.Evidence(quote="")

        item.find_quote(text_of(item, "Anything.", ada), by=ada)

        assert item.checked_at is None

    def test_a_verdict_on_a_quote_found_missing_later_no_longer_counts(self, ada):
        item = factories.Evidence()
        verdict = factories.Verdict(annotation=item.annotation, kind="sourced", evidence=[item])
        assert Verdict.objects.valid().exists()

        item.find_quote(text_of(item, "Nothing of the kind.", ada), by=ada)

        assert not Verdict.objects.valid().exists()
        assert Verdict.objects.get().state() == "stale"
        assert Verdict.objects.get(pk=verdict.pk).rests_on_broken

    def test_it_counts_again_when_the_quote_is_found_after_all(self, ada):
        item = factories.Evidence()
        factories.Verdict(annotation=item.annotation, kind="sourced", evidence=[item])
        item.find_quote(text_of(item, "Nothing of the kind.", ada), by=ada)

        item.find_quote(text_of(item, f"Here: {item.quote}.", ada), by=ada)

        assert Verdict.objects.valid().exists()

    def test_a_verdict_given_in_full_view_of_a_missing_quote_stands(self, ada):
        item = factories.Evidence(stance="refutes")
        item.find_quote(text_of(item, "Nothing of the kind.", ada), by=ada)

        factories.Verdict(annotation=item.annotation, evidence=[item])

        assert Verdict.objects.valid().exists()


@pytest.mark.django_db
class TestAnswer:
    def test_it_answers_refuting_evidence(self, bela):
        item = factories.Evidence(stance="refutes")

        item.answer("It counts another dam.", by=bela)

        assert not item.is_unanswered
        assert (item.replied_by, item.replied_at <= timezone.now()) == (bela, True)

    def test_saying_it_again_changes_nothing(self, bela):
        item = factories.Evidence()
        item.answer("It counts another dam.", by=bela)
        at = item.replied_at

        item.answer("It counts another dam.", by=factories.Reviewer())

        assert (item.replied_by, item.replied_at) == (bela, at)

    def test_nobody_replaces_the_reply_of_somebody_else(self, bela):
        item = factories.Evidence()
        item.answer("It counts another dam.", by=bela)

        with pytest.raises(Conflict):
            item.answer("", by=factories.Reviewer())

    def test_an_editor_does(self, ada, bela):
        item = factories.Evidence()
        item.answer("It counts another dam.", by=bela)

        item.answer("", by=ada)

        assert (item.reply, item.replied_by, item.replied_at) == ("", None, None)


@pytest.mark.django_db
class TestBlind:
    """What others write on my evidence is hidden until my verdict is in."""

    @pytest.fixture
    def item(self, bela):
        item = factories.Evidence(by=bela, annotation__article__is_blind=True)
        other = factories.Reviewer()
        item.answer("It counts another dam.", by=other)
        item.find_quote(text_of(item, item.quote, other), by=other)
        return item

    def test_before(self, bela, item):
        mine = Evidence.objects.visible_to(bela).get()

        assert (mine.shows_reply, mine.shows_keeper) == (False, False)

    def test_after(self, bela, item):
        factories.Verdict(annotation=item.annotation, by=bela)

        mine = Evidence.objects.visible_to(bela).get()

        assert (mine.shows_reply, mine.shows_keeper) == (True, True)

    def test_an_editor_sees_it(self, ada, item):
        theirs = Evidence.objects.visible_to(ada).get()

        assert (theirs.shows_reply, theirs.shows_keeper) == (True, True)


def test_the_day_is_kept(db, ada):
    item = factories.Evidence()
    text = text_of(item, item.quote, ada)

    item.find_quote(text, by=ada)

    assert timezone.now() - item.checked_at < timedelta(minutes=1)
