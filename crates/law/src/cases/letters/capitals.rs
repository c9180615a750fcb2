//! Amounts in capitals (人民币大写), as a bill must show them beside the figures.

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

/// An amount of 分 in capitals: 70 050 is 柒佰元伍角整.
pub fn in_capitals(fen: u64) -> String {
    let (yuan, jiao, cents) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut text = String::new();
    if yuan > 0 || fen == 0 {
        text.push_str(&whole(yuan));
        text.push('元');
    }
    if jiao > 0 {
        text.push(digit(jiao));
        text.push('角');
    } else if yuan > 0 && cents > 0 {
        text.push('零');
    }
    if cents > 0 {
        text.push(digit(cents));
        text.push('分');
    } else {
        text.push('整');
    }
    text
}

fn digit(value: u64) -> char {
    usize::try_from(value)
        .ok()
        .and_then(|at| DIGITS.get(at).copied())
        .unwrap_or('零')
}

/// A whole number: groups of four digits, one 零 for each gap between digits.
fn whole(number: u64) -> String {
    if number == 0 {
        return "零".to_owned();
    }
    let mut text = String::new();
    let mut has_gap = false;
    for (size, unit) in [
        (1_000_000_000_000, "万亿"),
        (100_000_000, "亿"),
        (10_000, "万"),
        (1, ""),
    ] {
        let group = number / size % 10_000;
        if group == 0 {
            has_gap = true;
            continue;
        }
        for (place, name) in [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")] {
            let value = group / place % 10;
            if value == 0 {
                has_gap = true;
                continue;
            }
            if has_gap && !text.is_empty() {
                text.push('零');
            }
            has_gap = false;
            text.push(digit(value));
            text.push_str(name);
        }
        text.push_str(unit);
        // Noughts that end a group stand before its unit and are not read.
        has_gap = false;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::in_capitals;

    #[test]
    fn amounts_are_written_as_on_a_bill() {
        for (fen, expected) in [
            (0, "零元整"),
            (1_000, "壹拾元整"),
            (38_000, "叁佰捌拾元整"),
            (70_050, "柒佰元伍角整"),
            (10_005, "壹佰元零伍分"),
            (5, "伍分"),
            (100_100, "壹仟零壹元整"),
            (1_001_000, "壹万零壹拾元整"),
            (3_470_000, "叁万肆仟柒佰元整"),
            (1_000_000_100, "壹仟万零壹元整"),
            (10_000_000_100, "壹亿零壹元整"),
            (12_345_678_912, "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元壹角贰分"),
        ] {
            assert_eq!(in_capitals(fen), expected, "{fen}");
        }
    }
}
