//! Tokens → MathML: groups, scripts, signs.

use super::Node;
use super::font::Font;
use super::symbols::{self, Symbol};
use super::token::{Token, Tokens};

/// Groups within groups. More than any formula that a person can read, less than a stack holds.
const DEPTH: usize = 32;

pub(super) struct Parser<'a> {
    pub tokens: Tokens<'a>,
    display: bool,
    font: Option<Font>,
    depth: usize,
}

/// What scripts are put on.
pub(super) struct Base {
    pub node: Node,
    /// Scripts stand below and above, as at a sum.
    pub limits: bool,
}

impl From<Node> for Base {
    fn from(node: Node) -> Base {
        Base { node, limits: false }
    }
}

impl<'a> Parser<'a> {
    pub(super) fn new(source: &'a str, display: bool) -> Self {
        Parser { tokens: Tokens::new(source), display, font: None, depth: 0 }
    }

    /// The whole formula.
    pub(super) fn formula(mut self) -> Option<Vec<Node>> {
        let mut nodes = self.row()?;
        // Lines without an environment around them.
        if self.tokens.peek() == Some(Token::Command("\\")) {
            let mut rows = vec![std::mem::take(&mut nodes)];
            while self.tokens.eat(Token::Command("\\")) {
                self.tokens.option();
                rows.push(self.row()?);
            }
            let row = |nodes| Node::new("mtr", vec![Node::new("mtd", vec![Node::row(nodes)])]);
            nodes = vec![Node::new("mtable", rows.into_iter().map(row).collect()).with("displaystyle", "true")];
        }
        self.tokens.peek().is_none().then_some(nodes)
    }

    pub(super) fn deeper<T>(&mut self, parse: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= DEPTH {
            return None;
        }
        self.depth += 1;
        let (font, display) = (self.font, self.display);
        let parsed = parse(self);
        (self.font, self.display) = (font, display);
        self.depth -= 1;
        parsed
    }

    /// Nodes up to the end of the group, cell or formula.
    pub(super) fn row(&mut self) -> Option<Vec<Node>> {
        let mut nodes = Vec::new();
        while let Some(token) = self.tokens.peek() {
            match token {
                Token::Sign('}' | '&') | Token::Command("\\" | "cr" | "newline" | "end" | "right" | "middle") => break,
                Token::Command(style @ ("displaystyle" | "textstyle" | "scriptstyle")) => {
                    self.tokens.next();
                    let on = if style == "displaystyle" { "true" } else { "false" };
                    let rest = self.deeper(Self::row)?;
                    nodes.push(Node::new("mstyle", rest).with("displaystyle", on));
                }
                Token::Command("color") => {
                    self.tokens.next();
                    self.tokens.words()?;
                }
                Token::Command(name) if matches!(name, "rm" | "bf") => {
                    self.tokens.next();
                    self.font = Font::of(name);
                }
                Token::Command("label") => {
                    self.tokens.next();
                    self.tokens.words()?;
                }
                Token::Command("nonumber" | "notag" | "allowbreak" | "nobreak" | "strut" | "relax") => {
                    self.tokens.next();
                }
                _ => self.scripted(&mut nodes)?,
            }
        }
        Some(nodes)
    }

    /// One thing with its scripts.
    fn scripted(&mut self, nodes: &mut Vec<Node>) -> Option<()> {
        let base = match self.tokens.peek()? {
            Token::Sign('^' | '_' | '\'') => Base::from(Node::new("mrow", Vec::new())),
            _ => self.deeper(Self::atom)?,
        };
        let Base { node, mut limits } = base;
        if self.tokens.eat(Token::Command("limits")) {
            limits = true;
        } else if self.tokens.eat(Token::Command("nolimits")) {
            limits = false;
        }
        let (mut below, mut above, mut primes) = (None, None, 0usize);
        loop {
            match self.tokens.peek() {
                Some(Token::Sign('\'')) if above.is_none() => primes += 1,
                Some(Token::Sign('^')) if above.is_none() => {
                    self.tokens.next();
                    above = Some(self.argument()?);
                    continue;
                }
                Some(Token::Sign('_')) if below.is_none() => {
                    self.tokens.next();
                    below = Some(self.argument()?);
                    continue;
                }
                Some(Token::Sign('^' | '_' | '\'')) => return None,
                _ => break,
            }
            self.tokens.next();
        }
        if primes > 0 {
            let signs = match primes {
                1 => "′".to_owned(),
                2 => "″".to_owned(),
                3 => "‴".to_owned(),
                more => "′".repeat(more),
            };
            let signs = Node::leaf("mo", signs);
            above = Some(match above {
                Some(above) => Node::new("mrow", vec![signs, above]),
                None => signs,
            });
        }
        let is_function = matches!(&node, Node::Element { name: "mi", children, .. }
            if matches!(children.as_slice(), [Node::Text(text)] if symbols::is_function(text)));
        nodes.push(match (below, above) {
            (None, None) => node,
            (Some(below), None) => Node::new(if limits { "munder" } else { "msub" }, vec![node, below]),
            (None, Some(above)) => Node::new(if limits { "mover" } else { "msup" }, vec![node, above]),
            (Some(below), Some(above)) => {
                Node::new(if limits { "munderover" } else { "msubsup" }, vec![node, below, above])
            }
        });
        if is_function && self.applies() {
            nodes.push(Node::leaf("mo", "\u{2061}"));
        }
        Some(())
    }

