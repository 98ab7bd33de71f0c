"""What a person cut stays cut when the text is updated, where the words are the same."""

import pytest

from annotations.models import Annotation, Revision, Verdict
from annotations.models.conflict import Conflict
from annotations.reports.carrying import plan
from annotations.services import intake, revising
from tests import factories
from tests.factories import revised
from tests.services.cuts import merge, sentence, split, texts

STORY = (
    "Rain fell. The dam held. It was old. Many fled.\nNobody was hurt. They said so. All is well."
)


@pytest.fixture
def story(db):
    return factories.Article(text=STORY)


@pytest.mark.parametrize(
    "new",
    [
        "Correction. " + STORY,
        STORY.replace("Rain fell. ", ""),
        STORY.replace("Rain", "Hail"),
        STORY.replace("Many fled.", "Thousands of people fled the town."),
        STORY.replace("They said so.", "They never said so, and nobody asked."),
        STORY + "\nMore to come.",
    ],
)
def test_a_merge_survives_edits_around_it(story, ada, new):
    merge(story, 2, ada)

    revised(story, new)

    assert "The dam held. It was old. " in texts(story)


@pytest.mark.parametrize(
    "new", ["Correction. " + STORY, STORY.replace("Rain fell.", "Hail fell."), STORY + " More."]
)
def test_a_split_survives_edits_around_it(story, ada, new):
    split(story, "was hurt", ada)

    revised(story, new)

    assert {"Nobody ", "was hurt. "} <= set(texts(story))


def test_a_merge_at_the_end_survives_what_is_added(story, ada):
    merge(story, 6, ada)

    revised(story, STORY + " Much more came later.")

    assert texts(story)[-2:] == ["They said so. All is well. ", "Much more came later."]


def test_a_correction_ends_where_its_words_were_edited(story, ada):
    merge(story, 2, ada)

    revised(story, STORY.replace("It was old", "It was new"))

    assert "The dam held. " in texts(story)


def test_a_correction_survives_update_after_update(story, ada):
    merge(story, 2, ada)

    revised(story, "First. " + STORY)
    revised(story, "Second. First. " + STORY)

    assert "The dam held. It was old. " in texts(story)


def test_verdicts_stand_through_corrections_and_updates(story, ada):
    claims = [factories.Annotation(article=story, quote=q) for q in ("dam held", "was", "hurt")]
    for claim in claims:
        factories.Verdict(annotation=claim)

    merge(story, 2, ada)
    split(story, "was hurt", ada)
    revised(story, "Correction. " + STORY)
    merge(story, 1, ada)
    revised(story, "Correction. " + STORY + " More.")

    assert Verdict.objects.valid().count() == 3


def test_the_marks_of_halves_survive_an_update(story, ada):
    sentence(story, 5).mark("opinion", by=ada, before="")
    split(story, "was hurt", ada)

    revised(story, "Correction. " + STORY)

    marked = story.current().sentences.exclude(not_checkable="").order_by("number")
    assert [one.text for one in marked] == ["Nobody ", "was hurt. "]


def test_an_update_planned_before_a_correction_is_refused(story, ada):
    new = STORY + " More."
    seen = plan(story, new).fingerprint
    merge(story, 2, ada)
    draft = intake.read(new, Revision.RawKind.TEXT)

    with pytest.raises(Conflict):
        revising.revise(story, draft, by=ada, fingerprint=seen)

    assert Annotation.objects.count() == 0


def test_nobody_cut_where_the_text_began_or_ended(db, ada):
    article = factories.Article(text="rain fell. The dam held. It was old. All is well")
    merge(article, 1, ada)
    merge(article, 2, ada)

    revised(article, "Heavy rain fell. The dam held. It was old. All is well again.")

    assert texts(article)[0].startswith("Heavy rain fell. The dam")
    assert texts(article)[-1].endswith("All is well again.")
