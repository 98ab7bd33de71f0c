"""How well and how fast texts are cut into sentences, next to cuts made by hand.

    python -m tests.benchmarks.sentences [--data PATH]

PATH is a set or a folder of sets. A set is a JSON file with `name`, `lang` and `docs`; each of
these has a `text` and `sents`, the spans of its sentences in code points. Spans are compared by
the visible characters that they hold: to which sentence a blank is given makes no difference.
Speeds of one run compare with each other; machines are noisy, so nothing asserts them.
"""

import argparse
import json
import time
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from annotations.text.segment import segment

OWN = Path(__file__).parent / "data/sentences"
RUNS = 3


@dataclass
class Agreement:
    """What was found, what there is, and what both have in common."""

    found: int = 0
    true: int = 0
    both: int = 0

    def add(self, found: set, true: set) -> None:
        self.found += len(found)
        self.true += len(true)
        self.both += len(found & true)

    @property
    def precision(self) -> float:
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.both / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.both / (self.found + self.true) if self.found + self.true else 1.0


@dataclass
class Score:
    """Quality over one set: of inner boundaries, and of sentences right at both ends."""

    boundaries: Agreement = field(default_factory=Agreement)
    sentences: Agreement = field(default_factory=Agreement)
    texts: int = 0
    partitions: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.sentences")
    parser.add_argument("--data", type=Path, default=OWN)
    print(f"{'set':20} precision recall     F1  exact F1  partition    MB/s")
    for one in load(parser.parse_args().data):
        result, speed = score(one), measure(one)
        print(
            f"{one['name']:20} {result.boundaries.precision:9.4f} {result.boundaries.recall:6.4f}"
            f" {result.boundaries.f1:6.4f} {result.sentences.f1:9.4f}"
            f" {result.partitions / result.texts:10.1%} {speed:7.2f}"
        )


def load(path: Path) -> list[dict]:
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def score(one: dict) -> Score:
    result = Score()
    for doc in one["docs"]:
        text, spans = doc["text"], segment(doc["text"], one["lang"])
        found, true = visible(text, spans), visible(text, doc["sents"])
        result.sentences.add(found, true)
        result.boundaries.add(inner(found), inner(true))
        result.texts += 1
        result.partitions += is_partition(text, spans)
    return result


def visible(text: str, spans) -> set[tuple[int, int]]:
    """The spans, counted in characters that are not blank; those of blanks alone left out."""
    upto = [0, *accumulate(not character.isspace() for character in text)]
    counted = {(upto[start], upto[end]) for start, end in spans}
    return {(start, end) for start, end in counted if start < end}


def inner(spans: set[tuple[int, int]]) -> set[int]:
    return {start for start, _end in spans} - {0}


def is_partition(text: str, spans) -> bool:
    edges = [0, *(end for _start, end in spans)]
    return edges == [*(start for start, _end in spans), len(text)] and edges == sorted({*edges})


def measure(one: dict) -> float:
    """Megabytes a second, all texts as one, in the best of a few runs."""
    text = "\n\n".join(doc["text"] for doc in one["docs"])
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        segment(text, one["lang"])
        times.append(time.perf_counter() - begin)
    return len(text.encode(errors="surrogatepass")) / min(times) / 1e6


if __name__ == "__main__":
    main()
