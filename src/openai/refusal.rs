//! What a refusal in words is about: which parameter, and whether it is the parameter or its value.

use serde_json::{Map, Value};

use super::ServerError;
use super::quirks::KEPT;

/// The parameter that an error is about: named in its `param`, else in its words.
pub(super) fn refused<'s>(error: &ServerError, sent: &'s Map<String, Value>) -> Option<&'s str> {
    let names = || sent.keys().map(String::as_str);
    if let Some(param) = error.param.as_deref().filter(|param| !param.is_empty()) {
        // `stream_options.include_usage`, `messages[0].content`
        let param = param.split(['.', '[']).next().unwrap_or(param);
        if let Some(name) = names().find(|name| is_same(name, param)) {
            return Some(name).filter(|name| !KEPT.contains(name));
        }
    }
    let words = words(&error.message);
    let named = names().filter(|name| !KEPT.contains(name)).filter_map(|name| {
        let place = words.iter().position(|word| is_same(word.text, name) && (name.contains('_') || word.is_a_name))?;
        Some((!words.get(place)?.is_quoted, place, name))
    });
    // Ollama names the ability and not the parameter.
    let thinking = || names().find(|name| *name == "reasoning_effort").filter(|_| mentions(&error.message, "thinking"));
    named.min().map(|(_, _, name)| name).or_else(thinking)
}

/// Whether it is the value that an error is about, and not the parameter.
pub(super) fn is_about_value(error: &ServerError) -> bool {
    const WORDS: [&str; 16] = [
        "unsupported value",
        "invalid value",
        "invalid type",
        "must be",
        "should be",
        "too large",
        "too small",
        "too high",
        "too many",
        "too long",
        "at most",
        "at least",
        "less than",
        "greater than",
        "range",
        "both",
    ];
    let message = error.message.to_ascii_lowercase();
    error.code.as_deref().is_some_and(|code| code.contains("value"))
        || WORDS.iter().any(|words| message.contains(words))
}

/// Whether two spellings name the same parameter: `presencePenalty` and `presence_penalty` do.
fn is_same(one: &str, other: &str) -> bool {
    let letters = |name: &'_ str| {
        name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase()).collect::<Vec<_>>()
    };
    letters(one) == letters(other)
}

pub(super) fn mentions(message: &str, name: &str) -> bool {
    words(message).iter().any(|word| word.text == name)
}

struct Word<'m> {
    text: &'m str,
    is_quoted: bool,
    /// Stands where names of parameters stand, so that "stop" is not a word of the sentence.
    is_a_name: bool,
}

/// The words of a message, with what stands around them.
fn words(message: &str) -> Vec<Word<'_>> {
    const BEFORE: [&str; 10] =
        ["parameter", "parameters", "param", "argument", "arguments", "field", "fields", "property", "option", "name"];
    const VERDICTS: [&str; 8] = [
        "is not supported",
        "are not supported",
        "not supported",
        "is not allowed",
        "is not permitted",
        "is unsupported",
        "does not support",
        "must be",
    ];
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut found: Vec<Word<'_>> = Vec::new();
    let mut rest = message;
    while let Some(start) = rest.find(is_part) {
        let (gap, from_word) = rest.split_at(start);
        let length = from_word.find(|letter| !is_part(letter)).unwrap_or(from_word.len());
        let (text, behind) = from_word.split_at(length);
        let is_quote = |letter: char| matches!(letter, '\'' | '"' | '`' | '‘' | '’' | '“' | '”');
        let is_quoted = gap.ends_with(is_quote) && behind.starts_with(is_quote);
        let after_name =
            found.last().is_some_and(|word| BEFORE.iter().any(|name| word.text.eq_ignore_ascii_case(name)));
        let before_verdict = VERDICTS.iter().any(|verdict| behind.trim_start().starts_with(verdict));
        let begins = found.is_empty() && behind.starts_with(':');
        let is_listed = begins || gap.trim_end().ends_with(':') || gap.ends_with('.') || behind.starts_with('=');
        found.push(Word { text, is_quoted, is_a_name: is_quoted || after_name || before_verdict || is_listed });
        rest = behind;
    }
    found
}
