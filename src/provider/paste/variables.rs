//! Environment variables, as shells, `.env` files and documentation set them.

use super::{Draft, Findings, Remark, address, curl, secret};

/// Variables in the order in which they are set.
#[derive(Default)]
pub(super) struct Variables(Vec<(String, String)>);

/// What a variable tells about a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Endpoint,
    Key,
    Model,
}

/// True when a line of the text sets a variable that tells about a provider.
pub(super) fn are_in(text: &str) -> bool {
    text.lines().any(|line| {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        let words = if words.first().is_some_and(|word| word == "$") { words.get(1..) } else { Some(words.as_slice()) };
        let mut set = Variables::default();
        matches!(set.take(words.unwrap_or_default()), Some((Some(()), _)))
            && set.0.iter().any(|(name, _)| role(name).is_some())
    })
}

impl Variables {
    /// Takes the assignment that a command begins with; the words behind it. `Some((None, …))` drops a word that only
    /// introduces assignments.
    pub fn take<'a>(&mut self, words: &'a [String]) -> Option<(Option<()>, &'a [String])> {
        let (first, rest) = words.split_first()?;
        let words = match first.as_str() {
            "export" | "set" | "setx" | "setenv" | "ENV" | "-" | "declare" | "-x" => rest,
            _ => words,
        };
        let (first, rest) = words.split_first()?;
        let is_introduced = rest.len() + 1 < words.len() + 1 && !std::ptr::eq(first, words.as_ptr());
        let _ = is_introduced;
        let name = first.strip_prefix("$env:").or_else(|| first.strip_prefix("$Env:")).unwrap_or(first);
        let (name, value, rest) = match (name.split_once('='), rest) {
            (Some((name, "")), [value, rest @ ..]) if !value.contains('=') => (name, value.as_str(), rest),
            (Some((name, value)), rest) => (name, value, rest),
            (None, [sign, value, rest @ ..]) if sign == "=" => (name, value.as_str(), rest),
            (None, [value, rest @ ..]) => match name.strip_suffix(':') {
                Some(name) => (name, value.as_str(), rest),
                None if role(name).is_some() => (name, value.as_str(), rest),
                None => return None,
            },
            (None, []) => return None,
        };
        let is_name = !name.is_empty()
            && !name.starts_with(|first: char| first.is_ascii_digit())
            && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        if !is_name {
            return None;
        }
        self.0.push((name.to_owned(), value.trim().to_owned()));
        Some((Some(()), rest))
    }

    /// Puts the values of these variables into a word: `$NAME`, `${NAME}`, `%NAME%`, `$env:NAME`.
    pub fn fill(&self, word: &str) -> String {
        if !word.contains(['$', '%']) {
            return word.to_owned();
        }
        let mut filled = String::with_capacity(word.len());
        let mut rest = word;
        while let Some(at) = rest.find(['$', '%']) {
            let (before, from) = rest.split_at(at);
            filled.push_str(before);
            let known = self.0.iter().rev().find_map(|(name, value)| {
                let forms = [format!("${{{name}}}"), format!("$env:{name}"), format!("%{name}%"), format!("${name}")];
                let behind = forms.iter().find_map(|form| from.strip_prefix(form.as_str()))?;
                let ends = !behind.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_');
                (ends || from.starts_with(['%']) || from.starts_with("${")).then_some((value, behind))
            });
            rest = match known {
                Some((value, behind)) => {
                    filled.push_str(value);
                    behind
                }
                None => {
                    filled.extend(from.chars().next());
                    from.get(1..).unwrap_or_default()
                }
            };
        }
        filled.push_str(rest);
        filled
    }
}

/// Adds a draft for each vendor whose variables are set: `OPENAI_BASE_URL` and `OPENAI_API_KEY` are of one.
pub(super) fn add_drafts(set: &Variables, findings: &mut Findings) {
    let mut drafts: Vec<(String, Draft)> = Vec::new();
    for (name, value) in &set.0 {
        let Some((vendor, role)) = role(name) else {
            findings.unread(name);
            continue;
        };
        let index = drafts.iter().position(|(known, _)| known == vendor).unwrap_or(drafts.len());
        if index == drafts.len() {
            drafts.push((vendor.to_owned(), Draft::default()));
        }
        let Some((_, draft)) = drafts.get_mut(index) else { continue };
        match role {
            Role::Key => secret::take_key(draft, value, findings),
            Role::Model => draft.models = super::quoted(value),
            Role::Endpoint => match secret::variable(value) {
                Some(name) => findings.remark(Remark::Variable { name: name.to_owned() }),
                None => draft.endpoint = address::from_base(value, findings),
            },
        }
    }
    for (_, mut draft) in drafts {
        curl::azure(&mut draft);
        if draft != Draft::default() {
            findings.add(draft);
        }
    }
}

/// The vendor and the role of a variable, by its name.
fn role(name: &str) -> Option<(&str, Role)> {
    const ENDS: [(&str, Role); 12] = [
        ("API_BASE_URL", Role::Endpoint),
        ("BASE_URL", Role::Endpoint),
        ("API_BASE", Role::Endpoint),
        ("API_URL", Role::Endpoint),
        ("API_HOST", Role::Endpoint),
        ("ENDPOINT", Role::Endpoint),
        ("API_KEY", Role::Key),
        ("API_TOKEN", Role::Key),
        ("AUTH_TOKEN", Role::Key),
        ("DEFAULT_MODEL", Role::Model),
        ("MODEL_NAME", Role::Model),
        ("MODEL", Role::Model),
    ];
    ENDS.into_iter().find_map(|(end, role)| {
        let vendor = name.strip_suffix(end)?;
        (vendor.is_empty() || vendor.ends_with('_')).then_some((vendor, role))
    })
}
