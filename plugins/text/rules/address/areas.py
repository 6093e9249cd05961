"""Finds district, street and community in a text, by the division table."""

import re
from dataclasses import dataclass

from .nearest import nearest

HOME = "420104"
STREET_TAILS = "街道办事处|街道办|街道|街办事处|街办|街"
COMMUNITY_TAILS = "社区居民委员会|社区居委会|社区委员会|社区|居委会|村村民委员会|村委会|村"
DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")


def stem_of(name, tails):
    """The name without its tail: 古田 of 古田街道."""
    return re.sub(f"(?:{tails})$", "", name)


@dataclass
class Found:
    """What was found; None where nothing was."""

    adcode: str | None = None
    street: str | None = None
    community: str | None = None
    conflict: bool = False
    restored: str | None = None

    def output(self, areas):
        """The fields of the output that areas fill."""
        return {
            "province": areas.state["province"],
            "city": areas.state["city"],
            "district": areas.state["districts"].get(self.adcode),
            "adcode": self.adcode,
            "street": self.street,
            "community": self.community,
        }

    def why(self):
        """A word to the official."""
        words = []
        if self.restored:
            words.append(f"按最接近的名称还原为「{self.restored}」")
        if self.conflict:
            words.append("所写街道与社区不符，以社区为准")
        if self.adcode is None:
            words.append("没有写明区、街道或社区，无从判断所在区")
        return "；".join(words) or None


class Areas:
    """The division table: districts by code, streets by district, the home district's communities with streets."""

    def __init__(self, state):
        self.state = state
        self.stems = {stem_of(name, COMMUNITY_TAILS): name for name in state["communities"]}
        self.streets = {stem_of(name, "街道"): name for name in state["streets"][HOME]}

    @classmethod
    def from_table(cls, table):
        """From the material `divisions.json`."""
        streets = {}
        for street in table["streets"]:
            streets.setdefault(street["adcode"], []).append(street["name"])
        return cls(
            {
                "province": table["province"]["name"],
                "city": table["city"]["name"],
                "districts": {district["adcode"]: district["name"] for district in table["districts"]},
                "streets": streets,
                "communities": {community["name"]: community["street"] for community in table["communities"]},
            }
        )

    def find(self, text):
        """What the text says of areas, and the text that is left."""
        found = Found()
        text = re.sub(r"湖北省?|武汉市?", "，", text, count=2).strip("，")
        found.adcode, text = self._district(text)
        if found.adcode not in (None, HOME):
            for street in sorted(self.state["streets"][found.adcode], key=len, reverse=True):
                if street in text:
                    found.street = street
                    return found, text.replace(street, "，", 1)
            return found, text
        written, text = self._street(text, found)
        found.community, text = self._community(text, found)
        found.street = self.state["communities"][found.community] if found.community else written
        found.conflict = bool(written and found.street != written)
        if found.street:
            found.adcode = HOME
        return found, text

    def _district(self, text):
        """The district's code, written in full, shortened at the start or end, or with one wrong character."""
        for code, name in self.state["districts"].items():
            if name in text:
                return code, text.replace(name, "，", 1)
        stems = {name.removesuffix("区"): code for code, name in self.state["districts"].items()}
        streets = [name for names in self.state["streets"].values() for name in names]
        for part in text.split("，"):
            for stem, code in stems.items():
                if part.startswith(stem) and not any(part.startswith(name) for name in streets):
                    return code, text.replace(stem, "，", 1)
            head = re.match(r"([\u4e00-\u9fff]{1,2}[口岸阳昌山湖南甸夏陂洲])区?", part)
            near = nearest(head[1], stems) if head and not self._known_area(part) else None
            if near:
                return stems[near], text.replace(head[0], "，", 1)
        return None, text

    def _known_area(self, part):
        return any(part.startswith(stem) for stem in [*self.streets, *self.stems])

    def _street(self, text, found):
        """The street's full name. 汉正街 without a tail of its own is a road."""
        for stem, name in self.streets.items():
            tails = "街街道办事处|街街道|街办事处|街办|街道" if stem == "汉正" else STREET_TAILS
            match = re.search(f"{stem}(?:{tails})(?![路巷])", text)
            if match:
                return name, cut(text, match)
        match = re.search(r"([\u4e00-\u9fff]{2,3})街道", text)
        near = nearest(match[1], self.streets) if match else None
        if near:
            found.restored = self.streets[near]
            return self.streets[near], cut(text, match)
        # The bare stem, where a community follows.
        for stem, name in self.streets.items():
            match = re.match(rf"{stem}，?(?=[\u4e00-\u9fff0-9]+?(?:社区|居委会))", text.lstrip("，"))
            if match and not re.match(f"{stem}(?:{COMMUNITY_TAILS})", text.lstrip("，")):
                return name, text.lstrip("，")[match.end() :]
        return None, text

    def _community(self, text, found):
        """The community's full name: with a tail, with one wrong character, or bare at the start of a part."""
        for match in re.finditer(f"({'|'.join(self._by_length())}|[0-9]+)(?:{COMMUNITY_TAILS})", text):
            name = self.stems.get(match[1].translate(DIGITS))
            if name:
                return name, cut(text, match)
        match = re.search(r"([\u4e00-\u9fff]{1,6})(?:社区|居委会|村)(?:居民委员会|居委会)?", text)
        if match:
            for length in range(min(5, len(match[1])), 1, -1):
                near = nearest(match[1][-length:], self.stems)
                if near and len(near) == length:
                    found.restored = self.stems[near]
                    start = match.end(1) - length
                    return self.stems[near], text[:start] + "，" + text[match.end() :]
        for part in text.split("，"):
            for stem in self._by_length():
                if part.startswith(stem) and not re.match(r"[\u4e00-\u9fff]{0,3}?(?:大道|路|街|巷)", part[len(stem) :] or " "):
                    return self.stems[stem], text.replace(stem, "，", 1)
        return None, text

    def _by_length(self):
        return sorted(self.stems, key=len, reverse=True)


def cut(text, match):
    """The text without the match; a comma keeps its neighbours apart."""
    return f"{text[: match.start()]}，{text[match.end() :]}"
