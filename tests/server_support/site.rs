//! The files of a small site.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A name as the build makes it.
pub const HASHED: &str = "/pkg/aiscouncil.3yZe6qL_0sT9-aBcDeFgHi.wasm";

/// Files as the build leaves them, written once for each test program.
pub static SITE: LazyLock<PathBuf> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_CRATE_NAME"));
    let files: [(&str, &[u8]); 6] = [
        (HASHED, b"plain bytes of the module"),
        (&format!("{HASHED}.br"), b"brotli bytes"),
        (&format!("{HASHED}.gz"), b"gzip bytes"),
        ("/pkg/aiscouncil.js", b"export default 1;"),
        ("/favicon.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("/secret/.hidden", b"no folder is listed"),
    ];
    for (path, bytes) in files {
        let path = root.join(path.trim_start_matches('/'));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    root
});
