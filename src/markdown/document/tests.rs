use super::{Document, SHORT_END};

/// What is parsed again at an update does not grow with the text, whatever is being written.
#[test]
fn open_ends_stay_short() {
    let long = [
        ("paragraph", "words and *words* with `code`, 한국어 ".repeat(4_000)),
        ("lines", "words and [words] in _a line_\n".repeat(4_000)),
        ("no spaces", "文字が続く".repeat(8_000)),
        ("list", "- item\n".repeat(12_000)),
        ("loose list", "1. item\n\n   more\n\n".repeat(5_000)),
        ("list in a quote", "> - item\n".repeat(10_000)),
        ("nested list", "- a\n  - b\n    - c\n".repeat(5_000)),
        ("code", format!("```rust\n{}", "let a;\n".repeat(12_000))),
        ("code in an item", format!("1. a\n\n   ```rust\n{}", "   let a;\n".repeat(9_000))),
        ("table", format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(14_000))),
        ("table in an item", format!("- |a|b|\n  |-|-|\n{}", "  |c|d|\n".repeat(9_000))),
        ("formulas", "where $x_i$ is \\(y\\) for $5 \\[z\\] and ".repeat(4_000)),
        ("addresses", "see https://a.b/c_d?e=f or www.g.h, ".repeat(4_000)),
        ("definitions", (0..6_000).map(|n| format!("[{n}]: http://b\n")).collect()),
    ];
    for (name, text) in long {
        let mut document = Document::new();
        let mut longest = 0;
        for end in (0..text.len()).step_by(61).map(|at| text.ceil_char_boundary(at)) {
            document.update(&text[..end]);
            longest = longest.max(document.parsed - document.checkpoint.from);
        }
        assert!(longest < 2048, "{name}: {longest}");
    }
}

/// What cannot be resumed inside itself is parsed again ever more rarely.
#[test]
fn long_ends_are_parsed_rarely() {
    for text in ["<div>\n".repeat(20_000), "    code\n".repeat(15_000), "# a ".repeat(30_000)] {
        let mut document = Document::new();
        let mut parsed = 0;
        for end in (0..text.len()).step_by(10) {
            let before = document.parsed;
            document.update(&text[..end]);
            if document.parsed > before && document.parsed > SHORT_END {
                parsed += document.parsed - document.checkpoint.from;
            }
        }
        assert!(parsed < 12 * text.len(), "{parsed} of {}", text.len());
    }
}

#[test]
fn a_shorter_text_starts_anew() {
    let mut document = Document::new();
    document.update("# a\n\nb\n\nc");
    let old = document.roots().to_vec();
    let changes = document.update("d");
    assert_eq!((document.roots().len(), changes.removed.len()), (1, old.len()));
    assert!(old.iter().all(|key| document.block(*key).is_none()));
}

#[test]
fn a_reply_can_go_on_after_its_end() {
    let mut document = Document::new();
    document.update("a **b");
    document.finish("a **b");
    document.update("a **b c** d\n\n- e");
    document.finish("a **b c** d\n\n- e");
    let again = Document::parse("a **b c** d\n\n- e");
    assert_eq!(document.block(document.roots()[0]), again.block(again.roots()[0]));
    assert_eq!(document.roots().len(), again.roots().len());
}
