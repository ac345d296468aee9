//! Who may call: pages of this server, under one of its names, with a header that no foreign page can send (spec §9).

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, header};
use url::{Host, Url};

use super::address::Reach;
use super::policy::{RelayPolicy, parse_host, split_port};
use super::refusal::Refusal;

/// Cross-origin a browser sends it only after a preflight, which finds no CORS header here.
pub const RELAY: HeaderName = HeaderName::from_static("x-ais-relay");

const FETCH_SITE: &str = "sec-fetch-site";

/// What proxies add. Behind one, a server at loopback is called by others than this machine.
const FORWARDED: [&str; 5] = ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/// The names of this server and what follows from where it listens.
#[derive(Clone, Debug)]
pub struct Door {
    hosts: Vec<Host<String>>,
    reach: Reach,
}

impl Door {
    /// A server that listens at loopback and has no further name is called by this machine alone.
    pub fn new(policy: &RelayPolicy, listening: SocketAddr) -> Door {
        let home = listening.ip().is_loopback() && policy.hosts.is_empty();
        let mut hosts = policy.hosts.clone();
        if !listening.ip().is_unspecified() {
            hosts.push(match listening.ip() {
                IpAddr::V4(address) => Host::Ipv4(address),
                IpAddr::V6(address) => Host::Ipv6(address),
            });
        }
        Door { hosts, reach: if home { Reach::Home } else { Reach::Internet } }
    }

    /// How far the callers may reach.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Refuses everybody else.
    pub fn admit(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let authority = only(headers, header::HOST.as_str())?.ok_or(Refusal::Host)?;
        let (name, port) = split_port(authority).ok_or(Refusal::Host)?;
        let host = parse_host(name).ok_or(Refusal::Host)?;
        let proxied = FORWARDED.iter().any(|name| headers.contains_key(*name));
        if !self.is_ours(&host) || (self.reach == Reach::Home && proxied) {
            return Err(Refusal::Host);
        }
        if headers.get(RELAY).is_none_or(|value| value != "1") {
            return Err(Refusal::MissingHeader);
        }
        let site = only(headers, FETCH_SITE)?;
        // "null" says nothing about the page; then the browser's own word is needed.
        let origin = only(headers, header::ORIGIN.as_str())?.filter(|origin| *origin != "null");
        let same = match origin {
            Some(origin) => is_same(origin, &host, port) && site.is_none_or(|site| site == "same-origin"),
            None => site == Some("same-origin"),
        };
        if same { Ok(()) } else { Err(Refusal::ForeignOrigin) }
    }

    /// A name that anybody could point at this server would let a foreign page pass for one of its own.
    fn is_ours(&self, host: &Host<String>) -> bool {
        let loopback = match host {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        loopback || self.hosts.contains(host)
    }
}

/// The value of a header that may come once; twice is a trick.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Result<Option<&'a str>, Refusal> {
    let mut values = headers.get_all(name).iter();
    let refusal = if name == header::HOST { Refusal::Host } else { Refusal::ForeignOrigin };
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| refusal),
        _ => Err(refusal),
    }
}

