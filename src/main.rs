//! The server program.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match aiscouncil::server::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // A closed standard error leaves nobody to tell; the exit code still says it.
            let _ = writeln!(std::io::stderr(), "aiscouncil: {error}");
            ExitCode::FAILURE
        }
    }
}
