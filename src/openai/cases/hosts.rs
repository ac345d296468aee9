//! Services that host the models of others, each as its description says that it speaks (dialects 2.2, 2.3, 2.5, 2.7, 2.8,
//! 2.18, 2.23).

use super::{check, check_error, failure, reply, server_error, sse};

#[test]
fn azure() {
    check(
        "Azure: prompt filter chunk first, annotations without delta",
        sse(&[
            r#"{"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}}}]}"#,
            r#"{"choices":[{"content_filter_results":{},"delta":{"content":"","refusal":null,"role":"assistant"},"finish_reason":null,"index":0,"logprobs":null}],"created":1,"id":"chatcmpl-1","model":"gpt-test","object":"chat.completion.chunk"}"#,
            r#"{"choices":[{"content_filter_results":{},"delta":{"content":"Hello"},"finish_reason":null,"index":0,"logprobs":null}],"created":1,"id":"chatcmpl-1","model":"gpt-test","object":"chat.completion.chunk"}"#,
            r#"{"choices":[{"content_filter_offsets":{"check_offset":1,"start_offset":1,"end_offset":5},"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}},"finish_reason":null,"index":0}],"created":0,"id":"","model":"","object":""}"#,
            r#"{"choices":[{"content_filter_results":{},"delta":{},"finish_reason":"stop","index":0}],"created":1,"id":"chatcmpl-1","model":"gpt-test","object":"chat.completion.chunk"}"#,
            "[DONE]",
        ]),
        reply("Hello").finish("stop"),
    );
    check(
        "Azure: the filter stops the stream",
        sse(&[
            r#"{"choices":[{"delta":{"content":"Hel"},"finish_reason":null,"index":0}]}"#,
            r#"{"choices":[{"content_filter_results":{"violence":{"filtered":true,"severity":"high"}},"delta":{},"finish_reason":"content_filter","index":0}]}"#,
            "[DONE]",
        ]),
        reply("Hel").finish("content_filter"),
    );
    check_error(
        "Azure: the filter refuses the prompt",
        400,
        r#"{"error":{"inner_error":{"code":"ResponsibleAIPolicyViolation"},"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"jailbreak":{"filtered":true}}},"code":"content_filter","message":"The response was filtered","param":"prompt","type":null,"status":400}}"#,
        ["The response was filtered", "content_filter", "", "prompt"],
    );
    check_error(
        "Azure: the gateway refuses the key",
        401,
        r#"{"statusCode":401,"message":"Access denied due to missing subscription key."}"#,
        ["Access denied due to missing subscription key.", "401", "", ""],
    );
    check_error(
        "Azure: no such deployment",
        404,
        r#"{"error":{"code":"404","message":"Resource not found"}}"#,
        ["Resource not found", "404", "", ""],
    );
}

#[test]
fn openrouter() {
    check(
        "OpenRouter: comments, reasoning twice, choice without index, null behind the finish reason",
        format!(
            ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n{}",
            sse(&[
                r#"{"id":"gen-1","provider":"P","model":"m","object":"chat.completion.chunk","created":1,"choices":[{"delta":{"role":"assistant","content":"","reasoning":"plan","reasoning_details":[{"type":"reasoning.text","text":"plan","format":"unknown","index":0}]},"finish_reason":null,"native_finish_reason":null,"logprobs":null}]}"#,
                r#"{"id":"gen-1","choices":[{"delta":{"role":"assistant","content":"Hello"},"finish_reason":null}]}"#,
                r#"{"id":"gen-1","choices":[{"delta":{"role":"assistant","content":""},"finish_reason":"stop","native_finish_reason":"STOP"}]}"#,
                r#"{"id":"gen-1","choices":[{"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11,"cost":0.0001}}"#,
                "[DONE]",
            ])
        ),
        reply("Hello").reasoning("plan").finish("stop").usage(9, 2, 11),
    );
    check(
        "OpenRouter: error in mid-stream beside a choice that failed",
        sse(&[
            r#"{"id":"gen-1","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}"#,
            r#"{"id":"gen-1","error":{"code":502,"message":"Provider disconnected"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}"#,
        ]),
        failure("api", "Hel").finish("error").words("Provider disconnected"),
    );
    check(
        "OpenRouter: error as the answer of a 200",
        r#"{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"slow down","provider_name":"P"}},"user_id":"u"}"#,
        failure("api", "").words("Provider returned error: slow down"),
    );
    check_error(
        "OpenRouter: out of credit",
        402,
        r#"{"error":{"message":"Insufficient credits","code":402}}"#,
        ["Insufficient credits", "402", "", ""],
    );
}

