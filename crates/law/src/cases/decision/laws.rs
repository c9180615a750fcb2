//! What a law's name says about its rank: only 法律 and 行政法规 may forbid disclosure (条例第十四条).
//! A name is a clue, not proof: where it does not tell, [`Rank::Unsure`] asks for a look.

use crate::labelled::labelled;

labelled! {
    /// The rank a name suggests.
    Rank {
        Law = "law", "法律";
        Regulation = "regulation", "行政法规";
        Unsure = "unsure", "不能从名称判断";
        Lower = "lower", "地方性法规、规章或者规范性文件";
    }
}

const PROVINCES: [&str; 31] = [
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
];

/// Endings of papers that are never 法律 or 行政法规 by themselves.
const PAPERS: [&str; 10] = [
    "通知", "意见", "标准", "规程", "规范", "指南", "公告", "通告", "方案", "批复",
];

/// The rank the name suggests, with or without 《》.
pub fn rank(name: &str) -> Rank {
    let name = name.trim().trim_start_matches('《').trim_end_matches('》');
    let name = name.split(['（', '(']).next().unwrap_or(name);
    // Only the National People's Congress makes a 法, be it for one place (海南自由贸易港法; 立法法第十条).
    if name.ends_with('法') && !name.ends_with("办法") && name.chars().count() > 1 {
        return Rank::Law;
    }
    if is_of_a_place(name) || PAPERS.iter().any(|ending| name.ends_with(ending)) {
        return Rank::Lower;
    }
    let is_order = ["办法", "规定", "细则"]
        .iter()
        .any(|ending| name.ends_with(ending));
    if is_order && is_of_a_ministry(name) {
        return Rank::Lower;
    }
    if name.ends_with("条例") && !is_of_a_ministry(name) {
        return Rank::Regulation;
    }
    Rank::Unsure
}

/// Whether the name begins with a place: 河南省…, 洛阳市…, 深圳经济特区….
fn is_of_a_place(name: &str) -> bool {
    if PROVINCES.iter().any(|province| name.starts_with(province)) {
        return true;
    }
    let characters: Vec<char> = name.chars().take(9).collect();
    let ends_a_place = |at: usize, character: char| match character {
        '省' | '州' | '县' => true,
        // 城市…, 市场…, 市容 are no places.
        '市' => {
            characters.get(at.saturating_sub(1)) != Some(&'城')
                && !characters
                    .get(at + 1)
                    .is_some_and(|after| "场容".contains(*after))
        }
        '区' => characters
            .get(at.saturating_sub(1))
            .is_some_and(|before| "治特".contains(*before)),
        _ => false,
    };
    !name.starts_with("中华人民共和国")
        && characters
            .iter()
            .enumerate()
            .any(|(at, character)| at >= 2 && ends_a_place(at, *character))
}

/// Whether the name begins with a ministry: 公安部…, 国家税务总局….
fn is_of_a_ministry(name: &str) -> bool {
    let head: String = name.chars().take(14).collect();
    ["总局", "委员会", "部令"]
        .iter()
        .any(|office| head.contains(office))
        || head.chars().skip(1).take(7).any(|character| character == '部')
            && !head.contains("内部")
            && !head.contains("部门")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_suggests_its_rank() {
        for (name, expected) in [
            ("《中华人民共和国统计法》", Rank::Law),
            ("税收征收管理法", Rank::Law),
            ("城市房地产管理法", Rank::Law),
            ("中华人民共和国个人信息保护法（2021年）", Rank::Law),
            ("民族区域自治法", Rank::Law),
            ("海南自由贸易港法", Rank::Law),
            ("中华人民共和国香港特别行政区基本法", Rank::Law),
            ("城市市容和环境卫生管理条例", Rank::Regulation),
            ("征信业管理条例", Rank::Regulation),
            ("《城市供水条例》", Rank::Regulation),
            ("自然保护区条例", Rank::Regulation),
            ("医疗事故处理条例", Rank::Regulation),
            ("全国年节及纪念日放假办法", Rank::Unsure),
            ("中华人民共和国海关统计工作管理规定", Rank::Unsure),
            ("档案法实施办法", Rank::Unsure),
            ("河南省信访条例", Rank::Lower),
            ("《洛阳市城市管理条例》", Rank::Lower),
            ("河南省实施《中华人民共和国水法》办法", Rank::Lower),
            ("深圳经济特区数据条例", Rank::Lower),
            ("公安部信访工作规定", Rank::Lower),
            ("国家税务总局发票管理办法", Rank::Lower),
            ("关于加强保密工作的通知", Rank::Lower),
            ("法", Rank::Unsure),
            ("", Rank::Unsure),
        ] {
            assert_eq!(rank(name), expected, "{name}");
        }
    }
}
