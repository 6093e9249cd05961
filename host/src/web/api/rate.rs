//! How often one caller may ask: by token, and without a good one by address, so that tokens made up do not help.
//!
//! Every answer says how much is left (`RateLimit-Limit`, `-Remaining`, `-Reset`: draft-ietf-httpapi-ratelimit-headers up
//! to 07); what is refused says when to try again.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::extract::connect_info::ConnectInfo;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use super::Problem;
use crate::registry::TokenId;
use crate::web::access::Caller;
use crate::web::site::Site;

/// How many requests pass before callers that have not asked of late are forgotten.
const SWEEP: u32 = 1000;

const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Who {
    Token(TokenId),
    Address(IpAddr),
}

impl Who {
    /// Of an address; of the newer sort those that one line usually has count as one.
    fn at(address: IpAddr) -> Self {
        Self::Address(match address.to_canonical() {
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
            }
            address => address,
        })
    }
}

type Limiter = RateLimiter<Who, HashMapStateStore<Who>, DefaultClock, StateInformationMiddleware>;

/// The counts of all callers.
#[derive(Clone)]
pub(super) struct Rate(Option<Arc<Counts>>);

struct Counts {
    limiter: Limiter,
    /// Requests a minute, and as many at once.
    limit: NonZeroU32,
    asked: AtomicU32,
}

/// How a request stands.
struct Standing {
    limit: u32,
    remaining: u32,
    /// Until all may be asked again.
    reset: Duration,
    /// Until one may be asked again, where this one is refused.
    wait: Option<Duration>,
}

impl Rate {
    /// So many requests a minute for each caller; 0 for no limit.
    pub fn per_minute(limit: u32) -> Self {
        Self(NonZeroU32::new(limit).map(|limit| {
            let limiter =
                RateLimiter::hashmap(Quota::per_minute(limit)).with_middleware::<StateInformationMiddleware>();
            Arc::new(Counts { limiter, limit, asked: AtomicU32::new(0) })
        }))
    }

    fn count(&self, who: Who) -> Option<Standing> {
        let Counts { limiter, limit, asked } = self.0.as_deref()?;
        if asked.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            limiter.retain_recent();
        }
        let each = Duration::from_secs(60) / limit.get();
        Some(match limiter.check_key(&who) {
            Ok(snapshot) => {
                let remaining = snapshot.remaining_burst_capacity();
                let reset = each * limit.get().saturating_sub(remaining);
                Standing { limit: limit.get(), remaining, reset, wait: None }
            }
            Err(until) => {
                let wait = until.wait_time_from(DefaultClock::default().now());
                Standing { limit: limit.get(), remaining: 0, reset: Duration::from_secs(60), wait: Some(wait) }
            }
        })
    }
}

/// Refuses what comes too often, and finds who asks.
pub(super) async fn limit(State((site, rate)): State<(Site, Rate)>, mut request: Request, next: Next) -> Response {
    let caller = Caller::of_headers(&site, request.headers()).await.ok().flatten();
    let address = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
    let who = match &caller {
        Some(caller) => Who::Token(caller.token().id),
        None => Who::at(address.unwrap_or(Ipv6Addr::UNSPECIFIED.into())),
    };
    let standing = rate.count(who);
    if let Some(caller) = caller {
        request.extensions_mut().insert(caller);
    }
    let mut response = match standing.as_ref().and_then(|standing| standing.wait) {
        Some(wait) => Problem::TooMany { wait }.into_response(),
        None => next.run(request).await,
    };
    if let Some(Standing { limit, remaining, reset, .. }) = standing {
        let headers = response.headers_mut();
        headers.insert(LIMIT, HeaderValue::from(limit));
        headers.insert(REMAINING, HeaderValue::from(remaining));
        headers.insert(RESET, HeaderValue::from(seconds(reset)));
    }
    response
}

/// Whole seconds, rounded up.
pub(super) fn seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_caller_has_a_count_of_its_own() {
        let rate = Rate::per_minute(2);
        let (one, other) = (Who::Token(TokenId::new(1)), Who::at("192.0.2.1".parse().unwrap()));
        let left = |who| rate.count(who).map(|standing| (standing.remaining, standing.wait.is_some())).unwrap();
        assert_eq!([left(one), left(one), left(one)], [(1, false), (0, false), (0, true)]);
        assert_eq!(left(other), (1, false));
        assert!(Rate::per_minute(0).count(one).is_none());
    }

    #[test]
    fn addresses_of_one_line_count_as_one() {
        let at = |text: &str| Who::at(text.parse().unwrap());
        assert_eq!(at("2001:db8:1:2::3"), at("2001:db8:1:2:ffff::1"));
        assert_ne!(at("2001:db8:1:2::3"), at("2001:db8:1:3::3"));
        assert_eq!(at("::ffff:192.0.2.1"), at("192.0.2.1"));
    }
}
