//! What a page asks the relay to send: target, method, headers (spec §7).

use std::net::{IpAddr, SocketAddr};

use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use url::{Host, Url};

use super::address::{AddressClass, Reach};
use super::policy::Upstream;
use super::refusal::Refusal;

const TARGET: &str = "x-ais-target";
const METHOD: &str = "x-ais-method";

/// In front of the name of each header for the upstream.
const PASSED: &str = "x-ais-h-";

/// The relay's own name to upstreams that are told none: several gateways refuse requests without one.
const USER_AGENT: HeaderValue = HeaderValue::from_static(concat!("AISCouncil/", env!("CARGO_PKG_VERSION")));

/// Headers that belong to one connection, or that the relay sets itself.
const NOT_PASSED: [&str; 14] = [
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// One request for an upstream, without its body.
#[derive(Clone, Debug)]
pub struct Order {
    pub target: Target,
    /// `GET` or `POST`.
    pub method: Method,
    pub headers: HeaderMap,
}

impl Order {
    /// Reads the headers of a page's request.
    pub fn parse(headers: &HeaderMap) -> Result<Order, Refusal> {
        let mut targets = headers.get_all(TARGET).iter();
        let target = match (targets.next(), targets.next()) {
            (Some(target), None) => Target::parse(target.to_str().map_err(|_| Refusal::Target)?)?,
            _ => return Err(Refusal::Target),
        };
        let method = match headers.get(METHOD).map(HeaderValue::as_bytes) {
            None | Some(b"POST") => Method::POST,
            Some(b"GET") => Method::GET,
            Some(_) => return Err(Refusal::Method),
        };
        let mut headers = passed(headers)?;
        let authority = target.url.authority().map_or("", Authority::as_str);
        headers.insert(header::HOST, HeaderValue::try_from(authority).map_err(|_| Refusal::Target)?);
        Ok(Order { target, method, headers })
    }
}

/// The headers for the upstream: those that the page named, and what keeps the answer readable as it comes.
fn passed(headers: &HeaderMap) -> Result<HeaderMap, Refusal> {
    let mut passed = HeaderMap::new();
    for (name, value) in headers {
        let Some(name) = name.as_str().strip_prefix(PASSED) else { continue };
        let refusal = || Refusal::Header { name: name.to_owned() };
        if NOT_PASSED.contains(&name) || name.starts_with("x-ais-") {
            return Err(refusal());
        }
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refusal())?;
        passed.append(name, value.clone());
    }
    passed.entry(header::USER_AGENT).or_insert(USER_AGENT);
    passed.entry(header::ACCEPT).or_insert(HeaderValue::from_static("*/*"));
    passed.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    Ok(passed)
}

/// Where a request goes: an http or https URL without user name and fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The whole URL.
    pub url: Uri,
    /// Path and query.
    pub path: Uri,
    host: Host<String>,
    port: u16,
}

