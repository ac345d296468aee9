//! Commands and what they are made of: fractions, roots, words, arrows.

use super::Node;
use super::font::Font;
use super::parser::{Base, Parser};
use super::symbols;

impl Parser<'_> {
    /// A command, with the arguments behind it.
    pub(super) fn command(&mut self, name: &str) -> Option<Base> {
        if let Some(symbol) = symbols::find(name) {
            return self.symbol(symbol);
        }
        if let Some(font) = Font::of(name) {
            return self.in_font(font).map(Base::from);
        }
        let node = match name {
            "mathop" => self.argument()?,
            "overbrace" => Node::over(self.argument()?, "⏞"),
            "underbrace" => Node::under(self.argument()?, "⏟"),
            _ => return self.construct(name).map(Base::from),
        };
        Some(Base { node, limits: true })
    }

    fn construct(&mut self, name: &str) -> Option<Node> {
        Some(match name {
            "frac" | "tfrac" | "dfrac" | "cfrac" => self.fraction(name)?,
            "binom" | "dbinom" | "tbinom" => {
                let fraction = self.fraction("frac")?.with("linethickness", "0");
                Node::new("mrow", vec![Node::leaf("mo", "("), fraction, Node::leaf("mo", ")")])
            }
            "sqrt" => self.root()?,
            "left" => self.fenced()?,
            "big" | "Big" | "bigg" | "Bigg" | "bigl" | "bigr" | "Bigl" | "Bigr" | "biggl" | "biggr" | "Biggl"
            | "Biggr" | "bigm" | "Bigm" => self.sized(name)?,
            "begin" => self.environment()?,
            "substack" => self.stack()?,
            "text" | "textrm" | "textnormal" | "mbox" | "hbox" | "textit" | "textbf" | "texttt" | "textsf" => {
                words(self.tokens.words()?, name)
            }
            "mathrel" | "mathbin" | "mathord" | "mathopen" | "mathclose" | "mathpunct" | "mathinner" => {
                self.argument()?
            }
            "operatorname" => {
                let text = self.tokens.words()?.replace("\\,", " ");
                return (!text.contains('\\')).then(|| Node::upright(&text));
            }
            "overset" | "stackrel" => {
                let above = self.argument()?;
                Node::new("mover", vec![self.argument()?, above])
            }
            "underset" => {
                let below = self.argument()?;
                Node::new("munder", vec![self.argument()?, below])
            }
            "underline" => Node::under(self.argument()?, "_"),
            "xrightarrow" => self.arrow("→")?,
            "xleftarrow" => self.arrow("←")?,
            "xRightarrow" => self.arrow("⇒")?,
            "xmapsto" => self.arrow("↦")?,
            "boxed" | "fbox" => Node::new("mrow", vec![self.argument()?]).with("class", "boxed"),
            "cancel" | "bcancel" | "xcancel" => Node::new("mrow", vec![self.argument()?]).with("class", "cancelled"),
            "phantom" | "hphantom" | "vphantom" => Node::new("mphantom", vec![self.argument()?]),
            "textcolor" => {
                self.tokens.words()?;
                self.argument()?
            }
            "tag" => {
                let tag = Node::leaf("mtext", format!("({})", self.tokens.words()?));
                Node::new("mrow", vec![Node::space("2em"), tag])
            }
            "not" => self.negated()?,
            "pmod" => self.modulus()?,
            "bmod" | "mod" => Node::leaf("mo", "mod").with("lspace", "0.278em").with("rspace", "0.278em"),
            "hspace" | "kern" | "mkern" | "mspace" => Node::space(&width(self.tokens.words()?)?),
            _ => return None,
        })
    }

    fn fraction(&mut self, name: &str) -> Option<Node> {
        let fraction = Node::new("mfrac", vec![self.argument()?, self.argument()?]);
        Some(match name {
            "dfrac" | "cfrac" => fraction.with("displaystyle", "true"),
            "tfrac" => fraction.with("displaystyle", "false"),
            _ => fraction,
        })
    }

    fn root(&mut self) -> Option<Node> {
        Some(match self.tokens.option() {
            Some(degree) => {
                let degree = self.within(degree)?;
                Node::new("mroot", vec![self.argument()?, degree])
            }
            None => Node::new("msqrt", vec![self.argument()?]),
        })
    }

    /// An arrow as long as what stands above it and, where that is given, below.
    fn arrow(&mut self, sign: &str) -> Option<Node> {
        let below = self.tokens.option().map(|below| self.within(below));
        let above = self.argument()?;
        let arrow = Node::leaf("mo", sign).with("stretchy", "true");
        Some(match below {
            Some(below) => Node::new("munderover", vec![arrow, below?, above]),
            None => Node::new("mover", vec![arrow, above]),
        })
    }

    /// The sign behind `\not`, struck through.
    fn negated(&mut self) -> Option<Node> {
        let Node::Element { name: "mo", attributes, children } = self.argument()? else { return None };
        let sign: String = children
            .into_iter()
            .map(|child| match child {
                Node::Text(text) => text,
                Node::Element { .. } => String::new(),
            })
            .collect();
        Some(Node::Element { name: "mo", attributes, children: vec![Node::Text(symbols::negated(&sign))] })
    }

    /// `(mod n)`
    fn modulus(&mut self) -> Option<Node> {
        let modulus = self.argument()?;
        let words =
            [Node::leaf("mo", "("), Node::upright("mod"), Node::space("0.333em"), modulus, Node::leaf("mo", ")")];
        Some(Node::new("mrow", std::iter::once(Node::space("1em")).chain(words).collect()))
    }
}

/// Words. Spaces at their ends would be dropped.
fn words(text: &str, command: &str) -> Node {
    let plain: String =
        text.replace("\\ ", " ").replace(['$', '~'], " ").replace("\\%", "%").replace("\\_", "_").replace("\\&", "&");
    let words = plain.trim();
    let pad = |space: bool| if space { "\u{a0}" } else { "" };
    let node = Node::leaf("mtext", format!("{}{words}{}", pad(plain.starts_with(' ')), pad(plain.ends_with(' '))));
    match command {
        "textbf" => node.with("class", "strong"),
        "textit" => node.with("class", "slanted"),
        _ => node,
    }
}

/// A width, if it is one that a formula may ask for.
fn width(text: &str) -> Option<String> {
    let text = text.trim();
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let value: f32 = number.trim().parse().ok()?;
    let scale = match text.get(number.len()..)? {
        "em" => 1.0,
        "ex" => 0.5,
        "mu" => 1.0 / 18.0,
        "pt" | "px" => 0.1,
        "cm" => 2.8,
        "mm" => 0.28,
        _ => return None,
    };
    (value.abs() < 100.0).then(|| format!("{:.3}em", (value * scale).clamp(-2.0, 10.0)))
}
