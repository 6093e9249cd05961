//! Against signatures and key files of another program; see `tests/golden/signature`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::{PrivateKey, PublicKey, Signature, Statement};
use crate::catalogue::sha256;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Golden {
    release: String,
    component: String,
    statement: String,
    private_pem: String,
    public_pem: String,
    public: String,
    signature: String,
}

#[test]
fn keys_and_signatures_are_those_of_another_program() {
    let golden: Vec<Golden> =
        serde_json::from_str(include_str!("../../../tests/golden/signature/signatures.json")).unwrap();
    assert_eq!(golden.len(), 5);
    for one in golden {
        let component = STANDARD.decode(&one.component).unwrap();
        let statement = Statement::new(&one.release, &sha256(&component));
        assert_eq!(statement.text(), one.statement);
        let key = PrivateKey::from_pem(&one.private_pem).unwrap();
        assert_eq!(key.to_pem().unwrap(), one.private_pem);
        let public: PublicKey = one.public_pem.parse().unwrap();
        assert_eq!((public, public.to_string()), (key.public(), one.public));
        let signature: Signature = one.signature.parse().unwrap();
        assert_eq!(key.sign(&statement), signature);
        assert!(public.verifies(&statement, &signature));
    }
}
