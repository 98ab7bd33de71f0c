from typing import NamedTuple

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from annotations.models.sentence import NotCheckable
from annotations.text.gaps import gaps
from annotations.web.forms.refusable import INCOMPLETE, SAY_INCOMPLETE, UndoForm

WINDOW = 6_000  # code points of a sentence in which words are offered; few are longer
MARKS = [("", _("It can be checked")), *NotCheckable.choices]


class EditionForm(UndoForm):
    """Says in which sentences the page showed the text (`Revision.edition`)."""

    edition = forms.CharField(
        widget=forms.HiddenInput,
        error_messages=SAY_INCOMPLETE,
        validators=[RegexValidator(r"\A[0-9]{1,9}\.[0-9]{1,9}\Z", INCOMPLETE)],
    )

    @classmethod
    def showing(cls, sentence):
        return cls(initial={"edition": sentence.revision.edition})

    @classmethod
    def sent_with(cls, request):
        # The desk says its edition with everything it sends; the undo's other fields are in the
        # address.
        said = request.GET.copy()
        said.update(request.POST)
        return cls(said)


class MarkForm(EditionForm):
    """Whether there is something to check in a sentence. `before` guards against a lost update."""

    kind = forms.ChoiceField(
        label=_("What is it?"), choices=MARKS, required=False, widget=forms.RadioSelect
    )
    before = forms.ChoiceField(choices=MARKS, required=False, widget=forms.HiddenInput)

    @classmethod
    def showing(cls, sentence):
        kind = sentence.not_checkable
        edition = sentence.revision.edition
        return cls(initial={"kind": kind, "before": kind, "edition": edition})


class MergeForm(EditionForm):
    """Nothing but the wish."""


class Word(NamedTuple):
    """A word, with what stands beside it up to the next; the second half may begin with it."""

    at: int
    text: str
    is_chosen: bool


class Words(NamedTuple):
    """How a sentence begins, and the words before which it may be split."""

    start: str
    offered: list[Word]
    is_cut: bool  # whether there are more


class SplitForm(EditionForm):
    """The word with which the second half begins. An undo says how its halves were marked."""

    at = forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        error_messages={"required": _("Choose the word with which the second sentence begins.")},
    )
    across = forms.BooleanField(label=_("Split it all the same"), required=False)
    first = forms.ChoiceField(choices=MARKS, required=False)
    second = forms.ChoiceField(choices=MARKS, required=False)

    def arguments(self) -> dict:
        said = dict(self.cleaned_data)
        marks = said.pop("first"), said.pop("second")
        is_undo = "first" in self.data and "second" in self.data
        return said | {"marks": marks if is_undo else None}

    def words(self, sentence) -> Words:
        """Those of `sentence`, as the form offers them."""
        text = sentence.text[:WINDOW]
        places = gaps(text)
        chosen = str(self["at"].value())
        words = [
            Word(sentence.start + at, text[at:end], chosen == str(sentence.start + at))
            for at, end in zip(places, [*places[1:], len(text)], strict=False)
        ]
        start = text[: places[0]] if places else text
        return Words(start, words, is_cut=len(sentence.text) > WINDOW)
