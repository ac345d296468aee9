//! A server that streams what its path says, as fast as it is read.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// One event, at once.
pub const FIRST: &str = "/first";
/// A long reply, each event in a packet of its own.
pub const LONG: &str = "/long";
/// An event from time to time, without end.
pub const OPEN: &str = "/open";

/// Events of a long reply.
const EVENTS: usize = 1_000;

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
pub const END: &[u8] = b"0\r\n\r\n";

/// Starts it.
pub async fn start() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            let _ = connection.set_nodelay(true);
            tokio::spawn(serve(connection));
        }
    });
    address
}

/// An event of about the size that models send.
fn event() -> Vec<u8> {
    let data = "data: {\"id\":\"chatcmpl-1234567890\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\
                \"model\":\"model\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}]}\n\n";
    format!("{:x}\r\n{data}\r\n", data.len()).into_bytes()
}

/// Ends when the connection does.
async fn serve(connection: TcpStream) {
    let mut connection = BufReader::new(connection);
    let event = event();
    let begin = [HEAD.as_bytes(), &event].concat();
    while let Some(path) = read_request(&mut connection).await {
        if connection.write_all(&begin).await.is_err() {
            return;
        }
        let events = match path.as_str() {
            LONG => EVENTS,
            OPEN => usize::MAX,
            _ => 0,
        };
        for _ in 0..events {
            if path == OPEN {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            if connection.write_all(&event).await.is_err() {
                return;
            }
        }
        if connection.write_all(END).await.is_err() {
            return;
        }
    }
}

/// The path of the next request.
async fn read_request(connection: &mut BufReader<TcpStream>) -> Option<String> {
    let mut lines = String::new();
    while !lines.ends_with("\r\n\r\n") {
        if connection.read_line(&mut lines).await.ok()? == 0 {
            return None;
        }
    }
    let field = |line: &str| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok();
    let length: usize = lines.lines().find_map(field).unwrap_or(0);
    connection.read_exact(&mut vec![0; length]).await.ok()?;
    lines.split(' ').nth(1).map(str::to_owned)
}
