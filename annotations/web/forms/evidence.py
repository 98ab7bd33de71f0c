from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models import Evidence, Source
from annotations.web.forms.refusable import LongText, RefusableForm


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class WebAddress(forms.URLField):
    """A link of the web, if any; links of other schemes could run in a reader's browser."""

    def __init__(self, label):
        super().__init__(label=label, max_length=2000, required=False, assume_scheme="https")

    def clean(self, value):
        address = super().clean(value)
        if address and not address.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(_("Only links that begin with http:// or https://."))
        return address


class EvidenceForm(RefusableForm):
    """A source and what it says. Inside the verdict form it may stay empty as a whole."""

    title = forms.CharField(label=_("Source"), max_length=300)
    url = WebAddress(_("Link"))
    publisher = forms.CharField(label=_("Publisher"), max_length=300, required=False)
    origin = forms.CharField(
        label=_("Has it from"),
        help_text=_("An agency or report it repeats: two that repeat one count once."),
        max_length=300,
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Kind of source"), choices=Source.Kind, initial=Source.Kind.SECONDARY
    )
    stance = forms.ChoiceField(
        label=_("The source"),
        choices=Evidence.Stance,
        initial=Evidence.Stance.SUPPORTS,
        widget=forms.RadioSelect,
    )
    quote = LongText(
        label=_("Exact quote or figure"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    locator = forms.CharField(
        label=_("Where in it"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"placeholder": _("page, table, minute")}),
    )
    opened_on = forms.DateField(label=_("Opened on"), required=False, widget=DateInput)
    archive_url = WebAddress(_("Archived copy"))

    def clean_opened_on(self):
        day = self.cleaned_data["opened_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def is_blank(self) -> bool:
        """Whether nothing was typed; choices that have a default do not count."""
        typed = ("title", "url", "publisher", "origin", "quote", "locator", "archive_url")
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in typed)
