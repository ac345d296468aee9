//! What an error of the server is about.

use crate::openai::ServerError;

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
