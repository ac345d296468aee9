//! The conversation: log, composer, meta lines, errors' buttons.

super::words! {
    /// The conversation.
    ChatWords {
        conversation: "Conversation", "대화 내용";
        message: "Message", "메시지";
        placeholder: "Type a message…", "메시지를 입력하세요…";
        send: "Send", "보내기";
        stop: "Stop", "중지";
        you: "You", "나";
        headline: "Talk to any model, from this page", "이 페이지에서 어떤 모델과도 대화하세요";
        headline_hint: "Requests go straight from your browser to the endpoint you choose.", "요청은 브라우저에서 선택한 엔드포인트로 바로 전송됩니다.";
        connect_title: "Connect your endpoint", "내 엔드포인트 연결";
        connect_hint: "vLLM, Ollama, LiteLLM, llama.cpp, LM Studio, a gateway: anything that speaks the OpenAI chat-completions format.", "vLLM, Ollama, LiteLLM, llama.cpp, LM Studio, 게이트웨이 등 OpenAI chat completions 형식을 쓰는 모든 서버를 연결할 수 있습니다.";
        connect: "Add a custom provider", "사용자 정의 제공업체 추가";
        demo_title: "Try without a server", "서버 없이 써 보기";
        demo_hint: "The demo is answered by this app's own server. No key needed. It is not a language model.", "데모는 이 앱의 서버가 답합니다. 키가 필요 없습니다. 언어 모델은 아닙니다.";
        try_sample: "Try a sample message", "예시 메시지 보내기";
        sample: "Show me what this app can display.", "이 앱에서 무엇을 보여 줄 수 있는지 보여 주세요.";
        hosted_title: "Use a hosted provider", "호스팅 제공업체 사용";
        hosted_hint: "Anthropic, OpenAI, Google Gemini and more, with your own key.", "Anthropic, OpenAI, Google Gemini 등을 내 키로 사용합니다.";
        add_key: "Add a key", "키 추가";
        answering: "Answering", "답변 중";
        finished: "Finished, {n} words", "답변 완료, 단어 {n}개";
        stopped: "Stopped", "중지됨";
        waiting: "Waiting for {name} · {s} s", "{name} 응답 대기 중 · {s}초";
        reasoning_now: "Reasoning · {n} tokens", "추론 중 · 토큰 {n}개";
        writing: "Writing · {n} tokens · {r} tok/s", "작성 중 · 토큰 {n}개 · {r} tok/s";
        reasoning: "Reasoning", "추론 과정";
        reasoned: "Reasoned for {s} s · {n} tokens", "{s}초 동안 추론함 · 토큰 {n}개";
        reasoned_seconds: "Reasoned for {s} s", "{s}초 동안 추론함";
        cut_off: "Cut off. The connection closed after {n} tokens. The text is saved.", "답변이 끊겼습니다. 토큰 {n}개를 받은 뒤 연결이 닫혔습니다. 받은 내용은 저장했습니다.";
        cut_off_idle: "Cut off. Nothing came for {s} s. The text is saved.", "답변이 끊겼습니다. {s}초 동안 아무것도 오지 않았습니다. 받은 내용은 저장했습니다.";
        continue_reply: "Continue", "이어서 받기";
        stopped_here: "Stopped. The text is saved.", "중지했습니다. 받은 내용은 저장했습니다.";
        length_reached: "The reply ended at the token limit.", "토큰 한도에서 답변이 끝났습니다.";
        filtered: "The server's content filter ended the reply.", "서버의 콘텐츠 필터가 답변을 끝냈습니다.";
        refused: "The model refused to answer.", "모델이 답변을 거부했습니다.";
        no_text: "The model returned nothing.", "모델이 아무 내용도 보내지 않았습니다.";
        tool_call: "Tool call: {name}", "도구 호출: {name}";
        copy: "Copy", "복사";
        copied: "Copied", "복사됨";
        copy_failed: "The browser did not allow copying.", "브라우저에서 복사를 허용하지 않았습니다.";
        copy_code: "Copy code", "코드 복사";
        load_image: "Load image from {host}", "{host} 이미지 불러오기";
        image_tells: "Loading it tells {host} your address.", "불러오면 {host} 서버가 내 IP 주소를 알게 됩니다.";
        image_failed: "The image did not load from {host}.", "{host}에서 이미지를 불러오지 못했습니다.";
        long_reply: "Only the beginning of this long reply is shown. Copy gives all of it.", "긴 답변이라 앞부분만 표시했습니다. 복사하면 전체를 얻습니다.";
        show_more: "Show more", "더 보기";
        flattened: "Nesting deeper than 32 levels is shown flat. Copy gives the text as it came.", "32단계보다 깊은 중첩은 펼쳐서 표시합니다. 복사하면 받은 그대로의 텍스트를 얻습니다.";
        regenerate: "Regenerate", "다시 생성";
        edit: "Edit", "수정";
        edit_text: "Edit text", "내용 수정";
        resubmit: "Resubmit", "다시 보내기";
        cancel: "Cancel", "취소";
        try_without: "Try without {parameter}", "{parameter} 없이 다시 시도";
        try_again: "Try again", "다시 시도";
        details: "Details", "자세히";
        edit_key: "Edit key", "키 수정";
        fetch_list: "Edit models", "모델 수정";
        choose_provider: "Choose a provider", "제공업체 선택";
        open_settings: "Open settings", "설정 열기";
        jump_to_latest: "Jump to latest", "최신으로 이동";
        tokens: "{in} in · {out} out", "입력 {in} · 출력 {out}";
        speed: "{r} tok/s", "{r} tok/s";
        first_token: "TTFT {s} s", "첫 토큰 {s}초";
        cost: "${usd}", "${usd}";
        cost_estimated: "≈ ${usd}", "≈ ${usd}";
        cost_unknown: "Cost unknown", "비용 알 수 없음";
        this_conversation: "This conversation {cost}", "이 대화 {cost}";
        provider_missing: "Provider \"{id}\" is not set up here. The conversation is safe.", "\"{id}\" 제공업체가 여기에 없습니다. 대화는 그대로 있습니다.";
        provider_disabled: "{name} is disabled. Enable it in Settings, or choose another provider.", "{name} 제공업체가 꺼져 있습니다. 설정에서 켜거나 다른 제공업체를 선택하세요.";
        switch_model: "Switch: {model} {provider}", "변경: {model} {provider}";
        enter_hint: "Enter sends, Shift+Enter begins a new line.", "Enter로 보내고 Shift+Enter로 줄을 바꿉니다.";
    }
}
