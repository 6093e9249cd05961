//! Random bytes from the call's seed: the same for the same seed, on every machine, in every release.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest as _, Sha256};
use wasmtime::component::LinkerInstance;

use super::Cx;
use crate::sandbox::guest::{Guest, charge};

/// The most bytes given at once: no single call into the host may take long.
const MOST: u64 = 1 << 20;

/// One stream of bytes for all of the random interfaces.
pub(super) struct Random(ChaCha20Rng);

impl Random {
    /// The whole key comes from a hash and not from the library's own way of stretching a seed, which a later release
    /// of it may change.
    pub(super) fn new(seed: u64) -> Self {
        let key = Sha256::new().chain_update(b"tongtai agent random 1").chain_update(seed.to_le_bytes()).finalize();
        Self(ChaCha20Rng::from_seed(key.into()))
    }

    fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = vec![0; count];
        self.0.fill_bytes(&mut bytes);
        bytes
    }
}

fn bytes(mut cx: Cx<'_>, (count,): (u64,)) -> wasmtime::Result<(Vec<u8>,)> {
    if count > MOST {
        wasmtime::bail!("asked for {count} random bytes at once, the most is {MOST}");
    }
    let count = usize::try_from(count)?;
    charge(&mut cx, count)?;
    Ok((random(&mut cx).bytes(count),))
}

fn random<'a>(cx: &'a mut Cx<'_>) -> &'a mut Random {
    &mut cx.data_mut().stand_ins().random
}

pub(super) fn link(instance: &mut LinkerInstance<'_, Guest>) -> wasmtime::Result<()> {
    for name in ["get-random-bytes", "get-insecure-random-bytes"] {
        instance.func_wrap(name, bytes)?;
    }
    for name in ["get-random-u64", "get-insecure-random-u64"] {
        instance.func_wrap(name, |mut cx: Cx<'_>, (): ()| Ok((random(&mut cx).0.next_u64(),)))?;
    }
    instance.func_wrap("insecure-seed", |mut cx: Cx<'_>, (): ()| {
        let random = random(&mut cx);
        Ok(((random.0.next_u64(), random.0.next_u64()),))
    })
}
