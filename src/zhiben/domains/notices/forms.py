"""Forms of notices: what a recipient states and answers, what the sender records."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhiben.ui.widgets import DayInput, FilesField, Signature


class ReceiptForm(forms.Form):
    """Receiving by a one-time link: the statement, and a signature for who wants to draw one."""

    stated = forms.BooleanField(
        label=_("I am the recipient named above, agree to electronic service and have received this paper.")
    )
    signature = forms.CharField(label=_("Your signature"), required=False, widget=Signature())


class AnswerForm(forms.Form):
    """Whether the recipient accepts the content."""

    answer = forms.ChoiceField(
        label=_("Do you accept what the paper says?"),
        choices=[("accepted", _("I accept it")), ("objected", _("I object"))],
        widget=forms.RadioSelect(),
    )
    text = forms.CharField(
        label=_("Your objection, if you object"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def values(self) -> dict[str, Any]:
        """As the operation takes them."""
        return {"accepts": self.cleaned_data["answer"] == "accepted", "text": self.cleaned_data["text"]}


class ReplyForm(forms.Form):
    """The sender's answer to an objection."""

    text = forms.CharField(
        label=_("Answer to the objection"), max_length=4000, widget=forms.Textarea({"rows": 3})
    )


class DeliveryForm(forms.Form):
    """The post delivered."""

    day = forms.DateField(label=_("Day of delivery on the receipt"), widget=DayInput())
    photos = FilesField(label=_("Photograph of the receipt"), purpose="photo", most=4)


class ReturnForm(forms.Form):
    """The post brought it back."""

    day = forms.DateField(label=_("Day it came back"), widget=DayInput())
    text = forms.CharField(label=_("Reason given by the post"), max_length=500)


class MailForm(forms.Form):
    """Where the link is mailed."""

    email = forms.EmailField(label=_("E-mail of the recipient"), max_length=200)
