from django import forms
from django.utils.translation import gettext_lazy as _


class ArticleSearch(forms.Form):
    """The list's only filter. What does not fit is left out rather than refused."""

    q = forms.CharField(
        label=_("Search titles"),
        max_length=200,
        required=False,
        widget=forms.TextInput(
            {"type": "search", "placeholder": _("Search titles"), "data-key-target": "search"}
        ),
    )

    def narrow(self, articles):
        words = self.cleaned_data.get("q", "") if self.is_valid() else ""
        return articles.matching(words) if words else articles


class OpenClaim(forms.Form):
    """`?claim=`: the claim whose card is open when the page arrives."""

    claim = forms.UUIDField(required=False)

    def opened(self):
        return self.cleaned_data.get("claim") if self.is_valid() else None
