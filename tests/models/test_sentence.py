import pytest

from annotations.models import Event
from annotations.models.conflict import Conflict
from annotations.services import correcting
from tests import factories
from tests.factories import TEXT, revised


@pytest.fixture
def sentence(db):
    return factories.Article().current().sentences.get(number=1)


def again(sentence):
    return type(sentence).objects.get(pk=sentence.pk).not_checkable


def test_it_is_marked(sentence, bela):
    sentence.mark("opinion", by=bela, before="")

    assert sentence.not_checkable == again(sentence) == "opinion"


def test_the_history_says_who_and_what(sentence, bela):
    sentence.mark("opinion", by=bela, before="")

    event = Event.objects.get(verb=Event.Verb.MARKED_SENTENCE)
    assert (event.actor, event.target) == (bela, f"sentence:{sentence.pk}")
    assert event.before == {"number": 1, "not_checkable": ""}
    assert event.after == {"number": 1, "not_checkable": "opinion"}


def test_saying_what_stands_is_harmless(sentence, bela, ada):
    sentence.mark("opinion", by=bela, before="")

    sentence.mark("opinion", by=ada, before="")

    assert Event.objects.filter(verb=Event.Verb.MARKED_SENTENCE).count() == 1


def test_what_stands_otherwise_is_a_conflict(sentence, bela, ada):
    sentence.mark("opinion", by=bela, before="")

    with pytest.raises(Conflict):
        sentence.mark("question", by=ada, before="")

    assert again(sentence) == "opinion"


def test_a_sentence_of_an_older_text_is_a_conflict(sentence, bela):
    revised(sentence.revision.article, TEXT + " More.")

    with pytest.raises(Conflict):
        sentence.mark("opinion", by=bela, before="")


@pytest.mark.parametrize("kind", ["opinion", ""])
def test_a_sentence_that_was_cut_otherwise_is_a_conflict(sentence, ada, kind):
    row = type(sentence).objects.get(pk=sentence.pk)
    correcting.merge(row, by=ada, edition="1.1")

    with pytest.raises(Conflict):
        sentence.mark(kind, by=ada, before="")


def test_a_sentence_that_was_merged_away_is_a_conflict(sentence, ada):
    second = sentence.revision.sentences.get(number=2)
    correcting.merge(sentence, by=ada, edition="1.1")

    with pytest.raises(Conflict):
        second.mark("opinion", by=ada, before="")
