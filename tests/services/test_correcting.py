import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.models import Event, Verdict
from annotations.models.conflict import Conflict
from annotations.services import correcting
from annotations.text.gaps import gaps
from annotations.text.segment import paragraphs
from tests import factories
from tests.factories import TEXT, revised
from tests.services.cuts import merge, sentence, split, texts


@pytest.fixture
def article(db):
    return factories.Article()


# -- merging ---------------------------------------------------------------------------------------


def test_two_sentences_become_one(article, ada):
    merge(article, 1, ada)

    assert texts(article) == [TEXT[:59], "Nobody was hurt, they said."]


def test_the_one_says_that_a_person_cut_it(article, ada):
    merge(article, 1, ada)

    assert [one.is_corrected for one in article.current().sentences.all()] == [True, False]


def test_paragraphs_that_were_merged_are_one(ada):
    article = factories.Article(text="One line\nof verse.\n\nThe next. And more.\n\nThe end.")

    merge(article, 1, ada)

    rows = article.current().sentences.order_by("number")
    assert [one.paragraph for one in rows] == [1, 2, 2, 3]


def test_the_last_sentence_has_none_to_merge_with(article, ada):
    with pytest.raises(ValidationError):
        merge(article, 3, ada)

    assert article.current().cuts == 1


def test_claims_of_both_stand_in_the_one(article, ada):
    first, second = (
        factories.Annotation(article=article, quote=quote) for quote in ("40 million", "safe")
    )

    merge(article, 1, ada)

    assert {claim.placements.get().sentence.number for claim in (first, second)} == {1}


def test_claims_behind_it_keep_their_sentence(article, ada):
    claim = factories.Annotation(article=article, quote="hurt")

    merge(article, 1, ada)

    assert claim.placements.get().sentence.number == 2


def test_a_deleted_claim_follows_too(article, ada):
    claim = factories.Annotation(article=article, quote="safe", by=ada)
    claim.delete_softly(by=ada, version=1)

    merge(article, 1, ada)

    assert claim.placements.get().sentence.number == 1


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [("opinion", "opinion", "opinion"), ("opinion", "", ""), ("question", "opinion", "")],
)
def test_a_mark_is_kept_when_both_have_it(article, ada, first, second, kept):
    for number, kind in ((1, first), (2, second)):
        sentence(article, number).mark(kind, by=ada, before="")

    merge(article, 1, ada)

    assert sentence(article, 1).not_checkable == kept


# -- splitting -------------------------------------------------------------------------------------


def test_a_sentence_becomes_two(article, ada):
    split(article, "40 million", ada)

    assert texts(article)[:2] == ["The dam holds ", "40 million litres. "]


def test_both_halves_say_that_a_person_cut_them(article, ada):
    halves = split(article, "40 million", ada)

    assert [one.is_corrected for one in halves] == [True, True]


def test_the_halves_and_what_follows_are_numbered(article, ada):
    split(article, "40 million", ada)

    rows = article.current().sentences.order_by("start")
    assert [(one.number, one.paragraph) for one in rows] == [(1, 1), (2, 1), (3, 1), (4, 2)]


def test_blanks_stay_with_the_first_half(article, ada):
    at = TEXT.index(" 40 million")
    edition = article.current().edition

    correcting.split(sentence(article, 1), at, by=ada, edition=edition)

    assert texts(article)[1].startswith("40 million")


def test_both_halves_keep_the_mark(article, ada):
    sentence(article, 1).mark("opinion", by=ada, before="")

    halves = split(article, "40 million", ada)

    assert [one.not_checkable for one in halves] == ["opinion", "opinion"]


def test_claims_stand_in_their_half(article, ada):
    quotes = ("The dam", "40 million", "litres", "safe")
    claims = [factories.Annotation(article=article, quote=quote) for quote in quotes]

    split(article, "40 million", ada)

    assert [claim.placements.get().sentence.number for claim in claims] == [1, 2, 2, 3]


