"""Makes cases.jsonl, materials/train.jsonl and materials/codes.csv from cases.tsv, train.tsv and codes.txt: python3 make.py

Refuses a listing that occurs twice, one that is nearly another of the training material, and a code that is no prefix
of the structure. A line's ｜ parts the title from the details.
"""
import csv, difflib, json, pathlib, re

HERE = pathlib.Path(__file__).parent


def codes():
    """Each code with its words: a heading's line names it, a line with a dot names a one-dash group."""
    found, headings = {}, {}
    for line in (HERE / "codes.txt").read_text("utf-8").splitlines():
        place, *rest = line.split(" ")
        words = [r for r in rest if not re.match(r"\d", r)]
        heading = headings.setdefault(place[:4], words and words[0] or "")
        name = heading if "." not in place else f"{heading}：{words[0]}"
        prefix = place.replace(".", "")
        for part in rest:
            if match := re.match(r"(\d+)(\D.*)", part):
                code = prefix + match[1]
                assert len(code) == 6 and code not in found, code
                found[code] = f"{name}：{match[2]}"
    return dict(sorted(found.items()))


def rows(name, known):
    allowed = {code[:n].ljust(6, "0") for code in known for n in (0, 2, 4, 5, 6)}
    for line in (HERE / name).read_text("utf-8").splitlines():
        code, text = line.split("\t")
        assert code in allowed, f"{name}: {code} {text}"
        title, _, details = text.partition("｜")
        yield (title + (f"\n详情：{details}" if details else "")), code


def write(name, objects):
    lines = (json.dumps(o, ensure_ascii=False, separators=(",", ":")) for o in objects)
    (HERE / name).write_text("".join(line + "\n" for line in lines), "utf-8")


known = codes()
cases, train = list(rows("cases.tsv", known)), list(rows("train.tsv", known))
texts = [text for text, _ in cases]
assert len(set(texts)) == len(texts), "a case occurs twice"
for text in texts:
    near = difflib.get_close_matches(text, [t for t, _ in train], 1, 0.8)
    assert not near, f"{text} is nearly {near[0]}"
write("cases.jsonl", ({"id": f"{n:04}", "input": {"listing": text}, "expected": {"code": code}} for n, (text, code) in enumerate(cases, 1)))
write("materials/train.jsonl", ({"listing": text, "code": code} for text, code in train))
with (HERE / "materials/codes.csv").open("w", encoding="utf-8", newline="") as file:
    csv.writer(file, lineterminator="\n").writerows([("code", "description"), *known.items()])
print(len(known), "codes,", len(cases), "cases of", len({c for _, c in cases}), "codes,", len(train), "of", len({c for _, c in train}))
