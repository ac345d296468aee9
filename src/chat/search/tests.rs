use super::snippet::{AFTER, BEFORE};
use super::*;

/// The snippet with its marks in brackets.
fn shown(snippet: &Snippet) -> String {
    let piece = |(text, is_marked): (&str, bool)| if is_marked { format!("[{text}]") } else { text.to_owned() };
    snippet.pieces().into_iter().map(piece).collect()
}

fn find(query: &str, text: &str) -> Option<String> {
    Some(shown(&Search::new(query)?.find(&[text])?.snippet))
}

#[test]
fn words_are_found_whatever_their_form() {
    let cases = [
        ("cors", "Add CORS headers", "Add [CORS] headers"),
        ("ÉCOLE", "une école", "une [école]"),
        ("ecole", "une e\u{301}cole", "une [e\u{301}cole]"),
        ("école", "une ecole", "une [ecole]"),
        ("ａｂｃ", "an abc", "an [abc]"),
        ("abc", "an ＡＢＣ", "an [ＡＢＣ]"),
        ("カナ", "half ｶﾅ width", "half [ｶﾅ] width"),
        ("ガ", "half ｶﾞ width", "half [ｶﾞ] width"),
        ("σοφος", "ΣΟΦΟΣ", "[ΣΟΦΟΣ]"),
        ("привет", "ПРИВЕТ", "[ПРИВЕТ]"),
        ("istanbul", "İstanbul", "[İstanbul]"),
        ("office", "oﬃce", "[oﬃce]"),
        ("nobreak", "no\u{ad}break", "[no\u{ad}break]"),
        ("❤", "I ❤\u{fe0f} it", "I [❤\u{fe0f}] it"),
        ("서울", "오늘 서울 날씨", "오늘 [서울] 날씨"),
        // A syllable on its way: its beginning, its next consonant, one that will begin the next syllable.
        ("서우", "서울", "[서울]"),
        ("서ㅇ", "서울", "[서울]"),
        ("설ㅁ", "설명", "[설명]"),
        ("한", "하나", "[하나]"),
        ("갑", "값이", "[값]이"),
        ("값", "값이", "[값]이"),
        ("갓", "가사", "[가사]"),
        ("읽", "일기", "[일기]"),
        ("사고", "사과", "[사과]"),
        ("의", "거의", "거[의]"),
        // Written in single letters, as file systems do.
        (
            "한글",
            "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}",
            "[\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}]",
        ),
        // Initial consonants alone.
        ("ㅎㄱ", "나의 한글 시간", "나의 [한글] 시간"),
        ("ㄳ", "감사 인사", "[감사] 인사"),
        ("ㅋㅋ", "하하 ㅋㅋㅋ", "하하 [ㅋㅋ]ㅋ"),
        (
            "ㅎㄱ",
            "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}",
            "[\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}]",
        ),
        // All words, in any order, overlapping marks as one.
        ("two one", "one and two", "[one] and [two]"),
        ("and nd", "one and two", "one [and] two"),
        ("한글 rust", "Rust에서 한글을", "[Rust]에서 [한글]을"),
        // Any white space, on one line.
        ("b", "a\n\n  b\tc", "a [b] c"),
    ];
    for (query, text, expected) in cases {
        assert_eq!(find(query, text).as_deref(), Some(expected), "{query:?} in {text:?}");
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    let cases = [
        ("abc", "ab c"),
        ("one three", "one and two"),
        ("한글", "한 글"),
        // A consonant that ends a syllable is not the beginning of one.
        ("나", "안아"),
        ("ㅎㄱ", "학생"),
        ("가", ""),
        ("a", ""),
    ];
    for (query, text) in cases {
        assert_eq!(find(query, text), None, "{query:?} in {text:?}");
    }
    for nothing in ["", "   ", "\u{200b}", "\u{301}"] {
        assert!(Search::new(nothing).is_none(), "{nothing:?}");
    }
}

#[test]
fn messages_are_searched_from_two_characters_on() {
    for (query, expected) in [("", false), (" a ", false), ("ab", true), ("한", false), ("한글", true), (" ㅎㄱ", true)]
    {
        assert_eq!(Search::reaches_messages(query), expected, "{query:?}");
    }
}

#[test]
fn words_may_stand_in_several_texts_and_the_first_is_shown() {
    let mut search = Search::new("sse chunk").expect("a search");
    let found = search.find(&["An answer on chunks", "thinking of SSE"]).expect("both words");
    assert_eq!((found.text, shown(&found.snippet)), (0, "An answer on [chunk]s".to_owned()));
    let found = search.find(&["nothing", "SSE chunk"]).expect("both words");
    assert_eq!((found.text, shown(&found.snippet)), (1, "[SSE] [chunk]".to_owned()));
    assert_eq!(search.find(&["SSE", "nothing"]), None);
    assert_eq!(search.find(&[]), None);
}

#[test]
fn a_snippet_is_a_line_around_the_place_cut_between_words() {
    let text = format!("{}needle {}", "before it many words ".repeat(50), "and many after it ".repeat(50));
    let snippet = Search::new("needle").expect("a search").find(&[&text]).expect("found").snippet;
    assert_eq!(shown(&snippet).split_once('[').map(|(before, _)| before), Some("…it many words before it many words "));
    let words = snippet.text.trim_matches('…');
    assert!(text.contains(&format!(" {words} ")), "{words}");
    assert!(snippet.text.chars().count() <= BEFORE + AFTER + 2, "{}", snippet.text);

    // No word ends nearby: cut between characters.
    let text = format!("{}바늘{}", "가".repeat(500), "나".repeat(500));
    let snippet = Search::new("바늘").expect("a search").find(&[&text]).expect("found").snippet;
    assert_eq!(snippet.text.chars().count(), BEFORE + AFTER + 2);
    assert!(snippet.text.starts_with("…가") && snippet.text.ends_with("나…"));
}

/// A quadratic search would not end within hours.
#[test]
fn time_grows_with_the_text_alone() {
    let cases = [
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab".to_owned(), "a".repeat(1_000_000)),
        ("가".repeat(500) + "나", "가".repeat(300_000)),
        ("ㄱ".repeat(500) + "ㄴ", "가".repeat(300_000)),
        ("a ".repeat(100_000) + "b", "a ".repeat(300_000)),
        ("b".to_owned(), " ".repeat(1_000_000) + "b"),
        ("\u{301}a".repeat(1000), "\u{301}".repeat(300_000)),
    ];
    for (query, text) in cases {
        let found = Search::new(&query).and_then(|mut search| search.find(&[&text]));
        assert!(found.is_none_or(|found| found.snippet.text.len() < 1000));
    }
}
