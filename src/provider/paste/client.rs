//! Calls of client libraries: `OpenAI(base_url="…", api_key="…")` and its relatives in Python and JavaScript.

use serde_json::Value;

use super::{Draft, Findings, PasteError, Remark, address, curl, secret};
use crate::provider::complete::complete;
use crate::provider::literal::Reader;

/// What an argument tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Base,
    Key,
    Model,
    Headers,
    /// The resource at Azure, whose address has the deployment and the version in it.
    Azure,
    Deployment,
    Version,
}

const ARGUMENTS: [(&str, Role); 23] = [
    ("base_url", Role::Base),
    ("baseURL", Role::Base),
    ("baseUrl", Role::Base),
    ("api_base", Role::Base),
    ("apiBase", Role::Base),
    ("openai_api_base", Role::Base),
    ("api_key", Role::Key),
    ("apiKey", Role::Key),
    ("openai_api_key", Role::Key),
    ("model", Role::Model),
    ("model_name", Role::Model),
    ("modelName", Role::Model),
    ("default_headers", Role::Headers),
    ("defaultHeaders", Role::Headers),
    ("extra_headers", Role::Headers),
    ("azure_endpoint", Role::Azure),
    ("azureEndpoint", Role::Azure),
    ("azure_deployment", Role::Deployment),
    ("azureDeployment", Role::Deployment),
    ("deployment", Role::Deployment),
    ("api_version", Role::Version),
    ("apiVersion", Role::Version),
    ("openai_api_version", Role::Version),
];

/// The longest word without quotation marks that is read, in characters: longer than any key.
const LONGEST_WORD: usize = 1024;

/// True when the text calls a client library with an address of its own.
pub(super) fn is_call(text: &str) -> bool {
    arguments(text).iter().any(|(_, role)| matches!(role, Role::Base | Role::Azure))
}

/// What was found of one client.
#[derive(Default)]
struct Client {
    base: Option<String>,
    azure: Option<String>,
    deployment: Option<String>,
    version: Option<String>,
    draft: Draft,
}

/// Reads the arguments of every call; an address that comes anew begins another provider. Lines of a configuration are
/// read in the same way: `base_url=http://…`, and `base_url: http://…` as YAML has it.
pub(super) fn read(text: &str, findings: &mut Findings) -> Result<(), PasteError> {
    let mut client = Client::default();
    let arguments = arguments(text);
    // Within code an address without quotation marks cannot stand, and any other bare word is the name of a variable.
    // Lines of YAML may quote the one and not the other.
    let has_bare_address = arguments
        .iter()
        .any(|(at, role)| matches!(role, Role::Base | Role::Azure) && bare(text, *at).is_some_and(is_address));
    let has_call = text.contains(['(', '{']);
    let is_yaml = |at: usize| !has_call && text.get(..at).is_some_and(|before| before.ends_with(':'));
    let bare = |at| bare(text, at).filter(|_| has_bare_address || is_yaml(at)).map(str::to_owned);
    for (at, role) in arguments {
        if role == Role::Headers {
            if let Ok(Value::Object(headers)) = Reader::new(text, at).value() {
                for (name, value) in &headers {
                    secret::take_header(&mut client.draft, name, value.as_str().unwrap_or_default(), findings);
                }
            }
            continue;
        }
        let Some(value) = constant(text, at).or_else(|| bare(at)) else {
            let behind = text.get(at..).unwrap_or_default().trim_start();
            let name: String =
                behind.chars().take(super::MOST_QUOTED).take_while(|next| !",)}\n".contains(*next)).collect();
            findings.remark(Remark::Variable { name: super::quoted(&name) });
            continue;
        };
        let is_address = matches!(role, Role::Base | Role::Azure);
        if is_address && (client.base.is_some() || client.azure.is_some()) {
            std::mem::take(&mut client).finish(findings);
        }
        match role {
            Role::Base => client.base = Some(value),
            Role::Azure => client.azure = Some(value),
            Role::Deployment => client.deployment = Some(value),
            Role::Version => client.version = Some(value),
            Role::Key => secret::take_key(&mut client.draft, &value, findings),
            Role::Model => client.draft.models = value.trim().to_owned(),
            Role::Headers => {}
        }
    }
    client.finish(findings);
    Ok(())
}

impl Client {
    fn finish(self, findings: &mut Findings) {
        let mut draft = self.draft;
        let deployment = self.deployment.or_else(|| Some(draft.models.clone()).filter(|model| !model.is_empty()));
        draft.endpoint = match (self.base, self.azure, deployment, self.version) {
            (Some(base), ..) => address::from_base(&base, findings),
            (None, Some(azure), Some(deployment), Some(version)) => {
                let azure = azure.trim_end_matches('/');
                format!("{azure}/openai/deployments/{deployment}/chat/completions?api-version={version}")
            }
            (None, Some(azure), ..) => azure,
            (None, None, ..) => return,
        };
        curl::azure(&mut draft);
        findings.add(draft);
    }
}

/// The known arguments of a text in their order, each with the place at which its value begins.
fn arguments(text: &str) -> Vec<(usize, Role)> {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let mut found = Vec::new();
    for (name, role) in ARGUMENTS {
        for (at, _) in text.match_indices(name) {
            let (before, from) = text.split_at(at);
            let behind = from.get(name.len()..).unwrap_or_default();
            if before.ends_with(is_part) || behind.starts_with(is_part) {
                continue;
            }
            let sign = behind.trim_start_matches(['"', '\'']).trim_start();
            if sign.starts_with([':', '=']) && !sign.starts_with("==") && !sign.starts_with("=>") {
                found.push((text.len() - sign.len() + 1, role));
            }
        }
    }
    found.sort_unstable_by_key(|(at, _)| *at);
    found
}

/// The word without quotation marks that stands at a place of the same line, if one does.
fn bare(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?.trim_start_matches([' ', '\t']);
    let end = rest.char_indices().take(LONGEST_WORD).find(|(_, next)| next.is_whitespace());
    let word = match end {
        Some((end, _)) => rest.get(..end)?,
        None if rest.len() < LONGEST_WORD => rest,
        None => return None,
    };
    let word = word.trim_end_matches([',', ';']);
    (!word.is_empty() && !word.starts_with(['#', '"', '\'', '`', '[', '('])).then_some(word)
}

/// Whether a word is an address beyond doubt: names of variables may look like hosts.
fn is_address(word: &str) -> bool {
    word.contains("://") || (word.contains(':') && complete(word).is_ok())
}

/// The string that stands at a place, if one does.
fn constant(text: &str, at: usize) -> Option<String> {
    let behind = text.get(at..)?.trim_start();
    let quoted = behind.strip_prefix(['f', 'r', 'b', 'F', 'R', 'B']).filter(|rest| rest.starts_with(['"', '\'']));
    let start = text.len() - quoted.unwrap_or(behind).len();
    Reader::new(text, start).string().ok()
}
