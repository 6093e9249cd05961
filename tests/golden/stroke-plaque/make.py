"""Makes values.json: what the law of `stroke-plaque` says of 200 drawn patients, worked out by numpy and scipy apart from the
host's own code, and what the best possible forecast scores over a million. Run: python3 make.py (numpy, scipy)"""
import json
from pathlib import Path

import numpy as np
from scipy.special import expit
from scipy.stats import norm, rankdata

HERE = Path(__file__).parent
LAW = json.loads((HERE / "../../../host/src/catalogue/generate/stroke_plaque/law.json").read_text())
FACTOR, WEIGHTS = np.array(LAW["factor"]), np.array(LAW["weights"])
MEASURES = len(LAW["quantiles"])


def patients(normal):
    """Facts before rounding, and the risk, from independent standard normal draws."""
    latent = normal @ FACTOR.T
    grid = np.linspace(0, 1, len(LAW["quantiles"][0]))
    measures = [np.interp(norm.cdf(latent[:, i]), grid, points) for i, points in enumerate(LAW["quantiles"])]
    histories = latent[:, MEASURES:] > norm.isf(LAW["shares"])
    facts = np.column_stack([*measures, histories])
    seen = np.column_stack([latent[:, :MEASURES], histories])
    return facts, expit(LAW["intercept"] + seen @ WEIGHTS)


rng = np.random.default_rng(20260303)
normal = rng.normal(size=(200, len(WEIGHTS))).round(6)
facts, risks = patients(normal)
rows = [{"normal": n.tolist(), "facts": f.tolist(), "risk": r} for n, f, r in zip(normal, facts, risks)]
_, p = patients(rng.normal(size=(1_000_000, len(WEIGHTS))))
bad = rng.random(p.size) < p
auc = (rankdata(p)[bad].sum() - bad.sum() * (bad.sum() + 1) / 2) / (bad.sum() * (~bad).sum())
head = json.dumps({"best-auc": round(float(auc), 5), "share": round(float(bad.mean()), 5)})[1:-1]
lines = ",\n".join(map(json.dumps, rows))
(HERE / "values.json").write_text(f"{{{head},\n\"rows\": [\n{lines}\n]}}\n")
print(head)
