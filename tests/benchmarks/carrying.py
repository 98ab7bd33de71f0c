"""What an update of a text does to its claims: how truly they are carried over, and how fast.

    python -m tests.benchmarks.carrying [--data PATH] [--pairs 200] [--no-speed]

`--data` is a folder with pairs and cases in the form of `tests/benchmarks/data/anchors`. Runs on a
test database of its own: SQLite, or PostgreSQL by `DATABASE_URL`. Every pair of texts is stored as
an article with its claims marked, and then updated through the service, as a person would.
"""

import argparse
import os
import resource
import tempfile
import time
import uuid
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.anchors import OWN, load

SIZES = (10_000, 100_000, 1_000_000)
CLAIMS = (100, 1_000)
SENTENCE = "In year {n} the dam at place {m} held {k} million litres of water, officials said. "


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as folder, test_database(folder):
        truth(options.data, options.pairs)
        if not options.no_speed:
            speed()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=OWN)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--no-speed", action="store_true")
    return parser.parse_args()


@contextmanager
def test_database(folder: str):
    os.environ.setdefault("FACTCHECK_DATA", folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"
    import django
    from django.test.utils import setup_databases, teardown_databases

    django.setup()
    made = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)


# -- truth -----------------------------------------------------------------------------------------


def truth(data: Path, most: int) -> None:
    pairs = {pair["id"]: pair for pair in load(data, "pairs")}
    cases: dict[str, list[dict]] = {}
    for case in load(data, "cases"):
        if case["hint"] is not None and pairs[case["pair"]]["old"]:
            cases.setdefault(case["pair"], []).append(case)
    found: Counter[str] = Counter()
    for number, (key, claims) in enumerate(cases.items()):
        if found["pairs"] == most:
            break
        outcomes = carried(pairs[key], claims, number)
        found += outcomes
        found["pairs"] += bool(outcomes)
    for name in ("pairs", "claims", *OUTCOMES):
        print(f"{name:58} {found[name]:6}")


OUTCOMES = (
    "kept, moved or touched: verdicts stand",
    "placed anew, needs re-check",
    "in the tray",
    "LOST: neither placed nor in the tray",
    "PLACED ON OTHER WORDS without a re-check",
    "stands on the same words elsewhere than meant",
)


def carried(pair: dict, cases: list[dict], number: int) -> Counter[str]:
    """What became of the claims of one pair of texts; empty when intake changes the texts."""
    from annotations.text.plain import normalise
    from tests import factories

    if normalise(pair["old"]) != pair["old"] or normalise(pair["new"]) != pair["new"]:
        return Counter()
    article = factories.Article(text=pair["old"], language=pair.get("lang", "en")[:2])
    claims = {}
    for at, case in enumerate(cases):
        start, end = case["hint"], case["hint"] + len(case["exact"])
        if pair["old"][start:end] == case["exact"] and case["exact"].strip():
            claims[mark(article, start, end, uuid.UUID(int=number * 10_000 + at + 1))] = case
    if not claims or pair["old"] == pair["new"]:
        return Counter()
    factories.revised(article, pair["new"])
    return Counter(outcome for claim, case in claims.items() for outcome in judged(claim, case))


def mark(article, start: int, end: int, key: uuid.UUID):
    from annotations.services.highlighting import highlight
    from annotations.text.anchor import Anchor

    by = article.created_by
    return highlight(article.current(), Anchor(start, end, "selected", 1.0), uuid=key, by=by)


def judged(claim, case: dict):
    from annotations.models import Annotation
    from annotations.text.fold import fold

    yield "claims"
    place = claim.placements.current().first()
    if place is None:
        in_tray = Annotation.objects.in_tray().filter(pk=claim.pk).exists()
        yield OUTCOMES[2] if in_tray else OUTCOMES[3]
        return
    yield OUTCOMES[1] if place.change == "edited" else OUTCOMES[0]
    same = fold(place.passage).text.strip() == fold(claim.quote).text.strip()
    if not same and place.change != "edited":
        yield OUTCOMES[4]
    if same and case["gold"] != [place.start, place.end] and not overlaps(case["gold"], place):
        yield OUTCOMES[5]


def overlaps(gold, place) -> bool:
    return gold is not None and gold[0] < place.end and place.start < gold[1]


# -- speed -----------------------------------------------------------------------------------------


def speed() -> None:
    print(f"\n{'text':>8} {'claims':>7} {'preview':>9} {'save':>9} {'peak memory':>13}")
    for size in SIZES:
        for number in CLAIMS:
            if number * 40 <= size:
                time_update(size, number)


def time_update(size: int, number: int) -> None:
    """An update that edits one sentence in ten, moves a part and adds a line at the top."""
    from annotations.reports.carrying import plan
    from tests import factories

    old, new = texts(size)
    article = factories.Article(text=old)
    step = len(old) // number
    for at in range(number):
        start = old.index("the dam", at * step) if old.find("the dam", at * step) >= 0 else 0
        mark(article, start, start + 18, uuid.uuid4())
    begin = time.perf_counter()
    plan(article, new)
    planned = time.perf_counter()
    factories.revised(article, new)
    saved = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    preview, save = (planned - begin) * 1000, (saved - planned) * 1000
    print(f"{size // 1000:5} kB {number:7} {preview:6.0f} ms {save:6.0f} ms {memory:10.0f} MB")


def texts(size: int) -> tuple[str, str]:
    lines = []
    length = n = 0
    while length < size:
        line = SENTENCE.format(n=n, m=n * 7 % 1013, k=n * 31 % 97) + "\n" * (n % 5 == 0)
        lines.append(line)
        length += len(line)
        n += 1
    edited = [
        line.replace("officials", "they") if at % 10 == 0 else line for at, line in enumerate(lines)
    ]
    third = len(lines) // 3
    moved = edited[: third - 5] + edited[third:] + edited[third - 5 : third]
    return "".join(lines), "Updated today.\n" + "".join(moved)


if __name__ == "__main__":
    main()
