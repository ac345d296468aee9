//! Rule 18: the server's error, wherever it stands.

use super::super::ServerError;
use super::{check, check_error, failure, server_error, sse};

const TEXT: &str = r#"{"choices":[{"delta":{"content":"Hi"}}]}"#;

#[test]
fn errors_with_an_http_status() {
    let cases: [(&str, &str, [&str; 4]); 31] = [
        ("object", r#"{"error":{"message":"m","type":"t","param":"p","code":"c"}}"#, ["m", "c", "t", "p"]),
        ("code as a number", r#"{"error":{"message":"m","code":404}}"#, ["m", "404", "", ""]),
        ("string", r#"{"error":"m"}"#, ["m", "", "", ""]),
        ("nested", r#"{"error":{"error":{"message":"m","type":"t"}}}"#, ["m", "", "t", ""]),
        (
            "array",
            r#"[{"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT"}}]"#,
            ["m", "400", "INVALID_ARGUMENT", ""],
        ),
        ("array within", r#"{"error":[{"message":"m"},{"message":"n"}]}"#, ["m; n", "", "", ""]),
        (
            "object error",
            r#"{"object":"error","message":"m","type":"t","param":null,"code":400}"#,
            ["m", "400", "t", ""],
        ),
        ("error_message", r#"{"error_type":"t","error_message":"m"}"#, ["m", "", "t", ""]),
        ("detail", r#"{"detail":"m"}"#, ["m", "", "", ""]),
        (
            "detail list",
            r#"{"detail":[{"type":"extra_forbidden","loc":["body","top_k"],"msg":"m"},{"loc":["body","x"],"msg":"n"}]}"#,
            ["body.top_k: m; body.x: n", "", "extra_forbidden", "top_k"],
        ),
        (
            "message is an object",
            r#"{"object":"error","message":{"detail":[{"loc":["body","stop"],"msg":"m"}]},"code":null}"#,
            ["body.stop: m", "", "", "stop"],
        ),
        ("errors", r#"{"result":null,"success":false,"errors":[{"code":7003,"message":"m"}]}"#, ["m", "7003", "", ""]),
        ("errors of strings", r#"{"errors":["m","n"]}"#, ["m; n", "", "", ""]),
        ("message", r#"{"message":"m","request_id":"1"}"#, ["m", "", "", ""]),
        ("statusCode", r#"{"statusCode":401,"message":"m"}"#, ["m", "401", "", ""]),
        ("code beside", r#"{"code":"c","error":"m"}"#, ["m", "c", "", ""]),
        ("type beside", r#"{"error":"m","error_type":"t"}"#, ["m", "", "t", ""]),
        ("x_groq", r#"{"x_groq":{"error":"m"}}"#, ["m", "", "", ""]),
        (
            "words for nothing",
            r#"{"error":{"message":"m","type":"None","param":"None","code":"null"}}"#,
            ["m", "", "", ""],
        ),
        ("flag", r#"{"error":true,"message":"m"}"#, ["m", "", "", ""]),
        ("no message", r#"{"error":{"type":"overloaded"}}"#, ["overloaded", "", "overloaded", ""]),
        ("unknown JSON", r#"{"foo":1}"#, [r#"{"foo":1}"#, "", "", ""]),
        ("words", "  Not Found \n", ["Not Found", "", "", ""]),
        ("a JSON string", r#""m""#, ["m", "", "", ""]),
        (
            "a web page",
            "<html><head><TITLE lang=en>502 Bad\nGateway</TITLE></head><body>more</body></html>",
            ["502 Bad Gateway", "", "", ""],
        ),
        (
            "a web page without title",
            "<!-- a > b --><html><head><title> </title><STYLE>b{}</STYLE><script>if (a<b) {}</script></head><body>\n<h1>Bad gateway</h1><p>1 &lt; 2</p></html>",
            ["Bad gateway 1 < 2", "", "", ""],
        ),
        ("an error in XML", "<?xml version='1.0'?><Error><Code>Busy</Code></Error>", ["Busy", "", "", ""]),
        ("tags that say nothing", "<html><body><img src=x onerror=alert(1)><br", ["", "", "", ""]),
        ("words that look like a field", "error: m", ["error: m", "", "", ""]),
        ("JSON lines", "{\"status\":\"failed\"}\n{\"error\":\"m\"}\n", ["m", "", "", ""]),
        ("an event stream", "event: error\ndata: {\"error\":{\"message\":\"m\"}}\n\n", ["m", "", "", ""]),
    ];
    for (name, body, expected) in cases {
        check_error(name, 400, body, expected);
    }
    for (name, body) in [
        ("empty", ""),
        ("blank", " \n"),
        ("{}", "{}"),
        ("null", "null"),
        ("blank error", r#"{"error":{"message":""}}"#),
    ] {
        check_error(name, 500, body, ["", "", "", ""]);
    }
    check_error("byte order mark", 400, "\u{FEFF}{\"error\":\"m\"}", ["m", "", "", ""]);
    check_error("invalid UTF-8", 400, b"\xFFm", ["\u{FFFD}m", "", "", ""]);
}

#[test]
fn what_is_no_error() {
    let words = [
        r#"{"choices":[{"delta":{"content":"!"}}],"error":null}"#,
        r#"{"choices":[{"delta":{"content":"!"}}],"error":""}"#,
        r#"{"choices":[{"delta":{"content":"!"}}],"error":{}}"#,
        r#"{"choices":[{"delta":{"content":"!"}}],"error":{"message":null,"code":null}}"#,
        r#"{"choices":[{"delta":{"content":"!"}}],"error":[]}"#,
        r#"{"choices":[{"delta":{"content":"!"}}],"error":false}"#,
        r#"{"choices":[{"delta":{"content":"!"}}],"error":0}"#,
        r#"{"choices":[{"delta":{"content":"!"}}],"message":"fine","detail":"fine"}"#,
        r#"{"choices":[{"delta":{"content":"!"}}],"errors":[]}"#,
        r#"{"choices":[{"delta":{"content":"!"}}],"x_groq":{"id":"1","error":null}}"#,
    ];
    for event in words {
        check(event, sse(&[TEXT, event, "[DONE]"]), super::reply("Hi!"));
    }
}

#[test]
fn errors_in_a_200() {
    let cases = [
        ("mid-stream", sse(&[TEXT, r#"{"error":{"message":"m"}}"#]), failure("api", "Hi").words("m")),
        ("then [DONE]", sse(&[TEXT, r#"{"error":{"message":"m"}}"#, "[DONE]"]), failure("api", "Hi").words("m")),
        ("string", sse(&[TEXT, r#"{"error":"m"}"#]), failure("api", "Hi").words("m")),
        (
            "named",
            format!("{}event: error\ndata: {{\"message\":\"m\"}}\n\n", sse(&[TEXT])),
            failure("api", "Hi").words("m"),
        ),
        (
            "named, plain words",
            format!("{}event: error\ndata: m\ndata: n\n\n", sse(&[TEXT])),
            failure("api", "Hi").words("m\nn"),
        ),
        (
            "named, odd JSON",
            format!("{}event: error\ndata: {{\"foo\":1}}\n\n", sse(&[TEXT])),
            failure("api", "Hi").words(r#"{"foo":1}"#),
        ),
        (
            "named, at the end",
            format!("{}event: error\ndata: {{\"message\":\"m\"}}", sse(&[TEXT])),
            failure("api", "Hi").words("m"),
        ),
        (
            "named after its data",
            format!("{}data: {{\"error\":\"m\"}}\nevent: error\n\n", sse(&[TEXT])),
            failure("api", "Hi").words("m"),
        ),
        ("field", format!("{}error: {{\"message\":\"m\"}}\n\n", sse(&[TEXT])), failure("api", "Hi").words("m")),
        ("field with words", format!("{}error: m\n\n", sse(&[TEXT])), failure("api", "Hi").words("m")),
        (
            "bare line",
            format!("{}{{\"error\":{{\"message\":\"m\"}}}}\n\n", sse(&[TEXT])),
            failure("api", "Hi").words("m"),
        ),
        (
            "bare lines",
            format!("{}{{\n \"error\": {{\n  \"message\": \"m\"\n }}\n}}\n", sse(&[TEXT])),
            failure("api", "Hi").words("m"),
        ),
        ("array", sse(&[TEXT, r#"[{"error":{"message":"m"}}]"#]), failure("api", "Hi").words("m")),
        ("document", r#"{"error":{"message":"m"}}"#.to_owned(), failure("api", "").words("m")),
        (
            "document, array",
            "[{\n  \"error\": {\n    \"message\": \"m\"\n  }\n}\n]\n".to_owned(),
            failure("api", "").words("m"),
        ),
        ("document, detail", r#"{"detail":"m"}"#.to_owned(), failure("api", "").words("m")),
        (
            "in an empty frame",
            sse(&[TEXT, r#"{"object":"error","message":"m","code":400,"choices":[]}"#]),
            failure("api", "Hi").words("m"),
        ),
        (
            "beside usage",
            r#"{"object":"error","message":"m","usage":{"prompt_tokens":5}}"#.to_owned(),
            failure("api", "").words("m").usage_of([Some(5), None, None]),
        ),
        ("detail in an empty frame", r#"{"detail":"m","choices":[]}"#.to_owned(), failure("api", "").words("m")),
        ("document, message", r#"{"message":"m"}"#.to_owned(), failure("api", "").words("m")),
        (
            "document, envelope",
            r#"{"result":null,"success":false,"errors":[{"code":1,"message":"m"}]}"#.to_owned(),
            failure("api", "").words("m"),
        ),
        (
            "beside text",
            sse(&[r#"{"choices":[{"delta":{"content":"Hi"},"finish_reason":"error"}],"error":{"message":"m"}}"#]),
            failure("api", "Hi").finish("error").words("m"),
        ),
        (
            "in the choice",
            r#"{"choices":[{"error":{"message":"m","code":502}}]}"#.to_owned(),
            failure("api", "").words("m"),
        ),
        (
            "x_groq",
            sse(&[TEXT, r#"{"choices":[{"delta":{}}],"x_groq":{"error":"m"}}"#]),
            failure("api", "Hi").words("m"),
        ),
        (
            "plain words before it",
            sse(&[TEXT, "Traceback", r#"{"error":{"message":"m"}}"#]),
            failure("api", "Hi").words("m").skipped(1),
        ),
    ];
    for (name, body, expected) in cases {
        check(name, body, expected);
    }
}

#[test]
fn the_event_name_lasts_for_one_event() {
    check("named ping", format!("event: ping\ndata: {{}}\n\n{}", sse(&[TEXT, "[DONE]"])), super::reply("Hi"));
    check("named error without data", format!("event: error\n\n{}", sse(&[TEXT, "[DONE]"])), super::reply("Hi"));
    check("renamed", format!("event: error\nevent: message\n{}", sse(&[TEXT, "[DONE]"])), super::reply("Hi"));
}

#[test]
fn long_words_are_cut() {
    let error = server_error(500, "한".repeat(5_000));
    assert_eq!(error.message.len(), ServerError::LONGEST_MESSAGE - 1);
    let nested = format!("{}\"m\"{}", r#"{"error":"#.repeat(100), "}".repeat(100));
    assert!(!server_error(500, nested).message.is_empty());
    let error = server_error(500, format!("<title>{}</title>", "t".repeat(5_000)));
    assert_eq!(error.message.len(), 200);
}
