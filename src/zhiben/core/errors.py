"""Refusals: the small family of exceptions a user can act on.

Each carries an HTTP status, a stable code and findings; sentences are rendered at the edge.
"""

from collections.abc import Sequence

from zhiben.core.findings import Finding


class Refusal(Exception):
    """The act is refused; `findings` say why, in a form every edge can render."""

    status = 409
    code = "refused"

    def __init__(self, *findings: Finding, code: str | None = None) -> None:
        self.findings: Sequence[Finding] = findings
        if code is not None:
            self.code = code
        super().__init__(self.code, *[finding.code for finding in findings])


class NotSignedIn(Refusal):
    """Nobody is acting."""

    status = 401
    code = "not-signed-in"


class NotFound(Refusal):
    """It does not exist, or this actor may not see it: the answer is the same."""

    status = 404
    code = "not-found"


class Forbidden(Refusal):
    """Seen, but the actor lacks the permission or the power."""

    status = 403
    code = "forbidden"


class RuleBroken(Refusal):
    """A rule or a state does not allow it."""

    status = 409
    code = "rule"


class Stale(Refusal):
    """Somebody changed it meanwhile; the findings say what."""

    status = 409
    code = "stale"


class Invalid(Refusal):
    """The input breaks its schema; each finding names its field."""

    status = 422
    code = "invalid"


class Unreadable(Refusal):
    """The bytes cannot be read as what they claim to be."""

    status = 400
    code = "unreadable"


class TooLarge(Refusal):
    """More than this door takes."""

    status = 413
    code = "too-large"


class WrongType(Refusal):
    """A kind of file that is not taken; the finding says what to do instead."""

    status = 415
    code = "wrong-type"


class NoRoom(Refusal):
    """The disk is full: nothing was stored."""

    status = 507
    code = "no-room"


class Unavailable(Refusal):
    """The database cannot be reached now; asking again a little later may do."""

    status = 503
    code = "unavailable"
    retry_after = 5
    """Seconds."""


class TooMany(Refusal):
    """Too many requests in too short a time."""

    status = 429
    code = "too-many"
    retry_after = 60
    """Seconds."""
