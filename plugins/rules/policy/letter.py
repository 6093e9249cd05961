"""Reads the facts of an application out of its letter, by rules over its paragraphs, sentences and clauses."""

import re
from dataclasses import dataclass, field

import amounts

_VOUCHERS = {"算力券": "compute", "数据券": "data", "模型券": "model"}
_RELATED = re.compile("控股|股东|配偶|亲属|子公司|母公司|参股|实际控制人|关联")
_DENIED = re.compile("无|不|未|没有|非")
_HARDWARE = re.compile("(?:采购|购置|自购|购买|买).*(?:服务器|一体机|硬件|设备)")
_TAXED = re.compile(r"(?<!不)含税|价税合计|含\s*\d+(?:\.\d+)?%\s*增值税")
_NUMBER = r"(\d+|[零一二两三四五六七八九十百]+)"


@dataclass
class Contract:
    """A contract for which a voucher is asked; `net` is yuan without tax, `None` where not read."""

    voucher: str
    net: int | None
    year: int | None
    covered: bool
    related: bool
    subsidised: bool


@dataclass
class Challenge:
    """A 揭榜挂帅 project: its costs by name and what is to be taken off."""

    listed: bool
    costs: list[tuple[str, int]] = field(default_factory=list)
    deducted: int = 0


@dataclass
class Operation:
    """A park or building that is run."""

    recognised: bool
    occupancy: int | None
    firms: int
    pending: int


@dataclass
class Facts:
    """All that the letter says to the point."""

    dishonest: bool = False
    contracts: list[Contract] = field(default_factory=list)
    challenge: Challenge | None = None
    operation: Operation | None = None


def read(text: str, filed: str) -> Facts:
    """Reads a letter that was filed on a day, `YYYY-MM-DD`."""
    facts = Facts()
    for paragraph in filter(None, (line.strip() for line in text.splitlines())):
        if "失信" in paragraph:
            facts.dishonest = facts.dishonest or _dishonest(paragraph)
        elif re.search("揭榜|榜单", paragraph):
            facts.challenge = _challenge(paragraph)
        elif "入驻率" in paragraph:
            facts.operation = _operation(paragraph)
        else:
            voucher = next((key for name, key in _VOUCHERS.items() if name in paragraph), None)
            if voucher:
                facts.contracts.append(_contract(paragraph, voucher, int(filed[:4])))
    return facts


def _clauses(text: str) -> list[str]:
    return [clause for clause in re.split("[，。；]", text) if clause]


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in text.split("。") if sentence]


def _dishonest(paragraph: str) -> bool:
    return not re.search("未列入|没有列入|未被列入|移出|不在", paragraph) and bool(re.search("列入|名单内|仍在", paragraph))


def _contract(paragraph: str, voucher: str, this_year: int) -> Contract:
    clauses = _clauses(paragraph)
    found = amounts.find(paragraph)
    return Contract(
        voucher=voucher,
        net=_net(found[0].yuan, paragraph) if found else None,
        year=_invoice_year(clauses, this_year),
        covered=not (voucher == "compute" and _HARDWARE.search(paragraph)),
        related=any(_RELATED.search(clause) and not _DENIED.search(clause) for clause in clauses),
        subsidised=any(_subsidised(clause) for clause in clauses),
    )


def _net(yuan: int, paragraph: str) -> int:
    rate = re.search(r"(\d+)(?:\.0+)?\s*%", paragraph)
    if not (_TAXED.search(paragraph) and rate):
        return yuan
    return yuan * 100 // (100 + int(rate[1]))


def _invoice_year(clauses: list[str], this_year: int) -> int | None:
    for clause in clauses:
        if not re.search("发票|开票|开具", clause):
            continue
        if year := re.search(r"(20\d\d)\s*[年./-]", clause):
            return int(year[1])
        if "去年" in clause or "上年" in clause:
            return this_year - 1
        if "前年" in clause:
            return this_year - 2
        return this_year
    return None


def _subsidised(clause: str) -> bool:
    return bool(re.search("补贴|补助|财政|资助", clause)) and not re.search("未|没有|无|不", clause)


def _challenge(paragraph: str) -> Challenge:
    sentences = _sentences(paragraph)
    head = sentences[0]
    challenge = Challenge(listed=not re.search("尚未|未列入|未公布|没有", head) and "任务书" in head)
    for sentence in sentences[1:]:
        found = amounts.find(sentence)
        if not found:
            continue
        if re.search("财政|拨款|算力券", sentence):
            challenge.deducted += found[0].yuan
        else:
            challenge.costs.extend(_costs(sentence, found))
    return challenge


def _costs(sentence: str, found: list[amounts.Amount]) -> list[tuple[str, int]]:
    costs, before = [], 0
    for amount in found:
        name = re.split("[、，：:]", sentence[before : amount.start].rstrip("人民币约共为"))[-1]
        costs.append((name.strip(), amount.yuan))
        before = amount.end
    return costs


def _operation(paragraph: str) -> Operation:
    recognised = any("认定" in clause and not re.search("尚|未|申请|审核", clause) for clause in _clauses(paragraph))
    occupancy = re.search(r"入驻率\D{0,3}(\d+)", paragraph)
    firms = re.search(rf"引进\D*?企业{_NUMBER}家", paragraph)
    pending = re.search(rf"其中{_NUMBER}家(?:尚未|未)", paragraph)
    return Operation(
        recognised=recognised,
        occupancy=int(occupancy[1]) if occupancy else None,
        firms=(amounts.number(firms[1]) or 0) if firms else 0,
        pending=(amounts.number(pending[1]) or 0) if pending else 0,
    )
