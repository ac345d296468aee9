//! Splitting never changes the meaning: whatever the pieces, the finished tree is the one of the whole text.

mod outline;
mod source;

use std::collections::HashMap;
use std::path::Path;

use proptest::prelude::*;

use super::Document;
use outline::{outline, outline_of, whole};
use source::{lines, long_leaf};

/// The finished tree of a text that came in pieces of `size` characters. What was called final on the way is as it was.
fn streamed(text: &str, size: usize) -> String {
    let mut document = Document::new();
    let mut finals = HashMap::new();
    let ends = text.char_indices().step_by(size).map(|(at, _)| at).chain([text.len()]);
    for end in ends {
        document.update(&text[..end]);
        for root in document.roots().iter().filter(|root| document.is_final(**root)) {
            finals.entry(*root).or_insert_with(|| outline_of(&document, *root));
        }
    }
    document.finish(text);
    for (root, tree) in finals {
        assert!(document.roots().contains(&root), "it is gone: {tree}");
        assert_eq!(outline_of(&document, root), tree, "it was final");
    }
    outline(&document)
}

/// The tree while the text is still coming.
fn halfway(text: &str) -> String {
    let mut document = Document::new();
    for (at, _) in text.char_indices() {
        document.update(&text[..at]);
    }
    document.update(text);
    outline(&document)
}

#[test]
fn trees() {
    let table = [
        ("# a *b*\n\nc\\\nd", "h1 a <em b>\np c<br>d\n"),
        ("- a\n- [x] b\n- [ ] c", "list -\n  item\n    p a\n  item true\n    p b\n  item false\n    p c\n"),
        ("7. a\n\n8. b", "list 7 loose\n  item\n    p a\n  item\n    p b\n"),
        ("> a\nb", "quote\n  p a\\nb\n"),
        ("|a|b|\n|-|:-:|\n|`c`|", "table [None, Center] [a][b]\n  row [<code c>][]\n"),
        ("```rust x\na\n", "code \"rust\" \"a\\n\"\n"),
        ("<b>a</b> ~~c~~\n\n<div>\n", "p <b>a</b> <del c>\nhtml \"<div>\\n\"\n"),
        ("[a](http://b) [c](javascript:d) <e@f.g>", "p <a http://b a> c <a mailto:e@f.g e@f.g>\n"),
        ("![a *b*](https://c) ![d](data:image/svg+xml,e)", "p <img https://c a b> d\n"),
        ("a[^1] b[^2]\n\n[^1]: c", "p a<note 1> b[^2]\nfootnote 1\n  p c\n"),
        ("$a_b$ 5 * 3", "p <math false a_b> 5 * 3\n"),
        ("**$a*b$** \\(c\\)\n\\[\nd\n\\]", "p <strong <math false a*b>> <math false c>\\n<math true d>\n"),
        ("![$a$ b](http://c)", "p <img http://c a b>\n"),
        ("see www.b.c/_d_e.", "p see <a http://www.b.c/_d_e www.b.c/_d_e>.\n"),
        ("**https://a.b/**입니다", "p <strong <a https://a.b/ https://a.b/>>입니다\n"),
        ("[a](https://b) `www.c.d`", "p <a https://b a> <code www.c.d>\n"),
    ];
    for (text, tree) in table {
        assert_eq!(outline(&Document::parse(text)), tree, "{text}");
    }
}

#[test]
fn late_definitions() {
    let text = "a [b] c[^d]\n\n- [B]\n\nword\n\n[b]: http://e\n\nword\n\n[^d]: f\n\n[b]: http://g\n\n[b]\n";
    assert_eq!(streamed(text, 1), whole(text));
    // The text is not over: the first block is shown again all the same.
    assert!(halfway(text).starts_with("p a <a http://e b> c<note d>\nlist -\n  item\n    p <a http://e B>\n"));
}

