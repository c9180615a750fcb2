//! Numbers in words, everyday and in capitals.

/// A number in words (`叁佰捌拾`, `一千二百零五`, `贰亿`).
pub(crate) fn number(words: &str) -> Option<i64> {
    let mut sum = 0_i64;
    let mut part = 0_i64;
    let mut digit = 0_i64;
    for one in words.chars() {
        match one {
            '零' | '〇' => {}
            '十' | '拾' | '百' | '佰' | '千' | '仟' => {
                let factor = match one {
                    '十' | '拾' => 10,
                    '百' | '佰' => 100,
                    _ => 1000,
                };
                part = part.checked_add(digit.max(1).checked_mul(factor)?)?;
                digit = 0;
            }
            // 亿 counts all that stood before it, 万 what stood since.
            '亿' => {
                sum = sum
                    .checked_add(part)?
                    .checked_add(digit)?
                    .checked_mul(100_000_000)?;
                (part, digit) = (0, 0);
            }
            '万' => {
                sum = sum.checked_add(part.checked_add(digit)?.checked_mul(10_000)?)?;
                (part, digit) = (0, 0);
            }
            _ => {
                let at = "一二三四五六七八九壹贰叁肆伍陆柒捌玖"
                    .chars()
                    .position(|numeral| numeral == one)
                    .or_else(|| (one == '两').then_some(1))?;
                digit = i64::try_from(at % 9 + 1).ok()?;
            }
        }
    }
    sum.checked_add(part)?.checked_add(digit)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn words_are_read_as_they_are_counted() {
        for (words, counted) in [
            ("叁佰捌拾", 380),
            ("一千二百零五", 1205),
            ("十二", 12),
            ("两百", 200),
            ("一亿二千三百四十五万六千七百八十九", 123_456_789),
            ("壹万亿", 1_000_000_000_000),
            ("壹亿零壹", 100_000_001),
        ] {
            assert_eq!(number(words), Some(counted), "{words}");
        }
        assert_eq!(number("若干"), None);
    }
}
