//! The program itself: settings, address, signals, log.

#[path = "server_support/site.rs"]
mod site;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use site::SITE;

/// Lines of a file, an environment, and what is said about them.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

/// A folder with a `Leptos.toml`.
fn folder(name: &str, extra: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("server_process_folders").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let head = "[package.metadata.leptos]\noutput-name = \"aiscouncil\"\nsite-addr = \"127.0.0.1:0\"\n";
    let text = format!("{head}site-root = {:?}\n{extra}", SITE.as_path());
    std::fs::write(folder.join("Leptos.toml"), text).unwrap();
    folder
}

fn command(folder: &Path, variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aiscouncil"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("LEPTOS_")) {
        command.env_remove(name);
    }
    command.current_dir(folder).envs(variables.iter().copied());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A running server; it is killed when the test is over.
struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start(name: &str, extra: &str, variables: &[(&str, &str)]) -> Program {
        let mut child = command(&folder(name, extra), variables).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("http://").unwrap_or_else(|| panic!("{line:?}")).to_owned();
        Program { child, address }
    }

    /// Sends a request and returns the open connection.
    fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut answer = String::new();
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        self.send(&request).read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks for a slow stream of so many tokens, 20 a second.
    fn stream(&self, tokens: u32) -> TcpStream {
        let body = format!(
            "{{\"model\":\"demo-slow\",\"stream\":true,\"max_tokens\":{tokens},\
             \"messages\":[{{\"role\":\"user\",\"content\":\"my secret words\"}}]}}"
        );
        self.send(&format!(
            "POST /api/demo/v1/chat/completions?query=hidden HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
             content-type: application/json\r\nauthorization: Bearer sk-hidden\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    fn signal(&self, name: &str) {
        let status = Command::new("kill").args([format!("-{name}"), self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
    }

    /// Waits for its end: exit code, time, log.
    fn end(mut self) -> (Option<i32>, Duration, String) {
        let began = Instant::now();
        let status = self.child.wait().unwrap();
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        (status.code(), began.elapsed(), log)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads until the text has come.
fn read_until(stream: &mut TcpStream, text: &str) -> String {
    let mut read = Vec::new();
    let mut piece = [0; 4_096];
    while !String::from_utf8_lossy(&read).contains(text) {
        let count = stream.read(&mut piece).unwrap();
        assert!(count > 0, "the end came before {text:?}");
        read.extend_from_slice(&piece[..count]);
    }
    String::from_utf8_lossy(&read).into_owned()
}

#[test]
fn a_wrong_setting_stops_the_start_with_its_name() {
    let cases: &[Case] = &[
        ("colour = 1", &[], "`colour`"),
        ("[server]\nlog-level = \"loud\"", &[], "`log-level` is `loud`"),
        ("[server]\nshutdown-grace-seconds = -1", &[], "`shutdown-grace-seconds`"),
        ("[server]\nunread-seconds = 0", &[], "`unread-seconds`"),
        ("hash-files = true\nhash-file = \"none.txt\"", &[], "`hash-files`"),
        ("site-pkg-dir = \"nowhere\"", &[], "`site-root`"),
        ("= 1", &[], "line 5"),
        ("", &[("LEPTOS_SITE_ADDR", "localhost:3000")], "`LEPTOS_SITE_ADDR` is `localhost:3000`"),
        ("", &[("LEPTOS_SITE_ADDRESS", "127.0.0.1:1")], "`LEPTOS_SITE_ADDRESS`"),
        ("", &[("LEPTOS_SERVER_DEMO_CONCURRENCY", "0")], "`LEPTOS_SERVER_DEMO_CONCURRENCY`"),
        ("", &[("LEPTOS_SITE_ADDR", "192.0.2.1:0")], "192.0.2.1:0 is no address of this machine"),
    ];
    for (index, (extra, variables, expected)) in cases.iter().enumerate() {
        let output = command(&folder(&format!("wrong{index}"), extra), variables).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{extra} {variables:?}: {said}");
        assert!(said.starts_with("aiscouncil: ") && said.contains(expected), "{said}");
        assert!(!said.contains("panicked") && said.trim_end().lines().count() == 1, "{said}");
        assert!(output.stdout.is_empty());
    }
    let output = command(Path::new(env!("CARGO_TARGET_TMPDIR")), &[]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && said.contains("Leptos.toml cannot be read"), "{said}");
}

#[test]
fn an_address_in_use_is_said_in_a_sentence() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = command(&folder("taken", ""), &[("LEPTOS_SITE_ADDR", &address)]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains(&format!("{address} is in use by another program")), "{said}");
}

#[test]
fn it_prints_where_it_serves_and_says_that_it_is_well() {
    let program = Program::start("health", "", &[]);
    assert!(program.address.starts_with("127.0.0.1:") && !program.address.ends_with(":0"), "{}", program.address);
    let answer = program.get("/healthz");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\nok"), "{answer}");
}

#[test]
fn a_reply_that_fits_into_the_grace_period_is_finished_and_nobody_new_is_let_in() {
    let program = Program::start("grace", "", &[]);
    let mut stream = program.stream(20);
    read_until(&mut stream, "\"reasoning_content\"");
    program.signal("TERM");
    std::thread::sleep(Duration::from_millis(200));
    assert!(TcpStream::connect(&program.address).is_err());
    read_until(&mut stream, "data: [DONE]");
    let (code, waited, log) = program.end();
    assert_eq!(code, Some(0), "{log}");
    assert!(waited < Duration::from_secs(5), "{waited:?}");
    assert!(log.contains("stopping") && !log.contains("cut off"), "{log}");
}

#[test]
fn the_end_of_the_grace_period_or_a_second_signal_ends_every_reply() {
    for (name, grace, signals) in [("short", "1", 1), ("second", "3600", 2)] {
        let extra = format!("[server]\nshutdown-grace-seconds = {grace}");
        let program = Program::start(name, &extra, &[]);
        let mut stream = program.stream(2_000);
        read_until(&mut stream, "\"reasoning_content\"");
        for _ in 0..signals {
            program.signal("INT");
            std::thread::sleep(Duration::from_millis(100));
        }
        let (code, waited, log) = program.end();
        assert_eq!(code, Some(0), "{log}");
        assert!(waited < Duration::from_secs(5), "{name}: {waited:?}");
        assert!(log.contains("cut off"), "{log}");
    }
}

#[test]
fn a_client_that_goes_away_ends_its_reply() {
    let program = Program::start("away", "[server]\ndemo-concurrency = 1", &[]);
    let mut first = program.stream(2_000);
    read_until(&mut first, "\"reasoning_content\"");
    assert!(read_until(&mut program.stream(1), "\r\n").contains(" 429 "));
    drop(first);
    let began = Instant::now();
    while !read_until(&mut program.stream(1), "\r\n").contains(" 200 ") {
        assert!(began.elapsed() < Duration::from_secs(5), "the reply goes on without its reader");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_log_holds_routes_and_no_content() {
    let program = Program::start("log", "[server]\nlog-format = \"json\"", &[]);
    read_until(&mut program.stream(1), "data: [DONE]");
    program.get("/private/path?query=hidden");
    let mut answer = String::new();
    program.send("HIDDEN / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").read_to_string(&mut answer).unwrap();
    program.signal("TERM");
    let (_, _, log) = program.end();
    for secret in ["hidden", "HIDDEN", "secret", "private", "Demo", "sk-"] {
        assert!(!log.contains(secret), "{secret} is in {log}");
    }
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let answered: Vec<String> = lines
        .iter()
        .filter(|line| line["message"] == "answered")
        .map(|line| {
            assert!(line["ms"].is_u64() && line["timestamp"].is_string(), "{line}");
            format!("{} {} {}", line["method"], line["route"], line["status"])
        })
        .collect();
    let expected =
        ["\"POST\" \"/api/demo/v1/chat/completions\" 200", "\"GET\" \"(other)\" 404", "\"(other)\" \"/\" 405"];
    assert_eq!(answered, expected);
}
