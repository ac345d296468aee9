//! The arrows between the modules, as ARCHITECTURE.md draws them: read from the sources, so that one that points the
//! wrong way fails here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::Visit;

/// Each module of `src/` and the modules that it may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("openai", &[]),
    ("markdown", &[]),
    ("provider", &["openai"]),
    ("doctor", &["provider", "openai"]),
    ("bot", &["provider", "openai"]),
    ("chat", &["bot", "provider", "openai"]),
    ("text", &["doctor", "provider", "openai"]),
    ("browser", &["doctor", "provider", "openai"]),
    ("store", &["browser", "text", "doctor", "chat", "bot", "provider", "openai"]),
    ("api", &["store", "browser", "text", "provider", "openai"]),
    ("ui", &["store", "browser", "text", "doctor", "markdown", "chat", "bot", "provider", "openai"]),
    ("app", &["ui", "api", "store"]),
    ("hydrate", &["app", "ui", "store", "browser"]),
    ("server", &["app", "store", "text", "provider", "openai"]),
];

/// Modules that hold rules and nothing else.
const PURE: &[&str] = &["openai", "markdown", "provider", "doctor", "bot", "chat", "text"];
/// What a pure module has no business with: the browser, signals, time, the network.
const IMPURE_CRATES: &[&str] = &[
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "leptos",
    "gloo_storage",
    "gloo_timers",
    "reqwasm",
    "idb",
    "axum",
    "tokio",
    "leptos_router",
];

struct Source {
    module: String,
    path: PathBuf,
    file: syn::File,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let first = path.strip_prefix(&root).expect("under src").iter().next().expect("a name");
                let module = first.to_string_lossy().trim_end_matches(".rs").to_owned();
                let file = syn::parse_file(&fs::read_to_string(&path).expect("a text")).expect("Rust");
                sources.push(Source { module, path, file });
            }
        }
    }
    sources
}

/// Collects the first two names of every path: `crate::openai`, `web_sys::Url`.
#[derive(Default)]
struct Paths(BTreeSet<(String, String)>);

impl Paths {
    fn tree(&mut self, first: Option<&str>, tree: &syn::UseTree) {
        match (tree, first) {
            (syn::UseTree::Path(path), None) => {
                self.0.insert((path.ident.to_string(), String::new()));
                self.tree(Some(&path.ident.to_string()), &path.tree);
            }
            (syn::UseTree::Group(group), first) => group.items.iter().for_each(|item| self.tree(first, item)),
            (syn::UseTree::Path(path), Some(first)) => drop(self.0.insert((first.to_owned(), path.ident.to_string()))),
            (syn::UseTree::Name(name), Some(first)) => drop(self.0.insert((first.to_owned(), name.ident.to_string()))),
            (syn::UseTree::Name(name), None) => drop(self.0.insert((name.ident.to_string(), String::new()))),
            _ => {}
        }
    }
}

impl<'a> Visit<'a> for Paths {
    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        self.tree(None, &item.tree);
    }

    fn visit_path(&mut self, path: &'a syn::Path) {
        let mut names = path.segments.iter().map(|segment| segment.ident.to_string());
        if let (Some(first), Some(second)) = (names.next(), names.next()) {
            self.0.insert((first, second));
        }
        syn::visit::visit_path(self, path);
    }

    /// The tokens of `view!` and other macros are no syntax tree; the paths in them are found by their text.
    fn visit_macro(&mut self, call: &'a syn::Macro) {
        let text = call.tokens.to_string().replace(' ', "");
        for (index, _) in text.match_indices("crate::") {
            let name: String = text[index + 7..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            self.0.insert(("crate".to_owned(), name));
        }
        syn::visit::visit_macro(self, call);
    }
}

fn paths(source: &Source) -> BTreeSet<(String, String)> {
    let mut paths = Paths::default();
    paths.visit_file(&source.file);
    paths.0
}

#[test]
fn no_arrow_points_the_wrong_way() {
    let mut wrong = Vec::new();
    let mut checked = 0;
    for source in sources() {
        let Some((_, allowed)) = ARROWS.iter().find(|(module, _)| *module == source.module) else {
            assert!(["lib", "main"].contains(&source.module.as_str()), "src/{} has no place in the map", source.module);
            continue;
        };
        for (_, used) in paths(&source).into_iter().filter(|(first, _)| first == "crate") {
            checked += 1;
            let is_module = ARROWS.iter().any(|(module, _)| *module == used);
            if is_module && used != source.module && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{} uses crate::{used}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 50, "only {checked} paths were found: the reader of sources is broken");
}

#[test]
fn pure_modules_know_no_browser_and_no_signals() {
    let mut wrong = Vec::new();
    for source in sources().into_iter().filter(|source| PURE.contains(&source.module.as_str())) {
        for (first, _) in paths(&source) {
            if IMPURE_CRATES.contains(&first.as_str()) {
                wrong.push(format!("{} uses {first}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `#[cfg(feature)]` on anything smaller than a module makes code that no single build checks.
#[test]
fn features_choose_whole_modules_only() {
    struct Features(Vec<String>);
    impl<'a> Visit<'a> for Features {
        fn visit_item(&mut self, item: &'a syn::Item) {
            if let syn::Item::Mod(module) = item {
                module.content.iter().flat_map(|(_, items)| items).for_each(|item| self.visit_item(item));
            } else {
                syn::visit::visit_item(self, item);
            }
        }

        fn visit_attribute(&mut self, attribute: &'a syn::Attribute) {
            if let syn::Meta::List(list) = &attribute.meta
                && list.path.is_ident("cfg")
                && list.tokens.to_string().contains("feature")
            {
                self.0.push(list.tokens.to_string());
            }
        }
    }
    for source in sources() {
        let mut features = Features(Vec::new());
        features.visit_file(&source.file);
        assert!(features.0.is_empty(), "{}: {:?}", source.path.display(), features.0);
    }
}
