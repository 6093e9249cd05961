//! Memory: taking all of it, and looking for what an earlier call may have left.

use serde_json::{Value, json};
use std::hint::black_box;
use std::sync::Mutex;

/// What a call leaves in a static for the next one, if the instance is used again.
static LEFT: Mutex<String> = Mutex::new(String::new());

/// Takes memory MiB by MiB, at most `most`, and writes to each page. Where no more is given, Rust's allocator aborts.
#[inline(never)]
pub fn allocate(most: u64) -> Value {
    const MIB: usize = 1 << 20;
    let mut taken: Vec<Vec<u8>> = Vec::new();
    while (taken.len() as u64) < most {
        let mut block = vec![0_u8; MIB];
        block.iter_mut().step_by(4096).for_each(|byte| *byte = 1);
        taken.push(black_box(block));
    }
    json!({"mib": taken.len()})
}

/// Reports what is found in the static and in fresh pages of memory, then writes to both.
pub fn remember(words: &str) -> Value {
    let found = match LEFT.lock() {
        Ok(mut left) => std::mem::replace(&mut *left, words.to_owned()),
        Err(poisoned) => poisoned.into_inner().clone(),
    };
    json!({"found": found, "dirty-bytes": dirty_bytes()})
}

/// Grows the memory by 4 pages, counts the bytes in them that are not zero, and fills them.
///
/// Fresh pages must read as zero: a pool that hands memory out again without wiping it would show here.
#[cfg(target_arch = "wasm32")]
fn dirty_bytes() -> Option<usize> {
    use core::arch::wasm32::memory_grow;
    const PAGES: usize = 4;
    const PAGE: usize = 65_536;
    let before = memory_grow::<0>(PAGES);
    if before == usize::MAX {
        return None;
    }
    // SAFETY: these pages were made just now and belong to nobody else: the allocator grows by its own calls.
    let pages = unsafe { core::slice::from_raw_parts_mut((before * PAGE) as *mut u8, PAGES * PAGE) };
    let dirty = pages.iter().filter(|byte| **byte != 0).count();
    pages.fill(0xa5);
    black_box(pages);
    Some(dirty)
}

/// Natively there are no pages to look at.
#[cfg(not(target_arch = "wasm32"))]
fn dirty_bytes() -> Option<usize> {
    None
}
