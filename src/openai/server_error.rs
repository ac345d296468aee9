//! Finding the server's error in whatever it answers (dialects rule 18).

use serde_json::{Map, Value};

use super::{
    BodyEnd, CompletionError, ReplyReader, ServerError,
    error::cut,
    json,
    loose::{field, first_text, is_blank, word},
};

/// How deep an error within an error is looked for.
const DEEPEST: usize = 4;
/// The longest title of a web page that is shown, in bytes, and the longest beginning of the text of one without.
const LONGEST_TITLE: usize = 200;

/// What an error object says, before it has its HTTP status.
#[derive(Default)]
struct Words {
    message: String,
    code: Option<String>,
    kind: Option<String>,
    param: Option<String>,
}

impl Words {
    fn with_status(self, status: u16) -> ServerError {
        let message = cut(self.message.trim(), ServerError::LONGEST_MESSAGE).to_owned();
        ServerError { status, message, code: self.code, kind: self.kind, param: self.param, ..ServerError::default() }
    }
}

/// Reads the body of an answer whose HTTP status is not 2xx, in any shape; always a [`CompletionError::Api`].
pub fn read_error_body(status: u16, body: &[u8]) -> CompletionError {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{FEFF}').trim();
    let of_words = |words: &str| Words { message: words.to_owned(), ..Words::default() }.with_status(status);
    CompletionError::Api(if text.starts_with('<') {
        of_words(&html_title(text).or_else(|| html_text(text)).unwrap_or_default())
    } else if let Some(value) = json::read(text.as_bytes()) {
        let words = match &value {
            Value::Object(fields) => find(fields, false),
            Value::Array(_) => words_of(&value, DEEPEST),
            _ => None,
        };
        match (words, &value) {
            (Some(words), _) => words.with_status(status),
            (None, Value::String(words)) => of_words(words),
            (None, value) if is_blank(value) => of_words(""),
            (None, _) => of_words(text),
        }
    } else {
        in_stream(status, body).unwrap_or_else(|| of_words(text))
    })
}

/// Some servers send errors as an event stream or JSON lines, whatever the status.
fn in_stream(status: u16, body: &[u8]) -> Option<ServerError> {
    const STARTS: [&[u8]; 6] = [b"data:", b"event:", b":", b"error: {", b"{", b"["];
    let body = body.trim_ascii_start();
    STARTS.iter().find(|start| body.starts_with(start))?;
    let mut reader = ReplyReader::new(status);
    reader.feed(body, &mut |_| {});
    match reader.finish(BodyEnd::Closed, &mut |_| {}) {
        Err((CompletionError::Api(error), _)) => Some(error),
        _ => None,
    }
}

/// The error within an event or document; `None` when it holds none. `is_completion` says that it is a part of a reply, so
/// that only explicit errors count, unless it holds nothing of one but its frame.
pub(super) fn of_event(event: &Map<String, Value>, is_completion: bool, status: u16) -> Option<ServerError> {
    find(event, is_completion && !is_hollow(event)).map(|words| words.with_status(status))
}

/// Whether there is no choice in an event, nor what stands in the place of one.
fn is_hollow(event: &Map<String, Value>) -> bool {
    match (event.get("choices"), event.get("message")) {
        (Some(Value::Array(choices)), _) => choices.is_empty(),
        (_, Some(Value::String(_))) => true,
        _ => false,
    }
}

/// The error that an event named `error` holds, whatever its shape.
pub(super) fn of_named_event(text: &str, status: u16) -> ServerError {
    let words = json::read(text.as_bytes()).and_then(|value| match &value {
        Value::Object(fields) => find(fields, false).or_else(|| words_of(&value, DEEPEST)),
        value => words_of(value, DEEPEST),
    });
    words.unwrap_or_else(|| Words { message: text.to_owned(), ..Words::default() }).with_status(status)
}

fn find(event: &Map<String, Value>, is_completion: bool) -> Option<Words> {
    let said = |name: &str| field(event, name).filter(|value| !is_blank(value));
    let whole = || words_of_object(event, DEEPEST);
    let mut found = if let Some(error) = said("error").filter(|error| error.as_f64() != Some(0.0)) {
        match error {
            // A mere flag or number beside the words.
            Value::Bool(_) | Value::Number(_) => {
                Words { code: error.is_number().then(|| error.to_string()), ..whole() }
            }
            error => words_of(error, DEEPEST)?,
        }
    } else if is_completion {
        let in_choice = || {
            field(event, "choices")?
                .as_array()?
                .iter()
                .find_map(|choice| choice.get("error").filter(|error| !is_blank(error)))
        };
        let in_groq = || event.get("x_groq")?.get("error").filter(|error| !is_blank(error));
        words_of(in_choice().or_else(in_groq)?, DEEPEST)?
    } else if event.get("object").and_then(Value::as_str) == Some("error") || said("error_message").is_some() {
        whole()
    } else if let Some(detail) = said("detail").or_else(|| said("errors")) {
        words_of(detail, DEEPEST)?
    } else if said("message").is_some() || said("msg").is_some() {
        whole()
    } else {
        words_of(event.get("x_groq")?.get("error").filter(|error| !is_blank(error))?, DEEPEST)?
    };
    found.code = found.code.or_else(|| code(event));
    found.kind = found.kind.or_else(|| label(event, &["error_type"]));
    Some(found)
}

