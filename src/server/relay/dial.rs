//! From a host to a connection: resolve, check, dial what was checked, TLS.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::http::Uri;
use futures::future::BoxFuture;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::dns::Name;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use tokio::net::TcpStream;
use tower::Service;

use super::address::{AddressClass, Reach};
use super::refusal::Refusal;

/// Asks for the addresses of a name.
pub trait Names: Send + Sync {
    /// All addresses of the name, in the order in which they should be tried.
    fn resolve(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>>;
}

/// The system's resolver, `/etc/hosts` included.
pub struct SystemNames;

impl Names for SystemNames {
    fn resolve(&self, name: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let name = name.to_owned();
        Box::pin(async move {
            // The port is needed for the call and takes no part in it.
            Ok(tokio::net::lookup_host((name, 0)).await?.map(|address| address.ip()).collect())
        })
    }
}

/// What may be dialled.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub reach: Reach,
    /// Where this server itself listens.
    pub listening: SocketAddr,
    /// Name, TCP and TLS together.
    pub connect: Duration,
}

impl Limits {
    /// Looks at a connection before a byte is sent: whatever was resolved, this is what was dialled.
    fn check(&self, dialled: SocketAddr, from: SocketAddr) -> Result<(), Refusal> {
        let own = self.listening;
        let here = match own.ip().is_unspecified() {
            true => dialled.ip().is_loopback() || dialled.ip() == from.ip(),
            false => dialled.ip().to_canonical() == own.ip(),
        };
        if here && dialled.port() == own.port() {
            return Err(Refusal::Loop);
        }
        match AddressClass::of(dialled.ip()) {
            class if self.reach.allows(class) => Ok(()),
            class => Err(Refusal::Address { class }),
        }
    }
}

/// A resolver that gives only addresses that may be dialled.
#[derive(Clone)]
struct CheckedNames {
    names: Arc<dyn Names>,
    reach: Reach,
}

impl Service<Name> for CheckedNames {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = Refusal;
    type Future = BoxFuture<'static, Result<Self::Response, Refusal>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Refusal>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let resolving = self.names.resolve(name.as_str());
        let reach = self.reach;
        Box::pin(async move {
            let found = resolving.await.map_err(|_| Refusal::Resolve)?;
            let (allowed, others): (Vec<IpAddr>, Vec<IpAddr>) =
                found.into_iter().partition(|address| reach.allows(AddressClass::of(*address)));
            match (allowed.is_empty(), others.first()) {
                (true, Some(address)) => Err(Refusal::Address { class: AddressClass::of(*address) }),
                (true, None) => Err(Refusal::Resolve),
                // The connector puts the port of the URL in.
                (false, _) => {
                    let addresses: Vec<SocketAddr> =
                        allowed.into_iter().map(|address| SocketAddr::new(address, 0)).collect();
                    Ok(addresses.into_iter())
                }
            }
        })
    }
}

/// TCP to a checked address.
#[derive(Clone)]
struct Tcp {
    connector: HttpConnector<CheckedNames>,
    limits: Limits,
}

impl Service<Uri> for Tcp {
    type Response = TokioIo<TcpStream>;
    type Error = Refusal;
    type Future = BoxFuture<'static, Result<Self::Response, Refusal>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Refusal>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = self.connector.call(uri);
        let limits = self.limits;
        Box::pin(async move {
            let connection = connecting.await.map_err(|error| why(&error, limits))?;
            let ends = connection.inner().peer_addr().and_then(|to| Ok((to, connection.inner().local_addr()?)));
            let (dialled, from) = ends.map_err(|_| Refusal::Broken)?;
            limits.check(dialled, from)?;
            Ok(connection)
        })
    }
}

/// Why a connection failed, as the page has to know it.
fn why(error: &(dyn std::error::Error + 'static), limits: Limits) -> Refusal {
    if let Some(refusal) = cause::<Refusal>(error) {
        return refusal.clone();
    }
    match cause::<io::Error>(error).map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionRefused) => Refusal::Refused,
        Some(io::ErrorKind::TimedOut) => Refusal::ConnectTimeout { seconds: limits.connect.as_secs() },
        _ => Refusal::Unreachable,
    }
}

/// The first error of a type in a chain of causes.
pub fn cause<'a, E: std::error::Error + 'static>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a E> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<E>() {
            return Some(found);
        }
        next = error.source();
    }
    None
}

/// Whether what came is no record of TLS, as from a server that speaks HTTP only.
fn is_no_tls(error: &(dyn std::error::Error + 'static)) -> bool {
    if let Some(error) = error.downcast_ref::<rustls::Error>() {
        return matches!(error, rustls::Error::InvalidMessage(_));
    }
    // What an error of IO was made from is not its source.
    let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    inner.is_some_and(|inner| is_no_tls(inner))
}

/// The whole way to a connection, TLS where the URL says https, within the limit.
#[derive(Clone)]
pub struct Dial {
    connector: HttpsConnector<Tcp>,
    limit: Duration,
}

impl Dial {
    pub fn new(limits: Limits, names: Arc<dyn Names>, tls: ClientConfig) -> Dial {
        let mut connector = HttpConnector::new_with_resolver(CheckedNames { names, reach: limits.reach });
        connector.enforce_http(false);
        connector.set_nodelay(true);
        // A machine that vanished sends no end of its stream.
        connector.set_keepalive(Some(Duration::from_secs(60)));
        // Shared by the addresses of a name, so that the last of them has its turn, too.
        connector.set_connect_timeout(Some(limits.connect));
        Dial { connector: HttpsConnector::from((Tcp { connector, limits }, tls)), limit: limits.connect }
    }
}

impl Service<Uri> for Dial {
    type Response = MaybeHttpsStream<TokioIo<TcpStream>>;
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Refusal>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Refusal>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = self.connector.call(uri);
        let limit = self.limit;
        Box::pin(async move {
            let connection = tokio::time::timeout(limit, connecting)
                .await
                .map_err(|_| Refusal::ConnectTimeout { seconds: limit.as_secs() })?;
            // Everything before TLS is a refusal already.
            connection.map_err(|error| match error.downcast::<Refusal>() {
                Ok(refusal) => *refusal,
                Err(error) if is_no_tls(error.as_ref()) => Refusal::NotTls,
                Err(error) => Refusal::Tls { reason: error.to_string() },
            })
        })
    }
}
