//! Releases: published versions of agents, each fixed by the digest of its component.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, named_params, params};
use semver::{BuildMetadata, Version, VersionReq};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::audit::{self, Actor, Entry};
use super::digest::Digest;
use super::error::{Error, Result};
use super::id::ReleaseId;
use super::{Registry, agent, blob, clock, column, vendor, vendor_key};
use crate::catalogue::Words;
use crate::signature::Signature;

/// What an agent says of itself, as its component told when it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The agent's name for people.
    pub title: Words,
    /// How it works.
    pub summary: Words,
    /// Ids of the scenarios that it enters.
    pub scenarios: Vec<String>,
}

/// A release to publish.
#[derive(Debug, Clone, Copy)]
pub struct NewRelease<'a> {
    /// The vendor, who must exist.
    pub vendor: &'a str,
    /// The agent, which comes to be with its first release.
    pub agent: &'a str,
    /// The version; two that differ in build metadata alone are one.
    pub version: &'a Version,
    /// The component.
    pub component: &'a [u8],
    /// What the component says of itself.
    pub profile: &'a Profile,
    /// What its admission found, for the record.
    pub admission: &'a Value,
    /// Where it comes from, and whether it is signed.
    pub origin: Origin<'a>,
}

/// Where a release comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin<'a> {
    /// From the program itself: never signed.
    Bundled,
    /// From outside, with the vendor's signature over it where there is one; a vendor that has keys must sign.
    Outside(Option<&'a Signature>),
}

/// What publishing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// The release is new.
    Now(ReleaseId),
    /// The same version with the same component was there, and nothing changed.
    AlreadyThere(ReleaseId),
}

impl Published {
    /// The release, new or not.
    pub fn id(self) -> ReleaseId {
        match self {
            Self::Now(id) | Self::AlreadyThere(id) => id,
        }
    }
}

/// A published release.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Release {
    /// Its id.
    pub id: ReleaseId,
    /// Its vendor's name.
    pub vendor: String,
    /// Its agent's name.
    pub agent: String,
    /// Its version.
    pub version: Version,
    /// The digest of its component, whose bytes are [`Registry::blob`].
    pub digest: Digest,
    /// The component's bytes.
    pub size: u64,
    /// What it says of itself.
    pub profile: Profile,
    /// What its admission found.
    pub admission: Value,
    /// When it was published.
    pub published_at: Timestamp,
    /// Why it is yanked, if it is: it enters no new session, and old ones still replay.
    pub yanked: Option<String>,
}

impl Release {
    /// `vendor/agent@version`.
    pub fn name(&self) -> String {
        format!("{}/{}@{}", self.vendor, self.agent, self.version)
    }
}

/// Which releases to list; every condition that is set must hold.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReleaseFilter<'a> {
    /// Of this vendor.
    pub vendor: Option<&'a str>,
    /// Of agents of this name.
    pub agent: Option<&'a str>,
    /// That enter this scenario.
    pub scenario: Option<&'a str>,
}

const SELECT: &str = "
    SELECT release.id, vendor.name AS vendor, agent.name AS agent, version, release.digest, blob.size, profile,
        admission, release.at,
        (SELECT CASE yanked WHEN 1 THEN reason END FROM yank WHERE yank.release = release.id ORDER BY yank.id DESC
            LIMIT 1) AS yanked
    FROM release JOIN agent ON agent.id = release.agent JOIN vendor ON vendor.id = agent.vendor
        JOIN blob ON blob.digest = release.digest";

fn read(row: &Row<'_>) -> rusqlite::Result<Release> {
    Ok(Release {
        id: row.get("id")?,
        vendor: row.get("vendor")?,
        agent: row.get("agent")?,
        version: column::parsed(row, "version")?,
        digest: row.get("digest")?,
        size: column::count(row, "size")?,
        profile: column::json(row, "profile")?,
        admission: column::json(row, "admission")?,
        published_at: column::parsed(row, "at")?,
        yanked: row.get("yanked")?,
    })
}