fn words_of(value: &Value, depth: usize) -> Option<Words> {
    match value {
        Value::String(words) => Some(Words { message: words.clone(), ..Words::default() }),
        Value::Object(fields) => Some(words_of_object(fields, depth)),
        Value::Array(items) => {
            let mut all = items.iter().filter(|item| !is_blank(item)).filter_map(|item| match depth.checked_sub(1) {
                Some(depth) => words_of(item, depth),
                None => Some(as_text(item)),
            });
            let mut first = all.next()?;
            for other in all.take(20) {
                first.message.push_str("; ");
                first.message.push_str(&other.message);
            }
            Some(first)
        }
        value => word(value).map(|message| Words { message, ..Words::default() }),
    }
}

fn words_of_object(fields: &Map<String, Value>, depth: usize) -> Words {
    const MESSAGES: [&str; 7] = ["message", "error", "error_message", "detail", "msg", "errors", "description"];
    let inner = MESSAGES
        .iter()
        .find_map(|name| field(fields, name).filter(|value| !is_blank(value) && **value != Value::Bool(true)));
    let mut words = match (inner, depth.checked_sub(1)) {
        (Some(inner), Some(depth)) => words_of(inner, depth).unwrap_or_default(),
        _ => Words::default(),
    };
    if words.message.is_empty() {
        let code = field(fields, "code").and_then(Value::as_str).filter(|code| !code.is_empty()).map(str::to_owned);
        words.message = code
            .or_else(|| label(fields, &["error_type", "type", "status", "code"]))
            .unwrap_or_else(|| Value::Object(fields.clone()).to_string());
    }
    // FastAPI names the field that an item of `detail` is about.
    if let Some(path) = field(fields, "loc").and_then(Value::as_array) {
        let path: Vec<String> = path.iter().filter_map(word).collect();
        words.message = format!("{}: {}", path.join("."), words.message);
        words.param = path.into_iter().next_back();
    }
    // OpenRouter hands on what its upstream said.
    if let Some(raw) = fields.get("metadata").and_then(|metadata| metadata.get("raw")).and_then(word) {
        words.message = format!("{}: {raw}", words.message);
    }
    words.code = code(fields).or(words.code);
    words.kind = label(fields, &["type", "error_type", "status"]).or(words.kind);
    words.param = label(fields, &["param"]).or(words.param);
    words
}

fn as_text(value: &Value) -> Words {
    Words { message: value.to_string(), ..Words::default() }
}

fn code(fields: &Map<String, Value>) -> Option<String> {
    const NAMES: [&str; 4] = ["code", "statusCode", "status_code", "http_status_code"];
    NAMES.iter().find_map(|name| field(fields, name).and_then(word).filter(|word| !is_none(word)))
}

/// The first of these fields that is a text.
fn label(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    first_text(fields, names).filter(|text| !is_none(text)).map(str::to_owned)
}

/// LiteLLM writes `"None"` for none.
fn is_none(text: &str) -> bool {
    matches!(text, "None" | "null")
}

/// The title of a web page, on one line.
pub(super) fn html_title(page: &str) -> Option<String> {
    let start = find_ignoring_case(page, "<title")?;
    let (_, rest) = page.get(start..)?.split_once('>')?;
    let title = rest.get(..find_ignoring_case(rest, "</title").unwrap_or(rest.len()))?;
    on_one_line(title)
}

/// The beginning of what a web page says, on one line. It is text, whatever stands in it.
fn html_text(page: &str) -> Option<String> {
    let mut said = String::new();
    let mut rest = page;
    while !rest.is_empty() && said.len() <= LONGEST_TITLE {
        let (text, tag) = rest.split_once('<').unwrap_or((rest, ""));
        for word in text.split_whitespace() {
            said.push_str(word);
            said.push(' ');
        }
        rest = after_tag(tag);
    }
    on_one_line(&said)
}

/// What follows a tag that has begun. What a script, a style sheet or a comment holds is nothing that the page says.
fn after_tag(tag: &str) -> &str {
    const HIDDEN: [(&str, &str); 3] = [("!--", "-->"), ("script", "</script>"), ("style", "</style>")];
    let begins = |name: &str| tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let end = HIDDEN.into_iter().find(|(name, _)| begins(name)).map_or(">", |(_, end)| end);
    find_ignoring_case(tag, end).and_then(|at| tag.get(at + end.len()..)).unwrap_or_default()
}

fn on_one_line(text: &str) -> Option<String> {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (entity, letter) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        line = line.replace(entity, letter);
    }
    let line = cut(&line, LONGEST_TITLE);
    (!line.is_empty()).then(|| line.to_owned())
}

/// Where an ASCII text first stands in another, in any case.
fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}
