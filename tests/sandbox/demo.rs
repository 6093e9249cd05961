//! The demo agents as they are shipped, on the first case of a scenario that they enter.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tongtai::catalogue::{Case, Scenario};
use tongtai::sandbox::{Answer, Brief, Call, Component, Limits, Material, Outcome, Sandbox, Task};

use crate::agents::load;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// An agent with the state that it made from a scenario's materials, and the scenario's first case.
pub struct Prepared {
    component: Component,
    scenario: Scenario,
    version: String,
    state: Vec<u8>,
    input: String,
}

/// The bytes of a shipped agent.
pub fn agent(file: &str) -> Vec<u8> {
    fs::read(repository().join("plugins/dist").join(file)).unwrap()
}

impl Prepared {
    pub fn new(sandbox: &Sandbox, file: &str, scenario: &str) -> Self {
        let component = load(sandbox, &agent(file)).unwrap();
        let folder = repository().join("host/catalogue").join(scenario);
        let scenario: Scenario = toml::from_str(&fs::read_to_string(folder.join("scenario.toml")).unwrap()).unwrap();
        let contents: Vec<Vec<u8>> = scenario
            .contract
            .materials
            .iter()
            .map(|material| fs::read(folder.join("materials").join(&material.name)).unwrap())
            .collect();
        let materials: Vec<Material<'_>> = scenario
            .contract
            .materials
            .iter()
            .zip(&contents)
            .map(|(terms, content)| Material { name: &terms.name, media_type: &terms.media_type, content })
            .collect();
        let version = scenario.contract.version.to_string();
        let brief = Brief { scenario: &scenario.id, contract: &version, seed: 1, materials: &materials };
        let prepared = component.prepare(&brief, &Limits::from(&scenario.contract.prepare_limits));
        let Outcome::Answered(state) = prepared.outcome else { panic!("{file}: {:?}", prepared.outcome) };
        let cases = fs::read_to_string(folder.join("cases.jsonl")).unwrap();
        let case: Case = serde_json::from_str(cases.lines().next().unwrap()).unwrap();
        Self { component, scenario, version, state, input: case.input.to_string() }
    }

    pub fn answer(&self) -> Call<Answer> {
        let Self { scenario, version, state, input, .. } = self;
        let task = Task { scenario: &scenario.id, contract: version, seed: 1, state, input };
        self.component.answer(&task, &Limits::from(&scenario.contract.limits))
    }
}

#[test]
fn the_floor_answers_a_real_case_with_json() {
    let call = Prepared::new(&crate::agents::sandbox(), "baseline-floor.wasm", "garment-vision").answer();
    let Outcome::Answered(answer) = &call.outcome else { panic!("{:?}", call.outcome) };
    assert!(serde_json::from_str::<Value>(&answer.output).unwrap().is_object(), "{}", answer.output);
    assert!(call.startup_fuel < call.fuel);
}
