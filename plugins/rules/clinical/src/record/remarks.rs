//! What a record's texts tell: sex, allergies, sides, drugs.

use std::collections::BTreeSet;

use serde_json::Value;

const RELATIVES: [&str; 10] = ["其母", "其父", "其子", "其女", "其妻", "妻子", "丈夫", "配偶", "爱人", "父母"];
const WOMEN: [&str; 8] = ["月经", "绝经", "子宫", "宫颈", "妊娠", "孕", "附件区", "卵巢"];
const MEN: [&str; 4] = ["前列腺", "睾丸", "阴茎", "精索"];
const ALLERGENS: [&str; 5] = ["青霉素", "头孢", "磺胺", "阿司匹林", "碘"];
/// What drugs' names end with, and where a dose begins.
const FORMS: [&str; 6] = ["肠溶", "控释", "缓释", "胶囊", "颗粒", "片"];

/// The sentences that are not about a relative.
fn own(narrative: &str) -> impl Iterator<Item = &str> {
    narrative
        .split(['。', '；'])
        .filter(|sentence| !sentence.is_empty() && !RELATIVES.iter().any(|word| sentence.contains(word)))
}

/// Whether the narrative tells of this patient what only the other sex can have.
pub fn other_sex(sex: &str, narrative: &str) -> bool {
    let words: &[&str] = match sex {
        "男" => &WOMEN,
        "女" => &MEN,
        _ => return false,
    };
    own(narrative).any(|sentence| words.iter().any(|word| sentence.contains(word)))
}

/// Whether the field and the narrative disagree on whether this patient has an allergy.
pub fn other_allergy(field: &str, narrative: &str) -> bool {
    let denied = own(narrative)
        .any(|sentence| sentence.contains("过敏") && ["否认", "无"].iter().any(|word| sentence.contains(word)));
    let allergen = own(narrative)
        .filter(|sentence| sentence.contains("过敏"))
        .find_map(|sentence| ALLERGENS.into_iter().find(|allergen| sentence.contains(allergen)));
    match (field.trim(), allergen) {
        ("无", found) => found.is_some() && !denied,
        (_, None) => denied,
        (field, Some(found)) => ALLERGENS.iter().any(|known| field.contains(known)) && !field.contains(found),
    }
}

/// The side of the finding: of the first part of the text that tells one and is not sound.
pub fn side(text: &str) -> Option<char> {
    let parts = text.split(['。', '，', '；']).filter(|part| !part.contains("未见"));
    parts.flat_map(str::chars).find(|character| ['左', '右'].contains(character))
}

/// Whether a drug that has not been stopped is ordered twice.
pub fn doubled(orders: &Value) -> bool {
    let mut seen = BTreeSet::new();
    let running =
        orders.as_array().into_iter().flatten().filter_map(Value::as_str).filter(|order| !order.contains("停"));
    running.map(substance).any(|name| !seen.insert(name))
}

/// The drug's name without form, salt and dose.
fn substance(order: &str) -> String {
    let name: String = order.chars().take_while(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect();
    let name = FORMS.iter().fold(name, |name, form| name.replace(form, ""));
    name.replace("盐酸", "").replace("钙", "")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn relatives_are_not_the_patient() {
        assert!(other_sex("男", "末次月经2026年1月"));
        assert!(!other_sex("男", "其妻子宫肌瘤术后。"));
        assert!(other_allergy("青霉素", "否认药物、食物过敏史。其母对青霉素过敏。"));
        assert!(!other_allergy("无", "否认药物、食物过敏史。其母对青霉素过敏。"));
        assert!(other_allergy("无", "青霉素过敏史。"));
    }

    #[test]
    fn sides_are_the_findings() {
        assert_eq!(side("左侧肾未见异常。右肾见结石。"), Some('右'));
        assert_eq!(side("影像所见：股骨颈（左）骨皮质不连续。右侧未见明显异常。"), Some('左'));
    }

    #[test]
    fn a_stopped_order_is_no_duplicate() {
        assert!(doubled(&json!(["二甲双胍片 0.5g bid", "盐酸二甲双胍片 0.5g"])));
        assert!(doubled(&json!(["呋塞米片 20mg qd", "呋塞米片20mg qd 口服"])));
        assert!(!doubled(&json!(["呋塞米片 20mg qd", "呋塞米片 20mg qd（停）"])));
    }
}
