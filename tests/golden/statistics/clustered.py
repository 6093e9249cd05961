"""Computes clustered.json: a weighted mean with its cluster-robust standard error and interval, as statsmodels finds them
for a regression on a constant.

    pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    python clustered.py > clustered.json

Null where there are fewer than two groups, of which statsmodels makes a division by 0.
"""

import json
import warnings

import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm

warnings.simplefilter("ignore")
rng = np.random.default_rng(20261128)
MADE_WITH = {module.__name__: module.__version__ for module in (np, scipy, statsmodels)}


def numbers(values):
    return [float(value) for value in values]


def case_sets():
    """Name, values, weights, groups, confidence."""
    yield "one case", [0.5], None, [0], 0.95
    yield "one group", [0.1, 0.9, 0.4], None, [7, 7, 7], 0.95
    yield "two cases", [0.0, 1.0], None, [0, 1], 0.95
    yield "two groups", [0.0, 1.0, 1.0, 0.2], None, [0, 0, 1, 1], 0.95
    yield "all the same", [1.0] * 12, None, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5], 0.95
    yield "groups with the same mean", [0.0, 1.0] * 5, None, [i // 2 for i in range(10)], 0.95
    yield "groups that are constant", [0.0] * 10 + [1.0] * 10, None, [i // 5 for i in range(20)], 0.95
    yield "every case alone", numbers(rng.uniform(size=25)), None, list(range(25)), 0.95
    yield "right or wrong, alone", numbers(rng.uniform(size=40) < 0.8), None, list(range(40)), 0.95
    yield "one case other than all", [1.0] * 29 + [0.0], None, list(range(30)), 0.95
    yield "one large group", numbers(rng.uniform(size=30)), None, [0] * 25 + [1, 2, 3, 4, 5], 0.95
    yield "weights far apart", numbers(rng.uniform(size=12)), numbers(10.0 ** rng.integers(-3, 3, 12)), [i // 3 for i in range(12)], 0.95
    for place in range(12):
        count, groups = int(rng.integers(10, 120)), int(rng.integers(3, 30))
        of = rng.integers(0, groups, count)
        effect = rng.normal(0, 0.3, groups)
        values = 0.5 + effect[of] + rng.normal(0, 0.1, count)
        weights = numbers(rng.uniform(0.2, 3, count)) if place % 2 else None
        yield f"drawn {place}", numbers(values), weights, [int(group) for group in of], (0.95, 0.9, 0.99)[place % 3]


def clustered():
    for name, values, weights, groups, confidence in case_sets():
        entry = dict(name=name, values=values, weights=weights, groups=groups, confidence=confidence, mean=None)
        if len(set(groups)) > 1:
            model = sm.WLS(values, np.ones(len(values)), weights=1.0 if weights is None else weights)
            places = [sorted(set(groups)).index(group) for group in groups]
            fits = {key: model.fit(cov_type="cluster", use_t=True, cov_kwds=dict(groups=places, use_correction=corrected, df_correction=True))
                    for key, corrected in (("cr0", False), ("cr1", True))}
            entry["mean"] = float(fits["cr1"].params[0])
            for key, fit in fits.items():
                low, high = fit.conf_int(1 - confidence)[0]
                entry[key] = [float(fit.bse[0]), float(low), float(high)]
        yield entry


print("{\n\"made_with\": " + json.dumps(MADE_WITH) + ",\n\"clustered\": [\n" + ",\n".join(json.dumps(entry) for entry in clustered()) + "\n]\n}")
