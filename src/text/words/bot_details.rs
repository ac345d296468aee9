//! The parts of the bot editor that are loaded when they are opened.

super::words! {
    /// Looks, answer form, extra body and key of a bot.
    BotDetailsWords {
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
        response_format: "Response format", "응답 형식";
        inherit: "Inherit", "상속";
        text: "Text", "텍스트";
        json_object: "JSON object", "JSON 객체";
        json_schema: "JSON schema", "JSON 스키마";
        schema: "Schema", "스키마";
        schema_hint: "A JSON schema. Its title becomes its name. Until it is valid, nothing is sent.", "JSON 스키마입니다. title이 이름이 됩니다. 올바른 스키마가 없으면 보내지 않습니다.";
        strict: "Hold to the schema strictly", "스키마를 엄격히 따르기";
        extra_body: "Extra body", "추가 본문";
        extra_body_hint: "A JSON object that is merged into the request last. It overrides any field, even messages.", "요청에 마지막으로 합치는 JSON 객체입니다. messages를 포함해 모든 필드를 덮어씁니다.";
        overrides: "Overrides {names}", "덮어쓰는 필드: {names}";
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
        copied: "Copied", "복사했습니다";
        copy_failed: "The browser did not allow copying", "브라우저에서 복사를 허용하지 않았습니다";
    }
}
