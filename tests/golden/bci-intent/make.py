"""Median change of band power by intent, by scipy's Welch spectra.

    pip install scipy==1.17.1 numpy
    python tests/golden/bci-intent/make.py > tests/golden/bci-intent/power.json
"""

import json
import pathlib

import numpy
from scipy.signal import welch

CASES = pathlib.Path(__file__).parents[3] / "host/catalogue/bci-intent/cases.jsonl"
BANDS = {"c3": (8, 13), "cz": (16, 24), "c4": (8, 13)}


def power(samples, band):
    at, density = welch(numpy.array(samples, float), fs=128, nperseg=128)
    return density[(at >= band[0]) & (at <= band[1])].sum()


changes = {}
for line in CASES.read_text().splitlines():
    case = json.loads(line)
    change = [100 * (power(case["input"][c][320:], b) / power(case["input"][c][:256], b) - 1) for c, b in BANDS.items()]
    changes.setdefault(case["expected"]["intent"], []).append(change)
print(json.dumps({k: [round(float(v), 3) for v in numpy.median(changes[k], axis=0)] for k in sorted(changes)}))
