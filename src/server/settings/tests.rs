use super::super::relay::policy::Upstream;
use super::*;

/// A file, an environment, and what is said about them.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

const GOOD: &str = "[package.metadata.leptos]\noutput-name = \"aiscouncil\"\n";

fn check(text: &str, variables: &[(&str, &str)]) -> Result<Policy, SettingsError> {
    Policy::check(text, variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value))))
}

#[test]
fn defaults_hold_where_nothing_is_set() {
    assert_eq!(check(GOOD, &[]), Ok(Policy::default()));
}

#[test]
fn the_environment_wins_over_the_file() {
    let text = format!("{GOOD}site-addr = \"nonsense\"\n[server]\nlog-level = \"warn\"\ndemo-concurrency = 3\n");
    let variables = [
        ("LEPTOS_SITE_ADDR", "127.0.0.1:0"),
        ("LEPTOS_SERVER_LOG_LEVEL", "off"),
        ("LEPTOS_SERVER_SHUTDOWN_GRACE_SECONDS", "0"),
        ("LEPTOS_WATCH", "true"),
        ("PATH", "/bin"),
    ];
    let policy = check(&text, &variables);
    let expected =
        Policy { log_level: LogLevel::Off, demo_concurrency: 3, shutdown_grace: Duration::ZERO, ..Policy::default() };
    assert_eq!(policy, Ok(expected));
}

#[test]
fn lists_come_from_the_file_or_from_a_variable() {
    let text =
        format!("{GOOD}[server]\nrelay-hosts = [\"Ais.Example\"]\nrelay-upstreams = [\"api.a.com\", \"*.b.com:80\"]\n");
    let lists = |variables: &[(&str, &str)]| {
        let relay = check(&text, variables).unwrap().relay;
        (relay.hosts.iter().map(ToString::to_string).collect::<Vec<_>>(), relay.upstreams)
    };
    let upstreams = |entries: &[&str]| entries.iter().map(|entry| Upstream::parse(entry).unwrap()).collect::<Vec<_>>();
    assert_eq!(lists(&[]), (vec!["ais.example".to_owned()], upstreams(&["api.a.com", "*.b.com:80"])));
    let variables = [("LEPTOS_SERVER_RELAY_HOSTS", " "), ("LEPTOS_SERVER_RELAY_UPSTREAMS", "c.com,[::1]:80")];
    assert_eq!(lists(&variables), (vec![], upstreams(&["c.com", "[::1]:80"])));
}

