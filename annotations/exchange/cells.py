"""Cells of a CSV: values as text, several values in one cell, and nothing a spreadsheet executes.

The guard follows OWASP's "CSV injection": a leading apostrophe makes a spreadsheet read text.
`guard` and `unguard`, `join` and `split`, are exact inverses.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from annotations.text.invisible import is_invisible_only

GUARD = "'"
FORMULA = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")  # the last four are their full-width forms
BREAKS = frozenset("\t\r\n")
NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]+)*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?%?")

SEPARATOR = " | "
BAR = re.compile(r"\\*\|")


def guard(cell: str) -> str:
    """`cell` as a spreadsheet may safely open it."""
    return GUARD + cell if cell.startswith(GUARD) or is_live(cell) else cell


def unguard(cell: str) -> str:
    """What `guard` was given."""
    return cell.removeprefix(GUARD)


def is_live(cell: str) -> bool:
    """Whether a spreadsheet could take `cell` for a formula or a command; plain numbers are not."""
    if not cell or (cell[0].isascii() and cell[0].isalnum()):
        return False
    if cell[0] in BREAKS:
        return True
    visible = next((character for character in cell if not is_invisible_only(character)), "")
    return visible in FORMULA and not NUMBER.fullmatch(cell)


def join(values: Iterable[str]) -> str:
    r"""Several values in one cell, an empty one keeping its place; "" when all are empty.

    A bar inside a value gets a backslash (`|` becomes `\|`, `\|` becomes `\\|`), so that the
    separator is unmistakable.
    """
    values = list(values)
    return SEPARATOR.join(BAR.sub(r"\\\g<0>", value) for value in values) if any(values) else ""


def split(cell: str) -> list[str]:
    """The values that `join` put into `cell`; of values that were all empty, none."""
    values = cell.split(SEPARATOR) if cell else []
    return [BAR.sub(lambda bar: bar[0].removeprefix("\\"), value) for value in values]


def plain(value: object) -> str:
    """A value as the contract writes it: times in UTC to the second, yes or nothing for a flag."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else str(value)
