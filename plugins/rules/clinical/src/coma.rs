//! The Glasgow Coma Scale on admission: as parts, as a sum, or as signs in words.

use regex_lite::Regex;

use crate::note::{Sentence, present};

/// The scale's sum, 3 to 15, if the note gives it.
pub fn total(sentences: &[Sentence]) -> Option<u32> {
    let texts: Vec<String> = sentences.iter().map(|sentence| present(sentence)).collect();
    first(&texts, parts).or_else(|| first(&texts, sum)).or_else(|| first(&texts, signs)).or_else(|| first(&texts, bare))
}

fn first(texts: &[String], read: fn(&str) -> Option<u32>) -> Option<u32> {
    texts.iter().find_map(|text| read(text)).filter(|total| (3..=15).contains(total))
}

fn added(pattern: &str, text: &str) -> Option<u32> {
    let found = Regex::new(pattern).ok()?.captures(text)?;
    found.iter().skip(1).flatten().map(|group| group.as_str().parse::<u32>().ok()).sum()
}

/// E3V4M5, 3+4+5, or 睁眼3分、言语4分、运动5分.
fn parts(text: &str) -> Option<u32> {
    added(r"[Ee]\s*([1-4])\s*[Vv]\s*([1-5])\s*[Mm]\s*([1-6])", text)
        .or_else(|| added(r"([1-4])\s*\+\s*([1-5])\s*\+\s*([1-6])", text))
        .or_else(|| {
            added(r"眼[^\d,]{0,4}([1-4])分?[^\d,]{0,3}[言语][^\d,]{0,4}([1-5])分?[^\d,]{0,3}动[^\d,]{0,4}([1-6])", text)
        })
}

fn sum(text: &str) -> Option<u32> {
    added(r"(?:GCS|gcs|格拉斯哥)[^\d,]{0,8}(\d{1,2})", text)
}

/// A score without its name, where it stands beside signs of an examination: the name may be misspelt.
fn bare(text: &str) -> Option<u32> {
    let examined = ["瞳孔", "昏迷", "神志", "神清", "嗜睡", "昏睡"].iter().any(|word| text.contains(word));
    let named = Regex::new(r"(?:NIHSS|mRS|ICH)[^,]*").ok()?.replace_all(text, "");
    examined.then(|| added(r"(?:[A-Z]{2,4}|评分)\D{0,3}(\d{1,2})", &named)).flatten()
}

/// Points of the signs in words, if all three are told.
fn signs(text: &str) -> Option<u32> {
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let points = |scale: &[(&[&str], u32)]| scale.iter().find(|(words, _)| says(words)).map(|(_, points)| *points);
    Some(eyes(text)? + points(&VOICE)? + points(&MOVEMENT)?)
}

fn eyes(text: &str) -> Option<u32> {
    let remark = text.split(',').find(|remark| remark.contains("睁眼"))?;
    let says = |words: &[&str]| words.iter().any(|word| remark.contains(word));
    Some(match () {
        () if says(&["不睁", "不能睁", "无睁"]) => 1,
        () if says(&["刺痛", "疼痛", "压眶"]) => 2,
        () if says(&["呼", "唤", "叫"]) => 3,
        () => 4,
    })
}

/// From the best sign to the worst, for the better words are the rarer ones in other places.
const VOICE: [(&[&str], u32); 5] = [
    (&["切题", "定向力正常", "定向正常"], 5),
    (&["错误", "错乱", "混乱", "答非所问"], 4),
    (&["单词", "词不达意", "不恰当"], 3),
    (&["呻吟", "声音", "不可理解"], 2),
    (&["不能发", "无言语", "无语言", "无发音", "不语"], 1),
];
const MOVEMENT: [(&[&str], u32); 6] = [
    (&["遵嘱", "指令", "吩咐"], 6),
    (&["定位"], 5),
    (&["回缩", "躲避", "逃避"], 4),
    (&["屈曲", "去皮质", "去皮层"], 3),
    (&["过伸", "去大脑", "伸直"], 2),
    (&["无反应", "无运动", "无活动"], 1),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::read;

    #[test]
    fn the_scale_is_read_in_every_form() {
        let forms = [
            ("昏迷，GCS 7分", 7),
            ("GCS评分：E2 V3 M5", 10),
            ("GCS 3+4+5", 12),
            ("GCS评分：睁眼1分、言语2分、运动4分", 7),
            ("格拉斯哥昏迷评分十分", 0),
            ("GCS 13分（E4V4M5）", 13),
            ("疼痛刺激可睁眼，仅能发出呻吟声，刺痛呈去皮质屈曲", 7),
            ("NIHSS评分20分，昏睡，GSC 9分", 9),
        ];
        for (text, total) in forms {
            assert_eq!(super::total(&read(text)), (total > 0).then_some(total), "{text}");
        }
    }

    #[test]
    fn another_teams_scale_and_a_later_one_do_not_count() {
        let note = "当地医院查GCS评分14分，转来我院。查体：浅昏迷，GCS 8分。入院后第2天GCS 5分。";
        assert_eq!(total(&read(note)), Some(8));
        assert_eq!(total(&read("NIHSS评分12分")), None);
    }
}
