//! The measures of GB/T 9704-2012, taken from the set pages and from the DOCX's own properties.

use law::cases::letters::{Letter, LetterKind, Paragraph};
use typst::layout::Abs;

use super::runs::{FOOT, Run, long, runs};
use super::{FONTS, docx, docx_words, pages, part, pdf, signed};

const ALL: [LetterKind; 5] = [
    LetterKind::Refused,
    LetterKind::DeliveryRecord,
    LetterKind::ThirdPartyOpinion,
    LetterKind::CoMaker,
    LetterKind::Correction,
];

#[test]
fn nothing_leaves_the_type_area() {
    let mut letters: Vec<Letter> = ALL.into_iter().map(signed).collect();
    let mut crowded = signed(LetterKind::Refused);
    crowded.organ = "某某省某某市某某经济技术开发区管理委员会行政审批服务局（政务服务中心）".into();
    crowded.signed_by = crowded.organ.clone();
    crowded.title =
        "关于某某省某某市滨河路北段道路改造工程征地补偿安置方案等十三项政府信息公开申请的部分公开答复书"
            .into();
    letters.extend([crowded, long(LetterKind::Refused, 1500)]);
    for letter in letters {
        for (at, page) in runs(&letter).iter().enumerate() {
            for run in page.iter().filter(|run| run.baseline < FOOT) {
                let is_head = letter.kind == LetterKind::CoMaker && at == 0 && run.baseline < 45.0;
                // The right half of a closing mark is blank and may reach into the margin.
                let blank = if run.text.ends_with(['，', '。', '：', '；', '、', '）', '》']) {
                    2.8
                } else {
                    0.0
                };
                let top = if is_head { 30.0 } else { 37.0 };
                assert!(
                    run.baseline > top,
                    "{:?} {} at {}",
                    letter.kind,
                    run.text,
                    run.baseline
                );
                assert!(
                    run.left > 27.9 && run.right - blank < 210.0 - 25.5,
                    "{:?} {} from {} to {}",
                    letter.kind,
                    run.text,
                    run.left,
                    run.right
                );
            }
        }
    }
}

#[test]
fn a_page_holds_22_lines_of_28_characters() {
    let printed = pages(&pdf(&long(LetterKind::Refused, 2000), &FONTS).unwrap());
    assert!(printed.len() > 3);
    assert_eq!(printed[1].matches('字').count(), 22 * 28, "{}", printed[1]);
    assert_eq!(printed[2].matches('字').count(), 22 * 28, "{}", printed[2]);
}

#[test]
fn a_letter_of_three_pages_numbers_them_on_their_outer_side() {
    let pages = runs(&long(LetterKind::Refused, 1200));
    assert_eq!(pages.len(), 3);
    for (at, page) in pages.iter().enumerate() {
        let below: Vec<&Run> = page.iter().filter(|run| run.baseline > FOOT).collect();
        let number: String = below.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(number.replace(' ', ""), format!("—{}—", at + 1));
        let is_right = below.iter().all(|run| run.left > 105.0);
        assert_eq!(is_right, at % 2 == 0, "page {}", at + 1);
    }
}

#[test]
fn the_date_keeps_four_characters_from_the_right_and_the_name_stands_over_it() {
    let pages = runs(&long(LetterKind::Granted, 28));
    let line = |text: &str| {
        let of_line: Vec<&Run> = pages[0].iter().filter(|run| run.baseline > 60.0).collect();
        let baseline = of_line
            .iter()
            .find(|run| run.text.contains(text))
            .unwrap()
            .baseline;
        let on_it: Vec<&&Run> = of_line
            .iter()
            .filter(|run| (run.baseline - baseline).abs() < 0.1)
            .collect();
        let left = on_it.iter().map(|run| run.left).fold(f64::MAX, f64::min);
        let right = on_it.iter().map(|run| run.right).fold(f64::MIN, f64::max);
        (left, right, baseline)
    };
    let (name_left, name_right, name_baseline) = line("孟津区人民政府办公室");
    let (date_left, date_right, date_baseline) = line("月");
    let four = Abs::pt(16.0 * 4.0).to_mm();
    assert!((210.0 - 26.0 - date_right - four).abs() < 0.5, "{date_right}");
    assert!(((name_left + name_right) - (date_left + date_right)).abs() < 1.0);
    assert!((date_baseline - name_baseline - 10.2).abs() < 0.2);
}

