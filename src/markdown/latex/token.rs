//! LaTeX as tokens.

/// A sign with a meaning, or a letter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// The name behind a backslash: letters, or one other sign.
    Command(&'a str),
    Sign(char),
}

/// The tokens of a formula, and its source where words stand in it.
#[derive(Clone, Copy)]
pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Tokens { rest: source }
    }

    /// The next token. Spaces and comments mean nothing.
    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.clone_and_next().map(|(token, _)| token)
    }

    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        let (token, rest) = self.clone_and_next()?;
        self.rest = rest;
        Some(token)
    }

    /// Takes the next token if it is this one.
    pub(super) fn eat(&mut self, token: Token<'_>) -> bool {
        let is_next = self.peek() == Some(token);
        if is_next {
            self.next();
        }
        is_next
    }

    /// The words between braces, as they are written.
    pub(super) fn words(&mut self) -> Option<&'a str> {
        let inner = self.rest.trim_start().strip_prefix('{')?;
        self.rest = inner;
        let mut depth = 1usize;
        let mut escaped = false;
        for (at, sign) in inner.char_indices() {
            match sign {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.rest = inner.get(at + 1..)?;
                return inner.get(..at);
            }
        }
        None
    }

    /// What stands between square brackets, if that is next.
    pub(super) fn option(&mut self) -> Option<&'a str> {
        let inner = self.rest.trim_start_matches([' ', '\t']).strip_prefix('[')?;
        let mut depth = 0usize;
        for (at, sign) in inner.char_indices() {
            match sign {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                ']' if depth == 0 => {
                    self.rest = inner.get(at + 1..)?;
                    return inner.get(..at);
                }
                _ => {}
            }
        }
        None
    }

    fn clone_and_next(&self) -> Option<(Token<'a>, &'a str)> {
        let mut rest = self.rest.trim_start();
        while let Some(comment) = rest.strip_prefix('%') {
            rest = comment.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
        }
        let sign = rest.chars().next()?;
        if sign != '\\' {
            return Some((Token::Sign(sign), rest.get(sign.len_utf8()..)?));
        }
        let name = rest.get(1..)?;
        let letters = name.len() - name.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let length = if letters > 0 { letters } else { name.chars().next()?.len_utf8() };
        let (name, mut rest) = name.split_at_checked(length)?;
        if letters > 0 {
            rest = rest.strip_prefix('*').filter(|_| matches!(name, "operatorname" | "hspace" | "tag")).unwrap_or(rest);
        }
        Some((Token::Command(name), rest))
    }
}
