//! `tongtai new`: a vendor's project, from nothing to a component that answers.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::names;
use super::print;
use super::problem::Problem;
use super::stage;
use crate::catalogue::{Words, load};
use crate::language::Language;
use crate::registry::vendor::is_name;
use crate::starter::{Lang, Starter};

/// What `new` is asked.
#[derive(Debug, Args)]
pub struct New {
    /// 智能体名称：小写英文单词，以连字符相连 · The agent's name: lower-case words joined by hyphens
    agent: String,
    /// 编程语言 · The language that it is written in
    #[arg(long = "lang", value_enum, value_name = "rust|js|python")]
    written_in: Lang,
    /// 参评的场景 · The scenario that it enters
    #[arg(long, value_name = "ID", default_value = "phishing")]
    scenario: String,
    /// 以哪个厂商名称发布（写入 README） · The vendor that will publish it (for the README)
    #[arg(long, value_name = "NAME", default_value = "my-vendor")]
    vendor: String,
    /// 建在此文件夹下 · In this folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    into: PathBuf,
}

impl New {
    pub fn run(&self, language: Language) -> Result<(), Problem> {
        let folder = self.into.join(&self.agent);
        let mistakes = self.mistakes(&folder);
        if !mistakes.is_empty() {
            return Err(Problem::usages(mistakes));
        }
        let entries = stage::catalogue(None)?;
        let entry = entries.iter().find(|entry| entry.scenario.id == self.scenario).ok_or_else(|| {
            Problem::usages(vec![names::unknown_scenario(
                &self.scenario,
                entries.iter().map(|e| e.scenario.id.as_str()),
            )])
        })?;
        let starter = Starter { vendor: &self.vendor, agent: &self.agent, lang: self.written_in, entry };
        let shown = folder.display();
        write(&folder, &starter.files()).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Problem::usages(vec![there_already(&folder)]),
            _ => Problem::failure(format!("无法写入 {shown}：{error}"), format!("{shown} cannot be written: {error}")),
        })?;
        let title = language.of(&entry.scenario.title);
        print::line(language.pick(
            format!("已建立 {shown}，参评场景：{title}。\n下一步：cd {shown}，按 README.md 编译、检查、发布。"),
            format!("made {shown}, an agent for “{title}”\nnext: cd {shown}, then build, check and publish it as README.md says"),
        ));
        Ok(())
    }

    /// Everything that was asked wrongly.
    fn mistakes(&self, folder: &Path) -> Vec<Words> {
        let mut mistakes = Vec::new();
        if !is_name(&self.agent) {
            mistakes.push(bad_name(("智能体", "an agent"), &self.agent, "my-agent"));
        } else if !self.into.is_dir() {
            let shown = self.into.display();
            mistakes.push(Words::new(
                format!("{shown} 不存在：请用 --into 给出已有的文件夹。"),
                format!("{shown} does not exist: name a folder that does with --into"),
            ));
        } else if folder.symlink_metadata().is_ok() {
            mistakes.push(there_already(folder));
        }
        if !is_name(&self.vendor) {
            mistakes.push(bad_name(("厂商", "a vendor"), &self.vendor, "my-vendor"));
        }
        let known = load::embedded_ids();
        if !known.contains(&self.scenario) {
            mistakes.push(names::unknown_scenario(&self.scenario, known.iter().map(String::as_str)));
        }
        mistakes
    }
}

fn bad_name((zh, en): (&str, &str), name: &str, example: &str) -> Words {
    Words::new(
        format!("“{name}”不能作{zh}名称：请用不超过 40 个字符的小写英文单词，以连字符相连，如 {example}。"),
        format!(
            "“{name}” cannot be {en}'s name: use lower-case words joined by hyphens, 40 characters at most, such as {example}"
        ),
    )
}

fn there_already(folder: &Path) -> Words {
    let shown = folder.display();
    Words::new(
        format!("{shown} 已存在，未作改动：请换一个名称，或用 --into 另选文件夹。"),
        format!("{shown} is there already and was left alone: choose another name, or another folder with --into"),
    )
}

/// All files or, where one cannot be written, none.
fn write(folder: &Path, files: &BTreeMap<String, Cow<'static, [u8]>>) -> io::Result<()> {
    fs::create_dir(folder)?;
    let written = files.iter().try_for_each(|(path, content)| {
        let file = folder.join(path);
        file.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(file, content)
    });
    if written.is_err() {
        // It was made a moment ago and holds nothing of anybody's.
        let _ = fs::remove_dir_all(folder);
    }
    written
}
