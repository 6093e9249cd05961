"""Cleans the wording: characters, former addresses, landmarks, words to the courier."""

import re

# Full-width digits, letters and hyphen to half width, capitals throughout, the ideographic blank to a comma.
WIDTH = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)} | {0xFF0D: "-", 0x3000: "，", 0x20: "，", 0x2F: "，"}

# What the writer takes back, up to what he puts in its place.
TAKEN_BACK = re.compile(r"不是[^，]*?，是|[^，道办街]*?(?:社区|居委会)(?:，不对，是|（写错了，应为([^）]*)）)")
FORMER = re.compile(r"（原[^）]*）|^原住.*?现住|^旧址[:：].*?新址[:：]")
BRACKETS = re.compile(r"（[^）]*）|\([^)]*\)")
WHERE = r"(?:斜?对面|旁边?|附近|隔壁|前面|后面|往[东南西北]\d*米?)"
THINGS = (
    r"(?:地铁\d+号线[\u4e00-\u9fff]{1,5}?站|农贸市场|菜?市场|菜场|小学|中学|学校|公交站|幼儿园|派出所|医院|超市|银行|公园|广场"
    r"|卫生服务中心)(?:[东南西北前后]门)?"
)
# Where a word to the courier begins.
COURIER = re.compile(r"送前|送货|请|需送|麻烦|到了|谢谢|放门|放\d|勿|电话|尾号|取件|共\d+件|周[一二三四五六日]|工作日|家里|老人|别")


def normal(text):
    """Half-width capitals, with commas wherever parts are set apart."""
    text = text.translate(WIDTH).upper()
    return re.sub(r"[，,]+", "，", text).strip("，")


def present(text):
    """Without the former address, what is taken back, and what stands in brackets."""
    text = TAKEN_BACK.sub(lambda match: match[1] or "", FORMER.sub("", text))
    return BRACKETS.sub("", text).strip("，")


def without_landmarks(text, stems):
    """Without landmarks and words to the courier; `stems` are names of communities, which can be landmarks."""
    names = "|".join(sorted(map(re.escape, stems), key=len, reverse=True))
    text = re.sub(rf"(?:(?:{names})社区)?(?:{THINGS})?{WHERE}", "", text)
    parts = [COURIER.split(part)[0] for part in text.split("，") if not COURIER.match(part)]
    return "，".join(filter(None, parts))
