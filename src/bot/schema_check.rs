//! What servers refuse in a JSON schema, told before it is sent.

use serde_json::{Map, Value};

use super::response_format::{is_name, parts_of};

/// The most concerns that are told of one schema: each tells what to look for in the rest of it.
const MOST: usize = 20;
/// What holds schemas by their names, and what holds them in a list.
const NAMED: [&str; 4] = ["properties", "$defs", "definitions", "patternProperties"];
const LISTED: [&str; 4] = ["anyOf", "oneOf", "allOf", "prefixItems"];

/// Something that a server is likely to refuse. `place` leads to it from the root, as `properties.address`; it is empty
/// for the root itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaConcern {
    /// A name that is no name: empty, too long, or with other letters than servers allow.
    Name { name: String },
    /// The root is no object.
    Root,
    /// Strict mode: an object that does not say `additionalProperties: false`.
    Open { place: String },
    /// Strict mode: a property that is not in `required`.
    Optional { place: String, property: String },
}

/// Checks the schema of a bot, in any of the forms in which it can be typed. `strict` is what the bot asks for; a schema in
/// the form of the wire says so itself.
pub fn check_schema(typed: &Map<String, Value>, strict: bool) -> Vec<SchemaConcern> {
    let parts = parts_of(typed, strict);
    let mut concerns = Vec::new();
    if let Some(name) = parts.name
        && !is_name(name)
    {
        concerns.push(SchemaConcern::Name { name: name.to_owned() });
    }
    if !is_object(parts.schema) {
        concerns.push(SchemaConcern::Root);
    }
    if parts.strict {
        walk(parts.schema, "", &mut concerns);
    }
    concerns.truncate(MOST);
    concerns
}

fn is_object(schema: &Map<String, Value>) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("object")
}

fn walk(schema: &Map<String, Value>, place: &str, concerns: &mut Vec<SchemaConcern>) {
    let properties = schema.get("properties").and_then(Value::as_object);
    if is_object(schema) || properties.is_some() {
        if schema.get("additionalProperties") != Some(&Value::Bool(false)) {
            concerns.push(SchemaConcern::Open { place: place.to_owned() });
        }
        let required = schema.get("required").and_then(Value::as_array);
        let is_required = |name: &str| required.is_some_and(|names| names.iter().any(|other| other == name));
        let optional = properties.into_iter().flat_map(Map::keys).filter(|name| !is_required(name));
        concerns.extend(
            optional.map(|name| SchemaConcern::Optional { place: place.to_owned(), property: name.to_owned() }),
        );
    }
    let inside = |name: &str| if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") };
    let mut each = |schema: &Value, place: String| {
        if let Value::Object(schema) = schema
            && concerns.len() < MOST
        {
            walk(schema, &place, concerns);
        }
    };
    for group in NAMED {
        let schemas = schema.get(group).and_then(Value::as_object);
        schemas.into_iter().flatten().for_each(|(name, schema)| each(schema, inside(&format!("{group}.{name}"))));
    }
    for group in LISTED {
        let schemas = schema.get(group).and_then(Value::as_array);
        let schemas = schemas.into_iter().flatten().enumerate();
        schemas.for_each(|(index, schema)| each(schema, inside(&format!("{group}[{index}]"))));
    }
    if let Some(items) = schema.get("items") {
        each(items, inside("items"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(schema: Value, strict: bool) -> Vec<SchemaConcern> {
        check_schema(schema.as_object().expect("an object"), strict)
    }

    fn open(place: &str) -> SchemaConcern {
        SchemaConcern::Open { place: place.into() }
    }

    fn optional(place: &str, property: &str) -> SchemaConcern {
        SchemaConcern::Optional { place: place.into(), property: property.into() }
    }

    #[test]
    fn a_root_that_is_no_object_is_told() {
        for schema in [json!({}), json!({ "type": "array" }), json!({ "anyOf": [] }), json!({ "type": ["object"] })] {
            assert_eq!(check(schema.clone(), false), [SchemaConcern::Root], "{schema}");
        }
        assert_eq!(check(json!({ "type": "object", "properties": { "a": {} } }), false), []);
    }

    #[test]
    fn strict_schemas_are_closed_and_require_everything() {
        let schema = json!({
            "type": "object", "additionalProperties": false, "required": ["list"],
            "properties": {
                "list": { "type": "array", "items": { "type": "object", "properties": { "a": {} }, "required": ["a"] } },
                "other": { "anyOf": [{ "type": "null" }, { "$ref": "#/$defs/d" }] },
            },
            "$defs": { "d": { "type": "object", "additionalProperties": true } },
        });
        let expected = [optional("", "other"), open("properties.list.items"), open("$defs.d")];
        assert_eq!(check(schema.clone(), true), expected);
        assert_eq!(check(schema, false), []);
    }

    #[test]
    fn the_form_of_the_wire_says_its_name_and_whether_it_is_strict() {
        let name = |name: &str| SchemaConcern::Name { name: name.into() };
        let open_object = json!({ "type": "object" });
        let cases = [
            (json!({ "name": "my name", "schema": open_object }), vec![name("my name")]),
            (json!({ "name": "", "schema": { "type": "object" } }), vec![name("")]),
            (json!({ "name": "n", "strict": true, "schema": open_object }), vec![open("")]),
            (
                json!({ "type": "json_schema", "json_schema": { "name": "날씨", "schema": {}, "strict": false } }),
                vec![name("날씨"), SchemaConcern::Root],
            ),
            (json!({ "type": "json_schema", "json_schema": { "schema": { "type": "object" } } }), vec![name("")]),
        ];
        for (schema, expected) in cases {
            assert_eq!(check(schema.clone(), true), expected, "{schema}");
        }
        assert_eq!(check(json!({ "name": "a".repeat(65), "schema": open_object }), false), [name(&"a".repeat(65))]);
    }

    #[test]
    fn a_schema_without_end_is_told_in_part() {
        let properties: Map<String, Value> = (0..100).map(|n| (format!("p{n}"), json!({}))).collect();
        let schema = json!({ "type": "object", "properties": properties });
        assert_eq!(check(schema, true).len(), MOST);
    }
}
