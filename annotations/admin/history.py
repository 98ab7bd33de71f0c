"""The desk's own history, as admin pages show it."""

from django.core.paginator import Paginator

from annotations.models import Event

PER_PAGE = 50


class Line:
    """An event with what it changed."""

    def __init__(self, event: Event) -> None:
        self.event = event
        before, after = event.before or {}, event.after or {}
        names = dict.fromkeys([*before, *after])
        self.changes = [
            (name, before.get(name), after.get(name))
            for name in names
            if before.get(name) != after.get(name)
        ]


def about(thing):
    """The events of `thing`: of its claim, or of its article when it hangs on no claim."""
    events = Event.objects.filter(article=thing.in_article()).for_history()
    claim = thing.in_annotation()
    return events.filter(annotation=claim) if claim else events


def page_of(events, number):
    """One page of history, whatever `number` the address names. Two queries."""
    page = Paginator(events, PER_PAGE).get_page(number)
    page.object_list = [Line(event) for event in page.object_list]
    return page


def recent():
    """What happened last on the desk. One query, when asked."""
    return Event.objects.select_related("actor", "article").order_by("-at", "-pk")[:10]
