//! Servers that people run themselves, each as its description says that it speaks (dialects 2.13 to 2.17, 2.19 to 2.22).

use super::super::BodyEnd;
use super::{check, check_end, check_error, failure, reply, sse};

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
fn ollama() {
    check(
        "Ollama: reasoning, usage when asked for",
        sse(&[
            r#"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":"","reasoning":"plan"},"finish_reason":null}]}"#,
            r#"{"id":"chatcmpl-1","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":"Hello"},"finish_reason":null}]}"#,
            r#"{"id":"chatcmpl-1","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"stop"}]}"#,
            r#"{"id":"chatcmpl-1","system_fingerprint":"fp_ollama","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}"#,
            "[DONE]",
        ]),
        reply("Hello").reasoning("plan").finish("stop").usage(9, 2, 11),
    );
    check(
        "Ollama: a failure in mid-stream is swallowed",
        sse(&[
            r#"{"choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}]}"#,
            r#"{"id":"chatcmpl-1","object":"chat.completion.chunk","created":-62135596800,"model":"","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"#,
        ]),
        failure("interrupted", "Hel"),
    );
    check(
        "Ollama: own format",
        concat!(
            "{\"model\":\"m\",\"created_at\":\"x\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"plan\"},\"done\":false}\n",
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Hel\"},\"done\":false}\n",
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"lo\"},\"done\":false}\n",
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":{\"x\":1}}}]},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":9,\"eval_count\":2}\n",
        ),
        reply("Hello").reasoning("plan").tools(&[["", "f", r#"{"x":1}"#]]).finish("stop").usage_of([
            Some(9),
            Some(2),
            None,
        ]),
    );
    check(
        "Ollama: own format, cut",
        "{\"message\":{\"role\":\"assistant\",\"content\":\"Hel\"},\"done\":false}\n",
        failure("interrupted", "Hel"),
    );
    check(
        "Ollama: own format, error line",
        "{\"message\":{\"role\":\"assistant\",\"content\":\"Hel\"},\"done\":false}\n{\"error\":\"an error was encountered\"}\n",
        failure("api", "Hel").words("an error was encountered"),
    );
    check_error(
        "Ollama: no such model",
        404,
        r#"{"error":{"message":"model \"x\" not found, try pulling it first","type":"not_found_error","param":null,"code":null}}"#,
        ["model \"x\" not found, try pulling it first", "", "not_found_error", ""],
    );
    check_error("Ollama: foreign origin", 403, "", ["", "", "", ""]);
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

#[test]
fn localai() {
    check(
        "LocalAI: null content beside reasoning, objects without choices",
        sse(&[
            r#"{"created":1,"object":"chat.completion.chunk","id":"1","model":"m","choices":[{"index":0,"finish_reason":null,"delta":{"role":"assistant","content":null}}]}"#,
            r#"{"choices":[{"index":0,"finish_reason":null,"delta":{"content":null,"reasoning":"plan"}}]}"#,
            r#"{"type":"mcp_tool_result","name":"f","result":"42"}"#,
            r#"{"choices":[{"index":0,"finish_reason":null,"delta":{"content":"Hello"}}]}"#,
            r#"{"choices":[{"index":0,"finish_reason":"stop","delta":{"content":null}}],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}"#,
            "[DONE]",
        ]),
        reply("Hello").reasoning("plan").finish("stop").usage(9, 2, 11),
    );
    check_error(
        "LocalAI: loading",
        503,
        r#"{"error":{"code":503,"message":"model is loading","type":"model_loading"}}"#,
        ["model is loading", "503", "model_loading", ""],
    );
    check_error("LocalAI: opaque errors", 500, "", ["", "", "", ""]);
}

#[test]
fn litellm() {
    check(
        "LiteLLM: ping, fallback metadata",
        format!(
            ": ping\n\n{}",
            sse(&[
                r#"{"id":"1","object":"litellm-fallback-metadata","model":"m","litellm_metadata":{"fallback":"n"}}"#,
                r#"{"id":"1","created":1,"model":"m","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Hello","role":"assistant"}}]}"#,
                r#"{"id":"1","choices":[{"finish_reason":"stop","index":0,"delta":{}}]}"#,
                r#"{"id":"1","choices":[{"index":0,"delta":{}}],"usage":{"completion_tokens":2,"prompt_tokens":9,"total_tokens":11}}"#,
                "[DONE]",
            ])
        ),
        reply("Hello").finish("stop").usage(9, 2, 11),
    );
    check(
        "LiteLLM: the exception as plain text, then as an error, then [DONE]",
        sse(&[
            r#"{"choices":[{"index":0,"delta":{"content":"Hel"}}]}"#,
            "litellm.APIConnectionError: OpenAIException - gone",
            r#"{"error":{"message":"litellm.APIConnectionError: gone","type":"None","param":"None","code":"500"}}"#,
            "[DONE]",
        ]),
        failure("api", "Hel").words("litellm.APIConnectionError: gone").skipped(1),
    );
    check_error(
        "LiteLLM: nested words of the upstream",
        400,
        r#"{"error":{"message":"litellm.BadRequestError: {\"error\":{\"message\":\"bad\"}}","type":null,"param":null,"code":"400"}}"#,
        [r#"litellm.BadRequestError: {"error":{"message":"bad"}}"#, "400", "", ""],
    );
}

#[test]
fn jan() {
    check(
        "Jan: chunks of llama.cpp, cut by the proxy",
        sse(&[
            r#"{"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}]}"#,
            r#"{"choices":[{"finish_reason":null,"index":0,"delta":{"content":"Hel"}}]}"#,
        ]),
        failure("interrupted", "Hel"),
    );
    let words = [
        (401, "Invalid or missing authorization token"),
        (403, "Invalid host header"),
        (502, "Proxy request to model failed: connection refused"),
    ];
    for (status, words) in words {
        check_error("Jan", status, words, [words, "", "", ""]);
    }
}

#[test]
fn lm_studio() {
    check(
        "LM Studio: event error",
        "event: error\ndata: {\"error\":{\"message\":\"No models loaded.\"},\"message\":\"No models loaded.\"}\n\n",
        failure("api", "").words("No models loaded."),
    );
    check(
        "LM Studio: wrong path in a 200",
        r#"{"error":"Unexpected endpoint or method. (POST /v1/chat)"}"#,
        failure("api", "").words("Unexpected endpoint or method. (POST /v1/chat)"),
    );
    check("LM Studio: no delta at all, then [DONE]", sse(&["[DONE]"]), reply(""));
    check(
        "LM Studio: no delta at all on overflow",
        sse(&[r#"{"id":"1","choices":[{"index":0,"delta":{"role":"assistant"},"finish_reason":null}]}"#]),
        failure("interrupted", ""),
    );
    check(
        "LM Studio: reasoning by setting",
        sse(&[
            r#"{"choices":[{"index":0,"delta":{"role":"assistant","content":"<think>plan</think>"},"finish_reason":null}]}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"\n\nHello"},"finish_reason":null}]}"#,
            r#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
            "[DONE]",
        ]),
        reply("Hello").reasoning("plan").finish("stop"),
    );
    let cut = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"}}]}\n\ndata: {\"choi";
    check_end("LM Studio: unloaded in mid-stream", cut, BodyEnd::Broken, failure("interrupted", "Hel"));
}
