//! Lines of a shop's services as they are written day by day, and the clock that stamps them.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// The services whose lines carry a duration, which a slowdown can stretch.
pub const TIMED: [&str; 4] = ["gateway", "order", "stock", "pay"];

/// A log that grows.
#[derive(Debug)]
pub struct Stream {
    /// Milliseconds since midnight.
    clock: u64,
    lines: Vec<String>,
    heartbeat: u32,
}

impl Stream {
    /// A log that begins at some time in the morning.
    pub fn new(rng: &mut ChaCha8Rng) -> Self {
        let clock = rng.random_range(28_800_000..36_000_000);
        Self { clock, lines: Vec::new(), heartbeat: rng.random_range(1000..9000) }
    }

    /// How many lines there are: also the number of the last one, since lines are counted from 1.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// The lines.
    pub fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// Lets this many milliseconds pass.
    pub fn wait(&mut self, milliseconds: u64) {
        self.clock += milliseconds;
    }

    /// Writes a line some time after the last one.
    pub fn write(&mut self, rng: &mut ChaCha8Rng, level: &str, service: &str, message: &str) {
        self.clock += rng.random_range(20..1400);
        let seconds = self.clock / 1000;
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let millisecond = self.clock % 1000;
        self.lines.push(format!("{hour:02}:{minute:02}:{second:02}.{millisecond:03} {level} [{service}] {message}"));
    }

    /// Writes one ordinary line.
    pub fn ordinary(&mut self, rng: &mut ChaCha8Rng) {
        match rng.random_range(0..100) {
            0..=51 => {
                let service = TIMED[rng.random_range(0..TIMED.len())];
                self.timed(rng, service, 1.0);
            }
            52..=61 => {
                let (user, address) = (user(rng), address(rng));
                self.write(rng, "INFO", "auth", &format!("用户 {user} 登录成功 ip={address}"));
            }
            62..=63 => {
                let (user, address) = (user(rng), address(rng));
                self.write(rng, "WARN", "auth", &format!("用户 {user} 登录失败：密码错误 ip={address}"));
            }
            64..=79 => {
                let (active, idle) = (rng.random_range(4..22), rng.random_range(10..40));
                self.write(rng, "INFO", "db", &format!("pool active={active} idle={idle} waiting=0"));
            }
            80..=91 => {
                self.heartbeat += 1;
                let sequence = self.heartbeat;
                self.write(rng, "INFO", "scheduler", &format!("heartbeat ok seq={sequence}"));
            }
            92..=93 => {
                let (rows, cost) = (rng.random_range(200..5000), rng.random_range(1800..5200));
                self.write(rng, "INFO", "job", &format!("对账批次完成 rows={rows} cost={cost}ms"));
            }
            94..=96 => {
                let id = rng.random_range(100_000..999_999);
                self.write(rng, "WARN", "pay", &format!("txn {id:x} 渠道应答慢，第1次重试后成功"));
            }
            _ => {
                let id = rng.random_range(100_000..999_999);
                self.write(rng, "ERROR", "gateway", &format!("请求 {id} 被拒绝：签名无效"));
            }
        }
    }

    /// Writes a line of a service whose lines carry a duration, stretched by `factor`.
    pub fn timed(&mut self, rng: &mut ChaCha8Rng, service: &str, factor: f64) {
        let id = rng.random_range(100_000..999_999);
        // Of hundred requests one is slow for reasons of its own.
        let own = if rng.random_bool(0.01) { 6.0 } else { 1.0 };
        let mut cost = |least: u32, most: u32| whole(f64::from(rng.random_range(least..most)) * factor * own);
        let message = match service {
            "gateway" => format!("GET /api/goods/{id} 200 {}ms", cost(12, 70)),
            "order" => format!("订单 {id} 已创建 cost={}ms", cost(30, 120)),
            "stock" => format!("sku {id} 预占成功 cost={}ms", cost(8, 45)),
            _ => format!("txn {id:x} 验签通过 cost={}ms", cost(60, 190)),
        };
        self.write(rng, "INFO", service, &message);
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive and small")]
fn whole(value: f64) -> u32 {
    value.round() as u32
}

/// A made-up account.
pub fn user(rng: &mut ChaCha8Rng) -> String {
    format!("u{}", rng.random_range(10_000..99_999))
}

/// An address from the blocks kept for documents (RFC 5737).
pub fn address(rng: &mut ChaCha8Rng) -> String {
    let block = ["192.0.2", "198.51.100", "203.0.113"][rng.random_range(0..3)];
    format!("{block}.{}", rng.random_range(1..255))
}
