//! What stands out of the ordinary lines: faults, and things that look like one and are not.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::stream::{Stream, TIMED, address, user};

/// A fault that the answer must name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    ErrorBurst,
    RestartLoop,
    LoginAttack,
    Slowdown,
    Stall,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 5] = [Self::ErrorBurst, Self::RestartLoop, Self::LoginAttack, Self::Slowdown, Self::Stall];

    /// Its name in the contract.
    pub fn name(self) -> &'static str {
        match self {
            Self::ErrorBurst => "error-burst",
            Self::RestartLoop => "restart-loop",
            Self::LoginAttack => "login-attack",
            Self::Slowdown => "slowdown",
            Self::Stall => "stall",
        }
    }

    /// Writes the fault and gives its first and last line. A faint one is shorter and nearer to the ordinary.
    pub fn write(self, rng: &mut ChaCha8Rng, stream: &mut Stream, faint: bool) -> (usize, usize) {
        match self {
            Self::ErrorBurst => error_burst(rng, stream, faint),
            Self::RestartLoop => restart_loop(rng, stream, faint),
            Self::LoginAttack => login_attack(rng, stream, faint),
            Self::Slowdown => slowdown(rng, stream, faint),
            Self::Stall => stall(rng, stream, faint),
        }
    }
}

/// Writes `count` lines by `line`, ordinary ones in between, and gives the first and last of them.
fn among(
    rng: &mut ChaCha8Rng,
    stream: &mut Stream,
    (count, between): (usize, f64),
    mut line: impl FnMut(&mut ChaCha8Rng, &mut Stream, usize),
) -> (usize, usize) {
    let first = stream.len() + 1;
    for index in 0..count {
        line(rng, stream, index);
        while index + 1 < count && rng.random_bool(between) {
            stream.ordinary(rng);
        }
    }
    (first, stream.len())
}

fn error_burst(rng: &mut ChaCha8Rng, stream: &mut Stream, faint: bool) -> (usize, usize) {
    const KINDS: [(&str, &str, &str); 8] = [
        ("ERROR", "order", "数据库连接被拒绝 host=#:3306"),
        ("ERROR", "pay", "连接池耗尽 active=50 idle=0 txn=#"),
        ("WARN", "stock", "缓存节点 # 不可达，降级读库"),
        ("ERROR", "gateway", "upstream order timeout after 3000ms id=#"),
        ("WARN", "db", "检测到死锁，事务 # 已回滚"),
        ("ERROR", "job", "no space left on device: /data/tmp/#.part"),
        ("WARN", "order", "消息投递失败 topic=order-paid offset=#，已入重试队列"),
        ("FATAL", "pay", "证书校验失败，渠道握手中断 id=#"),
    ];
    let (level, service, text) = KINDS[rng.random_range(0..KINDS.len())];
    let count = if faint { rng.random_range(4..7) } else { rng.random_range(7..16) };
    among(rng, stream, (count, if faint { 0.6 } else { 0.4 }), |rng, stream, _| {
        let id = rng.random_range(100_000..999_999).to_string();
        stream.write(rng, level, service, &text.replace('#', &id));
    })
}

/// Starts that never get ready; the planned restart of [`planned_restart`] does.
fn restart_loop(rng: &mut ChaCha8Rng, stream: &mut Stream, faint: bool) -> (usize, usize) {
    let service = TIMED[rng.random_range(0..TIMED.len())];
    let rounds = if faint { 2 } else { rng.random_range(3..6) };
    among(rng, stream, (rounds * 2, 0.45), |rng, stream, index| {
        let pid = rng.random_range(1000..32_000);
        if index % 2 == 0 {
            stream.write(rng, "INFO", service, &format!("服务启动中 pid={pid}"));
        } else {
            stream.write(rng, "INFO", service, &format!("加载配置 version={}", pid % 90));
        }
    })
}

fn login_attack(rng: &mut ChaCha8Rng, stream: &mut Stream, faint: bool) -> (usize, usize) {
    let address = address(rng);
    let count = if faint { rng.random_range(6..9) } else { rng.random_range(10..22) };
    among(rng, stream, (count, 0.45), |rng, stream, _| {
        let user = user(rng);
        stream.write(rng, "WARN", "auth", &format!("用户 {user} 登录失败：密码错误 ip={address}"));
    })
}

fn slowdown(rng: &mut ChaCha8Rng, stream: &mut Stream, faint: bool) -> (usize, usize) {
    let service = TIMED[rng.random_range(0..TIMED.len())];
    let factor = if faint { rng.random_range(16..26) } else { rng.random_range(40..110) };
    let count = rng.random_range(8..16);
    among(rng, stream, (count, 0.4), |rng, stream, _| stream.timed(rng, service, f64::from(factor) / 10.0))
}

/// Silence: the lines before and after it.
fn stall(rng: &mut ChaCha8Rng, stream: &mut Stream, faint: bool) -> (usize, usize) {
    stream.ordinary(rng);
    let first = stream.len();
    stream.wait(if faint { rng.random_range(12_000..20_000) } else { rng.random_range(30_000..240_000) });
    stream.ordinary(rng);
    (first, stream.len())
}

/// Something that stands out and is no fault.
pub fn harmless(rng: &mut ChaCha8Rng, stream: &mut Stream) {
    match rng.random_range(0..6) {
        0 => planned_restart(rng, stream),
        1 => forgotten_password(rng, stream),
        2 => {
            let (days, count) = (rng.random_range(10..30), rng.random_range(3..6));
            among(rng, stream, (count, 0.5), |rng, stream, _| {
                let host = rng.random_range(1..40);
                stream.write(rng, "INFO", "job", &format!("节点 node-{host} 证书将于 {days} 天后到期，已生成续期工单"));
            });
        }
        3 => {
            let level = rng.random_range(1..9);
            stream.write(rng, "WARN", "order", &format!("配置热更新 gray-level={level} 生效"));
        }
        4 => {
            let service = TIMED[rng.random_range(0..TIMED.len())];
            among(rng, stream, (2, 0.8), |rng, stream, _| stream.timed(rng, service, 7.0));
        }
        // A short pause, as between two waves of visitors.
        _ => {
            stream.wait(rng.random_range(4_000..7_000));
            stream.ordinary(rng);
        }
    }
}

/// A restart that gets ready, as ordinary operation knows it.
pub fn planned_restart(rng: &mut ChaCha8Rng, stream: &mut Stream) {
    let service = TIMED[rng.random_range(0..TIMED.len())];
    let pid = rng.random_range(1000..32_000);
    let steps = [
        ("停止接入流量，计划内重启".to_owned()),
        (format!("服务启动中 pid={pid}")),
        (format!("加载配置 version={}", pid % 90)),
        (format!("服务就绪 pid={pid}")),
    ];
    among(rng, stream, (steps.len(), 0.5), |rng, stream, index| stream.write(rng, "INFO", service, &steps[index]));
}

/// One user who mistypes and then gets in.
pub fn forgotten_password(rng: &mut ChaCha8Rng, stream: &mut Stream) {
    let (user, address) = (user(rng), address(rng));
    let failures = rng.random_range(2..5);
    among(rng, stream, (failures + 1, 0.4), |rng, stream, index| {
        if index < failures {
            stream.write(rng, "WARN", "auth", &format!("用户 {user} 登录失败：密码错误 ip={address}"));
        } else {
            stream.write(rng, "INFO", "auth", &format!("用户 {user} 登录成功 ip={address}"));
        }
    });
}
