//! What stands within a paragraph, heading or cell: words, code, formulas, links.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::Reader;
use crate::markdown::block::{Block, Inline};
use crate::markdown::draft::{Draft, Leaf, Scope, Wrap};
use crate::markdown::label::Label;
use crate::markdown::parse::Literal;
use crate::markdown::verbatim::Verbatim;

/// Links and emphasis deeper than this are left out, and their words stay.
const INLINE_DEPTH: usize = 16;

impl Reader<'_> {
    pub(super) fn words(&mut self, text: &str, span: Range<usize>) {
        if let Some(Leaf::Text(fresh)) = &mut self.leaf {
            if let Block::Code { text: growing, .. } | Block::Html(growing) = &mut fresh.block {
                growing.text.push_str(text);
            }
            return;
        }
        let place = self.seed + span.start..self.seed + span.end;
        let first = self.verbatim.partition_point(|verbatim| verbatim.span.end <= place.start);
        let verbatim = self.verbatim.get(first..).unwrap_or_default();
        if verbatim.first().is_none_or(|verbatim| verbatim.span.start >= place.end) {
            return self.plain(text, span);
        }
        let mut at = place.start;
        for verbatim in verbatim.iter().take_while(|verbatim| verbatim.span.start < place.end) {
            if verbatim.span.start >= place.start {
                self.plain_between(at..verbatim.span.start);
                self.verbatim(verbatim);
            }
            at = verbatim.span.end;
        }
        self.plain_between(at..place.end);
    }

    /// Words between formulas and addresses, by their place in the text with the seed.
    fn plain_between(&mut self, place: Range<usize>) {
        let text = self.text;
        if let Some(words) = text.get(place.clone()).filter(|words| !words.is_empty()) {
            self.plain(words, place.start - self.seed..place.end - self.seed);
        }
    }

    fn verbatim(&mut self, verbatim: &Verbatim) {
        let span = verbatim.span.start - self.seed..verbatim.span.end - self.seed;
        // A formula before it may have made a link of what was none.
        let in_link = self.scopes.iter().any(|scope| matches!(scope, Scope::Inline(Wrap::Link(_))));
        let draft = self.draft(&span);
        match (&mut draft.image, &verbatim.inline) {
            (Some((_, alt)), _) => alt.push_str(&verbatim.words),
            (None, Inline::Link { .. }) if in_link => draft.text(&verbatim.words),
            (None, inline) => draft.push(inline.clone()),
        }
    }

    fn plain(&mut self, text: &str, span: Range<usize>) {
        let literal = self.text.get(self.seed + span.start..self.seed + span.end) == Some(text);
        let draft = self.draft(&span);
        if literal {
            let outermost = draft.nested.is_empty() && draft.image.is_none();
            draft.literals.push(Literal { span, outermost });
        }
        draft.text(text);
    }

    pub(super) fn inline(&mut self, inline: Inline, span: Range<usize>) {
        let draft = self.draft(&span);
        match (&mut draft.image, inline) {
            (Some((_, alt)), Inline::Code(code)) => alt.push_str(&code),
            (Some((_, alt)), _) => alt.push(' '),
            (None, inline) => draft.push(inline),
        }
    }

    pub(super) fn footnote(&mut self, text: &str, span: Range<usize>) {
        let label = Label::footnote(text);
        if self.labels.has_footnote(&label) || self.known.contains(&label) {
            self.inline(Inline::Footnote(text.to_owned()), span);
        } else {
            self.missing.push((label, span.start));
            self.draft(&span).text(&format!("[^{text}]"));
        }
    }

    /// The target of a link. The first definition of a label in the whole reply wins over one in this piece.
    pub(super) fn target(&self, link_type: LinkType, written: &str, id: &str) -> String {
        let target = match link_type {
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => self.labels.target(&Label::link(id)),
            _ => None,
        };
        match link_type {
            LinkType::Email => format!("mailto:{written}"),
            _ => target.unwrap_or(written).to_owned(),
        }
    }

    /// The inlines under construction. In a tight list they come without a paragraph around them; it is made here.
    pub(super) fn draft(&mut self, span: &Range<usize>) -> &mut Draft {
        match &mut self.leaf {
            Some(Leaf::Prose { span: prose, .. }) => prose.end = prose.end.max(span.end),
            Some(Leaf::Cell) => {}
            Some(Leaf::Text(_)) | None => {
                // The place of an escaped sign is without its backslash.
                let before = self.text.get(..self.seed + span.start).unwrap_or_default();
                let start = span.start - usize::from(before.ends_with('\\'));
                self.leaf = Some(Leaf::Prose { level: None, span: start..span.end });
            }
        }
        &mut self.draft
    }

    pub(super) fn open_inline(&mut self, wrap: Wrap, span: Range<usize>) {
        let draft = self.draft(&span);
        if draft.image.is_some() || draft.nested.len() >= INLINE_DEPTH {
            self.scopes.push(Scope::FlatInline);
        } else {
            draft.nested.push(Vec::new());
            self.scopes.push(Scope::Inline(wrap));
        }
    }
}
