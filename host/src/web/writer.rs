//! The one connection of this process that writes, held only while there is something to write.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::registry::{self, Registry};

/// The writing connection, when it is open.
#[derive(Debug, Default)]
pub(super) struct Writer(Mutex<Option<Held>>);

#[derive(Debug)]
struct Held {
    registry: Registry,
    used: Instant,
}

impl Writer {
    /// How long an unused connection is held before a command of this machine may have its turn.
    pub(super) const LINGERS: Duration = Duration::from_millis(500);

    /// How long another process's turn is waited for.
    const PATIENCE: Duration = Duration::from_secs(10);

    /// Does one piece of work, after those that came before it.
    pub(super) fn write<T, E: From<registry::Error>>(
        &self,
        db: &Path,
        work: impl FnOnce(&mut Registry) -> Result<T, E>,
    ) -> Result<T, E> {
        // A panic in some work left the registry whole: its transaction was taken back.
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let open = match held.take() {
            Some(open) => open,
            None => Held { registry: Registry::open_in_turn(db, Self::PATIENCE, |_| ())?, used: Instant::now() },
        };
        let open = held.insert(open);
        let done = work(&mut open.registry);
        open.used = Instant::now();
        done
    }

    /// Closes the connection at once.
    pub(super) fn close(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Closes the connection where it has lingered unused; busy ones close after their own work.
    pub(super) fn let_go(&self) {
        if let Ok(mut held) = self.0.try_lock()
            && held.as_ref().is_some_and(|held| held.used.elapsed() >= Self::LINGERS)
        {
            *held = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;
    use crate::registry::{Actor, Mode};

    #[test]
    fn it_lets_go_of_the_registry_only_when_it_has_lingered() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("registry.db");
        let writer = Writer::default();
        let make = |name: &'static str| {
            writer.write(&db, |registry| registry.ensure_vendor(&Actor::system(), name)).unwrap();
        };
        make("classic");
        make("rules");
        assert!(matches!(Registry::open(&db, Mode::Write), Err(registry::Error::Locked { .. })));
        thread::sleep(Writer::LINGERS);
        writer.let_go();
        assert_eq!(Registry::open(&db, Mode::Write).unwrap().vendors().unwrap(), ["classic", "rules"]);
        make("signal");
    }

    #[test]
    fn a_panic_leaves_the_writer_usable() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("registry.db");
        let writer = Writer::default();
        let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            writer.write(&db, |_| -> Result<(), registry::Error> { panic!("a fault") })
        }));
        assert!(broken.is_err());
        writer.write(&db, |registry| registry.ensure_vendor(&Actor::system(), "classic")).unwrap();
    }
}
