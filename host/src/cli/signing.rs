//! A signature to go with an upload: read from its file, or made with a private key.

use std::path::{Path, PathBuf};

use clap::Args;

use super::file;
use super::problem::Problem;
use crate::catalogue::{Words, sha256};
use crate::signature::{NotAKey, PrivateKey, PublicKey, Signature, SignedStatement, Statement};

/// How an upload is signed.
#[derive(Debug, Args)]
pub struct Signing {
    /// 签名文件（tongtai sign 所写） · The signature's file, as tongtai sign writes it
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    signature: Option<PathBuf>,
    /// 私钥文件，当场签名 · A private key's file, to sign here and now
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
}

impl Signing {
    /// The signature over this component as this release, if one is asked for.
    pub fn over(&self, release: &str, component: &[u8]) -> Result<Option<Signature>, Problem> {
        let statement = Statement::new(release, &sha256(component));
        if let Some(path) = &self.key {
            return Ok(Some(private_key(path)?.sign(&statement)));
        }
        let Some(path) = &self.signature else { return Ok(None) };
        let signed = signed(path)?;
        let faults = differences(&signed.statement, &statement);
        if faults.is_empty() { Ok(Some(signed.signature)) } else { Err(Problem::usages(faults)) }
    }
}

/// In what a signature says something else than it should.
pub fn differences(said: &Statement, wanted: &Statement) -> Vec<Words> {
    let mut faults = Vec::new();
    if said.release != wanted.release {
        let (said, wanted) = (&said.release, &wanted.release);
        faults.push(Words::new(
            format!("签名文件签的是 {said}，不是 {wanted}：请重新签名。"),
            format!("the signature is for {said}, not for {wanted}: sign again"),
        ));
    }
    if said.digest != wanted.digest {
        let (said, wanted) = (&said.digest, &wanted.digest);
        faults.push(Words::new(
            format!("签名文件签的组件（sha256:{said}）不是这个文件（sha256:{wanted}）：请核对文件后重新签名。"),
            format!(
                "the signature is over other bytes (sha256:{said}) than this file's (sha256:{wanted}): check the file and \
                 sign again"
            ),
        ));
    }
    faults
}

/// A signature's file.
pub fn signed(path: &Path) -> Result<SignedStatement, Problem> {
    let shown = path.display();
    file::text(path)?.parse().map_err(|error| {
        Problem::usage(
            format!("{shown} 不是签名文件：应为 tongtai sign 所写的四行文本。"),
            format!("{shown} is no signature's file: {error}"),
        )
    })
}

/// A private key's file.
pub fn private_key(path: &Path) -> Result<PrivateKey, Problem> {
    PrivateKey::from_pem(&file::text(path)?).map_err(|error| not_a_key(path, &error))
}

/// A public key: the text itself, or the file that it is in.
pub fn public_key(given: &str) -> Result<PublicKey, Problem> {
    if given.starts_with("ed25519:") {
        return given.parse().map_err(|error| {
            Problem::usage(format!("{given} 不是有效的 Ed25519 公钥。"), format!("{given} is no public key: {error}"))
        });
    }
    let path = Path::new(given);
    file::text(path)?.parse().map_err(|error| not_a_key(path, &error))
}

/// What is wrong with a key's file.
pub fn not_a_key(path: &Path, error: &NotAKey) -> Problem {
    let shown = path.display();
    let zh = match error {
        NotAKey::Public => "不是 Ed25519 公钥：应为 ed25519:… 一行，或 PEM 文件（-----BEGIN PUBLIC KEY-----）",
        NotAKey::Point => "不是有效的 Ed25519 公钥",
        NotAKey::Private => "不是 PKCS#8 格式的 Ed25519 私钥（-----BEGIN PRIVATE KEY-----）",
    };
    Problem::usage(format!("{shown} {zh}。"), format!("{shown}: {error}"))
}
