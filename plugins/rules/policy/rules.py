"""Works out what an application is worth, by the parameters of the scenario's `rules.json`."""

from letter import Challenge, Contract, Facts, Operation

ITEMS = ("compute", "data", "model", "challenge", "operator")


def assess(rules: dict, application: dict, facts: Facts) -> dict:
    """The answer: each item's amount and reasons, and the total."""
    barred = _barred(rules, application, facts)
    items = {}
    for key in ITEMS:
        if key not in application["applied"]:
            items[key] = _item(0, ["not-applied"])
        elif barred:
            items[key] = _item(0, barred)
        else:
            items[key] = _worth(key, rules, application, facts)
    return {"items": items, "total": sum(item["amount"] for item in items.values())}


def _item(amount: int, reasons: list[str]) -> dict:
    return {"amount": amount, "reasons": list(dict.fromkeys(reasons)) or ["full"]}


def _barred(rules: dict, application: dict, facts: Facts) -> list[str]:
    place = rules["demonstration"]["district"].removesuffix("区")
    reasons = [] if place in application["firm"]["registered"] else ["not-local"]
    return reasons + (["dishonest"] if facts.dishonest else [])


def _worth(key: str, rules: dict, application: dict, facts: Facts) -> dict:
    if key == "challenge":
        return _challenge(rules, facts.challenge or Challenge(listed=False))
    if key == "operator":
        return _operator(rules, facts.operation or Operation(False, None, 0, 0))
    contracts = [contract for contract in facts.contracts if contract.voucher == key]
    return _voucher(rules, application, contracts, application["pools"][key])


def _voucher(rules: dict, application: dict, contracts: list[Contract], pool: int) -> dict:
    terms = rules["demonstration"]["voucher"]
    opc = rules["demonstration"]["opc"]
    firm = application["firm"]
    kind = terms["opc" if (firm["form"], firm["staff"]) == (opc["form"], opc["staff"]) else "firm"]
    reasons, base = [], 0
    for contract in contracts:
        faults = _faults(contract, int(terms["window"]["from"][:4]))
        reasons += faults
        if not faults:
            base += contract.net or 0
    amount = base * kind["rate_percent"] // 100
    for most, reason in ((kind["most_yuan"], "cap"), (pool, "pool")):
        if amount > most:
            amount = most
            reasons.append(reason)
    return _item(amount, reasons)


def _faults(contract: Contract, year: int) -> list[str]:
    faults = {
        "not-covered": not contract.covered,
        "out-of-window": contract.year is not None and contract.year < year,
        "related-party": contract.related,
        "duplicate": contract.subsidised,
    }
    return [reason for reason, holds in faults.items() if holds]


def _challenge(rules: dict, project: Challenge) -> dict:
    if not project.listed:
        return _item(0, ["not-listed"])
    known = rules["demonstration"]["challenge"]["research_costs"]
    research = sum(yuan for name, yuan in project.costs if name in known)
    base = max(0, research - project.deducted)
    amount = base * rules["plan"]["challenge"]["rate_percent"] // 100
    reasons = ["deducted"] if base < sum(yuan for _, yuan in project.costs) else []
    most = rules["plan"]["challenge"]["most_yuan"]
    return _item(min(amount, most), reasons + (["cap"] if amount > most else []))


def _operator(rules: dict, operation: Operation) -> dict:
    terms = rules["demonstration"]["operator"]
    reasons = [] if operation.recognised else ["not-recognised"]
    if operation.occupancy is not None and operation.occupancy < terms["occupancy_percent"]:
        reasons.append("low-occupancy")
    if reasons:
        return _item(0, reasons)
    amount = (operation.firms - operation.pending) * terms["each_yuan"]
    most = rules["plan"]["operator"]["most_yuan"]
    reasons = ["deducted"] if operation.pending else []
    return _item(min(amount, most), reasons + (["cap"] if amount > most else []))


_NAMES = {"compute": "算力券", "data": "数据券", "model": "模型券", "challenge": "揭榜挂帅", "operator": "园区楼宇运营"}


def told(rules: dict, output: dict) -> str:
    """The result in words, for an official."""
    lines = [
        f"{_NAMES[key]}：{item['amount']}元（{'；'.join(rules['reasons'][code] for code in item['reasons'])}）"
        for key, item in output["items"].items()
        if item["reasons"] != ["not-applied"]
    ]
    return "\n".join([*lines, f"合计：{output['total']}元。按示例规则测算，须经人工复核。"])
