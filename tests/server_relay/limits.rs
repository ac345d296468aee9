//! Failures, limits, and pages that read slowly or go away.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use aiscouncil::server::relay::policy::RelayPolicy;
use futures::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::time::{sleep, timeout};

use super::support::{
    OK, PATIENCE, Page, STREAM, Script, Setup, Silence, Upstream, chunk, closed, read_request, refusal, relay, status,
};

#[tokio::test]
async fn each_way_to_fail_has_its_code() {
    let quick = RelayPolicy {
        connect_limit: Duration::from_secs(1),
        silence_limit: Duration::from_secs(1),
        ..RelayPolicy::default()
    };
    let unused = TcpStream::connect(Upstream::answering(OK).await.address).await.unwrap().local_addr().unwrap();
    let ssh = Upstream::start(|mut connection| async move {
        connection.write_all(b"SSH-2.0-OpenSSH_9.2\r\n").await.unwrap();
        closed(&mut connection).await;
    })
    .await;
    let silent = Upstream::start(|mut connection| async move { closed(&mut connection).await }).await;
    let plain = Upstream::start(|mut connection| async move {
        let _ = connection.read(&mut [0; 4_096]).await;
        connection.write_all(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n").await.unwrap();
    })
    .await;
    let gone = Upstream::start(|mut connection| async move { drop(connection.read(&mut [0; 4_096]).await) }).await;
    let server = relay(quick.clone()).await;
    let tls = |upstream: &Upstream| upstream.url("/").replacen("http", "https", 1);
    for (target, code, word) in [
        (format!("http://{unused}/"), 502, "refused"),
        (ssh.url("/"), 502, "not-http"),
        (gone.url("/"), 502, "broken"),
        (silent.url("/"), 504, "timeout-first-byte"),
        (tls(&plain), 502, "not-tls"),
        (tls(&gone), 502, "tls"),
        (tls(&silent), 504, "connect-timeout"),
    ] {
        assert_eq!(refusal(server, &target, &[]).await, (code, word.to_owned()), "{target}");
    }
    let nameless = Setup { names: Script::new(&[&[]]), ..Setup::default() }.start().await;
    assert_eq!(refusal(nameless, "http://name.example/", &[]).await, (502, "resolve".to_owned()));
    let waiting = Setup { names: Arc::new(Silence), policy: quick, ..Setup::default() }.start().await;
    assert_eq!(refusal(waiting, "http://name.example/", &[]).await, (504, "connect-timeout".to_owned()));
}

#[tokio::test]
async fn an_upstream_that_goes_silent_ends_the_stream_without_its_end() {
    let upstream = Upstream::start(|mut connection| async move {
        read_request(&mut connection).await.unwrap();
        connection.write_all(format!("{STREAM}{}", chunk("data: 1\n\n")).as_bytes()).await.unwrap();
        closed(&mut connection).await;
    })
    .await;
    let limit = Duration::from_secs(1);
    let server = relay(RelayPolicy { silence_limit: limit, ..RelayPolicy::default() }).await;
    let mut page = Page::send(server, &upstream.url("/"), &[], b"{}").await;
    page.head().await;
    assert_eq!(page.chunk().await.unwrap(), b"data: 1\n\n");
    let mut rest = Vec::new();
    let _ = timeout(PATIENCE, page.connection.read_to_end(&mut rest)).await.unwrap();
    assert_eq!(rest, b"", "a proper end would make half a reply look whole");
}

#[tokio::test]
async fn the_upstream_ends_when_the_page_goes_away() {
    for answer in ["", STREAM] {
        let (tell, mut told) = mpsc::unbounded_channel();
        let upstream = Upstream::start(move |mut connection| {
            let tell = tell.clone();
            async move {
                read_request(&mut connection).await.unwrap();
                connection.write_all(answer.as_bytes()).await.unwrap();
                tell.send("asked").unwrap();
                closed(&mut connection).await;
                tell.send("closed").unwrap();
            }
        })
        .await;
        let server = relay(RelayPolicy::default()).await;
        let mut page = Page::send(server, &upstream.url("/"), &[], b"{}").await;
        assert_eq!(told.recv().await, Some("asked"));
        if !answer.is_empty() {
            page.head().await;
        }
        drop(page);
        let ended = timeout(Duration::from_secs(1), told.recv()).await;
        assert_eq!(ended, Ok(Some("closed")), "{answer:?}");
    }
}

#[tokio::test]
async fn a_slow_page_holds_the_upstream_back() {
    let written = Arc::new(AtomicUsize::new(0));
    let counter = written.clone();
    let upstream = Upstream::start(move |mut connection| {
        let counter = counter.clone();
        async move {
            read_request(&mut connection).await.unwrap();
            connection.write_all(STREAM.as_bytes()).await.unwrap();
            let piece = chunk(&"x".repeat(64 << 10));
            while connection.write_all(piece.as_bytes()).await.is_ok() {
                counter.fetch_add(64 << 10, Ordering::SeqCst);
            }
        }
    })
    .await;
    let server = relay(RelayPolicy::default()).await;
    let mut page = Page::send(server, &upstream.url("/"), &[], b"{}").await;
    page.head().await;
    let mut before = usize::MAX;
    let began = Instant::now();
    while written.load(Ordering::SeqCst) != before {
        assert!(began.elapsed() < PATIENCE, "the upstream is read without end");
        before = written.load(Ordering::SeqCst);
        sleep(Duration::from_millis(500)).await;
    }
    // What the system's own buffers of two connections take; an upstream that is not held back sends 1 GB a second.
    assert!(before < 32 << 20, "{before} bytes");
    let mut read = 0;
    while read < before + (1 << 20) {
        read += page.chunk().await.unwrap().len();
    }
}

#[tokio::test]
async fn a_page_that_reads_nothing_is_cut_off_and_makes_room() {
    let (tell, mut told) = mpsc::unbounded_channel();
    let upstream = Upstream::start(move |mut connection| {
        let tell = tell.clone();
        async move {
            read_request(&mut connection).await.unwrap();
            let piece = chunk(&"x".repeat(64 << 10));
            let mut result = connection.write_all(STREAM.as_bytes()).await;
            while result.is_ok() {
                result = connection.write_all(piece.as_bytes()).await;
            }
            tell.send("closed").unwrap();
        }
    })
    .await;
    let policy = RelayPolicy { concurrency: 1, ..RelayPolicy::default() };
    let limit = Duration::from_secs(2);
    let server = Setup { policy, unread_limit: limit, ..Setup::default() }.start().await;
    let target = upstream.url("/");
    let began = Instant::now();
    let mut page = Page::send(server, &target, &[], b"{}").await;
    page.head().await;
    assert_eq!(refusal(server, &target, &[]).await, (503, "too-many-streams".to_owned()));
    assert_eq!(timeout(PATIENCE, told.recv()).await, Ok(Some("closed")), "the upstream is let go");
    assert!(began.elapsed() >= limit, "{:?}", began.elapsed());
    // The one stream that there may be is free while the page still holds its end.
    let mut next = Page::send(server, &target, &[], b"{}").await;
    assert_eq!(status(&next.head().await), 200);
    // A page that goes on reading is left alone.
    let began = Instant::now();
    while began.elapsed() < limit * 2 {
        next.chunk().await.unwrap();
        sleep(limit / 100).await;
    }
    drop(page);
}

#[tokio::test]
async fn streams_beyond_the_limit_are_refused_and_the_others_go_on() {
    const OPEN: usize = 256;
    const MORE: usize = 10_000;
    let (go, gone) = watch::channel(false);
    let upstream = Upstream::start(move |mut connection| {
        let mut gone = gone.clone();
        async move {
            read_request(&mut connection).await.unwrap();
            connection.write_all(format!("{STREAM}{}", chunk("first")).as_bytes()).await.unwrap();
            gone.wait_for(|go| *go).await.unwrap();
            connection.write_all(format!("{}0\r\n\r\n", chunk("second")).as_bytes()).await.unwrap();
        }
    })
    .await;
    let server = relay(RelayPolicy::default()).await;
    let target = upstream.url("/");
    let mut pages = join_all((0..OPEN).map(|_| Page::send(server, &target, &[], b"{}"))).await;
    for page in &mut pages {
        page.head().await;
        assert_eq!(page.chunk().await.unwrap(), b"first");
    }
    // So many at once as systems hold for a server that has not yet accepted them.
    for _ in 0..MORE / 100 {
        let refused = join_all((0..100).map(|_| refusal(server, &target, &[]))).await;
        assert!(refused.iter().all(|said| *said == (503, "too-many-streams".to_owned())), "{refused:?}");
    }
    assert_eq!(upstream.connections(), OPEN);
    go.send(true).unwrap();
    for page in &mut pages {
        assert_eq!(page.chunk().await.unwrap(), b"second");
        assert_eq!(page.chunk().await, None);
    }
    let (answer, _) = Page::send(server, &target, &[], b"{}").await.answer().await;
    assert_eq!(status(&answer), 200, "an ended stream makes room");
}