/// The scheme is not compared: TLS may end in front of this server, and then only the page knows of it.
fn is_same(origin: &str, host: &Host<String>, port: Option<u16>) -> bool {
    let Ok(origin) = Url::parse(origin) else { return false };
    let own_port = port.or(match origin.scheme() {
        "http" => Some(80),
        "https" => Some(443),
        _ => return false,
    });
    origin.host().is_some_and(|name| name.to_owned() == *host) && origin.port_or_known_default() == own_port
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn door(listening: &str, hosts: &[&str]) -> Door {
        let hosts = hosts.iter().map(|host| parse_host(host).unwrap()).collect();
        Door::new(&RelayPolicy { hosts, ..RelayPolicy::default() }, listening.parse().unwrap())
    }

    fn admit(door: &Door, lines: &[&str]) -> Result<(), Refusal> {
        let mut headers = HeaderMap::new();
        for line in lines {
            let (name, value) = line.split_once(": ").unwrap();
            headers.append(HeaderName::try_from(name).unwrap(), HeaderValue::from_str(value).unwrap());
        }
        door.admit(&headers)
    }

    #[test]
    fn only_pages_of_this_server_get_in() {
        let ok = Ok(());
        let foreign = Err(Refusal::ForeignOrigin);
        let cases: &[(&[&str], Result<(), Refusal>)] = &[
            (&["host: localhost:3000", "origin: http://localhost:3000"], ok.clone()),
            (&["host: localhost:3000", "origin: http://localhost:3000", "sec-fetch-site: same-origin"], ok.clone()),
            (&["host: LOCALHOST:3000", "origin: http://localhost:3000"], ok.clone()),
            (&["host: 127.0.0.1", "origin: http://127.0.0.1"], ok.clone()),
            (&["host: 127.0.0.1:443", "origin: https://127.0.0.1"], ok.clone()),
            (&["host: [::1]:3000", "origin: http://[::1]:3000"], ok.clone()),
            (&["host: localhost:3000", "sec-fetch-site: same-origin"], ok.clone()),
            (&["host: localhost:3000", "origin: null", "sec-fetch-site: same-origin"], ok.clone()),
            (&["host: localhost:3000"], foreign.clone()),
            (&["host: localhost:3000", "origin: null"], foreign.clone()),
            (&["host: localhost:3000", "origin: null", "sec-fetch-site: cross-site"], foreign.clone()),
            (&["host: localhost:3000", "sec-fetch-site: same-site"], foreign.clone()),
            (&["host: localhost:3000", "sec-fetch-site: none"], foreign.clone()),
            (&["host: localhost:3000", "origin: http://localhost:3000", "sec-fetch-site: cross-site"], foreign.clone()),
            (&["host: localhost:3000", "origin: http://localhost:3001"], foreign.clone()),
            (&["host: localhost:3000", "origin: http://127.0.0.1:3000"], foreign.clone()),
            (&["host: localhost:3000", "origin: http://localhost:3000.evil.example"], foreign.clone()),
            (&["host: localhost:3000", "origin: https://evil.example"], foreign.clone()),
            (&["host: localhost:3000", "origin: file://localhost:3000"], foreign.clone()),
            (&["host: localhost", "origin: chrome-extension://localhost"], foreign.clone()),
            (
                &["host: localhost:3000", "origin: http://localhost:3000", "origin: https://evil.example"],
                foreign.clone(),
            ),
            (&["host: evil.example", "origin: http://evil.example"], Err(Refusal::Host)),
            (&["host: localhost.evil.example", "origin: http://localhost.evil.example"], Err(Refusal::Host)),
            (&["host: localhost@evil.example", "origin: http://localhost"], Err(Refusal::Host)),
            (&["host: 192.168.0.7:3000", "origin: http://192.168.0.7:3000"], Err(Refusal::Host)),
            (&["host: localhost", "host: evil.example", "origin: http://localhost"], Err(Refusal::Host)),
            (&["host: localhost:", "origin: http://localhost"], Err(Refusal::Host)),
            (&["origin: http://localhost:3000"], Err(Refusal::Host)),
            (&["host: localhost", "origin: http://localhost", "x-forwarded-for: 1.1.1.1"], Err(Refusal::Host)),
            (&["host: localhost", "origin: http://localhost", "via: 1.1 proxy"], Err(Refusal::Host)),
        ];
        let door = door("127.0.0.1:3000", &[]);
        for (lines, expected) in cases {
            let lines: Vec<&str> = lines.iter().copied().chain(["x-ais-relay: 1"]).collect();
            assert_eq!(admit(&door, &lines), *expected, "{lines:?}");
        }
        for relay in [None, Some("x-ais-relay: 0"), Some("x-ais-relay: ")] {
            let lines: Vec<&str> = ["host: localhost", "origin: http://localhost"].into_iter().chain(relay).collect();
            assert_eq!(admit(&door, &lines), Err(Refusal::MissingHeader), "{relay:?}");
        }
    }

    #[test]
    fn a_server_that_others_can_call_has_the_names_of_its_settings_and_reaches_the_internet_only() {
        let cases = [
            ("127.0.0.1:3000", &[] as &[&str], Reach::Home, "evil.example"),
            ("[::1]:3000", &[], Reach::Home, "evil.example"),
            ("127.0.0.1:3000", &["ais.example"], Reach::Internet, "evil.example"),
            ("0.0.0.0:3000", &["ais.example"], Reach::Internet, "0.0.0.0"),
            ("[::]:3000", &[], Reach::Internet, "[::]"),
            ("192.168.0.7:3000", &[], Reach::Internet, "192.168.0.8"),
        ];
        for (listening, hosts, reach, stranger) in cases {
            let door = door(listening, hosts);
            assert_eq!(door.reach(), reach, "{listening} {hosts:?}");
            let call = |host: &str| {
                let lines = [format!("host: {host}"), format!("origin: https://{host}"), "x-ais-relay: 1".to_owned()];
                admit(&door, &lines.each_ref().map(String::as_str))
            };
            assert!(hosts.iter().chain(&["localhost"]).all(|host| call(host) == Ok(())), "{listening}");
            assert_eq!(call(stranger), Err(Refusal::Host), "{listening}");
        }
        let public = door("192.168.0.7:3000", &[]);
        let own = ["host: 192.168.0.7:3000", "origin: http://192.168.0.7:3000", "x-ais-relay: 1", "via: 1.1 proxy"];
        assert_eq!(admit(&public, &own), Ok(()));
    }
}
