//! `tongtai key`: keys that sign releases. A private key stays in its vendor's file; only the public one is registered.

use std::path::PathBuf;

use clap::Subcommand;
use rand::TryRng as _;
use rand::rngs::SysRng;

use super::file;
use super::print;
use super::problem::Problem;
use super::signing;
use crate::language::Language;
use crate::signature::PrivateKey;

/// A key that signs releases.
#[derive(Debug, Subcommand)]
pub enum Key {
    /// 新建私钥文件，并打印公钥 · Write a new private key to a file and print its public key
    New {
        /// 私钥文件 · The private key's file, which must not be there yet
        file: PathBuf,
    },
    /// 打印公钥 · Print the public key of a private key's file
    Show {
        /// 私钥文件 · The private key's file
        file: PathBuf,
    },
}

impl Key {
    pub fn run(self, language: Language) -> Result<(), Problem> {
        match self {
            Self::New { file } => {
                let key = draw()?;
                let pem = key.to_pem().map_err(|error| signing::not_a_key(&file, &error))?;
                file::write_new(&file, &pem, true)?;
                let shown = file.display();
                eprintln!(
                    "{}",
                    language.pick(
                        format!("私钥已写入 {shown}（仅本人可读），请妥善备份，不要外传。公钥如下，供登记："),
                        format!(
                            "the private key is in {shown}, for your eyes alone: keep a copy safe. Its public key:"
                        ),
                    )
                );
                print::line(key.public());
            }
            Self::Show { file } => print::line(signing::private_key(&file)?.public()),
        }
        Ok(())
    }
}

fn draw() -> Result<PrivateKey, Problem> {
    let mut bytes = [0; 32];
    SysRng.try_fill_bytes(&mut bytes).map_err(|error| {
        Problem::failure(
            format!("操作系统未能给出随机数：{error}"),
            format!("the operating system gave no random bytes: {error}"),
        )
    })?;
    Ok(PrivateKey::from_random(&bytes))
}
