//! Accounts: people who sign in, and their roles.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::audit::{self, Entry};
use super::error::{Error, Result};
use super::id::AccountId;
use super::{Actor, Registry, clock, column, vendor};

/// What somebody may do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "role", content = "vendor")]
pub enum Role {
    /// Everything: tokens, people, limits.
    Operator,
    /// Runs comparison sessions, and sits on panels.
    Official,
    /// Sits on panels as an expert of the field.
    Expert,
    /// Acts for this vendor.
    Vendor(String),
}

impl Role {
    fn columns(&self) -> (&'static str, &str) {
        match self {
            Self::Operator => ("operator", ""),
            Self::Official => ("official", ""),
            Self::Expert => ("expert", ""),
            Self::Vendor(vendor) => ("vendor", vendor),
        }
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let name: String = row.get("role")?;
        Ok(match name.as_str() {
            "operator" => Self::Operator,
            "official" => Self::Official,
            "expert" => Self::Expert,
            _ => Self::Vendor(row.get("vendor")?),
        })
    }
}

/// Somebody who signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The name to sign in with.
    pub name: String,
    /// The name that others see and that stands in records.
    pub display: String,
    /// What it may do, in order.
    pub roles: Vec<Role>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Account {
    /// Whether it has a role.
    pub fn has(&self, role: &Role) -> bool {
        self.roles.contains(role)
    }

    /// Who acts, as the audit log shows it.
    pub fn actor(&self) -> Actor {
        Actor::named(format!("person:{}", self.name))
    }
}

impl Registry {
    /// An account by its id.
    ///
    /// # Errors
    /// [`Error::UnknownAccount`] and those of the file.
    pub fn account(&self, id: AccountId) -> Result<Account> {
        self.read(|connection| find(connection, id))
    }

    /// All accounts, in the order in which they came.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn accounts(&self) -> Result<Vec<Account>> {
        self.read(|connection| {
            let mut ids = connection.prepare_cached("SELECT id FROM account ORDER BY id")?;
            let ids = ids.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<AccountId>>>()?;
            ids.into_iter().map(|id| find(connection, id)).collect()
        })
    }

    /// Whether anybody is an operator.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn has_operator(&self) -> Result<bool> {
        self.read(|connection| Ok(operators(connection)? > 0))
    }

    /// The password's hash of the account that signs in with this name, with the account.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn password_of(&self, name: &str) -> Result<Option<(AccountId, String)>> {
        self.read(|connection| {
            let sql = "SELECT account.id, hash FROM account JOIN password ON password.account = account.id
                WHERE account.name = ?1 ORDER BY password.id DESC LIMIT 1";
            let found = connection.prepare_cached(sql)?.query_row([name], |row| Ok((row.get(0)?, row.get(1)?)));
            Ok(found.optional()?)
        })
    }

    /// Gives an account another password, and signs it out everywhere.
    ///
    /// # Errors
    /// [`Error::UnknownAccount`] and those of the file.
    pub fn set_password(&mut self, by: &Actor, id: AccountId, hash: &str) -> Result<()> {
        self.write(|transaction| set_password(transaction, by, id, hash))
    }

    /// Gives or takes a role. The last operator stays one.
    ///
    /// # Errors
    /// [`Error::UnknownAccount`], [`Error::UnknownVendor`], [`Error::LastOperator`] and those of the file.
    pub fn set_role(&mut self, by: &Actor, id: AccountId, role: &Role, granted: bool) -> Result<()> {
        self.write(|transaction| {
            let account = find(transaction, id)?;
            if account.has(role) == granted {
                return Ok(());
            }
            if !granted && *role == Role::Operator && operators(transaction)? <= 1 {
                return Err(Error::LastOperator);
            }
            mark(transaction, by, id, &account.name, role, granted)
        })
    }
}

