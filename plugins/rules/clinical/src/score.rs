//! The ICH score (Hemphill et al. 2001, Stroke 32:891) of a note, by the table that the scenario's material gives.

use serde_json::{Value, json};

use crate::note::{Sentence, read};
use crate::{age, coma, scan};

/// What was found in a note; what was not is `None` and counts as the milder.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Findings {
    /// Glasgow Coma Scale, 3 to 15.
    pub coma: Option<u32>,
    /// Millilitres.
    pub volume: Option<f64>,
    /// Blood in the ventricles.
    pub ventricles: Option<bool>,
    /// Below the tentorium.
    pub infratentorial: Option<bool>,
    /// Full years.
    pub age: Option<u32>,
}

impl Findings {
    /// Reads a note.
    pub fn of(note: &str) -> Self {
        let sentences: Vec<Sentence> = read(note);
        Self {
            coma: coma::total(&sentences),
            volume: scan::volume(&sentences),
            ventricles: scan::ventricles(&sentences),
            infratentorial: scan::infratentorial(&sentences),
            age: age::years(&sentences),
        }
    }

    /// How many of the five were found.
    pub fn found(&self) -> usize {
        let found = [
            self.coma.is_some(),
            self.volume.is_some(),
            self.ventricles.is_some(),
            self.infratentorial.is_some(),
            self.age.is_some(),
        ];
        found.into_iter().filter(|found| *found).count()
    }

    /// What was read, for an official.
    pub fn told(&self) -> String {
        let shown = |value: Option<String>| value.unwrap_or_else(|| "未读到".to_owned());
        let yes = |flag: Option<bool>| shown(flag.map(|flag| if flag { "是" } else { "否" }.to_owned()));
        format!(
            "读取结果：入院GCS {}；血肿量 {}；破入脑室 {}；幕下 {}；年龄 {}。未读到的项目按不得分处理。",
            shown(self.coma.map(|total| format!("{total}分"))),
            shown(self.volume.map(|volume| format!("{volume:.1} mL"))),
            yes(self.ventricles),
            yes(self.infratentorial),
            shown(self.age.map(|age| format!("{age}岁"))),
        )
    }
}

/// The answer by the table `ich-score.json`.
///
/// # Errors
/// What the table lacks.
pub fn answer(table: &Value, findings: &Findings) -> Result<Value, String> {
    let figure = |pointer: &str| {
        table.pointer(pointer).and_then(Value::as_u64).ok_or_else(|| format!("ich-score.json has nothing at {pointer}"))
    };
    let given = |holds: bool, pointer: &str| Ok::<u64, String>(if holds { figure(pointer)? } else { 0 });
    let bands = table["gcs"].as_array().ok_or("ich-score.json has no bands of the coma scale")?;
    let total = u64::from(findings.coma.unwrap_or(15));
    let within = |band: &&Value| {
        band["from"].as_u64().is_some_and(|from| from <= total) && band["to"].as_u64().is_some_and(|to| total <= to)
    };
    let gcs = bands.iter().find(within).and_then(|band| band["points"].as_u64()).unwrap_or(0);
    let large = figure("/volume_ml/at_least")? as f64;
    // A volume worked out from diameters may fall short of the bound by the last bit of its binary fraction.
    let volume = given(findings.volume.is_some_and(|volume| volume >= large - 1e-9), "/volume_ml/points")?;
    let ivh = given(findings.ventricles == Some(true), "/ivh/points")?;
    let infratentorial = given(findings.infratentorial == Some(true), "/infratentorial/points")?;
    let old = figure("/age_years/at_least")?;
    let age = given(findings.age.is_some_and(|age| u64::from(age) >= old), "/age_years/points")?;
    let score = gcs + volume + ivh + infratentorial + age;
    let risk = figure(&format!("/risk_percent/{score}"))?;
    Ok(json!({
        "score": score,
        "risk_percent": risk,
        "items": {"gcs": gcs, "volume": volume, "ivh": ivh, "infratentorial": infratentorial, "age": age},
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../../../host/catalogue/brain-haemorrhage/materials/ich-score.json");

    #[test]
    fn a_note_is_scored_by_the_table() {
        let note = "患者男，八十四岁，2026年5月2日入院。当地医院GCS 13分。查体：昏迷，GCS E1V1M2。\
                    CT示左侧小脑半球血肿，大小约4.0×4.0×4.0cm，破入第四脑室。";
        let table = serde_json::from_str(TABLE).unwrap();
        let findings = Findings::of(note);
        assert_eq!(findings.found(), 5);
        let items = json!({"gcs": 2, "volume": 1, "ivh": 1, "infratentorial": 1, "age": 1});
        assert_eq!(answer(&table, &findings), Ok(json!({"score": 6, "risk_percent": 100, "items": items})));
    }

    #[test]
    fn what_is_not_told_gives_no_point_and_a_broken_table_is_said() {
        let table = serde_json::from_str(TABLE).unwrap();
        assert_eq!(answer(&table, &Findings::default()).unwrap()["score"], 0);
        assert!(answer(&Value::Null, &Findings::default()).is_err());
    }

    /// How many of the public cases are all right: `cargo test -p rules-clinical public -- --ignored --nocapture`.
    #[test]
    #[ignore = "tells a score, holds nothing"]
    fn public_cases() {
        let table = serde_json::from_str(TABLE).unwrap();
        let cases = include_str!("../../../../host/catalogue/brain-haemorrhage/cases.jsonl");
        let mut right = 0;
        for line in cases.lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let note = case["input"]["note"].as_str().unwrap();
            let findings = Findings::of(note);
            let given = answer(&table, &findings).unwrap();
            right += usize::from(given == case["expected"]);
            if given != case["expected"] {
                println!("{}\n{note}\n{}\n{}\n", case["id"], findings.told(), case["expected"]);
            }
        }
        println!("{right} of {}", cases.lines().count());
    }
}
