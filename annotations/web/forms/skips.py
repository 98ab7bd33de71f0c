from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.web.forms.refusable import RefusableForm


class SkipForm(RefusableForm):
    """Why somebody passes over a claim."""

    reason = forms.CharField(
        label=_("Why you pass over it"),
        max_length=300,
        widget=forms.TextInput({"dir": "auto", "placeholder": _("not my field, too close to me")}),
    )
