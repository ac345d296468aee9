//! Token usage in all its places and shapes (dialects rule 13).

use serde_json::{Map, Value};

use super::{
    Usage,
    loose::{count, field, number},
};

/// The usage that one event carries; `None` when it carries none or nothing but zeros.
pub(super) fn of_event(event: &Map<String, Value>) -> Option<Usage> {
    let groq = || event.get("x_groq")?.get("usage");
    // Moonshot puts it into the choice.
    let choice = || event.get("choices")?.get(0)?.get("usage");
    [event.get("usage"), groq(), choice()]
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .find_map(read)
        .or_else(|| ollama(event))
}

fn read(usage: &Map<String, Value>) -> Option<Usage> {
    let at = |names: &[&str]| names.iter().find_map(|name| count(field(usage, name)?));
    let detail = |group: &str, name: &str| count(field(usage, group)?.get(name)?);
    let cost = field(usage, "cost").and_then(|cost| number(cost.get("total_cost").unwrap_or(cost)));
    not_zero(Usage {
        prompt_tokens: at(&["prompt_tokens", "input_tokens"]),
        completion_tokens: at(&["completion_tokens", "output_tokens"]),
        total_tokens: at(&["total_tokens"]),
        cached_tokens: detail("prompt_tokens_details", "cached_tokens")
            .or_else(|| at(&["prompt_cache_hit_tokens", "cached_tokens", "cache_read_input_tokens"])),
        reasoning_tokens: detail("completion_tokens_details", "reasoning_tokens").or_else(|| at(&["reasoning_tokens"])),
        cost,
    })
}

/// Ollama's own format counts at the top level of its last line.
fn ollama(event: &Map<String, Value>) -> Option<Usage> {
    let at = |name: &str| count(field(event, name)?);
    not_zero(Usage { prompt_tokens: at("prompt_eval_count"), completion_tokens: at("eval_count"), ..Usage::default() })
}

fn not_zero(usage: Usage) -> Option<Usage> {
    let counts =
        [usage.prompt_tokens, usage.completion_tokens, usage.total_tokens, usage.cached_tokens, usage.reasoning_tokens];
    let says_something =
        counts.into_iter().flatten().any(|count| count > 0) || usage.cost.is_some_and(|cost| cost > 0.0);
    says_something.then_some(usage)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn usage_is_found_where_servers_put_it() {
        let plain = |prompt, completion, total| Usage {
            prompt_tokens: prompt,
            completion_tokens: completion,
            total_tokens: total,
            ..Usage::default()
        };
        let cases = [
            (
                json!({"usage": {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}}),
                Some(plain(Some(3), Some(4), Some(7))),
            ),
            (
                json!({"usage": {"prompt_tokens": "3", "completion_tokens": null, "total_tokens": 7.0}}),
                Some(plain(Some(3), None, Some(7))),
            ),
            (json!({"usage": null, "x_groq": {"usage": {"prompt_tokens": 3}}}), Some(plain(Some(3), None, None))),
            (json!({"choices": [{"usage": {"prompt_tokens": 3}}]}), Some(plain(Some(3), None, None))),
            (json!({"prompt_eval_count": 3, "eval_count": 4}), Some(plain(Some(3), Some(4), None))),
            (json!({"usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}}), None),
            (json!({"usage": {}}), None),
            (json!({"usage": "none"}), None),
            (json!({"usage": {"prompt_tokens": -1}}), None),
            (json!({}), None),
        ];
        for (event, expected) in cases {
            assert_eq!(event.as_object().and_then(of_event), expected, "{event}");
        }
    }

    #[test]
    fn details_and_cost_are_read() {
        let cases = [
            (
                json!({"prompt_tokens_details": {"cached_tokens": 5}, "completion_tokens_details": {"reasoning_tokens": 6}}),
                (Some(5), Some(6), None),
            ),
            (
                json!({"prompt_cache_hit_tokens": 5, "reasoning_tokens": "6", "cost": "0.5"}),
                (Some(5), Some(6), Some(0.5)),
            ),
            (
                json!({"cached_tokens": 5, "prompt_tokens_details": null, "cost": {"total_cost": 0.25}}),
                (Some(5), None, Some(0.25)),
            ),
        ];
        for (usage, expected) in cases {
            let read =
                usage.as_object().and_then(read).map(|usage| (usage.cached_tokens, usage.reasoning_tokens, usage.cost));
            assert_eq!(read, Some(expected), "{usage}");
        }
    }
}