impl Registry {
    /// Publishes a release: the check and the writing are one transaction.
    ///
    /// # Errors
    /// [`Error::UnknownVendor`], [`Error::BadName`], [`Error::VersionTaken`] where the version is there with another
    /// component, those of [`Registry::check_signature`], and those of the file.
    pub fn publish_release(&mut self, by: &Actor, new: &NewRelease<'_>) -> Result<Published> {
        self.write(|transaction| publish(transaction, by, new))
    }

    /// Whether this version could still be published with this component, asked before anything dear is done: the release
    /// that is it already, or none where the version is free.
    ///
    /// # Errors
    /// [`Error::VersionTaken`] where the version is there with another component, and those of the file.
    pub fn release_of(
        &self,
        vendor: &str,
        agent: &str,
        version: &Version,
        component: &[u8],
    ) -> Result<Option<ReleaseId>> {
        self.read(|connection| there(connection, (vendor, agent), version, Digest::of(component)))
    }

    /// Yanks a release from new sessions. Its bytes are kept.
    ///
    /// # Errors
    /// [`Error::UnknownRelease`] and those of the file.
    pub fn yank(&mut self, by: &Actor, release: ReleaseId, reason: &str) -> Result<()> {
        self.write(|transaction| mark(transaction, by, release, true, reason))
    }

    /// Takes a yank back.
    ///
    /// # Errors
    /// [`Error::UnknownRelease`] and those of the file.
    pub fn unyank(&mut self, by: &Actor, release: ReleaseId, reason: &str) -> Result<()> {
        self.write(|transaction| mark(transaction, by, release, false, reason))
    }

    /// A release, yanked or not.
    ///
    /// # Errors
    /// [`Error::UnknownRelease`] and those of the file.
    pub fn release(&self, id: ReleaseId) -> Result<Release> {
        self.read(|connection| find(connection, id))
    }

    /// Releases, yanked ones among them, by vendor and agent and then from the newest version down.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn releases(&self, filter: ReleaseFilter<'_>) -> Result<Vec<Release>> {
        self.read(|connection| {
            let sql = format!(
                "{SELECT} WHERE (:vendor IS NULL OR vendor.name = :vendor) AND (:agent IS NULL OR agent.name = :agent)
                    AND (:scenario IS NULL
                        OR EXISTS (SELECT 1 FROM json_each(profile, '$.scenarios') WHERE value = :scenario))"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(
                named_params! { ":vendor": filter.vendor, ":agent": filter.agent, ":scenario": filter.scenario },
                read,
            )?;
            let mut releases = rows.collect::<rusqlite::Result<Vec<_>>>()?;
            releases.sort_by(|a, b| {
                (&a.vendor, &a.agent).cmp(&(&b.vendor, &b.agent)).then_with(|| b.version.cmp(&a.version))
            });
            Ok(releases)
        })
    }

    /// The newest release of an agent that satisfies the requirement and is not yanked, if there is one.
    ///
    /// # Errors
    /// Only those of the file.
    pub fn resolve_release(&self, vendor: &str, agent: &str, wanted: &VersionReq) -> Result<Option<Release>> {
        let filter = ReleaseFilter { vendor: Some(vendor), agent: Some(agent), scenario: None };
        let releases = self.releases(filter)?;
        Ok(releases.into_iter().find(|release| release.yanked.is_none() && wanted.matches(&release.version)))
    }
}

/// A release by its id.
pub(super) fn find(connection: &Connection, id: ReleaseId) -> Result<Release> {
    let find = connection.prepare_cached(&format!("{SELECT} WHERE release.id = ?1"))?.query_row([id], read).optional();
    find?.ok_or(Error::UnknownRelease { release: id })
}

