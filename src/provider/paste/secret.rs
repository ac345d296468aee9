//! Keys and headers out of pasted texts.

use super::{Draft, Findings, MOST_REMARKS, Remark};
use crate::provider::definition::AuthMode;
use crate::provider::draft::HeaderRow;
use crate::provider::header::ExtraHeader;
use crate::provider::key::{ApiKey, KeyError};

/// Words that documentation writes where no key is needed or the reader's own belongs.
const STAND_INS: [&str; 20] = [
    "empty",
    "none",
    "null",
    "dummy",
    "fake",
    "no-key",
    "no_key",
    "nokey",
    "not-needed",
    "not_needed",
    "not-required",
    "unused",
    "sk-no-key-required",
    "lm-studio",
    "ollama",
    "n/a",
    "key",
    "token",
    "api-key",
    "api_key",
];

/// The most extra headers that are read.
const MOST_HEADERS: usize = 100;

/// Takes a key into the draft, unless it is a stand-in or a variable, which is said.
pub(super) fn take_key(draft: &mut Draft, text: &str, findings: &mut Findings) {
    let text = text.trim();
    if let Some(name) = variable(text) {
        findings.remark(Remark::Variable { name: name.to_owned() });
    } else if is_stand_in(text) {
        findings.remark(Remark::StandIn { text: super::quoted(text) });
    } else {
        match ApiKey::parse(text) {
            Ok(clean) => draft.key = clean.key.expose().to_owned(),
            Err(KeyError::Empty) => {}
            Err(error) => findings.remark(Remark::Key { error }),
        }
    }
}

/// Takes a header into the draft: one that carries a key as the key with its mode, one that the browser sets by itself
/// not at all, which is said, any other as an extra header.
pub(super) fn take_header(draft: &mut Draft, name: &str, value: &str, findings: &mut Findings) {
    let (name, value) = (name.trim(), value.trim());
    let lower = name.to_ascii_lowercase();
    let has_key = !draft.key.is_empty();
    let mode = match lower.as_str() {
        "authorization" => AuthMode::Bearer,
        "api-key" => AuthMode::ApiKey,
        "x-api-key" => AuthMode::XApiKey,
        "content-type" if value.to_ascii_lowercase().starts_with("application/json") => return,
        _ if is_the_browsers(&lower) => return left_out(name, findings),
        _ => return take_extra(draft, name, value, findings),
    };
    let key = match mode {
        AuthMode::Bearer => match value.split_once(char::is_whitespace) {
            Some((scheme, key)) if scheme.eq_ignore_ascii_case("bearer") => key,
            // Curl and browsers send whatever stands there.
            _ => return take_extra(draft, name, value, findings),
        },
        _ => value,
    };
    if has_key {
        return take_extra(draft, name, value, findings);
    }
    take_key(draft, key, findings);
    // Bearer is what no word on it means.
    draft.auth = Some(mode).filter(|mode| *mode != AuthMode::Bearer).or(draft.auth);
}

fn take_extra(draft: &mut Draft, name: &str, value: &str, findings: &mut Findings) {
    if draft.extra_headers.len() == MOST_HEADERS
        || draft.extra_headers.iter().any(|row| row.name.eq_ignore_ascii_case(name))
    {
        return left_out(name, findings);
    }
    let waits = if let Some(variable) = variable(value) {
        findings.remark(Remark::Variable { name: variable.to_owned() });
        true
    } else {
        false
    };
    match ExtraHeader::parse(name, if waits { "" } else { value }, waits) {
        Ok(header) => draft.extra_headers.push(HeaderRow {
            name: name.to_owned(),
            value: header.value.as_str().to_owned(),
            secret: header.is_secret(),
        }),
        Err(error) => findings.remark(Remark::Header { name: super::quoted(name), error }),
    }
}

fn left_out(name: &str, findings: &mut Findings) {
    let name = super::quoted(name);
    match findings.remarks.iter_mut().find_map(|remark| match remark {
        Remark::HeadersLeftOut { names } => Some(names),
        _ => None,
    }) {
        Some(names) if names.len() == MOST_REMARKS || names.contains(&name) => {}
        Some(names) => names.push(name),
        None => findings.remark(Remark::HeadersLeftOut { names: vec![name] }),
    }
}

/// Headers that browsers copy along with a command and set by themselves; each of them would only cost a preflight.
fn is_the_browsers(lower: &str) -> bool {
    const THEIRS: [&str; 20] = [
        "accept",
        "accept-encoding",
        "accept-language",
        "cache-control",
        "connection",
        "content-length",
        "content-type",
        "cookie",
        "dnt",
        "host",
        "if-modified-since",
        "if-none-match",
        "keep-alive",
        "origin",
        "pragma",
        "priority",
        "referer",
        "te",
        "upgrade-insecure-requests",
        "user-agent",
    ];
    THEIRS.contains(&lower) || lower.starts_with("sec-") || lower.starts_with("x-stainless-")
}

/// The name of the variable that a value is: `$NAME`, `${NAME}`, `%NAME%`, `$env:NAME`, `$(command)`.
pub(super) fn variable(text: &str) -> Option<&str> {
    let name = match text.strip_prefix('$') {
        Some(rest) if rest.starts_with('(') => return Some(text),
        Some(rest) => match rest.strip_prefix('{') {
            Some(rest) => rest.strip_suffix('}')?,
            None => rest.strip_prefix("env:").unwrap_or(rest),
        },
        None => text.strip_prefix('%')?.strip_suffix('%')?,
    };
    let is_name = name.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | ':' | '-'));
    (is_name && !name.is_empty()).then_some(name)
}

fn is_stand_in(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let bare = lower.strip_prefix("sk-").unwrap_or(&lower);
    let is_wrapped = [('<', '>'), ('{', '}'), ('[', ']')]
        .into_iter()
        .any(|(open, close)| lower.starts_with(open) && lower.ends_with(close));
    let is_filler =
        bare.len() >= 3 && bare.chars().all(|character| matches!(character, 'x' | '*' | '.' | '…' | '-' | '_'));
    STAND_INS.contains(&lower.as_str())
        || is_wrapped
        || is_filler
        || bare == "…"
        || lower.starts_with("your")
        || ["your_", "your-", "-your", "..."].iter().any(|part| lower.contains(part))
}
