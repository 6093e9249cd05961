"""Makes materials/tracks.csv and cases.jsonl out of the HURDAT2 best tracks that dplyr ships as `storms`.

Run: python make.py STORMS.csv
STORMS.csv has the columns name, year, month, day, hour, lat, long, status, wind, pressure (lines that begin with #
are skipped); `write.csv(dplyr::storms, ...)` cut to 2015 and later gives the same rows.
"""

import csv
import datetime
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
LAST_TRAINING_YEAR = 2019
SIX_HOURS = datetime.timedelta(hours=6)
LEADS = (6, 12, 18, 24)
MOST_FIXES, LEAST_FIXES = 8, 4
TROPICAL = {
    "tropical depression",
    "tropical storm",
    "hurricane",
    "subtropical depression",
    "subtropical storm",
}


def read(path):
    """Storms in order of appearance: {"name-year": [fix, ...]}; a name is used once a year."""
    storms = {}
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            fix = {
                "time": datetime.datetime(*(int(row[key]) for key in ("year", "month", "day", "hour"))),
                "lat": float(row["lat"]),
                "lon": float(row["long"]),
                "status": row["status"],
                "wind": int(row["wind"]),
                "pressure": int(row["pressure"]),
            }
            storms.setdefault(f"{row['name'].lower().replace(' ', '-')}-{row['year']}", []).append(fix)
    return storms


def write_material(storms):
    with open(HERE / "materials" / "tracks.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["storm", "time", "lat", "lon", "status", "wind_kt", "pressure_hpa"])
        for storm, fixes in storms.items():
            for fix in fixes:
                time = fix["time"].strftime("%Y-%m-%dT%H:%MZ")
                writer.writerow(
                    [storm, time, fix["lat"], fix["lon"], fix["status"], fix["wind"], fix["pressure"]]
                )


def case(fix, by_time):
    """The case whose forecast is made at `fix`, or None where the track is too short or not tropical."""
    history = []
    while len(history) < MOST_FIXES and (past := by_time.get(fix["time"] - len(history) * SIX_HOURS)):
        history.append(past)
    ahead = [by_time.get(fix["time"] + datetime.timedelta(hours=hours)) for hours in LEADS]
    if len(history) < LEAST_FIXES or None in ahead:
        return None
    if fix["status"] not in TROPICAL or ahead[-1]["status"] not in TROPICAL:
        return None
    fixes = [
        {
            "hours": -6 * back,
            "lat": past["lat"],
            "lon": past["lon"],
            "wind-kt": past["wind"],
            "pressure-hpa": past["pressure"],
            "status": past["status"],
        }
        for back, past in reversed(list(enumerate(history)))
    ]
    track = [{"hours": hours, "lat": later["lat"], "lon": later["lon"]} for hours, later in zip(LEADS, ahead)]
    return {"input": {"month": fix["time"].month, "fixes": fixes}, "expected": {"track": track}}


def write_cases(storms):
    number = 0
    with open(HERE / "cases.jsonl", "w", encoding="utf-8") as file:
        for storm, fixes in storms.items():
            by_time = {fix["time"]: fix for fix in fixes}
            for fix in fixes:
                # Two forecasts a day, at 00 and 12 UTC: neighbours share most of their track.
                made = case(fix, by_time) if fix["time"].hour in (0, 12) else None
                if made is None:
                    continue
                number += 1
                note = f"{storm}, {fix['time']:%Y-%m-%d %H} UTC"
                line = {"id": f"{number:04}", **made, "group": storm, "note": note}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return number


def main():
    storms = read(sys.argv[1])
    years = {storm: int(storm.rsplit("-", 1)[1]) for storm in storms}
    write_material({storm: fixes for storm, fixes in storms.items() if years[storm] <= LAST_TRAINING_YEAR})
    print(write_cases({storm: fixes for storm, fixes in storms.items() if years[storm] > LAST_TRAINING_YEAR}))


main()
