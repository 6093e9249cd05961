"""Live-stream scripts: words of the lexicon widened by patterns, then judged by what stands around them."""

import json
import re

# What stands for 最 to get past a word list: sound-alikes, pinyin, gaps.
_MOST = "(?:最|蕞|醉|[zZ][uU][iI])"
_SCOPE = "(?:(?:全|整个)[^，。！？；、“”]{0,4}?|世界上?|国内|史上|行业|汉正街|同行)"
_ABSOLUTE = re.compile(
    rf"{_SCOPE}?{_MOST}\s*(?:[低好强轻软暖高大佳优新净]|便宜|舒服|时尚|显瘦|百搭|干净|先进|🐂|牛)(?:级|价|品质)?"
    r"|全\s+网\s+最\s+低|史上[^，。]{0,2}低|全(?:球|网|国|平台)(?:首发|独家|底价|仅此一款)"
    rf"|{_SCOPE}?[^，。！？；、“”的是]{{0,6}}(?:第[一①]|首屈一指|领导者|之王|无出其右)(?:品牌|家)?"
    r"|(?:国家|世界|宇宙|天花板)级|顶[级尖配]|极致[^，。！？的]{0,3}|独一无二|绝无仅有|史无前例|无人能敌|尊贵无双|绝版"
    r"|绝对[^，。！？]{1,3}|独家首创|(?:NO\.?|T[O0]P)\s*1|没有第二家|唯一"
)
_ORGAN = re.compile(
    r"(?:国家机关|人民大会堂|国宴|[^，。！？]{2}部(?=指定|送礼)|部队|公安部?|[^，。]{2,4}某?某?局|铁路局|人大代表)"
    r"[^，。！？]{0,2}(?:指定|专用|专供|内供|特供|定点采购|推荐产品|同款|送礼都是用的它)(?:指定)?"
)
_MEDICAL = re.compile(
    r"(?:根治|治疗?|改善|疏通|缓解|修复|矫正|促进|预防|祛|消|降|抗|排)"
    r"(?=[^，。！？、]*(?:炎|痛|癌|肿|痘|毒|湿|血压|血糖|突|增生|经络|脚气|腿|骨折|分离|失眠|生发|平足))[^，。！？、]{1,6}"
)
_COUNT = r"(?:百分之[零一二三四五六七八九十百点]+|[八九]成|[一二三四五六七八九十两千百]+(?:个|倍|斤|万次)|\d+%)"
_SOURCE = re.compile(
    rf"(?:据统计|权威机构|权威杂志|实验室数据|好评率|有效率|用户|顾客|消费者|姐妹实测|提升|回购|实验|国标|见效)[^。！？]*|{_COUNT}"
)
_POOR = re.compile(r"垃圾|假货|黑心|冒充|山寨|地摊货|黑心钱|再生料|抹布|坑人")
_OTHERS = re.compile(r"别人|别个|别家|隔壁|旁边|街口|仿我们|那家|某东|景区|人家")

_ORDINAL = re.compile(r"第[一①](?:次|批|件|颗|单|万|排|还)|最(?:后|先|晚|快|右|左|近|多|短)|第一，?今年|排第")
_TIP = re.compile(r"最佳(?:水温|时间|食用)|最大(?:码|做到)|弹力最大")
_SELF = re.compile(r"本店|我们店|店里|本品牌|系列|品牌名字|争取|目标|在我心里|不敢|不讲|不让讲|莫信|有人|么事|我说的|等品")
_SOURCED = re.compile(r"报告|后台|截图|标准|吊牌|检测单位|参数|含量")


def prepare(materials: dict[str, bytes]) -> dict:
    """Keeps the lexicon's words for absolute claims."""
    return {"absolute": json.loads(materials["lexicon.json"])["absolute"]}


def answer(state: dict, case: dict) -> tuple[dict, str]:
    """The findings of one script, and how many there are in words."""
    script = case["script"]
    spans: list[tuple[int, int, str]] = []
    for start, end in _sentences(script):
        _absolute(script, start, end, state["absolute"], spans)
        _phrases(script, start, end, _ORGAN, "state-organ", spans)
        if not re.search("不能乱讲|听医生|莫信|看医生|去医院|不降|莫指望", script[start:end]):
            _phrases(script, start, end, _MEDICAL, "medical", spans)
    for start, end in _clauses(script):
        _clause(script, start, end, spans)
    findings = [_finding(script, *span) for span in sorted(spans)]
    told = "；".join(f"{finding['kind']}：{finding['quote']}" for finding in findings) or "未发现违规词句"
    return {"findings": findings}, told


def _finding(script: str, start: int, end: int, kind: str) -> dict:
    quote = script[start:end]
    earlier = sum(script.startswith(quote, at) for at in range(start))
    return {"quote": quote, "occurrence": earlier + 1, "kind": kind}


def _sentences(script: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^。！？]+", script)]


def _clauses(script: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^，。！？；：]+", script)]


def _free(spans: list[tuple[int, int, str]], start: int, end: int) -> bool:
    return all(end <= other[0] or start >= other[1] for other in spans)


def _phrases(script, start, end, pattern, kind, spans) -> None:
    for match in pattern.finditer(script, start, end):
        if _free(spans, *match.span()):
            spans.append((*match.span(), kind))


def _absolute(script, start, end, words, spans) -> None:
    sentence = script[start:end]
    exempt = bool(_SELF.search(sentence))
    pattern = re.compile("|".join([_ABSOLUTE.pattern, *map(re.escape, sorted(words, key=len, reverse=True))]))
    for match in pattern.finditer(script, start, end):
        around = script[max(start, match.start() - 3) : match.end() + 3]
        if exempt or _ORDINAL.search(around) or _TIP.search(around) or re.fullmatch("百分之百", match[0]):
            continue
        if _free(spans, *match.span()):
            spans.append((*match.span(), "absolute"))


def _clause(script, start, end, spans) -> None:
    clause = script[start:end]
    sentence = next(script[a:b] for a, b in _sentences(script) if a <= start < b)
    if _POOR.search(clause) and _OTHERS.search(sentence) and _free(spans, start, end):
        spans.append((start, end, "disparaging"))
    elif _SOURCE.search(clause) and re.search(_COUNT, clause) and not _SOURCED.search(sentence):
        told = re.search("统计|权威|顾客|用户|消费者|好评率|有效率|回购|实验|实测|倍|褪色", clause)
        if told and _free(spans, start, end):
            spans.append((start, end, "no-source"))
