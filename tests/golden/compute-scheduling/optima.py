"""The least weighted flow times of the small public clusters, by OR-tools CP-SAT.

    pip install ortools==9.15.6755
    python tests/golden/compute-scheduling/optima.py > tests/golden/compute-scheduling/optima.json

Large cases carry a bound instead: with --large, prints CP-SAT's best value of each beside it, after 5 seconds.
"""

import json
import pathlib
import sys

from ortools.sat.python import cp_model

CASES = pathlib.Path(__file__).parents[3] / "host/catalogue/compute-scheduling/cases.jsonl"


def solve(cluster, seconds):
    """The least weighted flow time found, and whether it is proved."""
    model = cp_model.CpModel()
    horizon = max(job["arrives"] for job in cluster["jobs"]) + sum(job["minutes"] for job in cluster["jobs"])
    on_node = {node["id"]: [] for node in cluster["nodes"]}
    flow = 0
    for job in cluster["jobs"]:
        start = model.new_int_var(job["arrives"], horizon, "")
        chosen = []
        for node in cluster["nodes"]:
            if job["gpus"] <= node["gpus"]:
                here = model.new_bool_var("")
                interval = model.new_optional_fixed_size_interval_var(start, job["minutes"], here, "")
                on_node[node["id"]].append((interval, job["gpus"]))
                chosen.append(here)
        model.add_exactly_one(chosen)
        flow += job["weight"] * (start + job["minutes"] - job["arrives"])
    for node in cluster["nodes"]:
        intervals = on_node[node["id"]]
        model.add_cumulative([one for one, _ in intervals], [gpus for _, gpus in intervals], node["gpus"])
    model.minimize(flow)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    return round(solver.objective_value), status == cp_model.OPTIMAL


cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
if "--large" in sys.argv:
    for case in cases:
        if "bound" in case["expected"]:
            value, _ = solve(case["input"], 5)
            assert value >= case["expected"]["bound"], case["id"]
            print(case["id"], case["expected"]["bound"], value, f"{case['expected']['bound'] / value:.3f}")
else:
    optima = {}
    for case in cases:
        if "optimum" in case["expected"]:
            optima[case["id"]], proved = solve(case["input"], 60)
            assert proved, case["id"]
    print(json.dumps(optima, indent=0))
