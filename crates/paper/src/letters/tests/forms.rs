//! The receipt and the blank application form.

use law::cases::{Form, Way};
use law::codes::ApplicantKind;
use law::organs::Guide;

use super::{FONTS, docx_words, leave, pages, part, printed_words, without_spaces};
use crate::PaperError;
use crate::letters::samples::AWKWARD;
use crate::letters::{
    FormSheet, ReceiptSheet, application_form_docx, application_form_pdf, qr_svg, receipt_pdf,
};

pub fn receipt() -> ReceiptSheet {
    ReceiptSheet {
        organ: "洛阳市孟津区人民政府办公室".into(),
        number: "20260302001".into(),
        query_code: "K7P3-XQ2M".into(),
        arrived_on: jiff::civil::date(2026, 3, 2),
        applicant_name: "李*".into(),
        request: "滨河路改造方案（2025年），以及该项目的环境影响评价批复。".into(),
        wanted: "纸质，邮寄".into(),
        way_to_follow: "https://www.example.gov.cn/apply/track".into(),
        how_long: "本机关自收到申请之日起20个工作日内答复；需要延长的，会告知您。".into(),
        qr: "https://www.example.gov.cn/apply/track?number=20260302001".into(),
    }
}

fn guide() -> Guide {
    Guide {
        office_name: "孟津区人民政府办公室政务公开股".into(),
        address: "洛阳市孟津区河清大道某某号".into(),
        hours: "工作日上午8:30至12:00，下午14:30至18:00".into(),
        phone: "0379-00000000".into(),
        fax: "0379-00000001".into(),
        email: "gk@example.gov.cn".into(),
        postcode: "471100".into(),
        ..Guide::default()
    }
}

pub fn form() -> FormSheet {
    FormSheet::of(
        "洛阳市孟津区人民政府办公室",
        &guide(),
        "https://www.example.gov.cn/apply",
    )
}

#[test]
fn a_receipt_says_everything_on_one_page() {
    let sheet = ReceiptSheet {
        request: "申请公开滨河路改造方案。".repeat(20),
        ..receipt()
    };
    let pages = pages(&receipt_pdf(&sheet, &FONTS).unwrap());
    assert_eq!(pages.len(), 1);
    for said in [
        "政府信息公开申请回执",
        &sheet.organ,
        &sheet.number,
        &sheet.query_code,
        "2026年3月2日",
        &sheet.applicant_name,
        &sheet.request,
        &sheet.way_to_follow,
        &sheet.how_long,
    ] {
        assert!(pages[0].contains(&without_spaces(said)), "{said}\n{}", pages[0]);
    }
}

#[test]
fn a_very_long_request_is_printed_whole() {
    let items: Vec<String> = (0..300).map(|at| format!("第{at}项信息；")).collect();
    let request = items.concat();
    let sheet = ReceiptSheet {
        request: format!("{request}{AWKWARD}"),
        ..receipt()
    };
    leave("receipt", &receipt_pdf(&receipt(), &FONTS).unwrap());
    let text = printed_words(&receipt_pdf(&sheet, &FONTS).unwrap());
    assert!(
        text.contains(&request) && text.contains(&without_spaces(AWKWARD)),
        "{text}"
    );
    assert!(receipt_pdf(&sheet, &FONTS).unwrap() == receipt_pdf(&sheet, &FONTS).unwrap());
}

#[test]
fn a_qr_code_is_a_picture_without_script_and_holds_the_text_given() {
    let picture = qr_svg("https://www.example.gov.cn/apply/track?a=<script>&b=\"").unwrap();
    assert!(picture.starts_with("<svg") && picture.ends_with("</svg>"));
    assert!(!picture.contains("script>"));
    assert_ne!(picture, qr_svg("https://www.example.gov.cn/apply/track").unwrap());
    assert_eq!(dark_modules(&qr_svg("公开").unwrap()), drawn("公开"));
}

