//! What a message tells of the body that the garment is for.

use crate::measure::lengths;

/// Measures in cm; what is not told is `None`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Body {
    /// Whether the garment is for a woman.
    pub woman: Option<bool>,
    /// From head to foot.
    pub height: Option<f64>,
    /// Girth of the chest.
    pub chest: Option<f64>,
    /// Girth of the waist.
    pub waist: Option<f64>,
}

/// Words of a clause whose measures are not the wearer's present ones.
const BESIDE: [&str; 14] =
    ["平铺", "成衣", "外套", "衬衫", "旧", "以前", "之前", "去年", "我同事", "我朋友", "闺蜜", "斤", "鞋", "标签"];
const WOMAN: [&str; 5] = ["女", "老婆", "媳妇", "妈", "奶奶"];
const MAN: [&str; 6] = ["男", "老公", "儿子", "爸", "老头", "爷爷"];

/// What a number may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Height,
    Chest,
    Waist,
}

fn part(clause: &str) -> Option<Part> {
    let holds = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    if holds(&["胸", "上围"]) {
        Some(Part::Chest)
    } else if holds(&["腰"]) {
        Some(Part::Waist)
    } else if holds(&["高", "个子", "米"]) {
        Some(Part::Height)
    } else {
        None
    }
}

impl Body {
    /// Reads a message clause by clause. The first measure of a part counts, unless it is taken back at once.
    pub fn of(message: &str) -> Self {
        let mut body = Self::default();
        let (mut last, mut taken_back) = (None, false);
        let clauses = message.split(['，', ',', '；', ';', '。', '！', '!', '？', '?', '…', '\n']);
        for clause in clauses.filter(|clause| !BESIDE.iter().any(|word| clause.contains(word))) {
            body.sex(clause);
            taken_back |= clause.contains("不对") || clause.contains("错了");
            let found = lengths(clause);
            if let (Some((_, rest)), None) = (clause.split_once("三围"), body.chest.or(body.waist)) {
                body.three(&lengths(rest));
            } else if let Some(&cm) = found.first() {
                let named = part(clause);
                if let Some(part) = named.or(last.filter(|_| taken_back)) {
                    body.set(part, cm, taken_back);
                    last = Some(part);
                    taken_back = false;
                }
            }
        }
        body
    }

    fn sex(&mut self, clause: &str) {
        let holds = |words: &[&str]| words.iter().any(|word| clause.contains(word));
        let told = if holds(&WOMAN) { Some(true) } else { holds(&MAN).then_some(false) };
        self.woman = self.woman.or(told);
    }

    fn three(&mut self, measures: &[f64]) {
        if let [chest, waist, ..] = *measures {
            (self.chest, self.waist) = (Some(chest), Some(waist));
        }
    }

    fn set(&mut self, part: Part, cm: f64, again: bool) {
        let place = match part {
            Part::Height => &mut self.height,
            Part::Chest => &mut self.chest,
            Part::Waist => &mut self.waist,
        };
        if again || place.is_none() {
            *place = Some(cm);
        }
    }

    /// What was read, for people.
    pub fn told(&self) -> String {
        let cm = |measure: Option<f64>| measure.map_or_else(|| "未说".to_owned(), |cm| format!("{cm:.1}"));
        let sex = self.woman.map_or("未说", |woman| if woman { "女" } else { "男" });
        format!("性别{sex}；身高{}，胸围{}，腰围{}", cm(self.height), cm(self.chest), cm(self.waist))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wearers_measures_are_told_from_others() {
        let body =
            Body::of("你好，给我老公买，身高178，打错了，是172，外套平铺胸围110，胸围92，腰2尺4，150斤，拍哪个码？");
        assert_eq!(body, Body { woman: Some(false), height: Some(172.0), chest: Some(92.0), waist: Some(80.0) });
    }

    #[test]
    fn three_girths_come_in_order_and_nothing_is_guessed() {
        let body = Body::of("女款；三围84 66 90；帮忙推荐一下，谢谢");
        assert_eq!(body, Body { woman: Some(true), height: None, chest: Some(84.0), waist: Some(66.0) });
        assert_eq!(Body::of("替别人问的，120斤"), Body::default());
    }
}
