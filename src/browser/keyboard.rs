//! What the keyboard says besides its keys.

use web_sys::KeyboardEvent;

/// Whether a key belongs to a syllable that is being composed: it is the input method's then. Some browsers tell so by
/// the code alone.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}
