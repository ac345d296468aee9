//! The form in which a model is to answer (spec §4).

use serde_json::{Map, Value, json};

/// What a bot asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResponseFormat {
    /// The provider's default parameter, else nothing.
    #[default]
    Inherit,
    /// Nothing is sent: text is what every server answers then, and some refuse to be told.
    Text,
    /// Any JSON object.
    JsonObject,
    /// JSON of the bot's schema.
    JsonSchema,
}

/// Characters that the name of a schema has at most.
const NAME_LENGTH: usize = 64;

impl ResponseFormat {
    /// Every format, in the order in which the editor offers them.
    pub const ALL: [ResponseFormat; 4] =
        [ResponseFormat::Inherit, ResponseFormat::Text, ResponseFormat::JsonObject, ResponseFormat::JsonSchema];

    /// Its name in records; the formats of the wire have their own.
    pub fn name(self) -> &'static str {
        match self {
            ResponseFormat::Inherit => "inherit",
            ResponseFormat::Text => "text",
            ResponseFormat::JsonObject => "json_object",
            ResponseFormat::JsonSchema => "json_schema",
        }
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<ResponseFormat> {
        ResponseFormat::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// The `response_format` that asks for a schema. What is already written as the wire wants it is taken as it is; else
/// the name comes from the schema's title, and `strict` is sent where it was asked for.
pub fn schema_format(schema: &Map<String, Value>, strict: bool) -> Value {
    if schema.get("json_schema").is_some_and(Value::is_object) {
        return Value::Object(schema.clone());
    }
    if schema.get("name").is_some_and(Value::is_string) && schema.get("schema").is_some_and(Value::is_object) {
        return json!({ "type": "json_schema", "json_schema": schema });
    }
    let mut format = json!({ "name": schema_name(schema), "schema": schema });
    if strict {
        format["strict"] = json!(true);
    }
    json!({ "type": "json_schema", "json_schema": format })
}

/// The parts of a schema, in whatever form it was typed.
pub(super) struct SchemaParts<'s> {
    /// The name that is sent as it was typed; `None` where it is made from the title.
    pub name: Option<&'s str>,
    pub schema: &'s Map<String, Value>,
    pub strict: bool,
}

/// Takes apart what [`schema_format`] sends.
pub(super) fn parts_of(typed: &Map<String, Value>, strict: bool) -> SchemaParts<'_> {
    let written = typed.get("json_schema").and_then(Value::as_object).unwrap_or(typed);
    let is_whole = !std::ptr::eq(written, typed);
    match written.get("schema").and_then(Value::as_object) {
        Some(schema) if is_whole || written.get("name").is_some_and(Value::is_string) => SchemaParts {
            name: Some(written.get("name").and_then(Value::as_str).unwrap_or_default()),
            schema,
            strict: written.get("strict") == Some(&Value::Bool(true)),
        },
        _ => SchemaParts { name: None, schema: typed, strict },
    }
}

/// Whether servers take it as the name of a schema.
pub(super) fn is_name(name: &str) -> bool {
    (1..=NAME_LENGTH).contains(&name.chars().count()) && name.chars().all(is_name_letter)
}

/// Whether servers allow a letter in a name: letters, digits, `_` and `-`.
fn is_name_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-')
}

/// A name as servers allow it, of the schema's title.
fn schema_name(schema: &Map<String, Value>) -> String {
    let title = schema.get("title").and_then(Value::as_str).unwrap_or_default().trim();
    let name: String =
        title.chars().map(|letter| if is_name_letter(letter) { letter } else { '_' }).take(NAME_LENGTH).collect();
    if name.chars().any(|letter| letter.is_ascii_alphanumeric()) { name } else { "response".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(schema: Value, strict: bool) -> Value {
        schema_format(schema.as_object().expect("an object"), strict)
    }

    #[test]
    fn a_schema_gets_the_name_of_its_title() {
        for (title, name) in [("Weather report", "Weather_report"), ("날씨", "response"), ("", "response")] {
            let schema = json!({ "title": title, "type": "object" });
            let expected = json!({ "type": "json_schema", "json_schema": { "name": name, "schema": schema } });
            assert_eq!(format(schema, false), expected);
        }
        assert_eq!(format(json!({ "type": "object" }), true)["json_schema"]["strict"], true);
    }

    #[test]
    fn what_is_already_in_the_form_of_the_wire_is_taken_as_it_is() {
        let inner = json!({ "name": "n", "strict": false, "schema": { "type": "object" } });
        let whole = json!({ "type": "json_schema", "json_schema": inner });
        assert_eq!(format(inner, true), whole);
        assert_eq!(format(whole.clone(), true), whole);
    }
}
