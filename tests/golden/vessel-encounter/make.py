"""Makes the golden values of the vessel-encounter oracle with numpy.

    python3 make.py        # writes encounters.json beside this file

Independent of the oracle on purpose: sectors are told by dot and cross products, the closest approach by stepping
through time and refining, not by the formula.
"""

import json
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
CLASSES = ["power", "sailing", "fishing", "hampered"]


def heading(degrees):
    return np.array([np.sin(np.radians(degrees)), np.cos(np.radians(degrees))])


def closest(gap, drift):
    """Least distance over the next 1000 hours and its time in hours."""
    low, high = 0.0, 1000.0
    for _ in range(14):
        times = np.linspace(low, high, 4001)
        best = int(np.argmin(np.linalg.norm(gap + drift * times[:, None], axis=1)))
        low, high = times[max(best - 2, 0)], times[min(best + 2, 4000)]
    time = 0.5 * (low + high) if low > 0 else 0.0
    return float(np.linalg.norm(gap + drift * time)), time


def sector(bow, sight):
    """Cosine of the angle off the bow, and whether the other is to starboard."""
    sight = sight / np.linalg.norm(sight)
    return float(bow @ sight), bool(bow[1] * sight[0] - bow[0] * sight[1] > 0)


def decide(own, target, cpa, tcpa, limits):
    if cpa >= limits[0] or tcpa > limits[1] or tcpa <= 0:
        return "no-risk", None
    gap = np.array([target["east"] - own["east"], target["north"] - own["north"]])
    ahead_own, starboard_own = sector(heading(own["course"]), gap)
    ahead_target, starboard_target = sector(heading(target["course"]), -gap)
    abaft = np.cos(np.radians(112.5))
    if ahead_target < abaft and ahead_own < abaft:
        return "undecided", None
    if ahead_target < abaft:
        return ("undecided", None) if own["class"] == "hampered" else ("give-way", 13)
    if ahead_own < abaft:
        return ("undecided", None) if target["class"] == "hampered" else ("stand-on", 13)
    mine, theirs = CLASSES.index(own["class"]), CLASSES.index(target["class"])
    if mine != theirs:
        return ("give-way" if mine < theirs else "stand-on"), 18
    if mine > 0:
        return "undecided", None
    if min(ahead_own, ahead_target) >= np.cos(np.radians(6)):
        return "both-give-way", 14
    if starboard_own == starboard_target:
        return "undecided", None
    return ("give-way" if starboard_own else "stand-on"), 15


def near_a_bound(own, target, cpa, tcpa, limits):
    gap = np.array([target["east"] - own["east"], target["north"] - own["north"]])
    angles = []
    for course, sight in ((own["course"], gap), (target["course"], -gap)):
        cosine, _ = sector(heading(course), sight)
        angles.append(np.degrees(np.arccos(np.clip(cosine, -1, 1))))
    bounds = any(abs(angle - bound) < 0.2 for angle in angles for bound in (0, 6, 112.5, 180))
    return bounds or abs(cpa - limits[0]) < 0.01 or abs(tcpa - limits[1]) < 0.1 or 0 < tcpa < 0.1


def main():
    rng = np.random.default_rng(20261124)
    rows = []
    while len(rows) < 600:
        def vessel(spread):
            east, north = rng.uniform(-spread, spread, 2)
            return {
                "east": round(float(east), 3),
                "north": round(float(north), 3),
                "course": round(float(rng.uniform(0, 360)), 1),
                "speed": round(float(rng.uniform(2, 22)), 1),
                "class": CLASSES[int(rng.choice(4, p=[0.55, 0.15, 0.15, 0.15]))],
            }
        own, target = vessel(1), vessel(8)
        if rng.random() < 0.5:  # end on, or nearly
            bearing = np.degrees(np.arctan2(target["east"] - own["east"], target["north"] - own["north"]))
            own["course"] = round(float((bearing + rng.uniform(-9, 9)) % 360), 1)
            target["course"] = round(float((bearing + 180 + rng.uniform(-9, 9)) % 360), 1)
        gap = np.array([target["east"] - own["east"], target["north"] - own["north"]])
        drift = target["speed"] * heading(target["course"]) - own["speed"] * heading(own["course"])
        if np.linalg.norm(drift) < 0.5:
            continue
        cpa, hours = closest(gap, drift)
        limits = (float(rng.choice([0.5, 1.0, 2.0])), float(rng.choice([15, 30, 60])))
        if near_a_bound(own, target, cpa, hours * 60, limits):
            continue
        role, rule = decide(own, target, cpa, hours * 60, limits)
        if role == "no-risk" and rng.random() < 0.7:
            continue
        rows.append({"own": own, "target": target, "limit_nm": limits[0], "limit_min": limits[1],
                     "cpa_nm": round(cpa, 5), "tcpa_min": round(hours * 60, 4), "role": role, "rule": rule})
    lines = ",\n".join(json.dumps(row) for row in rows)
    (HERE / "encounters.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
