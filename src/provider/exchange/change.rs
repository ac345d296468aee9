//! What differs between two entries of one provider, value by value.

use serde_json::{Map, Value};

use super::is_credential;
use crate::provider::definition::Provider;
use crate::provider::model::Model;
use crate::provider::option::KNOWN;

/// One value that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where it stands: `name`, `extraHeaders.X-Team`, `models.org/model`.
    pub field: String,
    pub mine: Shown,
    pub theirs: Shown,
}

/// A value as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// There is none.
    Nothing,
    /// There is one that nobody may see: a key, the value of a secret header.
    Secret,
    Value(String),
}

impl Shown {
    fn of(value: Option<&Value>) -> Shown {
        match value {
            None | Some(Value::Null) => Shown::Nothing,
            Some(Value::String(text)) => Shown::Value(text.clone()),
            Some(other) => Shown::Value(other.to_string()),
        }
    }
}

const HEADERS: &str = "extraHeaders";
/// The options whose values are compared one by one.
const OBJECTS: [&str; 3] = [HEADERS, "pricing", "parameters"];
const MODELS: &str = "models";
/// Stands for a credential within a value.
const MASK: &str = "•••";

/// The differences, in the order of their entry and then of mine.
pub(super) fn changes(mine: &Provider, theirs: &Provider) -> Vec<Change> {
    let (my_entry, their_entry) = (entry(mine), entry(theirs));
    let mut changes = Vec::new();
    for name in names(&their_entry, &my_entry) {
        let sides = [my_entry.get(name), their_entry.get(name)];
        if is_same(sides[0], sides[1]) {
            continue;
        }
        if name == MODELS {
            changes.extend(model_changes(&mine.models, &theirs.models));
        } else if OBJECTS.contains(&name.as_str()) {
            let secret = |part: &str| name == HEADERS && (is_secret(mine, part) || is_secret(theirs, part));
            changes.extend(part_changes(name, sides, &secret));
        } else if KNOWN.contains(&name.as_str()) {
            changes.push(change(name.clone(), sides.map(Shown::of)));
        } else if is_credential(name) {
            changes.push(change(name.clone(), sides.map(|side| side.map_or(Shown::Nothing, |_| Shown::Secret))));
        } else {
            changes.push(change(name.clone(), sides.map(|side| Shown::of(side.map(masked).as_ref()))));
        }
    }
    changes
}

fn change(field: String, [mine, theirs]: [Shown; 2]) -> Change {
    Change { field, mine, theirs }
}

fn entry(provider: &Provider) -> Map<String, Value> {
    match provider.to_entry() {
        Value::Object(entry) => entry,
        _ => Map::new(),
    }
}

fn names<'a>(theirs: &'a Map<String, Value>, mine: &'a Map<String, Value>) -> Vec<&'a String> {
    theirs.keys().chain(mine.keys().filter(|name| !theirs.contains_key(*name))).collect()
}

fn part_changes(name: &str, sides: [Option<&Value>; 2], is_secret: &dyn Fn(&str) -> bool) -> Vec<Change> {
    let [mine, theirs] = sides.map(|side| side.and_then(Value::as_object).cloned().unwrap_or_default());
    let mut changes = Vec::new();
    for part in names(&theirs, &mine) {
        let values = [mine.get(part), theirs.get(part)];
        if values[0] != values[1] {
            let shown = values.map(|value| match value {
                Some(_) if is_secret(part) => Shown::Secret,
                value => Shown::of(value),
            });
            changes.push(change(format!("{name}.{part}"), shown));
        }
    }
    if changes.is_empty() {
        // None on one side, and one that holds nothing on the other.
        changes.push(change(name.to_owned(), sides.map(Shown::of)));
    }
    changes
}

fn model_changes(mine: &[Model], theirs: &[Model]) -> Vec<Change> {
    let find = |models: &[Model], id: &str| models.iter().find(|model| model.id == id).map(Model::to_entry);
    let ids = theirs.iter().chain(mine.iter().filter(|model| theirs.iter().all(|other| other.id != model.id)));
    let mut changes = Vec::new();
    for Model { id, .. } in ids {
        let sides = [find(mine, id), find(theirs, id)];
        if sides[0] != sides[1] {
            changes
                .push(change(format!("{MODELS}.{id}"), [&sides[0], &sides[1]].map(|side| shown_model(side.as_ref()))));
        }
    }
    if changes.is_empty() {
        let order = |models: &[Model]| models.iter().map(|model| model.id.as_str()).collect::<Vec<_>>().join(", ");
        changes.push(change(MODELS.to_owned(), [mine, theirs].map(|side| Shown::Value(order(side)))));
    }
    changes
}

/// Of a model that says no more than its id and name, the name alone.
fn shown_model(entry: Option<&Value>) -> Shown {
    match entry.and_then(Value::as_object) {
        Some(known) if known.keys().all(|name| name == "id" || name == "name") => Shown::of(known.get("name")),
        _ => Shown::of(entry.map(masked).as_ref()),
    }
}

fn is_secret(provider: &Provider, header: &str) -> bool {
    is_credential(header)
        || provider.extra_headers.iter().any(|own| own.name == *header && own.is_secret())
        || provider.secret_names.iter().any(|name| *name == *header)
}

/// A value without the credentials within it.
fn masked(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mask = |name: &str, value| if is_credential(name) { Value::from(MASK) } else { masked(value) };
            fields.iter().map(|(name, value)| (name.clone(), mask(name, value))).collect()
        }
        Value::Array(list) => list.iter().map(masked).collect(),
        other => other.clone(),
    }
}

/// The order of names within an object means nothing; that of lists does, but for names of secret headers.
fn is_same(mine: Option<&Value>, theirs: Option<&Value>) -> bool {
    match (mine, theirs) {
        (Some(Value::Array(mine)), Some(Value::Array(theirs))) if mine.iter().all(Value::is_string) => {
            mine.len() == theirs.len() && mine.iter().all(|name| theirs.contains(name))
        }
        (mine, theirs) => mine == theirs,
    }
}