#[test]
fn a_wrong_setting_is_refused_by_its_name() {
    let cases: &[Case] = &[
        ("[package", &[], "Leptos.toml, line 1: "),
        ("", &[], "the table [package.metadata.leptos] is missing"),
        ("package = 1", &[], "`package` must be a table"),
        ("package.metadata.leptos = 1", &[], "`package.metadata.leptos` must be a table"),
        ("[package.metadata.leptos]\n", &[], "`output-name` is missing"),
        ("[package.metadata.leptos]\noutput-name = \"\"\n", &[], "`output-name` is ``; it must be a text"),
        ("{GOOD}[relay]\n", &[], "`relay` is unknown"),
        ("{GOOD}[package.metadata.other]\n", &[], "`package.metadata.other` is unknown"),
        ("{GOOD}site-address = \"x\"\n", &[], "[package.metadata.leptos] has no setting `site-address`"),
        ("{GOOD}site-addr = \"localhost:3000\"\n", &[], "`site-addr` is `localhost:3000`; it must be an IP address"),
        ("{GOOD}site-addr = 3000\n", &[], "`site-addr` is `3000`"),
        ("{GOOD}reload-port = 0\n", &[], "`reload-port` is `0`; it must be a whole number from 1 to 65535"),
        ("{GOOD}hash-files = \"yes\"\n", &[], "`hash-files` is `yes`; it must be true or false"),
        ("{GOOD}env = \"TEST\"\n", &[], "`env` is `TEST`; it must be one of DEV, PROD"),
        ("{GOOD}[server]\nlog-levle = \"info\"\n", &[], "[server] has no setting `log-levle`; it has demo-body-bytes"),
        ("{GOOD}[server]\nlog-level = \"debug\"\n", &[], "`log-level` is `debug`; it must be one of off, error"),
        ("{GOOD}[server]\nlog-format = 1\n", &[], "`log-format` is `1`; it must be one of text, json"),
        ("{GOOD}[server]\ndemo-concurrency = \"9\"\n", &[], "`demo-concurrency` is `9`; it must be a whole number"),
        ("{GOOD}[server]\ndemo-body-bytes = -1\n", &[], "`demo-body-bytes` is `-1`"),
        ("{GOOD}[server]\nrelay = \"no\"\n", &[], "`relay` is `no`; it must be true or false"),
        ("{GOOD}[server]\nrelay-hosts = \"a.com\"\n", &[], "`relay-hosts` is `a.com`; it must be a list of host names"),
        ("{GOOD}[server]\nrelay-hosts = [\"https://a.com\"]\n", &[], "`relay-hosts`"),
        ("{GOOD}[server]\nrelay-upstreams = [\"a.com\", 1]\n", &[], "`relay-upstreams`"),
        ("{GOOD}[server]\nrelay-upstreams = [\"a.com/v1\"]\n", &[], "it must be a list of hosts such as"),
        ("{GOOD}[server]\nrelay-body-bytes = 0\n", &[], "`relay-body-bytes` is `0`"),
        ("{GOOD}[server]\nrelay-concurrency = 0\n", &[], "`relay-concurrency` is `0`"),
        ("{GOOD}[server]\nrelay-connect-seconds = 301\n", &[], "`relay-connect-seconds` is `301`"),
        ("{GOOD}[server]\nrelay-silence-seconds = 0\n", &[], "`relay-silence-seconds` is `0`"),
        (
            "{GOOD}",
            &[("LEPTOS_SERVER_RELAY_UPSTREAMS", "a.com, b c")],
            "`LEPTOS_SERVER_RELAY_UPSTREAMS` is `a.com, b c`",
        ),
        ("{GOOD}", &[("LEPTOS_SITE_ADDR", "")], "`LEPTOS_SITE_ADDR` is ``"),
        ("{GOOD}", &[("LEPTOS_SITE_ADRESS", "x")], "`LEPTOS_SITE_ADRESS`, which is no setting"),
        ("{GOOD}", &[("LEPTOS_SERVER_LOG_FORMAT", "xml")], "`LEPTOS_SERVER_LOG_FORMAT` is `xml`"),
        ("{GOOD}", &[("LEPTOS_SERVER_DEMO_CONCURRENCY", "many")], "`LEPTOS_SERVER_DEMO_CONCURRENCY` is `many`"),
    ];
    for (text, variables, expected) in cases {
        let text = text.replace("{GOOD}", GOOD);
        let said = check(&text, variables).expect_err(&text).to_string();
        assert!(said.contains(expected), "{text}{variables:?}\n{said}\n{expected}");
    }
}

#[test]
fn the_two_files_agree_on_the_keys_that_they_share() {
    let table = |text: &str| {
        let file: Table = toml::from_str(text).unwrap();
        file["package"]["metadata"]["leptos"].as_table().unwrap().clone()
    };
    let settings = table(include_str!("../../../Leptos.toml"));
    let build = table(include_str!("../../../Cargo.toml"));
    for (key, value) in &settings {
        if let Some(other) = build.get(key) {
            assert_eq!(value, other, "`{key}` differs between Leptos.toml and Cargo.toml");
        }
    }
    // What cargo-leptos writes and what the server looks for.
    for key in ["output-name", "site-root", "site-pkg-dir", "hash-files"] {
        assert!(settings.contains_key(key) && build.contains_key(key), "`{key}` must stand in both files");
    }
}

#[test]
fn the_file_of_the_project_holds_the_defaults() {
    assert_eq!(check(include_str!("../../../Leptos.toml"), &[]), Ok(Policy::default()));
}

#[test]
fn the_file_of_the_project_documents_every_setting_of_ours() {
    let file: Table = toml::from_str(include_str!("../../../Leptos.toml")).unwrap();
    let mut variables = BTreeMap::new();
    let unknown = Table::from_iter([("nothing".to_owned(), toml::Value::Boolean(true))]);
    match read_policy(Source::new("server", "", unknown, &mut variables)) {
        Err(SettingsError::UnknownKey { known, .. }) => {
            for key in known {
                assert!(file["server"].get(key).is_some(), "`{key}` is not in Leptos.toml");
            }
        }
        other => panic!("{other:?}"),
    }
}
