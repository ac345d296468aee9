//! What is under construction while events are read.

use std::ops::Range;

use super::Address;
use super::block::Inline;
use super::parse::{Fresh, Literal};

/// What an `End` event closes.
pub(super) enum Scope {
    Container,
    /// Left out, as too deep.
    FlatContainer,
    /// Left out, as too deep or within an image's text.
    FlatInline,
    Leaf,
    Head,
    Row,
    Cell,
    Inline(Wrap),
    Image,
}

pub(super) enum Wrap {
    Emphasis,
    Strong,
    Strikethrough,
    /// `None`: the address is not allowed, the words stay.
    Link(Option<Address>),
}

/// The open block that holds no blocks. The inlines of prose and of a cell are in `Reader::draft`.
pub(super) enum Leaf {
    Prose { level: Option<u8>, span: Range<usize> },
    Text(Fresh),
    Cell,
}

/// Inlines under construction; the last list is the innermost.
#[derive(Default)]
pub(super) struct Draft {
    pub bottom: Vec<Inline>,
    pub nested: Vec<Vec<Inline>>,
    pub image: Option<(Option<Address>, String)>,
    pub literals: Vec<Literal>,
}

impl Draft {
    pub(super) fn top(&mut self) -> &mut Vec<Inline> {
        self.nested.last_mut().unwrap_or(&mut self.bottom)
    }

    pub(super) fn text(&mut self, text: &str) {
        if let Some((_, alt)) = &mut self.image {
            alt.push_str(text);
        } else if let Some(Inline::Text(last)) = self.top().last_mut() {
            last.push_str(text);
        } else if !text.is_empty() {
            self.top().push(Inline::Text(text.to_owned()));
        }
    }

    pub(super) fn push(&mut self, inline: Inline) {
        match inline {
            Inline::Text(text) => self.text(&text),
            inline => self.top().push(inline),
        }
    }

    /// Ends the innermost list of inlines.
    pub(super) fn close(&mut self, wrap: Wrap) {
        let inner = self.nested.pop().unwrap_or_default();
        match wrap {
            Wrap::Emphasis => self.push(Inline::Emphasis(inner)),
            Wrap::Strong => self.push(Inline::Strong(inner)),
            Wrap::Strikethrough => self.push(Inline::Strikethrough(inner)),
            Wrap::Link(Some(address)) => self.push(Inline::Link { address, children: inner }),
            Wrap::Link(None) => inner.into_iter().for_each(|inline| self.push(inline)),
        }
    }

    /// Ends the image.
    pub(super) fn close_image(&mut self) {
        match self.image.take() {
            Some((Some(address), alt)) => self.push(Inline::Image { address, alt }),
            Some((None, alt)) => self.text(&alt),
            None => {}
        }
    }

    pub(super) fn finish(mut self) -> (Vec<Inline>, Vec<Literal>) {
        for inner in std::mem::take(&mut self.nested) {
            self.bottom.extend(inner);
        }
        (self.bottom, self.literals)
    }
}
