from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.services.addresses import LONGEST


class FetchForm(forms.Form):
    """An address of the web; whether it is read, fetching decides."""

    url = forms.CharField(
        label=_("Address of the page"),
        max_length=LONGEST,
        widget=forms.URLInput({"placeholder": "https://"}),
    )
