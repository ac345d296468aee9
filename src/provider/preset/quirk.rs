//! What is known of an endpoint before it has refused anything.

use crate::openai::{Quirk, Quirks};
use crate::provider::endpoint::Endpoint;

/// The first day whose versions of Azure's API take `stream_options` (dialects 2.2).
const STREAM_OPTIONS: &str = "2024-09-01";

/// The quirks that the address itself tells: an old version of Azure's API refuses `stream_options` with 400.
pub fn known_quirks(endpoint: &Endpoint) -> Quirks {
    let mut quirks = Quirks::default();
    let url = endpoint.url().filter(|url| url.path().starts_with("/openai/deployments/"));
    let version = url.and_then(|url| url.query_pairs().find(|(name, _)| name == "api-version"));
    // Versions are days: `2024-02-01`, `2024-09-01-preview`.
    let is_day = |text: &str| text.len() >= 10 && text.as_bytes().first().is_some_and(u8::is_ascii_digit);
    if version.is_some_and(|(_, version)| is_day(&version) && *version < *STREAM_OPTIONS) {
        quirks.add(Quirk::Omit { parameter: "stream_options".to_owned() });
    }
    quirks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_versions_of_azure_get_no_stream_options() {
        let cases = [
            ("https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-02-01", true),
            (
                "https://r.openai.azure.com/openai/deployments/d/chat/completions?a=1&api-version=2023-12-01-preview",
                true,
            ),
            ("https://gateway.corp/openai/deployments/d/chat/completions?api-version=2024-06-01", true),
            ("https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-09-01-preview", false),
            ("https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21", false),
            ("https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=latest", false),
            ("https://r.openai.azure.com/openai/v1/chat/completions", false),
            ("http://h/v1/chat/completions?api-version=2024-02-01", false),
        ];
        for (endpoint, expected) in cases {
            let endpoint = Endpoint::parse(endpoint).expect("a good endpoint");
            assert_eq!(!known_quirks(&endpoint).is_empty(), expected, "{endpoint:?}");
        }
    }
}
