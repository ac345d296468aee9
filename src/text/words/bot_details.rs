//! The parts of the bot editor that are loaded when they are opened.

super::words! {
    /// Looks, answer form, extra body and key of a bot.
    BotDetailsWords {
        stop_sequences: "Stop sequences", "정지 문자열";
        stop_hint: "One a line. \\n stands for a line break, \\t for a tab, \\\\ for a backslash; blanks count.", "한 줄에 하나씩 씁니다. \\n은 줄 바꿈, \\t는 탭, \\\\는 역슬래시입니다. 공백도 그대로 보냅니다.";
        seed: "Seed", "시드";
        context_length: "Context length", "컨텍스트 길이";
        context_hint: "How many of the last messages are sent. Empty sends all.", "마지막 메시지 몇 개를 보낼지 정합니다. 비우면 모두 보냅니다.";
        context_error: "Must be a whole number above 0, or empty.", "0보다 큰 정수이거나 비어 있어야 합니다.";
        streaming: "Streaming", "스트리밍";
        headers: "Headers", "헤더";
        headers_none: "Only what every request has. Extra headers belong to the provider: add them in Settings.", "모든 요청에 들어가는 헤더만 보냅니다. 추가 헤더는 제공업체에 속하며 설정에서 추가합니다.";
        headers_sent: "Sent with each request: {names}. They belong to the provider: change them in Settings.", "요청마다 보내는 헤더: {names}. 제공업체에 속하며 설정에서 바꿉니다.";
        edit_headers: "Edit headers", "헤더 수정";
        this_conversation: "This conversation", "이 대화";
        refused: "Not accepted here", "받지 않는 매개변수";
        renamed: "{from} as {to}", "{from} → {to}";
        abilities: "Capabilities", "기능";
        images: "images", "이미지";
        audio: "audio", "오디오";
        tools: "tools", "도구";
        reasoning: "reasoning", "추론";
        json: "json", "json";
        no_models: "No models", "모델 없음";
        icon: "Icon", "아이콘";
        icon_hint: "An emoji or a letter. Empty shows the first letter of the name.", "이모지나 글자 하나입니다. 비우면 이름의 첫 글자를 보여 줍니다.";
        description: "Description", "설명";
        colour: "Colour", "색상";
        violet: "Violet", "보라";
        blue: "Blue", "파랑";
        teal: "Teal", "청록";
        green: "Green", "초록";
        amber: "Amber", "호박색";
        red: "Red", "빨강";
        pink: "Pink", "분홍";
        grey: "Grey", "회색";
        schema: "Schema", "스키마";
        schema_hint: "A JSON schema. Its title becomes its name. Until it is valid, nothing is sent.", "JSON 스키마입니다. title이 이름이 됩니다. 올바른 스키마가 없으면 보내지 않습니다.";
        strict: "Hold to the schema strictly", "스키마를 엄격히 따르기";
        extra_body: "Extra body", "추가 본문";
        extra_body_hint: "A JSON object that is merged into the request last. It overrides any field, even messages.", "요청에 마지막으로 합치는 JSON 객체입니다. messages를 포함해 모든 필드를 덮어씁니다.";
        overrides: "Overrides {names}", "덮어쓰는 필드: {names}";
        schema_name: "Its name “{name}” will be refused by most servers: 1 to 64 letters of a–z, A–Z, 0–9, _ and -.", "대부분의 서버가 이름 “{name}” 값을 거부합니다. a–z, A–Z, 0–9, _, - 문자 1~64개여야 합니다.";
        schema_root: "Most servers want \"type\": \"object\" at the root.", "대부분의 서버는 최상위에 \"type\": \"object\" 값을 요구합니다.";
        schema_open: "Strict, at {place}: \"additionalProperties\": false is missing.", "엄격 모드, {place}: \"additionalProperties\": false 값이 없습니다.";
        schema_optional: "Strict, at {place}: \"{property}\" is not in \"required\".", "엄격 모드, {place}: \"{property}\" 속성이 \"required\" 목록에 없습니다.";
        schema_root_place: "the root", "최상위";
        extra_messages: "messages takes the place of the whole conversation and of the system prompt.", "messages 필드가 대화 전체와 시스템 프롬프트를 대신합니다.";
        extra_model: "model asks another model than the one that is chosen above.", "model 필드로 인해 위에서 고른 모델이 아닌 모델에 요청합니다.";
        extra_stream: "stream wins over Streaming above.", "stream 필드가 위의 스트리밍 설정보다 우선합니다.";
        json_syntax: "No valid JSON at line {line}, column {column}. The last valid value is kept.", "{line}행 {column}열부터 올바른 JSON이 아닙니다. 마지막으로 올바른 값이 유지됩니다.";
        json_unfinished: "The JSON ends too early, at line {line}, column {column}. The last valid value is kept.", "JSON이 {line}행 {column}열에서 끝나지 않은 채 멈춥니다. 마지막으로 올바른 값이 유지됩니다.";
        json_no_object: "Must be a JSON object: { … }. The last valid value is kept.", "JSON 객체여야 합니다: { … }. 마지막으로 올바른 값이 유지됩니다.";
        key: "Key for this bot", "이 봇의 키";
        key_hint: "Used instead of the provider's key, for this provider only. Kept in this browser, never exported or copied with the bot.", "이 제공업체에만 제공업체 키 대신 씁니다. 이 브라우저에만 저장하며 내보내거나 봇과 함께 복제하지 않습니다.";
        key_error: "This cannot be sent as a key: it holds a line break or a character that no header can carry.", "키로 보낼 수 없습니다. 줄 바꿈이나 헤더에 넣을 수 없는 문자가 있습니다.";
        show_key: "Show this key", "이 키 보기";
        hide_key: "Hide this key", "이 키 숨기기";
        render_markdown: "Render markdown", "마크다운 표시";
        show_token_count: "Show token count", "토큰 수 표시";
        duplicate: "Duplicate bot", "봇 복제";
        copy_of: "{name} copy", "{name} 사본";
        request: "Request", "요청";
        request_hint: "What is sent with the next message. Secrets are masked; the messages of the chat stand in the place of “…”.", "다음 메시지와 함께 보낼 내용입니다. 비밀 값은 가리며, “…” 자리에 대화 메시지가 들어갑니다.";
        request_copy: "Copy request", "요청 복사";
    }
}