fn publish(transaction: &Transaction<'_>, by: &Actor, new: &NewRelease<'_>) -> Result<Published> {
    let vendor = vendor::known(transaction, new.vendor)?;
    let agent = agent::ensure(transaction, by, (vendor, new.vendor), new.agent)?;
    let offered = Digest::of(new.component);
    let subject = format!("{}/{}@{}", new.vendor, new.agent, new.version);
    let sign = |id| vendor_key::sign(transaction, by, (vendor, new.vendor), (id, &subject, offered), new.origin);
    if let Some(id) = there(transaction, (new.vendor, new.agent), new.version, offered)? {
        sign(id)?;
        return Ok(Published::AlreadyThere(id));
    }
    let precedence = precedence(new.version);
    let digest = blob::put(transaction, new.component)?;
    transaction.execute(
        "INSERT INTO release (agent, version, precedence, digest, profile, admission, at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            agent,
            new.version.to_string(),
            precedence,
            digest,
            column::to_json(new.profile)?,
            new.admission.to_string(),
            clock::now()
        ],
    )?;
    let id = ReleaseId::new(transaction.last_insert_rowid());
    let detail = json!({ "digest": digest, "size": new.component.len(), "scenarios": new.profile.scenarios });
    audit::append(transaction, &Entry { actor: by, action: "release.published", subject: &subject, detail })?;
    sign(id)?;
    Ok(Published::Now(id))
}

/// The version without its build metadata, by which two that semver holds equal are one.
fn precedence(version: &Version) -> String {
    Version { build: BuildMetadata::EMPTY, ..version.clone() }.to_string()
}

/// The release that has this version with this component; none where the version is free, and an error where it is taken.
fn there(
    connection: &Connection,
    (vendor, agent): (&str, &str),
    wanted: &Version,
    offered: Digest,
) -> Result<Option<ReleaseId>> {
    let sql = "SELECT release.id, version, digest FROM release JOIN agent ON agent.id = release.agent
        JOIN vendor ON vendor.id = agent.vendor WHERE vendor.name = ?1 AND agent.name = ?2 AND precedence = ?3";
    let found = connection
        .query_row(sql, params![vendor, agent, precedence(wanted)], |row| {
            Ok((row.get::<_, ReleaseId>(0)?, row.get::<_, String>(1)?, row.get::<_, Digest>(2)?))
        })
        .optional()?;
    match found {
        None => Ok(None),
        Some((id, version, published)) if published == offered && version == wanted.to_string() => Ok(Some(id)),
        Some((_, version, published)) => {
            Err(Error::VersionTaken { agent: format!("{vendor}/{agent}"), version, published, offered })
        }
    }
}

