//! What two tabs change in one record, put together field by field.

use serde_json::{Map, Value};

/// The fields that are put together one by one themselves.
const NESTED: [&str; 1] = ["parameters"];

/// The stored record with what was changed from `before` to `after`: another tab may have stored other fields meanwhile.
pub fn merge(before: &Value, after: &Value, stored: Value) -> Value {
    let (Value::Object(before), Value::Object(after), Value::Object(mut merged)) = (before, after, stored) else {
        return after.clone();
    };
    let empty = Value::Object(Map::new());
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    for name in names {
        match (before.get(name), after.get(name)) {
            (old, new) if old == new => {}
            (old, Some(new)) if NESTED.contains(&name.as_str()) => {
                let theirs = merged.get(name).cloned().unwrap_or_else(|| empty.clone());
                merged.insert(name.clone(), merge(old.unwrap_or(&empty), new, theirs));
            }
            (_, Some(new)) => _ = merged.insert(name.clone(), new.clone()),
            (_, None) => _ = merged.shift_remove(name),
        }
    }
    Value::Object(merged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_that_another_tab_changed_stay() {
        let before = json!({ "id": "b", "name": "A", "icon": "x", "parameters": { "seed": { "mode": "inherit" } } });
        let after = json!({ "id": "b", "name": "B", "parameters": { "seed": { "mode": "send", "value": 1 } } });
        let stored = json!({ "id": "b", "name": "A", "icon": "x", "model": "theirs", "parameters": { "stop": { "mode": "inherit" } } });
        let expected = json!({
            "id": "b", "name": "B", "model": "theirs",
            "parameters": { "stop": { "mode": "inherit" }, "seed": { "mode": "send", "value": 1 } },
        });
        assert_eq!(merge(&before, &after, stored), expected);
        assert_eq!(merge(&before, &after, Value::Null), after, "a record that is gone is written whole");
    }
}
