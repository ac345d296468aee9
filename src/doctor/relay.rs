//! What the refusals of this app's relay tell of an endpoint (spec §7).

use super::outcome::RelayFinding;

/// What a refusal of the relay says of the endpoint; `None` when it says something of the relay itself.
pub(super) fn finding(code: &str) -> Option<RelayFinding> {
    Some(match code {
        "refused" => RelayFinding::Refused,
        "resolve" => RelayFinding::NameUnknown,
        "tls" => RelayFinding::Tls,
        "not-tls" => RelayFinding::NotTls,
        "unreachable" => RelayFinding::Unreachable,
        "connect-timeout" => RelayFinding::TimedOut,
        "timeout-first-byte" => RelayFinding::Silent,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_findings_or_the_relays_own() {
        let cases = [
            ("refused", Some(RelayFinding::Refused)),
            ("resolve", Some(RelayFinding::NameUnknown)),
            ("tls", Some(RelayFinding::Tls)),
            ("not-tls", Some(RelayFinding::NotTls)),
            ("unreachable", Some(RelayFinding::Unreachable)),
            ("connect-timeout", Some(RelayFinding::TimedOut)),
            ("timeout-first-byte", Some(RelayFinding::Silent)),
            ("address", None),
            ("off", None),
        ];
        for (code, expected) in cases {
            assert_eq!(finding(code), expected, "{code}");
        }
    }
}
