//! What stands in prose and is none of the grammar's business: formulas and plain addresses. CommonMark knows neither, so
//! each is found first and shown to its grammar as a plain word: signs in it then mean nothing, and everything else reads
//! as it would without this module.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::autolink::{Autolink, autolink};
use super::block::Inline;
use super::label::{Label, Labels};
use super::math::{Opening, opening, width};

/// A letter that stands for the signs of a formula or address.
const FILLER: char = 'x';
/// Signs in an address that the grammar could take for its own.
const SIGNS: [char; 5] = ['_', '~', '!', '&', '\\'];

/// A formula or address, with the place of its source.
#[derive(Debug)]
pub(super) struct Verbatim {
    pub span: Range<usize>,
    pub inline: Inline,
    /// The text of it in the description of an image.
    pub words: String,
}

/// The formulas and addresses in the paragraphs, headings and cells of `text`. `labels`: links that are defined elsewhere.
pub(super) fn find(text: &str, options: Options, labels: &Labels) -> Vec<Verbatim> {
    if !["$", "\\(", "\\[", "://", "www."].iter().any(|sign| text.contains(sign)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut leaf = Leaf::default();
    let mut verbatim = false;
    // Only where links are matters, not where they lead.
    let resolve = |link: BrokenLink<'_>| {
        labels.target(&Label::link(&link.reference)).map(|_| (CowStr::Borrowed(""), CowStr::Borrowed("")))
    };
    let parser = Parser::new_with_broken_link_callback(text, options, Some(resolve));
    for (event, span) in parser.into_offset_iter() {
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

/// The text with a word of the same length in the place of each. Lines keep their ends and their marks.
pub(super) fn mask(text: &str, found: &[Verbatim]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for Verbatim { span, inline, .. } in found {
        masked.push_str(text.get(at..span.start).unwrap_or_default());
        if let Inline::Link { .. } = inline {
            // Parentheses stay as they are: they decide where a definition or a link ends.
            let mut word = text.get(span.clone()).unwrap_or_default().replace(SIGNS, "x");
            if word.ends_with('/') {
                // Emphasis ends behind it as behind any word.
                word.pop();
                word.push(FILLER);
            }
            masked.push_str(&word);
            at = span.end;
            continue;
        }
        let lines = text.get(span.clone()).unwrap_or_default().split_inclusive('\n');
        for (index, line) in lines.enumerate() {
            let marks = if index == 0 { 0 } else { line.len() - without_marks(line).len() };
            let (marks, signs) = line.split_at(marks);
            let words = signs.trim_end_matches(['\r', '\n']);
            masked.push_str(marks);
            masked.extend(std::iter::repeat_n(FILLER, words.len()));
            masked.push_str(signs.get(words.len()..).unwrap_or_default());
        }
        at = span.end;
    }
    masked.push_str(text.get(at..).unwrap_or_default());
    masked
}

fn without_marks(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

/// The inlines of one leaf: where they stand, the places among them that are code or addresses, and the links.
#[derive(Default)]
struct Leaf {
    span: Option<Range<usize>>,
    closed: Vec<Range<usize>>,
    links: Vec<Range<usize>>,
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
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.links.push(span.clone()),
            Event::End(TagEnd::Link | TagEnd::Image) => self.closed.push(self.last.max(span.start)..span.end),
            _ => {}
        }
        self.last = match event {
            Event::Start(_) => span.start,
            _ => span.end,
        };
    }

    fn finish(&mut self, text: &str, found: &mut Vec<Verbatim>) {
        let leaf = std::mem::take(self);
        let Some(span) = leaf.span else { return };
        let mut closed = leaf.closed.iter().peekable();
        let mut links = leaf.links.iter().peekable();
        let mut at = span.start;
        while let Some(next) = text.get(at..span.end).and_then(|rest| rest.find(['$', '\\', 'h', 'H', 'w'])) {
            at += next;
            while closed.next_if(|closed| closed.end <= at).is_some() {}
            while links.next_if(|link| link.end <= at).is_some() {}
            if let Some(closed) = closed.peek().filter(|closed| closed.contains(&at)) {
                at = closed.end;
                continue;
            }
            let limit = closed.peek().map_or(span.end, |closed| closed.start.min(span.end));
            let here = match text.as_bytes().get(at) {
                Some(b'$' | b'\\') => formula(text, at, span.end).filter(|formula| formula.span.end <= limit),
                _ if links.peek().is_some_and(|link| link.contains(&at)) => None,
                _ => address(text, at, links.peek().map_or(limit, |link| link.start.min(limit))),
            };
            match here {
                Some(verbatim) => {
                    at = verbatim.span.end;
                    found.push(verbatim);
                }
                None => at += width(text, at),
            }
        }
    }
}

fn formula(text: &str, at: usize, limit: usize) -> Option<Verbatim> {
    let Opening::Formula { inner, end, display } = opening(text, at, limit) else { return None };
    let lines = text.get(inner).unwrap_or_default().lines();
    let source = lines.map(without_marks).collect::<Vec<_>>().join("\n").trim().to_owned();
    Some(Verbatim { span: at..end, words: source.clone(), inline: Inline::Math { source, display } })
}

fn address(text: &str, at: usize, limit: usize) -> Option<Verbatim> {
    let Autolink::Link { address, words, end, .. } = autolink(text, at, limit) else { return None };
    let children = vec![Inline::Text(words.clone())];
    Some(Verbatim { span: at..end, words, inline: Inline::Link { address, children } })
}

#[cfg(test)]
mod tests {
    use super::{Labels, find, mask};
    use crate::markdown::parse::OPTIONS;

    fn found(text: &str) -> Vec<String> {
        find(text, OPTIONS, &Labels::default()).into_iter().map(|found| found.words).collect()
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
    fn addresses_are_found() {
        let table: [(&str, &[&str]); 12] = [
            ("see https://a.b/_c_f and *www.d.e*", &["https://a.b/_c_f", "www.d.e"]),
            ("# https://a.b\n\n> - https://c.d", &["https://a.b", "https://c.d"]),
            ("|https://a.b|c|\n|-|-|\n|www.d.e/f|g|", &["https://a.b", "www.d.e/f"]),
            ("https://a.b/$x$ $y$", &["https://a.b/$x$", "y"]),
            ("`https://a.b` https://c.d/`e`", &["https://c.d/"]),
            ("```\nhttps://a.b\n```\n\n    www.a.b", &[]),
            ("<https://a.b> [www.a.b](https://c.d) ![https://e.f](g)", &[]),
            ("[https://a.b][c] [d *https://e.f* g][c]\n\n[c]: https://h.i", &[]),
            ("https://a.b[c](d) https://e.f![g](h)", &["https://a.b", "https://e.f"]),
            ("<a href=\"https://a.b\">https://c.d</a>", &["https://c.d"]),
            ("https://a.b\nhttps://c.d", &["https://a.b", "https://c.d"]),
            ("[a]: https://b.c", &[]),
        ];
        for (text, addresses) in table {
            assert_eq!(found(text), addresses, "{text}");
        }
    }

    #[test]
    fn masks_keep_lines() {
        let text = "> a $$b\n> `c$$ $한_$ d";
        assert_eq!(mask(text, &find(text, OPTIONS, &Labels::default())), "> a $$b\n> `c$$ xxxxxx d");
        let text = "_https://a.b/_c_(d)!_";
        assert_eq!(mask(text, &find(text, OPTIONS, &Labels::default())), "_https://a.b/xcx(d)!_");
        let text = "- \\[a\n  b\\] c";
        assert_eq!(mask(text, &find(text, OPTIONS, &Labels::default())), "- xxx\n  xxx c");
    }
}
