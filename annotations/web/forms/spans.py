from django import forms
from django.utils.datastructures import MultiValueDict

from annotations.web.forms.annotations import OnRevision, PassageForm
from annotations.web.forms.refusable import SAY_INCOMPLETE, UndoForm


class SpanForm(PassageForm, UndoForm):
    """Where `claim` stands from now on: offsets in the text that the person saw, or its words.

    The quote may be left out: the address of an undo has none.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, error_messages=SAY_INCOMPLETE)

    def __init__(self, data=None, *, claim, **options):
        options |= {"auto_id": f"{claim.pk}_%s"}
        revision = OnRevision(data).of(claim.article.revisions.for_reading())
        super().__init__(data, revision=revision, **options)
        self.claim = claim

    @property
    def is_undo(self) -> bool:
        """Whether it came by the address of an undo, which has no words."""
        return "start" in self.data and "words" not in self.data

    @property
    def is_outdated(self) -> bool:
        """Whether the person saw another text than the newest."""
        return not self.revision.is_current

    @classmethod
    def showing(cls, claim):
        """An unbound form with the words that it stands on, or stood on last."""
        words = claim.last_place.passage
        return cls(claim=claim, initial={"words": words, "version": claim.version})

    def renewed(self, claim):
        """The same words again, now knowing `claim` and the newest text."""
        gone = {"start": [""], "end": [""], "quote": [""], "revision": [""]}
        sent = {**self.data, **gone, "version": [claim.version]}
        return type(self)(MultiValueDict(sent), claim=claim)

    def clean(self):
        cleaned = self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start is not None and end is not None and not cleaned.get("quote"):
            cleaned["quote"] = self.revision.cut(start, end)
        return super().clean()

    def arguments(self) -> dict:
        said = {"revision": self.revision, "span": self.span}
        return said | {"version": self.cleaned_data["version"]}
