//! Marks of secrets and numbers of persons, in whatever dress.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::documents::{Category, index_number};
use crate::proof::{Trace, identity_number_in_cells, is_identity_number, likely_identity_numbers, traces};

#[test]
fn a_mark_of_secrecy_is_one_with_any_star_and_with_blanks() {
    for mark in [
        "秘密★",
        "机密★1年",
        "绝密★长期",
        "秘密 ★",
        "秘　密★六个月",
        "机密*长期",
        "机密＊10年",
        "秘密☆",
        "机\u{200b}密⭐\u{fe0f}",
        "绝密*",
        "　秘密 * ",
        "秘密✩二年",
        "密级：机密 * 3 个月",
        "密级：机密*",
        "（秘密*）",
        "【秘密*】",
        "机密*启封前",
        "机密*至2030年12月",
        "机密*一百年",
        "機密★10年",
        "絕密★",
        "祕密★",
        "机密🌟10年",
        "机密⭑10年",
        // Over a break, over two cells.
        "机密\n★10年",
        "密级：机密\n\n*长期\n",
        // Without a star, where the paper says so of itself.
        "密级：机密",
        "密级: 秘密级",
        "关于某事的请示\n密 级：绝密　　紧急程度：特急",
        "密级：机密 保密期限：10年",
        "【机密】",
        "［秘密］",
        "\n（绝密）\n",
        "【机密】关于某事的通知",
    ] {
        assert_eq!(traces(mark).len(), 1, "{mark}");
    }
    for words in [
        "不涉及国家秘密、工作秘密和个人隐私。",
        "涉及商业秘密*的除外",
        "秘密*注：指工作秘密",
        "秘密",
        "★机密",
        "机密\n★",
        "**秘密**",
        "机要★",
        "秘密*1",
        "保守国家秘密\n★第二条",
        "商业秘密*（见注）",
        "商业秘密（★为必填）",
        "密级：",
        "密级：公开",
        "密级：绝密、机密、秘密",
        "密级：秘密或者机密",
        "首页标明“密级：机密”的",
        "国家秘密的密级分为绝密、机密、秘密",
        "【秘密】是最低的密级",
        "正文\n【机密】关于某事的通知另行印发",
        "（一）机密",
    ] {
        assert_eq!(traces(words), [], "{words}");
    }
}

#[test]
fn an_identity_number_is_found_however_it_is_spaced_or_grown_together() {
    for text in [
        // A made-up number with a right check digit.
        "联系人身份证号：11010519491231002X。",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-19491231-002X",
        "110105—1949—1231—002—X",
        "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
        "110105\u{3000}1949\u{a0}1231\u{2009}002X",
        "1101\u{200b}05194\u{ad}91231\u{feff}002X",
        "编号A11010519491231002XB",
        "99911010519491231002X",
        "2024 11010519491231002X 2025",
        "𝟏𝟏𝟎𝟏𝟎𝟓𝟏𝟗𝟒𝟗𝟏𝟐𝟑𝟏𝟎𝟎𝟐X",
        "11010519491231002×",
        "110105.19491231.002X",
        "110105/19491231/002X",
        "110105•19491231‧002X",
        "110105\u{3164}19491231\u{ffa0}\u{2800}002X",
        "1\u{332}1\u{332}0\u{336}105\u{332}19491231002X\u{332}",
    ] {
        let found = traces(text);
        assert_eq!(
            found,
            [Trace::IdentityNumber("110105********002X".into())],
            "{text}"
        );
    }
}

#[test]
fn a_number_over_a_line_end_and_one_of_fifteen_places_are_told_for_a_person_to_look_at() {
    let likely = |text: &str| likely_identity_numbers(text);
    assert_eq!(
        likely("身份证号110105194\n91231002X，住某处"),
        ["110105********002X"]
    );
    assert_eq!(likely("110105194  \n  91231002X"), ["110105********002X"]);
    assert_eq!(likely("身份证：110105491231002"), ["110105******002"]);
    assert_eq!(
        likely("姓名 证件号码\n张三 110105 110105491231002"),
        ["110105******002"]
    );
    for text in [
        "11010519491231002X",
        "110105194\n\n91231002X",
        "110105194\n1、91231002X",
        "110105\n19491231\n002X",
        "注册号110105491231002",
        "身份证：110105493231002",
        "身份证复印件；订单1101054912310021",
        "2026年11月\n30日",
    ] {
        assert!(likely(text).is_empty(), "{text}");
    }
}

