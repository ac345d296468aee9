//! Markdown at random: lines that break each other's rules, and leaves that are long enough to be resumed inside.

use proptest::prelude::*;

fn line_of() -> impl Strategy<Value = String> {
    let indent = prop_oneof![4 => Just(""), 1 => Just("  "), 1 => Just("   "), 1 => Just("    "), 1 => Just("> "), 1 => Just("\t"), 1 => Just("      ")];
    let body = prop_oneof![
        3 => prop::sample::select(vec![
            "", "", "- ", "- a", "1. ", "2) b", "* c", "> q", ">", "# h", "## h ##", "---", "===", "```", "```rust", "~~~~", "`", "    code",
            "a | b", "| a | b |", "|---|:-:|", "| 1 | 2 |", "-|-", "[a]: http://a", "[b]: <http://b> 't'", "[^1]: note", "[^1]", "[a]", "[b][a]", "<div>", "</div>",
            "<!-- x", "-->", "<b>x</b>", "- [ ] t", "- [x] t", "+", "1.", "- - x", "> - y", "- > z", "- ```", "[a]:", "http://c", "https://a.b/c_d.", "word", "[^1]: x [a]", "1. # h", "\\", "-     c", "12. x", "<pre>",
        ]).prop_map(str::to_owned),
        2 => inline_soup(),
    ];
    (indent, body).prop_map(|(indent, body)| format!("{indent}{body}"))
}

fn inline_soup() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "word ",
        "다른 말 ",
        "*",
        "**",
        "_",
        "`",
        "``",
        "~~",
        "[",
        "]",
        "](http://a.b)",
        "![",
        "<http://x.y>",
        "<",
        "&amp;",
        "&",
        "\\",
        "\\*",
        "a",
        " ",
        "snake_case",
        "!",
        "[a]",
        "[^1]",
        "|",
        "2*3",
        "  ",
        ".",
        "<br>",
        "é",
        "$",
        "$x_",
        "$$",
        "\\(",
        "\\)",
        "\\[a",
        "\\]",
        "$5 ",
        "https://c.d/_e",
        " www.f.g",
    ]);
    prop::collection::vec(part, 1..12).prop_map(|parts| parts.concat())
}

pub fn long_leaf() -> impl Strategy<Value = String> {
    (prop::sample::select(vec!["", "> ", "  ", "- ", "1. ", "> - ", "    "]), 0..8usize, 100..260usize, inline_soup())
        .prop_map(|(prefix, kind, lines, soup)| {
            let next = prefix.replace(['-', '1', '.'], " ");
            let body: Vec<String> = match kind {
                0 => [String::from("```rust")]
                    .into_iter()
                    .chain((0..lines).map(|n| format!("let a{n} = {n};")))
                    .chain([String::from("```")])
                    .collect(),
                1 => ["| a | b |".into(), "|---|---|".into()]
                    .into_iter()
                    .chain((0..lines).map(|n| format!("| {n} | *x* {soup} |")))
                    .collect(),
                2 => (0..lines).map(|n| format!("word {n} in _a line_ and [more]")).collect(),
                3 => vec![format!("long {soup} {} end", "some words, `code` **strong** — 한국어 문장. ".repeat(lines))],
                4 => (0..lines).map(|n| format!("- item {n}{}", if n % 7 == 3 { "\n" } else { "" })).collect(),
                6 => (0..lines)
                    .map(|n| format!("for ${n}_{{a}}$ it is $5 and \\(*b*\\) https://a.b/{n}_c {soup}"))
                    .collect(),
                5 => [String::from("~~~")]
                    .into_iter()
                    .chain((0..lines).map(|n| format!("{}x", " ".repeat(n % 6))))
                    .collect(),
                _ => vec![format!("{soup}{}", "文字が続く".repeat(lines))],
            };
            let mut out = String::new();
            for (n, line) in body.iter().enumerate() {
                out.push_str(if n == 0 { prefix } else { &next });
                out.push_str(line);
                out.push('\n');
            }
            out
        })
}

pub fn lines(count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(line_of(), count).prop_map(|lines| lines.join("\n"))
}
