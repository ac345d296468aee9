//! Commands of `curl`, and the variables that are set around them.

use serde_json::{Map, Value};

use super::options::{Meaning, meaning};
use super::shell::{self, Command};
use super::variables::{self, Variables};
use super::{Draft, Findings, PasteError, Remark, address, base64, secret};
use crate::provider::definition::AuthMode;
use crate::provider::draft::parameters_text;
use crate::provider::literal;

/// True when a line of the text calls `curl`.
pub(super) fn is_command(text: &str) -> bool {
    text.lines().any(|line| line.split_whitespace().any(is_curl))
}

fn is_curl(word: &str) -> bool {
    matches!(word, "curl" | "curl.exe")
}

/// Reads the commands of a text. Variables that it sets are put into the commands; without a command they make a
/// provider by themselves.
pub(super) fn read(text: &str, findings: &mut Findings) -> Result<(), PasteError> {
    let mut set = Variables::default();
    let mut calls = Vec::new();
    for command in shell::commands(text)? {
        let mut words = without_prompt(&command);
        while let Some(rest) = set.take(words) {
            words = rest;
        }
        match words.iter().position(|word| is_curl(word)) {
            Some(at) => {
                let (before, call) = words.split_at(at);
                let before = before.iter().filter(|word| !matches!(word.as_str(), "sudo" | "time"));
                before.for_each(|word| findings.unread(word));
                calls.push(call.iter().skip(1).cloned().collect::<Command>());
            }
            None => findings.unread(&words.join(" ")),
        }
    }
    if calls.is_empty() {
        variables::add_drafts(&set, findings);
    }
    for call in calls {
        let call = Call::read(call.iter().map(|word| set.fill(word)), findings);
        if let Some(draft) = call.draft(findings) {
            findings.add(draft);
        }
    }
    Ok(())
}

/// The words behind `$`, `>`, or the prompt of PowerShell.
fn without_prompt(command: &Command) -> &[String] {
    match command.first().map(String::as_str) {
        Some("$" | ">" | "%") => command.get(1..).unwrap_or_default(),
        Some("PS") => {
            let end = command.iter().position(|word| word.ends_with('>'));
            end.and_then(|end| command.get(end + 1..)).unwrap_or(command)
        }
        _ => command,
    }
}

/// What one command would send.
#[derive(Default)]
struct Call {
    address: Option<String>,
    /// Each as it is written: `name: value`.
    headers: Vec<String>,
    data: Vec<String>,
    method: Option<String>,
    user: Option<String>,
    bearer: Option<String>,
}

impl Call {
    fn read(words: impl Iterator<Item = String>, findings: &mut Findings) -> Call {
        let mut call = Call::default();
        let mut words = words.peekable();
        let mut options_end = false;
        while let Some(word) = words.next() {
            if options_end || !word.starts_with('-') || word == "-" {
                call.positional(word, findings);
            } else if word == "--" {
                options_end = true;
            } else if word.starts_with("--") {
                let (name, value) = match word.split_once('=') {
                    Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                    None => (word, None),
                };
                match meaning(&name) {
                    Some(meaning) if meaning.takes_value() => {
                        let value = value.or_else(|| words.next());
                        call.option(&name, meaning, value.unwrap_or_default(), findings);
                    }
                    Some(meaning) => call.option(&name, meaning, String::new(), findings),
                    None => findings.remark(Remark::Option { name: super::quoted(&name) }),
                }
            } else {
                call.short(&word, &mut words, findings);
            }
        }
        call
    }

    /// Short options, several of which may stand in one word, the last with its value: `-sXPOST`.
    fn short(&mut self, word: &str, words: &mut impl Iterator<Item = String>, findings: &mut Findings) {
        let letters = word.char_indices().skip(1);
        for (at, letter) in letters {
            let name = format!("-{letter}");
            match meaning(&name) {
                Some(meaning) if meaning.takes_value() => {
                    let behind = word.get(at + letter.len_utf8()..).filter(|behind| !behind.is_empty());
                    let value = behind.map(str::to_owned).or_else(|| words.next());
                    return self.option(&name, meaning, value.unwrap_or_default(), findings);
                }
                Some(meaning) => self.option(&name, meaning, String::new(), findings),
                // What stands behind it may be its value.
                None => return findings.remark(Remark::Option { name: super::quoted(word) }),
            }
        }
    }

    fn option(&mut self, name: &str, meaning: Meaning, value: String, findings: &mut Findings) {
        match meaning {
            Meaning::Header => match value.strip_prefix('@') {
                Some(file) => findings.remark(Remark::File { name: super::quoted(file) }),
                None => self.headers.push(value),
            },
            Meaning::Data | Meaning::Json if value.starts_with('@') => {
                findings.remark(Remark::File { name: super::quoted(value.trim_start_matches('@')) });
            }
            Meaning::Data | Meaning::RawData | Meaning::Json => self.data.push(value),
            Meaning::Method => self.method = Some(value),
            Meaning::Url => self.positional(value, findings),
            Meaning::User => self.user = Some(value),
            Meaning::Bearer => self.bearer = Some(value),
            Meaning::Harmless { .. } => {}
            Meaning::Get | Meaning::Beyond { .. } => findings.remark(Remark::Option { name: name.to_owned() }),
        }
    }

