//! A question that a person answers and a simple program does not: a sum in words, read by a screen reader like any text.
//! It is asked only where much was sent from one place. What was asked is not stored: the page carries a seal of the answer,
//! bound to what it was asked for.

use law::signs::plain_number;
use office::{Moment, Office};

use crate::csrf::is_same;
use crate::errors::Problem;

/// How long an answer is taken, in milliseconds.
const SPAN: i64 = 30 * 60_000;
const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// What is asked, and the seal that travels with the form.
pub struct Question {
    pub words: String,
    pub seal: String,
}

/// Asks; the answer is good for `bound` alone.
pub fn ask(office: &Office, moment: Moment, bound: &str) -> Result<Question, Problem> {
    let left = 11 + u32::from(rand::random::<u8>() % 60);
    let right = 2 + u32::from(rand::random::<u8>() % 8);
    let is_sum = rand::random::<bool>();
    let (sign, result) = if is_sum {
        ("加", left + right)
    } else {
        ("减", left - right)
    };
    let words = format!("{}{sign}{}等于几？", spelled(left), spelled(right));
    let asked_at = moment.millis();
    let nonce = hex::encode(rand::random::<[u8; 8]>());
    let seal = sealed(office, result, asked_at, &nonce, bound)?;
    Ok(Question {
        words,
        seal: format!("{asked_at}.{nonce}.{seal}"),
    })
}

/// Whether the answer is right, in time, and to a question that was asked for this.
pub fn is_answered(
    office: &Office,
    moment: Moment,
    bound: &str,
    answer: &str,
    seal: &str,
) -> Result<bool, Problem> {
    let mut parts = seal.splitn(3, '.');
    let (Some(asked_at), Some(nonce), Some(sent)) = (parts.next(), parts.next(), parts.next()) else {
        return Ok(false);
    };
    let (Some(asked_at), Some(answer)) = (asked_at.parse::<i64>().ok(), read(answer)) else {
        return Ok(false);
    };
    let age = moment.millis() - asked_at;
    let expected = sealed(office, answer, asked_at, nonce, bound)?;
    Ok((0..SPAN).contains(&age) && is_same(sent, &expected))
}

fn sealed(office: &Office, answer: u32, asked_at: i64, nonce: &str, bound: &str) -> Result<String, Problem> {
    let said = format!("{answer}|{asked_at}|{nonce}|{bound}");
    Ok(office.keys()?.blind(&said, "site.question")?)
}

/// Two digits at most, as they are spoken: 十二, 三十, 四十五.
fn spelled(number: u32) -> String {
    let digit = |number: u32| {
        usize::try_from(number)
            .ok()
            .and_then(|place| DIGITS.get(place))
            .copied()
            .unwrap_or("")
    };
    match (number / 10, number % 10) {
        (0, units) => digit(units).to_owned(),
        (1, 0) => "十".to_owned(),
        (1, units) => format!("十{}", digit(units)),
        (tens, 0) => format!("{}十", digit(tens)),
        (tens, units) => format!("{}十{}", digit(tens), digit(units)),
    }
}

/// A number typed in plain or full-width digits, or in words.
fn read(answer: &str) -> Option<u32> {
    let plain = plain_number(answer);
    plain
        .parse()
        .ok()
        .or_else(|| (0..100).find(|number| spelled(*number) == plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_and_read_as_people_do() {
        for (number, words) in [(7, "七"), (10, "十"), (12, "十二"), (30, "三十"), (45, "四十五")] {
            assert_eq!(spelled(number), words);
            assert_eq!(read(words), Some(number));
        }
        assert_eq!(read(" ４５ "), Some(45));
        assert_eq!(read("四五"), None);
    }
}