#[test]
fn name_and_date_never_stand_on_a_page_without_text() {
    let mut spilled = 0;
    for characters in (100..300).step_by(9) {
        let mut letter = long(LetterKind::Granted, characters);
        letter.paragraphs.push(Paragraph::Plain("末".repeat(60)));
        let printed = pages(&pdf(&letter, &FONTS).unwrap());
        let page = printed
            .iter()
            .find(|page| page.contains("2026年3月20日"))
            .unwrap();
        let before = page
            .split("洛阳市孟津区人民政府办公室2026年3月20日")
            .next()
            .unwrap();
        assert!(before.ends_with("补正材料清单"), "{characters}: {page}");
        spilled += usize::from(printed.len() > 1);
    }
    assert!(spilled > 3, "{spilled}");
}

#[test]
fn the_docx_has_the_standards_margins_faces_and_sizes() {
    let bytes = docx(&signed(LetterKind::Refused)).unwrap();
    let xml = part(&bytes, "word/document.xml");
    // 37, 26, 35 and 28 mm in twentieths of a point.
    assert!(
        xml.contains(r#"w:top="2098" w:right="1474" w:bottom="1984" w:left="1588""#),
        "{xml}"
    );
    let styles = part(&bytes, "word/styles.xml");
    for face in ["仿宋_GB2312", "方正小标宋简体", "黑体", "宋体"] {
        assert!(styles.contains(&format!(r#"w:eastAsia="{face}""#)), "{face}");
    }
    for used in xml.split(r#"<w:pStyle w:val=""#).skip(1) {
        let used = used.split('"').next().unwrap();
        assert!(styles.contains(&format!(r#"w:styleId="{used}""#)), "{used}");
    }
    assert!(!docx_words(&bytes).is_empty());
}

/// How many lines of text stand on a page, its number and the title aside.
fn lines_on(page: &[Run]) -> usize {
    let mut baselines: Vec<String> = page
        .iter()
        .filter(|run| run.baseline < FOOT && !run.text.trim().is_empty())
        .map(|run| format!("{:.1}", run.baseline))
        .collect();
    baselines.sort_unstable();
    baselines.dedup();
    baselines.len()
}

#[test]
fn no_page_holds_the_contact_line_alone_and_none_ends_long_before_its_foot() {
    for characters in (100..700).step_by(23) {
        let mut letter = long(LetterKind::Granted, characters);
        letter.enclosures.clear();
        letter.paragraphs.push(Paragraph::Plain("末".repeat(130)));
        let pages = runs(&letter);
        let last = pages.last().unwrap();
        let words: String = last.iter().map(|run| run.text.as_str()).collect();
        assert!(
            words.contains("联系人及电话") && words.contains('末'),
            "{characters}: {words}"
        );
        assert!(
            words.matches('末').count() >= 28,
            "two lines of text go with the signature: {words}"
        );
        for page in pages.iter().take(pages.len() - 1) {
            let lowest = page
                .iter()
                .filter(|run| run.baseline < FOOT)
                .map(|run| run.baseline)
                .fold(0.0, f64::max);
            assert!(
                lowest > 37.0 + 225.0 * 2.0 / 3.0,
                "{characters}: a page ends at {lowest} mm"
            );
            assert!(lines_on(page) >= 13);
        }
    }
}

#[test]
fn a_form_stands_on_one_sheet_and_asks_for_no_seal_below_it() {
    for kind in LetterKind::ALL.iter().filter(|kind| kind.is_form()) {
        let letter = signed(*kind);
        let printed = pages(&pdf(&letter, &FONTS).unwrap());
        assert_eq!(printed.len(), 1, "{kind:?}");
        assert!(!printed[0].contains("联系人及电话"), "{kind:?}: {}", printed[0]);
    }
}
