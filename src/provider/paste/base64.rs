//! Base64, for user names and passwords.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text in Base64 (RFC 4648 section 4).
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len().div_ceil(3) * 4);
    for bytes in text.as_bytes().chunks(3) {
        let group = bytes.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - bytes.len()));
        for place in 0..4 {
            let letter = LETTERS.get((group >> (18 - 6 * place) & 63) as usize).filter(|_| place <= bytes.len());
            encoded.push(letter.map_or('=', |letter| char::from(*letter)));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    #[test]
    fn texts_are_encoded() {
        let cases =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("u:한", "dTrtlZw=")];
        for (text, expected) in cases {
            assert_eq!(super::encode(text), expected, "{text}");
        }
    }
}
