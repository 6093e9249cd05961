"""Makes cases.jsonl and materials/train.jsonl from the hand-written lists and checks them. Run: python3 make.py

titles.txt and training.txt hold what was written; the tables here say which English the seller's attributes allow.
Each reference is checked against its own case's constraints.
"""
import json
import re
from pathlib import Path

HERE = Path(__file__).parent
NAMES = ["适用", "材质", "颜色", "尺码", "件数"]
SEXES = {
    "女": ("女士", ["women", "womens", "ladies", "lady"]), "男": ("男士", ["men", "mens"]),
    "女童": ("女童", ["girls", "girl"]), "男童": ("男童", ["boys", "boy"]),
    "童": ("儿童", ["kids", "kid", "children", "childrens"]),
    "婴": ("婴儿", ["baby", "babies", "newborn", "infant"]), "中": ("中性", ["unisex"]),
}
MATERIALS = {
    "棉": ["cotton"], "涤纶": ["polyester"], "雪纺": ["chiffon"], "摇粒绒": ["fleece"], "真丝": ["silk"],
    "羊毛": ["wool", "woolen"], "牛仔布": ["denim"], "亚麻": ["linen"], "羊绒": ["cashmere"],
    "PU皮": ["faux leather", "pu leather", "vegan leather"], "灯芯绒": ["corduroy"], "莫代尔": ["modal"],
    "锦纶": ["nylon", "polyamide"], "羽绒": ["down"], "棉麻": ["cotton linen", "linen cotton", "cotton and linen"],
    "腈纶": ["acrylic"], "丝绒": ["velvet"], "莱赛尔": ["lyocell"], "帆布": ["canvas"], "缎面": ["satin"],
    "粘胶": ["viscose", "rayon"],
}
COLOURS = {
    "白色": ["white"], "黑色": ["black"], "蓝色": ["blue"], "红色": ["red"], "香槟色": ["champagne"],
    "灰色": ["gray", "grey"], "浅蓝色": ["light blue"], "黄色": ["yellow"], "粉色": ["pink"],
    "米色": ["beige", "off white"], "驼色": ["camel"], "棕色": ["brown"], "肤色": ["nude", "skin color", "beige"],
    "深蓝色": ["navy", "dark blue", "navy blue"], "紫色": ["purple"], "酒红色": ["burgundy", "wine red"],
    "绿色": ["green"], "墨绿色": ["dark green"], "军绿色": ["army green", "olive green", "military green"],
    "卡其色": ["khaki"], "银灰色": ["silver gray", "silver grey"], "杏色": ["apricot", "beige"],
    "奶白色": ["cream white", "cream", "off white"], "深灰色": ["dark gray", "dark grey", "charcoal"],
    "橙色": ["orange"],
}
FORBIDDEN = json.loads((HERE / "materials" / "rules.json").read_text(encoding="utf-8"))["forbidden_en"]


def plain(text):
    """As the metric reads a title: lower case, no apostrophes, words parted by single spaces."""
    text = re.sub("['’]", "", text.lower())
    return " " + " ".join(re.findall(r"[a-z0-9%#]+", text)) + " "


def holds(title, term):
    return re.search(f" {re.escape(plain(term).strip())}(s|es)? ", plain(title)) is not None


def attributes(cells):
    values = [cell.strip() for cell in cells.split(";")]
    assert len(values) == 5, cells
    if values[0]:
        values[0] = SEXES[values[0]][0]
    return {name: value for name, value in zip(NAMES, values) if value}


def counts(value):
    number, unit = re.fullmatch(r"(\d+)(件套|双|条|件)", value).groups()
    if unit == "双":
        return [f"{number} pairs", f"{number} pair", f"pack of {number}", f"{number} pack"]
    if unit == "件套":
        return [f"{number} piece", f"{number} pieces", f"set of {number}", f"{number} pc", f"{number}pcs"]
    return [f"pack of {number}", f"{number} pack", f"{number} pcs", f"{number}pcs", f"{number} pieces", f"set of {number}"]


def sizes(value):
    if value == "均码":
        return ["one size", "free size"]
    return [value, value.replace("-", " to ")]


def required(given, extra):
    terms = []
    for name, value in given.items():
        if name == "适用":
            accepts = next(words for shown, words in SEXES.values() if shown == value)
        else:
            accepts = {"材质": MATERIALS.get, "颜色": COLOURS.get, "尺码": sizes, "件数": counts}[name](value)
        terms.append({"name": f"{name}：{value}", "accepts": accepts})
    for item in filter(None, extra.split(",")):
        accepts = item.strip().split("/")
        terms.append({"name": f"标题：{accepts[0]}", "accepts": accepts})
    return terms


def case(number, line):
    kind, title, cells, limit, references, extra, forbidden = line.split("|")
    given = attributes(cells)
    references = references.split("//")
    expected = {
        "references": references,
        "required": required(given, extra),
        "forbidden": FORBIDDEN + [term for term in forbidden.split(",") if term],
    }
    for reference in references:
        missing = [term["name"] for term in expected["required"] if not any(holds(reference, a) for a in term["accepts"])]
        found = [term for term in expected["forbidden"] if holds(reference, term)]
        if missing or found or len(reference) > int(limit):
                print(number, reference, "lacks", missing, "has", found, len(reference), "of", limit)
    entry = {"title": title, "attributes": given, "max_length": int(limit)}
    return {"id": f"{number:04d}", "input": entry, "expected": expected, "note": kind}


def rows(name):
    return [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def write(path, values):
    lines = [json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    cases = [case(number, line) for number, line in enumerate(rows("titles.txt"), start=1)]
    pairs = []
    for line in rows("training.txt"):
        title, cells, english = line.split("|")
        given = attributes(cells)
        pairs.append({"title": title, "attributes": given, "english": english})
        for term in required(given, ""):
            if not any(holds(english, accepted) for accepted in term["accepts"]):
                raise SystemExit(f"training: {title} lacks {term}")
    titles = {one["input"]["title"] for one in cases}
    assert len(titles) == len(cases) and not titles & {pair["title"] for pair in pairs}
    write(HERE / "cases.jsonl", cases)
    write(HERE / "materials" / "train.jsonl", pairs)
    print(len(cases), "cases,", len(pairs), "pairs")


main()
