//! What passes, and how it arrives.

use std::sync::Arc;
use std::time::Duration;

use aiscouncil::server::relay::policy::RelayPolicy;
use aiscouncil::server::relay::trust;
use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::AsyncWriteExt;
use tokio::sync::{mpsc, watch};
use tokio::time::sleep;

use super::support::{OK, Page, STREAM, Setup, Upstream, chunk, field, read_request, refusal, relay, status};

#[tokio::test]
async fn a_request_passes_with_its_body_and_the_headers_that_were_named() {
    let (tell, mut told) = mpsc::unbounded_channel();
    let upstream = Upstream::start(move |mut connection| {
        let tell = tell.clone();
        async move {
            while let Some(request) = read_request(&mut connection).await {
                tell.send(request).unwrap();
                connection.write_all(OK.as_bytes()).await.unwrap();
            }
        }
    })
    .await;
    let server = relay(RelayPolicy::default()).await;
    let lines = [
        "x-ais-h-content-type: application/json",
        "x-ais-h-authorization: Bearer sk-1",
        "x-ais-h-x-own: a",
        "content-type: text/plain",
        "cookie: session=1",
        "accept-encoding: gzip, br",
        "user-agent: Browser",
    ];
    let body = "{\"text\": \"\u{1f600} \\u0000\"}\r\n\r\n".as_bytes();
    let (answered, _) = Page::send(server, &upstream.url("/v1/x%20y?q=1#f"), &lines, body).await.answer().await;
    assert_eq!((status(&answered), field(&answered, "x-ais-relayed")), (200, "1"));
    let (sent, arrived) = told.recv().await.unwrap();
    assert!(sent.starts_with("POST /v1/x%20y?q=1 HTTP/1.1\r\n"), "{sent}");
    assert_eq!(arrived, body);
    for (name, value) in [
        ("host", upstream.address.to_string().as_str()),
        ("content-type", "application/json"),
        ("authorization", "Bearer sk-1"),
        ("x-own", "a"),
        ("accept-encoding", "identity"),
        ("content-length", body.len().to_string().as_str()),
        ("transfer-encoding", ""),
        ("cookie", ""),
        ("origin", ""),
        ("sec-fetch-site", ""),
        ("x-ais-relay", ""),
        ("x-ais-target", ""),
    ] {
        assert_eq!(field(&sent, name), value, "{name} in {sent}");
    }
    assert!(field(&sent, "user-agent").starts_with("AISCouncil/"), "{sent}");

    let lines = ["x-ais-method: GET", "x-ais-h-user-agent: Mine"];
    Page::send(server, &upstream.url("/v1/models"), &lines, b"").await.answer().await;
    let (sent, arrived) = told.recv().await.unwrap();
    assert!(sent.starts_with("GET /v1/models HTTP/1.1\r\n") && arrived.is_empty(), "{sent}");
    assert_eq!((field(&sent, "user-agent"), field(&sent, "content-length")), ("Mine", ""));
    assert_eq!(upstream.connections(), 1, "the second request takes the first one's connection");
}

