"""Words the scripts show, handed over in the page so that they come from the same catalogue."""

from django.utils.translation import gettext as _


def script_words() -> dict[str, str]:
    """Every text a script may show, in the language of the request."""
    return {
        "copied": _("Copied"),
        "copy_failed": _("Copying is not allowed here. Select the text and copy it."),
        "failed": _("That did not work. Check the connection and try again; nothing you typed is lost."),
        "forbidden": _("You are signed out or may not do this. Load the page again."),
        "confirm": _("Really?"),
        "yes": _("Yes"),
        "no_match": _("Nothing found"),
        "type_more": _("Type a name, initials or a code"),
        "waiting": _("waiting to be sent"),
        "sending": _("being sent"),
        "sent": _("stored safely"),
        "upload_failed": _("not sent, try again"),
        "retry": _("Try again"),
        "remove": _("Remove"),
        "wait_for_files": _("Wait until all files are stored, or remove those that failed."),
        "too_many_files": _("No more files can be added here."),
        "locating": _("Finding the position …"),
        "located": _("Position taken, accurate to {m} m"),
        "location_failed": _("The position is not available. You can leave it out."),
        "sign_first": _("Sign with your finger first."),
        "signed": _("Signed"),
        "table": _("Table"),
        "schematic": _("Outlines are schematic"),
        "picture_failed": _("The picture could not be made."),
        "name": _("Name"),
        "value": _("Value"),
    }
