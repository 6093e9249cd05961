//! Seeded generators of cases, one file a family, each with an oracle that knows the truth.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde::{Deserialize, Serialize};

use super::case::{Case, Draft};

pub mod address;
pub mod application;
pub mod arrhythmia;
pub mod brain_haemorrhage;
mod chance;
pub mod cluster;
#[cfg(test)]
mod committed;
pub mod fabric;
pub mod file_type;
pub mod fleet;
pub mod followup;
pub mod heap;
pub mod imagery;
pub mod invoice;
mod item;
pub mod log_anomaly;
pub mod logistics;
pub mod map_matching;
pub mod myectomy;
pub mod navigation;
pub mod noise;
pub mod numerals;
pub mod orders;
pub mod prescription;
pub mod rare_disease;
pub mod record;
pub mod replenishment;
pub mod return_risk;
pub mod sales;
pub mod sensor;
pub mod settings;
pub mod size_advice;
pub mod stroke_plaque;
pub mod talent;
pub mod trade_credit;
pub mod vessel_encounter;
pub mod voucher;

/// A family of generated scenarios.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Addresses of the district, as people write them.
    Address,
    /// Electrocardiograms of known rhythm.
    Arrhythmia,
    /// Admission notes of patients with brain haemorrhage.
    BrainHaemorrhage,
    /// Jobs on a cluster of graphics cards.
    Cluster,
    /// Pictures of woven cloth with known defects.
    Fabric,
    /// Files of known type, often cut or renamed.
    FileType,
    /// Tracks of vehicles with known events.
    Fleet,
    /// Pictures of invoice lines with known text.
    Invoice,
    /// Follow-up notes of chronic illness.
    Followup,
    /// Shops and the demand for their goods.
    Replenishment,
    /// Heaps of things to be picked.
    Heap,
    /// Stops to be visited by vehicles of several hubs.
    Logistics,
    /// Vehicles' tracks over known streets.
    MapMatching,
    /// Records before septal myectomy.
    Myectomy,
    /// Logs of services, with known faults.
    LogAnomaly,
    /// Brain waves while a movement is imagined.
    Imagery,
    /// Grids with terrain cost.
    Navigation,
    /// Orders and merchants.
    Orders,
    /// Made-up patients with carotid plaque.
    StrokePlaque,
    /// Firms that apply under the talent and health policies.
    Talent,
    /// Merchants who ask for credit.
    TradeCredit,
    /// Two vessels in sight of one another.
    VesselEncounter,
    /// Prescriptions over a table of interactions.
    Prescription,
    /// Notes on children with a rare disease.
    RareDisease,
    /// Hospital records with seeded defects.
    Record,
    /// Orders of garments that come back or are kept.
    ReturnRisk,
    /// Weekly sales of garment shops.
    Sales,
    /// A sensor's readings with known disturbances.
    Sensor,
    /// Customers who ask for a garment's size.
    SizeAdvice,
    /// Firms that apply for vouchers.
    Voucher,
}

/// Makes `count` cases. The same seed, count and settings always make the same cases.
///
/// Ids are `prefix` and a four-digit number, from 1.
///
/// # Errors
/// What the settings lack or hold wrongly, in words.
pub fn generate(
    family: Family,
    seed: [u8; 32],
    prefix: &str,
    count: usize,
    settings: &toml::Table,
) -> Result<Vec<Case>, String> {
    let mut rng = ChaCha8Rng::from_seed(seed);
    let cases: fn(&mut ChaCha8Rng, usize, &toml::Table) -> Result<Vec<Draft>, String> = match family {
        Family::Address => address::cases,
        Family::Arrhythmia => arrhythmia::cases,
        Family::BrainHaemorrhage => brain_haemorrhage::cases,
        Family::Cluster => cluster::cases,
        Family::Fabric => fabric::cases,
        Family::FileType => file_type::cases,
        Family::Fleet => fleet::cases,
        Family::Invoice => invoice::cases,
        Family::Followup => followup::cases,
        Family::Replenishment => replenishment::cases,
        Family::Heap => heap::cases,
        Family::Logistics => logistics::cases,
        Family::MapMatching => map_matching::cases,
        Family::Myectomy => myectomy::cases,
        Family::LogAnomaly => log_anomaly::cases,
        Family::Imagery => imagery::cases,
        Family::Navigation => navigation::cases,
        Family::Orders => orders::cases,
        Family::StrokePlaque => stroke_plaque::cases,
        Family::Talent => talent::cases,
        Family::TradeCredit => trade_credit::cases,
        Family::VesselEncounter => vessel_encounter::cases,
        Family::Prescription => prescription::cases,
        Family::RareDisease => rare_disease::cases,
        Family::Record => record::cases,
        Family::ReturnRisk => return_risk::cases,
        Family::Sales => sales::cases,
        Family::Sensor => sensor::cases,
        Family::SizeAdvice => size_advice::cases,
        Family::Voucher => voucher::cases,
    };
    let drafts = cases(&mut rng, count, settings)?;
    Ok(drafts
        .into_iter()
        .enumerate()
        .map(|(index, draft)| draft.with_id(format!("{prefix}{:04}", index + 1)))
        .collect())
}
