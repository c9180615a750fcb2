//! What a request is called where it stands as a title: its words in one line, without those that every request begins with. A
//! second matter is no less asked for than the first, so that nothing but a great length is cut, and a cut is told by a sign.

use crate::signs::in_one_line;

/// The longest title, in characters: what a page shows of it is the page's.
const LONGEST: usize = 120;

/// What a request begins with that says no more than that something is asked for; longer ones first.
const ASKED: [&str; 10] = [
    "申请信息公开",
    "申请公开",
    "申请获取",
    "申请查询",
    "申请提供",
    "请求公开",
    "请求获取",
    "请求提供",
    "请公开",
    "请提供",
];
/// How far in, in characters, such words still are the opening.
const OPENING: usize = 12;
/// Whom it is asked of.
const OF_WHOM: [&str; 8] = [
    "贵单位",
    "贵机关",
    "贵委",
    "贵局",
    "贵办",
    "你单位",
    "你机关",
    "你局",
];
/// What may stand between them.
const BETWEEN: [char; 8] = ['，', ',', '：', ':', '、', ' ', '　', '\n'];

/// The words of a request in one line without the opening and the last full stop, cut where they are very long.
pub fn headline(request: &str) -> String {
    let words = opened(request.trim());
    let words = if words.chars().count() < 4 {
        request.trim()
    } else {
        words
    };
    let line = in_one_line(words);
    let line = line.trim_end_matches(['。', '；', ';']);
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let cut: String = line.chars().take(LONGEST).collect();
    format!("{cut}…")
}

/// What follows the opening; all of it where it has none.
fn opened(request: &str) -> &str {
    let after = ASKED.iter().find_map(|asked| {
        let (before, after) = request.split_once(asked)?;
        (before.chars().count() <= OPENING).then_some(after)
    });
    let Some(after) = after else {
        return request;
    };
    let after = after.trim_start_matches(BETWEEN);
    let of_whom = OF_WHOM.iter().find_map(|whom| after.strip_prefix(whom));
    of_whom.unwrap_or(after).trim_start_matches(['的'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_request_without_its_opening() {
        for (request, title) in [
            (
                "申请公开贵单位标准厂房二期工程2024年以来的招标文件、中标通知书、施工合同及其补充协议。",
                "标准厂房二期工程2024年以来的招标文件、中标通知书、施工合同及其补充协议",
            ),
            ("您好，本人申请获取：2024年度部门预算", "2024年度部门预算"),
            ("公开", "公开"),
            ("申请公开预算", "申请公开预算"),
            ("特困人员供养标准", "特困人员供养标准"),
            ("公开招标的全部文件，请提供", "公开招标的全部文件，请提供"),
        ] {
            assert_eq!(headline(request), title);
        }
    }

    #[test]
    fn a_second_matter_stands_in_the_title() {
        for (request, title) in [
            (
                "申请公开征收补偿方案。另外，宅基地登记资料。",
                "征收补偿方案。另外，宅基地登记资料",
            ),
            ("2024年度部门预算\n和决算", "2024年度部门预算；和决算"),
            (
                "1. 2024年度部门预算；\r\n\r\n2. 2024年度部门决算",
                "1. 2024年度部门预算；2. 2024年度部门决算",
            ),
        ] {
            assert_eq!(headline(request), title);
        }
    }

    #[test]
    fn only_what_is_very_long_is_cut_and_a_sign_tells_it() {
        let long = "关".repeat(130);
        assert_eq!(headline(&long).chars().count(), 121);
        assert!(headline(&long).ends_with('…'));
        assert_eq!(headline("  征地补偿标准  "), "征地补偿标准");
    }
}
