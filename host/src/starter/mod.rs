//! The project that a vendor begins with: a small agent for one scenario in the language of the vendor's choice, with
//! all that is needed to work on it offline.

mod smallest;
mod technique;

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_embed::Embed;

use crate::catalogue::Entry;
use crate::catalogue::load;
use technique::Technique;

/// The interface between host and agent, of which every project has a copy.
const INTERFACE: &str = include_str!("../../../wit/agent.wit");

#[derive(Embed)]
#[folder = "starter"]
struct Templates;

/// The language that an agent is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    /// cargo, wit-bindgen
    Rust,
    /// npm, componentize-qjs
    Js,
    /// pip, componentize-py
    Python,
}

/// How a language's project is laid out and built.
struct Layout {
    /// Its folder among the templates.
    folder: &'static str,
    /// The extension of the idea's file.
    extension: &'static str,
    /// Where the idea goes.
    idea: &'static str,
    /// What the host calls.
    shell: &'static str,
    /// What builds it, after what has to be done once.
    build: &'static str,
    /// The component that comes of it.
    component: &'static str,
}

impl Lang {
    fn layout(self) -> Layout {
        match self {
            Self::Rust => Layout {
                folder: "rust",
                extension: "rs",
                idea: "src/idea.rs",
                shell: "src/lib.rs",
                build: "rustup target add wasm32-unknown-unknown\ncargo build --release --target wasm32-unknown-unknown",
                component: "target/wasm32-unknown-unknown/release/agent.wasm",
            },
            Self::Js => Layout {
                folder: "js",
                extension: "js",
                idea: "idea.js",
                shell: "agent.js",
                build: "npm install\nnpm run build",
                component: "agent.wasm",
            },
            Self::Python => Layout {
                folder: "python",
                extension: "py",
                idea: "src/idea.py",
                shell: "src/app.py",
                build: "python3 -m venv .venv && .venv/bin/pip install -r requirements.txt\n.venv/bin/componentize-py -d wit -w agent componentize -p src --stub-wasi app -o agent.wasm",
                component: "agent.wasm",
            },
        }
    }
}

/// A project to be written.
#[derive(Debug, Clone, Copy)]
pub struct Starter<'a> {
    /// Who will publish the agent.
    pub vendor: &'a str,
    /// The agent's name.
    pub agent: &'a str,
    /// What it is written in.
    pub lang: Lang,
    /// The scenario that it enters.
    pub entry: &'a Entry,
}

impl Starter<'_> {
    /// The project's files by their path in its folder, `/` between parts.
    pub fn files(&self) -> BTreeMap<String, Cow<'static, [u8]>> {
        let layout = self.lang.layout();
        let technique = Technique::of(self.entry);
        let terms = self.terms(&layout, &technique);
        let mut files = BTreeMap::from([("wit/agent.wit".to_owned(), Cow::Borrowed(INTERFACE.as_bytes()))]);
        let project = format!("{}/project/", layout.folder);
        let idea = format!("{}/idea/{}.{}", layout.folder, technique.name(), layout.extension);
        for path in Templates::iter() {
            let place = match path.strip_prefix(&project) {
                Some(place) => place,
                None if path == idea => layout.idea,
                None if path == "README.md" => "README.md",
                None => continue,
            };
            if let Some(file) = Templates::get(&path) {
                let text = filled_in(&String::from_utf8_lossy(&file.data), &terms);
                files.insert(place.to_owned(), Cow::Owned(text.into_bytes()));
            }
        }
        files.extend(scenario_files(&self.entry.scenario.id));
        files
    }

    /// What stands for each name between double braces.
    fn terms(&self, layout: &Layout, technique: &Technique) -> Vec<(&'static str, String)> {
        let scenario = &self.entry.scenario;
        let (summary, told) = (technique.summary(), technique.told(scenario));
        let mut terms = vec![
            ("agent", self.agent.to_owned()),
            ("vendor", self.vendor.to_owned()),
            ("scenario", scenario.id.clone()),
            ("contract", scenario.contract.version.to_string()),
            ("title-zh", scenario.title.zh.clone()),
            ("title-en", scenario.title.en.clone()),
            ("summary-zh", summary.zh),
            ("summary-en", summary.en),
            ("technique-zh", told.zh),
            ("technique-en", told.en),
            ("idea", layout.idea.to_owned()),
            ("shell", layout.shell.to_owned()),
            ("build", layout.build.to_owned()),
            ("component", layout.component.to_owned()),
        ];
        terms.extend(technique.terms());
        terms
    }
}

/// A template with its names replaced. What replaces a name is not looked at again.
fn filled_in(template: &str, terms: &[(&str, String)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        text.push_str(before);
        let known = after.split_once("}}").and_then(|(name, after)| {
            let (_, value) = terms.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        if let Some((value, after)) = known {
            text.push_str(value);
            rest = after;
        } else {
            text.push_str("{{");
            rest = after;
        }
    }
    text + rest
}

/// The scenario as a vendor needs it: terms, schemas, cases, materials and where they are from.
fn scenario_files(id: &str) -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
    const KEPT: [&str; 5] =
        ["scenario.toml", "input.schema.json", "output.schema.json", "cases.jsonl", "PROVENANCE.md"];
    let kept = |path: &str| KEPT.contains(&path) || path.starts_with("materials/");
    let files = load::embedded_files(id).into_iter().filter(move |(path, _)| kept(path));
    files.map(|(path, content)| (format!("scenario/{path}"), content))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> Vec<Entry> {
        load::embedded().unwrap()
    }

    #[test]
    fn nothing_is_left_to_fill_in_for_any_scenario_in_any_language() {
        for entry in &entries() {
            for lang in [Lang::Rust, Lang::Js, Lang::Python] {
                let files = Starter { vendor: "my-vendor", agent: "my-agent", lang, entry }.files();
                let layout = lang.layout();
                for path in
                    [layout.idea, layout.shell, "README.md", ".gitignore", "wit/agent.wit", "scenario/cases.jsonl"]
                {
                    assert!(files.contains_key(path), "{path} for {}", entry.scenario.id);
                }
                for (path, content) in files.iter().filter(|(path, _)| !path.starts_with("scenario/")) {
                    let text = str::from_utf8(content).unwrap();
                    assert!(!text.contains("{{"), "{path} for {}", entry.scenario.id);
                }
                for material in &entry.materials {
                    assert!(files.contains_key(&format!("scenario/materials/{}", material.terms.name)));
                }
            }
        }
    }

    #[test]
    fn what_replaces_a_name_is_not_read_as_a_name() {
        let terms = [("a", "{{b}}".to_owned()), ("b", "x".to_owned())];
        assert_eq!(filled_in("{{a}}-{{b}}-{{c}}-{{", &terms), "{{b}}-x-{{c}}-{{");
    }
}
