//! Where formulas stand in prose: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, with care that prices and names of variables stay
//! text. CommonMark knows none of them, so a formula is found first and shown to its grammar as a plain word: signs in
//! it then mean nothing, and everything that is no formula reads as it would without this module.

mod opening;

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

pub(super) use self::opening::{Opening, opening, width};

/// A letter that stands for the signs of a formula.
const FILLER: char = 'x';

/// A formula, with the place of its source, delimiters included.
#[derive(Debug)]
pub(super) struct Formula {
    pub span: Range<usize>,
    /// What stands between the delimiters, without the marks of quotes around it.
    pub source: String,
    /// On a line of its own.
    pub display: bool,
}

/// The formulas in the paragraphs, headings and cells of `text`.
pub(super) fn formulas(text: &str, options: Options) -> Vec<Formula> {
    if !text.contains('$') && !text.contains("\\(") && !text.contains("\\[") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut leaf = Leaf::default();
    let mut verbatim = false;
    for (event, span) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => verbatim = true,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => verbatim = false,
            _ if verbatim => continue,
            _ => {}
        }
        let inline = match &event {
            Event::Start(tag) => {
                matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
            }
            Event::End(tag) => {
                matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
            }
            Event::Rule => false,
            _ => true,
        };
        if inline {
            leaf.take(text, &event, span);
        } else {
            leaf.finish(text, &mut found);
        }
    }
    leaf.finish(text, &mut found);
    found
}

/// The text with a word of the same length in the place of each formula. Lines keep their ends and their marks.
pub(super) fn mask(text: &str, formulas: &[Formula]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for formula in formulas {
        masked.push_str(text.get(at..formula.span.start).unwrap_or_default());
        let lines = text.get(formula.span.clone()).unwrap_or_default().split_inclusive('\n');
        for (index, line) in lines.enumerate() {
            let marks = if index == 0 { 0 } else { line.len() - without_marks(line).len() };
            let (marks, signs) = line.split_at(marks);
            let words = signs.trim_end_matches(['\r', '\n']);
            masked.push_str(marks);
            masked.extend(std::iter::repeat_n(FILLER, words.len()));
            masked.push_str(signs.get(words.len()..).unwrap_or_default());
        }
        at = formula.span.end;
    }
    masked.push_str(text.get(at..).unwrap_or_default());
    masked
}

fn without_marks(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

/// The inlines of one leaf: where they stand, and the places among them that are code or addresses.
#[derive(Default)]
struct Leaf {
    span: Option<Range<usize>>,
    closed: Vec<Range<usize>>,
    last: usize,
}

impl Leaf {
    fn take(&mut self, text: &str, event: &Event<'_>, span: Range<usize>) {
        // The place of an escaped sign is without its backslash.
        let before = text.get(..span.start).unwrap_or_default();
        let start = span.start - usize::from(before.ends_with('\\'));
        let leaf = self.span.get_or_insert(start..span.end);
        leaf.end = leaf.end.max(span.end);
        match event {
            Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => self.closed.push(span.clone()),
            Event::End(TagEnd::Link | TagEnd::Image) => self.closed.push(self.last.max(span.start)..span.end),
            _ => {}
        }
        self.last = match event {
            Event::Start(_) => span.start,
            _ => span.end,
        };
    }

    fn finish(&mut self, text: &str, found: &mut Vec<Formula>) {
        let leaf = std::mem::take(self);
        let Some(span) = leaf.span else { return };
        let mut closed = leaf.closed.iter().peekable();
        let mut at = span.start;
        while let Some(next) = text.get(at..span.end).and_then(|rest| rest.find(['$', '\\'])) {
            at += next;
            while closed.next_if(|closed| closed.end <= at).is_some() {}
            if let Some(closed) = closed.peek().filter(|closed| closed.contains(&at)) {
                at = closed.end;
                continue;
            }
            match opening(text, at, span.end) {
                Opening::Formula { inner, end, display } if closed.peek().is_none_or(|closed| closed.start >= end) => {
                    let lines = text.get(inner).unwrap_or_default().lines();
                    let source = lines.map(without_marks).collect::<Vec<_>>().join("\n");
                    found.push(Formula { span: at..end, source: source.trim().to_owned(), display });
                    at = end;
                }
                _ => at += width(text, at),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{formulas, mask};
    use crate::markdown::parse::OPTIONS;

    fn found(text: &str) -> Vec<String> {
        formulas(text, OPTIONS).into_iter().map(|formula| formula.source).collect()
    }

    #[test]
    fn formulas_are_found() {
        let table: [(&str, &[&str]); 16] = [
            ("Let $x_i$ and $y$.", &["x_i", "y"]),
            ("$\\mathbf{x}_{i}$ and $\\mathbf{y}_{j}$", &["\\mathbf{x}_{i}", "\\mathbf{y}_{j}"]),
            ("the $n$th, $k$-means, $x$는", &["n", "k", "x"]),
            ("$$\na = b\n$$", &["a = b"]),
            ("\\[\na \\\\\n b\n\\]", &["a \\\\\nb"]),
            ("> \\[\n> a\n> = c\n> \\]", &["a\n= c"]),
            ("so \\(a*b*c\\) and *\\(d\\)*", &["a*b*c", "d"]),
            ("|a|\n|-|\n|$x$|", &["x"]),
            ("- $a$\n- **$b$**", &["a", "b"]),
            ("$3 + 4$", &["3 + 4"]),
            ("$\\text{the price} = 5$", &["\\text{the price} = 5"]),
            ("[$a$](http://b/$c) $d$", &["a", "d"]),
            ("($x$)", &["x"]),
            ("$max(a, b)$", &["max(a, b)"]),
            ("\\\\(a\\\\)", &[]),
            ("# $h$", &["h"]),
        ];
        for (text, sources) in table {
            assert_eq!(found(text), sources, "{text}");
        }
    }

    #[test]
    fn prices_and_variables_stay_text() {
        let texts = [
            "It costs $5 and $10.",
            "$5-$10, $5/$6, US$5 and C$6",
            "between $5 and 10$",
            "$20/month or 200$",
            "가격은 $5이고 연간 50$입니다",
            "$HOME and $PATH",
            "$HOME/bin:$PATH",
            "`$x$` and \\$x$",
            "```\n$x$\n```\n\n    $x$\n",
            "$ x $",
            "$$ and $$$",
            "cheap $$ places and $$ cafes",
            "$x\ny$",
            "\\[1\\] \\[sic\\] \\[a\\](b)",
            "<a b=\"$x$\">",
            "$$$x$$$",
        ];
        for text in texts {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn masks_keep_lines() {
        let text = "> a $$b\n> `c$$ $한_$ d";
        assert_eq!(mask(text, &formulas(text, OPTIONS)), "> a $$b\n> `c$$ xxxxxx d");
        let text = "- \\[a\n  b\\] c";
        assert_eq!(mask(text, &formulas(text, OPTIONS)), "- xxx\n  xxx c");
    }
}
