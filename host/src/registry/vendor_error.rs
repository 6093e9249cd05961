//! Why something of a vendor's is refused, in both languages: names, members, tokens, keys and signatures.

use std::fmt;

use serde::Serialize;

use super::id::KeyId;
use crate::catalogue::Words;

/// Why something of a vendor's is refused: one variant a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged, rename_all_fields = "kebab-case")]
pub enum VendorError {
    /// The name is kept from vendors.
    NameReserved {
        /// The name.
        name: String,
    },
    /// The name is easily taken for another vendor's.
    NameAlike {
        /// The name.
        name: String,
        /// The vendor that there is.
        other: String,
    },
    /// The vendor has members already.
    HasMembers {
        /// The vendor.
        vendor: String,
    },
    /// Empty, too long, or with spaces in it.
    BadMemberName {
        /// The name.
        name: String,
    },
    /// Nobody of this name acts for the vendor.
    NotAMember {
        /// The vendor.
        vendor: String,
        /// The name.
        name: String,
    },
    /// Only an owner's token may manage.
    NotAnOwner {
        /// The vendor.
        vendor: String,
        /// The name.
        name: String,
    },
    /// Without an owner nobody could mend anything.
    LastOwner {
        /// The vendor.
        vendor: String,
        /// The owner.
        name: String,
    },
    /// A token's end lies in the past or too far ahead.
    BadExpiry {
        /// The most days from now.
        most_days: u16,
    },
    /// The vendor has no such key.
    UnknownKey {
        /// The vendor.
        vendor: String,
        /// The key.
        key: KeyId,
    },
    /// The vendor has this key, or had it.
    KeyTaken {
        /// The vendor.
        vendor: String,
        /// The key.
        key: KeyId,
    },
    /// The vendor has a key, and the release has no signature.
    Unsigned {
        /// The vendor.
        vendor: String,
        /// `vendor/agent@version`.
        release: String,
    },
    /// There is a signature, and no key to check it with.
    NoKey {
        /// The vendor.
        vendor: String,
    },
    /// The signature is right, and its key signs nothing more.
    KeyRetired {
        /// The vendor.
        vendor: String,
        /// The key.
        key: KeyId,
    },
    /// The signature is none of the vendor's keys' over this release.
    WrongSignature {
        /// `vendor/agent@version`.
        release: String,
        /// SHA-256 of its component.
        digest: String,
    },
    /// What is kept as a release's signature does not verify any more.
    SignatureBroken {
        /// `vendor/agent@version`.
        release: String,
        /// The key that it is kept under.
        key: KeyId,
    },
}