/// How many operators there are.
fn operators(connection: &Connection) -> Result<i64> {
    let sql = "SELECT count(*) FROM account WHERE (SELECT granted FROM account_role
        WHERE account = account.id AND role = 'operator' ORDER BY account_role.id DESC LIMIT 1) = 1";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// Makes an account with its roles and its password.
pub(super) fn create(
    transaction: &Transaction<'_>,
    (name, display): (&str, &str),
    roles: &[Role],
    hash: &str,
) -> Result<AccountId> {
    let (name, display) = (name.trim(), display.trim());
    let fits = |text: &str, most: usize| {
        let length = text.chars().count();
        (1..=most).contains(&length) && !text.chars().any(char::is_control)
    };
    if !fits(name, 40) || name.chars().any(char::is_whitespace) || !fits(display, 40) {
        return Err(Error::BadAccountName { name: name.to_owned() });
    }
    let taken: bool =
        transaction.query_row("SELECT EXISTS (SELECT 1 FROM account WHERE name = ?1)", [name], |row| row.get(0))?;
    if taken {
        return Err(Error::AccountTaken { name: name.to_owned() });
    }
    let by = Actor::named(format!("person:{name}"));
    transaction.execute(
        "INSERT INTO account (name, display, actor, at) VALUES (?1, ?2, ?3, ?4)",
        params![name, display, by.to_string(), clock::now()],
    )?;
    let id = AccountId::new(transaction.last_insert_rowid());
    let detail = json!({ "display": display });
    audit::append(transaction, &Entry { actor: &by, action: "account.created", subject: name, detail })?;
    for role in roles {
        mark(transaction, &by, id, name, role, true)?;
    }
    set_password(transaction, &by, id, hash)?;
    Ok(id)
}

pub(super) fn set_password(transaction: &Transaction<'_>, by: &Actor, id: AccountId, hash: &str) -> Result<()> {
    let account = find(transaction, id)?;
    transaction
        .execute("INSERT INTO password (account, hash, at) VALUES (?1, ?2, ?3)", params![id, hash, clock::now()])?;
    transaction.execute("DELETE FROM signin WHERE account = ?1", [id])?;
    let entry = Entry { actor: by, action: "account.password-set", subject: &account.name, detail: json!({}) };
    audit::append(transaction, &entry)
}

fn mark(
    transaction: &Transaction<'_>,
    by: &Actor,
    id: AccountId,
    name: &str,
    role: &Role,
    granted: bool,
) -> Result<()> {
    let (kind, vendor) = role.columns();
    if let Role::Vendor(vendor) = role
        && vendor::id(transaction, vendor)?.is_none()
    {
        return Err(Error::UnknownVendor { vendor: vendor.clone() });
    }
    transaction.execute(
        "INSERT INTO account_role (account, role, vendor, granted, actor, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id, kind, vendor, granted, by.to_string(), clock::now()],
    )?;
    let action = if granted { "account.role-granted" } else { "account.role-taken" };
    audit::append(transaction, &Entry { actor: by, action, subject: name, detail: json!(role) })
}

pub(super) fn find(connection: &Connection, id: AccountId) -> Result<Account> {
    let account = connection
        .prepare_cached("SELECT id, name, display, at FROM account WHERE id = ?1")?
        .query_row([id], |row| {
            Ok(Account {
                id: row.get("id")?,
                name: row.get("name")?,
                display: row.get("display")?,
                roles: Vec::new(),
                created_at: column::parsed(row, "at")?,
            })
        })
        .optional()?;
    let mut account = account.ok_or(Error::UnknownAccount { account: id })?;
    let sql = "SELECT role, vendor FROM account_role AS latest WHERE account = ?1 AND granted = 1 AND NOT EXISTS
        (SELECT 1 FROM account_role AS later WHERE later.account = latest.account AND later.role = latest.role
            AND later.vendor = latest.vendor AND later.id > latest.id)";
    let mut statement = connection.prepare_cached(sql)?;
    account.roles = statement.query_map([id], Role::read)?.collect::<rusqlite::Result<_>>()?;
    account.roles.sort();
    Ok(account)
}
