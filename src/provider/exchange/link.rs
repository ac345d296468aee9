//! Links that fill the form: `?provider=…` and `#provider=…` behind the address of this app.

use url::form_urlencoded;

use super::without_secrets;
use crate::provider::definition::Provider;
use crate::provider::paste::{PasteError, Pasted, Remark, read_pasted};

/// The name of the parameter.
const NAME: &str = "provider";
/// The longest link that is read, in bytes.
pub const MOST_LINK_BYTES: usize = 64 << 10;

/// The parameter of a link to a provider, to be put behind `#`: servers never see it there. It holds no key and no value of a
/// secret header.
pub fn provider_link(provider: &Provider) -> String {
    let entry = without_secrets(provider).to_entry().to_string();
    form_urlencoded::Serializer::new(String::new()).append_pair(NAME, &entry).finish()
}

/// Reads the providers of a link, given its query or its fragment, with or without `?` and `#`; `None` when it has none. The
/// value is anything that could be pasted. The drafts go into the form and are never registered by themselves.
///
/// A link never carries a key: one that does anyway loses it, and a remark says so. The same goes for values of secret
/// headers, whose names stay.
pub fn read_link(part: &str) -> Option<Result<Pasted, PasteError>> {
    let part = part.trim_start_matches(['?', '#']);
    let mut pairs = form_urlencoded::parse(part.as_bytes());
    let value = pairs.find(|(name, _)| name == NAME)?.1;
    if value.len() > MOST_LINK_BYTES {
        return Some(Err(PasteError::TooLong { bytes: value.len() }));
    }
    Some(read_pasted(&value).map(|mut pasted| {
        let mut has_secret = false;
        for draft in &mut pasted.drafts {
            has_secret |= !std::mem::take(&mut draft.key).is_empty();
            for row in draft.extra_headers.iter_mut().filter(|row| row.is_secret()) {
                has_secret |= !std::mem::take(&mut row.value).is_empty();
                row.secret = true;
            }
            draft.unknown = super::public(&draft.unknown);
        }
        if has_secret {
            pasted.remarks.push(Remark::SecretInLink);
        }
        pasted
    }))
}
