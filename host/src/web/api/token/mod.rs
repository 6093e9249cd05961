//! Tokens.

mod list;
mod revoke;
mod whoami;

use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::choice;
use crate::registry::token::Token;
use crate::web::site::Site;

/// All that is done with tokens.
pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(whoami::answer)).routes(routes!(list::answer)).routes(routes!(revoke::answer))
}

/// 令牌，不含其文本 · A token, without its text
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = Token)]
struct Shown {
    /// 编号 · Its number
    #[schema(minimum = 1)]
    id: i64,
    /// 用途 · What it is for
    label: String,
    /// 持有人 · Who holds it
    holder: String,
    /// 所代表的厂商；管理员的令牌没有 · The vendor that it acts for; none for the operator's
    vendor: Option<String>,
    /// 权限：read、publish、yank、manage 或 operate · What it permits: read, publish, yank, manage or operate
    #[schema(schema_with = actions)]
    actions: Vec<&'static str>,
    /// 创建时间 · When it was made
    #[schema(format = DateTime)]
    created_at: String,
    /// 到期时间 · When it ends
    #[schema(format = DateTime)]
    expires_at: String,
    /// 最近使用时间，精确到分钟 · When it was last used, to the minute
    #[schema(format = DateTime)]
    used_at: Option<String>,
    /// 撤销时间 · When it was revoked, if it was
    #[schema(format = DateTime)]
    revoked_at: Option<String>,
}

fn actions() -> utoipa::openapi::schema::Array {
    utoipa::openapi::schema::Array::new(choice::action())
}

impl From<&Token> for Shown {
    fn from(token: &Token) -> Self {
        Self {
            id: token.id.number(),
            label: token.label.clone(),
            holder: token.holder.clone(),
            vendor: token.vendor.clone(),
            actions: token.actions.iter().map(|action| action.name()).collect(),
            created_at: token.created_at.to_string(),
            expires_at: token.expires_at.to_string(),
            used_at: token.used_at.map(|at| at.to_string()),
            revoked_at: token.revoked_at.map(|at| at.to_string()),
        }
    }
}
