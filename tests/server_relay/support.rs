//! The server at a real port, scripted upstreams, and a page that speaks raw HTTP, so that every byte is seen.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use aiscouncil::server::page_connection::PageListener;
use aiscouncil::server::relay::dial::Names;
use aiscouncil::server::relay::policy::RelayPolicy;
use aiscouncil::server::relay::{Relay, trust};
use aiscouncil::server::router::router_with;
use aiscouncil::server::settings::{Policy, Settings};
use futures::future::BoxFuture;
use leptos::config::LeptosOptions;
use rustls::ClientConfig;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// Longer than anything here takes, shorter than a test may hang.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A resolver with an answer for each call; the last one stays.
pub struct Script {
    answers: Vec<Vec<IpAddr>>,
    calls: AtomicUsize,
}

impl Script {
    pub fn new(answers: &[&[&str]]) -> Arc<Script> {
        let answers = answers.iter().map(|answer| answer.iter().map(|text| text.parse().unwrap()).collect()).collect();
        Arc::new(Script { answers, calls: AtomicUsize::new(0) })
    }

    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

impl Names for Script {
    fn resolve(&self, _: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        let answer = self.answers[call.min(self.answers.len() - 1)].clone();
        Box::pin(async move { Ok(answer) })
    }
}

/// A resolver that never answers.
pub struct Silence;

impl Names for Silence {
    fn resolve(&self, _: &str) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        Box::pin(std::future::pending())
    }
}

/// How a server is set up.
pub struct Setup {
    pub policy: RelayPolicy,
    /// Where it believes to listen, when that is another address than the real one.
    pub listening: Option<SocketAddr>,
    pub names: Arc<dyn Names>,
    pub tls: ClientConfig,
    /// How long a page may read nothing.
    pub unread_limit: Duration,
}

impl Default for Setup {
    fn default() -> Self {
        let names = Script::new(&[&["127.0.0.1"]]);
        let (policy, unread_limit) = (RelayPolicy::default(), Policy::default().unread_limit);
        Setup { policy, listening: None, names, tls: trust::system(), unread_limit }
    }
}

impl Setup {
    /// Starts the server; it ends with the test's runtime.
    pub async fn start(self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let listening = self.listening.unwrap_or(address);
        let leptos = LeptosOptions::builder().output_name("aiscouncil").site_addr(listening).build();
        let relay = Relay::with_names(self.policy, listening, self.tls, self.names);
        let router = router_with(&Settings { leptos, policy: Policy::default() }, relay);
        let listener = PageListener::new(listener, self.unread_limit);
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }
}

/// Starts the server with other rules.
pub async fn relay(policy: RelayPolicy) -> SocketAddr {
    Setup { policy, ..Setup::default() }.start().await
}

/// A server of one's own that counts its connections.
pub struct Upstream {
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Upstream {
    /// Plays the script on each connection.
    pub async fn start<F>(script: impl Fn(TcpStream) -> F + Send + 'static) -> Upstream
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::new(AtomicUsize::new(0));
        let counter = connections.clone();
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(script(connection));
            }
        });
        Upstream { address, connections }
    }

    /// Answers each request on a connection with the same bytes.
    pub async fn answering(answer: &'static str) -> Upstream {
        Upstream::start(move |mut connection| async move {
            while read_request(&mut connection).await.is_some() {
                connection.write_all(answer.as_bytes()).await.unwrap();
            }
        })
        .await
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// The head of a request and its body by Content-Length; `None` at the end of the connection.
pub async fn read_request(connection: &mut (impl AsyncRead + Unpin)) -> Option<(String, Vec<u8>)> {
    let head = read_head(connection).await?;
    let mut body = vec![0; field(&head, "content-length").parse().unwrap_or(0)];
    connection.read_exact(&mut body).await.ok()?;
    Some((head, body))
}

async fn read_head(connection: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(connection.read_u8().await.ok()?);
    }
    Some(String::from_utf8(head).unwrap())
}

/// The value of a header in a head; empty when it is not there.
pub fn field<'a>(head: &'a str, name: &str) -> &'a str {
    let lines = head.lines().skip(1).filter_map(|line| line.split_once(": "));
    lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).next().unwrap_or_default()
}

