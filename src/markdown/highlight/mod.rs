//! What is what in code: keywords, strings, comments. Line by line, with a small state between lines, so that code that
//! grows is read once. It knows families of languages, not their grammars; where it errs, a colour is wrong, never a sign.

mod code;
mod data;
mod languages;
mod markup;
mod rules;

pub use languages::Language;

use rules::Family;

/// A longer line is not looked at. Bytes.
const LONGEST_LINE: usize = 2000;

/// What a piece of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Keyword,
    String,
    /// A type, a key, an attribute, a variable.
    Type,
    Function,
    Number,
    Comment,
    Inserted,
    Deleted,
}

/// What is open at the beginning of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State(Mode);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    Code,
    /// So many comments within each other.
    Comment(u8),
    /// The string that the quote with this index began.
    Text(u8),
    /// A raw string, which ends with so many `#`.
    Raw(u8),
    /// Inside a tag, perhaps in a value that this quote began.
    Tag(Option<char>),
}

/// A piece of code, up to `end` of the text that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    /// Offset in bytes.
    pub end: usize,
}

/// The pieces of `text`, which begins with a line, in `state`; and the state behind it, if it ends with a line. The
/// pieces are without gaps.
pub fn highlight(language: Language, state: State, text: &str) -> (Vec<Token>, State) {
    let mut tokens = Tokens::default();
    let mut mode = state.0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        if words.len() > LONGEST_LINE {
            tokens.push(Kind::Plain, words.len());
        } else {
            mode = match language.family() {
                Family::Code(rules) => code::line(rules, mode, words, &mut tokens),
                Family::Keys(rules) => data::line(rules, mode, words, &mut tokens),
                Family::Markup => markup::line(mode, words, &mut tokens),
                Family::Diff => {
                    tokens.push(data::diff_line(words), words.len());
                    Mode::Code
                }
            };
        }
        tokens.push(Kind::Plain, line.len() - words.len());
    }
    (tokens.list, State(mode))
}

/// Pieces that are next to each other and of the same kind are one.
#[derive(Default)]
struct Tokens {
    list: Vec<Token>,
    end: usize,
}

impl Tokens {
    fn push(&mut self, kind: Kind, length: usize) {
        self.end += length;
        match self.list.last_mut() {
            _ if length == 0 => {}
            Some(last) if last.kind == kind => last.end = self.end,
            _ => self.list.push(Token { kind, end: self.end }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Kind, Language, State, highlight};

    fn sign(kind: Kind) -> char {
        match kind {
            Kind::Plain => '.',
            Kind::Keyword => 'k',
            Kind::String => 's',
            Kind::Type => 't',
            Kind::Function => 'f',
            Kind::Number => 'n',
            Kind::Comment => 'c',
            Kind::Inserted => '+',
            Kind::Deleted => '-',
        }
    }

    /// A letter for each character.
    fn kinds(language: &str, text: &str) -> String {
        let (tokens, _) = highlight(Language::named(language).unwrap(), State::default(), text);
        let kind = |at: usize| tokens.iter().find(|token| at < token.end).map_or('?', |token| sign(token.kind));
        text.char_indices().map(|(at, c)| if c == '\n' { '\n' } else { kind(at) }).collect()
    }

    #[test]
    fn code_is_coloured() {
        let table = [
            ("rust", "pub fn f(x: &'a str) -> Vec<u8> {", "kkk.kk.f........ttt.....ttt.tt..."),
            ("rust", "let s = r#\"a\"b\"#; // c", "kkk.....ssssssss..cccc"),
            ("rust", "/* a /* b */\nc */ 'x' '\\n' 1_000.5 0..9", "cccccccccccc\ncccc.sss.ssss.nnnnnnn.n..n"),
            ("Rust", "#[derive(Debug)]\nprintln!(\"{x}\")", "tttttttttttttttt\nfffffff..sssss."),
            (
                "python",
                "@a.b\ndef f(x=None): # c\n  '''a\n  b''' 1e-5",
                "tttt\nkkk.f...kkkk...ccc\n..ssss\nssssss.nnnn",
            ),
            ("js", "const a = `x\n${y}` + new Foo(b) /* c */", "kkkkk.....ss\nsssss...kkk.ttt....ccccccc"),
            ("sh", "echo \"$HOME\" | grep -v 'x' # c", "ffff.sssssss...ffff....sss.ccc"),
            ("sh", "if [ $x ]; then", "kk...tt....kkkk"),
            ("sql", "SELECT a FROM t WHERE b = 'it''s' -- c", "kkkkkk...kkkk...kkkkk.....sssssss.cccc"),
            ("json", "{\"a\": \"b\", \"c\": [1, true]}", ".ttt..sss..ttt...n..kkkk.."),
            ("yaml", "a-b: 1 # c\n- d: 'e'\n  f: true", "ttt..n.ccc\n..t..sss\n..t..kkkk"),
            ("toml", "[a.b]\nc = \"d\" # e", "kkkkk\nt...sss.ccc"),
            ("html", "<a href=\"b\">c</a><!-- d\n-->&amp;", "kk.tttt.sssk.kkkkcccccc\ncccnnnnn"),
            ("css", "a:hover { color: #fff; /* b */ }", "..........ttttt..nnnn..ccccccc.."),
            ("diff", "@@ -1 +1 @@\n-a\n+b\n c", "fffffffffff\n--\n++\n.."),
        ];
        let wrong: Vec<String> = table
            .into_iter()
            .filter(|(language, text, expected)| kinds(language, text) != *expected)
            .map(|(language, text, _)| format!("{language}\n{text}\n{}", kinds(language, text)))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    }

    #[test]
    fn languages_have_many_names() {
        for name in ["rs", "TSX", "c++", "C#", "py3", "bash", "yml", "jsonc", "vue", "dockerfile", "golang", "ps1"] {
            assert!(Language::named(name).is_some(), "{name}");
        }
        assert!(Language::named("").is_none() && Language::named("text").is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever the text: no sign is lost, and lines can be read one by one.
        #[test]
        fn lines_can_come_one_by_one(
            name in prop::sample::select(vec!["rust", "js", "python", "sh", "sql", "json", "yaml", "html", "css", "diff", "ruby"]),
            parts in prop::collection::vec(prop::sample::select(vec![
                "\"", "'", "`", "/*", "*/", "//", "#", "<!--", "-->", "<a ", ">", "=", "\n", "\r\n", " ", "r#\"", "\"#", "\\", "word", "Type", "f(",
                "12.", "0x", "한글", "é", "'''", "\"\"\"", "$x", "${", "@a", "#[", "key: ", "--", "- ", "[", "]", "😀", "!", "&", "1e", "+", "-",
            ]), 0..40),
        ) {
            let text = parts.concat();
            let language = Language::named(name).unwrap();
            let (whole, end) = highlight(language, State::default(), &text);
            prop_assert_eq!(whole.last().map_or(0, |token| token.end), text.len());
            prop_assert!(whole.iter().all(|token| text.is_char_boundary(token.end)));
            let (mut state, mut at, mut kinds) = (State::default(), 0, Vec::new());
            for line in text.split_inclusive('\n') {
                let (tokens, next) = highlight(language, state, line);
                let mut start = 0;
                for token in tokens {
                    kinds.extend((at + start..at + token.end).map(|_| token.kind));
                    start = token.end;
                }
                (state, at) = (next, at + line.len());
            }
            let mut start = 0;
            for token in whole {
                prop_assert!(kinds[start..token.end].iter().all(|kind| *kind == token.kind));
                start = token.end;
            }
            prop_assert_eq!(state, end);
        }
    }
}
