//! Numbers of a person that are no ground to refuse a text by themselves, but are looked at before it goes out: mobile
//! telephones and bank cards (个人信息保护法第二十八条: 金融账户). They are sought as identity numbers are: in any width, with
//! blanks or hyphens inside. A line number of an office is not one.

use std::ops::Range;

use crate::proof::shown::{Digit, Spot, lines, numbers, shown};

/// Mobile telephone numbers in a text, masked, each once.
pub fn mobile_numbers(text: &str) -> Vec<String> {
    each_once(mobiles(text).into_iter().map(|found| found.spot))
}

/// Numbers of bank cards in a text, masked, each once.
pub fn bank_cards(text: &str) -> Vec<String> {
    each_once(cards(text).into_iter())
}

fn each_once(found: impl Iterator<Item = Spot>) -> Vec<String> {
    let mut all: Vec<String> = found.map(|spot| spot.shown).collect();
    all.sort();
    all.dedup();
    all
}

/// A mobile number: where it stands, and its eleven digits, to be compared with the organ's own.
pub(super) struct Mobile {
    pub spot: Spot,
    pub number: String,
}

pub(super) fn mobiles(text: &str) -> Vec<Mobile> {
    let of = |(number, span): (String, Range<usize>)| {
        let (head, tail) = (number.get(..3)?, number.get(7..)?);
        Some(Mobile {
            spot: Spot {
                span,
                shown: format!("{head}****{tail}"),
            },
            number,
        })
    };
    found(text, mobile).into_iter().filter_map(of).collect()
}

pub(super) fn cards(text: &str) -> Vec<Spot> {
    let of = |(number, span): (String, Range<usize>)| {
        let tail = number.get(number.len().checked_sub(4)?..)?;
        let shown = format!("{}****{tail}", number.get(..4)?);
        Some(Spot { span, shown })
    };
    found(text, card).into_iter().filter_map(of).collect()
}

/// How many groups a number takes, and its digits.
type Read = fn(&[Group]) -> Option<(usize, String)>;

fn found(text: &str, read: Read) -> Vec<(String, Range<usize>)> {
    let mut all = Vec::new();
    for (at, line) in lines(text) {
        for number in numbers(&shown(at, line)) {
            let groups = groups(&number);
            let mut rest = groups.as_slice();
            while let Some(first) = rest.first() {
                let mut taken = 1;
                if let Some((groups, number)) = read(rest) {
                    taken = groups.max(1);
                    let end = rest.get(taken - 1).map_or(first.span.end, |last| last.span.end);
                    all.push((number, first.span.start..end));
                }
                rest = rest.get(taken..).unwrap_or_default();
            }
        }
    }
    all
}

/// Digits without a gap between them.
struct Group {
    digits: String,
    span: Range<usize>,
}

fn groups(number: &[Digit]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for digit in number {
        match groups.last_mut() {
            Some(group) if !digit.begins => {
                group.digits.push(digit.sign);
                group.span.end = digit.to;
            }
            _ => groups.push(Group {
                digits: digit.sign.to_string(),
                span: digit.from..digit.to,
            }),
        }
    }
    groups
}

fn together(groups: &[Group]) -> String {
    groups.iter().map(|group| group.digits.as_str()).collect()
}

/// A mobile number that begins here, and how many groups it takes: whole, or as 138 0000 1234, with or without 86 before it.
fn mobile(groups: &[Group]) -> Option<(usize, String)> {
    if let [country, rest @ ..] = groups
        && country.digits == "86"
        && let Some((taken, number)) = mobile(rest)
    {
        return Some((taken + 1, number));
    }
    let is_in_groups = |one: &[Group]| {
        let lengths: Vec<usize> = one.iter().map(|group| group.digits.len()).collect();
        matches!(lengths.as_slice(), [3, 4, 4] | [3, 3, 5] | [3, 8])
    };
    let of = |taken: usize| groups.get(..taken).filter(|one| taken == 1 || is_in_groups(one));
    [1, 2, 3].into_iter().find_map(|taken| {
        let number = together(of(taken)?);
        let number = match number.strip_prefix("86") {
            Some(rest) if rest.len() == 11 => rest.to_owned(),
            _ => number,
        };
        let is_mobile = number.len() == 11
            && matches!(number.as_bytes(), [b'1', b'3'..=b'9', ..])
            && number.chars().all(|sign| sign.is_ascii_digit());
        is_mobile.then_some((taken, number))
    })
}

/// A bank card that begins here: 16 to 19 digits of UnionPay or 16 of another scheme, whole or in fours, whose check digit
/// holds (GB/T 19584, ISO/IEC 7812-1 annex B).
fn card(groups: &[Group]) -> Option<(usize, String)> {
    let is_in_fours = |one: &[Group]| {
        let mut lengths = one.iter().map(|group| group.digits.len());
        let last = lengths.next_back().unwrap_or(0);
        lengths.all(|length| length == 4) && (1..=4).contains(&last)
    };
    let of = |taken: usize| groups.get(..taken).filter(|one| taken == 1 || is_in_fours(one));
    [1, 4, 5].into_iter().find_map(|taken| {
        let number = together(of(taken)?);
        let is_card = match number.len() {
            16 => matches!(number.as_bytes(), [b'6', b'2', ..] | [b'4' | b'5', ..]),
            17..=19 => number.starts_with("62"),
            _ => false,
        };
        (is_card && has_right_check(&number)).then_some((taken, number))
    })
}

/// The formula of Luhn.
fn has_right_check(number: &str) -> bool {
    let mut sum = 0;
    for (place, sign) in number.chars().rev().enumerate() {
        let Some(digit) = sign.to_digit(10) else {
            return false;
        };
        sum += match place % 2 {
            0 => digit,
            _ if digit > 4 => digit * 2 - 9,
            _ => digit * 2,
        };
    }
    sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mobile_number_is_found_in_every_usual_spelling_and_a_line_number_is_not() {
        for text in [
            "电话13800001234。",
            "138 0000 1234",
            "138-0000-1234",
            "１３８００００１２３４",
            "+86 13800001234",
            "8613800001234",
            "0379-66663333、13800001234",
        ] {
            assert_eq!(mobile_numbers(text), ["138****1234"], "{text}");
        }
        for text in [
            "0379-66663333",
            "编号2026138000012345",
            "12800001234",
            "1380000123",
        ] {
            assert!(mobile_numbers(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_bank_card_has_its_check_digit() {
        assert_eq!(
            bank_cards("账号6222 0200 0000 0000 006"),
            bank_cards("6222020000000000006")
        );
        assert_eq!(bank_cards("卡号4111111111111111"), ["4111****1111"]);
        assert_eq!(bank_cards("卡号4111 1111 1111 1111"), ["4111****1111"]);
        assert!(bank_cards("卡号4111111111111112").is_empty());
        assert!(bank_cards("11010519491231002X").is_empty());
        assert!(bank_cards("合同编号2026112900010003").is_empty());
    }
}