#[tokio::test]
async fn connections_are_used_again_while_they_stand() {
    for (answer, ends, connections) in [
        (OK, false, 1),
        ("HTTP/1.1 204 No Content\r\n\r\n", false, 1),
        ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", false, 1),
        // Closed without a word: the next request must not fail for that.
        (OK, true, 3),
        ("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}", true, 3),
    ] {
        let upstream = Upstream::start(move |mut connection| async move {
            while read_request(&mut connection).await.is_some() {
                connection.write_all(answer.as_bytes()).await.unwrap();
                if ends {
                    return;
                }
            }
        })
        .await;
        let server = relay(RelayPolicy::default()).await;
        for _ in 0..3 {
            let (head, body) = Page::send(server, &upstream.url("/"), &[], b"{}").await.answer().await;
            assert!(status(&head) == 204 || body == b"{}", "{answer}: {head}");
            sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(upstream.connections(), connections, "{answer}");
    }
}

#[tokio::test]
async fn a_stream_passes_as_it_comes() {
    let (go, gone) = watch::channel(0);
    let upstream = Upstream::start(move |mut connection| {
        let mut gone = gone.clone();
        async move {
            read_request(&mut connection).await.unwrap();
            connection.write_all(STREAM.as_bytes()).await.unwrap();
            for round in 0..3 {
                gone.wait_for(|seen| *seen >= round).await.unwrap();
                connection.write_all(chunk(&format!("data: {round}\n\n")).as_bytes()).await.unwrap();
            }
            connection.write_all(b"0\r\n\r\n").await.unwrap();
        }
    })
    .await;
    let server = relay(RelayPolicy::default()).await;
    let mut page = Page::send(server, &upstream.url("/"), &["accept-encoding: gzip, br"], b"{}").await;
    let head = page.head().await;
    assert_eq!((field(&head, "content-type"), field(&head, "content-encoding")), ("text/event-stream", ""));
    // The upstream sends a chunk only when the page has read the one before.
    for round in 0..3 {
        assert_eq!(page.chunk().await.unwrap(), format!("data: {round}\n\n").as_bytes());
        go.send(round + 1).unwrap();
    }
    assert_eq!(page.chunk().await, None);
}

#[tokio::test]
async fn nothing_is_compressed_and_errors_pass_whole() {
    const ANSWER: &str = concat!(
        "HTTP/1.1 429 Too Many Requests\r\ncontent-type: application/json\r\nretry-after: 7\r\nx-request-id: r1\r\n",
        "x-ratelimit-remaining-requests: 0\r\nset-cookie: a=1\r\nwww-authenticate: Basic\r\nrefresh: 0;url=http://e/\r\n",
        "access-control-allow-origin: *\r\ncontent-security-policy: default-src *\r\nclear-site-data: \"*\"\r\n",
        "x-ais-relay-refusal: 1\r\nkeep-alive: timeout=5\r\ncontent-length: 1500\r\n\r\n",
    );
    let body = "x".repeat(1_500);
    let answer: &'static str = Box::leak(format!("{ANSWER}{body}").into_boxed_str());
    let upstream = Upstream::answering(answer).await;
    let server = relay(RelayPolicy::default()).await;
    let mut page = Page::send(server, &upstream.url("/"), &["accept-encoding: gzip, br"], b"{}").await;
    let (head, arrived) = page.answer().await;
    assert_eq!((status(&head), arrived.as_slice()), (429, body.as_bytes()));
    for (name, value) in [
        ("content-type", "application/json"),
        ("content-length", "1500"),
        ("retry-after", "7"),
        ("x-request-id", "r1"),
        ("x-ratelimit-remaining-requests", "0"),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(field(&head, name), value, "{head}");
    }
    for name in
        ["set-cookie", "www-authenticate", "refresh", "access-control-allow-origin", "clear-site-data", "keep-alive"]
    {
        assert_eq!(field(&head, name), "", "{head}");
    }
    assert_eq!(field(&head, "x-ais-relay-refusal"), "", "no upstream can pretend to be the relay");
    assert!(field(&head, "content-security-policy").starts_with("default-src 'none'"), "{head}");
}

#[tokio::test]
async fn redirects_are_shown_and_not_followed() {
    let trap = Upstream::answering(OK).await;
    for target in [trap.url("/"), "http://169.254.169.254/latest/meta-data".to_owned()] {
        let answer = format!("HTTP/1.1 307 Temporary Redirect\r\nlocation: {target}\r\ncontent-length: 0\r\n\r\n");
        let upstream = Upstream::answering(Box::leak(answer.into_boxed_str())).await;
        let server = relay(RelayPolicy::default()).await;
        let (head, _) = Page::send(server, &upstream.url("/"), &[], b"{}").await.answer().await;
        assert_eq!((status(&head), field(&head, "x-ais-relayed")), (307, "1"));
        // A browser would follow it, with the keys.
        assert_eq!((field(&head, "location"), field(&head, "x-ais-location")), ("", target.as_str()));
    }
    assert_eq!(trap.connections(), 0);
}

#[tokio::test]
async fn what_a_check_has_to_know_comes_under_names_of_the_relays_own() {
    let answer = "HTTP/1.1 401 Unauthorized\r\naccess-control-allow-origin: *\r\naccess-control-allow-origin: *\r\n\
        www-authenticate: Basic realm=\"llm\"\r\nx-ais-authenticate: Bearer\r\ncontent-length: 0\r\n\r\n";
    let upstream = Upstream::answering(answer).await;
    let server = relay(RelayPolicy::default()).await;
    let (head, _) = Page::send(server, &upstream.url("/"), &[], b"{}").await.answer().await;
    let count = |line: &str| head.lines().filter(|own| own.eq_ignore_ascii_case(line)).count();
    assert_eq!(count("x-ais-allow-origin: *"), 2, "{head}");
    assert_eq!(count("x-ais-authenticate: Basic realm=\"llm\""), 1, "{head}");
    assert!(count("x-ais-authenticate: Bearer") == 0 && field(&head, "www-authenticate").is_empty(), "{head}");
}

#[tokio::test]
async fn tls_is_checked_against_the_name_and_the_issuer() {
    let certified = rcgen::generate_simple_self_signed(vec!["good.example".to_owned()]).unwrap();
    let certificate: CertificateDer<'static> = certified.cert.der().clone();
    let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
    let config = rustls::ServerConfig::builder().with_no_client_auth();
    let acceptor =
        tokio_rustls::TlsAcceptor::from(Arc::new(config.with_single_cert(vec![certificate.clone()], key).unwrap()));
    let upstream = Upstream::start(move |connection| {
        let acceptor = acceptor.clone();
        async move {
            if let Ok(mut connection) = acceptor.accept(connection).await {
                read_request(&mut connection).await.unwrap();
                connection.write_all(OK.as_bytes()).await.unwrap();
            }
        }
    })
    .await;
    let mut roots = RootCertStore::empty();
    roots.add(certificate).unwrap();
    let server = Setup { tls: trust::with_roots(Arc::new(roots)), ..Setup::default() }.start().await;
    let port = upstream.address.port();
    let (answer, body) = Page::send(server, &format!("https://good.example:{port}/"), &[], b"{}").await.answer().await;
    assert_eq!((status(&answer), body.as_slice()), (200, b"{}".as_slice()));
    let other_name = refusal(server, &format!("https://other.example:{port}/"), &[]).await;
    assert_eq!(other_name, (502, "tls".to_owned()));
    let server = relay(RelayPolicy::default()).await;
    let unknown_issuer = refusal(server, &format!("https://good.example:{port}/"), &[]).await;
    assert_eq!(unknown_issuer, (502, "tls".to_owned()));
}
