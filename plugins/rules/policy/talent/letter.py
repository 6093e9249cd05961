"""Reads the facts of an application under the talent and health policies, paragraph by paragraph."""

import re
from dataclasses import dataclass, field
from fractions import Fraction

import amounts

_DENIED = re.compile("未|没有|无|不")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*%|百分之([零一二三四五六七八九十百两]+)")
_NUMBER = r"(\d+|[零一二两三四五六七八九十]+)"
_MILESTONES = (
    ("phase-three", "[Ⅲ三]期|III期"),
    ("phase-two", "[Ⅱ二]期|(?<!I)II期"),
    ("phase-one", "[Ⅰ一]期|(?<!I)I期"),
    ("drug-approved", "药品注册证书"),
    ("device-three", "三类医疗器械注册证"),
    ("device-two", "二类医疗器械注册证"),
)


@dataclass
class Talent:
    """The applicant in person; shares in per cent."""

    recognised: bool
    founder: bool
    held: Fraction
    rival: Fraction


@dataclass
class Deal:
    """A contract and what of it has come in, in yuan."""

    covered: bool
    agreed: int
    received: int
    year: int | None
    subsidised: bool


@dataclass
class Loan:
    """A guaranteed loan: yuan, hundredths of a per cent a year, months."""

    principal: int
    fee: Fraction
    months: int
    year: int | None
    subsidised: bool


@dataclass
class Platform:
    """A platform of hospital and firm: its costs by name and the public money in them."""

    joint: bool
    costs: list[tuple[str, int]]
    public_money: int


@dataclass
class Product:
    """A drug or device with what it reached in which year."""

    innovative: bool
    milestones: list[tuple[str, int | None]]


@dataclass
class Project:
    """A project for the fund: yuan, and its own money in place."""

    listed: bool
    invested: int
    own: Fraction


@dataclass
class Facts:
    """All that the letter says to the point; `office` is full-time and part-time staff."""

    dishonest: bool = False
    talent: Talent | None = None
    deals: list[Deal] = field(default_factory=list)
    office: tuple[int, int] | None = None
    loan: Loan | None = None
    platform: Platform | None = None
    products: list[Product] = field(default_factory=list)
    project: Project | None = None


def read(text: str, this_year: int) -> Facts:
    """Reads a letter filed in a year."""
    facts = Facts()
    for line in text.splitlines():
        paragraph = re.sub(r"^\s*(?:[一二三四五六七八九十]+、|\d+[.、]\s*|（\d+）)", "", line)
        if "失信" in paragraph:
            facts.dishonest = not re.search("未列入|移出|不在", paragraph)
        elif re.match("人才情况", paragraph):
            facts.talent = _talent(paragraph)
        elif "成果转化" in paragraph:
            facts.deals.append(_deal(paragraph, this_year))
        elif "办公" in paragraph and re.search("免费|免租|办公用房", paragraph):
            facts.office = _office(paragraph)
        elif "担保费" in paragraph:
            facts.loan = _loan(paragraph, this_year)
        elif "共建平台" in paragraph:
            facts.platform = _platform(paragraph)
        elif "药械" in paragraph:
            facts.products.append(_product(paragraph, this_year))
        elif "基金" in paragraph:
            facts.project = _project(paragraph)
    return facts


def _clauses(text: str) -> list[str]:
    return [clause for clause in re.split("[，。；：]", text) if clause]


def _year(clause: str, this_year: int) -> int | None:
    if year := re.search(r"(20\d\d)\s*[年-]", clause):
        return int(year[1])
    if "去年" in clause:
        return this_year - 1
    return this_year if re.search("今年|本年", clause) else None


def _shares(text: str) -> list[Fraction]:
    return [Fraction(m[1]) if m[1] else Fraction(amounts.number(m[2]) or 0) for m in _SHARE.finditer(text)]


def _subsidised(paragraph: str) -> bool:
    told = (clause for clause in _clauses(paragraph) if re.search("补|奖补|资助", clause) and "申请" not in clause)
    return any(re.search("已|补过|给过", clause) and not _DENIED.search(clause) for clause in told)


