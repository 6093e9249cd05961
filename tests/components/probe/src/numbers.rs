//! Work whose result or cost must be the same on any machine.

use serde_json::{Value, json};
use std::hint::black_box;

/// The bit patterns, in hexadecimal, of NaNs made in several ways. With canonical NaNs all are `7ff8000000000000`
/// (`7fc00000` for 32 bits), whatever payload or sign went in.
pub fn nans() -> Value {
    let payload = f64::from_bits(black_box(0xfff8_0000_dead_beef));
    json!({
        "zero-by-zero": hex(black_box(0.0_f64) / black_box(0.0_f64)),
        "root-of-minus-one": hex(black_box(-1.0_f64).sqrt()),
        "infinity-less-infinity": hex(black_box(f64::INFINITY) - black_box(f64::INFINITY)),
        "payload-plus-one": hex(payload + black_box(1.0)),
        "narrow": format!("{:08x}", (black_box(0.0_f32) / black_box(0.0_f32)).to_bits()),
        "narrowed-payload": format!("{:08x}", (payload as f32).to_bits()),
    })
}

/// The bits of a number, in hexadecimal.
fn hex(number: f64) -> String {
    format!("{:016x}", number.to_bits())
}

/// A sum over `steps` steps of division, roots and the library's transcendental functions.
#[inline(never)]
pub fn float_work(steps: u64) -> Value {
    let mut sum = 0.0_f64;
    for step in 1..=steps {
        let x = step as f64;
        sum += x.sqrt().sin() / x + (x / (x + 1.0)).exp().ln_1p();
        sum = sum.mul_add(0.999, (x * 0.1).tanh());
    }
    json!({"sum": sum, "bits": hex(sum)})
}

/// `steps` steps of a xorshift generator, with the number that it comes to.
#[inline(never)]
pub fn count(steps: u64) -> Value {
    let mut state = black_box(0x9e37_79b9_7f4a_7c15_u64);
    for _ in 0..steps {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
    }
    json!({"steps": steps, "state": format!("{state:016x}")})
}
