"""The least costs of the small public regions, by OR-tools CP-SAT with circuits, loads and distances as constraints.

    pip install ortools==9.15.6755
    python tests/golden/cluster-logistics/optima.py > tests/golden/cluster-logistics/optima.json
"""

import json
import pathlib

from ortools.sat.python import cp_model

CASES = pathlib.Path(__file__).parents[3] / "host/catalogue/cluster-logistics/cases.jsonl"


def optimum(region):
    """The least cost, proved."""
    model = cp_model.CpModel()
    hubs, stops, km = len(region["hubs"]), region["stops"], region["km"]
    hub_of = [model.new_int_var(0, hubs - 1, "") for _ in stops]
    load = [model.new_int_var(stop["load"], region["capacity"], "") for stop in stops]
    gone = [model.new_int_var(0, region["max_km"], "") for _ in stops]
    arcs, cost = [], 0
    for i, stop in enumerate(stops):
        for h in range(hubs):
            leave, back = model.new_bool_var(""), model.new_bool_var("")
            arcs += [(0, i + 1, leave), (i + 1, 0, back)]
            model.add(hub_of[i] == h).only_enforce_if(leave)
            model.add(gone[i] >= km[h][hubs + i]).only_enforce_if(leave)
            model.add(hub_of[i] == h).only_enforce_if(back)
            model.add(gone[i] + km[hubs + i][h] <= region["max_km"]).only_enforce_if(back)
            cost += leave * (region["vehicle_cost"] + region["km_cost"] * km[h][hubs + i])
            cost += back * region["km_cost"] * km[hubs + i][h]
        for j, other in enumerate(stops):
            if i != j:
                on = model.new_bool_var("")
                arcs.append((i + 1, j + 1, on))
                model.add(hub_of[j] == hub_of[i]).only_enforce_if(on)
                model.add(load[j] >= load[i] + other["load"]).only_enforce_if(on)
                model.add(gone[j] >= gone[i] + km[hubs + i][hubs + j]).only_enforce_if(on)
                cost += on * region["km_cost"] * km[hubs + i][hubs + j]
    model.add_multiple_circuit(arcs)
    model.minimize(cost)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = 120
    solver.parameters.num_workers = 2
    assert solver.solve(model) == cp_model.OPTIMAL
    return round(solver.objective_value)


cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
print(json.dumps({case["id"]: optimum(case["input"]) for case in cases if "optimum" in case["expected"]}, indent=0))