@pytest.mark.parametrize(
    "at",
    [0, -1, 1, 5, 27, 30, 31, 32, 33, 34, 60, 10**6],
    ids=lambda at: ascii(TEXT[max(0, at - 1) : at + 1]),
)
def test_elsewhere_than_between_its_words_it_is_refused(article, ada, at):
    edition = article.current().edition

    with pytest.raises(ValidationError) as refusal:
        correcting.split(sentence(article, 1), at, by=ada, edition=edition)

    assert refusal.value.message_dict.keys() == {"at"}
    assert len(texts(article)) == 3


def test_a_script_without_blanks_is_split_between_its_letters(ada):
    article = factories.Article(text="水庫容量為四千萬公升", language="zh")

    split(article, "四千", ada)

    assert texts(article) == ["水庫容量為", "四千萬公升"]


def test_a_claim_over_the_cut_is_told_first(article, ada):
    factories.Annotation(article=article, quote="holds 40 million")
    factories.Annotation(article=article, quote="40 million litres")

    with pytest.raises(ValidationError) as refusal:
        split(article, "40 million", ada)

    assert refusal.value.message_dict["across"][1:] == ["“holds 40 million”"]
    assert len(texts(article)) == 3


def test_who_was_told_can_split_across_it(article, ada):
    claim = factories.Annotation(article=article, quote="holds 40 million")

    split(article, "40 million", ada, across=True)

    assert claim.placements.get().sentence.number == 1


def test_a_deleted_claim_is_not_told(article, ada):
    claim = factories.Annotation(article=article, quote="holds 40 million", by=ada)
    claim.delete_softly(by=ada, version=1)

    split(article, "40 million", ada)

    assert len(texts(article)) == 4


# -- both ------------------------------------------------------------------------------------------


def test_verdicts_stand(article, ada):
    claim = factories.Annotation(article=article, quote="litres. Officials")
    factories.Verdict(annotation=claim)
    wording = claim.placements.get().wording

    merge(article, 1, ada)
    split(article, "million", ada)

    assert Verdict.objects.valid().count() == 1
    assert claim.placements.get().wording == wording


def test_a_split_undoes_a_merge(article, ada):
    sentence(article, 1).mark("opinion", by=ada, before="")
    before = list(article.current().sentences.values("number", "paragraph", "start", "end"))

    merge(article, 1, ada)
    split(article, "Officials", ada, marks=("opinion", ""))

    after = article.current().sentences.values("number", "paragraph", "start", "end")
    assert list(after) == before
    assert sentence(article, 1).not_checkable == "opinion"
    assert sentence(article, 2).not_checkable == ""


def test_a_merge_undoes_a_split(article, ada):
    before = texts(article)

    split(article, "40 million", ada)
    merge(article, 1, ada)

    assert texts(article) == before


def test_a_new_edition_begins(article, ada):
    merge(article, 1, ada)

    assert article.current().edition == "1.2"


@pytest.mark.parametrize("edition", ["1.1", "2.2", "1.3", "nonsense"])
def test_who_saw_other_sentences_is_refused(article, ada, edition):
    merge(article, 1, ada)

    with pytest.raises(Conflict):
        merge(article, 1, ada, edition=edition)
    with pytest.raises(Conflict):
        split(article, "40 million", ada, edition=edition)
    with pytest.raises(Conflict):
        correcting.mark(sentence(article, 1), "opinion", by=ada, before="", edition="1.1")

    assert len(texts(article)) == 2


def test_who_saw_an_older_text_is_refused(article, ada):
    old = sentence(article, 1)
    revised(article, TEXT + " More.")

    with pytest.raises(Conflict):
        correcting.merge(old, by=ada, edition=old.revision.edition)
    with pytest.raises(Conflict):
        correcting.split(old, 8, by=ada, edition=old.revision.edition)


def test_a_row_that_was_read_before_is_refused(article, ada):
    second = sentence(article, 2)
    merge(article, 1, ada)

    with pytest.raises(Conflict):
        correcting.merge(second, by=ada, edition=article.current().edition)


