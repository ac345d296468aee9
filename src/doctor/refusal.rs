//! What an error of the server is about.

use super::observation::Answer;
use super::outcome::Cause;
use crate::openai::ServerError;

/// Why a server cannot answer anything now, by its status: there is a proxy and nothing behind it, it is not ready, or
/// it fails itself. `None` for a status that is about the request alone, as 501 is.
pub fn outage(answer: &Answer, words: &str) -> Option<Cause> {
    let (status, words) = (answer.status, words.to_owned());
    match status {
        // Those from 520 on are Cloudflare's.
        502 | 504 | 520..=524 => Some(Cause::BadGateway { status }),
        // A server that is loading says so; a proxy shows a page.
        503 if words.is_empty() || answer.is_html() => Some(Cause::BadGateway { status }),
        503 | 529 => Some(Cause::Busy { status, words }),
        501 => None,
        500.. => Some(Cause::ServerFailed { status, words }),
        _ => None,
    }
}

/// Whether the server rejects or misses a key. Not every server says so with 401: LiteLLM without a database, Gemini and
/// xAI answer 400 (dialects rule 18).
pub fn is_about_key(error: &ServerError) -> bool {
    let words = error.message.to_ascii_lowercase();
    let named = words.contains("api key") || words.contains("api_key") || words.contains("authorization");
    let wrong = ["not valid", "invalid", "incorrect", "missing", "expired", "must set"]
        .iter()
        .any(|wrong| words.contains(wrong));
    error.status == 401
        || has_code(error, &["no_db_connection", "invalid_api_key", "API_KEY_INVALID"])
        || (matches!(error.status, 400 | 403) && named && wrong)
}

/// Whether the server does not know the model.
pub fn is_about_model(error: &ServerError) -> bool {
    let words = error.message.to_ascii_lowercase();
    let unknown = ["not found", "not exist", "unknown", "no such", "try pulling", "invalid model", "not loaded"];
    let says_so = words.contains("model") && unknown.iter().any(|unknown| words.contains(unknown));
    has_code(error, &["model_not_found", "unknown_model", "DeploymentNotFound"])
        || (matches!(error.status, 400 | 404 | 422) && (says_so || error.param.as_deref() == Some("model")))
}

fn has_code(error: &ServerError, codes: &[&str]) -> bool {
    [&error.code, &error.kind].into_iter().flatten().any(|said| codes.contains(&said.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openai::{CompletionError, read_error_body};

    #[test]
    fn outages_are_of_the_proxy_or_of_the_server() {
        let gateway = |status| Some(Cause::BadGateway { status });
        let cases = [
            (502, "<html>", "502 Bad Gateway", gateway(502)),
            (504, "", "", gateway(504)),
            (522, "", "", gateway(522)),
            (503, "<html>", "503 Service Temporarily Unavailable", gateway(503)),
            (503, "", "", gateway(503)),
            (503, "{}", "Loading model", Some(Cause::Busy { status: 503, words: "Loading model".into() })),
            (529, "{}", "Overloaded", Some(Cause::Busy { status: 529, words: "Overloaded".into() })),
            (500, "", "oh", Some(Cause::ServerFailed { status: 500, words: "oh".into() })),
            (501, "", "no", None),
            (404, "", "no", None),
            (200, "", "", None),
        ];
        for (status, body, words, expected) in cases {
            let answer = Answer { status, body: body.into(), ..Answer::default() };
            assert_eq!(outage(&answer, words), expected, "{status} {words}");
        }
    }

    #[test]
    fn errors_are_about_the_key_or_the_model_or_neither() {
        let cases = [
            (401, r#"{"error":"Unauthorized"}"#, true, false),
            (401, "", true, false),
            (
                400,
                r#"[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key."}}]"#,
                true,
                false,
            ),
            (400, r#"{"error":{"message":"No connected db.","type":"no_db_connection","code":"400"}}"#, true, false),
            (403, r#"{"error":{"message":"Missing API key"}}"#, true, false),
            (403, r#"{"error":{"message":"Country not supported"}}"#, false, false),
            (
                404,
                r#"{"error":{"message":"model \"x\" not found, try pulling it first","type":"api_error"}}"#,
                false,
                true,
            ),
            (404, r#"{"error":{"message":"The model `x` does not exist.","code":"model_not_found"}}"#, false, true),
            (
                404,
                r#"{"error":{"code":"DeploymentNotFound","message":"The API deployment does not exist."}}"#,
                false,
                true,
            ),
            (404, r#"{"detail":"Not Found"}"#, false, false),
            (400, r#"{"error":{"message":"bad","param":"model"}}"#, false, true),
            (500, r#"{"error":{"message":"model not found in memory"}}"#, false, false),
        ];
        for (status, body, key, model) in cases {
            let CompletionError::Api(error) = read_error_body(status, body.as_bytes()) else { panic!("an error") };
            assert_eq!((is_about_key(&error), is_about_model(&error)), (key, model), "{body}");
        }
    }
}
