//! Services of those who make the models, each as its description says that it speaks (dialects 2.1, 2.4, 2.6, 2.9 to 2.12).

use super::{check, check_error, failure, reply, sse};

#[test]
fn openai() {
    check(
        "OpenAI: role first, usage in a chunk of its own, padding, keep-alive objects",
        sse(&[
            r#"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-test","service_tier":"default","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"aB3"}"#,
            r#"{"type":"keepalive"}"#,
            r#"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-test","choices":[{"index":0,"delta":{"content":"Hel"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"x"}"#,
            r#"{"obfuscation":"padding"}"#,
            r#"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-test","choices":[{"index":0,"delta":{"content":"lo"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"yzyz"}"#,
            r#"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-test","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}"#,
            r#"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-test","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}"#,
            "[DONE]",
        ]),
        reply("Hello").finish("stop").usage(9, 2, 11),
    );
    check(
        "OpenAI: refusal with null content",
        sse(&[
            r#"{"choices":[{"index":0,"delta":{"role":"assistant","content":null,"refusal":"I'm sorry, "},"finish_reason":null}]}"#,
            r#"{"choices":[{"index":0,"delta":{"refusal":"no."},"finish_reason":null}]}"#,
            r#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
            "[DONE]",
        ]),
        reply("").refusal("I'm sorry, no.").finish("stop"),
    );
    check(
        "OpenAI: error in the stream, no [DONE]",
        sse(&[
            r#"{"choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}"#,
            r#"{"error":{"message":"The server had an error","type":"server_error","param":null,"code":null}}"#,
        ]),
        failure("api", "Hel").words("The server had an error"),
    );
    check_error(
        "OpenAI: reasoning models refuse max_tokens",
        400,
        r#"{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}"#,
        [
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
            "unsupported_parameter",
            "invalid_request_error",
            "max_tokens",
        ],
    );
}

#[test]
fn deepseek() {
    check(
        "DeepSeek: queue comments, null content, then null reasoning, usage with the finish reason",
        format!(
            ": keep-alive\n\n: keep-alive\n\n{}",
            sse(&[
                r#"{"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":""},"logprobs":null,"finish_reason":null}]}"#,
                r#"{"id":"1","choices":[{"index":0,"delta":{"content":null,"reasoning_content":"plan"},"logprobs":null,"finish_reason":null}]}"#,
                r#"{"id":"1","choices":[{"index":0,"delta":{"content":"Hello","reasoning_content":null},"logprobs":null,"finish_reason":null}]}"#,
                r#"{"id":"1","choices":[{"index":0,"delta":{"content":"","reasoning_content":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":5,"total_tokens":14,"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":5,"completion_tokens_details":{"reasoning_tokens":3}}}"#,
                "[DONE]",
            ])
        ),
        reply("Hello").reasoning("plan").finish("stop").usage(9, 5, 14),
    );
    check(
        "DeepSeek: blank lines before a document",
        format!(
            "{}{}",
            "\n".repeat(40),
            r#"{"id":"1","choices":[{"index":0,"message":{"role":"assistant","content":"Hello","reasoning_content":"plan"},"finish_reason":"stop"}]}"#
        ),
        reply("Hello").reasoning("plan").finish("stop"),
    );
    check(
        "DeepSeek: out of resources",
        sse(&[
            r#"{"choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}"#,
            r#"{"choices":[{"index":0,"delta":{"content":""},"finish_reason":"insufficient_system_resource"}]}"#,
            "[DONE]",
        ]),
        failure("finish_error", "Hel").finish("insufficient_system_resource"),
    );
    check_error(
        "DeepSeek: no balance",
        402,
        r#"{"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}"#,
        ["Insufficient Balance", "invalid_request_error", "unknown_error", ""],
    );
}

