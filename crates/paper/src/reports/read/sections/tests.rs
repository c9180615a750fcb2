use super::*;

fn read_lines(lines: &[&str]) -> Found {
    let blocks: Vec<Block> = lines
        .iter()
        .filter_map(|line| Block::paragraph("第1段", line))
        .collect();
    read(&blocks)
}

const PLAIN: [&str; 9] = [
    "一、总体情况",
    "（一）主动公开政府信息情况",
    "甲",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "乙",
    "六、其他需要报告的事项：丙",
];

#[test]
fn a_heading_within_a_section_that_uses_a_sections_words_opens_none() {
    let found = read_lines(&PLAIN);
    assert_eq!(found.prose.get(1), "（一）主动公开政府信息情况\n甲");
    assert_eq!(found.prose.get(5), "乙");
    assert_eq!(found.prose.get(6), "丙");
    assert_eq!(found.slips, []);
}

#[test]
fn a_table_of_contents_opens_no_section() {
    let contents = PLAIN
        .iter()
        .filter(|line| line.chars().nth(1) == Some('、'))
        .map(|line| format!("{}……3", line.trim_end_matches("：丙")));
    let lines: Vec<String> = contents
        .chain(["前言".to_owned()])
        .chain(PLAIN.map(str::to_owned))
        .collect();
    let found = read_lines(&lines.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(found.prose.get(1), "（一）主动公开政府信息情况\n甲");
    assert_eq!(found.slips, []);
}

#[test]
fn headings_are_known_under_other_numbers_and_with_stops() {
    for style in ["第X部分 ", "X.", "（X）"] {
        let lines: Vec<String> = PLAIN
            .iter()
            .filter(|line| !line.starts_with('（'))
            .map(|line| match line.split_once('、') {
                Some((numeral, words)) if numeral.chars().count() == 1 => {
                    format!("{}{words}", style.replace('X', numeral))
                }
                _ => (*line).to_owned(),
            })
            .collect();
        let found = read_lines(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(found.prose.get(1), "甲", "{style}");
        assert_eq!(found.prose.get(5), "乙", "{style}");
        assert_eq!(found.headings, 6, "{style}");
    }
    let found = read_lines(&["一、总体情况。", "甲", "六、其他需要报告的事项 丁"]);
    assert_eq!((found.prose.get(1), found.prose.get(6)), ("甲", "丁"));
}

#[test]
fn what_a_site_prints_below_the_article_is_no_prose() {
    let mut lines = PLAIN.to_vec();
    lines.extend(["丁。", "上一篇：某某局2023年年报", "主办：某某市人民政府办公室"]);
    assert_eq!(read_lines(&lines).prose.get(6), "丙\n丁。");
}

#[test]
fn a_second_report_ends_the_first() {
    let mut lines = PLAIN.to_vec();
    lines.extend(["某某局2023年政府信息公开工作年度报告", "一、总体情况", "别的"]);
    let found = read_lines(&lines);
    assert_eq!(found.prose.get(1), "（一）主动公开政府信息情况\n甲");
    assert_eq!(found.second, Some(9), "from its title on");
}
