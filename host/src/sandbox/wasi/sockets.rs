//! The network: there is one to name, and it refuses everything.

use wasmtime::component::{ComponentType, Lift, LinkerInstance, Lower, Resource};

use super::Cx;
use crate::sandbox::guest::Guest;

/// A name for the network, without any right to use it.
pub(super) struct Network;
/// Never given out.
pub(super) struct TcpSocket;
/// Never given out.
pub(super) struct UdpSocket;
/// Never given out.
pub(super) struct ResolveAddressStream;

/// `wasi:sockets/network.error-code`, of which only one is ever returned.
#[derive(Clone, Copy, ComponentType, Lower)]
#[component(enum)]
#[repr(u8)]
#[expect(dead_code, reason = "the type must be whole; only one of its cases is ever returned")]
enum ErrorCode {
    #[component(name = "unknown")]
    Unknown,
    #[component(name = "access-denied")]
    AccessDenied,
    #[component(name = "not-supported")]
    NotSupported,
    #[component(name = "invalid-argument")]
    InvalidArgument,
    #[component(name = "out-of-memory")]
    OutOfMemory,
    #[component(name = "timeout")]
    Timeout,
    #[component(name = "concurrency-conflict")]
    ConcurrencyConflict,
    #[component(name = "not-in-progress")]
    NotInProgress,
    #[component(name = "would-block")]
    WouldBlock,
    #[component(name = "invalid-state")]
    InvalidState,
    #[component(name = "new-socket-limit")]
    NewSocketLimit,
    #[component(name = "address-not-bindable")]
    AddressNotBindable,
    #[component(name = "address-in-use")]
    AddressInUse,
    #[component(name = "remote-unreachable")]
    RemoteUnreachable,
    #[component(name = "connection-refused")]
    ConnectionRefused,
    #[component(name = "connection-reset")]
    ConnectionReset,
    #[component(name = "connection-aborted")]
    ConnectionAborted,
    #[component(name = "datagram-too-large")]
    DatagramTooLarge,
    #[component(name = "name-unresolvable")]
    NameUnresolvable,
    #[component(name = "temporary-resolver-failure")]
    TemporaryResolverFailure,
    #[component(name = "permanent-resolver-failure")]
    PermanentResolverFailure,
}

#[derive(Clone, Copy, ComponentType, Lift)]
#[component(enum)]
#[repr(u8)]
#[expect(dead_code, reason = "made by lifting, never read: both are refused")]
enum AddressFamily {
    #[component(name = "ipv4")]
    Ipv4,
    #[component(name = "ipv6")]
    Ipv6,
}

fn denied<T>() -> wasmtime::Result<(Result<Resource<T>, ErrorCode>,)> {
    Ok((Err(ErrorCode::AccessDenied),))
}

pub(super) fn link(instance: &mut LinkerInstance<'_, Guest>) -> wasmtime::Result<()> {
    instance.func_wrap("instance-network", |_: Cx<'_>, (): ()| Ok((Resource::<Network>::new_own(0),)))?;
    instance.func_wrap("create-tcp-socket", |_: Cx<'_>, (_,): (AddressFamily,)| denied::<TcpSocket>())?;
    instance.func_wrap("create-udp-socket", |_: Cx<'_>, (_,): (AddressFamily,)| denied::<UdpSocket>())?;
    instance.func_wrap("resolve-addresses", |_: Cx<'_>, (_, _): (Resource<Network>, String)| {
        denied::<ResolveAddressStream>()
    })
}
