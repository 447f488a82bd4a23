"""Form widgets with a behaviour of their own; each works as a plain field where scripts do not run."""

import base64
import binascii
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from zhiben.core.errors import Invalid
from zhiben.core.findings import N_, Finding, sentence

PNG = b"\x89PNG\r\n\x1a\n"
SIGNATURE = "data:image/png;base64,"
BIGGEST_SIGNATURE = 200_000

sentence("signature", N_("The signature is missing or cannot be read. Sign again."))
sentence("location", N_("The position cannot be read. Take it again or leave it out."))

ACCEPTED = {
    "photo": "image/jpeg,image/png,image/webp",
    "document": ".pdf,.docx,.txt,.md,.html,image/jpeg,image/png,image/webp",
    "table": ".xlsx,.csv",
    "register": ".xlsx,.xls,.csv,.txt,.docx",
}
"""What the file dialogue offers for a purpose; the server decides by the bytes."""


class PickerInput(forms.TextInput):
    """An id or area code found by typing a name. `label_of(value)` names the value already set."""

    template_name = "ui/widgets/picker.html"

    def __init__(self, url_name: str, label_of: Any = None, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.url = reverse_lazy(url_name)
        self.label_of = label_of

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The context with the address searched and the label shown."""
        context = super().get_context(name, value, attrs)
        label = self.label_of(value) if value and self.label_of else ""
        context["widget"].update(url=self.url, label=label)
        return context


class AreaPicker(PickerInput):
    """An area by name, pinyin initials or code."""

    def __init__(self, label_of: Any = None, attrs: dict[str, Any] | None = None) -> None:
        super().__init__("places:pick", label_of, attrs)


class Files(forms.Widget):
    """Photographs or documents, sent in parts while the form is filled; the value is a list of file ids."""

    template_name = "ui/widgets/files.html"

    def __init__(self, *, purpose: str = "any", most: int = 9, accept: str = "") -> None:
        super().__init__()
        self.purpose, self.most = purpose, most
        self.accept = accept or ACCEPTED.get(purpose, "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The context with what is taken and how many."""
        context = super().get_context(name, value, attrs)
        context["widget"].update(
            purpose=self.purpose, photos=self.purpose == "photo", most=self.most, accept=self.accept
        )
        return context

    def format_value(self, value: Any) -> list[str]:
        """The ids already there."""
        return [str(one) for one in value or []]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """The ids sent."""
        found = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        return [one for one in found if one]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """No file is an empty list, not an omission."""
        return False


class FilesField(forms.Field):
    """A list of file ids, to be claimed by the operation (`files.claim`)."""

    def __init__(self, *, purpose: str = "any", most: int = 9, accept: str = "", **kwargs: Any) -> None:
        super().__init__(widget=Files(purpose=purpose, most=most, accept=accept), **kwargs)
        self.most = most

    def to_python(self, value: Any) -> list[int]:
        """The ids; more than are taken, or something else than an id, is refused."""
        found = [str(one) for one in value or []]
        if len(found) > self.most or not all(
            one.isascii() and one.isdigit() and len(one) < 19 for one in found
        ):
            raise forms.ValidationError(_("These files cannot be taken. Choose them again."))
        return [int(one) for one in found]


class Signature(forms.HiddenInput):
    """A signature drawn with the finger; the value is a PNG as a data address."""

    template_name = "ui/widgets/signature.html"
    input_type = "text"

    @property
    def is_hidden(self) -> bool:
        """It is drawn, with its label."""
        return False


class Location(forms.HiddenInput):
    """Where the device is: “latitude,longitude,accuracy”, when the person presses the button."""

    template_name = "ui/widgets/location.html"
    input_type = "text"

    @property
    def is_hidden(self) -> bool:
        """It is drawn, with its label."""
        return False


class DayInput(forms.DateInput):
    """A day, in the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def read_signature(value: str, field: str = "signature") -> bytes:
    """The PNG of a signature as its widget sends it; Invalid when it is none."""
    try:
        image = base64.b64decode(value.removeprefix(SIGNATURE), validate=True)
    except (binascii.Error, ValueError):
        image = b""
    if not value.startswith(SIGNATURE) or not image.startswith(PNG) or len(image) > BIGGEST_SIGNATURE:
        raise Invalid(Finding("signature", {}, field))
    return image


def read_location(value: str, field: str = "location") -> tuple[float, float, float] | None:
    """Latitude, longitude and accuracy in metres; None when it was left out."""
    if not value:
        return None
    try:
        latitude, longitude, accuracy = (float(part) for part in value.split(","))
    except ValueError:
        raise Invalid(Finding("location", {}, field)) from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and 0 <= accuracy < 1_000_000):
        raise Invalid(Finding("location", {}, field))
    return latitude, longitude, accuracy
