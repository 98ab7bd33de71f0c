from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.text.invisible import is_invisible_only


class TokenForm(forms.Form):
    """What a new token is for, so that it is known which to revoke."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=100,
        widget=forms.TextInput({"dir": "auto", "placeholder": _("Spreadsheet of the newsroom")}),
    )

    def clean_name(self):
        name = self.cleaned_data["name"]
        if is_invisible_only(name):
            raise forms.ValidationError(_("There is nothing to read in this name."))
        return name
