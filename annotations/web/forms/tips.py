from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Article
from annotations.web.forms.evidence import EvidenceForm, WebAddress
from annotations.web.forms.refusable import LongText, RefusableForm


class TipForm(RefusableForm):
    """What a reader sends about a claim."""

    url = WebAddress(_("Link"))
    words = LongText(
        label=_("What it says, and where"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
    )
    contact = forms.CharField(
        label=_("How we can reach you"),
        help_text=_("If you like. Editors alone see it; it is never published."),
        max_length=300,
        required=False,
    )

    def clean(self):
        said = super().clean() or {}
        if not self.errors and not said["url"] and not said["words"]:
            raise forms.ValidationError(_("Give a link, or say what you know."))
        return said


class TakeForm(EvidenceForm):
    """What a reader sent, as an editor has opened and found it."""

    @classmethod
    def showing(cls, tip):
        return cls(initial={"url": tip.url, "quote": tip.words}, auto_id=f"take_{tip.pk}_%s")


class DismissForm(RefusableForm):
    note = LongText(
        label=_("Why it is left out"),
        max_length=5_000,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )


class TipFilter(forms.Form):
    """Which tips. What does not fit is left out rather than refused."""

    WAITING, DECIDED = "waiting", "decided"

    state = forms.ChoiceField(
        choices=[(WAITING, _("waiting")), (DECIDED, _("decided"))], required=False
    )
    article = forms.SlugField(max_length=80, required=False)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.of: Article | None = None

    def said(self, name: str) -> str:
        self.is_valid()
        return self.cleaned_data.get(name, "")

    def is_waiting(self) -> bool:
        return self.said("state") != self.DECIDED

    def narrow(self, tips, articles):
        """Those of `tips` on `articles` that are asked for; the article asked for is in `of`."""
        slug = self.said("article")
        self.of = articles.filter(slug=slug).first() if slug else None
        of = articles.filter(pk=self.of.pk) if self.of else articles
        tips = tips.of_articles(of)
        return tips.waiting() if self.is_waiting() else tips.decided()