def _talent(paragraph: str) -> Talent:
    held = rival = Fraction(0)
    for clause in _clauses(paragraph):
        shares = _shares(clause)
        if not shares:
            continue
        if re.search("申请人|间接|持股平台", clause):
            held += shares[0]
        else:
            rival = max(rival, *shares)
    return Talent(
        recognised=not re.search("评审中|拟申报|尚未取得|过期", paragraph),
        founder=not re.search("受聘|受让|他人创立", paragraph),
        held=held,
        rival=rival,
    )


def _deal(paragraph: str, this_year: int) -> Deal:
    agreed = received = 0
    year = None
    for clause in _clauses(paragraph):
        found = amounts.find(clause)
        if found and re.search("合同额|成交额|实际到账", clause):
            agreed = received = found[0].yuan
        elif found and re.search("未到账|未付", clause):
            received = agreed - found[0].yuan
        elif found and "到账" in clause:
            received = sum(amount.yuan for amount in found)
        elif "到账" in clause:
            year = _year(clause, this_year) or year
    covered = bool(re.search("转让|许可", paragraph)) and not re.search("咨询|服务|培训", paragraph)
    return Deal(covered, agreed, received, year, _subsidised(paragraph))


def _count(pattern: str, text: str) -> int | None:
    match = re.search(pattern, text)
    return amounts.number(match[1]) if match else None


def _office(paragraph: str) -> tuple[int, int]:
    part = _count(rf"兼职(?:顾问)?{_NUMBER}[人名]", paragraph) or _count(rf"{_NUMBER}名兼职", paragraph) or 0
    full = _count(rf"全职(?:人员)?{_NUMBER}[人名]", paragraph)
    if full is None:
        whole = _count(rf"(?:团队|员工)共?{_NUMBER}[人名]", paragraph) or 0
        full = whole - part
    return full, part


def _loan(paragraph: str, this_year: int) -> Loan:
    principal, fee, months, year = 0, Fraction(0), 12, None
    for clause in _clauses(paragraph):
        found = amounts.find(clause)
        if "本金" in clause and found:
            principal = found[0].yuan
        elif rate := re.search(r"(\d+(?:\.\d+)?)\s*([%‰])", clause):
            if "担保" in clause or "费率" in clause:
                fee = Fraction(rate[1]) * (100 if rate[2] == "%" else 10)
        elif "担保期" in clause:
            months = _months(clause)
        elif "放款" in clause:
            year = _year(clause, this_year)
    return Loan(principal, fee, months, year, _subsidised(paragraph))


def _months(clause: str) -> int:
    if "半年" in clause:
        return 6
    if years := _count(rf"{_NUMBER}年", clause):
        return years * 12
    return _count(rf"{_NUMBER}个月", clause) or 12


def _platform(paragraph: str) -> Platform:
    costs, public_money = [], 0
    for sentence in paragraph.split("。"):
        found = amounts.find(sentence)
        if found and "财政" in sentence:
            public_money += found[0].yuan
            continue
        before = 0
        for amount in found:
            name = re.split("[、，：:]", sentence[before : amount.start].removesuffix("人民币"))[-1]
            costs.append((name.strip(), amount.yuan))
            before = amount.end
    joint = bool(re.search("已签|已与", paragraph)) and not re.search("洽谈|意向|待医院", paragraph)
    return Platform(joint, costs, public_money)


def _product(paragraph: str, this_year: int) -> Product:
    milestones = []
    for clause in _clauses(paragraph):
        if re.search("预计|计划", clause):
            continue
        reached = next((key for key, pattern in _MILESTONES if re.search(pattern, clause)), None)
        if reached:
            year = _year(clause, this_year)
            if year is None and milestones:
                year = milestones[-1][1]
            milestones.append((reached, year))
    innovative = not re.search("仿制|未进入创新|不属于创新", paragraph)
    return Product(innovative, milestones)


def _project(paragraph: str) -> Project:
    invested, own = 0, Fraction(0)
    for clause in _clauses(paragraph):
        found, shares = amounts.find(clause), _shares(clause)
        if "总投资" in clause and found:
            invested = found[0].yuan
        elif re.search("自筹|自有", clause):
            own = Fraction(found[0].yuan) if found else invested * shares[0] / 100 if shares else own
    listed = bool(re.search("项目库|入库", paragraph)) and not re.search("尚未列入|正在申请", paragraph)
    return Project(listed, invested, own)
