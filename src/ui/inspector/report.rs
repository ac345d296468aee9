//! The details as a text for somebody who helps: without keys, secret headers and messages.

use leptos::prelude::*;
use serde_json::Value;

use super::amount::duration;
use super::body::lay_out;
use super::request::notes;
use super::seen::Seen;
use super::timing;
use crate::browser::clock;
use crate::chat::{Ending, Exchange, ReplyDetails, Timing, spans};
use crate::openai::HttpRequest;
use crate::text::fill;
use crate::text::words::InspectorWords;

/// The report on a reply as it stands now.
pub(super) fn report(seen: &Seen, words: &InspectorWords) -> String {
    untrack(|| {
        let exchange = seen.exchange.get().unwrap_or_default();
        let sent = clock::timestamp(exchange.sent);
        let details = seen.details.get().unwrap_or_default();
        let request = seen.request.get();
        write(&sent, &exchange, &details, &seen.timing.get(), request.as_deref(), &seen.headers.get(), words)
    })
}

fn write(
    sent: &str,
    exchange: &Exchange,
    details: &ReplyDetails,
    timing: &Timing,
    request: Option<&HttpRequest>,
    headers: &[(String, String)],
    words: &InspectorWords,
) -> String {
    let mut lines = vec![format!("AISCouncil · {}", words.title)];
    let mut say = |phrase: &str, values: &[(&str, &str)]| lines.push(fill(phrase, values));
    say(words.report_sent, &[("time", sent)]);
    say(words.report_model, &[("model", &details.model), ("provider", &details.provider_name)]);
    let status = exchange.status.map_or_else(|| words.no_answer.to_owned(), |status| status.to_string());
    say(words.report_status, &[("status", &status)]);
    say(words.report_ending, &[("ending", &ending(&details.ending, words))]);
    for span in spans(timing, None) {
        lines.push(format!("{}: {}", timing::name(span.phase, words), duration(span.end - span.start, words)));
    }
    lines.extend(notes(exchange, words));
    lines.push(String::new());
    match request {
        None => lines.push(format!("POST {}", exchange.url)),
        Some(request) => {
            lines.push(format!("{} {}", request.method.as_str(), request.url));
            lines.extend(request.headers.iter().map(|header| format!("{}: {}", header.name, header.shown_value())));
            let body = request.body.as_deref().and_then(|body| serde_json::from_str::<Value>(body).ok());
            if let Some(mut body) = body {
                let count = body.get("messages").and_then(Value::as_array).map_or(0, Vec::len);
                // Prompts of servers' own names would be texts of the conversation too.
                for name in ["prompt", "system", "input"] {
                    if let Some(text) = body.get_mut(name) {
                        *text = Value::from("…");
                    }
                }
                let pieces = lay_out(&body, Some(&format!("[ {count} ]")));
                lines.push(pieces.pieces.into_iter().map(|(_, text)| text).collect());
            }
        }
    }
    if !headers.is_empty() {
        lines.push(String::new());
        lines.extend(headers.iter().map(|(name, value)| format!("{name}: {value}")));
    }
    lines.push(String::new());
    lines.push(words.report_hint.to_owned());
    lines.join("\n")
}

/// How it ended; the server's words are in the error card, and may hold what was asked.
fn ending(ending: &Ending, words: &InspectorWords) -> String {
    match ending {
        Ending::Unfinished => words.unfinished.to_owned(),
        Ending::Complete => words.complete.to_owned(),
        Ending::Stopped => words.stopped.to_owned(),
        Ending::Failed(error) => error.kind().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openai::{Header, Method};
    use crate::text::Language;

    #[test]
    fn a_report_holds_neither_secrets_nor_messages() {
        let header = |name: &str, value: &str, secret| Header { name: name.into(), value: value.into(), secret };
        let request = HttpRequest {
            method: Method::Post,
            url: "http://h/v1/chat/completions".into(),
            headers: vec![header("Authorization", "Bearer sk-secret-1", true), header("X-A", "1", false)],
            body: Some(
                r#"{"model":"m","messages":[{"content":"private words"}],"prompt":"private too","seed":1}"#.into(),
            ),
        };
        let details = ReplyDetails { model: "m".into(), provider_name: "Lab".into(), ..ReplyDetails::default() };
        let exchange = Exchange { url: request.url.clone(), status: Some(200), ..Exchange::default() };
        let timing = Timing { headers: Some(20.0), first_token: Some(50.0), total: Some(1500.0), ..Timing::default() };
        let answer = [("content-type".to_owned(), "text/event-stream".to_owned())];
        let words = Language::English.words().inspector();
        let report = write("2026-11-22T10:00:00.000Z", &exchange, &details, &timing, Some(&request), &answer, words);
        for said in [
            "Model: m, Lab",
            "HTTP status: 200",
            "Headers: 20 ms",
            "Reasoning: 1.45 s",
            "X-A: 1",
            "\"seed\": 1",
            "[ 1 ]",
            "content-type: text/event-stream",
        ] {
            assert!(report.contains(said), "{said} in {report}");
        }
        assert!(!report.contains("sk-secret") && !report.contains("private"), "{report}");
    }
}
