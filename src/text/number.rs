//! Numbers as people read them; the same in every language of the interface.

/// A number with a comma before each three digits.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A figure with the sign of estimates where it is one.
pub fn marked(figure: String, is_estimated: bool) -> String {
    if is_estimated { format!("≈ {figure}") } else { figure }
}

/// An amount of storage, such as `3.4 MB`.
pub fn bytes(count: f64) -> String {
    let (mut count, mut unit) = (count.max(0.0), "B");
    for next in ["kB", "MB", "GB", "TB"] {
        if count < 1000.0 {
            break;
        }
        (count, unit) = (count / 1000.0, next);
    }
    if unit == "B" || count >= 100.0 { format!("{count:.0} {unit}") } else { format!("{count:.1} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_at_a_glance() {
        for (number, expected) in [(7, "7"), (999, "999"), (8_192, "8,192"), (1_048_576, "1,048,576")] {
            assert_eq!(grouped(number), expected);
        }
        for (count, expected) in [
            (0.0, "0 B"),
            (999.0, "999 B"),
            (1_234.0, "1.2 kB"),
            (512e6, "512 MB"),
            (5.25e15, "5250 TB"),
            (-1.0, "0 B"),
        ] {
            assert_eq!(bytes(count), expected);
        }
    }
}
