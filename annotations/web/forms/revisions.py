from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import Revision
from annotations.web.forms.articles import Step, TextForm
from annotations.web.forms.refusable import SAY_INCOMPLETE, UndoForm

LARGEST = 2**31 - 1


class UpdateForm(TextForm):
    """An article's next text, with the preview that a person has seen, if any."""

    # The revision that was being edited, so that another one saved meanwhile is told of.
    base = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST,
        widget=forms.HiddenInput,
        error_messages=SAY_INCOMPLETE,
    )
    fingerprint = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    previewed = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    @classmethod
    def showing(cls, revision):
        """The text that stands, for a small change in place."""
        said = {"raw": revision.text, "raw_kind": Revision.RawKind.TEXT, "base": revision.number}
        return cls(initial=said)

    def showing_plan(self, plan, held: int | None):
        """The same words, a file's in the place for pasted text, with the plan now on the page."""
        said = {
            **self.draft.pasted(),
            "base": plan.base.number,
            "fingerprint": plan.fingerprint,
            "previewed": self.digest(),
            "held": held,
        }
        return type(self)(initial=said)

    def digest(self) -> str:
        return Revision.digest(self.draft.text)

    def is_agreed(self) -> bool:
        """Whether a person has seen what this very text does, and says: save it."""
        seen = self.cleaned_data["fingerprint"] and not self.is_other_text()
        return bool(seen) and Step(self.data).is_save()

    def is_other_text(self) -> bool:
        """Whether the text was changed after its preview."""
        return self.cleaned_data["previewed"] not in ("", self.digest())

    def since(self, revision) -> int | None:
        """The number of the revision that was edited, if `revision` came after it."""
        base = self.cleaned_data["base"]
        return base if base and base < revision.number else None


class TwoRevisions(forms.Form):
    """The numbers of two revisions to compare."""

    old = forms.IntegerField(label=_("From"), min_value=1, max_value=LARGEST)
    new = forms.IntegerField(label=_("To"), min_value=1, max_value=LARGEST)


class RestoreForm(UndoForm):
    """The number of the newest revision that the person saw: nothing newer is replaced unseen."""

    base = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)

    def is_late(self, revision) -> bool:
        """Whether `revision` is newer than that."""
        return self.cleaned_data["base"] not in (None, revision.number)
