from django import forms


class Cursor(forms.Form):
    """The newest event of the article that the page has seen."""

    since = forms.IntegerField(min_value=0)
