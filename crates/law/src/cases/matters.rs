//! Whether an application seems to ask for several matters (一事一申请). It is a hint for who writes, never a rule: only the
//! clerk, who reads it, divides an application (`split.rs`).

/// A shorter piece between semicolons names a thing, not a matter; what is numbered is counted by whoever wrote it.
const SHORTEST: usize = 6;
const SHORTEST_NUMBERED: usize = 2;

/// The matters that a request seems to list, in its own words; nothing where it seems to ask for one.
pub fn matters(request: &str) -> Vec<String> {
    let numbered = pieces(&in_lines(request), is_numbered);
    if numbered.len() > 1 {
        return numbered;
    }
    let divided: Vec<String> = request
        .split(['；', ';'])
        .map(plain)
        .filter(|piece| piece.chars().count() >= SHORTEST)
        .collect();
    if divided.len() > 1 { divided } else { Vec::new() }
}

/// The lines that begin an item.
fn pieces(request: &str, begins: fn(&str) -> bool) -> Vec<String> {
    let lines = request.lines().map(str::trim).filter(|line| begins(line));
    lines
        .map(plain)
        .filter(|piece| piece.chars().count() >= SHORTEST_NUMBERED)
        .collect()
}

/// The request with a line to each item that is numbered within a line: （1）批复（2）环评报告, 1、招标文件 2、合同. Numbers that do not
/// follow each other from one on are none of a list.
fn in_lines(request: &str) -> String {
    let signs: Vec<char> = request.chars().collect();
    let mut begins: Vec<usize> = Vec::new();
    for at in 0..signs.len() {
        let before = at.checked_sub(1).and_then(|before| signs.get(before));
        let is_next = number_at(signs.get(at..).unwrap_or_default()) == Some(begins.len() + 1);
        if is_next && before.is_none_or(|sign| !sign.is_ascii_digit() && !"第（(".contains(*sign)) {
            begins.push(at);
        }
    }
    if begins.len() < 2 {
        return request.to_owned();
    }
    let mut lines = String::new();
    for (at, sign) in signs.into_iter().enumerate() {
        if begins.contains(&at) {
            lines.push('\n');
        }
        lines.push(sign);
    }
    lines
}

/// The number of an item that begins here: `（2）`, `2、`, `二、`.
fn number_at(signs: &[char]) -> Option<usize> {
    const TENS: &str = "一二三四五六七八九十";
    let (is_bracketed, signs) = match signs {
        ['（' | '(', rest @ ..] => (true, rest),
        signs => (false, signs),
    };
    let digits: String = signs
        .iter()
        .take_while(|sign| sign.is_ascii_digit())
        .take(2)
        .collect();
    let (number, length) = match digits.parse() {
        Ok(number) => (number, digits.len()),
        Err(_) => (TENS.chars().position(|one| Some(&one) == signs.first())? + 1, 1),
    };
    let mut rest = signs.iter().skip(length);
    let (mark, next) = (rest.next()?, rest.next());
    let is_marked = if is_bracketed {
        "）)".contains(*mark)
    } else {
        "、.．".contains(*mark) && next.is_none_or(|next| !next.is_ascii_digit())
    };
    is_marked.then_some(number)
}

/// `1.`, `2、`, `（三）`, `四、`
fn is_numbered(line: &str) -> bool {
    let is_digit = |sign: char| sign.is_ascii_digit() || "一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩".contains(sign);
    let bare = line.trim_start_matches(['（', '(', '第']);
    let number = bare.chars().take_while(|sign| is_digit(*sign)).count();
    let rest: String = bare.chars().skip(number).take(2).collect();
    let mut signs = rest.chars();
    let is_marked = signs.next().is_some_and(|sign| "、.．）)项件".contains(sign));
    // `1.5万元` is a number, not an item.
    let is_decimal = signs.next().is_some_and(|sign| sign.is_ascii_digit()) && rest.starts_with('.');
    (1..=2).contains(&number) && is_marked && !is_decimal
}

/// A piece without its number, what joins it to the one before, and the mark at its end.
fn plain(piece: &str) -> String {
    let piece = piece.trim();
    let piece = if is_numbered(piece) {
        let rest = piece.trim_start_matches(|sign: char| !"、.．）)项件".contains(sign));
        rest.trim_start_matches(['、', '.', '．', '）', ')', '项', '件', '：', ':', '、'])
    } else {
        piece
    };
    let joined = ["以及", "并且", "同时", "及", "和", "，", ","];
    let piece = joined
        .iter()
        .find_map(|word| piece.strip_prefix(word))
        .unwrap_or(piece);
    piece.trim_matches(['。', '；', ';', '，', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_or_a_semicolon_divides_matters() {
        assert_eq!(
            matters("2025年度企业技术改造奖补名单和金额；以及标准厂房2025年租金收入明细。"),
            ["2025年度企业技术改造奖补名单和金额", "标准厂房2025年租金收入明细"]
        );
        assert_eq!(
            matters("申请公开：\n1、2024年部门预算批复；\n2.环境影响评价批复文件\n（三）土地出让合同及附件"),
            ["2024年部门预算批复", "环境影响评价批复文件", "土地出让合同及附件"]
        );
    }

    #[test]
    fn what_is_numbered_is_counted_however_short_and_wherever_it_stands() {
        for (request, things) in [
            (
                "1、招标文件\n2、施工单位投标报价明细\n3、评标委员会讨论记录",
                ["招标文件", "施工单位投标报价明细", "评标委员会讨论记录"],
            ),
            (
                "请提供以下文件：（1）批复（2）环评报告（3）土地出让合同及附件",
                ["批复", "环评报告", "土地出让合同及附件"],
            ),
            ("1.合同 2.批复 3.会议纪要", ["合同", "批复", "会议纪要"]),
        ] {
            assert_eq!(matters(request), things, "{request}");
        }
        assert!(matters("合同第1、2页").is_empty());
    }

    #[test]
    fn one_matter_with_its_features_is_one() {
        for one in [
            "2024年度部门预算",
            "孟先管〔2024〕12号文件及其附件；扫描件",
            "1.5万元以上的采购合同",
            "2025年名单、金额和依据",
            "一、2024年度财政预算",
        ] {
            assert!(matters(one).is_empty(), "{one}: {:?}", matters(one));
        }
    }
}
