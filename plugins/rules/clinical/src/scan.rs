//! What the first scan shows: volume, ventricles, site.

use regex_lite::Regex;

use crate::note::{Remark, Scope, Sentence, number};

/// Remarks about something beside the haematoma.
const BESIDE: [&str; 6] = ["水肿", "移位", "软化", "陈旧", "瞳孔", "血压"];
const INFRATENTORIAL: [&str; 6] = ["脑干", "脑桥", "桥脑", "中脑", "延髓", "小脑"];
const NOT_SEEN: [&str; 5] = ["未", "无", "正常", "反射", "体征"];

fn says(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn now(sentences: &[Sentence]) -> impl Iterator<Item = &Remark> {
    sentences.iter().flatten().filter(|remark| remark.scope == Scope::Now)
}

/// The haematoma's millilitres, stated or by ABC/2 (Kothari et al. 1996, Stroke 27:1304).
pub fn volume(sentences: &[Sentence]) -> Option<f64> {
    let texts: Vec<String> = sentences
        .iter()
        .map(|sentence| {
            let about = sentence.iter().filter(|remark| remark.scope == Scope::Now && !says(&remark.text, &BESIDE));
            about.map(|remark| remark.text.as_str()).collect::<Vec<_>>().join(",")
        })
        .collect();
    let first = |read: fn(&str) -> Option<f64>| texts.iter().find_map(|text| read(text));
    first(stated).or_else(|| first(diameters)).or_else(|| first(slices))
}

fn stated(text: &str) -> Option<f64> {
    let pattern = r"(\d+(?:\.\d+)?|[一二三四五六七八九十百零]+)\s*(?:ml|mL|ML|毫升|cm³|cm3|cc|立方厘米)";
    number(Regex::new(pattern).ok()?.captures(text)?.get(1)?.as_str())
}

/// Two or three lengths joined by a sign of multiplication, in centimetres.
fn lengths(text: &str) -> Option<Vec<f64>> {
    let pattern = r"(\d+(?:\.\d+)?)\s*(cm|mm|厘米|毫米)?\s*[×xX*]\s*(\d+(?:\.\d+)?)\s*(cm|mm|厘米|毫米)?(?:\s*[×xX*]\s*(\d+(?:\.\d+)?)\s*(cm|mm|厘米|毫米)?)?";
    let found = Regex::new(pattern).ok()?.captures(text)?;
    let unit = [6, 4, 2].iter().find_map(|group| found.get(*group)).map_or("cm", |unit| unit.as_str());
    let scale = if matches!(unit, "mm" | "毫米") { 0.1 } else { 1.0 };
    let parts = [1, 3, 5].iter().filter_map(|group| found.get(*group)?.as_str().parse::<f64>().ok());
    Some(parts.map(|length| length * scale).collect())
}

fn diameters(text: &str) -> Option<f64> {
    match lengths(text)?[..] {
        [a, b, c] => Some(a * b * c / 2.0),
        _ => None,
    }
}

/// Two diameters of the largest slice, with the slices' thickness and number.
fn slices(text: &str) -> Option<f64> {
    let [a, b] = lengths(text)?[..] else { return None };
    let figure = |pattern: &str| Regex::new(pattern).ok()?.captures(text)?.get(1)?.as_str().parse::<f64>().ok();
    let thickness = figure(r"层厚\D{0,2}(\d+(?:\.\d+)?)\s*mm")? / 10.0;
    let count = figure(r"(\d+)\s*(?:个)?层(?:面)?(?:$|[^厚])")?;
    Some(a * b * thickness * count / 2.0)
}

/// Whether blood is in the ventricles; `None` where they are not spoken of.
pub fn ventricles(sentences: &[Sentence]) -> Option<bool> {
    let spoken = now(sentences).filter(|remark| says(&remark.text, &["脑室", "IVH", "破入"]));
    let verdicts: Vec<bool> = spoken.map(|remark| blood(&remark.text)).collect();
    (!verdicts.is_empty()).then(|| verdicts.contains(&true))
}

fn blood(text: &str) -> bool {
    let denied = says(text, &["未", "无", "没有", "(-)", "阴性", "正常", "除外"]);
    !denied && says(text, &["破", "积血", "出血", "高密度", "铸型", "(+)", "阳性"])
}

/// Whether this haemorrhage is below the tentorium; `None` where no site is told.
pub fn infratentorial(sentences: &[Sentence]) -> Option<bool> {
    let sites = ["基底节", "丘脑", "壳核", "外囊", "内囊", "尾状核", "叶", "放射冠", "脑室"];
    let told: Vec<&Remark> = now(sentences)
        .filter(|remark| !says(&remark.text, &NOT_SEEN) && !says(&remark.text, &BESIDE))
        .filter(|remark| says(&remark.text, &["出血", "血肿", "密度", "破裂", "病灶"]))
        .collect();
    if told.iter().any(|remark| says(&remark.text, &INFRATENTORIAL)) {
        return Some(true);
    }
    told.iter().any(|remark| says(&remark.text, &sites)).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::read;

    #[test]
    fn volumes_are_read_or_worked_out() {
        let forms = [
            ("血肿量约25.5ml", 25.5),
            ("出血约三十二毫升", 32.0),
            ("大小约5.0×4.0×3.0cm", 30.0),
            ("范围约50mm×40mm×29mm", 29.0),
            ("最大层面6.0cm×5.0cm，层厚5mm，共4层", 30.0),
            ("周围水肿带约20ml，血肿体积12cm³", 12.0),
        ];
        for (text, millilitres) in forms {
            let read = volume(&read(text)).unwrap();
            assert!((read - millilitres).abs() < 1e-9, "{text}: {read}");
        }
        assert_eq!(volume(&read("6小时后复查CT，血肿约50ml")), None);
        assert_eq!(volume(&read("其母脑出血（量约40ml）病故")), None);
    }

    #[test]
    fn blood_in_the_ventricles_is_told_from_its_denial() {
        let yes = ["血肿破入脑室", "侧脑室后角可见积血", "IVH（+）"];
        assert!(yes.iter().all(|text| ventricles(&read(text)) == Some(true)));
        let no =
            ["未破入脑室", "脑室系统未见积血", "IVH（-）", "侧脑室受压", "2018年脑出血破入脑室，好转。脑室形态正常"];
        assert!(no.iter().all(|text| ventricles(&read(text)) == Some(false)));
        assert_eq!(ventricles(&read("蛛网膜下腔出血")), None);
    }

    #[test]
    fn the_site_is_this_haemorrhages() {
        assert_eq!(infratentorial(&read("右侧小脑半球出血")), Some(true));
        assert_eq!(infratentorial(&read("脑干、小脑未见异常密度影，左侧丘脑出血")), Some(false));
        assert_eq!(infratentorial(&read("2016年小脑出血住院。脑干反射存在。左侧颞叶血肿")), Some(false));
        assert_eq!(infratentorial(&read("神志清楚")), None);
    }
}
