"""What the edges (views and API) share: which views are open to people who are not signed in."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Open a view to everybody; every other view of the platform needs somebody acting."""
    view.public = True  # type: ignore[attr-defined]  # a mark on the function, read by the middleware
    return view


def is_public(view: Any) -> bool:
    """Whether the view was opened to everybody."""
    return bool(getattr(view, "public", False))
