from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.web.forms.evidence import DateInput
from annotations.web.forms.refusable import LongText, RefusableForm


class AttemptForm(RefusableForm):
    """Where somebody looked and found nothing."""

    place = forms.CharField(
        label=_("Looked where"),
        max_length=300,
        widget=forms.TextInput(
            {"dir": "auto", "placeholder": _("archive, register, person, search")}
        ),
    )
    looked_on = forms.DateField(label=_("When"), initial=timezone.localdate, widget=DateInput)
    note = LongText(
        label=_("What was looked for"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )

    def clean_looked_on(self):
        day = self.cleaned_data["looked_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day
