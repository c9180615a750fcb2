use super::*;

fn title(lines: &[&str]) -> Option<(String, i16)> {
    let blocks: Vec<Block> = lines
        .iter()
        .filter_map(|line| Block::paragraph("", line))
        .collect();
    let opening = lines.iter().position(|line| *line == "一、总体情况");
    find(&blocks, opening).map(|title| (title.organ, title.year))
}

fn expected(organ: &str, year: i16) -> (String, i16) {
    (organ.to_owned(), year)
}

#[test]
fn the_title_is_found_in_its_many_forms() {
    let forms: [(&[&str], &str, i16); 12] = [
        (&["某某局 2024 年政府信息公开工作年度报告"], "某某局", 2024),
        (
            &["淮安市洪泽区人民政府", "2024 年政府信息公开工作年度报告"],
            "淮安市洪泽区人民政府",
            2024,
        ),
        (
            &["首页", "2023年度某某局政府信息公开工作年度报告"],
            "某某局",
            2023,
        ),
        (
            &["某某局政府信息公开工作年度报告", "（2022年度）"],
            "某某局",
            2022,
        ),
        (&["某某局二〇二四年政府信息公开年度报告"], "某某局", 2024),
        (&["# 单位：杭州市  年度：2025  格式：2021  全表"], "杭州市", 2025),
        (&["某某局", "2024年政府信息公开工作", "年度报告"], "某某局", 2024),
        (&["某某局关于2024年度政府信息公开工作情况的报告"], "某某局", 2024),
        (&["某某局2024年政务公开工作年度报告"], "某某局", 2024),
        (&["某某局2024年度政府信息公开年报"], "某某局", 2024),
        (
            &["首页>公开>年报-某某局2024年政府信息公开工作年度报告"],
            "某某局",
            2024,
        ),
        (
            &["政府信息公开工作年度报告", "填报单位：某某局", "2024年度"],
            "某某局",
            2024,
        ),
    ];
    for (lines, organ, year) in forms {
        assert_eq!(title(lines), Some(expected(organ, year)), "{lines:?}");
    }
    assert_eq!(title(&["没有标题"]), None);
}

#[test]
fn the_title_nearest_to_the_report_counts() {
    let lines = [
        "某某市人民政府门户网站 某某局2024年政府信息公开工作年度报告",
        "某某局2025年政府信息公开工作年度报告",
        "某某局2023年政府信息公开工作年度报告",
        "某某局2024年政府信息公开工作年度报告",
        "发布时间：2025-01-20 来源：某某局",
        "根据规定，现公布某某局2024年政府信息公开工作年度报告。",
        "一、总体情况",
        "2023年的工作",
        "某某局2022年政府信息公开工作年度报告",
    ];
    assert_eq!(title(&lines), Some(expected("某某局", 2024)));
}

#[test]
fn a_pages_own_title_is_cut_from_the_sites_name() {
    let lines = [
        "某某局2024年政府信息公开工作年度报告_某某市人民政府门户网站",
        "一、总体情况",
    ];
    assert_eq!(title(&lines), Some(expected("某某局", 2024)));
    let lines = [
        "某某市人民政府门户网站 某某局2024年政府信息公开工作年度报告",
        "一、总体情况",
    ];
    assert_eq!(title(&lines), Some(expected("某某局", 2024)));
}

#[test]
fn a_title_without_an_organ_is_doubted() {
    let blocks: Vec<Block> = Block::paragraph("", "2024年政府信息公开工作年度报告")
        .into_iter()
        .collect();
    let title = find(&blocks, None).unwrap();
    assert_eq!((title.organ.as_str(), title.year), ("", 2024));
    assert!(title.doubt().is_some());
}

/// Lines of text, and cells of a sheet: a name is what is seen of it.
#[test]
fn no_sign_that_shows_nothing_or_turns_the_line_stands_in_an_organs_name() {
    let signs = [
        '\u{0}', '\u{7}', '\u{1b}', '\u{7f}', '\u{9b}', '\u{200b}', '\u{202e}', '\u{2066}', '\u{feff}',
    ];
    for sign in signs {
        let spoilt = format!("{sign}某某{sign}局2024年政府{sign}信息公开工作年度报告{sign}");
        assert_eq!(
            title(&[&spoilt, "一、总体情况"]),
            Some(expected("某某局", 2024)),
            "{sign:?}"
        );
        let maker = format!("发布机构：某{sign}某局");
        let lines = ["2024年政府信息公开工作年度报告", &maker];
        assert_eq!(title(&lines), Some(expected("某某局", 2024)), "{sign:?}");
        let piece = format!("某{sign}某局2024年政府信息公开工作年度报告_某某市人民政府门户网站");
        assert_eq!(
            title(&[&piece, "一、总体情况"]),
            Some(expected("某某局", 2024)),
            "{sign:?}"
        );
        let row = super::super::blocks::counted_row(String::new(), vec![spoilt]);
        let found = find(&[row], None).map(|title| title.organ);
        assert_eq!(found.as_deref(), Some("某某局"), "{sign:?}");
    }
}
