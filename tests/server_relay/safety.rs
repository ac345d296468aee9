//! Every rule of spec §9 with what tries to break it.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use aiscouncil::server::relay::policy::{RelayPolicy, Upstream as Listed, parse_host};

use super::support::{OK, Page, Script, Setup, Upstream, field, head, refusal, relay, status};

fn lists(hosts: &[&str], upstreams: &[&str]) -> RelayPolicy {
    RelayPolicy {
        hosts: hosts.iter().map(|host| parse_host(host).unwrap()).collect(),
        upstreams: upstreams.iter().map(|entry| Listed::parse(entry).unwrap()).collect(),
        ..RelayPolicy::default()
    }
}

#[tokio::test]
async fn strangers_get_nothing() {
    let upstream = Upstream::answering(OK).await;
    let server = relay(RelayPolicy::default()).await;
    let port = server.port();
    let rebound = [format!("host: evil.example:{port}"), format!("origin: http://evil.example:{port}")];
    let cases: &[(&[&str], u16, &str)] = &[
        (&["origin: https://evil.example", "sec-fetch-site: cross-site"], 403, "foreign-origin"),
        (&["origin: https://evil.example"], 403, "foreign-origin"),
        (&["origin: null", "sec-fetch-site: cross-site"], 403, "foreign-origin"),
        (&["sec-fetch-site: same-site"], 403, "foreign-origin"),
        (&["origin: ", "sec-fetch-site: "], 403, "foreign-origin"),
        (&["x-ais-relay: "], 403, "missing-header"),
        (&["x-ais-relay: 0"], 403, "missing-header"),
        (&[&rebound[0], &rebound[1]], 403, "host"),
        (&["x-forwarded-for: 203.0.113.9"], 403, "host"),
        (&["x-ais-method: DELETE"], 400, "method"),
        (&["x-ais-h-host: internal"], 400, "header"),
        (&["x-ais-h-connection: upgrade"], 400, "header"),
        (&["x-ais-h-transfer-encoding: chunked"], 400, "header"),
        (&["x-ais-h-x-ais-relay: 1"], 400, "header"),
        (&["x-ais-target: http://localhost/"], 400, "target"),
    ];
    for (lines, code, word) in cases {
        assert_eq!(refusal(server, &upstream.url("/"), lines).await, (*code, (*word).to_owned()), "{lines:?}");
    }
    for method in ["GET", "OPTIONS", "PUT"] {
        let request = head(server, &["content-length: 0"]).replacen("POST", method, 1);
        let mut page = Page::open(server, &request, b"").await;
        let answer = page.head().await;
        assert_eq!((status(&answer), field(&answer, "allow")), (405, "POST"), "{method}");
        assert_eq!(field(&answer, "access-control-allow-origin"), "", "a preflight must fail");
    }
    let off = relay(RelayPolicy { enabled: false, ..RelayPolicy::default() }).await;
    assert_eq!(refusal(off, &upstream.url("/"), &[]).await, (403, "off".to_owned()));
    assert_eq!(upstream.connections(), 0);
}

#[tokio::test]
async fn addresses_that_are_never_called_are_refused_in_every_form() {
    let server = relay(RelayPolicy::default()).await;
    for host in [
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "0251.0376.0251.0376",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::169.254.169.254]",
        "[2002:a9fe:a9fe::]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "100.100.100.200",
        "0.0.0.0",
        "[::]",
        "224.0.0.1",
        "255.255.255.255",
    ] {
        assert_eq!(refusal(server, &format!("http://{host}/"), &[]).await, (403, "address".to_owned()), "{host}");
    }
    for (target, code) in [("ftp://a.com/", "scheme"), ("http://user@127.0.0.1/", "target"), ("", "target")] {
        assert_eq!(refusal(server, target, &[]).await, (400, code.to_owned()), "{target}");
    }
}

#[tokio::test]
async fn the_server_does_not_call_itself() {
    for (names, host) in [
        (Script::new(&[&["127.0.0.1"]]), "127.0.0.1"),
        (Script::new(&[&["127.0.0.1"]]), "2130706433"),
        (Script::new(&[&["127.0.0.1"]]), "name.example"),
    ] {
        let server = Setup { names, ..Setup::default() }.start().await;
        let target = format!("http://{host}:{}/api/relay", server.port());
        assert_eq!(refusal(server, &target, &[]).await, (403, "loop".to_owned()), "{host}");
    }
}

