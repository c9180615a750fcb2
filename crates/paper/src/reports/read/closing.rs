//! What stands after section six: where to ask, who signs, the day. It is no part of the section.

use std::sync::LazyLock;

use law::reports::Sections;
use regex::Regex;

use super::blocks::bare;
use super::opening::is_day;
use super::title::is_organs_word;

/// The longest line that is a signature.
const LONGEST_NAME: usize = 40;
/// The last section.
const LAST: usize = 6;

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static CONTACT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[（(]?(?:联系|办公|通信|通讯|单位|公开)?(?:地址|电话|方式|人|邮编|传真|网址|邮箱)[：:]|^[（(]?(?:电子邮箱|电子邮件|邮政编码|咨询电话|监督电话|E-?mail)[：:]",
    )
    .unwrap()
});

/// Takes the closing lines off section six.
pub(super) fn part(prose: &mut Sections) -> String {
    let text = prose.get(LAST).to_owned();
    let lines: Vec<&str> = text.lines().collect();
    let closing = lines.iter().rev().take_while(|line| is_closing(line)).count();
    let (kept, closing) = lines.split_at(lines.len() - closing);
    // A name alone at the end, without a day or an address beside it, may be the section's own last word.
    if closing.is_empty() || closing.iter().all(|line| is_name(line)) {
        return String::new();
    }
    prose.set(LAST, kept.join("\n"));
    closing.join("\n")
}

fn is_closing(line: &str) -> bool {
    is_day(line) || CONTACT.is_match(&bare(line)) || is_name(line)
}

/// The organ that signs, on a line of its own.
fn is_name(line: &str) -> bool {
    let name = bare(line);
    let is_short = name.chars().nth(LONGEST_NAME).is_none();
    is_short && !name.contains(['。', '，', '；', '：', ':', '、']) && is_organs_word(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(six: &str) -> (String, String) {
        let mut prose = Sections::default();
        prose.set(LAST, six);
        let closing = part(&mut prose);
        (prose.get(LAST).to_owned(), closing)
    }

    #[test]
    fn signature_day_and_address_are_no_part_of_section_six() {
        let (six, closing) =
            parted("本年度未收取信息处理费。\n联系电话：000-0000000\n清河县水利局\n2025年1月20日");
        assert_eq!(six, "本年度未收取信息处理费。");
        assert_eq!(closing, "联系电话：000-0000000\n清河县水利局\n2025年1月20日");
    }

    #[test]
    fn what_ends_the_section_stays_in_it() {
        for six in [
            "无。",
            "本报告报送：\n清河县水利局",
            "2025年1月20日起，联系电话改为000。",
            "",
        ] {
            assert_eq!(parted(six), (six.to_owned(), String::new()));
        }
    }
}
