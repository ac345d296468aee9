//! A server that answers as it is told.

use super::super::super::observation::{FetchResult, Permission};
use super::super::super::probe::{Fetch, Mode};
use super::super::super::scene::answer;
use crate::openai::Method;

pub const TOKEN: &str = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"length\"}]}\n\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\ndata: [DONE]\n\n";
pub const MODELS: &str = r#"{"data":[{"id":"m"}]}"#;

/// A server by its CORS rules and its answers.
pub struct Script {
    pub permission: Permission,
    pub permission_after: Permission,
    /// Anything listens at all.
    pub is_up: bool,
    /// The page's origin is allowed.
    pub allows_origin: bool,
    /// Requests that need a preflight are allowed at all.
    pub allows_preflight: bool,
    /// Headers that pass the preflight, in lower case; `*` for all.
    pub headers: &'static [&'static str],
    /// Answers to `/v1/…` carry no CORS headers.
    pub hides_api: bool,
    pub list: (u16, &'static str),
    pub chat: Vec<(u16, &'static str)>,
}

impl Default for Script {
    fn default() -> Self {
        Script {
            permission: Permission::Granted,
            permission_after: Permission::Granted,
            is_up: true,
            allows_origin: true,
            allows_preflight: true,
            headers: &["*"],
            hides_api: false,
            list: (200, MODELS),
            chat: vec![(200, TOKEN)],
        }
    }
}

impl Script {
    pub fn answer(&self, fetch: &Fetch, chats: &mut usize) -> FetchResult {
        let request = &fetch.request;
        if !self.is_up {
            return FetchResult::Rejected;
        }
        if fetch.mode == Mode::NoCors {
            return FetchResult::Opaque;
        }
        let passes = |name: &str| self.headers.contains(&"*") || self.headers.contains(&name.to_lowercase().as_str());
        let needs_preflight = !request.headers.is_empty();
        let is_preflight_good = self.allows_preflight && request.headers.iter().all(|header| passes(&header.name));
        let is_api = request.url.contains("/v1/");
        let is_posted = request.method == Method::Post;
        if is_posted {
            *chats += 1;
        }
        if !self.allows_origin || (needs_preflight && !is_preflight_good) || (is_api && self.hides_api) {
            return FetchResult::Rejected;
        }
        let (status, body) = match (is_posted, request.url.ends_with("/models")) {
            (true, _) => *self.chat.get(*chats - 1).unwrap_or(&(500, "")),
            (false, true) => self.list,
            (false, false) if is_api => (405, ""),
            (false, false) => (404, ""),
        };
        answer(status, body)
    }
}
