from django import forms


class Cursor(forms.Form):
    """The newest event of the article that the page has seen."""

    since = forms.IntegerField(min_value=0)


class Edition(forms.Form):
    """Which text, in which sentences, the page shows that asks (`Revision.edition`)."""

    edition = forms.RegexField(r"^\d{1,9}\.\d{1,9}$", required=False)

    def seen(self) -> str:
        """Empty for a page that shows none."""
        return self.cleaned_data["edition"] if self.is_valid() else ""
