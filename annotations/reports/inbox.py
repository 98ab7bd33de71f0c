"""What somebody should read: what was said to them, as far as they may see it by now."""

from collections.abc import Iterator
from datetime import datetime

from annotations.models import Notice, User


def inbox(person: User):
    """The notices of `person`, the unread ones first."""
    return Notice.objects.visible_to(person).for_inbox()


def unread(person: User) -> int:
    """How many `person` has not read. One query; none for who has no role here."""
    return Notice.objects.visible_to(person).unread().count()


def unread_since(since: datetime) -> Iterator[tuple[User, list[Notice]]]:
    """Who has not read what was said since then, with those notices, the oldest first.

    By name; two queries a person.
    """
    fresh = Notice.objects.unread().filter(comment__created_at__gte=since)
    people = User.objects.filter(is_active=True, pk__in=fresh.values("person"))
    for person in people.order_by("username"):
        told = Notice.objects.visible_to(person).for_inbox().filter(pk__in=fresh)
        if notices := list(told.order_by("comment")):
            yield person, notices
