from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from annotations.models.desk_rules import MOST_REVIEWS
from annotations.web.forms.refusable import SAY_INCOMPLETE, RefusableForm


class ReviewForm(RefusableForm):
    """How an article is reviewed."""

    required_reviews = forms.IntegerField(
        label=_("Reviews for each claim"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_REVIEWS)],
        widget=forms.NumberInput({"min": 1, "max": MOST_REVIEWS}),
    )
    is_blind = forms.BooleanField(
        label=_("Reviewed blind: others' work shows once one's own verdict is in"), required=False
    )
    target = forms.IntegerField(
        label=_("Coverage it needs for a sign-off, in percent"),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        widget=forms.NumberInput({"min": 0, "max": 100}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages=SAY_INCOMPLETE)

    @classmethod
    def showing(cls, article):
        names = (*article.REVIEW, "version")
        return cls(initial={name: getattr(article, name) for name in names})

    def based_on(self, article):
        """The same words again, now knowing what stands: what a person sends on after a clash."""
        return type(self)({**self.cleaned_data, "version": article.version})
