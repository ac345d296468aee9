//! Connections of pages, which may not keep what they hold by reading nothing.

use std::future::Future;
use std::io::{self, ErrorKind, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Sleep, sleep};

/// Where pages connect.
pub struct PageListener {
    listener: TcpListener,
    unread_limit: Duration,
}

impl PageListener {
    /// A page that takes nothing of what waits for it for so long is cut off, and all that its answer held is free again.
    pub fn new(listener: TcpListener, unread_limit: Duration) -> PageListener {
        PageListener { listener, unread_limit }
    }
}

impl Listener for PageListener {
    type Io = PageConnection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (PageConnection, SocketAddr) {
        let (connection, address) = Listener::accept(&mut self.listener).await;
        // Each piece of a reply is a small packet of its own and must not wait for the next.
        let _ = connection.set_nodelay(true);
        (PageConnection { connection, unread_limit: self.unread_limit, stalled: None }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// The connection of one page.
pub struct PageConnection {
    connection: TcpStream,
    unread_limit: Duration,
    /// Runs while the page takes nothing; most never need it.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl PageConnection {
    /// Writes, and counts the time during which nothing can be written.
    fn write(
        &mut self,
        context: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut TcpStream>, &mut Context<'_>) -> Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        let written = write(Pin::new(&mut self.connection), context);
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let limit = self.unread_limit;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(limit)));
        stalled.as_mut().poll(context).map(|()| Err(ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for PageConnection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_read(context, buffer)
    }
}

impl AsyncWrite for PageConnection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.write(context, |connection, context| connection.poll_write(context, bytes))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.write(context, |connection, context| connection.poll_write_vectored(context, pieces))
    }

    fn is_write_vectored(&self) -> bool {
        self.connection.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.connection).poll_shutdown(context)
    }
}
