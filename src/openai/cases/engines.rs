//! Inference servers, each as its description says that it speaks (dialects 2.13 to 2.15, 2.17).

use super::{check, check_error, failure, reply, sse};

#[test]
fn vllm() {
    check(
        "vLLM: reasoning, stop_reason as a number, usage in each chunk, keep-alive comments",
        format!(
            ": keep-alive\n\n{}",
            sse(&[
                r#"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}],"usage":{"prompt_tokens":9,"total_tokens":9,"completion_tokens":0}}"#,
                r#"{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"reasoning":"plan"},"logprobs":null,"finish_reason":null,"token_ids":null}],"usage":{"prompt_tokens":9,"total_tokens":10,"completion_tokens":1}}"#,
                r#"{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"Hello"},"logprobs":null,"finish_reason":null}],"usage":{"prompt_tokens":9,"total_tokens":11,"completion_tokens":2}}"#,
                r#"{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":""},"logprobs":null,"finish_reason":"stop","stop_reason":128009}],"usage":{"prompt_tokens":9,"total_tokens":11,"completion_tokens":2}}"#,
                r#"{"id":"chatcmpl-1","choices":[],"usage":{"prompt_tokens":9,"total_tokens":11,"completion_tokens":2}}"#,
                "[DONE]",
            ])
        ),
        reply("Hello").reasoning("plan").finish("stop").usage(9, 2, 11),
    );
    check(
        "vLLM: error in mid-stream, then [DONE]",
        sse(&[
            r#"{"choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}"#,
            r#"{"error":{"message":"EngineCore encountered an issue","type":"InternalServerError","param":null,"code":500}}"#,
            "[DONE]",
        ]),
        failure("api", "Hel").words("EngineCore encountered an issue"),
    );
    check_error(
        "vLLM: older, flat error",
        404,
        r#"{"object":"error","message":"The model `x` does not exist.","type":"NotFoundError","param":null,"code":404}"#,
        ["The model `x` does not exist.", "404", "NotFoundError", ""],
    );
    check_error("vLLM: wrong key", 401, r#"{"error":"Unauthorized"}"#, ["Unauthorized", "", "", ""]);
}

#[test]
fn sglang() {
    check(
        "SGLang: null reasoning in each delta, matched_stop, extra events",
        format!(
            "{}event: sglext_ids\ndata: {{\"input_ids\":[1,2],\"output_ids\":[3]}}\n\ndata: [DONE]\n\n",
            sse(&[
                r#"{"id":"1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning_content":null,"tool_calls":null},"logprobs":null,"finish_reason":null,"matched_stop":null}],"usage":null}"#,
                r#"{"id":"1","choices":[{"index":0,"delta":{"role":null,"content":"Hello","reasoning_content":null,"tool_calls":null},"logprobs":null,"finish_reason":null,"matched_stop":null}],"usage":null}"#,
                r#"{"id":"1","choices":[{"index":0,"delta":{"role":null,"content":null,"reasoning_content":null,"tool_calls":null},"logprobs":null,"finish_reason":"stop","matched_stop":128009}],"usage":null}"#,
            ])
        ),
        reply("Hello").finish("stop"),
    );
    check(
        "SGLang: abort",
        sse(&[
            r#"{"choices":[{"index":0,"delta":{"content":"Hel"}}]}"#,
            r#"{"choices":[{"index":0,"delta":{},"finish_reason":"abort"}]}"#,
            "[DONE]",
        ]),
        failure("finish_error", "Hel").finish("abort").words("abort"),
    );
    check(
        "SGLang: error event, then [DONE]",
        sse(&[
            r#"{"error":{"object":"error","message":"Input too long","type":"BadRequestError","param":null,"code":400}}"#,
            "[DONE]",
        ]),
        failure("api", "").words("Input too long"),
    );
    check_error(
        "SGLang: flat error",
        400,
        r#"{"object":"error","message":"Input too long","type":"BadRequest","param":null,"code":400}"#,
        ["Input too long", "400", "BadRequest", ""],
    );
}

#[test]
fn text_generation_inference() {
    check(
        "TGI: empty id, role in every delta, no space after the colon, empty comments",
        concat!(
            ":\n\n",
            "data:{\"object\":\"chat.completion.chunk\",\"id\":\"\",\"created\":1,\"model\":\"m\",\"system_fingerprint\":\"3\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hel\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}\n\n",
            ":\n\n",
            "data:{\"object\":\"chat.completion.chunk\",\"id\":\"\",\"created\":1,\"model\":\"m\",\"system_fingerprint\":\"3\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"lo\"},\"logprobs\":null,\"finish_reason\":\"eos_token\"}],\"usage\":null}\n\n",
            "data:[DONE]\n\n",
        ),
        reply("Hello").finish("eos_token"),
    );
    check(
        "TGI: the last event without its blank line",
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop_sequence\"}]}",
        reply("Hi").finish("stop_sequence"),
    );
    check(
        "TGI: error in the stream, then [DONE]",
        sse(&[
            r#"{"choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}]}"#,
            r#"{"error":{"message":"Request failed during generation","http_status_code":424}}"#,
            "[DONE]",
        ]),
        failure("api", "Hel").words("Request failed during generation"),
    );
    check_error(
        "TGI: validation",
        422,
        r#"{"error":"Input validation error: `top_p` must be > 0.0 and < 1.0","error_type":"validation"}"#,
        ["Input validation error: `top_p` must be > 0.0 and < 1.0", "", "validation", ""],
    );
    check_error(
        "TGI: overloaded",
        429,
        r#"{"error":"Model is overloaded","error_type":"overloaded"}"#,
        ["Model is overloaded", "", "overloaded", ""],
    );
    let words = "Failed to deserialize the JSON body into the target type: stop: invalid type: string";
    check_error("TGI: bad JSON", 422, words, [words, "", "", ""]);
    check_error("TGI: no key", 401, "", ["", "", "", ""]);
}

#[test]
fn llama_cpp() {
    check(
        "llama.cpp: null content first, progress and timings",
        sse(&[
            r#"{"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"created":1,"id":"chatcmpl-1","model":"m","system_fingerprint":"b1","object":"chat.completion.chunk"}"#,
            r#"{"choices":[],"created":1,"id":"chatcmpl-1","model":"m","object":"chat.completion.chunk","prompt_progress":{"total":9,"cache":0,"processed":9,"time_ms":1}}"#,
            r#"{"choices":[{"finish_reason":null,"index":0,"delta":{"reasoning_content":"plan"}}]}"#,
            r#"{"choices":[{"finish_reason":null,"index":0,"delta":{"content":"Hello"}}]}"#,
            r#"{"choices":[{"finish_reason":"stop","index":0,"delta":{}}],"timings":{"prompt_n":9,"predicted_n":2,"predicted_per_second":50.0}}"#,
            r#"{"choices":[],"usage":{"completion_tokens":2,"prompt_tokens":9,"total_tokens":11},"timings":{"prompt_n":9}}"#,
            "[DONE]",
        ]),
        reply("Hello").reasoning("plan").finish("stop").usage(9, 2, 11),
    );
    let text = sse(&[r#"{"choices":[{"finish_reason":null,"index":0,"delta":{"content":"Hel"}}]}"#]);
    check(
        "llama.cpp: error in mid-stream",
        format!(
            "{text}data: {{\"error\":{{\"code\":500,\"message\":\"Compute error\",\"type\":\"server_error\"}}}}\n\n"
        ),
        failure("api", "Hel").words("Compute error"),
    );
    check(
        "llama.cpp: error field of old builds, then [DONE]",
        format!(
            "{text}error: {{\"code\":500,\"message\":\"Compute error\",\"type\":\"server_error\"}}\n\ndata: [DONE]\n\n"
        ),
        failure("api", "Hel").words("Compute error"),
    );
    check_error(
        "llama.cpp: loading",
        503,
        r#"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#,
        ["Loading model", "503", "unavailable_error", ""],
    );
    check_error(
        "llama.cpp: too long",
        400,
        r#"{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}}"#,
        ["the request exceeds the available context size", "400", "exceed_context_size_error", ""],
    );
}
