//! The tables in both languages, as snapshots without the figures that another machine or another agent would change.

use crate::support::App;

/// The entrants are named, so that an agent more changes nothing here.
const ASKED: [&str; 11] = [
    "compare",
    "womens-tumour",
    "tide-prediction",
    "--cases",
    "12",
    "--entrant",
    "baseline/floor",
    "--entrant",
    "classic/linear",
    "--entrant",
    "series/harmonic",
];

#[test]
fn a_table_in_chinese() {
    let done = App::published().tongtai(ASKED).lang("zh").run().succeeded();
    insta::assert_snapshot!(words(&done.stdout));
}

#[test]
fn a_table_in_english() {
    let done = App::published().tongtai(ASKED).lang("en").run().succeeded();
    insta::assert_snapshot!(words(&done.stdout));
}

/// Every line but rules and the closing count, its cells parted by bars.
fn words(stdout: &str) -> String {
    let kept = |line: &&str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with(['─', '═']) && !line.contains("次运行") && !line.contains("runs in")
    };
    stdout.lines().filter(kept).map(|line| row(line) + "\n").collect()
}

fn row(line: &str) -> String {
    let cells: Vec<&str> = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
    match cells[..] {
        [entrant, score, counts, fuel, time, verdict] if entrant.contains('/') => {
            assert!(fuel.contains(|c: char| c.is_ascii_digit()) && time.contains(|c: char| c.is_ascii_digit()));
            let score = score.replace(|c: char| c.is_ascii_digit(), "0");
            let (name, _version) = entrant.split_once(' ').unwrap();
            [name, &score, counts, "(fuel)", "(time)", verdict].join(" | ")
        }
        _ => cells.join(" | "),
    }
}
