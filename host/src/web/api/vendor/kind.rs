//! The kinds of problem that names, members, tokens and keys of vendors come to.

use crate::web::api::kind::{Kind, kind};

/// All of them.
pub(in crate::web::api) const KINDS: &[Kind] = &[
    kind(
        "vendor-name-reserved",
        422,
        ["厂商名为保留名称", "The vendor's name is reserved"],
        ["请换一个名称。", "Choose another."],
    ),
    kind(
        "vendor-name-alike",
        422,
        ["厂商名与已有厂商难以区分", "The vendor's name is hard to tell from another's"],
        ["请使用已有的名称，或换一个差别明显的名称。", "Use the name that there is, or one that differs plainly."],
    ),
    kind(
        "vendor-has-members",
        409,
        ["厂商已有成员", "The vendor has members"],
        ["增加成员请用成员接口。", "Add members one by one."],
    ),
    kind(
        "bad-member-name",
        422,
        ["成员名不合规", "Not a member's name"],
        ["请用 1 至 40 个字符，不含空格和冒号。", "Use 1 to 40 characters without spaces or colons."],
    ),
    kind(
        "not-a-member",
        404,
        ["不是该厂商的成员", "Not a member of the vendor"],
        ["请先由负责人或管理员加入。", "Have an owner or the operator add them first."],
    ),
    kind(
        "not-an-owner",
        422,
        ["不是该厂商的负责人", "Not an owner of the vendor"],
        ["带 manage 权限的令牌只能由负责人持有。", "Only an owner holds a token that manages."],
    ),
    kind(
        "last-owner",
        409,
        ["厂商唯一的负责人", "The vendor's last owner"],
        ["请先另设一位负责人。", "Make another owner first."],
    ),
    kind(
        "bad-scope",
        422,
        ["令牌的权限有误", "The token's scope is not right"],
        ["令牌须有一项或多项权限，并属于一个厂商。", "A token needs one action or more, and a vendor."],
    ),
    kind(
        "bad-expiry",
        422,
        ["令牌的到期时间有误", "The token's end is not right"],
        ["到期时间应在将来，且不超过 366 天。", "It must end in the future, within 366 days."],
    ),
    kind(
        "unknown-key",
        404,
        ["没有这把密钥", "No such key"],
        [
            "请检查编号；GET /vendors/{vendor}/keys 列出密钥。",
            "Check its number; GET /vendors/{vendor}/keys lists them.",
        ],
    ),
    kind(
        "key-taken",
        409,
        ["密钥已登记过", "The key is registered already"],
        ["停用的密钥不能再次登记：请另建一把。", "One that is retired does not come back: make another."],
    ),
    kind(
        "unsigned",
        422,
        ["缺少签名", "A signature is missing"],
        [
            "该厂商已登记签名密钥：请用 tongtai sign 签名后重新上传。",
            "The vendor has a signing key: sign with tongtai sign and upload it again.",
        ],
    ),
    kind(
        "no-key",
        422,
        ["没有可验证签名的密钥", "No key to check the signature with"],
        ["请先登记公钥，或不附签名。", "Register the public key first, or leave the signature out."],
    ),
    kind(
        "key-retired",
        422,
        ["签名的密钥已停用", "The signature's key is retired"],
        ["请改用在用的密钥重新签名。", "Sign again with an active one."],
    ),
    kind(
        "wrong-signature",
        422,
        ["签名不成立", "The signature does not hold"],
        [
            "请核对组件、名称、版本号和私钥后重新签名。",
            "Check component, name, version and private key, and sign again.",
        ],
    ),
];
