//! Environment variables, as shells, `.env` files and documentation set them.

use std::collections::{HashMap, HashSet};

use super::{Draft, Findings, Remark, address, curl, secret};

/// Variables in the order in which they are set.
#[derive(Default)]
pub(super) struct Variables {
    order: Vec<String>,
    values: HashMap<String, String>,
}

/// What a variable tells about a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Endpoint,
    Key,
    Model,
}

/// Words that assignments begin with.
const INTRODUCTIONS: [&str; 8] = ["export", "set", "setx", "setenv", "declare", "-x", "ENV", "-"];

/// True when a line of the text sets a variable that tells about a provider.
pub(super) fn are_in(text: &str) -> bool {
    text.lines().any(|line| {
        let words: Vec<String> = line.split_whitespace().take(4).map(str::to_owned).collect();
        let mut set = Variables::default();
        let prompt = usize::from(words.first().is_some_and(|word| matches!(word.as_str(), "$" | ">")));
        words.get(prompt..).and_then(|words| set.take(words)).is_some()
            && set.order.iter().any(|name| role(name).is_some())
    })
}

impl Variables {
    /// Takes the assignment that a command begins with; the words behind it.
    pub fn take<'a>(&mut self, words: &'a [String]) -> Option<&'a [String]> {
        let words = match words {
            [first, rest @ ..] if INTRODUCTIONS.contains(&first.as_str()) => rest,
            _ => words,
        };
        let (first, rest) = words.split_first()?;
        let name = first.strip_prefix("$env:").or_else(|| first.strip_prefix("$Env:")).unwrap_or(first);
        let (name, value, rest) = match (name.split_once('='), rest) {
            (Some((name, "")), [value, rest @ ..]) if !value.contains('=') => (name, value, rest),
            (Some((name, value)), rest) => return self.insert(name, value).then_some(rest),
            (None, [sign, value, rest @ ..]) if sign == "=" => (name, value, rest),
            (None, [value, rest @ ..]) if name.ends_with(':') => (name.trim_end_matches(':'), value, rest),
            (None, [value, rest @ ..]) if role(name).is_some() => (name, value, rest),
            _ => return None,
        };
        self.insert(name, value).then_some(rest)
    }

    /// `false` when the name is none that variables have.
    fn insert(&mut self, name: &str, value: &str) -> bool {
        let is_name = name.starts_with(|first: char| first.is_ascii_uppercase() || first == '_')
            && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
        if is_name && self.values.insert(name.to_owned(), value.trim().to_owned()).is_none() {
            self.order.push(name.to_owned());
        }
        is_name
    }

    /// Puts the values of these variables into a word: `$NAME`, `${NAME}`, `%NAME%`, `$env:NAME`.
    pub fn fill(&self, word: &str) -> String {
        let mut filled = String::with_capacity(word.len());
        let mut rest = word;
        while let Some(at) = rest.find(['$', '%']) {
            let (before, from) = rest.split_at(at);
            filled.push_str(before);
            let known = reference(from).and_then(|(name, behind)| Some((self.values.get(name)?, behind)));
            let (text, behind) = match known {
                Some((value, behind)) => (value.as_str(), behind),
                None => from.split_at(1),
            };
            filled.push_str(text);
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }
}

/// The names of the variables that a text holds.
fn references(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(['$', '%']).filter_map(|(at, _)| Some(reference(text.get(at..)?)?.0))
}

/// The name of the variable that a text begins with, and what stands behind it.
fn reference(text: &str) -> Option<(&str, &str)> {
    let cut =
        |text: &'_ str| text.find(|next: char| !next.is_ascii_alphanumeric() && next != '_').unwrap_or(text.len());
    if let Some(rest) = text.strip_prefix("${") {
        let (name, behind) = rest.split_at(cut(rest));
        return Some((name, behind.strip_prefix('}')?));
    }
    if let Some(rest) = text.strip_prefix('%') {
        let (name, behind) = rest.split_at(cut(rest));
        return Some((name, behind.strip_prefix('%')?));
    }
    let rest = text.strip_prefix("$env:").or_else(|| text.strip_prefix('$'))?;
    Some(rest.split_at(cut(rest)))
}

/// Adds a draft for each vendor whose variables are set: `OPENAI_BASE_URL` and `OPENAI_API_KEY` are of one.
pub(super) fn add_drafts(set: &Variables, findings: &mut Findings) {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let used: HashSet<&str> = set.values.values().flat_map(|value| references(value)).collect();
    for name in &set.order {
        let value = set.values.get(name).map(|value| set.fill(value)).unwrap_or_default();
        let Some((vendor, role)) = role(name) else {
            if !used.contains(name.as_str()) {
                findings.unread(name);
            }
            continue;
        };
        let place = *places.entry(vendor).or_insert(drafts.len());
        if place == drafts.len() {
            drafts.push(Draft::default());
        }
        let Some(draft) = drafts.get_mut(place) else { continue };
        match role {
            Role::Key => secret::take_key(draft, &value, findings),
            Role::Model => draft.models = value.trim().to_owned(),
            Role::Endpoint => match secret::variable(&value) {
                Some(name) => findings.remark(Remark::Variable { name: name.to_owned() }),
                None => draft.endpoint = address::from_base(&value, findings),
            },
        }
    }
    for mut draft in drafts {
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
