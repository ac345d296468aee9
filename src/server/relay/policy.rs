//! What the relay is allowed to do: the keys `relay…` of `[server]`.

use std::time::Duration;

use url::Host;

/// The relay's settings. The defaults are safe for a server that listens at loopback, and switch the relay off for any
/// other until `upstreams` says what it may call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelayPolicy {
    /// Whether there is a relay at all.
    pub enabled: bool,
    /// Names of this server beside the loopback ones. A server that has such a name is called by others.
    pub hosts: Vec<Host<String>>,
    /// What may be called; empty means anything, for a server that only this machine can call.
    pub upstreams: Vec<Upstream>,
    /// Longest request body, in bytes.
    pub body_bytes: usize,
    /// Streams that are open at the same time.
    pub concurrency: usize,
    /// Longest time until there is a connection: name, TCP and TLS together.
    pub connect_limit: Duration,
    /// Longest silence of an upstream, before its first byte and between two.
    pub silence_limit: Duration,
}

impl Default for RelayPolicy {
    fn default() -> Self {
        RelayPolicy {
            enabled: true,
            hosts: Vec::new(),
            upstreams: Vec::new(),
            body_bytes: 64 << 20,
            concurrency: 256,
            connect_limit: Duration::from_secs(10),
            silence_limit: Duration::from_secs(600),
        }
    }
}

/// One entry of the list of upstreams: `api.example.com`, `*.example.com`, `models.example.com:8000`. A private address is
/// never called by a server that others can call, listed or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    host: Host<String>,
    /// Every name below `host` instead of `host`.
    below: bool,
    port: u16,
}

/// The port of an entry that names none: what is listed without thinking must not carry keys in the clear.
const HTTPS_PORT: u16 = 443;

impl Upstream {
    /// Reads an entry; `None` when it is none.
    pub fn parse(text: &str) -> Option<Upstream> {
        let (name, below) = match text.strip_prefix("*.") {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let (name, port) = split_port(name)?;
        let host = parse_host(name)?;
        let named = matches!(host, Host::Domain(_));
        (named || !below).then_some(Upstream { host, below, port: port.unwrap_or(HTTPS_PORT) })
    }

    /// Whether the entry means that host and port.
    pub fn covers(&self, host: &Host<String>, port: u16) -> bool {
        let same = match (&self.host, host) {
            (Host::Domain(listed), Host::Domain(name)) => {
                let name = name.strip_suffix('.').unwrap_or(name);
                match self.below {
                    true => name.strip_suffix(listed.as_str()).is_some_and(|rest| rest.ends_with('.')),
                    false => name == listed,
                }
            }
            (listed, host) => listed == host,
        };
        same && self.port == port
    }
}

/// A host as URLs have it: lower case, IP addresses in their one form.
pub fn parse_host(text: &str) -> Option<Host<String>> {
    match Host::parse(text).ok()? {
        Host::Domain(name) if name.is_empty() || name.ends_with('.') || name.contains('*') => None,
        host => Some(host),
    }
}

/// `host:port` in two; the colons of an IPv6 address stand in brackets.
pub fn split_port(text: &str) -> Option<(&str, Option<u16>)> {
    match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => {
            let digits = port.bytes().all(|byte| byte.is_ascii_digit());
            let port = port.parse().ok().filter(|port| digits && *port != 0)?;
            Some((host, Some(port)))
        }
        _ => Some((text, None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An entry, what it covers, what it does not.
    type Case<'a> = (&'a str, &'a [(&'a str, u16)], &'a [(&'a str, u16)]);

    #[test]
    fn an_entry_covers_what_it_says_and_nothing_else() {
        let cases: &[Case] = &[
            (
                "api.example.com",
                &[("api.example.com", 443), ("api.example.com.", 443)],
                &[("api.example.com", 80), ("x.api.example.com", 443), ("xapi.example.com", 443), ("example.com", 443)],
            ),
            (
                "*.Example.com",
                &[("a.example.com", 443), ("a.b.example.com", 443)],
                &[("example.com", 443), ("badexample.com", 443), ("example.com.evil.org", 443), ("a.example.com", 444)],
            ),
            ("10.0.0.5:8000", &[("10.0.0.5", 8000)], &[("10.0.0.5", 443), ("10.0.0.50", 8000)]),
            ("[fd00::1]:8000", &[("[fd00::1]", 8000), ("[fd00:0::1]", 8000)], &[("[fd00::2]", 8000)]),
            ("[fd00::1]", &[("[fd00::1]", 443)], &[("[fd00::1]", 80)]),
        ];
        for (entry, covered, others) in cases {
            let upstream = Upstream::parse(entry).unwrap();
            for (host, port) in *covered {
                assert!(upstream.covers(&Host::parse(host).unwrap(), *port), "{entry} {host}:{port}");
            }
            for (host, port) in *others {
                assert!(!upstream.covers(&Host::parse(host).unwrap(), *port), "{entry} {host}:{port}");
            }
        }
    }

    #[test]
    fn what_is_no_entry_is_refused() {
        for entry in [
            "",
            "*",
            "*.",
            "a b",
            "https://a.com",
            "a.com/v1",
            "a.com:",
            "a.com:0",
            "a.com:+1",
            "a.com:65536",
            "*.10.0.0.1",
            "a.*.com",
            "[::1",
            "u@a.com",
            "a.com.",
        ] {
            assert_eq!(Upstream::parse(entry), None, "{entry}");
        }
    }
}
