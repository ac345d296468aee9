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
    server: Server,
}

/// The one fix for a cause; `None` where its sentence already says all that can be done.
pub fn fix(cause: &Cause, subject: &Subject, seen: &Observations) -> Option<Fix> {
    let case = Case { subject, server: recognise(subject, seen).server };
    let mut variants = variants(cause, case);
    let is_helped = subject.is_relayed() || subject.is_same_origin();
    let would_help = !is_helped && relay_helps(cause);
    let offers_relay = would_help && subject.is_within_relay();
    // A server of this app that others can call reaches no private address; one on this computer does (spec §9).
    if would_help && !offers_relay && (variants.is_empty() || is_of_the_page(cause)) {
        if variants.is_empty() {
            variants = Variant::all([]);
        }
        variants.iter_mut().for_each(|variant| variant.steps.push(Instruction::plain(Say::RunAppHere)));
    }
    (!variants.is_empty() || offers_relay).then_some(Fix { server: case.server, variants, offers_relay })
}

fn variants(cause: &Cause, case: Case<'_>) -> Vec<Variant> {
    match cause {
        Cause::Unspecified { .. }
        | Cause::UnusualPath { .. }
        | Cause::ApiElsewhere { .. }
        | Cause::MixedContent { .. }
        | Cause::MixedPrivate { .. }
        | Cause::SafariLoopback
        | Cause::PermissionDenied { .. }
        | Cause::InsecurePage { .. }
        | Cause::OtherName { .. }
        | Cause::Redirected { .. }
        | Cause::SecureAnswers { .. }
        | Cause::BadAddress { .. } => address::variants(cause, case),
        Cause::Offline
        | Cause::Unreachable { .. }
        | Cause::TimedOut { .. }
        | Cause::NotSecured { .. }
        | Cause::ThroughRelay { .. }
        | Cause::RelayRefused { .. }
        | Cause::BadGateway { .. } => start::variants(cause, case),
        Cause::OriginRefused { .. }
        | Cause::OriginTwice { .. }
        | Cause::HeaderRefused { .. }
        | Cause::PathRefused { .. }
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
            | Cause::OriginTwice { .. }
            | Cause::SecureAnswers { .. }
            | Cause::HeaderRefused { .. }
            | Cause::PathRefused { .. }
            | Cause::PreflightRefused
            | Cause::CrossSiteRefused
            | Cause::ReplyHidden
            | Cause::ListHidden
            | Cause::ThroughRelay { finding: RelayFinding::Answers { .. }, .. }
    )
}

/// Whether it is where the page comes from that keeps it from the address.
fn is_of_the_page(cause: &Cause) -> bool {
    matches!(cause, Cause::MixedContent { .. } | Cause::MixedPrivate { .. } | Cause::SafariLoopback)
}

#[cfg(test)]
mod tests;
