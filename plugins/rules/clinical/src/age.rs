//! Age on admission in full years.

use regex_lite::Regex;

use crate::note::{Scope, Sentence, number};

/// A day as (year, month, day).
type Day = (i32, i32, i32);

/// Full years, as told or from the day of birth.
pub fn years(sentences: &[Sentence]) -> Option<u32> {
    let texts: Vec<&str> = sentences
        .iter()
        .flatten()
        .filter(|remark| remark.scope == Scope::Now)
        .map(|remark| remark.text.as_str())
        .collect();
    texts.iter().find_map(|text| told(text)).or_else(|| from_birth(&texts))
}

fn told(text: &str) -> Option<u32> {
    if let Some(full) = Regex::new(r"周岁\s*(\d{1,3})").ok()?.captures(text) {
        return full.get(1)?.as_str().parse().ok();
    }
    if text.contains("虚岁") {
        return None;
    }
    let pattern = r"(\d{1,3}|[一二三四五六七八九十百零]+)\s*(?:周岁|岁|[yY])";
    let years = number(Regex::new(pattern).ok()?.captures(text)?.get(1)?.as_str())?;
    (1.0..=120.0).contains(&years).then_some(years as u32)
}

fn from_birth(texts: &[&str]) -> Option<u32> {
    let born = texts.iter().filter(|text| text.contains("生")).find_map(|text| day(text))?;
    let admitted = texts.iter().filter(|text| text.contains("院")).find_map(|text| day(text))?;
    let birthday_to_come = (admitted.1, admitted.2) < (born.1, born.2);
    u32::try_from(admitted.0 - born.0 - i32::from(birthday_to_come)).ok()
}

fn day(text: &str) -> Option<Day> {
    let found = Regex::new(r"((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})").ok()?.captures(text)?;
    let figure = |group: usize| found.get(group)?.as_str().parse::<i32>().ok();
    Some((figure(1)?, figure(2)?, figure(3)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::read;

    #[test]
    fn ages_are_read_in_every_form() {
        let forms = [
            ("患者男性，67岁", 67),
            ("患者女，八十二岁", 82),
            ("男 79y", 79),
            ("虚岁81，实足年龄80岁", 80),
            ("虚岁46（周岁45岁）", 45),
            ("患者出生于1946年3月6日，2026年3月5日入院", 79),
            ("患者出生于1946年3月5日，2026年3月5日入院", 80),
            ("其父70岁去世。患者，女，59岁", 59),
        ];
        for (text, age) in forms {
            assert_eq!(years(&read(text)), Some(age), "{text}");
        }
    }
}
