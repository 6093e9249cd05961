//! `tongtai sign`: a vendor's word that these bytes are this release; and checking such a word with nothing but a public
//! key, where no registry can be reached.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

use super::file;
use super::print;
use super::problem::Problem;
use super::release_name::ReleaseName;
use super::signing::{self, differences};
use crate::catalogue::{Words, sha256};
use crate::language::Language;
use crate::signature::{SignedStatement, Statement};

/// What `sign` is asked.
#[derive(Debug, Args)]
pub struct Sign {
    /// 组件文件 · The component's file
    component: PathBuf,
    /// 版本 · The release: vendor/agent@1.2.3
    #[arg(required_unless_present = "verify")]
    release: Option<String>,
    /// 私钥文件 · The private key's file
    #[arg(long, value_name = "FILE", required_unless_present = "verify", conflicts_with = "verify")]
    key: Option<PathBuf>,
    /// 签名写入的文件，- 为标准输出（默认：组件文件名加 .sig） · Where the signature goes, - for standard output (default: COMPONENT.sig)
    #[arg(long, short, value_name = "FILE", conflicts_with = "verify")]
    output: Option<PathBuf>,
    /// 校验签名，不需要登记库 · Check a signature, without a registry
    #[arg(long, requires = "signature", requires = "public_key")]
    verify: bool,
    /// 要校验的签名文件 · The signature's file to check
    #[arg(long, value_name = "FILE", requires = "verify")]
    signature: Option<PathBuf>,
    /// 公钥（ed25519:… 或 PEM 文件） · The public key: ed25519:… or a PEM file
    #[arg(long, value_name = "KEY|FILE", requires = "verify")]
    public_key: Option<String>,
}

impl Sign {
    pub fn run(self, language: Language) -> Result<(), Problem> {
        let release = self.release.as_deref().map(ReleaseName::read).transpose()?.map(|name| name.text());
        let digest = sha256(&file::bytes(&self.component)?);
        match (&self.signature, &self.public_key, &self.key, release) {
            (Some(signature), Some(public), _, release) => {
                let signed = signing::signed(signature)?;
                let wanted = Statement { release: release.unwrap_or_else(|| signed.statement.release.clone()), digest };
                Self::verify(&signed, &wanted, public, language)
            }
            (_, _, Some(key), Some(release)) => {
                let statement = Statement { release, digest };
                let signature = signing::private_key(key)?.sign(&statement);
                self.write(&SignedStatement { statement, signature }, language)
            }
            // Clap has asked for one or the other.
            _ => Err(Problem::usage("请给出 --key 或 --verify。", "give --key or --verify")),
        }
    }

    fn write(&self, signed: &SignedStatement, language: Language) -> Result<(), Problem> {
        let path = self.output.clone().unwrap_or_else(|| {
            let mut name = OsString::from(&self.component);
            name.push(".sig");
            name.into()
        });
        let release = &signed.statement.release;
        if path.as_os_str() == "-" {
            print::line(signed.to_string().trim_end());
            return Ok(());
        }
        let written = std::fs::write(&path, signed.to_string());
        let shown = path.display();
        written.map_err(|error| {
            Problem::failure(format!("无法写入 {shown}：{error}"), format!("{shown} cannot be written: {error}"))
        })?;
        print::line(
            language
                .pick(format!("{release} 的签名已写入 {shown}。"), format!("the signature of {release} is in {shown}")),
        );
        Ok(())
    }

    /// Says everything that does not hold.
    fn verify(signed: &SignedStatement, wanted: &Statement, key: &str, language: Language) -> Result<(), Problem> {
        let key = signing::public_key(key)?;
        let mut faults = differences(&signed.statement, wanted);
        if !key.verifies(&signed.statement, &signed.signature) {
            faults.push(Words::new(
                format!("签名不成立：不是由公钥 {key} 对应的私钥作出，或签名文件被改动过。"),
                format!("the signature does not hold: it was not made with the private key of {key}, or its file was altered"),
            ));
        }
        if !faults.is_empty() {
            return Err(Problem::failures(faults));
        }
        let release = &signed.statement.release;
        print::line(language.pick(
            format!("签名有效：{key} 确认此文件为 {release}。"),
            format!("the signature holds: {key} says that this file is {release}"),
        ));
        Ok(())
    }
}
