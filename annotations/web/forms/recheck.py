from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Article

MINE, EVERYBODYS = "me", "all"


class RecheckFilter(forms.Form):
    """Whose verdicts, and in which article. What does not fit is left out rather than refused."""

    whose = forms.ChoiceField(
        choices=[(MINE, _("for me")), (EVERYBODYS, _("for all"))], required=False
    )
    article = forms.SlugField(max_length=80, required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.of: Article | None = None

    def said(self, name: str) -> str:
        self.is_valid()
        return self.cleaned_data.get(name, "")

    def is_mine(self) -> bool:
        return self.said("whose") != EVERYBODYS

    def narrow(self, articles):
        """Those of `articles` that are asked for. One query if one is; it is in `of` then."""
        slug = self.said("article")
        self.of = articles.filter(slug=slug).first() if slug else None
        return articles.filter(pk=self.of.pk) if self.of else articles
