//! Why an endpoint cannot be talked to from a page, found layer by layer (spec §7). Pure: it says what to ask next and
//! what the answers mean; asking is done by the rim.
//!
//! - [`subject`]: what is checked, from which page, and the requests that it takes
//! - [`observation`]: what the rim saw; [`probe`]: what it is to do next
//! - [`layers`]: one file for each layer, from all that was seen to its [`Outcome`]
//! - [`plan`]: which probe comes next; [`checkup`]: the state machine around both
//! - [`server`]: which program answers there; [`fix`]: what to change about a cause, on that program, for this page
//! - [`health`]: the result of the last checkup, as the list of providers keeps it

mod cause;
pub mod checkup;
pub mod fix;
pub mod health;
mod layers;
pub mod observation;
pub mod outcome;
pub mod page;
mod plan;
pub mod probe;
mod refusal;
pub mod relay;
#[cfg(test)]
mod scene;
pub mod server;
pub mod subject;

pub use checkup::{Checkup, Patient, Step};
pub use fix::{Fix, Instruction, Variant};
pub use health::{Health, Reason, Verdict};
pub use observation::{Answer, FetchResult, Fetched, Observation, Permission};
pub use outcome::{Cause, Layer, Outcome, Seen};
pub use page::{AddressSpace, Page, System};
pub use probe::{Mode, Probe, ProbeName};
pub use server::{Evidence, Recognised, Server};
pub use subject::Subject;
