//! Texts that are typed into a shell, cut into commands and words: POSIX shells, and as far as copied commands need it
//! the command prompt of Windows and PowerShell.

use super::PasteError;
use crate::provider::literal::line_and_column;

/// One command: its words without quotation marks.
pub(super) type Command = Vec<String>;

/// Cuts a text into its commands. Separators (`|`, `;`, `&&`) begin another one; comments are left out.
pub(super) fn commands(text: &str) -> Result<Vec<Command>, PasteError> {
    let plain = without_carets(text);
    let mut shell = Shell { rest: &plain, commands: Vec::new(), command: Vec::new(), word: None };
    while let Some(first) = shell.bump() {
        let at = plain.len() - shell.rest.len() - first.len_utf8();
        let unclosed = || PasteError::Quote { line: line_and_column(&plain, at).0 };
        match first {
            '\'' => shell.single().ok_or_else(unclosed)?,
            '"' => shell.double().ok_or_else(unclosed)?,
            '$' if shell.takes("'") => shell.escaped().ok_or_else(unclosed)?,
            '$' if shell.takes("\"") => shell.double().ok_or_else(unclosed)?,
            '\\' | '`' if shell.takes("\r\n") || shell.takes("\n") => {}
            '\\' => {
                let next = shell.bump().unwrap_or('\\');
                shell.push(next);
            }
            '\n' | ';' | '|' => shell.end_command(),
            '&' if shell.word.is_none() || shell.rest.starts_with('&') => shell.end_command(),
            '#' if shell.word.is_none() => shell.skip_line(),
            space if space.is_whitespace() => shell.end_word(),
            other => shell.push(other),
        }
    }
    shell.end_command();
    Ok(shell.commands)
}

struct Shell<'a> {
    rest: &'a str,
    commands: Vec<Command>,
    command: Command,
    /// The word that is being read; `None` between words.
    word: Option<String>,
}

impl Shell<'_> {
    fn bump(&mut self) -> Option<char> {
        let first = self.rest.chars().next()?;
        self.rest = self.rest.get(first.len_utf8()..)?;
        Some(first)
    }

    fn takes(&mut self, start: &str) -> bool {
        match self.rest.strip_prefix(start) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn push(&mut self, character: char) {
        self.word.get_or_insert_default().push(character);
    }

    fn end_word(&mut self) {
        self.command.extend(self.word.take());
    }

    fn end_command(&mut self) {
        self.end_word();
        if !self.command.is_empty() {
            self.commands.push(std::mem::take(&mut self.command));
        }
    }

    fn skip_line(&mut self) {
        self.rest = self.rest.find('\n').and_then(|end| self.rest.get(end..)).unwrap_or_default();
    }

    /// The rest of `'…'`.
    fn single(&mut self) -> Option<()> {
        let (quoted, rest) = self.rest.split_once('\'')?;
        self.word.get_or_insert_default().push_str(quoted);
        self.rest = rest;
        Some(())
    }

    /// The rest of `"…"`.
    fn double(&mut self) -> Option<()> {
        self.word.get_or_insert_default();
        loop {
            match self.bump()? {
                '"' => return Some(()),
                '\\' => match self.bump()? {
                    '\n' => {}
                    escaped @ ('"' | '\\' | '$' | '`') => self.push(escaped),
                    other => {
                        self.push('\\');
                        self.push(other);
                    }
                },
                other => self.push(other),
            }
        }
    }

    /// The rest of `$'…'`.
    fn escaped(&mut self) -> Option<()> {
        self.word.get_or_insert_default();
        loop {
            let character = match self.bump()? {
                '\'' => return Some(()),
                '\\' => match self.bump()? {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'x' => self.code(2)?,
                    'u' => self.code(4)?,
                    'U' => self.code(8)?,
                    other => other,
                },
                other => other,
            };
            self.push(character);
        }
    }

    /// The character of a code in hexadecimal digits, `most` of them at the most.
    fn code(&mut self, most: usize) -> Option<char> {
        let digits = self.rest.bytes().take(most).take_while(u8::is_ascii_hexdigit).count();
        let (code, rest) = self.rest.split_at_checked(digits)?;
        self.rest = rest;
        let code = u32::from_str_radix(code, 16).unwrap_or_default();
        Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }
}

/// The text without the carets of the Windows command prompt: they continue lines, and browsers copy commands with one
/// before each special character.
fn without_carets(text: &str) -> String {
    let text = text.replace("^\r\n", "").replace("^\n", "");
    if !text.contains("^\"") {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        plain.extend(if character == '^' { characters.next() } else { Some(character) });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fall_into_commands_and_words() {
        let cases: [(&str, &[&[&str]]); 20] = [
            ("", &[]),
            ("a  b\tc", &[&["a", "b", "c"]]),
            ("a 'b c' \"d e\" f\\ g", &[&["a", "b c", "d e", "f g"]]),
            ("a 'b\n\"c' \"d'e\" ''", &[&["a", "b\n\"c", "d'e", ""]]),
            (r#""a\"b\\c\$d\n""#, &[&[r#"a"b\c$d\n"#]]),
            (r"$'a\'b\n\x41\u00e9\u{'", &[&["a'b\nAé\0{"]]),
            ("$\"a b\"c'd'", &[&["a bcd"]]),
            ("a \\\n b \\\r\n c", &[&["a", "b", "c"]]),
            ("a ^\n b ^\r\n c", &[&["a", "b", "c"]]),
            ("a `\n b", &[&["a", "b"]]),
            ("\"a \\\nb\"", &[&["a b"]]),
            (r#"a ^"h?x=1^&y=2^" -d ^"^{^\^"m^\^":1^}^""#, &[&["a", "h?x=1&y=2", "-d", r#"{"m":1}"#]]),
            (r#"a "x^y""#, &[&["a", "x^y"]]),
            ("a\nb\r\n\nc", &[&["a"], &["b"], &["c"]]),
            ("a | b; c && d & e", &[&["a"], &["b"], &["c"], &["d"], &["e"]]),
            ("a http://h?x=1&y=2 ; b", &[&["a", "http://h?x=1&y=2"], &["b"]]),
            ("a b#c # d 'e\nf", &[&["a", "b#c"], &["f"]]),
            ("# only a comment", &[]),
            ("a\u{a0}b 모델", &[&["a", "b", "모델"]]),
            ("a \\", &[&["a", "\\"]]),
        ];
        for (text, expected) in cases {
            let found = commands(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn open_quotes_are_named() {
        let cases = [("a 'b", 1), ("a\nb \"c\n\n", 2), ("a \\\n $'b\\'", 2), ("\"\\", 1), ("a $\"", 1)];
        for (text, line) in cases {
            assert_eq!(commands(text), Err(PasteError::Quote { line }), "{text}");
        }
    }
}
