"""What a cell or a read-only field shows: escaped, with invisible characters as visible marks."""

from urllib.parse import urlsplit

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from annotations.templatetags.annotations_ui import host, reveal

NOTHING = "-"


def follow(thing, path: str):
    """The value at `path` ("article.title"), or None where the way ends."""
    for name in path.split("."):
        thing = getattr(thing, name, None)
    return thing


def column(path: str, label, show):
    """A callable for list_display and readonly_fields: `show` of the value at `path`."""

    @admin.display(description=label, ordering=path.replace(".", "__"))
    def cell(thing):
        value = follow(thing, path)
        return NOTHING if value in (None, "") else show(value)

    cell.__name__ = path.replace(".", "_")
    return cell


def text(path: str, label):
    """A short text, cut in lists."""
    return column(path, label, lambda value: shorten(reveal(value)))


def shorten(words: str, length: int = 120) -> str:
    return words if len(words) <= length else words[: length - 1] + "…"


def words(path: str, label, language: str = ""):
    """A text in full, its lines kept, in its own language and direction."""

    @admin.display(description=label)
    def block(thing):
        value = follow(thing, path)
        if value in (None, ""):
            return NOTHING
        spoken = follow(thing, language) if language else ""
        return format_html(
            '<div class="words" lang="{}" dir="auto">{}</div>', spoken or "", reveal(value)
        )

    block.__name__ = path.replace(".", "_")
    return block


def link(path: str, label):
    """The admin page of the row at `path`."""
    return column(path, label, page_link)


def page_link(row):
    address = reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_change", args=[row.pk])
    return format_html('<a href="{}"><bdi>{}</bdi></a>', address, shorten(reveal(str(row))))


def weblink(path: str, label):
    """A link out, its host said; anything but a web address stays text."""
    return column(path, label, outward)


def outward(url: str):
    if urlsplit(url).scheme not in ("http", "https"):
        return reveal(url)
    return format_html(
        '<a href="{}" rel="nofollow noopener noreferrer ugc">{}</a> ({})',
        url,
        shorten(reveal(url)),
        host(url),
    )


def joined(rows):
    """Links to the admin pages of several rows."""
    return format_html_join(", ", "{}", ((page_link(row),) for row in rows)) or NOTHING
