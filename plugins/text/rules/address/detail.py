"""Reads road, house number, building, unit and room from what areas have left."""

import re

NUMERAL = "[零一二三四五六七八九十百]+"
FIGURES = "零一二三四五六七八九"
SCALES = {"十": 10, "百": 100}
CROSSING = re.compile(r"与[\u4e00-\u9fff]{1,5}?(?:大道|路|街)(?:交汇处|交叉口|路口)")
FLOOR = re.compile(r"(?<![号#])\d+[楼层]")
ROAD = re.compile(r"([\u4e00-\u9fff]{1,6}?(?:大道|路|街|巷))(\d+巷)?")
NUMBER = re.compile(rf"(\d+(?:-\d+)?|{NUMERAL})号(?!楼|线)(?:附(\d+)号?)?")
BUILDING = re.compile(rf"(\d+|[A-Z]|{NUMERAL})(?:栋|幢|座|号楼|#楼?)")
UNIT = re.compile(rf"(\d+|{NUMERAL})单元")
JOINED = re.compile(r"(\d+|[A-Z])-(\d+)(?:-(\d+))?(?!\d|号)")
ROOM = re.compile(r"(\d{3,4})(?:室|房|号房)?(?!\d|号)")


def read(text):
    """The fields of the output that the detail fills."""
    text = FLOOR.sub("", CROSSING.sub("，", text))
    road, text = take(ROAD, text)
    number, text = take(NUMBER, text)
    building, text = take(BUILDING, text)
    unit, text = take(UNIT, text)
    fields = {
        "road": road and road[1] + (road[2] or ""),
        "number": number and digits(number[1]) + (f"附{number[2]}" if number[2] else ""),
        "building": building and digits(building[1]),
        "unit": unit and digits(unit[1]),
        "room": None,
    }
    joined = JOINED.search(text) if not building else None
    if joined:
        fields["building"] = joined[1]
        fields["unit"], fields["room"] = (joined[2], joined[3]) if joined[3] else (fields["unit"], joined[2])
    elif room := ROOM.search(text):
        fields["room"] = room[1]
    return fields


def take(pattern, text):
    """The first match, and the text without it."""
    match = pattern.search(text)
    if not match:
        return None, text
    return match, f"{text[: match.start()]}，{text[match.end() :]}"


def digits(numeral):
    """二十六 as 26, 一百零八 as 108; other designations as they are."""
    if not re.fullmatch(NUMERAL, numeral):
        return numeral
    value, last = 0, 0
    for character in numeral:
        if character in SCALES:
            value, last = value + (last or 1) * SCALES[character], 0
        else:
            last = FIGURES.index(character)
    return str(value + last)