#[tokio::test]
async fn the_address_that_was_checked_is_the_one_that_is_dialled() {
    const CLOSING: &str = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}";
    let upstream = Upstream::answering(CLOSING).await;
    let target = format!("http://name.example:{}/", upstream.address.port());

    let metadata = Script::new(&[&["169.254.169.254"]]);
    let server = Setup { names: metadata.clone(), ..Setup::default() }.start().await;
    assert_eq!(refusal(server, &target, &[]).await, (403, "address".to_owned()));

    // Good at the first look, metadata at the second: there is one look for each connection.
    let changing = Script::new(&[&["127.0.0.1"], &["169.254.169.254"]]);
    let server = Setup { names: changing.clone(), ..Setup::default() }.start().await;
    let (answer, _) = Page::send(server, &target, &[], b"{}").await.answer().await;
    assert_eq!((status(&answer), changing.calls(), upstream.connections()), (200, 1, 1));
    assert_eq!(refusal(server, &target, &[]).await, (403, "address".to_owned()));
    assert_eq!((changing.calls(), upstream.connections()), (2, 1));

    // A good address among bad ones is the only one that is tried.
    let mixed = Script::new(&[&["169.254.169.254", "::ffff:169.254.169.254", "0.0.0.0", "127.0.0.1"]]);
    let server = Setup { names: mixed, ..Setup::default() }.start().await;
    let began = Instant::now();
    let (answer, _) = Page::send(server, &target, &[], b"{}").await.answer().await;
    assert_eq!((status(&answer), upstream.connections()), (200, 2));
    assert!(began.elapsed() < Duration::from_millis(250), "another address was tried first");
}

#[tokio::test]
async fn a_server_that_others_can_call_is_off_until_upstreams_are_listed_and_keeps_out_of_private_networks() {
    let upstream = Upstream::answering(OK).await;
    let port = upstream.address.port();
    let anywhere: SocketAddr = "0.0.0.0:3000".parse().unwrap();
    let named = format!("name.example:{port}");
    let setups: [(RelayPolicy, Option<SocketAddr>); 2] = [
        // Bound to all addresses.
        (lists(&[], &[]), Some(anywhere)),
        // Bound to loopback, but opened by another name: a proxy stands in front.
        (lists(&["ais.example"], &[]), None),
    ];
    for (policy, listening) in setups {
        let server = Setup { policy: policy.clone(), listening, ..Setup::default() }.start().await;
        for target in [upstream.url("/"), "https://1.1.1.1/".to_owned()] {
            assert_eq!(refusal(server, &target, &[]).await, (403, "off".to_owned()), "{target}");
        }
        let listed = lists(&[], &[&named, &format!("127.0.0.1:{port}"), "10.0.0.5"]).upstreams;
        let policy = RelayPolicy { upstreams: listed, ..policy };
        let server = Setup { policy, listening, ..Setup::default() }.start().await;
        for (target, code) in [
            (format!("http://other.example:{port}/"), "upstream-not-listed"),
            ("https://name.example/".to_owned(), "upstream-not-listed"),
            (format!("http://{named}/"), "address"),
            (upstream.url("/"), "address"),
            (format!("http://2130706433:{port}/"), "address"),
            ("https://10.0.0.5/".to_owned(), "address"),
        ] {
            assert_eq!(refusal(server, &target, &[]).await, (403, code.to_owned()), "{target}");
        }
    }
    assert_eq!(upstream.connections(), 0);
}

#[tokio::test]
async fn a_list_holds_at_home_too() {
    let upstream = Upstream::answering(OK).await;
    let listed = format!("127.0.0.1:{}", upstream.address.port());
    let server = relay(lists(&[], &[&listed])).await;
    let (answer, _) = Page::send(server, &upstream.url("/"), &[], b"{}").await.answer().await;
    assert_eq!(status(&answer), 200);
    let other = refusal(server, "http://127.0.0.1:9/", &[]).await;
    assert_eq!(other, (403, "upstream-not-listed".to_owned()));
}
