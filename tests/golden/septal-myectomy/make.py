"""Makes risk.json: HCM Risk-SCD in 40-digit decimals over a grid of patients. Run: python3 make.py"""
import itertools
import json
from decimal import Decimal as D
from decimal import getcontext
from pathlib import Path

getcontext().prec = 40
# O'Mahony C et al. (2014), Eur Heart J 35:2010, the equation as the paper and its calculators give it.
WEIGHTS = {
    "wall": D("0.15939858"), "wall2": D("-0.00294271"), "atrium": D("0.0259082"), "gradient": D("0.00446131"),
    "family": D("0.4583082"), "tachycardia": D("0.82639195"), "syncope": D("0.71650361"), "age": D("-0.01799934"),
}


def risk(row):
    terms = dict(row, wall2=row["wall"] ** 2)
    index = sum(weight * D(int(terms[key])) for key, weight in WEIGHTS.items())
    return 1 - (D("0.998").ln() * index.exp()).exp()


rows = []
for wall, atrium, gradient, age in itertools.product((15, 22, 34), (32, 45), (6, 60, 140), (17, 74)):
    for flags in ((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1)):
        family, tachycardia, syncope = map(bool, flags)
        row = {"wall": wall, "atrium": atrium, "gradient": gradient, "age": age}
        row |= {"family": family, "tachycardia": tachycardia, "syncope": syncope}
        rows.append(row | {"risk": float(risk(row))})
# The hazard ratios that the paper's table tells, to two or three figures, are the weights' exponentials.
RATIOS = {"age": "0.98", "wall": "1.17", "wall2": "0.997", "atrium": "1.03", "gradient": "1.004", "family": "1.58", "tachycardia": "2.29", "syncope": "2.05"}
for key, ratio in RATIOS.items():
    assert WEIGHTS[key].exp().quantize(D(ratio)) == D(ratio), key
lines = ",\n".join(map(json.dumps, rows))
Path(__file__).with_name("risk.json").write_text(f"[\n{lines}\n]\n")
