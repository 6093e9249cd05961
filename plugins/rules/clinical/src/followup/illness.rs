//! Which illnesses a patient has, after what is denied or ruled out.

use crate::note::Sentence;

/// What of the history the figures need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct History {
    /// Atrial fibrillation.
    pub fibrillation: bool,
    /// Moderate or severe mitral stenosis, or a mechanical valve.
    pub valve: bool,
    /// Heart failure.
    pub failure: bool,
    /// Hypertension.
    pub hypertension: bool,
    /// Diabetes.
    pub diabetes: bool,
    /// Stroke, TIA or embolism.
    pub stroke: bool,
    /// Infarction, peripheral arterial disease or aortic plaque.
    pub vascular: bool,
    /// Pneumonia at this visit.
    pub pneumonia: bool,
}

const FIBRILLATION: [&str; 3] = ["房颤", "心房颤动", "AF"];
const VALVE: [&str; 3] = ["机械瓣", "二尖瓣狭窄", "二尖瓣中度狭窄"];
const FAILURE: [&str; 5] = ["心衰", "心力衰竭", "心功能不全", "HFrEF", "HFpEF"];
const HYPERTENSION: [&str; 3] = ["高血压", "HTN", "血压高"];
const DIABETES: [&str; 3] = ["糖尿病", "T2DM", "DM"];
const STROKE: [&str; 6] = ["脑梗", "脑卒中", "卒中", "TIA", "脑栓塞", "中风"];
const VASCULAR: [&str; 6] = ["心肌梗死", "心梗", "外周动脉", "动脉硬化闭塞", "主动脉粥样斑块", "主动脉斑块"];
const PNEUMONIA: [&str; 2] = ["肺炎", "CAP"];

/// What makes a mention no finding.
const DENIED: [&str; 8] = ["否认", "无", "未", "排除", "除外", "不支持", "不考虑", "非"];
/// What makes it a worry, or something else of a like name.
const OTHER: [&str; 6] = ["风险", "前期", "白大衣", "疫苗", "可能", "去年曾"];

impl History {
    /// Reads the sentences about this patient.
    pub fn of(sentences: &[Sentence]) -> Self {
        let has = |names: &[&str]| sentences.iter().flatten().any(|remark| affirmed(&remark.text, names));
        Self {
            fibrillation: has(&FIBRILLATION),
            valve: has(&VALVE),
            failure: has(&FAILURE),
            hypertension: has(&HYPERTENSION),
            diabetes: has(&DIABETES),
            stroke: has(&STROKE),
            vascular: has(&VASCULAR),
            pneumonia: has(&PNEUMONIA),
        }
    }

    /// What was found, for an official.
    pub fn told(&self) -> String {
        let found = [
            (self.fibrillation, "房颤"),
            (self.valve, "瓣膜病变"),
            (self.failure, "心衰"),
            (self.hypertension, "高血压"),
            (self.diabetes, "糖尿病"),
            (self.stroke, "卒中/TIA"),
            (self.vascular, "血管疾病"),
            (self.pneumonia, "本次肺炎"),
        ];
        let names: Vec<&str> = found.iter().filter(|(found, _)| *found).map(|(_, name)| *name).collect();
        format!("读到的病史：{}。", if names.is_empty() { "无".to_owned() } else { names.join("、") })
    }
}

fn affirmed(remark: &str, names: &[&str]) -> bool {
    // 非瓣膜性房颤 is a finding, in spite of its first character.
    let remark = remark.replace("非瓣膜性", "");
    let says = |words: &[&str]| words.iter().any(|word| remark.contains(word));
    says(names) && !says(&DENIED) && !says(&OTHER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::read;

    #[test]
    fn denials_reach_the_whole_list() {
        let history = History::of(&read("否认高血压、糖尿病、脑卒中病史；非瓣膜性房颤；无心衰"));
        assert_eq!(history, History { fibrillation: true, ..History::default() });
    }

    #[test]
    fn like_names_are_not_findings() {
        let history = History::of(&read("糖尿病前期。已接种肺炎疫苗。颈动脉彩超见斑块。考虑白大衣高血压可能"));
        assert_eq!(history, History::default());
    }
}
