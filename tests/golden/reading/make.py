"""Makes the golden values of the reading metric.

    python3 make.py        # needs rapidfuzz and scikit-learn; writes lines.json beside this file

Independent of the metric on purpose: distances by rapidfuzz, F1 by scikit-learn over the indicator of all pairs (field,
value) that either side holds.
"""

import json
import pathlib
import random

from rapidfuzz.distance import Levenshtein
from sklearn.metrics import f1_score

HERE = pathlib.Path(__file__).parent
FIELDS = ["number", "date", "amount", "tax"]
LETTERS = "0123456789.:¥%- 金额税率发票号码日期AB"


def worn(rng, text):
    letters = []
    for letter in text:
        chance = rng.random()
        if chance < 0.08:
            continue
        letters.append(rng.choice(LETTERS) if chance < 0.18 else letter)
        if chance > 0.95:
            letters.append(rng.choice(LETTERS))
    return "".join(letters)


def drawn(rng):
    number = "".join(rng.choice("0123456789") for _ in range(8))
    amount, tax = f"{rng.uniform(1, 9999):.2f}", f"{rng.uniform(1, 999):.2f}"
    kind = rng.randrange(3)
    if kind == 0:
        return {"text": f"发票号码:{number}", "number": number, "date": None, "amount": None, "tax": None}
    if kind == 1:
        date = f"202{rng.randrange(7)}-0{rng.randrange(1, 10)}-1{rng.randrange(10)}"
        return {"text": f"日期:{date}", "number": None, "date": date, "amount": None, "tax": None}
    return {"text": f"金额:¥{amount} 税额:{tax}", "number": None, "date": None, "amount": amount, "tax": tax}


def f1(expected, output):
    sides = [{(name, record[name]) for name in FIELDS if record.get(name)} for record in (expected, output)]
    pairs = sorted(sides[0] | sides[1])
    if not pairs:
        return 1.0
    return float(f1_score(*[[int(pair in side) for pair in pairs] for side in sides], zero_division=0))


def main():
    rng = random.Random(20261126)
    rows = []
    for _ in range(150):
        expected = drawn(rng)
        output = {"text": worn(rng, expected["text"])}
        for name in FIELDS:
            chance = rng.random()
            if expected[name] and chance < 0.8:
                output[name] = expected[name] if chance < 0.6 else worn(rng, expected[name])
            elif chance < 0.1:
                output[name] = "7"
        wanted, given = [" ".join(record["text"].split()) for record in (expected, output)]
        cer = Levenshtein.distance(wanted, given) / len(wanted)
        fields = f1(expected, output)
        rows.append({"expected": expected, "output": output, "cer": cer, "field-f1": fields,
                     "score": (max(0.0, 1.0 - cer) + fields) / 2})
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (HERE / "lines.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
