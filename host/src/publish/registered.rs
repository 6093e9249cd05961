//! The contracts of a registry, for admission: those under which sessions run, with their public cases alone.

use crate::admission::{Contract, Contracts};
use crate::catalogue::Case;
use crate::registry::case::Visibility;
use crate::registry::{Error, Registry};

/// A registry's newest contracts.
#[derive(Debug, Clone, Copy)]
pub struct Registered<'a>(pub &'a Registry);

impl Contracts for Registered<'_> {
    fn ids(&self) -> Vec<String> {
        // A registry that cannot be read says so where a contract is asked for.
        let overviews = self.0.scenarios().unwrap_or_default();
        overviews.into_iter().map(|overview| overview.id).collect()
    }

    fn contract(&self, scenario: &str) -> Result<Option<Contract>, String> {
        let kept = match self.0.latest_contract(scenario) {
            Ok(kept) => kept,
            Err(Error::UnknownScenario { .. }) => return Ok(None),
            Err(error) => return Err(error.to_string()),
        };
        let materials = kept.materials.iter().map(|material| {
            let bytes = self.0.blob(material.digest)?;
            Ok((material.name.clone(), material.media_type.clone(), bytes))
        });
        let materials = materials.collect::<Result<Vec<_>, Error>>().map_err(|error| error.to_string())?;
        let cases = self.0.cases(kept.id).map_err(|error| error.to_string())?;
        let public = cases.into_iter().filter(|case| case.visibility == Visibility::Public);
        Ok(Some(Contract {
            scenario: scenario.to_owned(),
            terms: serde_json::from_value(kept.terms).map_err(|error| error.to_string())?,
            output_schema: kept.output_schema,
            materials,
            cases: public.map(|kept| kept.case).collect::<Vec<Case>>(),
        }))
    }
}
