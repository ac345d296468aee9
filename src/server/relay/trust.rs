//! Whose certificates the relay believes.

use std::sync::{Arc, LazyLock};

use rustls::{ClientConfig, RootCertStore};

/// The issuers that the system trusts, an office's own included; on a system that lists none, those of browsers.
static ROOTS: LazyLock<Arc<RootCertStore>> = LazyLock::new(|| {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    Arc::new(roots)
});

/// TLS 1.2 and 1.3 with the issuers of this system.
pub fn system() -> ClientConfig {
    with_roots(ROOTS.clone())
}

/// The same with other issuers. The cryptography is ring's, the one that the crate's features name.
pub fn with_roots(roots: Arc<RootCertStore>) -> ClientConfig {
    ClientConfig::builder().with_root_certificates(roots).with_no_client_auth()
}
