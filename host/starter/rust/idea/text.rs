//! 起步做法：相邻双字投票。训练文本中出现过的每个双字，按它在各类中的多少分投一票；得票最多的类别就是答案。
//! The technique to start from: votes of character pairs. Each pair of neighbouring characters has one vote, divided
//! among the classes by how often each of them uses it; the class with most votes is the answer.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{Material, Reply};

/// 训练材料、文本字段与标签字段 · The material to learn from, the field of the text and that of the label.
const TRAIN: &str = "{{material}}";
const TEXT: &str = "{{text}}";
const LABEL: &str = "{{label}}";

/// 每个双字在各类中的票 · The votes of each pair, by class.
type Votes = BTreeMap<String, BTreeMap<String, f64>>;

/// 读训练文本，返回各双字的票 · Reads the texts and returns the pairs' votes. Called once a session.
pub fn prepare(materials: &[Material]) -> Result<Vec<u8>, String> {
    let file = materials.iter().find(|material| material.name == TRAIN).ok_or(format!("{TRAIN} is missing"))?;
    let lines = str::from_utf8(&file.content).map_err(|error| format!("{TRAIN}: {error}"))?;
    let mut votes = Votes::new();
    let mut sizes = BTreeMap::<String, f64>::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let line: Value = serde_json::from_str(line).map_err(|error| format!("{TRAIN}: {error}"))?;
        let (Some(text), Some(class)) = (line[TEXT].as_str(), line[LABEL].as_str()) else { continue };
        for pair in pairs(text) {
            *votes.entry(pair).or_default().entry(class.to_owned()).or_default() += 1.0;
            *sizes.entry(class.to_owned()).or_default() += 1.0;
        }
    }
    for classes in votes.values_mut() {
        classes.iter_mut().for_each(|(class, count)| *count /= sizes[class]);
        let sum: f64 = classes.values().sum();
        classes.values_mut().for_each(|share| *share /= sum);
    }
    serde_json::to_vec(&votes).map_err(|error| error.to_string())
}

/// 答一例 · Answers one case, with what `prepare` returned.
pub fn answer(state: &[u8], input: &Value) -> Result<Reply, String> {
    let votes: Votes = serde_json::from_slice(state).map_err(|error| error.to_string())?;
    let text = input[TEXT].as_str().ok_or(format!("the input has no {TEXT}"))?;
    let mut sums: BTreeMap<&str, f64> = votes.values().flatten().map(|(class, _)| (class.as_str(), 0.0)).collect();
    for (class, share) in pairs(text).iter().filter_map(|pair| votes.get(pair)).flatten() {
        *sums.entry(class).or_default() += share;
    }
    // 同票取在前者 · The first of equals.
    let most = sums.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
    let (class, sum) = most.ok_or("there is no class")?;
    Ok(Reply { output: json!({ LABEL: class }), rationale: format!("双字投票，“{class}”得 {sum:.2} 票，为最多。") })
}

/// 相邻的两个字 · Characters in pairs of neighbours.
fn pairs(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    characters.windows(2).map(String::from_iter).collect()
}
