//! The program itself: how much memory it takes, and what it logs.

#[path = "../server_support/site.rs"]
mod site;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::support::{field, head, status};

/// A running server; it is killed when the test is over.
struct Program {
    child: Child,
    address: SocketAddr,
}

impl Program {
    fn start(name: &str) -> Program {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("server_relay_folders").join(name);
        std::fs::create_dir_all(&folder).unwrap();
        let text = format!(
            "[package.metadata.leptos]\noutput-name = \"aiscouncil\"\nsite-addr = \"127.0.0.1:0\"\nsite-root = {:?}\n",
            site::SITE.as_path()
        );
        std::fs::write(folder.join("Leptos.toml"), text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_aiscouncil"));
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("LEPTOS_")) {
            command.env_remove(name);
        }
        command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("http://").unwrap().parse().unwrap();
        Program { child, address }
    }

    fn send(&self, lines: &[&str]) -> TcpStream {
        let mut connection = TcpStream::connect(self.address).unwrap();
        connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        connection.write_all(head(self.address, lines).as_bytes()).unwrap();
        connection
    }

    /// The most memory that it ever had, in bytes.
    fn peak(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
    }

    fn log(mut self) -> String {
        let status = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(status.success() && self.child.wait().unwrap().success());
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        log
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read_answer(connection: &mut TcpStream) -> (String, String) {
    let mut answer = Vec::new();
    let mut piece = [0; 4_096];
    loop {
        let text = String::from_utf8_lossy(&answer).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n")
            && body.len() >= field(head, "content-length").parse().unwrap()
        {
            return (head.to_owned(), body.to_owned());
        }
        let count = connection.read(&mut piece).unwrap();
        assert!(count > 0, "the end came within {text}");
        answer.extend_from_slice(&piece[..count]);
    }
}

/// An upstream that reads everything and never answers.
fn swallowing() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("x-ais-target: http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let mut piece = vec![0; 64 << 10];
        for connection in listener.incoming() {
            let mut connection = connection.unwrap();
            while connection.read(&mut piece).is_ok_and(|count| count > 0) {}
        }
    });
    url
}

#[test]
fn a_body_of_a_gigabyte_is_refused_early_and_takes_no_memory() {
    const GIGABYTE: usize = 1 << 30;
    let program = Program::start("gigabyte");
    let target = swallowing();

    let mut said = program.send(&[&target, &format!("content-length: {GIGABYTE}")]);
    let (head, body) = read_answer(&mut said);
    assert!(status(&head) == 413 && body.contains("\"too-large\""), "{head}{body}");

    let before = program.peak();
    let mut unsaid = program.send(&[&target, "transfer-encoding: chunked"]);
    let piece = format!("{:x}\r\n{}\r\n", 1 << 20, "x".repeat(1 << 20));
    let mut reader = unsaid.try_clone().unwrap();
    let answer = std::thread::spawn(move || read_answer(&mut reader));
    let mut sent = 0;
    while sent < GIGABYTE && unsaid.write_all(piece.as_bytes()).is_ok() {
        sent += 1 << 20;
    }
    let (head, body) = answer.join().unwrap();
    assert!(status(&head) == 413 && body.contains("\"too-large\""), "{head}{body}");
    // Twice the limit of 64 MB, and what was on its way.
    assert!(sent < 160 << 20, "{sent} bytes were taken");
    let grown = program.peak() - before;
    assert!(grown < 16 << 20, "{grown} bytes of memory for {sent} bytes of body");
}

#[test]
fn the_log_holds_neither_target_nor_headers_nor_body() {
    let program = Program::start("log");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let target = format!("x-ais-target: http://{}/path-secret?query=secret", listener.local_addr().unwrap());
    drop(listener);
    let lines = [&target, "x-ais-h-authorization: Bearer sk-secret", "content-length: 6"];
    for more in [&[] as &[&str], &["origin: https://secret.example"], &["x-ais-h-host: secret"]] {
        let lines: Vec<&str> = lines.iter().chain(more).copied().collect();
        let mut connection = program.send(&lines);
        connection.write_all(b"secret").unwrap();
        let (head, body) = read_answer(&mut connection);
        assert!(!head.contains("secret") && !body.contains("secret"), "{head}{body}");
    }
    let log = program.log();
    let answered: Vec<&str> = log.lines().filter(|line| line.contains("answered")).collect();
    assert!(answered.len() == 3 && answered.iter().all(|line| line.contains("route=\"/api/relay\"")), "{log}");
    assert!(!log.contains("secret") && !log.contains("http://127.0.0.1:0"), "{log}");
}
