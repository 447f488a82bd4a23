"""Sentences found again in the text of their clause."""

import pytest

from zhiben.domains.instruments.methods.marking import marked


@pytest.mark.parametrize(
    ("text", "sentences", "pieces"),
    [
        ("甲。乙 丙。丁。", ["乙丙。"], [("甲。", False), ("乙 丙。", True), ("丁。", False)]),
        ("甲。\n乙。", ["甲。乙。"], [("甲。\n乙。", True)]),
        ("甲。乙。", ["甲。", "乙。"], [("甲。乙。", True)]),
        ("甲。", ["不在"], [("甲。", False)]),
        ("甲。", [""], [("甲。", False)]),
        ("", ["甲"], []),
    ],
)
def test_sentences_are_marked(text: str, sentences: list[str], pieces: list[tuple[str, bool]]) -> None:
    assert marked(text, sentences) == pieces
