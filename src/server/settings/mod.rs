//! What `Leptos.toml` and the environment say.
//!
//! `[package.metadata.leptos]` is Leptos' own table and `[server]` is ours. A variable `LEPTOS_<KEY>` or
//! `LEPTOS_SERVER_<KEY>` wins over the file. Everything is checked before the server starts, unknown keys included: a
//! setting that silently does nothing is worse than a start that fails.

mod error;
mod relay;
mod source;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::time::Duration;

use leptos::config::errors::LeptosConfigError;
use leptos::config::{LeptosOptions, get_configuration};
use toml::Table;

use super::relay::policy::RelayPolicy;
pub use error::{Expected, SettingsError};
use source::Source;

/// The file with the settings, in the folder that the server is started from.
pub const FILE: &str = "Leptos.toml";

/// Variables that cargo-leptos reads or sets beside those of the settings.
const TOOL_VARIABLES: [&str; 23] = [
    "LEPTOS_ASSETS_DIR",
    "LEPTOS_BIN_CARGO_COMMAND",
    "LEPTOS_BIN_DIR",
    "LEPTOS_BIN_EXE_NAME",
    "LEPTOS_BIN_TARGET",
    "LEPTOS_BIN_TARGET_DIR",
    "LEPTOS_BIN_TARGET_TRIPLE",
    "LEPTOS_BROWSERQUERY",
    "LEPTOS_END2END_CMD",
    "LEPTOS_END2END_DIR",
    "LEPTOS_GRACEFUL_SHUTDOWN",
    "LEPTOS_GRACEFUL_SHUTDOWN_TIMEOUT_SECS",
    "LEPTOS_GRACEFUL_SHUTDOWN_UNIX_SIGNAL",
    "LEPTOS_HASH_FILE_NAME",
    "LEPTOS_JS_MINIFY",
    "LEPTOS_LIB_DIR",
    "LEPTOS_SASS_VERSION",
    "LEPTOS_STYLE_FILE",
    "LEPTOS_TAILWIND_VERSION",
    "LEPTOS_WASM_BINDGEN_VERSION",
    "LEPTOS_WASM_OPT_FEATURES",
    "LEPTOS_WASM_OPT_VERSION",
    "LEPTOS_WATCH",
];

/// All settings of one server process.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Leptos' own: address, folder of the files, names.
    pub leptos: LeptosOptions,
    /// Ours.
    pub policy: Policy,
}

/// The table `[server]`: limits and logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Longest request body that the Demo provider reads, in bytes.
    pub demo_body_bytes: usize,
    /// Replies that the Demo provider gives at the same time.
    pub demo_concurrency: usize,
    /// How long a page may take nothing of what waits for it.
    pub unread_limit: Duration,
    /// How long replies may go on after the signal to stop.
    pub shutdown_grace: Duration,
    pub log_format: LogFormat,
    pub log_level: LogLevel,
    pub relay: RelayPolicy,
}

impl Default for Policy {
    fn default() -> Self {
        Policy {
            demo_body_bytes: 4 << 20,
            demo_concurrency: 64,
            unread_limit: Duration::from_secs(120),
            shutdown_grace: Duration::from_secs(10),
            log_format: LogFormat::Text,
            log_level: LogLevel::Info,
            relay: RelayPolicy::default(),
        }
    }
}

/// How a line of the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// What is logged at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogLevel {
    Off,
    Error,
    Warn,
    Info,
}

impl Settings {
    /// The settings of this process: [`FILE`] in the current folder, then the environment.
    pub fn load() -> Result<Settings, SettingsError> {
        let text =
            std::fs::read_to_string(FILE).map_err(|reason| SettingsError::Unreadable { reason: reason.to_string() })?;
        let policy = Policy::check(&text, std::env::vars_os())?;
        let leptos = get_configuration(Some(FILE)).map_err(SettingsError::from)?.leptos_options;
        ensure_built(&leptos)?;
        Ok(Settings { leptos, policy })
    }
}

