//! Addresses: alone, one a line, or within a text.

use super::{Draft, Findings, PasteError, Remark};
use crate::provider::complete::{CHAT_PATH, complete};
use crate::provider::endpoint::{Endpoint, EndpointError};

/// The most addresses that are read out of prose.
const MOST_IN_PROSE: usize = 8;

/// Reads a text that is no code: an address a line, else the URLs that stand in it.
pub(super) fn read(text: &str, findings: &mut Findings) -> Result<(), PasteError> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let fault = |line| complete(line).err().filter(|error| !matches!(error, EndpointError::Placeholder { .. }));
    if lines().all(|line| fault(line).is_none()) {
        lines().for_each(|line| {
            let draft = draft(line, findings);
            findings.add(draft);
        });
        return Ok(());
    }
    let mut found: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(at) = next_url(rest) {
        let (before, url) = rest.split_at(at);
        findings.unread(before);
        let end = url.find(|character: char| character.is_whitespace() || "\"'`<>()[]|“”‘’".contains(character));
        let (url, behind) = url.split_at(end.unwrap_or(url.len()));
        rest = behind;
        let url = url.trim_end_matches(['.', ',', ';', ':', '!', '?']);
        if found.contains(&url) {
            continue;
        }
        if found.len() == MOST_IN_PROSE {
            findings.remark(Remark::TooMany { most: MOST_IN_PROSE });
            break;
        }
        found.push(url);
        let draft = draft(url, findings);
        findings.add(draft);
    }
    findings.unread(rest);
    match fault(text) {
        Some(error) if found.is_empty() && !text.contains(char::is_whitespace) => Err(PasteError::Address(error)),
        _ => Ok(()),
    }
}

/// A draft of which only the address is known.
pub(super) fn draft(address: &str, findings: &mut Findings) -> Draft {
    let endpoint = chat_address(address, findings);
    Draft { endpoint, ..Draft::default() }
}

/// The address for chat on a server of which another one was given, such as its model list; said in a remark. Any other
/// address stays as it is: the form completes it.
pub(super) fn chat_address(address: &str, findings: &mut Findings) -> String {
    let (front, query) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    let front_bare = front.trim_end_matches('/');
    // Functions of the same interface, and those of Ollama's own.
    const SIBLINGS: [&str; 5] = ["/models", "/completions", "/embeddings", "/responses", "/messages"];
    const OLLAMA: [&str; 4] = ["/api/chat", "/api/generate", "/api/tags", "/api/embed"];
    let is_version = |base: &str| {
        let digits = base.rsplit_once("/v").map_or("", |(_, digits)| digits);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let sibling = SIBLINGS.iter().find_map(|path| Some((*path, front_bare.strip_suffix(path)?)));
    let ollama = OLLAMA.iter().find_map(|path| Some((*path, front_bare.strip_suffix(path)?)));
    let (path, base) = match (sibling, ollama) {
        (Some((path, base)), _) if is_version(base) => (path, format!("{base}{CHAT_PATH}")),
        (_, Some((path, base))) if base.contains(":11434") => (path, format!("{base}/v1{CHAT_PATH}")),
        _ => return address.to_owned(),
    };
    findings.remark(Remark::OtherPath { path: path.to_owned() });
    format!("{base}{query}")
}

/// The address that a client library calls for a base URL: always with `/chat/completions` behind it. A base without a
/// path is left to the form, since servers expect `/v1` there.
pub(super) fn from_base(base: &str, findings: &mut Findings) -> String {
    let address = chat_address(base, findings);
    let Ok(completed) = complete(&address) else { return address };
    let path = completed.endpoint.url().map_or("", |url| url.path());
    if !completed.added.is_empty() || path.trim_end_matches('/').ends_with(CHAT_PATH) {
        return address;
    }
    let text = completed.endpoint.as_str();
    let (front, query) = text.split_at(text.find('?').unwrap_or(text.len()));
    let full = format!("{}{CHAT_PATH}{query}", front.trim_end_matches('/'));
    if Endpoint::parse(&full).is_ok() { full } else { address }
}

fn next_url(text: &str) -> Option<usize> {
    let is_url = |rest: &str| rest.starts_with("http://") || rest.starts_with("https://");
    text.match_indices("http").map(|(at, _)| at).find(|at| text.get(*at..).is_some_and(is_url))
}