    /// The address; a second one is not read.
    fn positional(&mut self, word: String, findings: &mut Findings) {
        let is_address = word.contains("://") || word.contains(['.', ':', '/', '$']) || word == "localhost";
        let has_scheme = |address: &str| address.contains("://");
        match &self.address {
            // What looked like an address was the value of an option that is not known.
            Some(other) if has_scheme(&word) && !has_scheme(other) => {
                findings.unread(other);
                self.address = Some(word);
            }
            None if is_address => self.address = Some(word),
            _ => findings.unread(&word),
        }
    }

    /// The provider that answers this call; `None` without an address.
    fn draft(self, findings: &mut Findings) -> Option<Draft> {
        let typed = self.address?;
        let (typed, user) = without_user(&typed);
        if let Some(name) = typed.split('/').next().and_then(secret::variable) {
            findings.remark(Remark::Variable { name: name.to_owned() });
        }
        let address = address::chat_address(&typed, findings);
        // A list is asked for with GET; anything else than POST to the chat itself is said.
        let method = self.method.filter(|method| !method.eq_ignore_ascii_case("post") && address == typed);
        if let Some(method) = method {
            findings.remark(Remark::Method { method: super::quoted(&method) });
        }
        let mut draft = Draft { endpoint: address, ..Draft::default() };
        if let Some(bearer) = self.bearer {
            secret::take_key(&mut draft, &bearer, findings);
        }
        for header in &self.headers {
            match header.split_once(':') {
                // `Name:` takes a header of curl's own away.
                Some((_, value)) if value.trim().is_empty() => {}
                Some((name, value)) => secret::take_header(&mut draft, name, value, findings),
                None => match header.strip_suffix(';') {
                    Some(name) => secret::take_header(&mut draft, name, "", findings),
                    None => findings.unread(header),
                },
            }
        }
        if let Some(user) = self.user.or(user) {
            let value = format!("Basic {}", base64::encode(&user));
            secret::take_header(&mut draft, "Authorization", &value, findings);
        }
        if !self.data.is_empty() {
            take_body(&mut draft, &self.data.join("&"), findings);
        }
        azure(&mut draft);
        Some(draft)
    }
}

/// `user:password@` stands apart from the address here, since pages cannot call it otherwise.
fn without_user(address: &str) -> (String, Option<String>) {
    let authority_at = address.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = address.split_at(authority_at);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match authority.rsplit_once('@') {
        Some((user, _)) => {
            let rest = rest.get(user.len() + 1..).unwrap_or_default();
            (format!("{scheme}{rest}"), Some(user.to_owned()))
        }
        None => (address.to_owned(), None),
    }
}

/// Azure's gateway takes keys in its own header; its documentation writes so where nothing else does.
pub(super) fn azure(draft: &mut Draft) {
    let host = draft.endpoint.split("://").nth(1).and_then(|rest| rest.split(['/', '?', ':']).next());
    if draft.auth.is_none() && host.is_some_and(|host| host.ends_with(".openai.azure.com")) {
        draft.auth = Some(AuthMode::ApiKey);
    }
}

/// Fields of a request body that are never defaults of a provider, and of which nobody expects it.
const OF_THE_REQUEST: [&str; 7] = ["messages", "stream", "stream_options", "prompt", "input", "system", "store"];
/// Fields that a person may expect to find again: they belong to one request all the same. A limit on the length of an
/// example's reply would cut every reply.
const NOT_DEFAULTS: [&str; 15] = [
    "max_tokens",
    "max_completion_tokens",
    "n",
    "tools",
    "tool_choice",
    "parallel_tool_calls",
    "functions",
    "function_call",
    "response_format",
    "user",
    "metadata",
    "logprobs",
    "top_logprobs",
    "logit_bias",
    "seed",
];

/// Takes model and parameters out of a request body. Parameters become defaults that bots inherit (spec §1), but those
/// that belong to the one request.
fn take_body(draft: &mut Draft, body: &str, findings: &mut Findings) {
    let body = match serde_json::from_str(body).ok().or_else(|| literal::read(body).ok()) {
        Some(Value::Object(body)) => body,
        _ => return findings.remark(Remark::Body),
    };
    let (mut parameters, mut left_out) = (Map::new(), Vec::new());
    for (name, value) in body {
        match &value {
            Value::String(model) if name == "model" => draft.models = model.trim().to_owned(),
            Value::Null => {}
            _ if OF_THE_REQUEST.contains(&name.as_str()) => {}
            _ if name == "model" || NOT_DEFAULTS.contains(&name.as_str()) => left_out.push(super::quoted(&name)),
            _ => _ = parameters.insert(name, value),
        }
    }
    draft.parameters = parameters_text(&parameters);
    if !left_out.is_empty() {
        findings.remark(Remark::ParametersLeftOut { names: left_out });
    }
}
