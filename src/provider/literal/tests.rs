use serde_json::json;

use super::*;

#[test]
fn values_are_read_as_scripts_write_them() {
    let cases = [
        ("{}", json!({})),
        (" [ ] ", json!([])),
        ("{ name: 'My', \"end\": \"x\", 7: [1, 2,], }", json!({ "name": "My", "end": "x", "7": [1, 2] })),
        ("{a: true, b: False, c: None, d: undefined}", json!({ "a": true, "b": false, "c": null, "d": null })),
        ("// first\n{ /* second */ a: 1 } // third", json!({ "a": 1 })),
        ("{ a: 'http://h/v1' }", json!({ "a": "http://h/v1" })),
        ("[0x1F, .5, 5., -1e3, +2, 128_000]", json!([31, 0.5, 5.0, -1000.0, 2, 128_000])),
        (r#"['it\'s', "a\"b", `c\`d`, 'é가']"#, json!(["it's", "a\"b", "c`d", "é가"])),
        (r#"["\n\t\x41\u0042\u{1F642}\ud83d\ude42"]"#, json!(["\n\tAB🙂🙂"])),
        ("['a\\\nb', `c\nd`]", json!(["ab", "c\nd"])),
        ("{ $key_1: 1, 이름: 2 }", json!({ "$key_1": 1, "이름": 2 })),
        ("\u{feff}{a:1}", json!({ "a": 1 })),
        ("{a: 1, a: 2}", json!({ "a": 2 })),
        ("18446744073709551616", json!(18446744073709551616.0)),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), Ok(expected), "{text}");
    }
}

#[test]
fn the_place_that_cannot_be_read_is_named() {
    let cases = [
        ("", 0),
        ("{", 1),
        ("{a}", 2),
        ("{a: }", 4),
        ("{a: BASE}", 4),
        ("{a: 1 b: 2}", 6),
        ("{...x}", 1),
        ("[1,,2]", 3),
        ("['a", 1),
        ("['a\n']", 1),
        ("{} x", 3),
        ("[1e]", 1),
        ("[NaN]", 1),
        ("/* never closed", 0),
        ("`a${b}`", 2),
        (r"'\u12'", 1),
        (r"'\u{110000}'", 1),
    ];
    for (text, at) in cases {
        assert_eq!(read(text), Err(Unread { at }), "{text}");
    }
}

#[test]
fn depth_ends_somewhere() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&nested(DEEPEST)).is_ok());
    assert_eq!(read(&nested(DEEPEST + 1)), Err(Unread { at: DEEPEST }));
    assert!(read(&"{a:".repeat(100_000)).is_err());
}

#[test]
fn places_have_lines_and_columns() {
    let text = "{\n  이름: BASE\n}";
    let at = text.find("BASE").expect("it is there");
    assert_eq!((line_and_column(text, at), line_and_column(text, 0)), ((2, 7), (1, 1)));
}
