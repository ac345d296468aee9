//! Loosely typed JSON: numbers as strings, nulls, blank objects (dialects rule 15).

use serde_json::{Map, Value};

/// The value of a field that is there and not null.
pub(super) fn field<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    object.get(name).filter(|value| !value.is_null())
}

/// The text of the first of the named fields that holds one.
pub(super) fn first_text<'v>(object: &'v Map<String, Value>, names: &[&str]) -> Option<&'v str> {
    names.iter().find_map(|name| object.get(*name)?.as_str().filter(|text| !text.is_empty()))
}

/// A string, or a number or boolean written as one; `None` when it is empty or of another kind.
pub(super) fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A whole number, also as a string or as a float without fraction.
pub(super) fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A count: a whole number that is not negative.
pub(super) fn count(value: &Value) -> Option<u64> {
    integer(value).and_then(|number| number.try_into().ok())
}

/// A finite number, also as a string.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
    .filter(|number| number.is_finite())
}

/// Whether a value says nothing: null, false, blank text, or an array or object of nothing but such values.
pub(super) fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(fields) => fields.values().all(is_blank),
        Value::Bool(true) | Value::Number(_) => false,
    }
}

fn whole(number: f64) -> Option<i64> {
    // 2^53: up to here every whole number has a float of its own.
    (number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0).then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_come_in_many_dresses() {
        let cases = [
            (json!(7), Some(7)),
            (json!("7"), Some(7)),
            (json!(" 7 "), Some(7)),
            (json!(7.0), Some(7)),
            (json!(-3), Some(-3)),
            (json!(7.5), None),
            (json!("seven"), None),
            (json!(null), None),
            (json!(1e300), None),
            (json!({}), None),
        ];
        for (value, expected) in cases {
            assert_eq!(integer(&value), expected, "{value}");
        }
        assert_eq!(count(&json!(-1)), None);
        assert_eq!(number(&json!("0.25")), Some(0.25));
        assert_eq!(number(&json!("NaN")), None);
    }

    #[test]
    fn blank_values_say_nothing() {
        for value in [
            json!(null),
            json!(""),
            json!(" "),
            json!({}),
            json!([]),
            json!({"message": "", "code": null}),
            json!(false),
        ] {
            assert!(is_blank(&value), "{value}");
        }
        for value in [json!("x"), json!(0), json!(true), json!({"code": 1}), json!([{"a": "b"}])] {
            assert!(!is_blank(&value), "{value}");
        }
    }
}
