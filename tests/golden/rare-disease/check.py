"""Ranks of the true disease by naive Bayes over the material, computed apart from the Rust agent.

python3 tests/golden/rare-disease/check.py [cases.jsonl]: without an argument the public cases, and ranks.json is written.
"""
import json, math, pathlib, re, sys

here = pathlib.Path(__file__).parent
folder = here / "../../../host/catalogue/childhood-rare-disease"
rows = [json.loads(line) for line in (folder / "materials/diseases.jsonl").open(encoding="utf8")]
OFTEN = {"很常见": 0.8, "常见": 0.5, "偶见": 0.2}
GROUPS = ["新生儿期", "婴儿期", "幼儿期", "学龄前期", "学龄期"]
table = {row["id"]: {f["zh"]: OFTEN[f["often"]] for f in row["findings"]} for row in rows}
onset = {row["id"]: GROUPS.index(row["onset"]) for row in rows}
words = sorted({word for findings in table.values() for word in findings})
tells = {d: {w: 0.5 * table[d].get(w, 0) + 0.02 for w in words} for d in table}
base = {w: sum(tells[d][w] for d in table) / len(table) for w in words}


def rank(note, truth):
    told, _, denied = note.partition("否认")
    figure, unit = re.search(r"(\d+)(天|个月|岁)", told).groups()
    group = {"天": 0, "个月": 1}.get(unit, 2 + (int(figure) > 2) + (int(figure) > 5))
    scores = {}
    for d in table:
        late = group - onset[d]
        score = math.log({0: 0.7, 1: 0.3}.get(late, 0.01))
        for w in words:
            if w in told:
                score += math.log(tells[d][w] / base[w])
            elif w in denied:
                score += math.log(1 - table[d].get(w, 0))
            else:
                score += math.log((1 - tells[d][w]) / (1 - base[w]))
        scores[d] = round(score, 9)
    order = sorted(scores, key=lambda d: (-scores[d], d))
    at = order.index(truth) + 1
    return at if at <= 10 else 0


cases = [json.loads(line) for line in open(sys.argv[1] if len(sys.argv) > 1 else folder / "cases.jsonl", encoding="utf8")]
ranks = {case["id"]: rank(case["input"]["note"], case["expected"]["passages"][0]) for case in cases}
first_five = sum(1 <= r <= 5 for r in ranks.values()) / len(ranks)
mrr = sum(1 / r for r in ranks.values() if r) / len(ranks)
print(f"{len(ranks)} cases: {first_five:.3f} within the first five, MRR {mrr:.3f}")
if len(sys.argv) == 1:
    kept = {"first-five": first_five, "mrr": round(mrr, 6), "ranks": ranks}
    (here / "ranks.json").write_text(json.dumps(kept, indent=1) + "\n")
