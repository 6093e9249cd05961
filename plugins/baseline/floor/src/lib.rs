//! The floor: the naive answer to every scenario, which any useful agent must beat clearly.
//!
//! One module a scenario, each with the same two functions; this file only finds the module by the scenario's id.

pub mod address_parsing;
pub mod arrhythmia;
pub mod base_rate;
pub mod bci_intent;
pub mod beidou_fleet_anomaly;
pub mod beidou_map_matching;
pub mod brain_haemorrhage;
pub mod childhood_rare_disease;
pub mod chronic_followup;
pub mod cluster_logistics;
pub mod code_review;
pub mod compute_job_class;
pub mod compute_scheduling;
pub mod data_ip_filing;
pub mod device_adverse_event;
pub mod embodied_navigation;
pub mod embodied_picking;
pub mod fabric_defect;
pub mod file_type;
pub mod flexible_production;
pub mod garment_vision;
pub mod hotline_routing;
pub mod hs_classification;
pub mod invoice_reading;
pub mod listing_localisation;
pub mod livestream_compliance;
pub mod log_anomaly;
pub mod majority;
pub mod medical_record_quality;
pub mod order_matching;
pub mod passenger_flow;
pub mod patient_guide;
pub mod phishing;
pub mod policy_qa;
pub mod prescription_review;
pub mod replenishment;
pub mod return_risk;
pub mod sales_forecast;
pub mod sensor_anomaly;
pub mod septal_myectomy;
pub mod size_advice;
pub mod storm_track;
pub mod stroke_plaque;
pub mod talent_health_policy;
pub mod tide_prediction;
pub mod trade_credit;
pub mod vessel_encounter;
pub mod voucher_matching;
pub mod womens_tumour;

/// What the interface's description (`wit/agent.wit`) becomes in Rust.
#[allow(clippy::too_many_arguments, reason = "generated code")]
mod bindings {
    wit_bindgen::generate!({ path: "../../../wit", world: "agent" });
}

pub use bindings::tongtai::agent::types::Material;

use bindings::tongtai::agent::types::Text;
use bindings::{Answer, Brief, Failure, Guest, Profile, Task};
use serde_json::Value;

/// The two functions of one scenario's floor.
#[derive(Clone, Copy)]
pub struct Floor {
    /// Reads the materials into the state that `answer` gets back; the second argument is the session's seed.
    pub prepare: fn(&[Material], u64) -> Result<Vec<u8>, String>,
    /// Answers one case from the state and the case's input.
    pub answer: fn(&[u8], &Value) -> Result<Value, String>,
}