#[test]
fn groq() {
    check(
        "Groq: x_groq in the first and last chunk, the same usage twice",
        sse(&[
            r#"{"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"x_groq":{"id":"req_1"}}"#,
            r#"{"id":"1","choices":[{"index":0,"delta":{"reasoning":"plan"},"logprobs":null,"finish_reason":null}]}"#,
            r#"{"id":"1","choices":[{"index":0,"delta":{"content":"Hello"},"logprobs":null,"finish_reason":null}]}"#,
            r#"{"id":"1","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"x_groq":{"id":"req_1","usage":{"queue_time":0.1,"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}}"#,
            r#"{"id":"1","choices":[],"usage":{"queue_time":0.1,"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}"#,
            "[DONE]",
        ]),
        reply("Hello").reasoning("plan").finish("stop").usage(9, 2, 11),
    );
    check(
        "Groq: x_groq.error",
        sse(&[
            r#"{"id":"1","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}"#,
            r#"{"id":"1","choices":[],"x_groq":{"id":"req_1","error":"over capacity"}}"#,
        ]),
        failure("api", "Hel").words("over capacity"),
    );
    check(
        "Groq: event error",
        "event: error\ndata: {\"error\":{\"message\":\"Failed to call a function\",\"type\":\"invalid_request_error\",\"code\":\"tool_use_failed\",\"failed_generation\":\"<x>\",\"status_code\":400}}\n\n",
        failure("api", "").words("Failed to call a function"),
    );
    check(
        "Groq: reasoning_format raw",
        sse(&[
            r#"{"choices":[{"index":0,"delta":{"content":"<think>"},"finish_reason":null}]}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"\nplan\n"},"finish_reason":null}]}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"</think>"},"finish_reason":null}]}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"\n\nHello"},"finish_reason":"stop"}]}"#,
            "[DONE]",
        ]),
        reply("Hello").reasoning("plan").finish("stop"),
    );
}

#[test]
fn together() {
    check(
        "Together: each token in text and in delta",
        sse(&[
            r#"{"id":"1","object":"chat.completion.chunk","created":1,"choices":[{"index":0,"text":"Hel","logprobs":null,"finish_reason":null,"seed":null,"delta":{"token_id":1,"role":"assistant","content":"Hel","tool_calls":[]}}],"model":"m","usage":null,"warnings":[{"message":"deprecated"}]}"#,
            r#"{"id":"1","object":"chat.completion.chunk","created":1,"choices":[{"index":0,"text":"lo","logprobs":null,"finish_reason":null,"seed":null,"delta":{"token_id":2,"role":"assistant","content":"lo","tool_calls":[]}}],"model":"m","usage":null}"#,
            r#"{"id":"1","object":"chat.completion.chunk","created":1,"choices":[{"index":0,"text":"","logprobs":null,"finish_reason":"eos","seed":7,"delta":{"token_id":3,"role":"assistant","content":"","tool_calls":[]}}],"model":"m","usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}"#,
            "[DONE]",
        ]),
        reply("Hello").finish("eos").usage(9, 2, 11),
    );
    check(
        "Together: error in mid-stream",
        sse(&[
            r#"{"choices":[{"index":0,"text":"Hel","delta":{"content":"Hel"}}]}"#,
            r#"{"id":"1","error":{"message":"upstream gone","type":"server_error","param":null,"code":null}}"#,
        ]),
        failure("api", "Hel").words("upstream gone"),
    );
}

