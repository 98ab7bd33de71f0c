"""What the tests of an update send and read."""

import re

from tests.factories import TEXT

EDITED = TEXT.replace("holds", "never holds")


def words(text, **more):
    return {"raw": text, "raw_kind": "text", "step": "preview"} | more


def seen(page):
    """What the form of a preview holds, as a browser would send it."""
    form = page.context["form"]
    return {field.name: field.value() or "" for field in form if field.name != "file"}


def counts(page):
    """The counts of a preview as it shows them, as {fate: number}."""
    shown = re.findall(r'<li class="fate fate--(\w+)">(\d+) ', page.text)
    return {fate: int(number) for fate, number in shown}
