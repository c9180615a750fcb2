//! The unified social credit code (统一社会信用代码) of an organisation: eighteen signs, the last of which checks the others
//! (GB 32100-2015 5.2).

/// The signs of a code in the order of their values; I, O, S, V and Z are none of them.
const SIGNS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Each place weighs three times the one before, modulo 31.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const MODULUS: usize = 31;

/// Whether this is a code whose last sign fits the others.
pub fn is_credit_code(code: &str) -> bool {
    let values: Option<Vec<usize>> = code
        .chars()
        .map(|sign| SIGNS.chars().position(|known| known == sign))
        .collect();
    let Some(values) = values else { return false };
    let Some((check, places)) = values.split_last() else {
        return false;
    };
    let sum: usize = places
        .iter()
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight)
        .sum();
    places.len() == WEIGHTS.len() && *check == (MODULUS - sum % MODULUS) % MODULUS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_sign_of_a_credit_code_checks_the_others() {
        // The first is the example of GB 32100-2015, the others are published codes of firms.
        for right in ["91350100M000100Y43", "91330100799655058B", "91440300708461136T"] {
            assert!(is_credit_code(right), "{right}");
        }
        for wrong in [
            "91350100M000100Y44",
            "91410300MA40XXXXX1",
            "91350100M000100Y4",
            "91350100M000100Y433",
            "91350100m000100y43",
            "91350100MO00100Y43",
            "",
        ] {
            assert!(!is_credit_code(wrong), "{wrong}");
        }
    }
}
