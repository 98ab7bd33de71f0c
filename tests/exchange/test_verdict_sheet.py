"""The verdict CSV on its way back: what every row would change, and that only that is changed."""

import csv
import io

import pytest

from annotations.exchange import verdict_sheet
from annotations.exchange.csv_table import VerdictFilter, stream
from annotations.models import Annotation, Article, Event, Verdict
from annotations.services.importing import Fate
from annotations.text.refusal import TextRefused
from tests import factories

pytestmark = pytest.mark.django_db
ALL = ("unchecked", "stale", "withdrawn")


def out(*include):
    return b"".join(stream(VerdictFilter(include=include)))


def edited(content, row=0, **cells):
    """The same sheet with cells of one row typed anew."""
    table = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    table[row] |= cells
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, table[0], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue().encode()


def fates(content, by):
    rows = verdict_sheet.read(content)
    return [one.fate for one in verdict_sheet.foreseen(rows, by=by)]


def brought(content, by):
    batch = verdict_sheet.upload("verdicts.csv", content, by=by)
    assert verdict_sheet.step(batch, by=by, seconds=None)
    return [(row.result, row.column) for row in batch.rows.all()]


@pytest.fixture
def article(advice, bela):
    text = "The dam holds 40 million 💧 litres. السد آمن تماما. Nobody was hurt. =1+1 it leaks."
    return factories.Article(slug="dam", text=text)


@pytest.fixture
def sheet(article, ada, bela):
    """Overlaps, emoji, RTL, a formula, a stale verdict, one taken back, one unchecked."""
    marked = {
        quote: factories.Annotation(article=article, quote=quote, by=ada)
        for quote in ("40 million 💧 litres", "million 💧", "السد آمن", "Nobody was hurt", "=1+1")
    }
    wide = marked["40 million 💧 litres"]
    item = factories.Evidence(annotation=wide, by=bela, quote="| 40 |\n😀", kind="primary")
    factories.Verdict(annotation=wide, by=bela, kind="sourced", evidence=[item], note="= 1")
    factories.Verdict(annotation=wide, by=ada, kind="disputed", reason="outdated", caveat=True)
    factories.Verdict(annotation=marked["السد آمن"], by=bela, kind="verified", confidence="low")
    factories.Verdict(annotation=marked["Nobody was hurt"], by=bela)
    factories.Verdict(annotation=marked["=1+1"], by=ada, kind="sourced").withdraw(by=ada)
    factories.revised(article, article.current().text.replace("Nobody was", "No one was"))
    return out(*ALL)


# -- back on the same desk ------------------------------------------------------------------------


def test_a_sheet_that_was_not_touched_changes_nothing(sheet, ada):
    before = Event.objects.count()

    assert set(fates(sheet, ada)) == {Fate.SAME, Fate.LEFT}
    assert {result for result, _ in brought(sheet, ada)} == {"same"}
    assert Event.objects.count() == before
    assert out(*ALL) == sheet


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\r\n", b"\n"),
        lambda content: resaved(content, delimiter=";"),
        lambda content: resaved(content, delimiter="\t"),
        lambda content: resaved(content, quoting=csv.QUOTE_ALL),
        lambda content: resaved(content, reverse=True),
    ],
    ids=["mark", "line ends", "semicolons", "tabs", "quotes", "order of columns"],
)
def test_what_spreadsheets_do_to_a_file_is_undone(sheet, ada, spoil):
    assert set(fates(spoil(sheet), ada)) == {Fate.SAME, Fate.LEFT}


def resaved(content, reverse=False, **how):
    lines = list(csv.reader(io.StringIO(content.decode(), newline="")))
    text = io.StringIO(newline="")
    csv.writer(text, **how).writerows([line[::-1] for line in lines] if reverse else lines)
    return text.getvalue().encode()


def test_a_dry_run_writes_nothing(sheet, ada):
    before = out(*ALL), Event.objects.count()

    found = fates(edited(sheet, 1, note="Seen again."), ada)

    assert Fate.CHANGED in found
    assert (out(*ALL), Event.objects.count()) == before


def test_an_edited_row_is_a_new_verdict_of_its_reviewer(article, ada, bela):
    factories.Verdict(
        annotation__article=article, annotation__quote="The dam", by=bela, kind="sourced"
    )

    assert brought(edited(out(), note="Seen again."), ada) == [("done", "")]

    new, old = Verdict.objects.order_by("-pk")
    assert (new.reviewer, new.note, old.ending) == (bela, "Seen again.", "replaced")


def test_what_the_desk_changed_meanwhile_is_a_conflict_and_stays(article, ada, bela):
    claim = factories.Verdict(
        annotation__article=article, annotation__quote="The dam", by=bela, kind="sourced"
    ).annotation
    Verdict.objects.update(created_at="2026-11-01T00:00:00Z")
    content = edited(out(), note="From the sheet.")
    said = {"kind": "verified", "note": "On the desk.", "rule": "asked"}
    claim.judge(by=bela, supersedes=claim.verdicts.open().get().pk, **said)

    assert brought(content, ada) == [("conflict", "")]
    assert claim.verdicts.open().get().note == "On the desk."


