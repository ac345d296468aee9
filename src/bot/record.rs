//! Fields of stored records, taken out one by one: what is left over is what a newer version wrote.

use serde_json::{Map, Value};

/// Reads a list as it is stored; what is none is empty.
pub fn read_list(text: &str) -> Vec<Value> {
    match serde_json::from_str(text) {
        Ok(Value::Array(list)) => list,
        _ => Vec::new(),
    }
}

/// Takes a text; `None` where there is none.
pub fn take_text(record: &mut Map<String, Value>, name: &str) -> Option<String> {
    match record.shift_remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

/// Takes a number; `None` where there is none.
pub fn take_number(record: &mut Map<String, Value>, name: &str) -> Option<f64> {
    record.shift_remove(name).and_then(|value| value.as_f64())
}

/// Takes what `read` understands, else leaves it and gives the usual value.
pub fn take_known<T: Default>(record: &mut Map<String, Value>, name: &str, read: impl Fn(&Value) -> Option<T>) -> T {
    match record.get(name).and_then(read) {
        Some(value) => {
            record.shift_remove(name);
            value
        }
        None => T::default(),
    }
}