#[test]
fn fireworks() {
    check(
        "Fireworks: reasoning_content, usage and perf_metrics with the finish reason",
        sse(&[
            r#"{"id":"1","choices":[{"index":0,"delta":{"role":"assistant"},"finish_reason":null}],"usage":null}"#,
            r#"{"id":"1","choices":[{"index":0,"delta":{"reasoning_content":"plan"},"finish_reason":null}],"usage":null}"#,
            r#"{"id":"1","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}],"usage":null}"#,
            r#"{"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"total_tokens":11,"completion_tokens":2},"perf_metrics":{"server-time-to-first-token":"0.1"}}"#,
            "[DONE]",
        ]),
        reply("Hello").reasoning("plan").finish("stop").usage(9, 2, 11),
    );
    check_error(
        "Fireworks: thinking and reasoning_effort together",
        400,
        r#"{"error":{"object":"error","type":"invalid_request_error","code":"invalid_request_error","message":"Cannot specify both 'thinking' and 'reasoning_effort'"}}"#,
        ["Cannot specify both 'thinking' and 'reasoning_effort'", "invalid_request_error", "invalid_request_error", ""],
    );
}

#[test]
fn cloudflare() {
    check(
        "Cloudflare: choices without index",
        sse(&[
            r#"{"choices":[{"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}]}"#,
            r#"{"choices":[{"delta":{"content":"lo"},"finish_reason":"stop"}]}"#,
            r#"{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}"#,
            "[DONE]",
        ]),
        reply("Hello").finish("stop").usage(9, 2, 11),
    );
    check(
        "Cloudflare: a document although a stream was asked for",
        r#"{"id":"1","object":"chat.completion","model":"@cf/m","choices":[{"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}"#,
        reply("Hello").finish("stop"),
    );
    let envelope =
        r#"{"result":null,"success":false,"errors":[{"code":7003,"message":"No route for that URI"}],"messages":[]}"#;
    check_error("Cloudflare: error envelope", 400, envelope, ["No route for that URI", "7003", "", ""]);
    check("Cloudflare: error envelope in a 200", envelope, failure("api", "").words("No route for that URI"));
    check(
        "Cloudflare: own stream format",
        sse(&[
            r#"{"response":"Hel"}"#,
            r#"{"response":"lo"}"#,
            r#"{"response":"","usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}"#,
            "[DONE]",
        ]),
        reply("Hello").usage(9, 2, 11),
    );
    check("Cloudflare: own stream format, cut", sse(&[r#"{"response":"Hel"}"#]), failure("interrupted", "Hel"));
    check(
        "Cloudflare: own document format",
        r#"{"result":{"response":"Hello","usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}},"success":true,"errors":[],"messages":[]}"#,
        reply("Hello").usage(9, 2, 11),
    );
}

#[test]
fn others() {
    check_error(
        "Venice",
        400,
        r#"{"error_type":"invalid_request","error_message":"Bad model"}"#,
        ["Bad model", "", "invalid_request", ""],
    );
    check(
        "Google: a bare error line within the stream",
        format!(
            "{}{{\"error\":{{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}}}\n",
            sse(&[r#"{"choices":[{"delta":{"content":"Hel"},"index":0}]}"#])
        ),
        failure("api", "Hel").words("The model is overloaded."),
    );
    check(
        "Z.ai: network_error",
        sse(&[
            r#"{"choices":[{"index":0,"finish_reason":"network_error","delta":{"role":"assistant","content":"Hel"}}]}"#,
            "[DONE]",
        ]),
        failure("finish_error", "Hel").finish("network_error"),
    );
    check(
        "DashScope-like: cumulative deltas",
        sse(&[
            r#"{"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"","reasoning_content":"Let"}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"","reasoning_content":"Let me"}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"","reasoning_content":"Let me see"}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"Sure"}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"Sure, it"}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"Sure, it is 4"}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"Sure, it is 4"},"finish_reason":"stop"}]}"#,
            "[DONE]",
        ]),
        reply("Sure, it is 4").reasoning("Let me see").finish("stop"),
    );
    for reason in ["stop_sequence", "end_turn", "COMPLETE", "eos"] {
        let end = format!(r#"{{"choices":[{{"index":0,"delta":{{"content":"Hi"}},"finish_reason":"{reason}"}}]}}"#);
        let outcome = super::read([sse(&[&end]).as_bytes()], super::BodyEnd::Closed);
        assert!(outcome.result.is_ok_and(|reply| reply.finish_reason.as_deref() == Some(reason)), "{reason}");
    }
    assert_eq!(server_error(502, "Bad Gateway").message, "Bad Gateway");
}
