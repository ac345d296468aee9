//! How much text an update of the page takes, learned from what the updates before it cost.

use std::ops::RangeInclusive;

/// An update that took longer is too long for one frame. Milliseconds.
pub const QUICK: f64 = 32.0;
/// After one that took less, the next one may take more. Milliseconds.
const IDLE: f64 = 16.0;
/// The longest that an update may take where none can be quick. Milliseconds.
const LONGEST: f64 = 200.0;
/// Bytes.
const PORTIONS: RangeInclusive<usize> = 512..=64 * 1024;
/// Bytes.
const FIRST: usize = 2048;

/// What one update took.
#[derive(Clone, Copy, Debug)]
struct Cost {
    bytes: usize,
    milliseconds: f64,
}

#[derive(Clone, Copy, Debug)]
pub struct Portion {
    bytes: usize,
    last: Option<Cost>,
    /// The last one before that took another number of bytes.
    other: Option<Cost>,
}

impl Portion {
    pub fn new() -> Portion {
        Portion { bytes: FIRST, last: None, other: None }
    }

    /// What the next update may take. Bytes.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Learns from an update of so many bytes.
    pub fn learn(&mut self, bytes: usize, milliseconds: f64) {
        let cost = Cost { bytes, milliseconds };
        if self.last.is_some_and(|last| last.bytes != bytes) {
            self.other = self.last;
        }
        self.last = Some(cost);
        // Where an update is slow however little it takes, as in a very wide table, many small ones would take for ever.
        let is_slow_anyway = self.other.is_some_and(|other| fixed(cost, other) > QUICK);
        let next = if milliseconds < IDLE || (is_slow_anyway && milliseconds < LONGEST) {
            self.bytes * 2
        } else if milliseconds > QUICK && (!is_slow_anyway || milliseconds > 2.0 * LONGEST) {
            self.bytes / 2
        } else {
            self.bytes
        };
        self.bytes = next.clamp(*PORTIONS.start(), *PORTIONS.end());
    }
}

/// What an update costs beside what it costs for each byte. Milliseconds.
fn fixed(one: Cost, other: Cost) -> f64 {
    let bytes = one.bytes as f64 - other.bytes as f64;
    let each = if bytes == 0.0 { 0.0 } else { (one.milliseconds - other.milliseconds) / bytes };
    one.milliseconds - each.max(0.0) * one.bytes as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The portions and times of updates that cost so much each, and so much a byte.
    fn settled(fixed: f64, each: f64) -> (usize, f64) {
        let mut portion = Portion::new();
        for _ in 0..40 {
            portion.learn(portion.bytes(), fixed + each * portion.bytes() as f64);
        }
        (portion.bytes(), fixed + each * portion.bytes() as f64)
    }

    #[test]
    fn updates_stay_quick_where_they_can() {
        for (fixed, each) in [(0.0, 0.001), (4.0, 0.01), (10.0, 0.02), (20.0, 0.01)] {
            let (bytes, took) = settled(fixed, each);
            assert!(took <= QUICK, "{bytes} bytes take {took} ms");
            assert!(2.0 * each * bytes as f64 > QUICK - fixed - IDLE || bytes == *PORTIONS.end(), "{bytes} bytes");
        }
    }

    #[test]
    fn where_each_update_is_slow_it_takes_more() {
        for (fixed, each) in [(60.0, 0.001), (120.0, 0.005), (180.0, 0.0001)] {
            let (bytes, took) = settled(fixed, each);
            assert!(bytes >= 16 * 1024 && took <= 2.0 * LONGEST, "{bytes} bytes take {took} ms");
        }
    }

    #[test]
    fn a_slow_byte_is_no_slow_update() {
        let (bytes, _) = settled(0.0, 1.0);
        assert_eq!(bytes, *PORTIONS.start());
    }
}
