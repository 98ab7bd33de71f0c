"""How well and how fast quotations are found again in texts that changed.

    python -m tests.benchmarks.anchors [--data FOLDER]

FOLDER holds `pairs` and `cases`, each as .jsonl or .jsonl.gz. A pair has an `id` and the texts
`old` and `new`. A case has the id of its `pair`, its category `cat`, the selector as it was made
in the old text (`exact`, `prefix`, `suffix`, and `hint`, its offset there), and `gold`: the span
of the new text where it stands now, null when it is gone. Three modes: `full` has the old text
as well, `selector` has not, `quote` has the quotation alone, as if a person had typed it. A
wrong place and a false place (of what is gone) are both mis-attachments.
Times of one run compare with each other; machines are noisy, so nothing asserts them.
"""

import argparse
import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median

from annotations.text.anchor import anchor

OWN = Path(__file__).parent / "data/anchors"
MODES = ("full", "selector", "quote")
# The words themselves changed, so that the ends of the span are a matter of taste.
CHANGED = {"edited", "edited-much", "moved-edited", "typed", "lookalike-kept"}
OVERLAP = 0.8
SLACK = 6  # characters by which both ends may be off
# Its words stand more than once, or only somewhere else: nobody could tell by the quote alone.
AMBIGUOUS = ("repeat", "lookalike")

Span = tuple[int, int]
RIGHT, WRONG, LOST, INVENTED = "right", "wrong place", "false orphan", "false place"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.anchors")
    parser.add_argument("--data", type=Path, default=OWN)
    folder = parser.parse_args().data
    pairs = {pair["id"]: pair for pair in load(folder, "pairs")}
    cases = load(folder, "cases")
    for mode in MODES:
        outcomes, cold, warm = run(pairs, cases, mode)
        report(mode, outcomes)
        print(f"first call on a text: median {median(cold):.2f} ms, longest {max(cold):.1f} ms")
        print(f"calls after it:       median {median(warm or [0]):.2f} ms\n")


def load(folder: Path, name: str) -> list[dict]:
    packed = folder / f"{name}.jsonl.gz"
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else None
    data = (folder / f"{name}.jsonl").read_bytes() if data is None else data
    return [json.loads(line) for line in data.decode(errors="surrogatepass").split("\n") if line]


def run(pairs: dict, cases: list[dict], mode: str) -> tuple[dict[str, Counter], list, list]:
    """Outcomes by category, and the milliseconds of first and of later calls on each text."""
    forget()
    outcomes: dict[str, Counter] = defaultdict(Counter)
    times: dict[str, list[float]] = defaultdict(list)
    for case in cases:
        if mode == "quote" and any(word in case["cat"] for word in AMBIGUOUS):
            continue
        pair = pairs[case["pair"]]
        asked = question(case, pair, mode)
        begin = time.perf_counter()
        found = anchor(*asked)
        times[pair["id"]].append((time.perf_counter() - begin) * 1000)
        outcomes[case["cat"]][judge(pair["new"], case, found)] += 1
    cold = [one[0] for one in times.values()]
    return outcomes, cold, [later for one in times.values() for later in one[1:]]


def forget() -> None:
    """Empty the caches of the code under test, so that first calls are first calls."""
    modules = [
        module for name, module in sys.modules.items() if name.startswith("annotations.text")
    ]
    for value in [value for module in modules for value in vars(module).values()]:
        if hasattr(value, "cache_clear"):
            value.cache_clear()


def question(case: dict, pair: dict, mode: str) -> tuple:
    """The arguments of `anchor`. What a person typed stood in no old text."""
    if mode == "quote":
        return pair["new"], case["exact"]
    old = pair["old"] if mode == "full" and case["hint"] is not None else None
    return pair["new"], case["exact"], case["prefix"], case["suffix"], case["hint"], old


def judge(text: str, case: dict, found: Span | None) -> str:
    gold = case["gold"]
    if gold is None or found is None:
        return (RIGHT if found is None else INVENTED) if gold is None else LOST
    place, true = bare(text, *found), bare(text, *gold)
    close = case["cat"] in CHANGED and is_close(place, true)
    return RIGHT if place == true or close else WRONG


def bare(text: str, start: int, end: int) -> Span:
    """The span without blanks and marks at its ends."""
    letters = [at for at in range(start, end) if text[at].isalnum()]
    return (letters[0], letters[-1] + 1) if letters else (start, end)


def is_close(one: Span, other: Span) -> bool:
    common = min(one[1], other[1]) - max(one[0], other[0])
    whole = max(one[1], other[1]) - min(one[0], other[0])
    off = max(abs(one[0] - other[0]), abs(one[1] - other[1]))
    return common > 0 and (common / whole >= OVERLAP or off <= SLACK)


def report(mode: str, outcomes: dict[str, Counter]) -> None:
    print(f"{mode:20} cases    right  wrong place  false place  false orphan")
    for category in sorted(outcomes):
        print_row(category, outcomes[category])
    print_row("all", sum(outcomes.values(), Counter()))
    shares = [one[RIGHT] / one.total() for one in outcomes.values()]
    print(f"{'mean of categories':20} {'':5} {sum(shares) / len(shares):8.2%}")


def print_row(name: str, counts: Counter) -> None:
    right, *faults = (counts[one] / counts.total() for one in (RIGHT, WRONG, INVENTED, LOST))
    print(f"{name:20} {counts.total():5} {right:8.2%}" + "".join(f"{one:13.2%}" for one in faults))


if __name__ == "__main__":
    main()
