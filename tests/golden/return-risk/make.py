"""Makes values.json: the law of `return-risk` worked out by numpy, apart from the host's own code, for 200 drawn orders,
and what the best possible forecast scores over a million. Run: python3 make.py (numpy, scipy)"""
import json
from pathlib import Path

import numpy as np
from scipy.special import expit
from scipy.stats import rankdata

CATEGORIES = ["dress", "top", "trousers", "coat", "underwear", "shoes", "accessory"]
SHARES = [0.22, 0.22, 0.16, 0.12, 0.1, 0.1, 0.08]
KIND = np.array([0.5, 0.1, 0.3, 0.2, -0.9, 0.3, -0.6])
SIZED = np.array([1, 0, 1, 1, 0, 1, 0])
CHANNELS = ["live", "shelf", "group"]
CHANCE, BASE = 0.06, 0.35


def draw(rng, count):
    orders = np.where(rng.random(count) < 0.25, 0, rng.integers(1, 30, count))
    return {
        "category": rng.choice(7, count, p=SHARES),
        "channel": rng.choice(3, count, p=[0.45, 0.35, 0.2]),
        "price": np.round(np.clip(np.exp(rng.normal(4.9, 0.6, count)), 15, 2000)),
        "discount": np.round(rng.uniform(0, 0.7, count), 2),
        "sizes": rng.choice([1, 2, 3], count, p=[0.65, 0.27, 0.08]),
        "advised": rng.random(count) < 0.4,
        "insured": rng.random(count) < 0.55,
        "hour": rng.integers(0, 24, count),
        "days": rng.integers(1, 10, count),
        "rating": np.round(np.clip(rng.normal(4.5, 0.3, count), 3.2, 5), 1),
        "orders": orders,
        "returns": rng.binomial(orders, 0.85 * rng.random(count) ** 2),
    }


def risk(o):
    live, bracketed, sized = o["channel"] == 0, o["sizes"] > 1, SIZED[o["category"]] == 1
    late = np.maximum(o["days"] - 4, 0)
    z = -2.85 + KIND[o["category"]]
    z = z + 1.8 * (sized & bracketed) - 1.1 * (sized & ~bracketed & o["advised"])
    z = z + 1.7 * (live & (o["discount"] > 0.4)) + 0.9 * (live & ((o["hour"] >= 23) | (o["hour"] < 6)))
    z = z + 1.2 * (o["insured"] & (o["price"] > 150))
    z = z + 4.2 * ((o["returns"] + 1) / (o["orders"] + 4) - 0.25) + 0.09 * late**1.5
    return expit(z + 2.0 * np.abs(o["rating"] - 4.6))


rng = np.random.default_rng(20260301)
few = draw(rng, 200)
rows = []
for i, p in enumerate(risk(few)):
    row = {key: values[i].item() for key, values in few.items()}
    rows.append(row | {"category": CATEGORIES[row["category"]], "channel": CHANNELS[row["channel"]], "risk": p})
p = (1 - CHANCE) * risk(draw(rng, 1_000_000)) + CHANCE * BASE
bad = rng.random(p.size) < p
auc = (rankdata(p)[bad].sum() - bad.sum() * (bad.sum() + 1) / 2) / (bad.sum() * (~bad).sum())
head = json.dumps({"best-auc": round(float(auc), 5), "share": round(float(bad.mean()), 5)})[1:-1]
lines = ",\n".join(map(json.dumps, rows))
Path(__file__).with_name("values.json").write_text(f"{{{head},\n\"rows\": [\n{lines}\n]}}\n")
print(head)
