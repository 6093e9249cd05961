//! The public cases of a generated scenario can be made again by anyone.

use std::fs;
use std::path::Path;

use tongtai::catalogue::load;
use tongtai::catalogue::scenario::Hidden;

use crate::support::App;

#[test]
fn the_generator_makes_the_cases_that_are_in_the_repository() {
    let app = App::empty();
    let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
    let mut generated = 0;
    for entry in load::embedded().unwrap() {
        let id = entry.scenario.id.as_str();
        let command = app.tongtai(["cases", "generate", id]);
        if matches!(entry.scenario.cases.hidden, Hidden::Generate { .. }) {
            let committed = fs::read_to_string(catalogue.join(id).join("cases.jsonl")).unwrap();
            assert!(command.run().succeeded().stdout == committed, "{id}: cases.jsonl is not what its generator makes");
            generated += 1;
        } else {
            command.run().ended(2).says(&[id, "not generated"]);
        }
    }
    assert!(generated > 0);
    assert!(!app.db().exists(), "no registry is made for it");
}
