#!/usr/bin/env python3
"""Makes the training history and the cases of `passenger-flow`.

    ./make.py chicago_ridership.csv

The file has the columns date, ridership, temp and Bulls_Home after a line of comment. Needs Python 3 alone.
"""

import csv
import datetime
import json
import pathlib
import sys

TRAIN_UNTIL = datetime.date(2010, 12, 31)
BEFORE, AHEAD = 56, 7
DAY = datetime.timedelta(days=1)


def nth(year, month, weekday, n):
    """The n-th (from 1; -1 is the last) such weekday of the month, Monday being 0."""
    days = [day for day in (datetime.date(year, month, 1) + DAY * i for i in range(31))
            if day.month == month and day.weekday() == weekday]
    return days[n - 1 if n > 0 else n]


def holidays(year):
    """The public holidays of the United States on which most offices are shut, with the day after Thanksgiving."""
    thanks = nth(year, 11, 3, 4)
    return {datetime.date(year, 1, 1), nth(year, 5, 0, -1), datetime.date(year, 7, 4), nth(year, 9, 0, 1),
            thanks, thanks + DAY, datetime.date(year, 12, 25)}


def main():
    folder = pathlib.Path(__file__).parent
    lines = [line for line in open(sys.argv[1], encoding="utf-8") if not line.startswith("#")]
    series = {datetime.date.fromisoformat(row["date"]): float(row["ridership"]) for row in csv.DictReader(lines)}
    shut = set().union(*(holidays(year) for year in range(min(series).year, max(series).year + 1)))
    with open(folder / "materials/history.csv", "w", encoding="utf-8") as out:
        out.write("date,thousands,holiday\n")
        for day, value in sorted(series.items()):
            if day <= TRAIN_UNTIL:
                out.write(f"{day},{value},{int(day in shut)}\n")
    first, cases = TRAIN_UNTIL + DAY, []
    while all(first + DAY * i in series for i in range(BEFORE + AHEAD)):
        days = [first + DAY * i for i in range(BEFORE + AHEAD)]
        values = [series[day] for day in days]
        start = days[BEFORE]
        cases.append({
            "id": f"{len(cases) + 1:04}",
            "input": {"first": str(first), "history": values[:BEFORE], "ahead": AHEAD,
                      "holidays": [str(day) for day in days if day in shut]},
            "expected": {"values": values[BEFORE:], "naive": values[BEFORE - 7:BEFORE]},
            "group": f"{start.year}-q{(start.month + 2) // 3}",
        })
        first += DAY * AHEAD
    with open(folder / "cases.jsonl", "w", encoding="utf-8") as out:
        out.writelines(json.dumps(case, ensure_ascii=False, separators=(",", ":")) + "\n" for case in cases)
    print(len(cases), "cases")


if __name__ == "__main__":
    main()