/// The head of a page's request; lines given replace the usual ones of that name, and an empty value removes one.
pub fn head(server: SocketAddr, lines: &[&str]) -> String {
    let usual = [
        format!("host: {server}"),
        format!("origin: http://{server}"),
        "sec-fetch-site: same-origin".to_owned(),
        "x-ais-relay: 1".to_owned(),
    ];
    let name = |line: &str| line.split(": ").next().unwrap_or_default().to_owned();
    let kept = usual.iter().map(String::as_str).filter(|usual| !lines.iter().any(|line| name(line) == name(usual)));
    let lines = kept.chain(lines.iter().copied()).filter(|line| !line.ends_with(": "));
    let mut head = String::from("POST /api/relay HTTP/1.1\r\n");
    lines.for_each(|line| head.extend([line, "\r\n"]));
    head + "\r\n"
}

/// A page's request on its way.
pub struct Page {
    pub connection: BufReader<TcpStream>,
}

impl Page {
    /// Sends a request to a target.
    pub async fn send(server: SocketAddr, target: &str, lines: &[&str], body: &[u8]) -> Page {
        let target = format!("x-ais-target: {target}");
        let length = format!("content-length: {}", body.len());
        let lines: Vec<&str> = [target.as_str(), length.as_str()].into_iter().chain(lines.iter().copied()).collect();
        Page::open(server, &head(server, &lines), body).await
    }

    /// Sends exactly these bytes.
    pub async fn open(server: SocketAddr, head: &str, body: &[u8]) -> Page {
        let mut connection = TcpStream::connect(server).await.unwrap();
        connection.set_nodelay(true).unwrap();
        connection.write_all(head.as_bytes()).await.unwrap();
        connection.write_all(body).await.unwrap();
        Page { connection: BufReader::new(connection) }
    }

    /// The head of the answer.
    pub async fn head(&mut self) -> String {
        tokio::time::timeout(PATIENCE, read_head(&mut self.connection)).await.unwrap().expect("an answer")
    }

    /// The next chunk of the answer; `None` at its proper end.
    pub async fn chunk(&mut self) -> Option<Vec<u8>> {
        let reading = async {
            let mut size = String::new();
            while !size.ends_with("\r\n") {
                size.push(self.connection.read_u8().await?.into());
            }
            let mut chunk = vec![0; usize::from_str_radix(size.trim_end(), 16).unwrap() + 2];
            self.connection.read_exact(&mut chunk).await?;
            chunk.truncate(chunk.len() - 2);
            Ok::<_, io::Error>(chunk)
        };
        let chunk = tokio::time::timeout(PATIENCE, reading).await.unwrap().unwrap();
        (!chunk.is_empty()).then_some(chunk)
    }

    /// The whole answer: head and body.
    pub async fn answer(&mut self) -> (String, Vec<u8>) {
        let head = self.head().await;
        let mut body = Vec::new();
        if field(&head, "transfer-encoding") == "chunked" {
            while let Some(chunk) = self.chunk().await {
                body.extend(chunk);
            }
        } else {
            body.resize(field(&head, "content-length").parse().unwrap_or(0), 0);
            let reading = self.connection.read_exact(&mut body);
            tokio::time::timeout(PATIENCE, reading).await.unwrap().unwrap();
        }
        (head, body)
    }

    /// Status and code of the relay's own refusal; panics when it is an upstream's answer.
    pub async fn refusal(&mut self) -> (u16, String) {
        let (head, body) = self.answer().await;
        assert_eq!(field(&head, "x-ais-relay-refusal"), "1", "{head}{}", String::from_utf8_lossy(&body));
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert!(body["relay"]["message"].as_str().is_some_and(|message| message.ends_with('.')), "{body}");
        (status(&head), body["relay"]["code"].as_str().unwrap().to_owned())
    }
}

/// The status in a head.
pub fn status(head: &str) -> u16 {
    head.split(' ').nth(1).unwrap().parse().unwrap()
}

/// What the relay says to a request for that target.
pub async fn refusal(server: SocketAddr, target: &str, lines: &[&str]) -> (u16, String) {
    Page::send(server, target, lines, b"{}").await.refusal().await
}

/// A whole answer.
pub const OK: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";

/// The beginning of a stream.
pub const STREAM: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

/// One chunk of a body.
pub fn chunk(text: &str) -> String {
    format!("{:x}\r\n{text}\r\n", text.len())
}

/// The end of a connection, however it comes.
pub async fn closed(connection: &mut TcpStream) {
    let mut rest = [0; 4_096];
    while connection.read(&mut rest).await.is_ok_and(|count| count > 0) {}
}
