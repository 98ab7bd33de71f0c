from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import User
from annotations.reports.timeline import VERBS, Group
from annotations.text.invisible import reveal
from annotations.web.forms.evidence import DateInput

ISO = ["%Y-%m-%d"]


class People(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return reveal(user.username)


class TimelineFilter(forms.Form):
    """The filters of an article's history, out of the `events` that its reader may see."""

    person = People(
        User.objects.none(),
        label=_("Who"),
        to_field_name="username",
        required=False,
        empty_label=_("anybody"),
        error_messages={"invalid_choice": _("Nobody of this name has done anything here.")},
    )
    about = forms.ChoiceField(
        label=_("What"), choices=[("", _("everything")), *Group.choices], required=False
    )
    words = forms.CharField(
        label=_("Claim"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"type": "search", "dir": "auto", "placeholder": _("words of it")}),
    )
    date_from = forms.DateField(
        label=_("From"), input_formats=ISO, required=False, widget=DateInput
    )
    date_to = forms.DateField(label=_("Until"), input_formats=ISO, required=False, widget=DateInput)
    claim = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, events):
        super().__init__(data)
        self.events = events
        people: Any = self.fields["person"]
        acting = User.objects.filter(pk__in=events.order_by().values("actor"))
        people.queryset = acting.order_by("username")

    def clean(self):
        first, last = self.cleaned_data.get("date_from"), self.cleaned_data.get("date_to")
        if first and last and first > last:
            self.add_error("date_to", _("This is before the first day."))

    def found(self):
        """The events that are asked for; none for a form that is not valid."""
        if not self.is_valid():
            return self.events.none()
        said = self.cleaned_data
        wanted = {
            "actor": said["person"],
            "verb__in": VERBS[Group(said["about"])] if said["about"] else None,
            "annotation": said["claim"],
            "annotation__quote__icontains": said["words"],
            "at__date__gte": said["date_from"],
            "at__date__lte": said["date_to"],
        }
        return self.events.filter(**{name: value for name, value in wanted.items() if value})

    def is_narrowed(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())