impl Policy {
    /// Checks every setting, Leptos' own included, and returns ours.
    pub fn check(
        text: &str,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Policy, SettingsError> {
        let mut file: Table = toml::from_str(text).map_err(|error| SettingsError::syntax(text, &error))?;
        let server = source::take_table(&mut file, &["server"])?.unwrap_or_default();
        let path = ["package", "metadata", "leptos"];
        let leptos = source::take_table(&mut file, &path)?.ok_or(SettingsError::NoTable { table: path.join(".") })?;
        if let Some(name) = file.keys().next() {
            return Err(SettingsError::UnknownTable { name: name.clone() });
        }
        let mut variables = settings_among(variables)?;
        check_leptos(Source::new("package.metadata.leptos", "LEPTOS_", leptos, &mut variables))?;
        let policy = read_policy(Source::new("server", "LEPTOS_SERVER_", server, &mut variables))?;
        match variables.into_keys().find(|name| !TOOL_VARIABLES.contains(&name.as_str())) {
            Some(name) => Err(SettingsError::UnknownVariable { name }),
            None => Ok(policy),
        }
    }
}

/// The variables that set something here.
fn settings_among(
    variables: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<BTreeMap<String, String>, SettingsError> {
    let named = variables.into_iter().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    named
        .filter(|(name, _)| name.starts_with("LEPTOS_"))
        .map(|(name, value)| match value.into_string() {
            Ok(value) => Ok((name, value)),
            Err(value) => Err(SettingsError::value(name, value.to_string_lossy(), Expected::Text)),
        })
        .collect()
}

/// Only checks: the values themselves are read by `get_configuration`, whose own errors name no key.
fn check_leptos(mut source: Source) -> Result<(), SettingsError> {
    let named = |value: &str| matches!(value.to_lowercase().as_str(), "dev" | "development" | "prod" | "production");
    if source.text("output-name", Expected::Text, |value| !value.is_empty())?.is_none() {
        return Err(SettingsError::NoKey { key: "output-name" });
    }
    for key in ["site-root", "site-pkg-dir", "not-found-path", "hash-file", "server-fn-prefix"] {
        source.text(key, Expected::Text, |value| !value.is_empty())?;
    }
    source.text("site-addr", Expected::Address, |value| value.parse::<SocketAddr>().is_ok())?;
    source.text("env", Expected::OneOf("DEV, PROD"), named)?;
    source.text("reload-ws-protocol", Expected::OneOf("WS, WSS"), |value| matches!(value, "WS" | "WSS"))?;
    source.number("reload-port", 1..=65_535)?;
    source.number("reload-external-port", 1..=65_535)?;
    for key in ["hash-files", "disable-server-fn-hash", "server-fn-mod-path"] {
        source.flag(key)?;
    }
    source.finish()
}

fn read_policy(mut source: Source) -> Result<Policy, SettingsError> {
    let usual = Policy::default();
    let policy = Policy {
        demo_body_bytes: source
            .number("demo-body-bytes", 1_024..=1 << 30)?
            .map_or(usual.demo_body_bytes, |n| n as usize),
        demo_concurrency: source.number("demo-concurrency", 1..=10_000)?.map_or(usual.demo_concurrency, |n| n as usize),
        unread_limit: source
            .number("unread-seconds", 1..=86_400)?
            .map_or(usual.unread_limit, |n| Duration::from_secs(n.into())),
        shutdown_grace: source
            .number("shutdown-grace-seconds", 0..=3_600)?
            .map_or(usual.shutdown_grace, |n| Duration::from_secs(n.into())),
        log_format: source
            .choice("log-format", &[("text", LogFormat::Text), ("json", LogFormat::Json)], "text, json")?
            .unwrap_or(usual.log_format),
        log_level: source
            .choice(
                "log-level",
                &[
                    ("off", LogLevel::Off),
                    ("error", LogLevel::Error),
                    ("warn", LogLevel::Warn),
                    ("info", LogLevel::Info),
                ],
                "off, error, warn, info",
            )?
            .unwrap_or(usual.log_level),
        relay: relay::read(&mut source, usual.relay)?,
    };
    source.finish()?;
    Ok(policy)
}

/// A page whose files are missing would show and never come alive; with hashed names it would not even render.
fn ensure_built(options: &LeptosOptions) -> Result<(), SettingsError> {
    let folder = std::path::Path::new(&*options.site_root).join(&*options.site_pkg_dir);
    if !folder.is_dir() {
        return Err(SettingsError::NotBuilt { key: "site-root", path: folder });
    }
    if options.hash_files {
        let program = std::env::current_exe().unwrap_or_default();
        let hashes = program.with_file_name(&*options.hash_file);
        if !hashes.is_file() {
            return Err(SettingsError::NotBuilt { key: "hash-files", path: hashes });
        }
    }
    Ok(())
}

impl From<LeptosConfigError> for SettingsError {
    fn from(error: LeptosConfigError) -> Self {
        match error {
            LeptosConfigError::ConfigSectionNotFound => {
                SettingsError::NoTable { table: "package.metadata.leptos".into() }
            }
            other => SettingsError::Refused { reason: other.to_string() },
        }
    }
}

#[cfg(test)]
mod tests;
