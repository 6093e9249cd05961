"""Works out an application under the talent and health policies, by the parameters of the scenario's `rules.json`."""

from .letter import Deal, Facts, Loan, Platform, Product, Project, Talent

ITEMS = ("result", "office", "guarantee", "platform", "product", "fund")
_BY_TALENT = ("result", "office", "guarantee")
_NAMES = ("成果转化", "办公场地", "担保费补贴", "院企共建平台", "创新药械", "基金支持")


def assess(rules: dict, application: dict, facts: Facts) -> dict:
    """The answer: each item's amount and reasons, and the total."""
    year = int(rules["demonstration"]["window"]["from"][:4])
    worth = {
        "result": lambda: _result(rules, facts.deals, year),
        "office": lambda: _office(rules, facts.office or (0, 0), application["vacant"]),
        "guarantee": lambda: _guarantee(rules, facts.talent, facts.loan, year),
        "platform": lambda: _platform(rules, facts.platform),
        "product": lambda: _products(rules, facts.products, year),
        "fund": lambda: _fund(rules, facts.project),
    }
    items = {}
    for key in ITEMS:
        if key not in application["applied"]:
            items[key] = _item(0, ["not-applied"])
            continue
        barred = _barred(rules, application, facts, key)
        items[key] = _item(0, barred) if barred else worth[key]()
    return {"items": items, "total": sum(items[key]["amount"] for key in rules["demonstration"]["total"])}


def _item(amount: int, reasons: list[str]) -> dict:
    return {"amount": int(amount), "reasons": list(dict.fromkeys(reasons)) or ["full"]}


def _barred(rules: dict, application: dict, facts: Facts, key: str) -> list[str]:
    place = rules["demonstration"]["district"].removesuffix("区")
    reasons = [] if place in application["firm"]["registered"] else ["not-local"]
    reasons += ["dishonest"] if facts.dishonest else []
    if not reasons and key in _BY_TALENT and not (facts.talent and facts.talent.recognised):
        return ["not-recognised"]
    return reasons


def _because(holds: dict[str, bool]) -> list[str]:
    return [reason for reason, does in holds.items() if does]


def _result(rules: dict, deals: list[Deal], year: int) -> dict:
    base, reasons = 0, []
    for deal in deals:
        old = deal.year is not None and deal.year < year
        faults = _because({"not-covered": not deal.covered, "out-of-window": old, "duplicate": deal.subsidised})
        reasons += faults
        if not faults:
            base += deal.received
            reasons += _because({"deducted": deal.received < deal.agreed})
    amount = base * rules["demonstration"]["result"]["rate_percent"] // 100
    most = rules["plan"]["result"]["most_yuan"]
    return _item(min(amount, most), reasons + _because({"cap": amount > most}))


def _office(rules: dict, staff: tuple[int, int], vacant: int) -> dict:
    full, part = staff
    area = full * rules["demonstration"]["office"]["square_metres_each"]
    least = rules["plan"]["office"]["least_square_metres"]
    reasons = _because({"deducted": part > 0, "floor": area < least, "vacancy": max(area, least) > vacant})
    return _item(min(max(area, least), vacant), reasons)


def _guarantee(rules: dict, talent: Talent | None, loan: Loan | None, year: int) -> dict:
    if talent is None or loan is None:
        return _item(0, ["not-founder"])
    faults = _because({
        "not-founder": not talent.founder,
        "not-largest": talent.held < talent.rival,
        "out-of-window": loan.year is not None and loan.year < year,
        "duplicate": loan.subsidised,
    })
    if faults:
        return _item(0, faults)
    terms, most = rules["demonstration"]["guarantee"], rules["plan"]["guarantee"]["loan_most_yuan"]
    fee, months = min(loan.fee, terms["fee_most_basis_points"]), min(loan.months, terms["months_most"])
    reasons = {"cap": loan.principal > most, "deducted": fee < loan.fee or months < loan.months}
    return _item(min(loan.principal, most) * fee * months // (10_000 * 12), _because(reasons))


def _platform(rules: dict, platform: Platform | None) -> dict:
    if platform is None or not platform.joint:
        return _item(0, ["not-joint"])
    terms = rules["demonstration"]["platform"]
    covered = sum(yuan for name, yuan in platform.costs if name in terms["covered"])
    base = max(0, covered - platform.public_money)
    amount, most = base * terms["rate_percent"] // 100, rules["plan"]["platform"]["most_yuan"]
    reasons = {"deducted": base < sum(yuan for _, yuan in platform.costs), "cap": amount > most}
    return _item(min(amount, most), _because(reasons))


def _products(rules: dict, products: list[Product], year: int) -> dict:
    values, most = rules["demonstration"]["product"]["milestones_yuan"], rules["plan"]["product"]["most_yuan"]
    amount, reasons = 0, []
    for product in products:
        old = [key for key, when in product.milestones if when is not None and when < year]
        new = [key for key, when in product.milestones if when is None or when >= year]
        reasons += _because({"not-innovative": not product.innovative, "out-of-window": bool(old)})
        if product.innovative:
            reasons += _because({"deducted": len(new) > 1})
            amount += max((values[key] for key in new), default=0)
    return _item(min(amount, most), reasons + _because({"cap": amount > most}))


def _fund(rules: dict, project: Project | None) -> dict:
    terms, least = rules["demonstration"]["fund"], rules["plan"]["fund"]["least_yuan"]
    enough = project is not None and project.invested >= terms["project_least_yuan"]
    if not (enough and project.listed and project.own * 100 >= project.invested * terms["own_least_percent"]):
        return _item(0, ["not-qualified"])
    amount = project.invested * terms["rate_percent"] // 100
    reasons = {"floor": amount < least, "cap": amount > terms["most_yuan"]}
    return _item(min(max(amount, least), terms["most_yuan"]), _because(reasons))


def told(rules: dict, output: dict) -> str:
    """The result in words, for an official."""
    lines = []
    for key, name in zip(ITEMS, _NAMES):
        item = output["items"][key]
        if item["reasons"] != ["not-applied"]:
            unit = "平方米" if key == "office" else "元"
            why = "；".join(rules["reasons"][code] for code in item["reasons"])
            lines.append(f"{name}：{item['amount']}{unit}（{why}）")
    return "\n".join([*lines, f"合计：{output['total']}元（不含场地和基金）。按示例规则测算，须经人工复核。"])
