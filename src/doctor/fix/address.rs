//! Fixes of the address, and of what the browser itself refuses.

use super::super::outcome::Cause;
use super::Case;
use super::instruction::{Instruction, Say, Variant};

pub(super) fn variants(cause: &Cause, case: Case<'_>) -> Vec<Variant> {
    let plain = |say| Variant::all([Instruction::plain(say)]);
    match cause {
        Cause::Unspecified { better: url }
        | Cause::UnusualPath { better: url, .. }
        | Cause::ApiElsewhere { better: url, .. }
        | Cause::OtherName { url }
        | Cause::SecureAnswers { url }
        | Cause::Redirected { better: Some(url), .. } => Variant::all([Instruction::copy(Say::UseAddress, url)]),
        Cause::Redirected { to, better: None } => Variant::all([Instruction::copy(Say::SignIn, to)]),
        Cause::MixedContent { .. } | Cause::MixedPrivate { .. } => {
            let origin = case.subject.endpoint().origin();
            let secure = origin.as_deref().and_then(|origin| origin.strip_prefix("http://"));
            let url = secure.and_then(|host| case.subject.with_origin(&format!("https://{host}")));
            url.map(|url| Variant::all([Instruction::copy(Say::UseHttpsAddress, url)])).unwrap_or_default()
        }
        Cause::SafariLoopback => plain(Say::UseOtherBrowser),
        Cause::PermissionDenied { space } => plain(Say::AllowInBrowser { space: *space }),
        Cause::InsecurePage { .. } => plain(Say::OpenPageSecurely),
        _ => Vec::new(),
    }
}
