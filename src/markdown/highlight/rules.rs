//! What can be said about how a language is read.

/// How the lines of a language are read.
#[derive(Debug)]
pub(super) enum Family {
    Code(Rules),
    /// A key at the beginning of a line, and a value.
    Keys(Rules),
    Markup,
    Diff,
}

#[derive(Debug)]
pub(super) struct Quote {
    pub open: &'static str,
    pub close: &'static str,
    /// A backslash takes the next sign with it.
    pub escapes: bool,
    /// Goes on over line ends.
    pub lines: bool,
    /// Holds one sign.
    pub short: bool,
}

#[derive(Debug)]
pub(super) struct Rules {
    pub line_comments: &'static [&'static str],
    pub block_comment: Option<(&'static str, &'static str)>,
    /// Block comments may stand in each other.
    pub nested: bool,
    pub quotes: &'static [Quote],
    pub raw_strings: bool,
    /// Between spaces.
    pub keywords: &'static str,
    pub types: &'static str,
    /// A word with a capital is a type.
    pub capitals: bool,
    pub ignores_case: bool,
    /// The first word of a line is the name of a command.
    pub commands: bool,
    /// `$name`
    pub variables: bool,
    /// `@name`
    pub at_signs: bool,
    /// `name!` and `#[name]`
    pub macros: bool,
    /// `#name`
    pub preprocessor: bool,
    /// A word or string before a `:` is a key.
    pub keys: bool,
    /// `-` belongs to words.
    pub dashes: bool,
    /// `#fff`
    pub hash_values: bool,
}

impl Quote {
    /// With the same sign at both ends.
    pub const fn of(sign: &'static str, escapes: bool, lines: bool) -> Quote {
        Quote { open: sign, close: sign, escapes, lines, short: false }
    }
}

impl Rules {
    /// What most languages have in common.
    pub const PLAIN: Rules = Rules {
        line_comments: &[],
        block_comment: None,
        nested: false,
        quotes: &[Quote::of("\"", true, false), Quote::of("'", true, false)],
        raw_strings: false,
        keywords: "",
        types: "",
        capitals: false,
        ignores_case: false,
        commands: false,
        variables: false,
        at_signs: false,
        macros: false,
        preprocessor: false,
        keys: false,
        dashes: false,
        hash_values: false,
    };
}
