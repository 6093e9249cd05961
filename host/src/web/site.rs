//! What all pages share.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::problem::Problem;
use super::writer::Writer;
use crate::catalogue::Entry;
use crate::registry::{self, Mode, Registry};

/// What all pages share: the registry's file, the catalogue that the binary carries, and who can reach the pages.
#[derive(Debug, Clone)]
pub struct Site(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    db: PathBuf,
    /// A connection to the registry that was checked when it was opened; readers are opened from it.
    checked: Mutex<Option<Registry>>,
    writer: Writer,
    catalogue: Vec<Entry>,
    is_local: bool,
    is_https: bool,
}

impl Site {
    /// A site over the registry at this path, listening on this address, behind HTTPS or not. The registry need not be there
    /// yet.
    pub fn new(db: PathBuf, catalogue: Vec<Entry>, host: IpAddr, is_https: bool) -> Self {
        Self(Arc::new(Shared {
            db,
            checked: Mutex::new(None),
            writer: Writer::default(),
            catalogue,
            is_local: host.to_canonical().is_loopback(),
            is_https,
        }))
    }

    /// Whether only people at this machine can reach the pages: hidden cases are shown to no one else.
    pub fn is_local(&self) -> bool {
        self.0.is_local
    }

    /// Whether people reach the pages by HTTPS, so that cookies need never go without.
    pub fn is_https(&self) -> bool {
        self.0.is_https
    }

    /// A link to become the first operator, as a path; none where there is one.
    ///
    /// # Errors
    /// Those of opening the registry for writing, which makes it where it is absent.
    pub async fn first_operator(&self) -> Result<Option<String>, registry::Error> {
        let there = self.read(|registry| Ok(registry.has_operator()?)).await;
        if matches!(there, Ok(Some(true))) {
            return Ok(None);
        }
        let until = Timestamp::now() + SignedDuration::from_hours(24);
        let link = self.write(move |registry| registry.invite_first_operator(until)).await?;
        Ok(link.map(|link| format!("/invitations/{}", link.expose())))
    }

    /// The catalogue that the binary carries.
    pub fn catalogue(&self) -> &[Entry] {
        &self.0.catalogue
    }

    /// Reads from the registry, away from the threads that answer requests; `None` where there is no registry yet.
    ///
    /// Each reading has a connection of its own: opening one takes well under a millisecond, and a registry that was
    /// made, moved or put back meanwhile is seen at once.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Registry) -> Result<T, Problem> + Send + 'static,
    ) -> Result<Option<T>, Problem> {
        let shared = Arc::clone(&self.0);
        let read = tokio::task::spawn_blocking(move || match shared.reader() {
            Ok(registry) => work(&registry).map(Some),
            // An older one is being made at this moment: `check` has seen to any other.
            Err(registry::Error::Absent { .. } | registry::Error::OlderSchema { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        });
        read.await.unwrap_or_else(|error| Err(Problem::Broken(error.to_string())))
    }

    /// Changes the registry, away from the threads that answer requests. Writes come one after another; the registry is
    /// opened for writing when there is something to write and let go a moment after, so that commands of this machine
    /// can write too.
    ///
    /// # Errors
    /// Those of the work, and of opening the registry: [`registry::Error::Locked`] where another process keeps it.
    pub(super) async fn write<T: Send + 'static, E: From<registry::Error> + Send + 'static>(
        &self,
        work: impl FnOnce(&mut Registry) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E> {
        let shared = Arc::clone(&self.0);
        let written = tokio::task::spawn_blocking(move || shared.writer.write(&shared.db, work)).await;
        let shared = Arc::clone(&self.0);
        tokio::spawn(async move {
            tokio::time::sleep(Writer::LINGERS).await;
            shared.writer.let_go();
        });
        match written {
            Ok(written) => written,
            // The work panicked, which is a fault of this program: said where such faults are, in the log.
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }

    /// Opens and checks the registry as `serve` begins, and brings an older one up to date; `false` where there is none yet.
    ///
    /// # Errors
    /// As [`Registry::open`], but for a registry that is absent.
    pub fn check(&self) -> Result<bool, registry::Error> {
        match self.0.reader() {
            Ok(_) => Ok(true),
            Err(registry::Error::Absent { .. }) => Ok(false),
            Err(registry::Error::OlderSchema { .. }) => self.0.writer.write(&self.0.db, |_| Ok(true)).inspect(|_| {
                self.0.writer.close();
            }),
            Err(error) => Err(error),
        }
    }
}

impl Shared {
    /// A new connection.
    fn reader(&self) -> Result<Registry, registry::Error> {
        let mut checked = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(checked) = checked.as_ref() {
            return checked.reader();
        }
        let opened = Registry::open(&self.db, Mode::Read)?;
        checked.insert(opened).reader()
    }
}
