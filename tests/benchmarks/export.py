"""What the CSV of a large desk costs: first byte, rows per second, memory, and what writers feel.

    python -m tests.benchmarks.export [--verdicts 100000]

Beside it, in the same run, a bare `csv.writer` over the same queries: it writes what was read of
each row as it is, without guarding, joining or naming anything. Runs on a database of its own in a
temporary folder; nothing asserts the figures.
"""

import argparse
import csv
import os
import resource
import tempfile
import threading
import time
from itertools import islice

SENTENCE = "The dam at place number {n} holds 40 million litres of water, officials said. "
CLAIMS = 500  # of each article


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--verdicts", type=int, default=100_000)
    wanted = parser.parse_args().verdicts
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FACTCHECK_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"
        import django

        django.setup()
        fill(wanted)
        measure()


def fill(verdicts: int) -> None:
    from django.core.management import call_command

    from tests import factories

    call_command("migrate", verbosity=0)
    reviewers = [factories.Reviewer() for _ in range(2)]
    for number in range(-(-verdicts // (CLAIMS * len(reviewers)))):
        fill_article(number, reviewers)


def fill_article(number: int, reviewers) -> None:
    """An article of which every sentence has a claim, and every claim a verdict of each."""
    from annotations.models import Annotation, Placement, Verdict, Wording
    from tests import factories

    text = "".join(SENTENCE.format(n=n) for n in range(CLAIMS))
    article = factories.Article(text=text, title=f"Report {number}", by=reviewers[0])
    revision = article.current()
    sentences = list(revision.sentences.order_by("number"))
    spans = [(one, one.start + 22, one.start + 40) for one in sentences]
    claims = Annotation.objects.bulk_create(
        Annotation(
            article=article,
            revision=revision,
            quote=text[start:end],
            start=start,
            end=end,
            created_by=reviewers[0],
        )
        for _, start, end in spans
    )
    wordings = Wording.objects.bulk_create(
        Wording(annotation=claim, passage=claim.quote, sha256=f"{number:064x}") for claim in claims
    )
    places = zip(claims, wordings, spans, strict=True)
    Placement.objects.bulk_create(
        Placement(
            annotation=claim,
            revision=revision,
            sentence=sentence,
            start=start,
            end=end,
            passage=claim.quote,
            wording=wording,
        )
        for claim, wording, (sentence, start, end) in places
    )
    Verdict.objects.bulk_create(
        Verdict(
            annotation=claim,
            kind="sourced",
            note="Seen in the register, = page 4.",
            reviewer=reviewer,
            revision=revision,
            start=claim.start,
            end=claim.end,
            wording=wording,
            rule="asked",
        )
        for claim, wording in zip(claims, wordings, strict=True)
        for reviewer in reviewers
    )


def measure() -> None:
    from annotations.exchange import csv_table

    warm = csv_table.stream(csv_table.VerdictFilter())
    next(warm)
    list(islice(warm, 2))
    warm.close()
    writing, stop = start_writer()
    before = peak()
    rows, first, seconds = timed_stream()
    grown = peak() - before
    stop.set()
    writing["thread"].join()
    print(f"rows                {rows:>10,}")
    print(f"first byte          {first * 1000:>10.0f} ms")
    print(f"export              {rows / seconds:>10,.0f} rows/s ({seconds:.1f} s)")
    print(f"memory, growth      {grown / 1024:>10.1f} MB")
    print(f"writes meanwhile    {writing['n']:>10,} slowest {writing['slowest'] * 1000:.0f} ms")
    bare = timed_bare()
    print(f"bare csv.writer     {rows / bare:>10,.0f} rows/s ({bare:.1f} s)")
    print(f"ratio               {bare / seconds:>10.2f}")


def peak() -> int:
    """Kilobytes, on Linux."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def timed_stream():
    from annotations.exchange import csv_table

    begun = time.perf_counter()
    blocks = csv_table.stream(csv_table.VerdictFilter())
    first, lines = 0.0, 0
    for number, block in enumerate(blocks):
        if number == 1:
            first = time.perf_counter() - begun
        lines += block.count(b"\r\n")
    return lines - 1, first, time.perf_counter() - begun


def timed_bare() -> float:
    """The same rows, read by the same queries."""
    from annotations.exchange import csv_table, verdict_rows
    from annotations.exchange.snapshot import snapshot

    begun = time.perf_counter()
    with open(os.devnull, "w", newline="", encoding="utf-8") as file, snapshot() as alias:
        writer = csv.writer(file)
        for row in verdict_rows.rows(csv_table.VerdictFilter(), alias):
            verdict, claim = row.verdict, row.annotation
            writer.writerow([*row.key, *row.passage, claim.article.title, claim.claim_text])
            writer.writerow([verdict.note, verdict.kind, verdict.reviewer.username])
    return time.perf_counter() - begun


def start_writer():
    """Somebody who goes on giving verdicts."""
    from annotations.models import Annotation
    from tests import factories

    claim = Annotation.objects.order_by("created_at").first()
    told, stop = {"n": 0, "slowest": 0.0}, threading.Event()
    person = factories.Reviewer()

    def write() -> None:
        while not stop.is_set():
            begun = time.perf_counter()
            claim.attempt(by=person, place=f"Archive {told['n']}")
            told["slowest"] = max(told["slowest"], time.perf_counter() - begun)
            told["n"] += 1
            stop.wait(0.05)

    told["thread"] = threading.Thread(target=write)
    told["thread"].start()
    return told, stop


if __name__ == "__main__":
    main()