impl VendorError {
    /// The reason in stable lower-case words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NameReserved { .. } => "vendor-name-reserved",
            Self::NameAlike { .. } => "vendor-name-alike",
            Self::HasMembers { .. } => "vendor-has-members",
            Self::BadMemberName { .. } => "bad-member-name",
            Self::NotAMember { .. } => "not-a-member",
            Self::NotAnOwner { .. } => "not-an-owner",
            Self::LastOwner { .. } => "last-owner",
            Self::BadExpiry { .. } => "bad-expiry",
            Self::UnknownKey { .. } => "unknown-key",
            Self::KeyTaken { .. } => "key-taken",
            Self::Unsigned { .. } => "unsigned",
            Self::NoKey { .. } => "no-key",
            Self::KeyRetired { .. } => "key-retired",
            Self::WrongSignature { .. } => "wrong-signature",
            Self::SignatureBroken { .. } => "signature-broken",
        }
    }

    /// What is wrong and what to do, as sentences for people.
    pub fn words(&self) -> Words {
        match self {
            Self::NameReserved { .. } | Self::NameAlike { .. } | Self::BadMemberName { .. } => self.of_names(),
            Self::HasMembers { .. }
            | Self::NotAMember { .. }
            | Self::NotAnOwner { .. }
            | Self::LastOwner { .. }
            | Self::BadExpiry { .. } => self.of_members(),
            _ => self.of_keys(),
        }
    }

    fn of_names(&self) -> Words {
        match self {
            Self::NameReserved { name } => Words::new(
                format!("厂商名 {name} 为保留名称或与之难以区分：请换一个名称。"),
                format!("The vendor name {name} is reserved, or hard to tell from one that is: choose another."),
            ),
            Self::NameAlike { name, other } => Words::new(
                format!(
                    "厂商名 {name} 与已有的厂商 {other} 难以区分：如果就是 {other}，请使用该名称；否则请换一个差别明显的名称，\
                     或由管理员以 tongtai vendor add --allow-similar 登记。"
                ),
                format!(
                    "The vendor name {name} is hard to tell from {other}, which there is: if you mean {other}, use that name; \
                     else choose one that differs plainly, or have the operator add it with tongtai vendor add \
                     --allow-similar."
                ),
            ),
            Self::BadMemberName { name } => Words::new(
                format!("“{name}”不能作为成员名：请用 1 至 40 个字符，不含空格和冒号。"),
                format!("{name:?} is no name for a member: use 1 to 40 characters without spaces or colons."),
            ),
            _ => Words::new("", ""),
        }
    }

    fn of_members(&self) -> Words {
        match self {
            Self::HasMembers { vendor } => Words::new(
                format!("厂商 {vendor} 已有成员：增加成员请用 tongtai vendor member add {vendor} 姓名。"),
                format!("The vendor {vendor} has members already: use tongtai vendor member add {vendor} NAME."),
            ),
            Self::NotAMember { vendor, name } => Words::new(
                format!("{name} 不是厂商 {vendor} 的成员：请先由其负责人或管理员用 tongtai vendor member add 加入。"),
                format!(
                    "{name} is no member of {vendor}: have an owner or the operator add them first, with tongtai vendor \
                     member add."
                ),
            ),
            Self::NotAnOwner { vendor, name } => Words::new(
                format!("{name} 不是厂商 {vendor} 的负责人，令牌不能带 manage 权限：请去掉该权限，或先设为负责人。"),
                format!(
                    "{name} is no owner of {vendor}, and only an owner's token may manage: leave `manage` out, or make \
                     them an owner first."
                ),
            ),
            Self::LastOwner { vendor, name } => Words::new(
                format!("{name} 是厂商 {vendor} 唯一的负责人，不能退出或改为普通成员：请先另设一位负责人。"),
                format!("{name} is the last owner of {vendor} and stays one: make another first."),
            ),
            Self::BadExpiry { most_days } => Words::new(
                format!("令牌的到期时间应在将来，且不超过 {most_days} 天。"),
                format!("A token must end in the future, within {most_days} days."),
            ),
            _ => Words::new("", ""),
        }
    }

    fn of_keys(&self) -> Words {
        match self {
            Self::UnknownKey { vendor, key } => Words::new(
                format!("厂商 {vendor} 没有编号为 {key} 的密钥：请用 tongtai vendor key list {vendor} 查看。"),
                format!("The vendor {vendor} has no key {key}: tongtai vendor key list {vendor} shows them."),
            ),
            Self::KeyTaken { vendor, key } => Words::new(
                format!("厂商 {vendor} 已登记过这把密钥（编号 {key}）；停用的密钥不能再次登记：请另建一把。"),
                format!(
                    "The vendor {vendor} has this key already, as number {key}; one that is retired does not come back: \
                     make another."
                ),
            ),
            Self::Unsigned { vendor, release } => Words::new(
                format!(
                    "厂商 {vendor} 已登记签名密钥，未签名的上传不予受理：请先运行 tongtai sign 组件文件 {release} --key 私钥文件，\
                     再附上签名重新上传。"
                ),
                format!(
                    "The vendor {vendor} has a signing key, so an unsigned upload is refused: run tongtai sign COMPONENT \
                     {release} --key FILE and upload it with the signature."
                ),
            ),
            Self::NoKey { vendor } => Words::new(
                format!(
                    "附有签名，但厂商 {vendor} 没有可用的密钥来验证：请先用 tongtai vendor key add 登记公钥，或不附签名。"
                ),
                format!(
                    "There is a signature, and the vendor {vendor} has no active key to check it with: register the public \
                     key with tongtai vendor key add, or leave the signature out."
                ),
            ),
            Self::KeyRetired { vendor, key } => Words::new(
                format!("签名所用的密钥（厂商 {vendor} 的编号 {key}）已停用：请改用在用的密钥重新签名。"),
                format!("The signature's key, number {key} of {vendor}, is retired: sign again with an active one."),
            ),
            Self::WrongSignature { release, digest } => Words::new(
                format!(
                    "签名不成立：它不是由厂商在用的密钥对 {release}（sha256:{digest}）作出的。请核对组件文件、版本号和私钥，\
                     然后重新签名。"
                ),
                format!(
                    "The signature does not hold: none of the vendor's active keys made it over {release} \
                     (sha256:{digest}). Check the component, the version and the private key, and sign again."
                ),
            ),
            Self::SignatureBroken { release, key } => Words::new(
                format!("{release} 保存的签名（密钥 {key}）已不能通过验证：登记库可能被改动过，请与备份比对。"),
                format!(
                    "The signature kept for {release} (key {key}) does not verify any more: the registry may have been \
                     altered; compare it with a backup."
                ),
            ),
            _ => Words::new("", ""),
        }
    }
}

impl fmt::Display for VendorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().en)
    }
}

impl std::error::Error for VendorError {}
