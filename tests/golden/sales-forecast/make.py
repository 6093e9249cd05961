"""The expectations of the public shops' weeks to forecast, from each case's law, with numpy and zhdate's calendar.

    pip install numpy==2.4.6 zhdate==0.1
    python tests/golden/sales-forecast/make.py

Writes expectations.json beside this file and prints the oracle's mean score. Independent of the generator on purpose:
festivals come from a lunar calendar other than the one that the material was made with, days are laid out as whole arrays, and the score is
computed here. Qingming, which follows the sun, is taken by the rule of the 21st century:
day = floor(year % 100 * 0.2422 + 4.81) - floor(year % 100 / 4) of April.
"""

import datetime
import json
import pathlib

import numpy as np
from zhdate import ZhDate

HERE = pathlib.Path(__file__).parent
CASES = HERE.parents[2] / "host/catalogue/sales-forecast/cases.jsonl"
WEIGHTS = np.array([0.85, 0.85, 0.9, 0.95, 1.1, 1.2, 1.15]) / 7


def lunar(year, month, day):
    return ZhDate(year, month, day).to_datetime().date()


def factors(law, first, count):
    """What each of `count` days from `first` on is multiplied by."""
    days = np.ones(count)

    def stretch(festival, start, values):
        for offset, value in enumerate(values, (festival - first).days + start):
            if 0 <= offset < count:
                days[offset] *= value

    for year in range(first.year, first.year + 4):
        spring = lunar(year, 1, 1)
        ramp = 1 + law["rise"] * np.minimum(np.arange(1, 27) / 21, 1)
        stretch(spring, -28, [*ramp, *[law["closed"]] * 9, *[law["after"]] * 8])
        stretch(datetime.date(year, 10, 1), 0, [1 + law["golden"]] * 7)
        stretch(datetime.date(year, 5, 1), 0, [1 + law["golden"]] * 5)
        stretch(datetime.date(year, 1, 1), 0, [1 + law["feast"]] * 3)
        century = year % 100
        qingming = datetime.date(year, 4, int(century * 0.2422 + 4.81) - century // 4)
        for feast in (qingming, lunar(year, 5, 5), lunar(year, 8, 15)):
            stretch(feast, -1, [1 + law["feast"]] * 3)
    return days


def means(case):
    law, discounts = case["expected"]["law"], np.array(case["input"]["discounts"]) / 10
    first, weeks = datetime.date.fromisoformat(case["input"]["first"]), len(discounts)
    holidays = factors(law, first, 7 * weeks).reshape(weeks, 7) @ WEIGHTS
    middle = [first + datetime.timedelta(7 * week + 3) for week in range(weeks)]
    angle = 2 * np.pi * np.array([day.timetuple().tm_yday for day in middle]) / 365.25
    season = np.stack([np.cos(angle), np.sin(angle), np.cos(2 * angle), np.sin(2 * angle)]).T @ law["waves"]
    before = np.concatenate([[0], discounts[:-1]])
    promotion = law["promotion"] * (discounts - law["dip"] * before)
    growth = law["growth"] * 7 * np.arange(weeks) / 365.25
    return (law["level"] * np.exp(growth + season + promotion) * holidays)[-case["input"]["ahead"] :]


def skill(case, said):
    came, naive = np.array(case["expected"]["values"]), np.array(case["expected"]["naive"])
    return max(0, 1 - np.abs(came - said).mean() / np.abs(came - naive).mean())


cases = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
found = {case["id"]: means(case) for case in cases}
table = {name: np.round(values, 4).tolist() for name, values in found.items()}
(HERE / "expectations.json").write_text(json.dumps(table, indent=0) + "\n")
print("the oracle's mean score:", round(float(np.mean([skill(case, found[case["id"]]) for case in cases])), 4))
