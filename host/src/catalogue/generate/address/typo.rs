//! Slips of the input method: another character of the same sound.
//!
//! A slip is only made where the name stays nearer to its own than to any other name of the table, so that the truth
//! stays certain.

use strsim::levenshtein;

use super::dice::Dice;

/// Ways in which the district's name is mistaken.
pub(super) const DISTRICT: [&str; 4] = ["桥口", "乔口", "侨口", "矫口"];

/// Characters and others of the same or nearly the same sound in Mandarin.
const HOMOPHONES: &str = "古谷 田天 韩寒 墩敦 宗综 关官 汉汗 桥侨 宝保 丰风 荣容 华花 中钟 正政 角脚 亭停 长常 易义 家加 \
    红洪 燕雁 兴新 军均 院苑 画话 星兴 雅亚 南男 文闻 新心 曾增 博搏 学雪 公工 安按 简减 合和 鹤贺 变便 电店 申深 \
    厂场 西希 发法 展站 井景 鑫新 寿受 营迎 利力 祥详 园圆 济继 地第 洲州 坝霸 里理 武五 胜盛 牌排 尚上 义意 隆龙 码马 \
    彩采 宁凝 庆清 德得 意义 道到 康糠 泽择 润闰 结洁 荟会 源原 宜怡 顺舜 舵驼 农浓 叶业 张章 堤提 美镁 毕必 湖胡 额鹅 \
    湾弯 罗萝 万玩 春椿 乐悦 综宗 云芸 太泰 水税 双霜 台抬 皮疲 仁人 前钱 海嗨 解姐 房防 北备 站战 邻林 同童 路陆 空控 \
    后厚 葛格 集级 贤闲 幸辛 玉裕 带代 山珊 建健 国果 马码 楼搂 爱艾 劳牢 石时 五武 永勇 共供 旌京 茂贸 多朵 福富 全泉 \
    药要 王汪 大达 民明 堂唐 东冬 自字 治志 游由 艺亿 百柏 勤琴 天添 竹住 紫子 团抟 工公 落洛 村邨 一壹 二贰 三叁 四肆 \
    五伍 六陆";

/// The stem with one character mistaken, where that leaves no doubt which of the stems is meant.
pub(super) fn slips(stem: &str, stems: &[&str]) -> Vec<String> {
    let characters: Vec<char> = stem.chars().collect();
    let mut slips = Vec::new();
    for pair in HOMOPHONES.split_whitespace() {
        let mut pair = pair.chars();
        let (Some(right), Some(wrong)) = (pair.next(), pair.next()) else { continue };
        for (index, _) in characters.iter().enumerate().filter(|(_, character)| **character == right) {
            let mut slip = characters.clone();
            slip[index] = wrong;
            let slip: String = slip.into_iter().collect();
            if certain(&slip, stem, stems) {
                slips.push(slip);
            }
        }
    }
    slips
}

/// Whether the stem is the only one within one edit of the slip.
fn certain(slip: &str, stem: &str, stems: &[&str]) -> bool {
    stems.iter().all(|other| *other == stem || levenshtein(slip, other) > 1)
}

/// One slip, or the stem itself where none is certain.
pub(super) fn slip(stem: &str, stems: &[&str], dice: &mut Dice<'_>) -> String {
    dice.pick(&slips(stem, stems)).cloned().unwrap_or_else(|_| stem.to_owned())
}
