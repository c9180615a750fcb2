//! How the text of a letter runs over lines and pages: what is never cut, what stays together, and how full a page is.

use law::cases::letters::{Letter, LetterKind, Paragraph};
use typst::layout::Abs;

use super::runs::{FOOT, Run, blank_share, lines_of, long, runs};
use super::signed;

#[test]
fn text_or_an_enclosure_stands_beside_every_signature_and_no_page_before_it_is_a_third_blank() {
    let name = "滨河路北段道路改造工程征地补偿安置方案及批复文件的复印件";
    for enclosures in 0..=12 {
        for lines in (1..=40_usize).filter(|lines| (lines + enclosures) % 4 == 0) {
            let mut letter = long(LetterKind::Granted, 28 * lines - 2 - 9 * (lines % 2));
            letter.enclosures = vec![name.to_owned(); enclosures];
            let pages = runs(&letter);
            let (last, before) = pages.split_last().unwrap();
            let words: String = lines_of(last).into_iter().map(|(_, text)| text).collect();
            let (above, _) = words.rsplit_once("洛阳市孟津区人民政府办公室").unwrap();
            assert!(
                !above.is_empty(),
                "{enclosures} enclosures, {lines} lines: {words}"
            );
            assert!(words.contains("联系人及电话"), "{words}");
            for page in before {
                let blank = blank_share(page);
                assert!(
                    blank < 1.0 / 3.0,
                    "{enclosures} enclosures, {lines} lines: {blank:.2} is blank"
                );
            }
        }
    }
}

#[test]
fn a_list_of_enclosures_longer_than_a_page_is_printed_whole() {
    for lines in [1, 9, 14, 20] {
        let mut letter = long(LetterKind::Granted, 28 * lines);
        letter.enclosures = (1..=30)
            .map(|at| format!("{}第{at}件", "批复文件的复印件".repeat(4)))
            .collect();
        let pages = runs(&letter);
        let words: String = pages
            .iter()
            .flat_map(|page| lines_of(page))
            .map(|(_, text)| text)
            .collect();
        for (at, name) in (1..).zip(&letter.enclosures) {
            assert!(words.contains(&format!("{at}.{name}")), "{lines}: {at}\n{words}");
        }
        assert!(words.ends_with("0379-00000000）"), "{words}");
        assert!(
            pages
                .iter()
                .rev()
                .skip(1)
                .all(|page| blank_share(page) < 1.0 / 3.0),
            "{lines}"
        );
    }
}

#[test]
fn a_last_paragraph_of_three_lines_does_not_go_over_as_a_whole() {
    for lines in 10..22 {
        let mut letter = long(LetterKind::Granted, 28 * lines - 2);
        letter.enclosures.clear();
        letter.paragraphs.push(Paragraph::Plain("末".repeat(70)));
        let pages = runs(&letter);
        for page in pages.iter().take(pages.len() - 1) {
            assert!(blank_share(page) < 0.3, "{lines}: {}", blank_share(page));
        }
    }
}

const WHOLE: [&str; 7] = [
    "2026年12月21日",
    "12月21日",
    "1,234.50元",
    "MJXJ-2026-0022",
    "https://www.example.gov.cn/a.html",
    "孟先开补〔2026〕12号",
    "（2026）豫71行初7号",
];

#[test]
fn a_number_a_date_an_address_and_a_document_number_are_never_cut_at_a_line_end() {
    for whole in WHOLE {
        for before in (0..28).step_by(3) {
            let text = format!(
                "{}{whole}前{}（{whole}）。",
                "文".repeat(90 + before),
                "字".repeat(before)
            );
            let mut letter = long(LetterKind::Granted, 28 * 6);
            letter.paragraphs.insert(0, Paragraph::Plain(text.clone()));
            letter.paragraphs.push(Paragraph::Plain(text));
            letter.enclosures = vec![format!("{}{whole}复印件", "附".repeat(before))];
            let pages = runs(&letter);
            let lines: Vec<(f64, String)> = pages.iter().flat_map(|page| lines_of(page)).collect();
            let found: usize = lines.iter().map(|(_, line)| line.matches(whole).count()).sum();
            assert_eq!(found, 5, "{whole} after {before}: {lines:#?}");
        }
    }
}

fn assert_unstretched(letter: &Letter, what: &str) {
    for run in runs(letter).iter().flatten().filter(|run| run.baseline < FOOT) {
        assert!(run.widest < 1.125, "{what}: {} by {}", run.text, run.widest);
    }
}

#[test]
fn no_line_is_stretched_by_more_than_an_eighth_of_a_character_at_each() {
    for kind in LetterKind::ALL {
        assert_unstretched(&signed(*kind), kind.code());
    }
    for whole in WHOLE {
        for before in (0..28).step_by(3) {
            let text = format!(
                "{}（申请编号：{whole}），{}：{whole}。",
                "文".repeat(30 + before),
                "申请公开".repeat(9)
            );
            let mut letter = long(LetterKind::Assistance, 30);
            letter.paragraphs = vec![Paragraph::Plain(text)];
            assert_unstretched(&letter, &format!("{whole} after {before}"));
        }
    }
}

#[test]
fn a_closing_quotation_mark_and_the_stop_after_it_stand_as_close_as_two_marks_do() {
    let mut letter = long(LetterKind::Granted, 28);
    letter.paragraphs = vec![Paragraph::Plain("申请公开“方案”。".to_owned())];
    let page = runs(&letter).remove(0);
    let width = |text: &str| {
        let of: Vec<&Run> = page
            .iter()
            .filter(|run| text.contains(&run.text) && run.baseline > 80.0)
            .collect();
        of.iter().map(|run| run.right).fold(0.0, f64::max)
            - of.iter().map(|run| run.left).fold(f64::MAX, f64::min)
    };
    let two = Abs::pt(32.0).to_mm();
    assert!(width("”。") < two * 0.8, "{}", width("”。"));
}
