"""Golden values of the metric `triage`: precision, recall and F1 of danger signs by scikit-learn. python3 make.py

Each line: the signs expected and given, and what scikit-learn says over the indicator of all signs; null where a rate
has no meaning (nothing given, nothing expected).
"""
import json, pathlib, random

from sklearn.metrics import f1_score, precision_score, recall_score

SIGNS = ["胸痛警示", "卒中征象", "呼吸困难", "昏迷或抽搐", "大量出血", "剧烈腹痛"]
draw = random.Random(7)
lines = []
for _ in range(40):
    expected, given = ([sign for sign in SIGNS if draw.random() < 0.35] for _ in range(2))
    truth, said = ([int(sign in signs) for sign in SIGNS] for signs in (expected, given))
    lines.append(
        {
            "expected": expected,
            "given": given,
            "precision": float(precision_score(truth, said)) if given else None,
            "recall": float(recall_score(truth, said)) if expected else None,
            "f1": float(f1_score(truth, said, zero_division=1.0)),
        }
    )
path = pathlib.Path(__file__).with_name("signs.json")
path.write_text("[\n" + ",\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n]\n", "utf-8")
