//! `chronic-followup`: reads a follow-up note and works out CHA₂DS₂-VASc (Lip et al. 2010, Chest 137:263), CURB-65 (Lim
//! et al. 2003, Thorax 58:377) and the eGFR by CKD-EPI 2021 (Inker et al. 2021, N Engl J Med 385:1737).

mod illness;
mod visit;

use serde_json::{Value, json};

use crate::note::{Scope, Sentence, read};
use visit::Visit;

/// µmol/L of creatinine in 1 mg/dL, by the scenario's conventions.
const CREATININE: f64 = 88.4;
/// mg/dL of urea nitrogen in 1 mmol/L of urea.
const NITROGEN: f64 = 2.8;

/// The answer to a note, and what was read, for an official.
pub fn answer(note: &str) -> (Value, String) {
    let sentences = own(note);
    let history = illness::History::of(&sentences);
    let visit = Visit::of(&sentences);
    let stroke_risk = stroke_risk(&history, &visit);
    let severity = if history.pneumonia { severity(&visit) } else { None };
    let rate = rate(&visit);
    let output = json!({
        "cha2ds2_vasc": stroke_risk,
        "curb65": severity,
        "egfr": rate,
        "ckd_stage": rate.map(stage),
    });
    (output, format!("{}{}", history.told(), visit.told()))
}

/// The sentences about this patient.
fn own(note: &str) -> Vec<Sentence> {
    let theirs = ["老伴", "陪诊", "家族史"];
    let relative =
        |sentence: &Sentence| sentence.iter().any(|remark| theirs.iter().any(|word| remark.text.contains(word)));
    let mut sentences = read(note);
    sentences.retain(|sentence| {
        !relative(sentence) && !sentence.iter().any(|remark| RELATIVES.iter().any(|word| remark.text.contains(word)))
    });
    // What is earlier is told apart by each reader: an earlier stroke counts, an earlier creatinine does not.
    for remark in sentences.iter_mut().flatten() {
        remark.scope = Scope::Now;
    }
    sentences
}

const RELATIVES: [&str; 10] = ["其父", "其母", "父亲", "母亲", "哥哥", "弟弟", "姐姐", "妹妹", "祖父", "儿子"];

fn stroke_risk(history: &illness::History, visit: &Visit) -> Option<u32> {
    if !history.fibrillation || history.valve {
        return None;
    }
    let age = match visit.age? {
        75.. => 2,
        65..=74 => 1,
        _ => 0,
    };
    let ones = [history.failure, history.hypertension, history.diabetes, history.vascular, visit.female?];
    Some(age + 2 * u32::from(history.stroke) + ones.into_iter().map(u32::from).sum::<u32>())
}

fn severity(visit: &Visit) -> Option<u32> {
    let (systolic, diastolic) = visit.pressure?;
    let items =
        [visit.confused?, visit.urea? > 7.0, visit.breaths? >= 30, systolic < 90 || diastolic <= 60, visit.age? >= 65];
    Some(items.into_iter().map(u32::from).sum())
}

fn rate(visit: &Visit) -> Option<u32> {
    let (creatinine, age, female) = (visit.creatinine?, visit.age?, visit.female?);
    let (bound, below, factor) = if female { (0.7, -0.241, 1.012) } else { (0.9, -0.302, 1.0) };
    let exponent = if creatinine <= bound { below } else { -1.2 };
    let rate = 142.0 * (creatinine / bound).powf(exponent) * 0.9938_f64.powi(i32::try_from(age).ok()?) * factor;
    Some(rate.round() as u32)
}

fn stage(rate: u32) -> &'static str {
    let stages = [(90, "G1"), (60, "G2"), (45, "G3a"), (30, "G3b"), (15, "G4"), (0, "G5")];
    stages.iter().find(|(least, _)| rate >= *least).map_or("G5", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_worked_out() {
        let note = "患者女性，76岁。持续性房颤；高血压病史20年。否认糖尿病、脑梗死史。其母有脑梗死。神清，BP 120/58mmHg，\
                    R 32次/分。诊断社区获得性肺炎。尿素9.1mmol/L，血肌酐1.20mg/dL。上次血肌酐300μmol/L。";
        // Age 2, sex 1, pressure 1; urea, breaths, diastolic, age; 142 · (1.2 / 0.7)^-1.2 · 0.9938^76 · 1.012 = 46.9.
        let wanted = json!({"cha2ds2_vasc": 4, "curb65": 4, "egfr": 47, "ckd_stage": "G3a"});
        assert_eq!(answer(note).0, wanted);
    }

    #[test]
    fn what_cannot_be_worked_out_is_null() {
        let note = "患者男性，60岁。心电图示窦性心律，未见房颤。肌酐未查。去年曾因肺炎住院。";
        let nothing = json!({"cha2ds2_vasc": null, "curb65": null, "egfr": null, "ckd_stage": null});
        assert_eq!(answer(note).0, nothing);
    }

    /// How many of the public cases are all right: `cargo test -p rules-clinical followup -- --ignored --nocapture`.
    #[test]
    #[ignore = "tells a score, holds nothing"]
    fn public_cases() {
        let cases = include_str!("../../../../host/catalogue/chronic-followup/cases.jsonl");
        let mut right = 0;
        for line in cases.lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let (given, told) = answer(case["input"]["note"].as_str().unwrap());
            right += usize::from(given == case["expected"]);
            if given != case["expected"] {
                println!("{}\n{}\n{told}\n{}\n{given}\n", case["id"], case["input"]["note"], case["expected"]);
            }
        }
        println!("{right} of {}", cases.lines().count());
    }
}
