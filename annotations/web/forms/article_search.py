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


class Arrival(forms.Form):
    """`?claim=`: the claim whose card is open when the page arrives; `?walk=changed`: keys go from
    one claim to the next only among those that need a re-check.
    """

    claim = forms.UUIDField(required=False)
    walk = forms.ChoiceField(choices=[("changed", _("changed"))], required=False)

    def opened(self):
        return self.cleaned_data.get("claim") if self.is_valid() else None

    def walk_through(self) -> str:
        return self.cleaned_data.get("walk", "") if self.is_valid() else ""
