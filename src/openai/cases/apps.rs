//! Proxies and desktop applications, each as its description says that it speaks (dialects 2.16, 2.19 to 2.22).

use super::super::BodyEnd;
use super::{check, check_end, check_error, failure, reply, sse};

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