def test_the_history_tells_of_a_merge(article, ada):
    merge(article, 1, ada)

    event = article.events.get(verb=Event.Verb.MERGED)
    assert (event.actor, event.target) == (ada, f"revision:{article.current().pk}")
    assert [one["number"] for one in event.before["sentences"]] == [1, 2]
    assert [one["end"] for one in event.after["sentences"]] == [59]


def test_the_history_tells_of_a_split(article, ada):
    split(article, "40 million", ada)

    event = article.events.get(verb=Event.Verb.SPLIT)
    assert [one["text"] for one in event.before["sentences"]] == [TEXT[:33]]
    said = [(one["number"], one["start"], one["text"]) for one in event.after["sentences"]]
    assert said == [(1, 0, "The dam holds "), (2, 14, "40 million litres. ")]


def test_other_articles_are_left_alone(article, ada, noise):
    other = noise.annotation.article
    before = list(other.current().sentences.values())

    merge(article, 1, ada)
    split(article, "40 million", ada)

    assert list(other.current().sentences.values()) == before


def queries(change):
    with CaptureQueriesContext(connection) as queries:
        change()
    return len(queries)


def cost(article, ada):
    return queries(lambda: merge(article, 1, ada)), queries(lambda: split(article, "dam", ada))


def test_a_long_text_costs_no_more_queries(article, ada):
    long = factories.Article(text="One dam. Two dams. Three dams.\n" * 200)
    factories.Annotation(article=long, quote="Three")

    costs = {cost(one, ada) for one in (article, long)}

    assert len(costs) == 1
    assert max(*costs.pop()) <= 20


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_refused_and_claims_find_their_sentence():
    article = factories.Article(text=" ".join(f"Dam {n} holds water." for n in range(30)))
    ada, bela, refused = factories.Editor(), factories.Reviewer(), []

    def merge_all():
        try:
            for number in range(1, 7):
                try:
                    merge(article, number, ada)
                except Conflict:
                    refused.append(number)
        finally:
            connection.close()

    others = [threading.Thread(target=merge_all) for _ in range(2)]
    for other in others:
        other.start()
    for n in range(12):
        factories.Annotation(article=article, quote=f"Dam {n} holds", by=bela)
    for other in others:
        other.join()

    revision = article.current()
    assert revision.cuts == 1 + 12 - len(refused)
    rows = revision.sentences.values_list("number", flat=True)
    assert list(rows) == list(range(1, 30 - (revision.cuts - 1) + 1))
    for place in revision.placements.select_related("sentence"):
        assert place.sentence.start <= place.start < place.sentence.end


# -- whatever is done ------------------------------------------------------------------------------

VERSES = (
    "One dam, two.\nThree  dams hold. A dam: 40 million litres!\n\n水庫容量。四千萬公升。\nEnd it."
)
steps = st.lists(st.tuples(st.booleans(), st.integers(0, 99), st.integers(0, 99)), max_size=8)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps)
def test_sentences_partition_the_text_whatever_is_done(ada, steps):
    article = factories.Article(text=VERSES)
    for quote in ("dam, two", "dams hold. A", "litres!\n\n水庫", "千萬", "End"):
        factories.Annotation(article=article, quote=quote)
    for is_merge, which, where in steps:
        rows = list(article.current().sentences.order_by("number"))
        one = rows[which % len(rows)]
        places = gaps(one.text)
        edition = article.current().edition
        if is_merge and one is not rows[-1]:
            correcting.merge(one, by=ada, edition=edition)
        elif places:
            at = one.start + places[where % len(places)]
            correcting.split(one, at, by=ada, edition=edition, across=True)

    revision = article.current()
    rows = list(revision.sentences.order_by("number"))
    spans = [(one.start, one.end) for one in rows]
    assert "".join(one.text for one in rows) == VERSES
    assert [one.number for one in rows] == list(range(1, len(rows) + 1))
    assert [one.paragraph for one in rows] == paragraphs(VERSES, spans)
    for place in revision.placements.select_related("sentence"):
        assert place.sentence.start <= place.start < place.sentence.end
