"""What the reader cannot take, in words: one sentence for each of its codes."""

from zhiben.core.findings import N_, sentence

sentence("reading-empty", N_("The file is empty."))
sentence("reading-too_large", N_("The file is larger than %(limit)s MB, the most that is taken."))
sentence("reading-encrypted", N_("The file is encrypted. Remove the password and upload it again."))
sentence(
    "reading-old_word",
    N_("Old Word and WPS files cannot be read. Save the document as .docx and upload it again."),
)
sentence("reading-ofd", N_("OFD files cannot be read. Export the document as .docx or as a PDF with text."))
sentence("reading-spreadsheet", N_("A spreadsheet is not a plan document. Save the plan as .docx or .txt."))
sentence("reading-slides", N_("Slides are not a plan document. Save the plan as .docx or .txt."))
sentence("reading-archive", N_("An archive cannot be read. Unpack it and upload the document itself."))
sentence("reading-picture", N_("A picture has no text. Upload the .docx or a PDF with text."))
sentence("reading-zip_bomb", N_("The file unpacks to far more than a document holds and was not opened."))
sentence("reading-damaged", N_("The file is damaged and cannot be opened."))
sentence("reading-not_text", N_("The file is not text in UTF-8, GB 18030 or UTF-16."))
sentence("reading-nul_bytes", N_("The file contains NUL bytes and is not a text document."))
sentence("reading-no_text", N_("The PDF has no text: it is a scan. Upload the .docx or a PDF with text."))
sentence("reading-too_many_pages", N_("The PDF has more than %(limit)s pages."))
sentence("reading-no_content", N_("No text was found in the file."))
