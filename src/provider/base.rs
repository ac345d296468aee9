//! Where the API most likely is at an address that is no chat-completions address.

use super::complete::CHAT_PATH;
use super::endpoint::Endpoint;

/// Ends of paths that belong to another interface of the same server.
const OTHERS: [&str; 5] = ["/completions", "/models", "/embeddings", "/responses", "/chat"];

impl Endpoint {
    /// Where an API may begin at this address, the most likely first: below a version, or at the path itself. Nothing
    /// for an address of chat completions, and for one of this app's own server.
    pub fn api_bases(&self) -> Vec<String> {
        let front = self.as_str().split(['#', '?']).next().unwrap_or_default();
        let base = front.trim_end_matches('/');
        if self.is_same_origin() || base.ends_with(CHAT_PATH) {
            return Vec::new();
        }
        let host_at = front.find("://").map_or(0, |at| at + 3);
        let path_at = front.get(host_at..).and_then(|rest| rest.find('/')).map_or(front.len(), |at| at + host_at);
        let other = |end: &&str| base.strip_suffix(*end).filter(|root| root.len() >= path_at);
        let root = OTHERS.iter().find_map(other).unwrap_or(base);
        // Ollama's own interface stands beside this one.
        let server = root.strip_suffix("/api").filter(|server| root != base && server.len() == path_at);
        let root = server.unwrap_or(root);
        let last = root.get(path_at..).and_then(|path| path.rsplit('/').next()).unwrap_or_default();
        let has_version =
            last.strip_prefix('v').is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()));
        let version = (!has_version).then(|| format!("{root}/v1"));
        version.into_iter().chain([root.to_owned()]).collect()
    }

    /// The address at this path below the base of an API, with the query of this one.
    pub fn below(&self, base: &str, path: &str) -> String {
        let written = self.as_str().split('#').next().unwrap_or_default();
        let query = written.find('?').and_then(|at| written.get(at..)).unwrap_or_default();
        format!("{base}{path}{query}")
    }

    /// The address of chat completions below such a base.
    pub fn chat_below(&self, base: &str) -> String {
        self.below(base, CHAT_PATH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_are_below_a_version_or_at_the_path() {
        let cases = [
            ("http://h:1/v1/chat/completions", vec![]),
            ("http://h:1/v1/chat/completions/?a=1", vec![]),
            ("http://h:1", vec!["http://h:1/v1", "http://h:1"]),
            ("http://h:1/", vec!["http://h:1/v1", "http://h:1"]),
            ("http://h:1/v1", vec!["http://h:1/v1"]),
            ("http://h:1/v1/chat", vec!["http://h:1/v1"]),
            ("http://h:1/v1beta/models?a=1", vec!["http://h:1/v1beta"]),
            ("http://h:1/llm/api/", vec!["http://h:1/llm/api/v1", "http://h:1/llm/api"]),
            ("http://h:1/llm/chat", vec!["http://h:1/llm/v1", "http://h:1/llm"]),
            ("http://h:1/api", vec!["http://h:1/api/v1", "http://h:1/api"]),
            ("http://h:11434/api/chat", vec!["http://h:11434/v1", "http://h:11434"]),
        ];
        for (url, expected) in cases {
            let endpoint = Endpoint::parse(url).unwrap_or_else(|error| panic!("{url}: {error:?}"));
            assert_eq!(endpoint.api_bases(), expected, "{url}");
        }
    }

    #[test]
    fn the_query_stays() {
        let endpoint = Endpoint::parse("http://h:1/llm?a=1#b").unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(endpoint.chat_below("http://h:1/llm/v1"), "http://h:1/llm/v1/chat/completions?a=1");
    }
}