/// A late definition shows again the blocks that waited for it, and no others.
#[test]
fn late_definitions_touch_only_their_users() {
    let before = "one\n\nuses [late]\n\nthree\n\nnotes[^n]\n\n```\ncode\n```\n\n";
    let mut document = Document::new();
    document.update(before);
    let roots = document.roots().to_vec();
    for (definition, user) in [("[late]: http://a\n\n", 1), ("[^n]: note\n\n", 3)] {
        let mut document = Document::new();
        document.update(before);
        let changes = document.update(&format!("{before}{definition}x\n"));
        let touched: Vec<_> = roots.iter().filter(|root| changes.blocks.contains(root)).collect();
        assert_eq!(touched, [&roots[user]], "{definition}");
        assert!(changes.removed.is_empty() && document.roots().starts_with(&roots));
    }
}

#[test]
fn half_written() {
    let table = [
        ("a **b", "p a <strong b>\n"),
        ("a **", "p a\n"),
        ("a **b*", "p a <strong b>\n"),
        ("a *b **c", "p a <em b <strong c>>\n"),
        ("a `b", "p a <code b>\n"),
        ("a [b", "p a\n"),
        ("a [b](http://", "p a\n"),
        ("a [b](http://c)", "p a <a http://c b>\n"),
        ("a ![b](http://c", "p a\n"),
        ("a <http://b", "p a\n"),
        ("a &am", "p a\n"),
        ("a https:/", "p a\n"),
        ("a https://b.c/d.", "p a <a https://b.c/d https://b.c/d>\n"),
        ("a https://b.c/d. ", "p a <a https://b.c/d https://b.c/d>.\n"),
        ("**www.b.c*", "p <strong <a http://www.b.c www.b.c>>\n"),
        ("_www.b.c_ d", "p <em <a http://www.b.c www.b.c>> d\n"),
        ("a [b https://c.d", "p a\n"),
        ("a [b https://c.d](e", "p a\n"),
        ("a\n-", "p a\n"),
        ("a\n---", "p a\n"),
        ("a\n- b", "p a\nlist -\n  item\n    p b\n"),
        ("- a\n- [", "list -\n  item\n    p a\n"),
        ("- a\n- [x] b", "list -\n  item\n    p a\n  item true\n    p b\n"),
        ("a\n\n##", "p a\n"),
        ("a\n\n## b", "p a\nh2 b\n"),
        ("a\n\n``", "p a\n"),
        ("a\n\n```ru", "p a\n"),
        ("```\na\n``", "code \"\" \"a\\n\"\n"),
        ("```\na\n``b", "code \"\" \"a\\n``b\"\n"),
        ("| a | b", ""),
        ("| a | b |\n|--", ""),
        ("| a | b |\n|--|--|\n| *c", "table [None, None] [a][b]\n  row [<em c>][]\n"),
        ("a $x_", "p a\n"),
        ("a $x_1$ b", "p a <math false x_1> b\n"),
        ("a \\[\nb", "p a\n"),
        ("a $$\nb\n", "p a\n"),
        ("costs $5 per", "p costs\n"),
        ("costs $5 per m", "p costs $5 per m\n"),
        ("2*3 and ~5", "p 2*3 and ~5\n"),
        ("snake_case", "p snake_case\n"),
        ("> **a\n> b", "quote\n  p <strong a\\nb>\n"),
        ("12", ""),
        ("12 a", "p 12 a\n"),
    ];
    for (text, tree) in table {
        assert_eq!(halfway(text), tree, "{text}");
    }
}

#[test]
fn no_marks_flash() {
    let text = "# One\n\nSome **bold *and* words** with `code`, a [link](https://a.b/c_d) and ~~more~~.\n\n\
        1. **Item**: text\n   - *nested* `x`\n2. Item\n\n| a | b |\n|---|:-:|\n| `c` | **d** |\n\n```rust\nlet a;\n```\n\n---\n\n> **q**\n";
    let mut document = Document::new();
    for (at, _) in text.char_indices() {
        document.update(&text[..at]);
        let tree = outline(&document);
        for mark in ["*", "`", "](", "~~", "|", "p #", "p -", "--"] {
            assert!(!tree.contains(mark), "{mark} in {tree} after {:?}", &text[..at]);
        }
    }
}

