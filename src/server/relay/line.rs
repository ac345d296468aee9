//! Connections to upstreams: one request at a time, then kept for the next.
//!
//! A connection has no task of its own; whoever uses it drives it. A token on its way costs one wake-up and not three,
//! and a page that goes away takes its connection with it.

use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::Context;
use std::time::{Duration, Instant};

use axum::http::uri::{Authority, Scheme};
use axum::http::{Request, Response, Uri};
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use hyper::client::conn::http1::{Builder, Connection, SendRequest};
use hyper_rustls::MaybeHttpsStream;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::upload::Upload;

/// How long a connection is kept: shorter than most servers keep theirs, so that it is not closed under a request.
const KEPT: Duration = Duration::from_secs(50);

/// Connections that are kept for each upstream.
const KEPT_FOR_ONE: usize = 64;

/// Most bytes of an answer that a connection holds; what the page has not read stays with the upstream.
pub const BUFFER: usize = 16 << 10;

/// A connection, plain or TLS.
pub type Wire = MaybeHttpsStream<TokioIo<TcpStream>>;

/// A connection that speaks HTTP/1.1.
pub struct Line {
    sender: SendRequest<Upload>,
    connection: Pin<Box<Connection<Wire, Upload>>>,
    /// The connection has ended and must not be driven again.
    over: bool,
}

impl Line {
    /// Begins to speak HTTP; nothing is sent yet.
    ///
    /// # Errors
    /// None that depends on the upstream.
    pub async fn open(wire: Wire) -> Result<Line, hyper::Error> {
        let (sender, connection) = Builder::new().max_buf_size(BUFFER).handshake(wire).await?;
        Ok(Line { sender, connection: Box::pin(connection), over: false })
    }

    /// Sends a request and waits for the head of its answer. The body comes only while the line is driven.
    ///
    /// # Errors
    /// The error holds the request when not a byte of it was sent.
    pub async fn send(
        &mut self,
        request: Request<Upload>,
    ) -> Result<Response<Incoming>, TrySendError<Request<Upload>>> {
        let mut answer = pin!(self.sender.try_send_request(request));
        poll_fn(|context| {
            drive(&mut self.connection, &mut self.over, context);
            answer.as_mut().poll(context)
        })
        .await
    }

    /// Reads and writes what can be read and written now.
    pub fn drive(&mut self, context: &mut Context<'_>) {
        drive(&mut self.connection, &mut self.over, context);
    }

    /// Whether it would take a request.
    fn is_free(&mut self, context: &mut Context<'_>) -> bool {
        self.drive(context);
        !self.over && self.sender.is_ready()
    }
}

/// How a connection ended is told by the answer that was on it.
fn drive(connection: &mut Pin<Box<Connection<Wire, Upload>>>, over: &mut bool, context: &mut Context<'_>) {
    if !*over {
        *over = connection.as_mut().poll(context).is_ready();
    }
}

/// What connections lead to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    scheme: Option<Scheme>,
    authority: Option<Authority>,
}

impl From<&Uri> for Place {
    fn from(uri: &Uri) -> Place {
        Place { scheme: uri.scheme().cloned(), authority: uri.authority().cloned() }
    }
}

/// The connections that wait for their next request.
#[derive(Default)]
pub struct Lines {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    lines: HashMap<Place, Vec<(Instant, Line)>>,
    /// Whether a task looks after them.
    watched: bool,
}

impl Lines {
    /// The connection that was used last, if it still stands.
    pub async fn take(&self, place: &Place) -> Option<Line> {
        loop {
            let (since, mut line) = self.kept().lines.get_mut(place)?.pop()?;
            let free = poll_fn(|context| line.is_free(context).into()).await;
            if free && since.elapsed() < KEPT {
                return Some(line);
            }
        }
    }

    /// Keeps a connection whose answer has been read, if it can be used again.
    pub fn keep(self: &Arc<Self>, place: Place, mut line: Line, context: &mut Context<'_>) {
        if !line.is_free(context) {
            return;
        }
        let mut kept = self.kept();
        let same = kept.lines.entry(place).or_default();
        if same.len() < KEPT_FOR_ONE {
            same.push((Instant::now(), line));
        }
        if !kept.watched {
            kept.watched = true;
            tokio::spawn(watch(Arc::downgrade(self)));
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // No code that holds it can leave it half changed.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Closes connections that nobody asked for in time; ends with the last of them.
async fn watch(lines: Weak<Lines>) {
    loop {
        tokio::time::sleep(KEPT / 2).await;
        let Some(lines) = lines.upgrade() else { return };
        let mut kept = lines.kept();
        kept.lines.retain(|_, same| {
            same.retain(|(since, _)| since.elapsed() < KEPT);
            !same.is_empty()
        });
        if kept.lines.is_empty() {
            kept.watched = false;
            return;
        }
    }
}
