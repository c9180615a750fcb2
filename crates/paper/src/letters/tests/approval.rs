//! The approval form: every field there in both formats, one to a page, room to sign where nobody has.

use jiff::civil::{Date, date};

use super::{FONTS, docx_words, leave, pages, printed_words, without_spaces};
use crate::letters::samples::AWKWARD;
use crate::letters::{ApprovalLevel, ApprovalSheet, approval_docx, approval_pdf};

const DAY: Date = date(2026, 11, 30);

fn level(name: &str, does: &str, opinion: &str, signed: &str) -> ApprovalLevel {
    ApprovalLevel {
        name: name.into(),
        does: does.into(),
        opinion: opinion.into(),
        signed: signed.into(),
    }
}

fn sheet() -> ApprovalSheet {
    ApprovalSheet {
        organ: "孟津先进制造业开发区管理委员会".into(),
        number: "MJ01-2026-15-00012 第 3 版".into(),
        title: "关于印发企业技术改造和数字化转型奖补办法的通知".into(),
        document_number: "孟先开〔2026〕12号".into(),
        column: "助企政策".into(),
        outlets: "本机关网站、开发区微信公众号".into(),
        article: "标题：技改奖补办法来了\n摘要：奖补比例、材料和时限。".into(),
        source: "孟津先进制造业开发区管理委员会".into(),
        publicity: "主动公开".into(),
        writer: "李航".into(),
        submitted: "2026-11-28 09:30".into(),
        content: "修订奖补比例，明确申报材料、办理时限和咨询电话。".into(),
        attachments: vec!["奖补项目申报表.docx".into(), "名单.pdf".into()],
        proofread: "没有发现密级标志和须隐去的个人信息；提示 1 处已核对。".into(),
        levels: vec![
            level("一审一校", "审核并校对", "", "李航\n2026-11-28 09:30"),
            level(
                "二审二校",
                "审核并校对，保密审查",
                "经逐项审查，不涉及国家秘密、工作秘密和个人隐私，可以公开。",
                "张科长（线下签批）\n2026-11-28 15:02",
            ),
            level("三审三校", "审核并校对", "", ""),
        ],
        published: "王主任 2026-11-29 08:10，https://www.example.gov.cn/documents/MJ01-2026-15-00012".into(),
        changed: String::new(),
        hash: "3f9a0c17".repeat(8),
    }
}

fn fields(sheet: &ApprovalSheet) -> Vec<String> {
    let mut fields = vec![
        sheet.organ.clone(),
        "政府信息发布审批单".to_owned(),
        sheet.number.clone(),
        sheet.title.clone(),
        sheet.document_number.clone(),
        sheet.column.clone(),
        sheet.outlets.clone(),
        sheet.article.replace('\n', ""),
        sheet.publicity.clone(),
        sheet.writer.clone(),
        sheet.submitted.clone(),
        sheet.content.clone(),
        sheet.proofread.clone(),
        sheet.published.clone(),
        sheet.hash.clone(),
        format!("校验码 {}", sheet.check_code()),
        "会商意见".to_owned(),
        "更正、撤回".to_owned(),
    ];
    fields.extend(sheet.attachments.iter().cloned());
    for level in &sheet.levels {
        fields.extend([level.name.clone(), level.does.clone()]);
        fields.extend([level.opinion.clone(), level.signed.clone()]);
    }
    fields
}

#[test]
fn the_form_says_every_field_on_one_page_and_leaves_room_to_sign() {
    let bytes = approval_pdf(&[sheet()], DAY, &FONTS).unwrap();
    leave("approval", &bytes);
    let pages = pages(&bytes);
    assert_eq!(pages.len(), 1);
    let word = docx_words(&approval_docx(&[sheet()], DAY).unwrap());
    for field in fields(&sheet()) {
        let field = without_spaces(&field);
        assert!(pages[0].contains(&field), "{field}\n{}", pages[0]);
        assert!(word.contains(&field), "{field}\n{word}");
    }
    // The third level is not taken: there is room for name and day.
    assert_eq!(pages[0].matches("签名").count(), 1, "{}", pages[0]);
    assert!(bytes == approval_pdf(&[sheet()], DAY, &FONTS).unwrap());
}

#[test]
fn a_month_is_one_book_with_each_form_on_pages_of_its_own_and_nothing_of_it_is_lost() {
    let long = ApprovalSheet {
        content: format!("{}{AWKWARD}", "很长的内容要点。".repeat(200)),
        ..sheet()
    };
    let other = ApprovalSheet {
        title: "关于开展检查的通知".into(),
        ..sheet()
    };
    let sheets = [sheet(), long.clone(), other];
    let bytes = approval_pdf(&sheets, DAY, &FONTS).unwrap();
    let all = printed_words(&bytes);
    assert_eq!(all.matches("政府信息发布审批单").count(), 3);
    assert!(all.contains(&without_spaces(&long.content)), "{all}");
    assert!(pages(&bytes).len() >= 3);
    let word = docx_words(&approval_docx(&sheets, DAY).unwrap());
    assert_eq!(word.matches("政府信息发布审批单").count(), 3);
    assert!(word.contains(&without_spaces(&long.content)));
}
