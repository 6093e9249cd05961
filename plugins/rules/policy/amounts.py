"""Amounts of yuan and small numbers as people write them in Chinese."""

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

_DIGITS = {character: value for row in ("零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖") for value, character in enumerate(row)}
_DIGITS["两"] = 2
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}

_FIGURE = r"\d[\d,]*(?:\.\d+)?"
_CHARACTERS = "[" + "".join(_DIGITS) + "".join(_UNITS) + "万亿]+"
_AMOUNT = re.compile(
    rf"[¥￥]\s*(?P<sign>{_FIGURE})(?:元)?"
    rf"|(?P<mixed>\d+万\d+千)元?"
    rf"|(?P<scaled>{_FIGURE})\s*(?P<scale>[万亿])元?"
    rf"|(?P<plain>{_FIGURE})\s*元"
    rf"|(?P<words>{_CHARACTERS})元整?"
)


class Amount(NamedTuple):
    """An amount within a text: whole yuan, and where it stands."""

    yuan: int
    start: int
    end: int


def find(text: str) -> list[Amount]:
    """All amounts of a text, in its order."""
    found = []
    for match in _AMOUNT.finditer(text):
        yuan = _yuan(match)
        if yuan is not None:
            found.append(Amount(yuan, match.start(), match.end()))
    return found


def _yuan(match: re.Match) -> int | None:
    try:
        if match["sign"] or match["plain"]:
            return int(Decimal((match["sign"] or match["plain"]).replace(",", "")))
        if match["mixed"]:
            ten_thousands, thousands = re.findall(r"\d+", match["mixed"])
            return int(ten_thousands) * 10_000 + int(thousands) * 1_000
        if match["scaled"]:
            return int(Decimal(match["scaled"].replace(",", "")) * _SCALES[match["scale"]])
    except InvalidOperation:
        return None
    return number(match["words"])


def number(text: str) -> int | None:
    """A whole number in figures or in characters, everyday or formal."""
    if text.isascii() and text.isdigit():
        return int(text)
    total = group = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _UNITS:
            # A leading 十 is ten.
            group += (digit or (1 if group == 0 else 0)) * _UNITS[character]
            digit = 0
        elif character in _SCALES:
            # 一亿七千万: what stands before 亿 is no multiple of 万.
            above, within = divmod(total, _SCALES[character] * 10_000)
            total = above * _SCALES[character] * 10_000 + (within + group + digit) * _SCALES[character]
            group = digit = 0
        else:
            return None
    return total + group + digit
