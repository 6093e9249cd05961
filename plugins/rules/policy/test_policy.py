"""Tests of the agent's own parts: `python3 -m unittest` in this folder."""

import json
import unittest
from pathlib import Path

import amounts
import letter
import rules

SCENARIO = Path(__file__).parents[3] / "host" / "catalogue" / "voucher-matching"
PARAMETERS = json.loads((SCENARIO / "materials" / "rules.json").read_text(encoding="utf-8"))


class Amounts(unittest.TestCase):
    def test_amounts_are_read_in_every_form(self):
        forms = {
            "38.6万元": 386_000,
            "386,000元": 386_000,
            "¥386,000.00": 386_000,
            "38万6千元": 386_000,
            "三十八万六千元": 386_000,
            "人民币叁拾捌万陆仟元整": 386_000,
            "1.2亿元": 120_000_000,
            "十万零五百元": 100_500,
            "人民币壹亿柒仟万元整": 170_000_000,
        }
        for text, yuan in forms.items():
            self.assertEqual([found.yuan for found in amounts.find(f"合同额{text}。")], [yuan], text)

    def test_what_is_no_amount_is_left_out(self):
        self.assertEqual(amounts.find("2026年3月5日，税率6%，入驻企业12家"), [])


class Letter(unittest.TestCase):
    def contract(self, text):
        return letter.read(text, "2026-10-01").contracts[0]

    def test_tax_is_taken_off_only_where_it_is_in(self):
        self.assertEqual(self.contract("申请数据券：购数据。合同额106万元（含6%增值税）。").net, 1_000_000)
        self.assertEqual(self.contract("申请数据券：购数据。不含税金额106万元，税率6%。").net, 1_060_000)

    def test_the_invoice_counts_not_the_signing(self):
        self.assertEqual(self.contract("【模型券】合同于去年9月签订，今年3月2日开具发票。").year, 2026)
        self.assertEqual(self.contract("【模型券】2025-12-30开票。").year, 2025)

    def test_denials_are_told_from_facts(self):
        bad = self.contract("【算力券】对方是我司母公司，该合同已获省级补贴。")
        self.assertTrue(bad.related and bad.subsidised)
        good = self.contract("【算力券】双方无关联关系，未享受其他补贴。")
        self.assertFalse(good.related or good.subsidised)
        self.assertFalse(letter.read("曾列入失信名单，已移出。", "2026-10-01").dishonest)
        self.assertTrue(letter.read("目前仍在失信名单内。", "2026-10-01").dishonest)


class Rules(unittest.TestCase):
    def test_a_one_person_company_is_worked_out(self):
        application = {
            "firm": {"form": "一人有限责任公司", "staff": 1, "registered": "武汉市硚口区"},
            "pools": {"compute": 90_000, "data": 0, "model": 0},
            "applied": ["compute"],
        }
        facts = letter.read("申请算力券：租用算力。合同额20万元，2026年2月1日开票。", "2026-10-01")
        output = rules.assess(PARAMETERS, application, facts)
        self.assertEqual(output["items"]["compute"], {"amount": 90_000, "reasons": ["pool"]})
        self.assertEqual(output["items"]["data"], {"amount": 0, "reasons": ["not-applied"]})
        self.assertEqual(output["total"], 90_000)
        self.assertIn("合计：90000元", rules.told(PARAMETERS, output))


if __name__ == "__main__":
    unittest.main()
