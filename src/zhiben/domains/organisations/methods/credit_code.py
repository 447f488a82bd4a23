"""Unified social credit codes (GB 32100-2015) and the organisation code within (GB 11714)."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def normalised(text: str) -> str:
    """Upper case without spaces, full-width letters and digits made plain; otherwise as written."""
    plain = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return "".join(plain.split()).upper()


def foreign_characters(code: str) -> str:
    """The characters that no code may hold (I, O, S, V, Z among them), each once, in order."""
    return "".join(dict.fromkeys(c for c in code if c not in ALPHABET))


def organisation_check(code: str) -> str:
    """The check character that place 17 must have, from places 9 to 16."""
    total = sum(
        weight * _ORGANISATION_ALPHABET.index(c)
        for weight, c in zip(_ORGANISATION_WEIGHTS, code[8:16], strict=True)
    )
    return "0123456789X"[(11 - total % 11) % 11]


def final_check(code: str) -> str:
    """The check character that place 18 must have, from places 1 to 17."""
    total = sum(weight * ALPHABET.index(c) for weight, c in zip(_WEIGHTS, code[:17], strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def completed(first_sixteen: str) -> str:
    """A whole code from its first 16 characters."""
    code = first_sixteen + organisation_check(first_sixteen)
    return code + final_check(code)