impl Target {
    /// Reads a URL as browsers do: `http://2130706433`, `http://0x7f.1` and `http://127.0.0.1` are one target.
    pub fn parse(text: &str) -> Result<Target, Refusal> {
        let mut url = Url::parse(text).map_err(|_| Refusal::Target)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::Target);
        }
        url.set_fragment(None);
        let whole: Uri = url.as_str().parse().map_err(|_| Refusal::Target)?;
        let path = whole.path_and_query().cloned().map(Uri::from).ok_or(Refusal::Target)?;
        let host = url.host().ok_or(Refusal::Target)?.to_owned();
        let port = url.port_or_known_default().filter(|port| *port != 0).ok_or(Refusal::Target)?;
        Ok(Target { url: whole, path, host, port })
    }

    /// Refuses what can be refused before anything is resolved: strangers to the list, and addresses given as numbers.
    pub fn check(&self, upstreams: &[Upstream], reach: Reach, listening: SocketAddr) -> Result<(), Refusal> {
        if !upstreams.is_empty() && !upstreams.iter().any(|entry| entry.covers(&self.host, self.port)) {
            return Err(Refusal::UpstreamNotListed);
        }
        let address: IpAddr = match &self.host {
            Host::Domain(_) => return Ok(()),
            Host::Ipv4(address) => (*address).into(),
            Host::Ipv6(address) => (*address).into(),
        };
        if SocketAddr::new(address, self.port) == listening {
            return Err(Refusal::Loop);
        }
        match AddressClass::of(address) {
            class if reach.allows(class) => Ok(()),
            class => Err(Refusal::Address { class }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&str, &str)]) -> HeaderMap {
        let line = |(name, value): &(&str, &str)| {
            (HeaderName::try_from(*name).unwrap(), HeaderValue::from_str(value).unwrap())
        };
        let mut headers = HeaderMap::new();
        headers.extend(lines.iter().map(line));
        headers
    }

    #[test]
    fn however_an_address_is_written_it_is_refused() {
        let listening = "127.0.0.1:3000".parse().unwrap();
        let metadata = ["169.254.169.254", "2852039166", "0xa9fea9fe", "0xA9.0xfe.0xa9.0xfe", "0251.0376.0251.0376"]
            .into_iter()
            .chain(["0251.254.0xa9fe", "169.16689662", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]"])
            .chain(["[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::1]", "169.254.169.254.", "%31%36%39.254.169.254"]);
        for host in metadata {
            for reach in [Reach::Home, Reach::Internet] {
                let target = Target::parse(&format!("http://{host}/latest/meta-data")).unwrap();
                let refusal = Err(Refusal::Address { class: AddressClass::LinkLocal });
                assert_eq!(target.check(&[], reach, listening), refusal, "{host}");
            }
        }
        for host in ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:7f00:1]"] {
            let target = Target::parse(&format!("https://{host}:8000/v1")).unwrap();
            let refusal = Err(Refusal::Address { class: AddressClass::Loopback });
            assert_eq!(target.check(&[], Reach::Internet, listening), refusal, "{host}");
            assert_eq!(target.check(&[], Reach::Home, listening), Ok(()), "{host}");
        }
        for host in ["0.0.0.0", "0", "[::]", "[::ffff:0:0]"] {
            let target = Target::parse(&format!("http://{host}:11434/")).unwrap();
            let refusal = Err(Refusal::Address { class: AddressClass::Unspecified });
            assert_eq!(target.check(&[], Reach::Home, listening), refusal, "{host}");
        }
        let own = Target::parse("http://0x7f.1:3000/api/relay").unwrap();
        assert_eq!(own.check(&[], Reach::Home, listening), Err(Refusal::Loop));
    }

    #[test]
    fn a_target_is_an_http_url_and_nothing_else() {
        for text in ["", "localhost", "/v1", "http://", "http://a b/", "http://u@a.com/", "http://:p@a.com/"] {
            assert_eq!(Target::parse(text), Err(Refusal::Target), "{text}");
        }
        for text in ["http://a.com:0/", "http://a.com:99999/", "https://256.256.256.256/"] {
            assert_eq!(Target::parse(text), Err(Refusal::Target), "{text}");
        }
        for text in ["file:///etc/passwd", "ftp://a.com/", "gopher://a.com/", "data:,x", "ws://a.com/", "localhost:80"]
        {
            assert_eq!(Target::parse(text), Err(Refusal::Scheme), "{text}");
        }
        let target = Target::parse("HTTPS://A.com/v1/x%20y?q=a|b&c={d}#e").unwrap();
        assert_eq!(target.url, "https://a.com/v1/x%20y?q=a|b&c={d}");
        assert_eq!(target.path, "/v1/x%20y?q=a|b&c={d}");
        assert_eq!((target.host, target.port), (Host::Domain("a.com".to_owned()), 443));
    }

    #[test]
    fn the_list_of_upstreams_is_the_whole_list() {
        let listening = "0.0.0.0:3000".parse().unwrap();
        let list = ["api.example.com", "10.0.0.5:80"].map(|entry| Upstream::parse(entry).unwrap());
        let check = |url: &str| Target::parse(url).unwrap().check(&list, Reach::Internet, listening);
        assert_eq!(check("https://api.example.com/v1"), Ok(()));
        assert_eq!(check("http://api.example.com/v1"), Err(Refusal::UpstreamNotListed));
        assert_eq!(check("https://evil.example/?api.example.com"), Err(Refusal::UpstreamNotListed));
        assert_eq!(check("http://10.0.0.5/"), Err(Refusal::Address { class: AddressClass::Private }));
    }

    #[test]
    fn headers_pass_by_their_prefix_alone() {
        let order = Order::parse(&headers(&[
            ("x-ais-target", "http://a.com/"),
            ("x-ais-h-authorization", "Bearer k"),
            ("x-ais-h-x-a", "1"),
            ("x-ais-h-x-a", "2"),
            ("cookie", "secret"),
            ("authorization", "mine"),
            ("origin", "http://localhost:3000"),
            ("accept-encoding", "br"),
        ]))
        .unwrap();
        let sent: Vec<(&str, &str)> =
            order.headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap())).collect();
        for line in [
            ("authorization", "Bearer k"),
            ("x-a", "1"),
            ("x-a", "2"),
            ("accept-encoding", "identity"),
            ("host", "a.com"),
        ] {
            assert!(sent.contains(&line), "{sent:?}");
        }
        assert_eq!((order.method, sent.len()), (Method::POST, 7), "{sent:?}");
    }

    #[test]
    fn what_does_not_pass_is_said_by_name() {
        for name in NOT_PASSED.into_iter().chain(["x-ais-relay", "x-ais-h-x", ""]) {
            let lines = [("x-ais-target", "http://a.com/"), (&format!("x-ais-h-{name}"), "v")];
            let refusal = Order::parse(&headers(&lines)).err();
            assert_eq!(refusal, Some(Refusal::Header { name: name.to_owned() }), "{name}");
        }
        for method in ["DELETE", "get", "CONNECT", "", "GET "] {
            let lines = [("x-ais-target", "http://a.com/"), ("x-ais-method", method)];
            let refusal = Order::parse(&headers(&lines)).err();
            assert_eq!(refusal, Some(Refusal::Method), "{method}");
        }
        let twice = [("x-ais-target", "http://a.com/"), ("x-ais-target", "http://b.com/")];
        assert_eq!(Order::parse(&headers(&twice)).err(), Some(Refusal::Target));
        assert_eq!(Order::parse(&HeaderMap::new()).err(), Some(Refusal::Target));
    }
}
