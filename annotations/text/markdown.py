"""Markdown → plain text: the words of an article without its marks, one line a paragraph.

Covers what articles use of CommonMark: headings, quotes, lists, emphasis, code, links and images.
What it does not know it leaves as it stands, so no word is lost.
"""

import re

FENCE = re.compile(r"^ {0,3}(```|~~~)")
RULE = re.compile(r"^ {0,3}([-*_])( {0,2}\1){2,20} *$|^ {0,3}(=+|-+) *$")
OWN_LINE = re.compile(r"^ {0,3}(#{1,6} |>|[-*+] |\d{1,9}[.)] )")
LIST = re.compile(r" {0,3}([-*+]|\d{1,9}[.)]) ")
LATER_NUMBER = re.compile(r" {0,3}(?!0*1[.)])\d{1,9}[.)] ")
BLOCK_MARK = re.compile(r" {0,8}(#{1,6} +|> ?|[-*+] +|\d{1,9}[.)] +)")
CLOSING_HASHES = re.compile(r"(?<! ) +#{1,6} *$")  # from the first blank only, so linear
LINK = re.compile(r"!?\[([^\[\]\n]{0,2000})\]\([^()\s]{0,2000}(?: \"[^\"\n]{0,300}\")?\)")
STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1")
EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]{1,2000}?)(?<=\S)\1(?![\w*])")
CODE = re.compile(r"`([^`\n]{1,2000})`")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def markdown_to_text(markdown: str) -> str:
    """The article's paragraphs with a blank line between them. Linear in its length."""
    blocks: list[list[str]] = [[]]
    in_code = in_list = False
    for line in markdown.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if FENCE.match(line):
            in_code = not in_code
            blocks.append([])
        elif not line.strip() or (not in_code and RULE.match(line)):
            blocks.append([])
        elif blocks[-1] and not in_code and not in_list and LATER_NUMBER.match(line):
            # The year at the end of a sentence, say: inside a paragraph only "1." begins a list.
            blocks[-1].append(_inline(line))
        elif in_code or OWN_LINE.match(line):
            in_list = bool(LIST.match(line))
            blocks.append([line if in_code else _bare(line)])
        else:
            # A line that goes on where the one before ended belongs to the same paragraph.
            blocks[-1].append(_bare(line))
    return "\n\n".join(" ".join(block) for block in blocks if block)


def _bare(line: str) -> str:
    """One line without its marks."""
    is_heading = line.lstrip().startswith("#")
    end = 0
    while mark := BLOCK_MARK.match(line, end):
        end = mark.end()
    line = line[end:]
    if is_heading:
        line = CLOSING_HASHES.sub("", line)
    return _inline(line)


def _inline(line: str) -> str:
    """A line's words without emphasis, links and escapes."""
    for pattern, kept in ((LINK, r"\1"), (STRONG, r"\2"), (EMPHASIS, r"\2"), (CODE, r"\1")):
        line = pattern.sub(kept, line)
    return ESCAPE.sub(r"\1", line).strip()
