//! What pages do: ask for streams and read them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::upstream::{END, FIRST, LONG, OPEN};

/// A question of some length.
const BODY: usize = 2_000;

/// How to get to the upstream.
#[derive(Clone)]
pub struct Route {
    address: SocketAddr,
    /// The upstream itself, where it is the relay that is asked.
    target: Option<SocketAddr>,
}

impl Route {
    /// The upstream, or a proxy that looks like it.
    pub fn direct(address: SocketAddr) -> Route {
        Route { address, target: None }
    }

    pub fn relay(address: SocketAddr, target: SocketAddr) -> Route {
        Route { address, target: Some(target) }
    }

    fn request(&self, path: &str) -> Vec<u8> {
        let Route { address, target } = self;
        let rest = format!("host: {address}\r\ncontent-length: {BODY}\r\n");
        let head = match target {
            None => format!("POST {path} HTTP/1.1\r\n{rest}content-type: application/json\r\n\r\n"),
            Some(target) => format!(
                "POST /api/relay HTTP/1.1\r\n{rest}origin: http://{address}\r\nx-ais-relay: 1\r\n\
                 x-ais-target: http://{target}{path}\r\nx-ais-h-content-type: application/json\r\n\r\n"
            ),
        };
        [head.into_bytes(), vec![b' '; BODY]].concat()
    }

    async fn connect(&self) -> TcpStream {
        let connection = TcpStream::connect(self.address).await.expect("a connection");
        connection.set_nodelay(true).expect("a socket");
        connection
    }
}

/// The median time from a request to the first byte of its answer's body, one request after the other.
pub async fn first_byte(route: &Route, requests: usize) -> Duration {
    let request = route.request(FIRST);
    let mut connection = route.connect().await;
    let mut times = Vec::with_capacity(requests);
    for _ in 0..requests {
        let began = Instant::now();
        connection.write_all(&request).await.expect("a request");
        let mut answer = Vec::new();
        let mut first = None;
        while !answer.ends_with(END) {
            assert!(connection.read_buf(&mut answer).await.expect("an answer") > 0, "{}", text(&answer));
            if first.is_none() && text(&answer).contains("data:") {
                first = Some(began.elapsed());
            }
        }
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", text(&answer));
        times.extend(first);
    }
    times.sort();
    times[times.len() / 2]
}

fn text(answer: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(answer)
}

/// The bytes that so many pages read in that time, each taking one long reply after the other.
pub async fn throughput(route: &Route, streams: usize, time: Duration) -> usize {
    let read = Arc::new(AtomicUsize::new(0));
    let mut pages = JoinSet::new();
    for _ in 0..streams {
        let (route, read) = (route.clone(), read.clone());
        pages.spawn(async move {
            let request = route.request(LONG);
            let mut connection = route.connect().await;
            let mut buffer = vec![0; 64 << 10];
            loop {
                connection.write_all(&request).await.expect("a request");
                loop {
                    let count = connection.read(&mut buffer).await.expect("an answer");
                    assert!(count > 0, "a stream broke off");
                    read.fetch_add(count, Ordering::Relaxed);
                    if buffer[..count].ends_with(END) {
                        break;
                    }
                }
            }
        });
    }
    // All of them are there and reading before the clock starts.
    tokio::time::sleep(time / 4).await;
    let before = read.load(Ordering::Relaxed);
    let counting = tokio::time::sleep(time);
    tokio::select! {
        () = counting => {}
        Some(failed) = pages.join_next() => failed.expect("a page reads until it is told to stop"),
    }
    let bytes = read.load(Ordering::Relaxed) - before;
    pages.shutdown().await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    bytes
}

/// What is seen while so many streams are open and something comes through each of them.
pub async fn while_open<T>(route: &Route, streams: usize, look: impl FnOnce() -> T) -> T {
    let request = route.request(OPEN);
    let mut pages = JoinSet::new();
    for _ in 0..streams {
        let mut connection = route.connect().await;
        connection.write_all(&request).await.expect("a request");
        pages.spawn(async move {
            let mut buffer = vec![0; 4 << 10];
            while connection.read(&mut buffer).await.is_ok_and(|count| count > 0) {}
        });
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(pages.try_join_next().is_none(), "a stream broke off");
    look()
}
