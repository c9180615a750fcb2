//! Forms and receipts hold whatever is written into them, and a delivery record is one sheet.

use law::cases::letters::{LetterKind, fill};
use typst_layout::PagedDocument;

use super::forms::receipt;
use super::runs::{AREA, FOOT, lines_above, lines_of, runs, runs_of};
use super::{FONTS, docx, docx_words, leave, pages, part, pdf, signed, without_spaces};
use crate::letters::pdf::set;
use crate::letters::receipt::set as set_receipt;
use crate::letters::samples::facts as sample;
use crate::letters::{ReceiptSheet, receipt_pdf};

/// 45 items, 2,646 characters.
fn items() -> Vec<String> {
    let item = |number: usize| {
        format!(
            "{number}.滨河路北段道路改造工程第{number:02}标段的招标文件、中标通知书、施工合同和工程款的支付凭证，以及监理单位出具的各次报告；"
        )
    };
    (1..=45).map(item).collect()
}

/// Every item stands on the pages, none below their foot, and no page but the last is a third blank.
fn assert_items_on(document: &PagedDocument, what: &str, foot: f64) {
    let pages = runs_of(document);
    let mut words = String::new();
    for (number, page) in (1..).zip(&pages) {
        let lines = lines_above(page, foot);
        words.extend(lines.iter().map(|(_, text)| text.as_str()));
        let below: String = page
            .iter()
            .filter(|run| run.baseline >= foot)
            .map(|run| run.text.as_str())
            .collect();
        let below = without_spaces(&below);
        assert!(
            below.is_empty() || below == format!("—{number}—"),
            "{what}, page {number}: {below}"
        );
        let lowest = lines.last().map_or(0.0, |(baseline, _)| *baseline);
        assert!(
            number == pages.len() || lowest > foot - AREA / 3.0,
            "{what}: page {number} ends at {lowest} mm"
        );
    }
    let words = without_spaces(&words);
    for item in items() {
        assert!(words.contains(&item), "{what} lacks {item}\n{words}");
    }
}

#[test]
fn all_45_items_of_an_application_stand_in_the_register_the_review_form_and_the_receipt() {
    assert_eq!(items().concat().chars().count(), 2646);
    for request in [items().concat(), items().join("\n")] {
        for kind in [LetterKind::RegistrationForm, LetterKind::ReviewForm] {
            let mut facts = sample(kind);
            facts.request.clone_from(&request);
            let letter = fill(kind, &facts);
            assert_items_on(&set(&letter, &FONTS).unwrap(), kind.code(), FOOT);
            leave(&format!("long.{}", kind.code()), &pdf(&letter, &FONTS).unwrap());
        }
        let sheet = ReceiptSheet { request, ..receipt() };
        assert_items_on(&set_receipt(&sheet, &FONTS).unwrap(), "receipt", 278.0);
        let bytes = receipt_pdf(&sheet, &FONTS).unwrap();
        leave("long.receipt", &bytes);
        let first = pages(&bytes).remove(0);
        assert!(
            first.contains(&sheet.query_code) && first.contains("扫码查询办理进度"),
            "{first}"
        );
    }
}

#[test]
fn the_delivery_record_is_one_sheet_for_names_of_1_to_80_characters() {
    let name: Vec<char> = "新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克国家级自然保护区管理局"
        .chars()
        .cycle()
        .take(80)
        .collect();
    for length in 1..=80 {
        let name: String = name.iter().take(length).collect();
        let kind = LetterKind::DeliveryRecord;
        let mut facts = sample(kind);
        facts.delivery.addressee.clone_from(&name);
        if length % 2 == 0 {
            facts.organ.clone_from(&name);
            facts.delivery.address.clone_from(&name);
            facts.delivery.papers = format!("《{name}》（孟公复〔2026〕3号）");
        }
        let letter = fill(kind, &facts);
        let bytes = pdf(&letter, &FONTS).unwrap();
        leave(&format!("name-of-{length:02}.delivery_record"), &bytes);
        let pages = pages(&bytes);
        assert_eq!(pages.len(), 1, "{length}");
        let written = part(&docx(&letter).unwrap(), "word/document.xml");
        let heights = written.split(r#"<w:trHeight w:val=""#).skip(1);
        let twips: u32 = heights
            .map(|rest| rest.split('"').next().unwrap().parse::<u32>().unwrap())
            .sum();
        assert!(
            twips < 10_000,
            "{length}: the rows of the DOCX are {twips} twips high"
        );
        for said in [&name, "受送达人签名或者盖章", "送达人", "备注"] {
            assert!(pages[0].contains(said), "{length}: {said}\n{}", pages[0]);
        }
    }
}

#[test]
fn the_third_partys_opinion_bears_no_name_of_the_organs_and_each_choice_has_its_line() {
    let letter = signed(LetterKind::ThirdPartyOpinion);
    let pages = runs(&letter);
    let lines: Vec<String> = lines_of(&pages[0]).into_iter().map(|(_, text)| text).collect();
    assert_eq!(lines[0], letter.title);
    let words = lines.concat();
    assert!(
        !words.contains("联系人及电话") && !words.contains(&letter.contact),
        "{words}"
    );
    assert_eq!(
        words.matches(&letter.organ).count(),
        1,
        "as the addressee: {words}"
    );
    let choices: Vec<&String> = lines.iter().filter(|line| line.contains('□')).collect();
    assert_eq!(choices.len(), words.matches('□').count());
    assert!(choices.iter().all(|line| line.starts_with('□')), "{choices:?}");
    let written = docx_words(&docx(&letter).unwrap());
    assert!(
        written.starts_with(&letter.title) && !written.contains("联系人及电话"),
        "{written}"
    );
}
