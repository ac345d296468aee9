//! Lines with a label, as dashboards and e-mails print them: `Base URL: …`, `API key: …`, `모델: …`; and the bare word
//! beside an address, which is its key.

use super::{Draft, Findings, PasteError, Remark, address, curl, secret, variables};
use crate::provider::clean::is_quote;
use crate::provider::complete::complete;
use crate::provider::draft::model_ids;
use crate::provider::endpoint::EndpointError;

/// What the value of a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// An address that gets the path for chat behind it.
    Base,
    Address,
    Key,
    Model,
}

/// The labels in lower case with single spaces.
const LABELS: [(&[&str], Role); 4] = [
    (&["base url", "baseurl", "api base", "api base url", "기본 url"], Role::Base),
    (
        &["url", "endpoint", "endpoint url", "api url", "api endpoint", "주소", "엔드포인트", "엔드포인트 url"],
        Role::Address,
    ),
    (&["key", "apikey", "secret key", "access key", "token", "api token", "access token", "키", "토큰"], Role::Key),
    (&["model", "models", "model id", "model name", "모델", "모델 id", "모델명"], Role::Model),
];
/// What the label of a key may end in, behind the name of a service for one.
const KEY_ENDS: [&str; 2] = ["api key", "api 키"];
/// The longest label that is looked at, in bytes.
const LONGEST_LABEL: usize = 80;

/// What a line turned out to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Address,
    /// It told the key or the model.
    Taken,
    Other,
}

/// True when a line is an address, or a label that is no variable with one: then what looks like variables beside it are
/// labels too.
pub(super) fn have_address(text: &str) -> bool {
    text.lines().map(str::trim).any(|line| match labelled(line) {
        Some((Role::Base | Role::Address, value)) => is_address(value) && !variables::are_in(line),
        Some(_) => false,
        None => line.contains("://") && is_address(line),
    })
}

/// Reads a text that is no code: labelled lines and the key beside an address, and the rest as addresses and prose.
pub(super) fn read(text: &str, findings: &mut Findings) -> Result<(), PasteError> {
    let mut draft = Draft::default();
    let mut has_key = false;
    let mut rest: Vec<&str> = Vec::new();
    let mut lines: Vec<(&str, Kind)> = Vec::new();
    // A label whose value stands in the next line.
    let mut waiting = None;
    for line in lines_of(text) {
        let (own, before) = (labelled(line), waiting.take());
        let found = own.or(before.map(|role| (role, line)));
        let taken = found.filter(|(role, value)| {
            let is_second = has_key && *role == Role::Key;
            !value.is_empty() && !is_second && take(&mut draft, *role, value, findings)
        });
        if taken.is_some() && own.is_none() {
            rest.pop();
        }
        let kind = match taken {
            Some((Role::Base | Role::Address, _)) => Kind::Address,
            Some((role, _)) => {
                has_key |= role == Role::Key;
                Kind::Taken
            }
            None => {
                waiting = own.filter(|(_, value)| value.is_empty()).map(|(role, _)| role);
                rest.push(line);
                if line.contains("://") || is_address(line) { Kind::Address } else { Kind::Other }
            }
        };
        lines.push((line, kind));
    }
    if !has_key && let Some(word) = neighbour(&lines, text) {
        secret::take_key(&mut draft, word, findings);
        if !draft.key.is_empty() {
            findings.remark(Remark::KeyBeside);
        }
        rest.retain(|line| *line != word);
        has_key = true;
    }
    if !has_key && draft == Draft::default() {
        return address::read(text, findings);
    }
    if !draft.endpoint.is_empty() {
        let draft = Draft { endpoint: std::mem::take(&mut draft.endpoint), ..Draft::default() };
        findings.add(draft);
    }
    let outcome = if rest.is_empty() { Ok(()) } else { address::read(&rest.join("\n"), findings) };
    match findings.drafts.as_mut_slice() {
        [] if draft == Draft::default() => return outcome,
        [] => findings.add(draft),
        [only] => {
            (only.key, only.models) = (draft.key, draft.models);
            curl::azure(only);
        }
        // Whose key it is cannot be told.
        _ => lines.iter().filter(|(_, kind)| *kind == Kind::Taken).for_each(|(line, _)| findings.unread(line)),
    }
    Ok(())
}

