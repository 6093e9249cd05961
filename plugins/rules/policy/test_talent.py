"""Tests of the talent and health policies' part: `python3 -m unittest` in this folder."""

import json
import unittest
from pathlib import Path

from talent import answer, letter

SCENARIO = Path(__file__).parents[3] / "host" / "catalogue" / "talent-health-policy"
PARAMETERS = json.loads((SCENARIO / "materials" / "rules.json").read_text(encoding="utf-8"))


def worth(key, text, **firm):
    application = {
        "firm": {"registered": "武汉市硚口区", **firm},
        "filed": "2026-10-01",
        "vacant": 100,
        "applied": [key],
        "letter": text,
    }
    item = answer(PARAMETERS, application)[0]["items"][key]
    return item["amount"], item["reasons"]


class Talent(unittest.TestCase):
    def test_shares_are_added_up(self):
        text = "人才情况：申请人直接持股20%，另通过持股平台间接持有百分之八，另一主要股东持股25%。公司由申请人发起设立。"
        talent = letter.read(text, 2026).talent
        self.assertEqual((talent.held, talent.rival, talent.founder), (28, 25, True))

    def test_guarantee_fee(self):
        person = "人才情况：申请人已通过高层次人才认定。申请人为公司创始人。申请人直接持股60%，某产业投资方持股30%。\n"
        loan = "申请贷款担保费补贴。贷款本金1200万元，担保费率为年化15.0‰，担保期限18个月，2026年3月2日放款。"
        self.assertEqual(worth("guarantee", person + loan), (100_000, ["cap", "deducted"]))

    def test_money_received_counts(self):
        person = "人才情况：申请人系经认定的高层次人才。\n"
        deal = "成果转化：专利权转让合同。合同额300万元，尚有180万元未到账，到账日期今年三月。"
        self.assertEqual(worth("result", person + deal), (240_000, ["deducted"]))


class Health(unittest.TestCase):
    def test_platform_leaves_out_what_is_not_covered(self):
        text = "院企共建平台：院企双方已签订共建协议。建设投入：设备购置费200万元、业务招待费40万元。"
        self.assertEqual(worth("platform", text), (600_000, ["deducted"]))

    def test_only_the_higher_milestone_counts(self):
        text = "药械产品：1类创新药。今年二月开展一期临床，2026年8月1日启动II期临床试验。预计明年提交上市申请。"
        self.assertEqual(worth("product", text), (500_000, ["deducted"]))

    def test_fund_has_its_least(self):
        text = "基金支持项目：已列入区健康产业项目库，总投资2000万元，自筹资金已到位50%。"
        self.assertEqual(worth("fund", text), (3_000_000, ["floor"]))
        self.assertEqual(worth("fund", text, registered="武汉市汉阳区"), (0, ["not-local"]))


if __name__ == "__main__":
    unittest.main()
