//! Names, TCP and UDP.

use crate::bindings::wasi::sockets::instance_network::instance_network;
use crate::bindings::wasi::sockets::ip_name_lookup::resolve_addresses;
use crate::bindings::wasi::sockets::network::{
    ErrorCode, IpAddressFamily, IpSocketAddress, Ipv4SocketAddress, Network,
};
use crate::bindings::wasi::sockets::tcp_create_socket::create_tcp_socket;
use crate::bindings::wasi::sockets::udp_create_socket::create_udp_socket;
use serde_json::{Value, json};

/// What came of each attempt: `ok`, or the error and the step that gave it.
pub fn network() -> Value {
    let network = instance_network();
    json!({
        "resolve": outcome(resolve(&network)),
        "connect": outcome(connect(&network)),
        "bind-tcp": outcome(bind_tcp(&network)),
        "bind-udp": outcome(bind_udp(&network)),
    })
}

/// A step that failed, and how.
type Step = Result<(), (&'static str, ErrorCode)>;

/// The outcome as JSON.
fn outcome(step: Step) -> Value {
    match step {
        Ok(()) => json!("ok"),
        Err((step, error)) => json!({"step": step, "error": format!("{error:?}")}),
    }
}

/// The loopback address with this port: reachable on any machine, so that only the sandbox can refuse.
fn loopback(port: u16) -> IpSocketAddress {
    IpSocketAddress::Ipv4(Ipv4SocketAddress { port, address: (127, 0, 0, 1) })
}

/// Looks up a name that every machine knows.
fn resolve(network: &Network) -> Step {
    let addresses = resolve_addresses(network, "localhost").map_err(|error| ("resolve-addresses", error))?;
    addresses.subscribe().block();
    addresses.resolve_next_address().map(drop).map_err(|error| ("resolve-next-address", error))
}

/// Connects to a port of this machine.
fn connect(network: &Network) -> Step {
    let socket = create_tcp_socket(IpAddressFamily::Ipv4).map_err(|error| ("create-tcp-socket", error))?;
    socket.start_connect(network, loopback(80)).map_err(|error| ("start-connect", error))?;
    socket.subscribe().block();
    socket.finish_connect().map(drop).map_err(|error| ("finish-connect", error))
}

/// Binds a TCP socket to any port.
fn bind_tcp(network: &Network) -> Step {
    let socket = create_tcp_socket(IpAddressFamily::Ipv4).map_err(|error| ("create-tcp-socket", error))?;
    socket.start_bind(network, loopback(0)).map_err(|error| ("start-bind", error))
}

/// Binds a UDP socket to any port.
fn bind_udp(network: &Network) -> Step {
    let socket = create_udp_socket(IpAddressFamily::Ipv4).map_err(|error| ("create-udp-socket", error))?;
    socket.start_bind(network, loopback(0)).map_err(|error| ("start-bind", error))
}