#[test]
fn neighbouring_cells_that_make_an_identity_number_are_told() {
    let told = Some("110105********002X".to_owned());
    assert_eq!(
        identity_number_in_cells(&["张三", "110105", "19491231", "002X"]),
        told
    );
    assert_eq!(identity_number_in_cells(&["110105194", " 91231002Ｘ"]), told);
    let boxes: Vec<String> = "11010519491231002X".chars().map(String::from).collect();
    let boxes: Vec<&str> = boxes.iter().map(String::as_str).collect();
    assert_eq!(identity_number_in_cells(&boxes), told);
    for cells in [
        ["110105", "", "19491231002X"].as_slice(),
        &["110105", "19491231", "0021"],
        &["1101", "05", "1949", "12", "31", "002X"],
        &["11010519491231002X"],
    ] {
        assert_eq!(identity_number_in_cells(cells), None, "{cells:?}");
    }
}

#[test]
fn other_numbers_are_no_identity_numbers() {
    for text in [
        "110105194912310021 12345678901234567890 2024123456789012345",
        "11010519491231002Y 110105\n19491231002X 110105，19491231002X",
        "2023-11-11 2024-01-01 2024-02-02 2024-03-03",
        "0379-67910000 0379-67910001 0379-67910002",
        "6222 0212 0300 0000 123",
        "91410308MA45XXXX1X",
    ] {
        assert_eq!(traces(text), [], "{text}");
    }
    // A right check digit, but no such province, or no such day of birth.
    for head in ["99010519491231002", "11010519491331002", "11010519490230002"] {
        assert_eq!(traces(&with_check(head)), [], "{head}");
    }
}

/// Seventeen places with the check digit that GB 11643 reckons.
fn with_check(head: &str) -> String {
    let mut all = "0123456789X".chars().map(|check| format!("{head}{check}"));
    all.find(|number| is_identity_number(number)).unwrap()
}

fn masked(number: &str) -> Trace {
    let head: String = number.chars().take(6).collect();
    let tail: String = number.chars().skip(14).collect();
    Trace::IdentityNumber(format!("{head}********{tail}"))
}

/// A valid number of someone born between 1900 and 2030.
fn numbers() -> impl Strategy<Value = String> {
    let region = (select(vec![11, 23, 37, 41, 54, 65, 82]), 0..10_000u32);
    let born = (1900..2031u32, 1..13u32, 1..29u32);
    (region, born, 0..1_000u32).prop_map(|((province, place), (year, month, day), running)| {
        with_check(&format!(
            "{province}{place:04}{year}{month:02}{day:02}{running:03}"
        ))
    })
}

const GAPS: [&str; 13] = [
    "",
    "",
    " ",
    "-",
    "\u{3000}",
    "\u{200b}",
    "\u{ad}",
    "—",
    " - ",
    "\u{2060}\u{a0}",
    "_",
    ".",
    "\u{332}",
];

proptest! {
    #[test]
    fn whatever_is_put_between_its_digits_an_identity_number_is_found(
        number in numbers(),
        gaps in vec(select(GAPS.to_vec()), 17),
        is_wide in any::<bool>(),
        beside in select(vec!["", "号", "A", "：", "，"]),
    ) {
        let widened = |sign: char| char::from_u32(u32::from(sign) + 0xfee0).unwrap();
        let mut text = beside.to_owned();
        for (place, sign) in number.chars().enumerate() {
            text.push(if is_wide { widened(sign) } else { sign });
            text.push_str(gaps.get(place).copied().unwrap_or_default());
        }
        text.push_str(beside);
        prop_assert_eq!(traces(&text), [masked(&number)]);
    }

    #[test]
    fn among_other_digits_an_identity_number_is_found(
        number in numbers(), before in "[0-9]{0,6}", after in "[0-9]{0,6}",
    ) {
        let text = format!("{before}{number}{after}");
        prop_assert!(traces(&text).contains(&masked(&number)));
    }

    #[test]
    fn numbers_of_papers_and_days_are_no_false_alarm(
        year in 1990..2031i16, month in 1..13u32, day in 1..29u32, running in 1..100_000u32,
        category in select(Category::ALL.to_vec()), organ in select(vec!["MJ01", "410308", "11410308005432187X"]),
    ) {
        let written = [
            index_number(organ, category, year, running),
            format!("豫政办〔{year}〕{running}号"),
            format!("{year}-{month:02}-{day:02} {year}-{day:02}-{month:02} {year}{month:02}{day:02}"),
            format!("{year}年{month}月{day}日至{}年{month}月{day}日", year + 1),
            format!("0379-6791{running:04} 0379-{running:08}"),
        ];
        for text in written {
            prop_assert_eq!(traces(&text), [], "{}", text);
        }
    }
}
