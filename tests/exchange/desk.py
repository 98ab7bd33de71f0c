"""The desk of golden/export.csv: overlaps, emoji, line ends, would-be formulas, three reviewers."""

from datetime import UTC, date, datetime
from uuid import UUID

import time_machine

from annotations.models import Annotation, Article, User, Verdict
from annotations.services import discussing
from tests import factories

TODAY = datetime(2026, 11, 22, 9, 30, 15, 250_000, tzinfo=UTC)
EARLIER = datetime(2026, 11, 20, 23, 59, 59, 999_999, tzinfo=UTC)

DAM = (
    "The dam 🏞️ holds 40 million litres, “give or take”. Officials called it safe.\n"
    "=SUM(losses) came to −3 percent, says 👩🏽‍🔧 Zoë. Nobody was hurt."
)
ARABIC = "قال المسؤول إن ٤٠ شخصا نزحوا. لم يصب أحد."


def claim(article, by, number, quote, **words):
    return factories.Annotation(article=article, by=by, uuid=UUID(int=number), quote=quote, **words)


def build():
    """Make the desk: on its first day what is ended or stale by now, today all the rest."""
    ada = factories.Editor(username="ada")
    bela = factories.Reviewer(username="bela")
    dora = factories.Reviewer(username="dora")
    with time_machine.travel(EARLIER, tick=False):
        dam = factories.Article(
            pk=41,
            text=DAM,
            title="@Dam, “safe”",
            by=ada,
            source_url="https://news.example/dam?a=1,2",
        )
        size = claim(dam, ada, 1, "40 million litres", claimant="+The Ministry")
        across = claim(dam, bela, 2, "million litres, “give or take”. Officials called")
        inside = claim(dam, dora, 3, "litres")
        taken_back(inside, dora)
        stale(across, bela)
        first = factories.Verdict(annotation=size, by=dora, kind="verified", note="At first sight.")
    with time_machine.travel(TODAY, tick=False):
        contest(size, ada, bela, dora, first)
        settle(formula(claim(dam, dora, 4, "=SUM(losses) came to −3 percent"), ada), ada)
        zoe = claim(
            dam, dora, 5, "says 👩🏽‍🔧 Zoë", claim_text="-Zoë says so", claim_date=date(2026, 1, 2)
        )
        zoe.attempt(by=bela, place="=Town archive", looked_on=date(2026, 11, 21))
        zoe.attempt(by=dora, place="The net | its archive", looked_on=date(2026, 11, 20))
        claim(dam, dora, 6, "Nobody was hurt").delete_softly(by=dora, version=1)
        factories.Verdict(
            annotation=claim(
                factories.Article(pk=42, text=ARABIC, title="تقرير", by=ada), bela, 7, "٤٠ شخصا"
            ),
            by=bela,
            reason="missing_context",
            note="-3.5",
        )


def taken_back(annotation, by):
    factories.Verdict(annotation=annotation, by=by, kind="sourced").withdraw(by=by)


def stale(annotation, by):
    factories.Verdict(
        annotation=annotation,
        by=by,
        note='One line,\r\nanother "quoted" one\nand a third.',
        recheck_by=date(2026, 11, 21),
    )


def contest(annotation, ada, bela, dora, first: Verdict):
    """Three reviewers, three verdicts; one of them has changed her mind."""
    register = factories.Evidence(annotation=annotation, by=ada)
    warden = factories.Evidence(
        annotation=annotation,
        by=bela,
        title="The warden",
        url="",
        kind="witness",
        stance="refutes",
        quote="30 million | no more\n",
    )
    factories.Verdict(
        annotation=annotation, by=ada, kind="verified", evidence=[register], confidence="high"
    )
    factories.Verdict(
        annotation=annotation,
        by=bela,
        reason="miscalculated",
        evidence=[register, warden],
        note='=HYPERLINK("http://x.example","y")',
    )
    factories.Verdict(
        annotation=annotation,
        by=dora,
        kind="sourced",
        note="'Sourced' will do.",
        supersedes=first.pk,
    )


def settle(verdict: Verdict, by):
    verdict.annotation.adjudicate(by=by, kind="sourced", note="Agreed.", votes=[verdict.pk])


def formula(annotation, by):
    return factories.Verdict(
        annotation=annotation,
        by=by,
        kind="sourced",
        caveat=True,
        confidence="low",
        as_of=date(2026, 11, 1),
        recheck_by=date(2026, 11, 22),
        note="\t tab first",
    )


MILL = (
    "The mill 🏭 stood since 1820. It burned down twice. The owner 👨‍👩‍👧 rebuilt it.\n"
    "قالت المالكة إن الطاحونة آمنة. Cafe\u0301 prices rose by 5 percent."
)
MILL_NOW = MILL.replace("twice", "three times").replace(" The owner 👨‍👩‍👧 rebuilt it.", "")


def full():
    """`build`, and a third article that was updated since: what its new text makes stale, orphaned
    (one waits in the tray, one is kept as history) and what it moved. Returns the three.
    """
    build()
    ada, bela, dora = (User.objects.get(username=name) for name in ("ada", "bela", "dora"))
    with time_machine.travel(EARLIER, tick=False):
        mill = factories.Article(pk=43, text=MILL, title="Mill 🏭", by=bela, language="en")
        judged_mill(mill, ada, bela, dora)
    with time_machine.travel(TODAY, tick=False):
        factories.revised(mill, MILL_NOW, by=ada)
        gone = Annotation.objects.get(pk=UUID(int=11))
        gone.shelve(by=ada, version=gone.version)
        discussing.start(gone, by=bela, text="It was rebuilt in 1901, 📚 say all.")
    return list(Article.objects.order_by("pk"))


def judged_mill(mill, ada, bela, dora):
    burned = claim(mill, bela, 8, "burned down twice")
    whole = claim(mill, ada, 9, "The mill 🏭 stood since 1820. It burned down twice.")
    rebuilt = claim(mill, dora, 10, "owner 👨‍👩‍👧 rebuilt")
    claim(mill, dora, 11, "The owner 👨‍👩‍👧 rebuilt it.")
    safe = claim(mill, bela, 12, "إن الطاحونة آمنة")
    claim(mill, bela, 13, "Cafe\u0301 prices")
    chronicle = factories.Evidence(annotation=safe, by=dora, quote="الطاحونة آمنة 🏭")
    factories.Verdict(annotation=burned, by=bela, reason="outdated")
    factories.Verdict(annotation=burned, by=dora, kind="sourced")
    factories.Verdict(annotation=whole, by=ada, kind="verified", as_of=date(2026, 11, 1))
    factories.Verdict(annotation=rebuilt, by=dora, kind="sourced", note="👨‍👩‍👧")
    factories.Verdict(annotation=safe, by=dora, kind="sourced", evidence=[chronicle])