    /// Whether a function has something to stand before.
    fn applies(&self) -> bool {
        match self.tokens.peek() {
            None => false,
            Some(Token::Sign(sign)) => sign.is_alphanumeric() || matches!(sign, '(' | '{' | '['),
            Some(Token::Command(name)) => {
                name == "left" || matches!(symbols::find(name), Some(Symbol::Letter(_) | Symbol::Function(_)))
            }
        }
    }

    /// A group or one thing, behind a command or a script's sign.
    pub(super) fn argument(&mut self) -> Option<Node> {
        self.deeper(|parser| {
            if let Some(Token::Sign('}' | '&' | '^' | '_')) = parser.tokens.peek() {
                return None;
            }
            // `\frac12` is a half, and `x^23` two to the left of three.
            if let Some(Token::Sign(digit)) = parser.tokens.peek().filter(|token| is_digit(*token)) {
                parser.tokens.next();
                return Some(Node::leaf("mn", parser.styled(digit).to_string()));
            }
            parser.atom().map(|base| base.node)
        })
    }

    fn styled(&self, letter: char) -> char {
        self.font.map_or(letter, |font| font.sign(letter))
    }

    fn atom(&mut self) -> Option<Base> {
        match self.tokens.next()? {
            Token::Sign('{') => {
                let nodes = self.deeper(Self::row)?;
                self.tokens.eat(Token::Sign('}')).then(|| Node::row(nodes).into())
            }
            Token::Sign(sign) => self.sign(sign).map(Base::from),
            Token::Command(name) => self.command(name),
        }
    }

    fn sign(&mut self, sign: char) -> Option<Node> {
        Some(match sign {
            '0'..='9' => {
                let mut digits = self.styled(sign).to_string();
                // A dot or comma belongs to the number if a digit follows.
                loop {
                    let mut ahead = self.tokens;
                    match (ahead.next(), ahead.peek()) {
                        (Some(Token::Sign(digit @ '0'..='9')), _) => digits.push(self.styled(digit)),
                        (Some(Token::Sign('.')), Some(Token::Sign('0'..='9'))) => digits.push('.'),
                        _ => break,
                    }
                    self.tokens = ahead;
                }
                Node::leaf("mn", digits)
            }
            '-' => Node::leaf("mo", "−"),
            '*' => Node::leaf("mo", "∗"),
            '~' => Node::space("0.333em"),
            '(' | ')' | '[' | ']' | '|' => Node::leaf("mo", sign).with("stretchy", "false"),
            '/' => Node::leaf("mo", "/").with("stretchy", "false"),
            '$' | '#' | '\\' => return None,
            _ if sign.is_control() => return None,
            _ if sign.is_alphabetic() => self.letter(sign),
            _ => Node::leaf("mo", sign),
        })
    }

    fn letter(&self, letter: char) -> Node {
        let upright = self.font == Some(Font::Roman);
        let node = Node::leaf("mi", self.styled(letter));
        if upright { node.with("mathvariant", "normal") } else { node }
    }

    pub(super) fn symbol(&mut self, symbol: Symbol) -> Option<Base> {
        Some(match symbol {
            Symbol::Letter(letter) => self.letter(letter).into(),
            Symbol::Upright(letter) => Node::leaf("mi", self.styled(letter)).with("mathvariant", "normal").into(),
            Symbol::Sign(sign) => Node::leaf("mo", sign).into(),
            Symbol::Fence(sign) => Node::leaf("mo", sign).with("stretchy", "false").into(),
            Symbol::Sum(sign) => {
                let sum = Node::leaf("mo", sign);
                let sum = if self.display { sum } else { sum.with("movablelimits", "true") };
                Base { node: sum, limits: true }
            }
            Symbol::Function(name) => Node::upright(name).into(),
            Symbol::Limit(name) => {
                let limit = Node::leaf("mo", name).with("lspace", "0").with("rspace", "0.167em");
                let limit = if self.display { limit } else { limit.with("movablelimits", "true") };
                Base { node: limit, limits: true }
            }
            Symbol::Space(width) => Node::space(width).into(),
            Symbol::Over(sign) => Node::over(self.argument()?, sign).into(),
        })
    }

    /// Letters in a font. A word of several is one name.
    pub(super) fn in_font(&mut self, font: Font) -> Option<Node> {
        let mut ahead = self.tokens;
        if let Some(word) = ahead.words()
            && word.len() > 1
            && word.chars().all(|c| c.is_ascii_alphabetic())
            && font != Font::Italic
        {
            self.tokens = ahead;
            return Some(Node::upright(&word.chars().map(|letter| font.sign(letter)).collect::<String>()));
        }
        self.deeper(|parser| {
            parser.font = Some(font);
            parser.argument()
        })
    }

    /// Another source, as an argument.
    pub(super) fn within(&mut self, source: &'a str) -> Option<Node> {
        self.deeper(|parser| {
            let outer = std::mem::replace(&mut parser.tokens, Tokens::new(source));
            let nodes = parser.row();
            let ended = parser.tokens.peek().is_none();
            parser.tokens = outer;
            nodes.filter(|_| ended).map(Node::row)
        })
    }
}

fn is_digit(token: Token<'_>) -> bool {
    matches!(token, Token::Sign('0'..='9'))
}
