"""Live-stream scripts: what is found, how far it reaches, and what is left alone."""

import pathlib
import unittest

import livestream

MATERIALS = pathlib.Path(__file__).parents[4] / "host/catalogue/livestream-compliance/materials"
STATE = livestream.prepare({"lexicon.json": (MATERIALS / "lexicon.json").read_bytes()})


def found(script):
    output, _ = livestream.answer(STATE, {"script": script})
    return [(finding["quote"], finding["kind"]) for finding in output["findings"]]


class Livestream(unittest.TestCase):
    def test_claims_are_quoted_with_their_scope(self):
        self.assertEqual(found("家人们，全网最低价！"), [("全网最低价", "absolute")])
        self.assertEqual(found("这个蕞便宜。"), [("蕞便宜", "absolute")])

    def test_order_advice_and_aims_are_no_claims(self):
        for script in ("第一次来的点关注。", "最后十件，最快后天发货。", "最佳水温三十度。", "争取做到第一。"):
            self.assertEqual(found(script), [], script)

    def test_illness_is_found_and_a_caution_is_not(self):
        self.assertEqual(found("戴上它治腰椎间盘突出，舒服。"), [("治腰椎间盘突出", "medical")])
        self.assertEqual(found("脚痛的听医生的，鞋垫治不了脚痛。"), [])

    def test_figures_want_a_source(self):
        self.assertEqual(found("百分之九十的顾客都回购了。"), [("百分之九十的顾客都回购了", "no-source")])
        self.assertEqual(found("后台统计，百分之三十的顾客回购。"), [])

    def test_the_same_words_twice_are_told_apart(self):
        output, _ = livestream.answer(STATE, {"script": "全网最低价，就是全网最低价。"})
        self.assertEqual([finding["occurrence"] for finding in output["findings"]], [1, 2])


if __name__ == "__main__":
    unittest.main()