/// An address is a link from its first letter on that can be seen, and only grows.
#[test]
fn addresses_do_not_flash() {
    let text = "See https://example.com/a_b_c?d=e&f=(g). And **www.example.com**, (http://h.i/j_(k)) or\n\n\
        - http://localhost:8000/v1\n\n| a |\n|---|\n| https://l.m/n |\n";
    let mut document = Document::new();
    for (at, _) in text.char_indices() {
        document.update(&text[..at]);
        let tree = outline(&document);
        let outside: String = tree.split("<a ").map(|part| part.rsplit('>').next().unwrap_or_default()).collect();
        for part in ["htt", "www", "://", "*", "_"] {
            assert!(!outside.contains(part), "{part} in {tree} after {:?}", &text[..at]);
        }
    }
    document.finish(text);
    assert_eq!(outline(&document).matches("<a ").count(), 5);
}

#[test]
fn finished_blocks_are_never_touched() {
    let unit = "## A *b*\n\nWords and [link](http://c), `d`.\n\n- e\n  - f\n- g\n\n```rust\nlet h;\n```\n\n|i|j|\n|-|-|\n|k|l|\n\n> m\n\n";
    let text = unit.repeat(5);
    let mut document = Document::new();
    for (at, _) in text.char_indices() {
        let before = document.roots().to_vec();
        let changes = document.update(&text[..at]);
        let open = before.len().saturating_sub(1);
        for (list, first) in &changes.lists {
            assert!(list.is_some() || *first >= open, "{first} of {} after {:?}", before.len(), &text[..at]);
        }
        assert!(document.roots().starts_with(&before[..open]));
        assert!(changes.blocks.iter().all(|key| !before[..open].contains(key)));
    }
}

#[test]
fn nesting_is_capped() {
    let mut widest = 0;
    for text in [
        ">".repeat(10_000) + " x",
        "- ".repeat(10_000) + "x",
        "*a ".repeat(5_000) + &"b*".repeat(5_000),
        "![".repeat(9_000),
    ] {
        let tree = outline(&Document::parse(&text));
        widest = widest.max(tree.lines().map(|line| line.len() - line.trim_start().len()).max().unwrap_or(0));
        assert!(!tree.is_empty());
    }
    assert!((20..=80).contains(&widest), "{widest}");
}

/// The examples of the CommonMark specification, from the npm package `commonmark-spec` in `end2end`.
#[test]
#[ignore = "reads what `npm ci` installs in end2end"]
fn commonmark_examples() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("end2end/node_modules/commonmark-spec/spec.txt");
    let spec = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let examples: Vec<String> = spec
        .split("```````````````````````````````` example\n")
        .skip(1)
        .filter_map(|example| example.split("\n.\n").next())
        .map(|text| text.replace('→', "\t") + "\n")
        .collect();
    assert!(examples.len() >= 650, "{} examples", examples.len());
    for text in &examples {
        for size in 1..text.len().min(40) {
            assert_eq!(streamed(text, size), whole(text), "pieces of {size}: {text}");
        }
        // Pieces of all lengths, mixed.
        let mut document = Document::new();
        let mut end = 0;
        for step in (1..).map(|step: usize| step * step % 7 + 1) {
            end = text.ceil_char_boundary(end + step);
            document.update(&text[..end]);
            if end == text.len() {
                break;
            }
        }
        document.finish(text);
        assert_eq!(outline(&document), whole(text), "mixed pieces: {text}");
    }
}

fn same(text: &str, size: usize) -> Result<(), TestCaseError> {
    let (streamed, whole) = (streamed(text, size), whole(text));
    let equal = whole.chars().zip(streamed.chars()).take_while(|(a, b)| a == b).count();
    let around = |tree: &str| tree.chars().skip(equal.saturating_sub(30)).take(80).collect::<String>();
    prop_assert!(whole == streamed, "pieces of {size}: {:?} instead of {:?}", around(&streamed), around(&whole));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn splitting_lines(text in lines(1..12), size in 1usize..9) {
        same(&text, size)?;
    }

    #[test]
    fn splitting_long_leaves(before in lines(0..3), long in long_leaf(), after in lines(0..5), size in 7usize..300) {
        same(&format!("{before}\n{long}{after}"), size)?;
    }
}
