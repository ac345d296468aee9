//! Conversations and messages as records: titles, bots that are gone, exports, those that cannot be read.

super::words! {
    /// Conversations and messages as records.
    RecordWords {
        damaged: "Unreadable message", "읽을 수 없는 메시지";
        damaged_hint: "This stored message could not be read. It is kept exactly as it is, and is not sent to the model.", "저장된 이 메시지를 읽을 수 없습니다. 원본은 그대로 두며 모델에 보내지 않습니다.";
        copy_raw: "Copy raw", "원본 복사";
        arriving_elsewhere: "This reply is arriving in another tab.", "이 답변은 다른 탭에서 받는 중입니다.";
        export_conversation: "Export conversation", "대화 내보내기";
        export_json: "Export as JSON", "JSON으로 내보내기";
        export_markdown: "Export as Markdown", "Markdown으로 내보내기";
        export_text: "Export as text", "텍스트로 내보내기";
        not_whole: "This reply is not whole.", "완성되지 않은 답변입니다.";
        tool_call: "Tool call", "도구 호출";
        image: "Image", "이미지";
        rename: "Rename", "이름 바꾸기";
        title: "Title", "제목";
        save_title: "Save", "저장";
        conversation_deleted: "Deleted “{title}”", "“{title}” 대화를 삭제했습니다";
        bot_deleted: "The bot was deleted. Choose another one to go on.", "봇이 삭제되었습니다. 이어 가려면 다른 봇을 선택하세요.";
        choose_bot: "Choose a bot", "봇 선택";
        switch_provider: "Switch provider", "제공업체 변경";
        background: "{title}: {said}", "{title}: {said}";
        token_count: "{n} tokens", "토큰 {n}개";
        tokens_estimated: "≈ {in} in · {out} out", "≈ 입력 {in} · 출력 {out}";
    }
}
