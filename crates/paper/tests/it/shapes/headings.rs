//! Headings in other words and other numbers, and numbers that are none of a section's: no text goes into another section
//! without a word.

use law::reports::{Reading, SECTION_TITLES};
use paper::reports::read;

use super::leaf::{MARKS, MEASURE, set};
use super::written::{package, word_paragraph, word_table};
use crate::strangers::tables::{TITLE, four, html, three, two};

/// What each section says, in print order.
type Prose = [&'static str; 6];

const PLAIN: Prose = [
    "做了许多工作。",
    "",
    "",
    "",
    "公开还不够及时，正在改进工作方法。",
    "未收取信息处理费。",
];

/// A report with these headings and this prose, as the bytes of a file with this name.
fn files(heads: &[String; 6], prose: &Prose) -> [(&'static str, Vec<u8>); 4] {
    let article = |line: &dyn Fn(&str) -> String, set_in: &str, tables: [String; 3]| {
        let mut tables = tables.into_iter();
        let mut body = line(TITLE);
        for (number, (head, text)) in (1..).zip(heads.iter().zip(prose)) {
            if !head.is_empty() {
                body.push_str(&line(head));
            }
            body.extend(text.lines().map(|text| line(&format!("{set_in}{text}"))));
            if matches!(number, 2..=4) {
                body.push_str(&tables.next().expect("three tables"));
            }
        }
        body
    };
    let tabs = |table: Vec<Vec<(String, usize, usize)>>| {
        let row = |row: &Vec<(String, usize, usize)>| {
            let cells: Vec<&str> = row.iter().map(|(text, ..)| text.as_str()).collect();
            cells.join("\t") + "\n"
        };
        table.iter().map(row).collect::<String>()
    };
    let all = || [two(), three(), four()];
    let plain = |text: &str| format!("{text}\n");
    let text = article(&plain, "", all().map(tabs));
    let page = article(
        &|text| format!("<p>{text}</p>"),
        "",
        all().map(|table| html(&table)),
    );
    let word = article(&word_paragraph, "", all().map(|table| word_table(&table)));
    let leaf = article(&plain, "　　", MARKS.map(str::to_owned));
    [
        ("a.txt", text.into_bytes()),
        ("a.html", format!("<html><body>{page}</body></html>").into_bytes()),
        ("a.docx", package(&word)),
        ("a.pdf", set(&leaf, &all())),
    ]
}

fn official() -> [String; 6] {
    SECTION_TITLES.map(str::to_owned)
}

fn prose(reading: &Reading) -> Vec<&str> {
    reading.report.sections.iter().map(|(_, _, text)| text).collect()
}

/// How many of the formats are tried: the text alone, or all.
const TEXT: usize = 1;
const ALL: usize = 4;

/// Each of the first files is read with this prose; gives the readings.
fn assert_prose(heads: &[String; 6], printed: &Prose, right: &Prose, formats: usize) -> Vec<Reading> {
    let files = files(heads, printed).into_iter().take(formats);
    files
        .map(|(name, bytes)| {
            let reading = read(&bytes, name).unwrap_or_else(|error| panic!("{heads:?} {name}: {error}"));
            assert_eq!(prose(&reading), right, "{heads:?} {name}: {:?}", reading.slips);
            assert_eq!(reading.unread, [], "{heads:?} {name}");
            reading
        })
        .collect()
}

const NUMERALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

/// The heading of this section in every style of numbering.
fn styled(number: usize, words: &str) -> Vec<String> {
    let numeral = NUMERALS[number - 1];
    let mut all: Vec<String> = [
        "NUMERAL、",
        "NUMERAL.",
        "NUMERAL．",
        "NUMERAL ",
        "NUMERAL　",
        "（NUMERAL）",
        "(NUMERAL)",
        "（NUMERAL）、",
        "第NUMERAL部分 ",
        "第NUMERAL部分：",
        "第NUMERAL部分、",
        "第NUMERAL章 ",
    ]
    .iter()
    .map(|style| format!("{}{words}", style.replace("NUMERAL", numeral)))
    .collect();
    all.extend(["、", ".", "．", " "].map(|stop| format!("{number}{stop}{words}")));
    all.extend([format!("（{number}）{words}"), format!("{number}）{words}")]);
    all.push(words.to_owned());
    all
}

/// Other words for the headings, met or likely.
const OTHER_WORDS: [&[&str]; 6] = [
    &["概述", "工作概况", "总体情况概述"],
    &["主动公开情况", "主动公开政府信息工作情况"],
    &["依申请公开情况", "政府信息公开申请办理情况"],
    &["复议诉讼情况", "行政复议、行政诉讼情况"],
    &[
        "存在问题及改进措施",
        "存在的问题及下一步工作打算",
        "存在的不足与改进",
        "下一步工作打算",
    ],
    &["其他事项", "其他需要说明的事项", "需要报告的其他事项"],
];

/// The heading of this section opens it, in these files, and is told with its words.
fn assert_opens(number: usize, head: &str, formats: usize) {
    let mut heads = official();
    head.clone_into(&mut heads[number - 1]);
    for reading in assert_prose(&heads, &PLAIN, &PLAIN, formats) {
        let is_told = reading
            .slips
            .iter()
            .any(|slip| slip.printed == head.trim() && slip.official == SECTION_TITLES[number - 1]);
        // Another stop is no slip of the words.
        let is_official = head.replace(['.', '．'], "、") == SECTION_TITLES[number - 1];
        assert!(is_told || is_official, "{head}: {:?}", reading.slips);
    }
}

#[test]
fn a_heading_in_other_words_or_numbers_opens_its_section_and_is_told_with_its_words() {
    const EVERY: usize = 5;
    for number in 1..=6 {
        let (_, official_words) = SECTION_TITLES[number - 1].split_once('、').expect("a number");
        let [first, others @ ..] = OTHER_WORDS[number - 1] else {
            panic!("words of section {number}")
        };
        for (index, head) in styled(number, first).iter().enumerate() {
            let formats = if index % EVERY == number % EVERY {
                ALL
            } else {
                TEXT
            };
            assert_opens(number, head, formats);
        }
        for head in styled(number, official_words).iter().skip(number % 2).step_by(2) {
            assert_opens(number, head, TEXT);
        }
        for words in others {
            assert_opens(number, &format!("{}、{words}", NUMERALS[number - 1]), TEXT);
        }
    }
}

#[test]
fn all_headings_may_be_in_other_words_and_of_one_other_style() {
    for style in 0..styled(1, "").len() - 1 {
        let heads = [0, 1, 2, 3, 4, 5].map(|index| {
            let words = OTHER_WORDS[index][0];
            styled(index + 1, words)[style].clone()
        });
        assert_prose(&heads, &PLAIN, &PLAIN, ALL);
    }
}

#[test]
fn what_stands_behind_a_heading_in_its_line_is_the_sections_text() {
    let mut heads = official();
    "五、存在的不足与改进：公开还不够及时，正在改进工作方法。".clone_into(&mut heads[4]);
    "六、其他事项 未收取信息处理费。".clone_into(&mut heads[5]);
    let printed = ["做了许多工作。", "", "", "", "", ""];
    assert_prose(&heads, &printed, &PLAIN, ALL);
}

/// A text whose last line on a page is full.
fn full() -> &'static str {
    const TEXT: &str = "公开还不够及时，正在改进工作方法。";
    let long: String = TEXT.chars().cycle().take(3 * MEASURE - 3).chain(['。']).collect();
    long.leak()
}

#[test]
fn a_heading_at_a_pages_edge_below_a_full_line_is_none_of_the_text_above() {
    let full = full();
    let printed = [full, "", "", "", full, "未收取信息处理费。"];
    let of_pages = |heads: &[String; 6]| {
        let [.., (name, bytes)] = files(heads, &printed);
        let reading = read(&bytes, name).unwrap_or_else(|error| panic!("{heads:?}: {error}"));
        assert_eq!(prose(&reading), printed, "{heads:?}: {:?}", reading.slips);
        assert_eq!(reading.unread, [], "{heads:?}");
    };
    of_pages(&official());
    for (number, words) in [(2, OTHER_WORDS[1]), (6, OTHER_WORDS[5])] {
        for words in words {
            for head in styled(number, words) {
                let mut heads = official();
                heads[number - 1] = head;
                of_pages(&heads);
            }
        }
    }
    for style in 0..styled(1, "").len() - 1 {
        of_pages(&[0, 1, 2, 3, 4, 5].map(|index| styled(index + 1, OTHER_WORDS[index][0])[style].clone()));
    }
}

#[test]
fn a_sentence_that_goes_on_with_a_number_at_a_pages_edge_is_not_broken() {
    let filled = |text: &str| {
        let begin = MEASURE - 2 - text.chars().count();
        let begin: String = "公开还不够及时".chars().cycle().take(begin).collect();
        begin + text
    };
    for rest in [
        "五、六条的问题和不足已经整改。",
        "五、存在的问题。",
        "存在的问题和不足已经整改。",
    ] {
        let text = filled("上年报告指出的第") + rest;
        let mut printed = PLAIN;
        printed[4] = text.leak();
        let [.., (name, bytes)] = files(&official(), &printed);
        let reading = read(&bytes, name).unwrap_or_else(|error| panic!("{rest}: {error}"));
        assert_eq!(prose(&reading), printed, "{rest}");
    }
}

/// Lists within sections whose numbers and words are like headings'.
const FALSE_FRIENDS: [(usize, &str); 8] = [
    (
        1,
        "（一）主动公开政府信息情况\n甲。\n（二）依申请公开情况\n乙。\n（三）政府信息管理\n（四）平台建设\n（五）存在的问题及改进情况\n（六）其他需要报告的事项\n丙。",
    ),
    (
        1,
        "1.组织领导\n2.主动公开政府信息情况\n3.收到和处理申请情况\n4.复议诉讼情况\n5.存在问题及改进措施\n6.其他事项\n丙。",
    ),
    (
        1,
        "1、主动公开。\n2、依申请公开。\n5、问题整改。上年的问题已整改。",
    ),
    (1, "（1）主动公开\n（2）申请办理\n（5）存在的不足\n做了许多工作。"),
    (
        5,
        "（一）存在的主要问题\n不够及时。\n（二）改进情况\n逐项改进。\n（三）其他措施\n加强培训。",
    ),
    (
        5,
        "1.问题\n2.改进\n3.培训\n4.检查\n5.通报\n6.其他改进事项\n逐项改进。",
    ),
    (5, "存在的主要问题：\n一是不够及时。\n改进措施：\n二是逐项改进。"),
    (
        6,
        "（一）信息处理费情况\n未收取信息处理费。\n（二）存在的问题\n无。",
    ),
];

#[test]
fn a_number_within_a_list_of_a_section_opens_no_section() {
    for (number, text) in FALSE_FRIENDS {
        let mut printed = PLAIN;
        printed[number - 1] = text;
        assert_prose(&official(), &printed, &printed, ALL);
        // Also where the headings behind it are in other words.
        for words in OTHER_WORDS[4] {
            let mut heads = official();
            heads[4] = format!("五、{words}");
            "六、其他事项".clone_into(&mut heads[5]);
            assert_prose(&heads, &printed, &printed, TEXT);
        }
        let mut heads = official();
        "二、主动公开情况".clone_into(&mut heads[1]);
        "（五）存在问题及改进措施".clone_into(&mut heads[4]);
        assert_prose(&heads, &printed, &printed, ALL);
    }
}

#[test]
fn a_section_without_a_heading_is_told_and_never_taken_from_a_list_of_another() {
    let mut printed = PLAIN;
    printed[0] = FALSE_FRIENDS[0].1;
    for missing in [5, 6] {
        let mut heads = official();
        heads[missing - 1].clear();
        for (name, bytes) in files(&heads, &printed) {
            let reading = read(&bytes, name).expect(name);
            assert_eq!(prose(&reading)[0], printed[0], "{name}");
            let told: Vec<String> = reading
                .unread
                .iter()
                .map(law::reports::Unread::sentence)
                .collect();
            let [told] = told.as_slice() else {
                panic!("{name}: {told:?}")
            };
            let title = format!("没有找到标题“{}”", SECTION_TITLES[missing - 1]);
            assert!(told.contains(&title), "{told}");
        }
    }
    let mut heads = official();
    heads[0].clear();
    printed[0] = "本单位做了许多公开工作，成效明显。";
    for (name, bytes) in files(&heads, &printed) {
        let reading = read(&bytes, name).expect(name);
        assert!(
            reading
                .unread
                .iter()
                .any(|one| one.why.contains("“一、总体情况”")),
            "{name}"
        );
    }
}

#[test]
fn a_second_report_in_the_file_is_told_by_its_title_also_where_its_figures_are_the_same() {
    let second = |organ: &str, year: &str| {
        files(&official(), &PLAIN).map(|(name, bytes)| {
            let title = TITLE.replace("青山市水务局", organ).replace("2024", year);
            (name, bytes, title)
        })
    };
    for (organ, year) in [("青山市财政局", "2024"), ("青山市水务局", "2023")] {
        for (name, first, title) in second(organ, year).into_iter().take(2) {
            let first = String::from_utf8(first).expect("a text");
            let other = first.replace(TITLE, &title);
            let wrapped = first.replace(TITLE, &title.replace("局", "局\n"));
            for other in [&other, &wrapped] {
                let reading = read(format!("{first}\n{other}").as_bytes(), name).expect(name);
                assert_eq!(reading.report.organ, "青山市水务局", "{name}");
                assert_eq!(prose(&reading), PLAIN, "{name}");
                let told: Vec<String> = reading
                    .unread
                    .iter()
                    .map(law::reports::Unread::sentence)
                    .collect();
                let words = format!("文件里还有第二份报告：《{title}》，没有读入，请分开上传。");
                assert!(told.len() == 1 && told[0].ends_with(&words), "{name}: {told:?}");
            }
        }
    }
}

#[test]
fn the_same_report_once_more_and_a_list_of_titles_below_it_are_no_second_report() {
    let [text, page, ..] = files(&official(), &PLAIN);
    for (name, bytes) in [text, page] {
        let whole = String::from_utf8(bytes).expect("a text");
        let line = |title: &str| {
            if name == "a.html" {
                format!("<li>{title}</li>")
            } else {
                format!("{title}\n")
            }
        };
        let list: String = ["2023", "2022"]
            .map(|year| line(&TITLE.replace("2024", year)))
            .concat();
        for file in [format!("{whole}{whole}"), format!("{whole}{list}")] {
            let reading = read(file.as_bytes(), name).expect(name);
            assert_eq!(reading.unread, [], "{name}");
            assert_eq!(prose(&reading), PLAIN, "{name}");
        }
    }
}
