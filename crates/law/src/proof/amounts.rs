//! An amount in capitals beside its figures.

use rust_decimal::Decimal;

use super::examples::{Example, Step};
use super::patterns::{group, patterns, span};
use super::rule::Hit;
use super::{Class, Context, Manuscript, Rule, Severity};
use crate::numerals;

pub(super) static CAPITALS: Rule = Rule {
    code: "amount.capitals",
    label: "大写金额与小写不一致",
    class: Class::Numbers,
    severity: Severity::Answer,
    source: "《支付结算办法》附一",
    says: "大写金额与旁边的小写金额是同一个数。",
    advice: "请核对大写和小写。",
    examples: &[
        Example {
            right: &[Step::Paragraph("人民币壹万贰仟元整（¥12,000.00）")],
            wrong: &[Step::Paragraph("人民币壹万贰仟元整（¥12,500.00）")],
        },
        Example {
            right: &[Step::Paragraph("罚款200000元（大写：贰拾万元整）")],
            wrong: &[Step::Paragraph("罚款20000元（大写：贰拾万元整）")],
        },
    ],
    look,
};

const NUMERALS: &str = "零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿";

patterns! {
    BEHIND = &format!(r"([{NUMERALS}]*[壹贰叁肆伍陆柒捌玖][{NUMERALS}]*(?:元|圆)[{NUMERALS}角分整正]*)[\s，,：:；;（(【\[]*(?:小写|即|人民币|计|[¥￥:： ])*\s*([0-9][0-9,，]*(?:\.[0-9]+)?)\s*(万|亿)?(?:元|圆|[)）】\]]|$)");
    BEFORE = &format!(r"([0-9][0-9,，]*(?:\.[0-9]+)?)\s*(万|亿)?(?:元|圆)?(?:整)?[\s，,：:；;（(【\[]*(?:人民币|大写|[:： （）()])*\s*([{NUMERALS}]*[壹贰叁肆伍陆柒捌玖][{NUMERALS}]*(?:元|圆)[{NUMERALS}角分整正]*)");
}

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (number, part) in manuscript.prose() {
        if !part.text.contains(['元', '圆']) {
            continue;
        }
        let behind = BEHIND
            .captures_iter(&part.text)
            .map(|found| (span(&found, 0), differ(&found, 1, 2, 3)));
        let before = BEFORE
            .captures_iter(&part.text)
            .map(|found| (span(&found, 0), differ(&found, 3, 1, 2)));
        let mut found: Vec<_> = behind.chain(before).filter(|(_, differ)| *differ).collect();
        found.truncate(1);
        hits.extend(found.into_iter().map(|(span, _)| Hit::at(number, span)));
    }
    hits
}

/// Whether both can be read and are not the same.
fn differ(found: &regex::Captures<'_>, capitals: usize, figures: usize, unit: usize) -> bool {
    let plain: String = group(found, figures)
        .chars()
        .filter(|sign| !matches!(sign, ',' | '，'))
        .collect();
    let unit = match group(found, unit) {
        "万" => 10_000,
        "亿" => 100_000_000,
        _ => 1,
    };
    let figures = plain
        .parse::<Decimal>()
        .ok()
        .and_then(|number| number.checked_mul(Decimal::from(unit)));
    match (
        fen(group(found, capitals)),
        figures.and_then(|number| number.checked_mul(Decimal::ONE_HUNDRED)),
    ) {
        (Some(fen), Some(figures)) => Decimal::from(fen) != figures,
        _ => false,
    }
}

/// The amount in fen.
fn fen(capitals: &str) -> Option<i64> {
    let (yuan, rest) = capitals.split_once(['元', '圆'])?;
    let mut sum = numerals::number(yuan)?.checked_mul(100)?;
    let mut digit = 0;
    for sign in rest.chars() {
        match sign {
            '角' => sum = sum.checked_add(digit * 10)?,
            '分' => sum = sum.checked_add(digit)?,
            _ => digit = numeral(sign).unwrap_or(0),
        }
    }
    Some(sum)
}

fn numeral(sign: char) -> Option<i64> {
    let place = "零壹贰叁肆伍陆柒捌玖".chars().position(|one| one == sign)?;
    i64::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cases::letters::in_capitals;

    #[test]
    fn capitals_are_read_as_bills_write_them() {
        for (words, amount) in [
            ("壹拾元整", 1_000),
            ("壹佰元零伍分", 10_005),
            ("壹万零壹拾元整", 1_001_000),
            ("壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元壹角贰分", 12_345_678_912),
            ("贰拾万圆正", 20_000_000),
        ] {
            assert_eq!(fen(words), Some(amount), "{words}");
        }
    }

    proptest! {
        #[test]
        fn what_a_bill_writes_in_capitals_is_read_back(amount in 100_u64..1_000_000_000_000) {
            prop_assert_eq!(fen(&in_capitals(amount)), i64::try_from(amount).ok());
        }
    }
}
