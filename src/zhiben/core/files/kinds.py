"""Kinds of files that are taken, what each purpose takes, and the words for those that are not."""

from collections.abc import Mapping

from zhiben.core.findings import N_, sentence

IMAGES = frozenset({"jpeg", "png", "webp"})
TEXTS = frozenset({"txt", "md", "html", "csv"})
PURPOSES: Mapping[str, frozenset[str]] = {
    "photo": IMAGES,
    "document": IMAGES | {"pdf", "docx", "xlsx", "txt", "md", "html"},
    "table": frozenset({"xlsx", "csv"}),
    "register": frozenset({"xlsx", "xls", "csv", "txt", "docx"}),
    "any": IMAGES | TEXTS | {"pdf", "docx", "xlsx"},
}
MEDIA: Mapping[str, str] = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "txt": "text/plain; charset=utf-8",
    "md": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "html": "text/plain; charset=utf-8",
}
ENDINGS: Mapping[str, str] = {"jpeg": "jpg"}

PART = 512 * 1024
"""Bytes of one part of an upload at most."""

sentence("file-empty", N_("The file is empty."))
sentence("file-too-large", N_("The file is larger than %(limit)s MB, the most that is taken."))
sentence("file-not-photo", N_("“%(name)s” is not a photograph (JPEG, PNG or WebP): its content is %(kind)s."))
sentence("file-not-taken", N_("“%(name)s” is not taken here: its content is %(kind)s. Taken are: %(taken)s."))
sentence(
    "file-heic",
    N_("“%(name)s” is a HEIC photograph. Set the phone's camera to “most compatible”, or send it as JPEG."),
)
sentence(
    "file-old-office",
    N_("“%(name)s” is in the old Office format. Open it in Word, Excel or WPS and save as .docx or .xlsx."),
)
sentence("file-wps", N_("“%(name)s” is a WPS document. Save it in WPS as .docx, .xlsx or PDF."))
sentence("file-ofd", N_("“%(name)s” is an OFD document. Export it as PDF."))
sentence("file-encrypted", N_("“%(name)s” is protected by a password. Remove the password and try again."))
sentence("file-bomb", N_("“%(name)s” unpacks to far more than it may. It is not opened."))
sentence("file-broken", N_("“%(name)s” is damaged or incomplete and cannot be opened."))
sentence("file-too-many-pixels", N_("“%(name)s” has %(pixels)s million pixels, more than can be handled."))
sentence("file-digest", N_("What arrived is not what was sent. Send the file again."))
sentence("file-purpose", N_("There is no purpose “%(purpose)s” for files."))
sentence("file-name", N_("The file needs a name."))
sentence("file-size", N_("The size of the file is missing or wrong."))
sentence("part-too-large", N_("A part has at most 512 kB."))
sentence("part-offset", N_("The next part starts at %(received)s."))
sentence("part-missing", N_("%(received)s of %(size)s bytes have arrived; send the rest first."))
