//! The frame of the page: sidebar, top bar, notices.

super::words! {
    /// The frame of the page.
    ShellWords {
        skip_to_message: "Skip to message", "메시지로 건너뛰기";
        conversations: "Conversations", "대화 목록";
        chat: "Chat", "대화";
        bot: "Bot", "봇";
        new_chat: "New chat", "새 대화";
        search: "Search", "검색";
        bots: "Bots", "봇";
        new_bot: "New bot", "새 봇";
        hide_list: "Hide list", "목록 숨기기";
        show_list: "Show list", "목록 보기";
        settings: "Settings", "설정";
        dark_theme: "Dark theme", "어두운 테마";
        light_theme: "Light theme", "밝은 테마";
        compare: "Compare", "비교";
        edit_bot: "Edit bot", "봇 편집";
        options_for: "Options for {title}", "{title} 옵션";
        nothing_yet: "Nothing here yet. Your conversations stay in this browser.", "아직 대화가 없습니다. 대화는 이 브라우저에만 저장됩니다.";
        unread: "New reply", "새 답변";
        today: "Today", "오늘";
        yesterday: "Yesterday", "어제";
        earlier: "Earlier", "이전";
        close: "Close", "닫기";
        undo: "Undo", "실행 취소";
        dismiss: "Dismiss", "닫기";
        reload: "Reload", "새로 고침";
        try_again: "Try again", "다시 시도";
        part_not_loaded: "This part of the app could not be loaded: the app’s server does not answer, or it was updated since you opened the page. Try again, or reload the page; what you typed is kept.", "앱의 이 부분을 불러오지 못했습니다. 앱 서버가 응답하지 않거나 페이지를 연 뒤 업데이트되었을 수 있습니다. 다시 시도하거나 페이지를 새로 고치세요. 입력한 내용은 유지됩니다.";
        crashed: "This page has stopped working. What was saved is safe. Reload it to go on.", "페이지가 멈췄습니다. 저장된 내용은 안전합니다. 새로 고치면 계속할 수 있습니다.";
        storage_blocked: "This browser does not let the page store anything. Everything works, but only until you close this tab.", "이 브라우저에서 저장소를 쓸 수 없습니다. 모든 기능이 동작하지만 탭을 닫으면 내용이 사라집니다.";
        storage_full: "The storage of this browser is full. The last change is kept only until you close this tab. Delete conversations you no longer need.", "브라우저 저장소가 가득 찼습니다. 마지막 변경은 탭을 닫을 때까지만 유지됩니다. 필요 없는 대화를 삭제하세요.";
        storage_unreadable: "The stored list of custom providers could not be read. It was set aside unchanged, and new entries are stored as usual.", "저장된 사용자 정의 제공업체 목록을 읽을 수 없습니다. 원본은 그대로 따로 보관했으며 새 항목은 평소처럼 저장됩니다.";
        not_found: "There is no such page. Your conversations are where they were.", "없는 페이지입니다. 대화는 그대로 있습니다.";
        no_conversation: "This conversation is not in this browser. It may have been deleted, or it was made in another browser.", "이 브라우저에 없는 대화입니다. 삭제되었거나 다른 브라우저에서 만든 대화일 수 있습니다.";
    }
}
