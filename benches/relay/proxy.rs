//! The two proxies as processes.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A running proxy; it is told to end when the measuring is over.
pub struct Proxy {
    pub address: SocketAddr,
    child: Child,
}

impl Proxy {
    /// The release build of this server; `None` when there is none.
    pub fn relay() -> Option<Proxy> {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"));
        let program = std::env::var_os("AIS_SERVER").map(PathBuf::from);
        let mut child = Command::new(program.unwrap_or_else(|| project.join("target/release/aiscouncil")))
            .current_dir(project)
            .env("LEPTOS_SITE_ADDR", "127.0.0.1:0")
            .env("LEPTOS_SERVER_RELAY_CONCURRENCY", "1000")
            .env("LEPTOS_SERVER_LOG_LEVEL", "warn")
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take()?).read_line(&mut line).ok()?;
        let address = line.trim_end().strip_prefix("http://")?.parse().ok()?;
        Some(Proxy { address, child })
    }

    /// nginx as it is set up in front of a server that streams; `None` when it is not installed.
    pub fn nginx(upstream: SocketAddr) -> Option<Proxy> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("relay_bench_nginx");
        fs::create_dir_all(&folder).ok()?;
        let address = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?;
        let settings = format!(
            "worker_processes auto;\nworker_rlimit_nofile 8192;\npid nginx.pid;\ndaemon off;\nerror_log stderr;\n\
             events {{ worker_connections 4096; }}\n\
             http {{\n\
               access_log off;\ntcp_nodelay on;\n\
               client_body_temp_path body;\nproxy_temp_path proxy;\nfastcgi_temp_path fastcgi;\n\
               uwsgi_temp_path uwsgi;\nscgi_temp_path scgi;\n\
               upstream scripted {{ server {upstream}; keepalive 64; }}\n\
               server {{\n\
                 listen {address} backlog=1024;\n\
                 location / {{\n\
                   proxy_pass http://scripted;\nproxy_http_version 1.1;\nproxy_set_header Connection \"\";\n\
                   proxy_buffering off;\nproxy_read_timeout 600s;\n\
                 }}\n\
               }}\n\
             }}\n"
        );
        fs::write(folder.join("nginx.conf"), settings).ok()?;
        let mut command = Command::new("nginx");
        command.arg("-p").arg(&folder).args(["-c", "nginx.conf", "-e", "stderr"]);
        let child = command.spawn().ok()?;
        let proxy = Proxy { address, child };
        for _ in 0..50 {
            if TcpStream::connect(address).is_ok() {
                return Some(proxy);
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        None
    }

    /// The processes that do the work.
    fn processes(&self) -> Vec<u32> {
        let id = self.child.id();
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
        children.split(' ').filter_map(|id| id.parse().ok()).chain([id]).collect()
    }

    /// Bytes in memory.
    pub fn memory(&self) -> f64 {
        let of = |id: u32| {
            let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
            let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap_or_default();
            line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) * 1024.0
        };
        self.processes().into_iter().map(of).sum()
    }

    /// Processor time since the start.
    pub fn processor_time(&self) -> Duration {
        let of = |id: u32| {
            let status = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
            let numbers = status.rsplit(") ").next().unwrap_or_default();
            // User and system time, in hundredths of a second.
            numbers.split(' ').skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum::<u64>()
        };
        Duration::from_millis(self.processes().into_iter().map(of).sum::<u64>() * 10)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // nginx ends its workers when it is asked, not when it is killed.
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}
