//! Whether an application seems to ask for several matters (一事一申请). It is a hint for who writes, never a rule: only the
//! clerk, who reads it, divides an application (`split.rs`).

/// A shorter piece names a thing, not a matter.
const SHORTEST: usize = 6;

/// The matters that a request seems to list, in its own words; nothing where it seems to ask for one.
pub fn matters(request: &str) -> Vec<String> {
    let numbered = pieces(request, is_numbered);
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
        .filter(|piece| piece.chars().count() >= SHORTEST)
        .collect()
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
