"""Addresses, one habit of writing a test."""

import pathlib
import unittest

import address
from address import detail, nearest, wording

TABLE = pathlib.Path(__file__).parents[4] / "host/catalogue/address-parsing/materials/divisions.json"
STATE = address.prepare({"divisions.json": TABLE.read_bytes()})


def parsed(text):
    output, _ = address.answer(STATE, {"text": text})
    return {field: value for field, value in output.items() if value and field not in ("province", "city", "district")}


class Address(unittest.TestCase):
    def test_written_in_full(self):
        self.assertEqual(
            parsed("湖北省武汉市硚口区古田街道古三社区128号21栋3单元313室"),
            {
                "adcode": "420104",
                "street": "古田街道",
                "community": "古三社区居委会",
                "number": "128",
                "building": "21",
                "unit": "3",
                "room": "313",
            },
        )

    def test_the_street_follows_from_the_community(self):
        self.assertEqual(parsed("古三社区")["street"], "古田街道")
        self.assertEqual(parsed("硚口区长丰街道古三社区")["street"], "古田街道")

    def test_a_wrong_character_is_restored_where_one_name_is_near(self):
        self.assertEqual(parsed("桥口区韩家敦街道")["street"], "韩家墩街道")
        self.assertEqual(nearest.nearest("谷南", {"古南", "井南"}), None)

    def test_another_district_is_not_forced_into_this_one(self):
        found = parsed("武汉市江汉区新华街街道解放大道12号")
        self.assertEqual((found["adcode"], found["street"]), ("420103", "新华街街道"))
        self.assertNotIn("community", found)
        self.assertEqual(parsed("武汉市解放大道12号"), {"road": "解放大道", "number": "12"})

    def test_a_road_named_like_a_street(self):
        self.assertEqual(parsed("硚口区汉正街12号"), {"adcode": "420104", "road": "汉正街", "number": "12"})
        self.assertEqual(parsed("硚口区汉正街街道12号")["street"], "汉正街道")

    def test_landmarks_former_addresses_and_errands_are_left_out(self):
        plain = parsed("硚口区古田街道古三社区128号")
        for text in (
            "硚口区古田街道古三社区128号（古五社区对面）",
            "原住古五社区9号，现住硚口区古田街道古三社区128号",
            "硚口区古田街道古五社区，不对，是古三社区128号",
            "硚口区古田街道古三社区128号，送前请电联，尾号0417",
            "硚口区 古田街道 古三社区 １２８号",
        ):
            self.assertEqual(parsed(text), plain, text)

    def test_numerals(self):
        for numeral, digits in {"二十六": "26", "十": "10", "一百零八": "108", "三百一十二": "312", "26": "26", "A": "A"}.items():
            self.assertEqual(detail.digits(numeral), digits)

    def test_joined_numbers(self):
        fields = detail.read("184-1号26-3-2272")
        self.assertEqual([fields[key] for key in ("number", "building", "unit", "room")], ["184-1", "26", "3", "2272"])
        fields = detail.read("26-2272")
        self.assertEqual([fields[key] for key in ("number", "building", "unit", "room")], [None, "26", None, "2272"])

    def test_full_width(self):
        self.assertEqual(wording.normal("１２－３号　Ａ座"), "12-3号，A座")


if __name__ == "__main__":
    unittest.main()
