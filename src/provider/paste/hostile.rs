//! Texts that nobody means well: nothing may panic, and time grows with the length of the text.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// Pieces that a text repeats until it is long.
const PIECES: [&str; 40] = [
    "a",
    " ",
    "\n",
    "{",
    "[",
    "{a:",
    "[[1,",
    "'",
    "\"",
    "$'",
    "\\",
    "`",
    "^\"",
    "$A",
    "%A",
    "${",
    "/*",
    "//",
    "curl ",
    "curl x.y\n",
    "-H 'X-A: 1' ",
    "-d 1 ",
    "-sss",
    "A_API_KEY=1\n",
    "export A=$A\n",
    "registerCustom(",
    "registerCustom('a',{endpoint:'http://h'})\n",
    "setKey('a','b')",
    "base_url=",
    "base_url='http://h/v1'\n",
    "http://",
    "http://h ",
    "http://h/v1\n",
    "{\"endpoint\":\"http://h\"},",
    "가",
    "\u{200b}",
    "API key: a\n",
    "URL:\n",
    "://@",
    "#",
];

/// Beginnings that choose a reader.
const STARTS: [&str; 9] = [
    "",
    "curl http://h/v1 ",
    "{\"endpoint\":\"http://h\",\"x\":",
    "[",
    "registerCustom('a', ",
    "A_BASE_URL=http://h\n",
    "OpenAI(base_url=",
    "```\n",
    "curl -d '{\"x\":",
];

/// Bytes; in quadratic time a text of this length takes minutes.
const LENGTH: usize = 50_000;
/// Long enough for a debug build on a busy machine.
const MOST: Duration = Duration::from_secs(15);

#[test]
fn long_texts_take_time_by_their_length() {
    for start in STARTS {
        for piece in PIECES {
            let text = format!("{start}{}", piece.repeat(LENGTH / piece.len()));
            let began = Instant::now();
            drop(read_pasted(&text));
            assert!(began.elapsed() < MOST, "{start}{piece}…: {:?}", began.elapsed());
        }
    }
}

#[test]
fn many_different_things_take_time_by_their_number() {
    let many = |line: &dyn Fn(usize) -> String| (0..5_000).map(line).collect::<String>();
    let texts = [
        many(&|number| format!("V{number}_API_KEY=k{number}\n")),
        format!("curl http://h/v1 {}", many(&|number| format!("-H 'X-{number}: 1' "))),
        format!("curl http://h/v1 {}", many(&|number| format!("--o{number} "))),
        format!("curl http://h/v1 {}", many(&|number| format!("-H 'sec-{number}: 1' "))),
        many(&|number| format!("http://h{number}/v1\n")),
        format!("[{}1]", many(&|number| format!("{{\"endpoint\":\"http://h{number}\",\"auth\":{number}}},"))),
        format!("{{\"endpoint\":\"http://h\",\"models\":[{}\"m\"]}}", many(&|number| format!("\"m{number}\","))),
        many(&|number| format!("registerCustom('a{number}',{{}})\nsetKey('a0','k')\n")),
        many(&|number| format!("base_url='http://h{number}/v1', api_key=k{number}\n")),
    ];
    for text in texts {
        let began = Instant::now();
        let pasted = read_pasted(&text);
        assert!(began.elapsed() < MOST, "{}…: {:?}", quoted(&text), began.elapsed());
        if let Ok(pasted) = pasted {
            assert!(pasted.drafts.len() <= MOST_DRAFTS && pasted.remarks.len() <= MOST_REMARKS, "{}", quoted(&text));
        }
    }
}

#[test]
fn there_is_a_longest_text() {
    let text = "a".repeat(MOST_BYTES + 1);
    assert_eq!(read_pasted(&text), Err(PasteError::TooLong { bytes: MOST_BYTES + 1 }));
}

proptest! {
    #[test]
    fn nothing_panics(
        start in prop::sample::select(STARTS.to_vec()),
        pieces in prop::collection::vec(prop_oneof![
            prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
            "\\PC{0,6}",
            "[{}\\[\\]'\"$%^`\\\\:=,. /-]{0,4}",
        ], 0..12),
    ) {
        let text = format!("{start}{}", pieces.concat());
        if let Ok(pasted) = read_pasted(&text) {
            prop_assert!(!pasted.drafts.is_empty());
            for draft in &pasted.drafts {
                drop(draft.parse(&crate::provider::Registry::default(), None));
            }
        }
    }
}