def test_what_was_taken_back_meanwhile_is_a_conflict(article, ada, bela):
    verdict = factories.Verdict(
        annotation__article=article, annotation__quote="The dam", by=bela, kind="sourced"
    )
    content = edited(out(), note="From the sheet.")
    verdict.withdraw(by=bela)

    assert fates(content, ada) == [Fate.CONFLICT]


@pytest.mark.parametrize(
    ("cells", "fate"),
    [
        ({"reviewer": "nobody-here"}, Fate.UNKNOWN),
        ({"annotation_id": "no id"}, Fate.REFUSED),
        ({"verdict": "maybe"}, Fate.REFUSED),
        ({"verdict": "disputed"}, Fate.REFUSED),
        ({"as_of": "1.2.2026"}, Fate.REFUSED),
        ({"reviewed_at": "yesterday"}, Fate.REFUSED),
        ({"caveat": "perhaps"}, Fate.REFUSED),
        ({"schema_version": "9"}, Fate.REFUSED),
        ({"span_start": "x"}, Fate.REFUSED),
        ({"reason": "outdated"}, Fate.REFUSED),
        ({"evidence_urls": "javascript:alert(1)"}, Fate.REFUSED),
        ({"state": "withdrawn"}, Fate.LEFT),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(article, ada, bela, cells, fate):
    factories.Verdict(
        annotation__article=article, annotation__quote="The dam", by=bela, kind="sourced"
    )

    (one,) = verdict_sheet.foreseen(verdict_sheet.read(edited(out(), **cells)), by=ada)

    assert one.fate == fate
    assert one.reason or fate == Fate.LEFT


def test_a_row_with_a_cell_too_many_is_refused_as_a_whole(article, ada, bela):
    factories.Verdict(annotation__article=article, annotation__quote="The dam", by=bela)
    content = out().removesuffix(b"\r\n") + b",more\r\n"

    (one,) = verdict_sheet.foreseen(verdict_sheet.read(content), by=ada)

    assert one.fate == Fate.REFUSED
    assert "more cells" in one.reason
    assert brought(content, ada) == [("refused", "")]


def test_the_rules_of_the_desk_hold(ada, bela):
    factories.Verdict(by=bela, kind="sourced")

    rows = verdict_sheet.read(edited(out(), verdict="verified", note="Now."))
    (one,) = verdict_sheet.foreseen(rows, by=ada)

    assert one.fate == Fate.REFUSED
    assert "Name a source" in one.reason


def test_a_reviewer_brings_in_own_verdicts_only(article, ada, bela):
    factories.Verdict(
        annotation__article=article, annotation__quote="The dam", by=ada, kind="sourced"
    )
    factories.Verdict(
        annotation__article=article, annotation__quote="The dam", by=bela, kind="sourced"
    )

    found = fates(edited(edited(out(), 0, note="a"), 1, note="b"), bela)

    assert sorted(found) == [Fate.CHANGED, Fate.REFUSED]


def test_of_a_locked_article_every_change_is_refused(article, ada, bela):
    factories.Verdict(
        annotation__article=article, annotation__quote="The dam", by=bela, kind="sourced"
    )
    content = edited(out(), note="Seen again.")
    article.lock_changes(by=ada)

    assert fates(content, ada) == [Fate.REFUSED]


# -- on a desk that has the articles and the people only ------------------------------------------

# Given anew by the import: when it was given, under which rule, and how its sources are called.
ANEW = {"reviewed_at", "evidence_rule", "primary_evidence_count"}


def test_claims_and_verdicts_that_are_not_here_are_made(sheet, article, ada):
    current = out("unchecked")
    emptied(article)

    results = brought(current, ada)

    assert {result for result, _ in results} == {"done"}
    assert table(out("unchecked")) == table(current)


def table(content):
    """What has to be the same; the article has another number, and keys come from the sheet."""
    rows = csv.DictReader(io.StringIO(content.decode(), newline=""))
    return [{name: row[name] for name in row if name not in ANEW} for row in rows]


def emptied(article):
    """The desk as if nobody had marked anything on the article."""
    claims = Annotation.objects.filter(article=article)
    Verdict.objects.filter(annotation__in=claims).delete()
    for name in ("evidence", "attempts", "placements", "wordings"):
        for claim in claims:
            getattr(claim, name).all().delete()
    claims.delete()


def test_an_article_that_is_not_here_is_said_to_be_unknown(sheet, article, ada):
    emptied(article)
    Article.objects.filter(pk=article.pk).update(title="Another")

    assert set(fates(out_of(sheet), ada)) == {Fate.UNKNOWN}


def out_of(sheet):
    lines = list(csv.DictReader(io.StringIO(sheet.decode(), newline="")))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, lines[0])
    writer.writeheader()
    writer.writerows(line for line in lines if line["state"] in ("current", "unchecked"))
    return text.getvalue().encode()


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"\x00\x01", b"verdict,verdict,reviewer,annotation_id\n"]
)
def test_what_is_no_such_sheet_is_said_to_be_none(content):
    with pytest.raises(TextRefused):
        verdict_sheet.read(content)