/// How many modules of the code of this text are dark.
fn drawn(text: &str) -> usize {
    let code = qrcode::QrCode::new(text.as_bytes()).unwrap();
    code.to_colors()
        .into_iter()
        .filter(|colour| *colour == qrcode::Color::Dark)
        .count()
}

fn dark_modules(picture: &str) -> usize {
    let path = picture.split(" d=\"").nth(1).unwrap();
    let sides = path
        .split('h')
        .skip(1)
        .map(|rest| rest.split('v').next().unwrap());
    let widths: Vec<usize> = sides.map(|side| side.parse().unwrap()).collect();
    let one = *widths.iter().min().unwrap();
    widths.iter().sum::<usize>() / one
}

#[test]
fn a_text_too_long_for_a_qr_code_is_an_error() {
    let sheet = ReceiptSheet {
        qr: "x".repeat(4000),
        ..receipt()
    };
    assert!(matches!(
        receipt_pdf(&sheet, &FONTS),
        Err(PaperError::Writing {
            format: "二维码", ..
        })
    ));
}

#[test]
fn the_form_asks_for_what_article_29_wants_and_for_no_purpose() {
    let printed = pages(&application_form_pdf(&form(), &FONTS).unwrap());
    assert_eq!(printed.len(), 1, "one page of paper");
    let written = docx_words(&application_form_docx(&form()).unwrap());
    let mut asked = vec![
        "洛阳市孟津区人民政府办公室政府信息公开申请表",
        "姓名",
        "身份证明名称",
        "身份证明号码",
        "联系电话",
        "统一社会信用代码",
        "法定代表人（负责人）",
        "填表说明1.",
        "联系人姓名",
        "政府信息的名称、文号或者便于查询的其他特征性描述",
        "申请人签名或者盖章",
        "申请日期",
        "地址：洛阳市孟津区河清大道某某号；邮政编码：471100",
        "网上申请：https://www.example.gov.cn/apply",
    ];
    asked.extend(Form::ALL.iter().map(|form| form.label()));
    asked.extend(Way::ALL.iter().map(|way| way.label()));
    asked.extend(
        ApplicantKind::parts()
            .map(ApplicantKind::label)
            .filter(|label| *label != "自然人"),
    );
    for text in [&printed[0], &written] {
        for label in &asked {
            assert!(text.contains(label), "{label}\n{text}");
        }
        assert!(!text.contains("用途"), "{text}");
    }
}

#[test]
fn blank_fields_of_the_guide_are_left_out() {
    let sheet = FormSheet {
        organ: "某局".into(),
        phone: "0379-00000000".into(),
        ..FormSheet::default()
    };
    let text = docx_words(&application_form_docx(&sheet).unwrap());
    assert!(
        text.contains("4.电话：0379-00000000。") && !text.contains("传真："),
        "{text}"
    );
    let nothing = docx_words(&application_form_docx(&FormSheet::default()).unwrap());
    assert!(!nothing.contains("4."), "{nothing}");
}

#[test]
fn the_form_is_the_same_each_time_and_takes_awkward_text_literally() {
    let sheet = FormSheet {
        address: AWKWARD.into(),
        ..form()
    };
    assert!(application_form_docx(&sheet).unwrap() == application_form_docx(&sheet).unwrap());
    let pdf = application_form_pdf(&sheet, &FONTS).unwrap();
    assert!(pdf == application_form_pdf(&sheet, &FONTS).unwrap());
    assert!(pages(&pdf).concat().contains(&without_spaces(AWKWARD)));
}

#[test]
fn each_row_of_the_form_covers_each_column_once() {
    let xml = part(&application_form_docx(&form()).unwrap(), "word/document.xml");
    for row in xml.split("<w:tr>").skip(1) {
        let row = row.split("</w:tr>").next().unwrap();
        let spanned: usize = row
            .split(r#"<w:gridSpan w:val=""#)
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().parse::<usize>().unwrap() - 1)
            .sum();
        assert_eq!(row.matches("<w:tc>").count() + spanned, 6, "{row}");
    }
}
