//! The languages that are known, as what sets them apart: words, quotes, comments.

use super::rules::{Family, Quote, Rules};

/// A known language.
#[derive(Clone, Copy, Debug)]
pub struct Language(&'static Family);

const DOUBLE: Quote = Quote::of("\"", true, false);
const SINGLE: Quote = Quote::of("'", true, false);
const LETTER: Quote = Quote { short: true, ..Quote::of("'", true, false) };

const C_LIKE: Rules =
    Rules { line_comments: &["//"], block_comment: Some(("/*", "*/")), capitals: true, at_signs: true, ..Rules::PLAIN };

const RUST: Family = Family::Code(Rules {
    nested: true,
    quotes: &[Quote::of("\"", true, true), LETTER],
    raw_strings: true,
    keywords: "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match \
              mod move mut pub ref return self Self static struct super trait true type unsafe use where while",
    types: "bool char f32 f64 i128 i16 i32 i64 i8 isize str u128 u16 u32 u64 u8 usize",
    macros: true,
    at_signs: false,
    ..C_LIKE
});

const C: Family = Family::Code(Rules {
    keywords: "alignas auto break case catch class co_await co_return const constexpr continue default delete do else \
              enum explicit extern false final for friend goto if inline namespace new noexcept nullptr NULL operator \
              override private protected public register return sizeof static struct switch template this throw true \
              try typedef typename union using virtual volatile while id nil YES NO",
    types: "bool char double float int long short signed unsigned void wchar_t size_t ssize_t int8_t int16_t int32_t \
              int64_t uint8_t uint16_t uint32_t uint64_t",
    preprocessor: true,
    ..C_LIKE
});

const JAVA: Family = Family::Code(Rules {
    quotes: &[Quote::of("\"\"\"", true, true), DOUBLE, SINGLE],
    keywords: "abstract as async await base break by case catch class companion const continue covariant data def \
              default delegate do else enum event explicit extends extern factory false final finally fixed for \
              foreach fun get given goto if implements implicit import in init instanceof interface internal is late \
              lazy lock match mixin namespace native new null object open operator out override package params partial \
              permits private protected public readonly record ref required return sealed set sizeof static struct \
              super suspend switch synchronized this throw throws trait transient true try typeof using val var \
              virtual volatile when where while with yield",
    types: "bool boolean byte char decimal double dynamic float int long num sbyte short string uint ulong ushort \
              void",
    ..C_LIKE
});

const SWIFT: Family = Family::Code(Rules {
    nested: true,
    quotes: &[Quote::of("\"\"\"", true, true), DOUBLE],
    keywords: "any as associatedtype async await break case catch class continue default defer deinit do else enum \
              extension fallthrough false fileprivate final for func guard if import in indirect init inout internal \
              is lazy let mutating nil open operator override private protocol public repeat rethrows return self Self \
              some static struct subscript super switch throw throws true try typealias unowned var weak where while",
    preprocessor: true,
    ..C_LIKE
});

const GO: Family = Family::Code(Rules {
    quotes: &[DOUBLE, SINGLE, Quote::of("`", false, true)],
    keywords: "break case chan const continue default defer else fallthrough false for func go goto if import interface \
              iota map nil package range return select struct switch true type var",
    types: "any bool byte complex128 complex64 error float32 float64 int int16 int32 int64 int8 rune string uint \
              uint16 uint32 uint64 uint8 uintptr",
    at_signs: false,
    ..C_LIKE
});

const JAVASCRIPT: Family = Family::Code(Rules {
    quotes: &[DOUBLE, SINGLE, Quote::of("`", true, true)],
    keywords: "abstract as async await break case catch class const continue debugger declare default delete do else \
              enum export extends false finally for from function get if implements import in infer instanceof \
              interface is keyof let namespace new null of private protected public readonly return satisfies set \
              static super switch this throw true try type typeof undefined var void while with yield",
    types: "any bigint boolean never number object string symbol unknown",
    ..C_LIKE
});

const PHP: Family = Family::Code(Rules {
    line_comments: &["//", "#"],
    keywords: "abstract and array as break case catch class clone const continue declare default do echo else elseif \
              empty enum extends false final finally fn for foreach function global if implements include instanceof \
              interface isset list match namespace new null or print private protected public readonly require \
              require_once return self static switch this throw trait true try unset use var while yield php",
    types: "bool float int iterable mixed object string void",
    variables: true,
    at_signs: false,
    ..C_LIKE
});

const PYTHON: Family = Family::Code(Rules {
    line_comments: &["#"],
    quotes: &[Quote::of("\"\"\"", true, true), Quote::of("'''", true, true), DOUBLE, SINGLE],
    keywords: "and as assert async await break case class continue def del elif else except False finally for from \
              global if import in is lambda match None nonlocal not or pass raise return self True try while with \
              yield",
    types: "bool bytes dict float frozenset int list object set str tuple type",
    capitals: true,
    at_signs: true,
    ..Rules::PLAIN
});

const RUBY: Family = Family::Code(Rules {
    line_comments: &["#"],
    quotes: &[Quote::of("\"\"\"", true, true), DOUBLE, SINGLE],
    keywords: "after alias and begin break case catch class cond def defmodule defp defstruct do else elsif end ensure \
              extend false fn for if import in include module next nil not or private puts raise receive redo require \
              rescue retry return self super then true undef unless until use when while with yield",
    capitals: true,
    at_signs: true,
    ..Rules::PLAIN
});

const PERL: Family = Family::Code(Rules {
    line_comments: &["#"],
    keywords: "break else elsif FALSE for foreach function if in last library local my NA next NULL our package print \
              repeat return sub TRUE unless until use while",
    variables: true,
    ..Rules::PLAIN
});

const JULIA: Family = Family::Code(Rules {
    line_comments: &["#"],
    block_comment: Some(("#=", "=#")),
    nested: true,
    quotes: &[Quote::of("\"\"\"", true, true), Quote::of("\"", true, true), LETTER],
    keywords: "abstract begin break catch const continue do else elseif end export false finally for function global if \
              import in let local macro module mutable nothing quote return struct true try type using where while",
    capitals: true,
    at_signs: true,
    ..Rules::PLAIN
});

const LUA: Family = Family::Code(Rules {
    line_comments: &["--"],
    block_comment: Some(("--[[", "]]")),
    keywords: "and break do else elseif end false for function goto if in local nil not or repeat return then true \
              until while",
    ..Rules::PLAIN
});

const HASKELL: Family = Family::Code(Rules {
    line_comments: &["--"],
    block_comment: Some(("{-", "-}")),
    nested: true,
    quotes: &[DOUBLE, LETTER],
    keywords: "case class data deriving do else exposing forall if import in infixl infixr instance let module newtype \
              of otherwise port qualified then type where",
    capitals: true,
    ..Rules::PLAIN
});

const SHELL: Rules = Rules {
    line_comments: &["#"],
    quotes: &[Quote::of("\"", true, true), Quote::of("'", false, true)],
    keywords: "case do done elif else esac exec export fi for function if in local readonly return set sudo then time \
              until while begin end switch not and or",
    commands: true,
    variables: true,
    dashes: true,
    ..Rules::PLAIN
};

const DOCKERFILE: Family = Family::Code(Rules {
    keywords: "ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL ONBUILD RUN SHELL STOPSIGNAL USER \
              VOLUME WORKDIR",
    ..SHELL
});

const POWERSHELL: Family = Family::Code(Rules {
    line_comments: &["#"],
    block_comment: Some(("<#", "#>")),
    quotes: &[Quote::of("\"", false, true), Quote::of("'", false, true)],
    keywords: "begin break catch class continue do else elseif end exit filter finally for foreach function if in param \
              process return switch throw trap try until using while",
    ignores_case: true,
    ..SHELL
});

const SQL: Family = Family::Code(Rules {
    line_comments: &["--"],
    block_comment: Some(("/*", "*/")),
    quotes: &[Quote::of("'", false, true), Quote::of("\"", false, false), Quote::of("`", false, false)],
    keywords: "add all alter analyze and any as asc begin between by cascade case check column commit conflict \
              constraint create cross database default delete desc distinct drop else end except exists explain false \
              foreign from full function grant group having if in index inner insert intersect into is join key left \
              like ilike limit not null offset on or order outer over partition primary procedure references replace \
              returning returns revoke right rollback schema select set table then to transaction trigger true \
              truncate union unique update using values view when where with",
    types: "bigint bigserial blob boolean bytea char date datetime decimal double float int integer interval json \
              jsonb numeric real serial smallint text time timestamp timestamptz uuid varchar",
    ignores_case: true,
    ..Rules::PLAIN
});

const JSON: Family = Family::Code(Rules {
    line_comments: &["//"],
    block_comment: Some(("/*", "*/")),
    keywords: "false null true",
    keys: true,
    ..Rules::PLAIN
});

const YAML: Family = Family::Keys(Rules {
    line_comments: &["#"],
    quotes: &[DOUBLE, Quote::of("'", false, false)],
    keywords: "false no null off on true yes",
    dashes: true,
    ..Rules::PLAIN
});

const TOML: Family = Family::Keys(Rules {
    line_comments: &["#", ";"],
    quotes: &[Quote::of("\"\"\"", true, true), Quote::of("'''", false, true), DOUBLE, Quote::of("'", false, false)],
    dashes: true,
    ..Rules::PLAIN
});

const CSS: Family = Family::Code(Rules {
    block_comment: Some(("/*", "*/")),
    line_comments: &["//"],
    keywords: "important",
    variables: true,
    at_signs: true,
    keys: true,
    dashes: true,
    hash_values: true,
    ..Rules::PLAIN
});

const SCHEMA: Family = Family::Code(Rules {
    line_comments: &["//", "#"],
    block_comment: Some(("/*", "*/")),
    keywords: "enum extend extends false fragment http if implements import input interface location message mutation \
              null oneof option optional package query repeated required resource returns rpc scalar schema server \
              service subscription syntax true type union upstream variable",
    types: "bool bytes double fixed32 fixed64 float int32 int64 map string uint32 uint64",
    capitals: true,
    variables: true,
    at_signs: true,
    ..Rules::PLAIN
});

static LANGUAGES: &[(&[&str], Family)] = &[
    (&["rust", "rs"], RUST),
    (&["c", "h", "cpp", "c++", "cc", "cxx", "hpp", "objective-c", "objc", "cuda", "arduino", "glsl"], C),
    (&["java", "kotlin", "kt", "kts", "csharp", "cs", "c#", "scala", "dart", "groovy", "gradle"], JAVA),
    (&["swift"], SWIFT),
    (&["go", "golang"], GO),
    (&["javascript", "js", "jsx", "mjs", "cjs", "typescript", "ts", "tsx", "node"], JAVASCRIPT),
    (&["php"], PHP),
    (&["python", "py", "py3", "python3", "starlark", "mojo"], PYTHON),
    (&["ruby", "rb", "elixir", "ex", "exs", "crystal"], RUBY),
    (&["perl", "pl", "r"], PERL),
    (&["julia", "jl"], JULIA),
    (&["lua"], LUA),
    (&["haskell", "hs", "elm"], HASKELL),
    (
        &["sh", "bash", "zsh", "fish", "shell", "console", "shellscript", "shell-session", "makefile", "make"],
        Family::Code(SHELL),
    ),
    (&["dockerfile", "docker"], DOCKERFILE),
    (&["powershell", "ps1", "pwsh"], POWERSHELL),
    (&["sql", "postgresql", "postgres", "mysql", "sqlite", "plsql", "tsql"], SQL),
    (&["json", "jsonc", "json5", "jsonl"], JSON),
    (&["yaml", "yml"], YAML),
    (&["toml", "ini", "conf", "properties", "dotenv", "env"], TOML),
    (&["html", "xml", "svg", "vue", "svelte", "xhtml", "htm", "astro"], Family::Markup),
    (&["css", "scss", "less", "sass"], CSS),
    (&["diff", "patch"], Family::Diff),
    (&["graphql", "gql", "protobuf", "proto", "prisma", "hcl", "terraform", "tf", "nginx"], SCHEMA),
];

impl Language {
    /// The language with this name or ending of files, in any case.
    pub fn named(name: &str) -> Option<Language> {
        let names = |(names, _): &&(&[&str], Family)| names.iter().any(|other| other.eq_ignore_ascii_case(name));
        LANGUAGES.iter().find(names).map(|(_, family)| Language(family))
    }

    pub(super) fn family(self) -> &'static Family {
        self.0
    }
}
