//! The options of `curl` (its manual of version 8).

/// What an option means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Header,
    Data,
    /// Data of which nothing is read from a file.
    RawData,
    Json,
    Method,
    Url,
    User,
    Bearer,
    /// The data belongs to the address.
    Get,
    /// Changes what is shown or how long is waited, and nothing that is sent.
    Harmless {
        takes_value: bool,
    },
    /// Changes what is sent or to whom in a way that no page can.
    Beyond {
        takes_value: bool,
    },
}

/// The meaning of an option; `None` when it is not known.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    use Meaning::*;
    Some(match name {
        "-H" | "--header" => Header,
        "-d" | "--data" | "--data-ascii" | "--data-binary" => Data,
        "--data-raw" => RawData,
        "--json" => Json,
        "-X" | "--request" => Method,
        "--url" => Url,
        "-u" | "--user" => User,
        "--oauth2-bearer" => Bearer,
        "-G" | "--get" => Get,
        "-s"
        | "--silent"
        | "-S"
        | "--show-error"
        | "-N"
        | "--no-buffer"
        | "-i"
        | "--include"
        | "--show-headers"
        | "-v"
        | "--verbose"
        | "-f"
        | "--fail"
        | "--fail-with-body"
        | "-#"
        | "--progress-bar"
        | "--no-progress-meter"
        | "--compressed"
        | "-g"
        | "--globoff"
        | "--http1.1"
        | "--http2"
        | "--http2-prior-knowledge"
        | "-0"
        | "--http1.0"
        | "-4"
        | "--ipv4"
        | "-6"
        | "--ipv6"
        | "--no-keepalive"
        | "--tcp-nodelay"
        | "--raw"
        | "-O"
        | "--remote-name"
        | "-q"
        | "--disable"
        | "--http3"
        | "-L"
        | "--location"
        | "--tlsv1.2"
        | "--tlsv1.3"
        | "--no-alpn" => Harmless { takes_value: false },
        "-o" | "--output" | "-w" | "--write-out" | "-m" | "--max-time" | "--connect-timeout" | "--retry"
        | "--retry-delay" | "--retry-max-time" | "--keepalive-time" | "--limit-rate" | "-D" | "--dump-header"
        | "--stderr" | "-y" | "--speed-time" | "-Y" | "--speed-limit" | "-A" | "--user-agent" | "-e" | "--referer"
        | "--trace" | "--trace-ascii" => Harmless { takes_value: true },
        "-k" | "--insecure" | "-I" | "--head" | "--anyauth" | "--digest" | "--ntlm" | "--negotiate" | "-n"
        | "--netrc" | "--location-trusted" | "-j" => Beyond { takes_value: false },
        "-x" | "--proxy" | "-U" | "--proxy-user" | "-b" | "--cookie" | "-c" | "--cookie-jar" | "-E" | "--cert"
        | "--key" | "--cacert" | "--capath" | "--pass" | "--resolve" | "--connect-to" | "--interface" | "-F"
        | "--form" | "--form-string" | "-T" | "--upload-file" | "-K" | "--config" | "--unix-socket" | "--socks5"
        | "--socks5-hostname" | "--data-urlencode" | "--aws-sigv4" | "--request-target" | "--haproxy-clientip"
        | "--dns-servers" | "--preproxy" | "--url-query" | "-r" | "--range" => Beyond { takes_value: true },
        _ => return None,
    })
}

impl Meaning {
    pub(super) fn takes_value(self) -> bool {
        match self {
            Meaning::Get => false,
            Meaning::Harmless { takes_value } | Meaning::Beyond { takes_value } => takes_value,
            _ => true,
        }
    }
}