/// Every scenario's floor, by the scenario's id.
pub const FLOORS: &[(&str, Floor)] = &[
    ("listing-localisation", Floor { prepare: listing_localisation::prepare, answer: listing_localisation::answer }),
    ("bci-intent", Floor { prepare: bci_intent::prepare, answer: bci_intent::answer }),
    ("beidou-map-matching", Floor { prepare: beidou_map_matching::prepare, answer: beidou_map_matching::answer }),
    ("arrhythmia", Floor { prepare: arrhythmia::prepare, answer: arrhythmia::answer }),
    ("beidou-fleet-anomaly", Floor { prepare: beidou_fleet_anomaly::prepare, answer: beidou_fleet_anomaly::answer }),
    ("passenger-flow", Floor { prepare: passenger_flow::prepare, answer: passenger_flow::answer }),
    ("cluster-logistics", Floor { prepare: cluster_logistics::prepare, answer: cluster_logistics::answer }),
    ("embodied-picking", Floor { prepare: embodied_picking::prepare, answer: embodied_picking::answer }),
    ("replenishment", Floor { prepare: replenishment::prepare, answer: replenishment::answer }),
    ("sensor-anomaly", Floor { prepare: sensor_anomaly::prepare, answer: sensor_anomaly::answer }),
    ("sales-forecast", Floor { prepare: sales_forecast::prepare, answer: sales_forecast::answer }),
    ("compute-scheduling", Floor { prepare: compute_scheduling::prepare, answer: compute_scheduling::answer }),
    ("livestream-compliance", Floor { prepare: livestream_compliance::prepare, answer: livestream_compliance::answer }),
    ("hotline-routing", Floor { prepare: hotline_routing::prepare, answer: hotline_routing::answer }),
    ("device-adverse-event", Floor { prepare: device_adverse_event::prepare, answer: device_adverse_event::answer }),
    ("file-type", Floor { prepare: file_type::prepare, answer: file_type::answer }),
    ("fabric-defect", Floor { prepare: fabric_defect::prepare, answer: fabric_defect::answer }),
    ("hs-classification", Floor { prepare: hs_classification::prepare, answer: hs_classification::answer }),
    ("invoice-reading", Floor { prepare: invoice_reading::prepare, answer: invoice_reading::answer }),
    ("garment-vision", Floor { prepare: garment_vision::prepare, answer: garment_vision::answer }),
    ("womens-tumour", Floor { prepare: womens_tumour::prepare, answer: womens_tumour::answer }),
    ("flexible-production", Floor { prepare: flexible_production::prepare, answer: flexible_production::answer }),
    ("tide-prediction", Floor { prepare: tide_prediction::prepare, answer: tide_prediction::answer }),
    ("storm-track", Floor { prepare: storm_track::prepare, answer: storm_track::answer }),
    ("address-parsing", Floor { prepare: address_parsing::prepare, answer: address_parsing::answer }),
    ("voucher-matching", Floor { prepare: voucher_matching::prepare, answer: voucher_matching::answer }),
    ("brain-haemorrhage", Floor { prepare: brain_haemorrhage::prepare, answer: brain_haemorrhage::answer }),
    ("embodied-navigation", Floor { prepare: embodied_navigation::prepare, answer: embodied_navigation::answer }),
    ("order-matching", Floor { prepare: order_matching::prepare, answer: order_matching::answer }),
    ("code-review", Floor { prepare: code_review::prepare, answer: code_review::answer }),
    ("talent-health-policy", Floor { prepare: talent_health_policy::prepare, answer: talent_health_policy::answer }),
    ("vessel-encounter", Floor { prepare: vessel_encounter::prepare, answer: vessel_encounter::answer }),
    (
        "medical-record-quality",
        Floor { prepare: medical_record_quality::prepare, answer: medical_record_quality::answer },
    ),
    ("prescription-review", Floor { prepare: prescription_review::prepare, answer: prescription_review::answer }),
    (
        "childhood-rare-disease",
        Floor { prepare: childhood_rare_disease::prepare, answer: childhood_rare_disease::answer },
    ),
    ("septal-myectomy", Floor { prepare: septal_myectomy::prepare, answer: septal_myectomy::answer }),
    ("size-advice", Floor { prepare: size_advice::prepare, answer: size_advice::answer }),
    ("chronic-followup", Floor { prepare: chronic_followup::prepare, answer: chronic_followup::answer }),
    ("log-anomaly", Floor { prepare: log_anomaly::prepare, answer: log_anomaly::answer }),
    ("compute-job-class", Floor { prepare: compute_job_class::prepare, answer: compute_job_class::answer }),
    ("phishing", Floor { prepare: phishing::prepare, answer: phishing::answer }),
    ("stroke-plaque", Floor { prepare: stroke_plaque::prepare, answer: stroke_plaque::answer }),
    ("trade-credit", Floor { prepare: trade_credit::prepare, answer: trade_credit::answer }),
    ("return-risk", Floor { prepare: return_risk::prepare, answer: return_risk::answer }),
    ("data-ip-filing", Floor { prepare: data_ip_filing::prepare, answer: data_ip_filing::answer }),
    ("patient-guide", Floor { prepare: patient_guide::prepare, answer: patient_guide::answer }),
    // The two ask the same, of another text.
    ("enterprise-qa", Floor { prepare: policy_qa::prepare, answer: policy_qa::answer }),
    ("policy-qa", Floor { prepare: policy_qa::prepare, answer: policy_qa::answer }),
];

/// The floor of the scenario with this id, if there is one.
pub fn floor(scenario: &str) -> Option<Floor> {
    FLOORS.iter().find(|(id, _)| *id == scenario).map(|(_, floor)| *floor)
}

/// Like [`floor`], but the absence is what the host is told.
fn entered(scenario: String) -> Result<Floor, Failure> {
    floor(&scenario).ok_or(Failure::Unsupported(scenario))
}

/// The agent: its three functions as the host calls them.
struct Agent;

impl Guest for Agent {
    fn profile() -> Profile {
        Profile {
            title: Text { zh: "基线".into(), en: "Floor".into() },
            summary: Text {
                zh: "技术演示：各场景最朴素的做法（多数类、均值、先到先得、留空等），有用的智能体应明显好于它。".into(),
                en: "A demonstration: the naive answer to each scenario (majority class, mean, first come first served, \
                     empty). A useful agent must be clearly better."
                    .into(),
            },
            scenarios: FLOORS.iter().map(|(id, _)| (*id).into()).collect(),
        }
    }

    fn prepare(brief: Brief) -> Result<Vec<u8>, Failure> {
        let floor = entered(brief.scenario)?;
        (floor.prepare)(&brief.materials, brief.seed).map_err(Failure::Unreadable)
    }

    fn answer(task: Task) -> Result<Answer, Failure> {
        let floor = entered(task.scenario)?;
        let input = serde_json::from_str(&task.input).map_err(|error| Failure::Unreadable(error.to_string()))?;
        let output = (floor.answer)(&task.state, &input).map_err(Failure::Unreadable)?;
        Ok(Answer { output: output.to_string(), confidence: None, rationale: None })
    }
}

bindings::export!(Agent with_types_in bindings);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scenario_has_one_floor() {
        let mut ids: Vec<&str> = FLOORS.iter().map(|(id, _)| *id).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "an id is there twice: {ids:?}");
        assert!(floor("no-such-scenario").is_none());
    }
}
