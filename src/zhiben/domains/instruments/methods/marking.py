"""Where a sentence stands in the text of its clause. Pure."""

from collections.abc import Iterable

Piece = tuple[str, bool]
"""A stretch of text, and whether it is marked."""


def marked(text: str, sentences: Iterable[str]) -> list[Piece]:
    """The text in pieces, those marked that hold one of the sentences; white space makes no difference."""
    places = [place for place, letter in enumerate(text) if not letter.isspace()]
    bare = "".join(text[place] for place in places)
    lit = [False] * len(text)
    for sentence in sentences:
        wanted = "".join(sentence.split())
        found = bare.find(wanted) if wanted else -1
        if found >= 0:
            for place in range(places[found], places[found + len(wanted) - 1] + 1):
                lit[place] = True
    pieces: list[Piece] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or lit[end] != lit[start]:
            pieces.append((text[start:end], lit[start]))
            start = end
    return pieces
