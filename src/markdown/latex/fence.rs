//! Brackets that grow with what stands between them, and those of a given size.

use super::Node;
use super::parser::Parser;
use super::symbols::{self, Symbol};
use super::token::Token;

impl Parser<'_> {
    /// From behind `\left` to behind the delimiter of `\right`.
    pub(super) fn fenced(&mut self) -> Option<Node> {
        let fence = |sign: Option<&'static str>| sign.map(|sign| Node::leaf("mo", sign).with("stretchy", "true"));
        let mut nodes: Vec<Node> = fence(self.delimiter()?).into_iter().collect();
        loop {
            nodes.extend(self.deeper(Self::row)?);
            match self.tokens.next()? {
                Token::Command("middle") => nodes.extend(fence(self.delimiter()?)),
                Token::Command("right") => {
                    nodes.extend(fence(self.delimiter()?));
                    return Some(Node::new("mrow", nodes));
                }
                _ => return None,
            }
        }
    }

    /// A delimiter in one of four sizes, behind `\big` and its kin.
    pub(super) fn sized(&mut self, name: &str) -> Option<Node> {
        let size = match name.trim_end_matches(['l', 'r', 'm']) {
            "big" => "1.2em",
            "Big" => "1.8em",
            "bigg" => "2.4em",
            _ => "3em",
        };
        Some(match self.delimiter()? {
            Some(sign) => Node::leaf("mo", sign).with("stretchy", "true").with("minsize", size).with("maxsize", size),
            None => Node::new("mrow", Vec::new()),
        })
    }

    /// A delimiter; `Some(None)` is the dot that stands for none.
    fn delimiter(&mut self) -> Option<Option<&'static str>> {
        Some(Some(match self.tokens.next()? {
            Token::Sign('.') => return Some(None),
            Token::Sign('(') => "(",
            Token::Sign(')') => ")",
            Token::Sign('[') => "[",
            Token::Sign(']') => "]",
            Token::Sign('|') => "|",
            Token::Sign('/') => "/",
            Token::Sign('<') => "⟨",
            Token::Sign('>') => "⟩",
            Token::Command(name) => match symbols::find(name)? {
                Symbol::Fence(sign) | Symbol::Sign(sign) => sign,
                _ => return None,
            },
            Token::Sign(_) => return None,
        }))
    }
}
