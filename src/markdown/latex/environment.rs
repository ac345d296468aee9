//! What stands between `\begin` and `\end`: matrices, cases, aligned lines.

use super::Node;
use super::parser::Parser;
use super::token::Token;

/// How the columns of an environment stand.
enum Columns {
    Center,
    Left,
    /// Right and left in turns, as around the signs of equations.
    Turns,
    Given(Vec<&'static str>),
}

impl Parser<'_> {
    /// From behind `\begin` to behind `\end{…}`.
    pub(super) fn environment(&mut self) -> Option<Node> {
        let name = self.tokens.words()?;
        let (open, close, columns, display) = match name.trim_end_matches('*') {
            "matrix" | "smallmatrix" => ("", "", Columns::Center, false),
            "gathered" | "gather" | "multline" | "equation" | "displaymath" | "math" => ("", "", Columns::Center, true),
            "split" | "aligned" | "align" | "alignedat" | "alignat" | "flalign" | "eqnarray" => {
                ("", "", Columns::Turns, true)
            }
            "pmatrix" => ("(", ")", Columns::Center, false),
            "bmatrix" => ("[", "]", Columns::Center, false),
            "Bmatrix" => ("{", "}", Columns::Center, false),
            "vmatrix" => ("|", "|", Columns::Center, false),
            "Vmatrix" => ("‖", "‖", Columns::Center, false),
            "cases" => ("{", "", Columns::Left, false),
            "dcases" => ("{", "", Columns::Left, true),
            "rcases" => ("", "}", Columns::Left, false),
            "array" => {
                self.tokens.option();
                let letters = self.tokens.words()?.chars();
                let side = |letter| match letter {
                    'l' => Some("left"),
                    'r' => Some("right"),
                    'c' => Some("center"),
                    _ => None,
                };
                ("", "", Columns::Given(letters.filter_map(side).collect()), false)
            }
            _ => return None,
        };
        if name.starts_with("alignat") || name.starts_with("alignedat") {
            self.tokens.words()?;
        }
        let rows = self.deeper(|parser| parser.rows(&columns))?;
        if !self.tokens.eat(Token::Command("end")) || self.tokens.words()? != name {
            return None;
        }
        let mut table = Node::new("mtable", rows);
        if display {
            table = table.with("displaystyle", "true").with("class", "lines");
        }
        if open.is_empty() && close.is_empty() {
            return Some(table);
        }
        let fence = |sign: &str| (!sign.is_empty()).then(|| Node::leaf("mo", sign).with("stretchy", "true"));
        Some(Node::new("mrow", fence(open).into_iter().chain([table]).chain(fence(close)).collect()))
    }

    fn rows(&mut self, columns: &Columns) -> Option<Vec<Node>> {
        let mut rows = Vec::new();
        let mut cells = Vec::new();
        loop {
            while self.tokens.eat(Token::Command("hline")) {}
            let cell = self.row()?;
            let side = match columns {
                Columns::Center => None,
                Columns::Left => Some("left"),
                Columns::Turns => Some(if cells.len() % 2 == 0 { "right" } else { "left" }),
                Columns::Given(sides) => sides.get(cells.len()).copied(),
            };
            let cell = Node::new("mtd", vec![Node::row(cell)]);
            cells.push(side.map_or(cell.clone(), |side| cell.with("class", side)));
            match self.tokens.peek() {
                Some(Token::Sign('&')) => {
                    self.tokens.next();
                }
                Some(Token::Command("\\" | "cr" | "newline")) => {
                    self.tokens.next();
                    self.tokens.option();
                    rows.push(Node::new("mtr", std::mem::take(&mut cells)));
                    while self.tokens.eat(Token::Command("hline")) {}
                    // Many write the sign for a new line behind the last one too.
                    if matches!(self.tokens.peek(), Some(Token::Command("end")) | Some(Token::Sign('}'))) {
                        return Some(rows);
                    }
                }
                _ => {
                    rows.push(Node::new("mtr", cells));
                    return Some(rows);
                }
            }
        }
    }

    /// `\substack{a\\b}`
    pub(super) fn stack(&mut self) -> Option<Node> {
        if !self.tokens.eat(Token::Sign('{')) {
            return None;
        }
        let rows = self.deeper(|parser| parser.rows(&Columns::Center))?;
        self.tokens.eat(Token::Sign('}')).then(|| Node::new("mtable", rows))
    }
}
