//! Time that stands still but for what the agent does: each look at a clock moves it on by a microsecond, and waiting
//! moves it on by what was waited for and returns at once.

use wasmtime::component::{ComponentType, LinkerInstance, Lower, Resource};

use super::Cx;
use crate::sandbox::guest::Guest;

/// Where the monotonic clock starts: an hour, in nanoseconds. Toolchains that run an interpreter's start-up at build time
/// keep that run's first seconds as their origin, and would else see time before it.
const START: u64 = 3_600 * SECOND;
/// What the wall clock shows then: 2026-01-01 00:00:00 UTC, in seconds since 1970.
const START_SECONDS: u64 = 1_767_225_600;
/// Nanoseconds by which a look moves the clock on, so that an agent that spins until a moment comes to it.
const STEP: u64 = 1_000;
const SECOND: u64 = 1_000_000_000;

/// Something that becomes ready. `0` stands for what is ready at once, `n` for the timer `n - 1`.
pub(super) struct Pollable;

/// The virtual clock and its timers.
pub(super) struct Clock {
    /// What the monotonic clock shows, in nanoseconds.
    now: u64,
    /// When each timer is due; none where the place is free.
    timers: Vec<Option<u64>>,
    free: Vec<u32>,
}

impl Default for Clock {
    fn default() -> Self {
        Self { now: START, timers: Vec::new(), free: Vec::new() }
    }
}

impl Clock {
    fn look(&mut self) -> u64 {
        self.now = self.now.saturating_add(STEP);
        self.now
    }

    fn timer(&mut self, due: u64) -> u32 {
        if let Some(rep) = self.free.pop() {
            self.timers[rep as usize - 1] = Some(due);
            return rep;
        }
        self.timers.push(Some(due));
        // The engine lets an instance hold far fewer handles than fit.
        u32::try_from(self.timers.len()).unwrap_or(u32::MAX)
    }

    fn due(&self, rep: u32) -> u64 {
        let place = (rep as usize).checked_sub(1);
        place.and_then(|place| self.timers.get(place).copied().flatten()).unwrap_or(0)
    }

    fn wait(&mut self, until: u64) {
        self.now = self.now.max(until);
    }

    pub(super) fn forget(&mut self, rep: u32) {
        let place = (rep as usize).checked_sub(1);
        if let Some(timer) = place.and_then(|place| self.timers.get_mut(place)) {
            *timer = None;
            self.free.push(rep);
        }
    }

    /// Which of these are ready; where none is, the earliest is waited for.
    fn poll(&mut self, reps: &[u32]) -> Vec<u32> {
        let earliest = reps.iter().map(|rep| self.due(*rep)).min().unwrap_or(0);
        self.wait(earliest);
        let ready = |(_, rep): &(usize, &u32)| self.due(**rep) <= self.now;
        reps.iter().enumerate().filter(ready).filter_map(|(at, _)| u32::try_from(at).ok()).collect()
    }
}

#[derive(ComponentType, Lower)]
#[component(record)]
struct Datetime {
    seconds: u64,
    nanoseconds: u32,
}

fn clock<'a>(cx: &'a mut Cx<'_>) -> &'a mut Clock {
    &mut cx.data_mut().stand_ins().clock
}

pub(super) fn link_monotonic(instance: &mut LinkerInstance<'_, Guest>) -> wasmtime::Result<()> {
    instance.func_wrap("now", |mut cx: Cx<'_>, (): ()| Ok((clock(&mut cx).look(),)))?;
    instance.func_wrap("resolution", |_: Cx<'_>, (): ()| Ok((STEP,)))?;
    instance.func_wrap("subscribe-instant", |mut cx: Cx<'_>, (when,): (u64,)| {
        Ok((Resource::<Pollable>::new_own(clock(&mut cx).timer(when)),))
    })?;
    instance.func_wrap("subscribe-duration", |mut cx: Cx<'_>, (length,): (u64,)| {
        let clock = clock(&mut cx);
        let due = clock.now.saturating_add(length);
        Ok((Resource::<Pollable>::new_own(clock.timer(due)),))
    })
}

pub(super) fn link_wall(instance: &mut LinkerInstance<'_, Guest>) -> wasmtime::Result<()> {
    instance.func_wrap("now", |mut cx: Cx<'_>, (): ()| {
        let since = clock(&mut cx).look() - START;
        let nanoseconds = u32::try_from(since % SECOND).unwrap_or(0);
        Ok((Datetime { seconds: START_SECONDS + since / SECOND, nanoseconds },))
    })?;
    instance.func_wrap("resolution", |_: Cx<'_>, (): ()| {
        Ok((Datetime { seconds: 0, nanoseconds: u32::try_from(STEP).unwrap_or(0) },))
    })
}

pub(super) fn link_poll(instance: &mut LinkerInstance<'_, Guest>) -> wasmtime::Result<()> {
    instance.func_wrap("[method]pollable.ready", |mut cx: Cx<'_>, (it,): (Resource<Pollable>,)| {
        let clock = clock(&mut cx);
        Ok((clock.due(it.rep()) <= clock.look(),))
    })?;
    instance.func_wrap("[method]pollable.block", |mut cx: Cx<'_>, (it,): (Resource<Pollable>,)| {
        let clock = clock(&mut cx);
        clock.wait(clock.due(it.rep()));
        Ok(())
    })?;
    instance.func_wrap("poll", |mut cx: Cx<'_>, (list,): (Vec<Resource<Pollable>>,)| {
        if list.is_empty() {
            wasmtime::bail!("poll of an empty list");
        }
        let reps: Vec<u32> = list.iter().map(Resource::rep).collect();
        Ok((clock(&mut cx).poll(&reps),))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_moves_the_clock_to_the_earliest_timer() {
        let mut clock = Clock::default();
        let (hour, minute) = (clock.timer(START + 3600 * SECOND), clock.timer(START + 60 * SECOND));
        assert_eq!(clock.poll(&[hour, minute]), [1]);
        assert_eq!(clock.now, START + 60 * SECOND);
        assert_eq!(clock.poll(&[hour, minute, 0]), [1, 2], "what is ready is not waited past");
        assert_eq!(clock.poll(&[hour]), [0]);
        assert_eq!(clock.now, START + 3600 * SECOND);
    }

    #[test]
    fn places_of_dropped_timers_are_used_again() {
        let mut clock = Clock::default();
        let first = clock.timer(5);
        clock.forget(first);
        assert_eq!(clock.timer(7), first);
        assert_eq!(clock.due(first), 7);
        assert_eq!(clock.timers.len(), 1);
    }
}
