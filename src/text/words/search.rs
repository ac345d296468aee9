//! The command palette and the search over conversations.

super::words! {
    /// The command palette and the search over conversations.
    SearchWords {
        palette: "Command palette", "명령 팔레트";
        everything: "Search everything", "전체 검색";
        results: "Results", "결과";
        commands: "Commands", "명령";
        bots: "Bots", "봇";
        models: "Models", "모델";
        providers: "Providers", "제공업체";
        conversations: "Conversations", "대화";
        search_conversations: "Search conversations", "대화 검색";
        close_search: "Close search", "검색 닫기";
        settings_section: "Settings: {section}", "설정: {section}";
        theme_command: "Theme: {theme}", "테마: {theme}";
        language_command: "Language: {language}", "언어: {language}";
        check_connection: "Check the connection of {name}", "{name} 연결 확인";
        bot_here: "Answers here from now on", "이제부터 이 대화에 응답";
        bot_new: "Answers in the new chat", "새 대화에 응답";
        current: "Current", "현재";
        too_short: "Type 2 characters to search your messages.", "메시지를 검색하려면 두 글자 이상 입력하세요.";
        searching: "Searching…", "검색 중…";
        nothing: "Nothing found", "결과 없음";
        no_message: "No message has these words", "이 단어가 있는 메시지가 없습니다";
        one_conversation: "1 conversation", "대화 1개";
        conversation_count: "{n} conversations", "대화 {n}개";
        one_match: "1 match", "일치 1개";
        match_count: "{n} matches", "일치 {n}개";
        and_more: "and more", "그 밖에 더 있음";
        to_move: "↑ ↓ to move", "↑ ↓ 이동";
        on_device: "Searching stays on this device", "검색은 이 기기에서만 이루어집니다";
    }
}
