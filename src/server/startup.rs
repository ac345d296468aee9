//! Listens, announces the address, stops gracefully.

use std::fmt;
use std::future::IntoFuture;
use std::io::{self, ErrorKind, Write};
use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use super::access_log;
use super::page_connection::PageListener;
use super::router::router;
use super::settings::{Settings, SettingsError};

/// Why the server did not start, or ended.
#[derive(Debug)]
pub enum StartError {
    Settings(SettingsError),
    /// The address cannot be listened at.
    Address {
        address: SocketAddr,
        reason: io::Error,
    },
    /// The system refused threads, signals or connections.
    System {
        reason: io::Error,
    },
}

impl From<SettingsError> for StartError {
    fn from(error: SettingsError) -> Self {
        StartError::Settings(error)
    }
}

impl From<io::Error> for StartError {
    fn from(reason: io::Error) -> Self {
        StartError::System { reason }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let setting = "LEPTOS_SITE_ADDR, or site-addr in Leptos.toml,";
        match self {
            StartError::Settings(error) => error.fmt(out),
            StartError::Address { address, reason } => match reason.kind() {
                ErrorKind::AddrInUse => {
                    write!(out, "{address} is in use by another program. End that, or set {setting} to another port.")
                }
                ErrorKind::PermissionDenied => {
                    write!(
                        out,
                        "{address} needs rights that this user does not have. Set {setting} to a port from 1024."
                    )
                }
                ErrorKind::AddrNotAvailable => {
                    write!(out, "{address} is no address of this machine. Set {setting} to one that is.")
                }
                _ => write!(out, "{address} cannot be listened at: {reason}"),
            },
            StartError::System { reason } => write!(out, "The system refused: {reason}"),
        }
    }
}

impl std::error::Error for StartError {}

/// Runs the server until it is told to stop.
pub fn run() -> Result<(), StartError> {
    let settings = Settings::load()?;
    access_log::start(&settings.policy);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let result = runtime.block_on(serve(settings));
    // Replies that outlast the grace period end here, and do not keep the process.
    runtime.shutdown_background();
    result
}

async fn serve(mut settings: Settings) -> Result<(), StartError> {
    let wanted = settings.leptos.site_addr;
    let listener = TcpListener::bind(wanted).await.map_err(|reason| StartError::Address { address: wanted, reason })?;
    let address = listener.local_addr()?;
    // Port 0 stood for a free one; the relay must know the real one, to refuse it.
    settings.leptos.site_addr = address;
    let mut stop = Stop::listen()?;
    let (stopping, mut stopped) = watch::channel(());
    let listener = PageListener::new(listener, settings.policy.unread_limit);
    let server = axum::serve(listener, router(&settings)).with_graceful_shutdown(async move {
        // An error means that the sender is gone, which is the signal as well.
        let _ = stopped.changed().await;
    });
    announce(address);
    let server = server.into_future();
    tokio::pin!(server);
    tokio::select! {
        result = &mut server => return Ok(result?),
        () = stop.requested() => tracing::info!("stopping"),
    }
    drop(stopping);
    tokio::select! {
        result = &mut server => result?,
        () = tokio::time::sleep(settings.policy.shutdown_grace) => tracing::warn!("replies were cut off"),
        () = stop.requested() => tracing::warn!("replies were cut off at a second signal"),
    }
    Ok(())
}

/// Prints the address: nothing else goes to standard output.
fn announce(address: SocketAddr) {
    let mut out = io::stdout();
    // Whoever closed standard output does not want to know.
    let _ = writeln!(out, "http://{address}").and_then(|()| out.flush());
    tracing::info!(%address, "serving");
}

/// The two signals that ask a server to end.
struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    fn listen() -> io::Result<Stop> {
        Ok(Stop { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Waits for the next of them.
    async fn requested(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => (),
            _ = self.interrupt.recv() => (),
        }
    }
}