fn mark(transaction: &Transaction<'_>, by: &Actor, id: ReleaseId, yanked: bool, reason: &str) -> Result<()> {
    let release = find(transaction, id)?;
    transaction.execute(
        "INSERT INTO yank (release, yanked, reason, actor, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, yanked, reason, by.to_string(), clock::now()],
    )?;
    let action = if yanked { "release.yanked" } else { "release.unyanked" };
    let detail = json!({ "reason": reason, "digest": release.digest });
    audit::append(transaction, &Entry { actor: by, action, subject: &release.name(), detail })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_published_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        let Published::Now(id) = registry.publish("linear", "0.1.0", b"one").unwrap() else { panic!() };
        let rows = registry.rows("audit");
        assert_eq!(registry.publish("linear", "0.1.0", b"one").unwrap(), Published::AlreadyThere(id));
        let error = registry.publish("linear", "0.1.0", b"two").unwrap_err();
        let Error::VersionTaken { agent, version, published, offered } = &error else { panic!("{error}") };
        assert_eq!((agent.as_str(), version.as_str()), ("classic/linear", "0.1.0"));
        assert_eq!((*published, *offered), (Digest::of(b"one"), Digest::of(b"two")));
        assert_eq!((registry.rows("release"), registry.rows("blob"), registry.rows("audit")), (1, 1, rows));

        let release = registry.release(id).unwrap();
        assert_eq!((release.name().as_str(), release.size, release.yanked), ("classic/linear@0.1.0", 3, None));
        assert_eq!(registry.blob(release.digest).unwrap(), b"one");
    }

    #[test]
    fn versions_that_differ_in_build_metadata_alone_are_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        registry.publish("linear", "1.0.0+a", b"one").unwrap();
        for version in ["1.0.0+b", "1.0.0"] {
            let error = registry.publish("linear", version, b"one").unwrap_err();
            assert!(matches!(&error, Error::VersionTaken { version, .. } if version == "1.0.0+a"), "{error}");
        }
        registry.publish("linear", "1.0.0-rc.1", b"one").unwrap();
    }

    #[test]
    fn a_refused_release_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        registry.publish("linear", "0.1.0", b"one").unwrap();
        let before = (registry.rows("agent"), registry.rows("blob"), registry.rows("audit"));
        assert!(matches!(registry.publish("Forest", "0.1.0", b"two"), Err(Error::BadName { noun: "agent", .. })));
        let nobody = registry.publish_release(
            &Actor::operator(),
            &NewRelease {
                vendor: "nobody",
                agent: "a",
                version: &Version::new(1, 0, 0),
                component: b"three",
                profile: &registry.releases(ReleaseFilter::default()).unwrap()[0].profile.clone(),
                admission: &Value::Null,
                origin: Origin::Outside(None),
            },
        );
        assert!(matches!(nobody, Err(Error::UnknownVendor { .. })));
        assert_eq!((registry.rows("agent"), registry.rows("blob"), registry.rows("audit")), before);
    }

    #[test]
    fn releases_are_listed_and_resolved_from_the_newest_down() {
        let folder = tempfile::tempdir().unwrap();
        let mut registry = Registry::create_in(&folder);
        for version in ["0.9.0", "0.10.0", "0.2.0"] {
            registry.publish("linear", version, version.as_bytes()).unwrap();
        }
        registry.publish("forest", "1.0.0", b"forest").unwrap();
        let names = |filter| {
            let releases = registry.releases(filter).unwrap();
            releases.iter().map(Release::name).collect::<Vec<_>>().join(" ")
        };
        let all = "classic/forest@1.0.0 classic/linear@0.10.0 classic/linear@0.9.0 classic/linear@0.2.0";
        assert_eq!(names(ReleaseFilter::default()), all);
        assert_eq!(names(ReleaseFilter { scenario: Some("addition"), ..ReleaseFilter::default() }), all);
        assert_eq!(
            names(ReleaseFilter { scenario: Some("forest"), ..ReleaseFilter::default() }),
            "classic/forest@1.0.0"
        );
        assert_eq!(names(ReleaseFilter { vendor: Some("other"), ..ReleaseFilter::default() }), "");
        let forest = ReleaseFilter { vendor: Some("classic"), agent: Some("forest"), scenario: None };
        assert_eq!(names(forest), "classic/forest@1.0.0");

        let resolve = |registry: &Registry, wanted: &str| {
            let found = registry.resolve_release("classic", "linear", &wanted.parse().unwrap()).unwrap();
            found.map(|release| release.version.to_string())
        };
        registry.publish("linear", "1.0.0-rc.1", b"candidate").unwrap();
        assert_eq!(
            resolve(&registry, ">=0.1").as_deref(),
            Some("0.10.0"),
            "a pre-release takes part where it is named"
        );
        assert_eq!(resolve(&registry, "=1.0.0-rc.1").as_deref(), Some("1.0.0-rc.1"));
        assert_eq!(resolve(&registry, "*").as_deref(), Some("0.10.0"));
        assert_eq!(resolve(&registry, "<0.9").as_deref(), Some("0.2.0"));
        assert_eq!(resolve(&registry, "1"), None);
        let newest = registry.releases(ReleaseFilter::default()).unwrap()[2].id;
        registry.yank(&Actor::operator(), newest, "leaks").unwrap();
        assert_eq!(resolve(&registry, "*").as_deref(), Some("0.9.0"));
        assert_eq!(registry.release(newest).unwrap().yanked.as_deref(), Some("leaks"));
        registry.unyank(&Actor::operator(), newest, "mended").unwrap();
        assert_eq!(resolve(&registry, "*").as_deref(), Some("0.10.0"));
        assert_eq!(registry.rows("yank"), 2);
        assert!(matches!(registry.yank(&Actor::operator(), ReleaseId::new(99), ""), Err(Error::UnknownRelease { .. })));
    }
}