#[test]
fn mistral() {
    check(
        "Mistral: thinking parts, padding, usage with the finish reason",
        sse(&[
            r#"{"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"p":"abc"}"#,
            r#"{"id":"1","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"pl"}]}]},"finish_reason":null}],"p":"a"}"#,
            r#"{"id":"1","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"an"}],"closed":true}]},"finish_reason":null}],"p":"ab"}"#,
            r#"{"id":"1","choices":[{"index":0,"delta":{"content":[{"type":"text","text":"Hel"},{"type":"reference","reference_ids":[1,"a"]}]},"finish_reason":null}]}"#,
            r#"{"id":"1","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}]}"#,
            r#"{"id":"1","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"total_tokens":11,"completion_tokens":2},"p":"x"}"#,
            "[DONE]",
        ]),
        reply("Hello").reasoning("plan").finish("stop").usage(9, 2, 11),
    );
    let ends = [
        ("Mistral: finish reason error", "error", failure("finish_error", "Hi").finish("error")),
        ("Mistral: finish reason model_length", "model_length", reply("Hi").finish("model_length")),
    ];
    for (name, reason, expected) in ends {
        let end = format!(r#"{{"choices":[{{"index":0,"delta":{{"content":"Hi"}},"finish_reason":"{reason}"}}]}}"#);
        check(name, sse(&[&end, "[DONE]"]), expected);
    }
    check_error(
        "Mistral: unknown field",
        422,
        r#"{"detail":[{"type":"extra_forbidden","loc":["body","max_completion_tokens"],"msg":"Extra inputs are not permitted","input":5}]}"#,
        ["body.max_completion_tokens: Extra inputs are not permitted", "", "extra_forbidden", "max_completion_tokens"],
    );
    check_error(
        "Mistral: unknown field, newer shape",
        422,
        r#"{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","store"],"msg":"Extra inputs are not permitted"}]},"type":"invalid_request_error","param":null,"code":null}"#,
        ["body.store: Extra inputs are not permitted", "", "invalid_request_error", "store"],
    );
    check_error("Mistral: no key", 401, r#"{"message":"Unauthorized","request_id":"1"}"#, ["Unauthorized", "", "", ""]);
}

#[test]
fn xai() {
    check(
        "xAI: no key finish_reason until the end, a blank one beside tool calls, total larger than the sum",
        sse(&[
            r#"{"id":"1","object":"chat.completion.chunk","created":1,"model":"grok","choices":[{"index":0,"delta":{"content":"Hello","role":"assistant"}}],"system_fingerprint":"fp"}"#,
            r#"{"id":"1","choices":[{"index":0,"delta":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"},"index":0,"type":"function"}]},"finish_reason":""}]}"#,
            r#"{"id":"1","choices":[{"index":0,"delta":{"content":""},"finish_reason":"tool_calls"}]}"#,
            r#"{"id":"1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":311,"completion_tokens_details":{"reasoning_tokens":300}}}"#,
            "[DONE]",
        ]),
        reply("Hello").tools(&[["a", "f", "{}"]]).finish("tool_calls").usage(9, 2, 311),
    );
    check(
        "xAI: a blank finish reason is none",
        sse(&[r#"{"choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":""}]}"#]),
        failure("interrupted", "Hel"),
    );
    check_error(
        "xAI: code beside a string",
        400,
        r#"{"code":"Client specified an invalid argument","error":"Model grok-4 does not support parameter presencePenalty."}"#,
        ["Model grok-4 does not support parameter presencePenalty.", "Client specified an invalid argument", "", ""],
    );
    let words = "Failed to deserialize the JSON body into the target type: n: invalid type: string \"a\", expected i32";
    check_error("xAI: words of the deserializer", 422, words, [words, "", "", ""]);
}

#[test]
fn perplexity() {
    check(
        "Perplexity: delta and cumulative message, running usage, no [DONE]",
        sse(&[
            r#"{"id":"1","model":"sonar","created":1,"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10},"citations":["https://a.test"],"object":"chat.completion.chunk","choices":[{"index":0,"finish_reason":null,"message":{"role":"assistant","content":"Hel"},"delta":{"role":"assistant","content":"Hel"}}]}"#,
            r#"{"id":"1","model":"sonar","created":1,"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11},"object":"chat.completion.chunk","choices":[{"index":0,"finish_reason":null,"message":{"role":"assistant","content":"Hello"},"delta":{"role":"assistant","content":"lo"}}]}"#,
            r#"{"id":"1","model":"sonar","created":1,"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11,"cost":{"total_cost":0.006}},"search_results":[],"object":"chat.completion.done","choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hello"},"delta":{"role":"assistant","content":""}}]}"#,
        ]),
        reply("Hello").finish("stop").usage(9, 2, 11),
    );
    check(
        "Perplexity: reasoning in think tags",
        sse(&[
            r#"{"choices":[{"index":0,"message":{"content":"<think>\nplan"},"delta":{"content":"<think>\nplan"}}]}"#,
            r#"{"choices":[{"index":0,"message":{"content":"<think>\nplan\n</think>\n\nHello"},"delta":{"content":"\n</think>\n\nHello"},"finish_reason":"stop"}]}"#,
        ]),
        reply("Hello").reasoning("plan").finish("stop"),
    );
    let page = "<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n<center><h1>401 Authorization Required</h1></center>\r\n</body>\r\n</html>\r\n";
    check_error("Perplexity: 401 is a web page", 401, page, ["401 Authorization Required", "", "", ""]);
}

#[test]
fn gemini() {
    check(
        "Gemini: tool calls whole and without index, running usage",
        sse(&[
            r#"{"choices":[{"delta":{"role":"assistant","tool_calls":[{"extra_content":{"google":{"thought_signature":"s"}},"function":{"arguments":"{\"x\":1}","name":"f"},"id":"a","type":"function"}]},"index":0}],"created":1,"model":"gemini","object":"chat.completion.chunk","usage":{"completion_tokens":5,"prompt_tokens":9,"total_tokens":14}}"#,
            r#"{"choices":[{"delta":{"role":"assistant","tool_calls":[{"function":{"arguments":"{}","name":"g"},"id":"b","type":"function"}]},"finish_reason":"tool_calls","index":0}],"created":1,"model":"gemini","object":"chat.completion.chunk","usage":{"completion_tokens":8,"prompt_tokens":9,"total_tokens":17}}"#,
            "[DONE]",
        ]),
        reply("").tools(&[["a", "f", r#"{"x":1}"#], ["b", "g", "{}"]]).finish("tool_calls").usage(9, 8, 17),
    );
    check(
        "Gemini: thoughts",
        sse(&[
            r#"{"choices":[{"delta":{"content":"<thought>pl","extra_content":{"google":{"thought":true}},"role":"assistant"},"index":0}]}"#,
            r#"{"choices":[{"delta":{"content":"an</thought>Hello","role":"assistant"},"finish_reason":"stop","index":0}]}"#,
            "[DONE]",
        ]),
        reply("Hello").reasoning("plan").finish("stop"),
    );
    check(
        "Gemini: nothing was produced",
        r#"{"choices":[{"finish_reason":"length","index":0}],"created":1,"model":"gemini","object":"chat.completion","usage":{"prompt_tokens":9,"total_tokens":109}}"#,
        reply("").finish("length").usage_of([Some(9), None, Some(109)]),
    );
    let error = "[{\n  \"error\": {\n    \"code\": 400,\n    \"message\": \"API key not valid.\",\n    \"status\": \"INVALID_ARGUMENT\"\n  }\n}\n]";
    check_error("Gemini: error in an array", 400, error, ["API key not valid.", "400", "INVALID_ARGUMENT", ""]);
    check("Gemini: error in an array in a 200", error, failure("api", "").words("API key not valid."));
}

#[test]
fn anthropic() {
    check(
        "Anthropic: the tool index starts at 1",
        sse(&[
            r#"{"id":"msg_1","choices":[{"index":0,"delta":{"role":"assistant","content":"Hello"},"finish_reason":null}],"created":1,"model":"claude","object":"chat.completion.chunk"}"#,
            r#"{"id":"msg_1","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"a","type":"function","function":{"name":"f","arguments":""}}]},"finish_reason":null}]}"#,
            r#"{"id":"msg_1","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]},"finish_reason":null}]}"#,
            r#"{"id":"msg_1","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}"#,
            "[DONE]",
        ]),
        reply("Hello").tools(&[["a", "f", "{}"]]).finish("tool_calls"),
    );
    check(
        "Anthropic: event error",
        format!(
            "{}event: error\ndata: {{\"type\":\"error\",\"error\":{{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}}}\n\n",
            sse(&[r#"{"choices":[{"index":0,"delta":{"content":"Hel"}}]}"#])
        ),
        failure("api", "Hel").words("Overloaded"),
    );
    check_error(
        "Anthropic: overloaded",
        529,
        r#"{"error":{"code":null,"message":"Overloaded","type":"overloaded_error","param":null}}"#,
        ["Overloaded", "", "overloaded_error", ""],
    );
}
