//! Environment, clocks, randomness, standard streams, sleep and exit.

use crate::bindings::wasi::cli::environment::{get_arguments, get_environment, initial_cwd};
use crate::bindings::wasi::cli::{stderr, stdin, stdout};
use crate::bindings::wasi::clocks::{monotonic_clock, wall_clock};
use crate::bindings::wasi::io::streams::OutputStream;
use crate::bindings::wasi::random::{insecure, insecure_seed, random as secure};
use serde_json::{Value, json};

/// Environment variables, arguments and working directory.
pub fn environment() -> Value {
    json!({"variables": get_environment(), "arguments": get_arguments(), "directory": initial_cwd()})
}

/// Each clock read twice with some work between: wall-clock seconds and nanoseconds, monotonic nanoseconds.
pub fn clocks() -> Value {
    let read = || {
        let wall = wall_clock::now();
        (wall.seconds, wall.nanoseconds, monotonic_clock::now())
    };
    let first = read();
    std::hint::black_box((0..100_000_u64).fold(0, |sum, step| std::hint::black_box(sum ^ step)));
    let second = read();
    let show = |(seconds, nanoseconds, monotonic)| json!({"wall-seconds": seconds, "wall-nanoseconds": nanoseconds, "monotonic": monotonic});
    json!({"first": show(first), "second": show(second)})
}

/// 16 bytes from each source, twice, and the seed meant for hash tables, twice.
pub fn random() -> Value {
    let twice = |bytes: fn(u64) -> Vec<u8>| [hex(&bytes(16)), hex(&bytes(16))];
    let seed = || {
        let (low, high) = insecure_seed::insecure_seed();
        format!("{low:016x}{high:016x}")
    };
    json!({
        "secure": twice(secure::get_random_bytes),
        "number": [secure::get_random_u64().to_string(), secure::get_random_u64().to_string()],
        "insecure": twice(insecure::get_insecure_random_bytes),
        "seed": [seed(), seed()],
    })
}

/// Asks for a megabyte of random bytes a thousand times.
pub fn random_flood() -> Value {
    let total: usize = (0..1000).map(|_| secure::get_random_bytes(1 << 20).len()).sum();
    json!({"bytes": total})
}

/// Bytes in hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What standard input gives, and whether a line is taken by standard output and error.
pub fn streams() -> Value {
    let input = match stdin::get_stdin().blocking_read(64) {
        Ok(bytes) => json!({"bytes": bytes.len()}),
        Err(error) => json!({"error": format!("{error:?}")}),
    };
    let line = |stream: OutputStream| match stream.blocking_write_and_flush(b"wasi-probe was here\n") {
        Ok(()) => json!("taken"),
        Err(error) => json!({"error": format!("{error:?}")}),
    };
    json!({"input": input, "output": line(stdout::get_stdout()), "error": line(stderr::get_stderr())})
}

/// Waits an hour.
pub fn sleep() -> Value {
    const HOUR: u64 = 3_600_000_000_000;
    let before = monotonic_clock::now();
    monotonic_clock::subscribe_duration(HOUR).block();
    json!({"asked": HOUR, "passed": monotonic_clock::now() - before})
}

/// Ends the program with success.
pub fn exit() -> Value {
    crate::bindings::wasi::cli::exit::exit(Ok(()));
    json!({"exit": "returned"})
}
