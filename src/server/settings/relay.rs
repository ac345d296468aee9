//! The keys of the relay.

use std::time::Duration;

use super::error::SettingsError;
use super::source::Source;
use crate::server::relay::policy::{RelayPolicy, Upstream, parse_host};

/// Reads them; `usual` stands where nothing is set.
pub(super) fn read(source: &mut Source, usual: RelayPolicy) -> Result<RelayPolicy, SettingsError> {
    let seconds = |n: u32| Duration::from_secs(n.into());
    Ok(RelayPolicy {
        enabled: source.flag("relay")?.unwrap_or(usual.enabled),
        hosts: source.list("relay-hosts", "host names such as chat.example.com", parse_host)?.unwrap_or(usual.hosts),
        upstreams: source
            .list(
                "relay-upstreams",
                "hosts such as api.example.com, *.example.com, models.example.com:8000",
                Upstream::parse,
            )?
            .unwrap_or(usual.upstreams),
        body_bytes: source.number("relay-body-bytes", 1_024..=1 << 30)?.map_or(usual.body_bytes, |n| n as usize),
        concurrency: source.number("relay-concurrency", 1..=10_000)?.map_or(usual.concurrency, |n| n as usize),
        connect_limit: source.number("relay-connect-seconds", 1..=300)?.map_or(usual.connect_limit, seconds),
        silence_limit: source.number("relay-silence-seconds", 1..=86_400)?.map_or(usual.silence_limit, seconds),
    })
}