/// The lines that are not blank; the two words of a single line that is an address and something beside it.
fn lines_of(text: &str) -> Vec<&str> {
    let words: Vec<&str> = text.split_whitespace().take(3).collect();
    if words.len() == 2 && words.iter().any(|word| word.contains("://")) {
        return words;
    }
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Takes the value of a label into the draft. `false` when it is no such value, or there is one already.
fn take(draft: &mut Draft, role: Role, value: &str, findings: &mut Findings) -> bool {
    match role {
        Role::Base | Role::Address => {
            let is_taken = draft.endpoint.is_empty() && is_address(value);
            if is_taken {
                draft.endpoint = match role {
                    Role::Base => address::from_base(value, findings),
                    _ => address::chat_address(value, findings),
                };
            }
            is_taken
        }
        Role::Key => {
            let is_taken = !value.contains(char::is_whitespace) && !value.contains("://");
            if is_taken {
                secret::take_key(draft, value, findings);
            }
            is_taken
        }
        Role::Model => {
            let value = value.trim_matches(is_quote);
            let is_id = |id: &str| !id.contains(char::is_whitespace) && !id.contains("://");
            let is_taken = draft.models.is_empty() && model_ids(value).all(is_id);
            if is_taken {
                draft.models = value.to_owned();
            }
            is_taken
        }
    }
}

/// The label of a line and its value, which is blank where only a label stands.
fn labelled(line: &str) -> Option<(Role, &str)> {
    // Lists and what is bold, as Markdown has it.
    let line = line.trim_start_matches(['-', '*', '•', '·', ' ']);
    let (label, value) = line.split_once([':', '=', '：']).unwrap_or((line, ""));
    let value = value.strip_prefix("**").unwrap_or(value).trim();
    if label.len() > LONGEST_LABEL {
        return None;
    }
    let label = label.trim_end_matches('*').to_lowercase().replace(['_', '-'], " ");
    let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
    let known = LABELS.iter().find(|(names, _)| names.contains(&label.as_str())).map(|(_, role)| *role);
    let role = known.or_else(|| KEY_ENDS.iter().any(|end| label.ends_with(end)).then_some(Role::Key))?;
    Some((role, value))
}

/// The bare word in the line behind or before the only address. What stands before may be a heading, and what stands in
/// the same line may be prose, unless there is a digit in it.
fn neighbour<'a>(lines: &[(&'a str, Kind)], text: &str) -> Option<&'a str> {
    let mut addresses = lines.iter().enumerate().filter(|(_, (_, kind))| *kind == Kind::Address);
    let (Some((at, (address, _))), None) = (addresses.next(), addresses.next()) else { return None };
    if address.matches("://").count() > 1 {
        return None;
    }
    let is_word = |line: &str| {
        line.chars().all(|next| next.is_ascii_graphic()) && !line.ends_with([':', ',', ';', '.', '!', '?', ')'])
    };
    let word = |place: Option<usize>, is_sure: bool| {
        let (line, kind) = lines.get(place?)?;
        let is_key = is_word(line) && (is_sure || line.contains(|next: char| next.is_ascii_digit()));
        (*kind == Kind::Other && labelled(line).is_none() && is_key).then_some(*line)
    };
    word(Some(at + 1), text.contains('\n')).or_else(|| word(at.checked_sub(1), false))
}

/// Whether a line is an address, complete or not. Keys may have dots in them, but no name of a domain has a digit in its
/// last part.
fn is_address(line: &str) -> bool {
    let is_key = !line.contains(['/', ':'])
        && line.rsplit_once('.').is_some_and(|(_, end)| {
            end.contains(|next: char| next.is_ascii_digit()) && end.contains(|next: char| next.is_ascii_alphabetic())
        });
    !is_key
        && !line.contains(char::is_whitespace)
        && matches!(complete(line), Ok(_) | Err(EndpointError::Placeholder { .. }))
}
