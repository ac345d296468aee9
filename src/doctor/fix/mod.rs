//! What to change about a cause: on this server, for this page, ready to copy (spec §7; dialects section 0 for what the
//! usual advice gets wrong).

mod address;
mod cors;
mod instruction;
mod nginx;
mod reply;
mod start;

pub use instruction::{Fix, Instruction, Say, Variant};

use super::observation::Observations;
use super::outcome::{Cause, RelayFinding};
use super::server::{Server, recognise};
use super::subject::Subject;

/// What a fix has to know.
#[derive(Clone, Copy)]
struct Case<'a> {
    subject: &'a Subject,
    seen: &'a Observations,
    server: Server,
}

/// The one fix for a cause; `None` where its sentence already says all that can be done.
pub fn fix(cause: &Cause, subject: &Subject, seen: &Observations) -> Option<Fix> {
    let case = Case { subject, seen, server: recognise(subject, seen).server };
    let variants = variants(cause, case);
    let helps = subject.is_relayed() || subject.is_same_origin();
    let offers_relay = !helps && relay_helps(cause);
    (!variants.is_empty() || offers_relay).then_some(Fix { server: case.server, variants, offers_relay })
}

fn variants(cause: &Cause, case: Case<'_>) -> Vec<Variant> {
    match cause {
        Cause::Unspecified { .. }
        | Cause::UnusualPath { .. }
        | Cause::MixedContent { .. }
        | Cause::MixedPrivate { .. }
        | Cause::SafariLoopback
        | Cause::PermissionDenied { .. }
        | Cause::InsecurePage { .. }
        | Cause::OtherName { .. }
        | Cause::OtherScheme { .. }
        | Cause::Redirected { .. }
        | Cause::BadAddress { .. } => address::variants(cause, case),
        Cause::Offline
        | Cause::Unreachable { .. }
        | Cause::TimedOut { .. }
        | Cause::ThroughRelay { .. }
        | Cause::RelayRefused { .. }
        | Cause::BadGateway { .. } => start::variants(cause, case),
        Cause::OriginRefused { .. }
        | Cause::HeaderRefused { .. }
        | Cause::PreflightRefused
        | Cause::UnsendableHeader { .. }
        | Cause::CrossSiteRefused => cors::variants(cause, case),
        _ => reply::variants(cause, case),
    }
}

/// Whether the same request gets through when this app's own server makes it.
fn relay_helps(cause: &Cause) -> bool {
    matches!(
        cause,
        Cause::MixedContent { .. }
            | Cause::MixedPrivate { .. }
            | Cause::SafariLoopback
            | Cause::InsecurePage { .. }
            | Cause::OriginRefused { .. }
            | Cause::HeaderRefused { .. }
            | Cause::PreflightRefused
            | Cause::CrossSiteRefused
            | Cause::ReplyHidden
            | Cause::ListHidden
            | Cause::ThroughRelay { finding: RelayFinding::Answers { .. }, .. }
    )
}

#[cfg(test)]
mod tests;
