"""Tables in text files: what stands between their cells."""

SEPARATORS = (",", ";", "\t", "|")


def separator(text: str) -> str:
    """The one of `SEPARATORS` that the first line has most of; the comma when it has none."""
    head = text.partition("\n")[0]
    return max(SEPARATORS, key=head.count)
