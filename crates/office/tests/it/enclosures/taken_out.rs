//! The file of a case (案卷): every piece in its order, and nothing of what was withheld unless it is asked for.

use law::audit::Recorded;
use law::cases::case_file::Category;
use law::cases::decision::{Decision, Grounds, Withheld};
use law::cases::enclosures::{FilePart, Given, Item};
use law::cases::letters::{Consulted, LetterKind};
use law::cases::{Party, What};
use law::codes::Outcome;
use office::OfficeError;
use office::cases::case_file::{self, CaseFile, Held};
use office::cases::enclosures;
use office::cases::letters::{self, Basis};

use super::{
    add, approve, at, decided_on, deliver, draft, file, granted, people, recorded, submit, version_of,
    whole_item,
};
use crate::harness::Site;

fn titles(taken: &CaseFile, category: Category) -> Vec<&str> {
    let pieces = taken
        .pieces
        .iter()
        .filter(|(piece, _)| piece.category == category);
    pieces.map(|(piece, _)| piece.title.as_str()).collect()
}

pub async fn the_file_of_a_case_is_whole_in_order_and_taken_out_on_record(site: &Site) {
    let who = people(site).await;
    let case = granted(site, &who).await;
    let files = vec![
        version_of("名单.csv", "甲"),
        file(FilePart::Original, "名单全本.csv", "甲,乙"),
    ];
    let item = add(site, &who, case, &whole_item("名单"), files).await;
    let letter = draft(site, &who, case, LetterKind::Granted).await;
    submit(site, &who, letter).await.unwrap();
    approve(site, &who.legal, letter, &[]).await.unwrap();
    approve(site, &who.secrecy, letter, &[item]).await.unwrap();
    approve(site, &who.head, letter, &[]).await.unwrap();
    deliver(site, &who, letter).await;

    let office = &site.office;
    let taken = case_file::take_out(office, &who.clerk, at(), case, false)
        .await
        .unwrap();
    assert_eq!(titles(&taken, Category::Application), ["政府信息公开申请登记表"]);
    assert_eq!(
        titles(&taken, Category::Reply),
        [
            "政府信息公开申请答复书",
            "政府信息公开申请答复书审查呈批单",
            "政府信息公开申请答复书送达回证",
            "送达记录"
        ]
    );
    assert_eq!(titles(&taken, Category::Provided), ["附件 名单", "提供情况"]);
    assert_eq!(titles(&taken, Category::Course), ["办理过程", "期限怎样算出"]);
    assert_eq!(titles(&taken, Category::Audit), ["审计记录摘录"]);
    assert!(
        titles(&taken, Category::Withheld).is_empty(),
        "only where it is asked for"
    );
    let order: Vec<usize> = taken
        .pieces
        .iter()
        .map(|(piece, _)| {
            Category::ALL
                .iter()
                .position(|known| *known == piece.category)
                .unwrap()
        })
        .collect();
    assert!(order.is_sorted(), "{order:?}");
    let given = taken.pieces.iter().find_map(|(_, held)| match held {
        Held::File { name, bytes } => Some((name.as_str(), bytes.as_slice())),
        _ => None,
    });
    assert_eq!(given, Some(("名单.csv", "甲".as_bytes())));
    let facts: Vec<&str> = taken.facts.iter().map(|(_, value)| value.as_str()).collect();
    assert!(
        facts.contains(&"张三") && facts.contains(&"予以公开"),
        "{facts:?}"
    );
    assert_eq!(recorded(site, Recorded::CasesFileTakeOut).await, 1);
    assert_eq!(
        recorded(site, Recorded::CasesReveal).await,
        1,
        "identity and contacts are in it"
    );

    let whole = case_file::take_out(office, &who.clerk, at(), case, true)
        .await
        .unwrap();
    assert_eq!(titles(&whole, Category::Withheld), ["附件 名单（原件）"]);
    assert_eq!(recorded(site, Recorded::CasesOriginalOpen).await, 1);

    let refused = case_file::take_out(office, &who.head, at(), case, false).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    let listed = letters::file_catalogue(office, &who.head, at(), case)
        .await
        .unwrap()
        .text();
    assert!(
        listed.contains("《政府信息公开申请答复书》（孟公开答〔2025〕1号，2025-03-10）"),
        "{listed}"
    );
}

pub async fn what_is_enclosed_bears_the_number_of_the_letter_in_the_bundle_and_in_the_file(site: &Site) {
    let who = people(site).await;
    let mut decision = Decision::of(Outcome::PartlyGranted);
    "电子文档".clone_into(&mut decision.getting.form);
    "招标公告\n合同".clone_into(&mut decision.given);
    decision.getting.is_enclosed = true;
    decision.withheld = vec![Withheld {
        part: "评标记录".to_owned(),
        outcome: Outcome::RefusedEnforcementFile,
        grounds: Grounds {
            reasons: "公开会影响以后评标的独立".to_owned(),
            is_no_duty_checked: true,
            ..Grounds::default()
        },
    }];
    let case = decided_on(site, &who, "招标公告、评标记录、合同", &decision).await;
    let notice = add(
        site,
        &who,
        case,
        &whole_item("招标公告"),
        vec![version_of("公告.txt", "公告")],
    )
    .await;
    let kept = Item {
        name: "评标记录".to_owned(),
        given: Given::Withheld,
        ground: Some(Outcome::RefusedEnforcementFile),
        reason: "公开会影响以后评标的独立".to_owned(),
    };
    add(site, &who, case, &kept, Vec::new()).await;
    let contract = add(
        site,
        &who,
        case,
        &whole_item("合同"),
        vec![version_of("扫描.csv", "合同")],
    )
    .await;
    let letter = draft(site, &who, case, LetterKind::PartlyGranted).await;
    submit(site, &who, letter).await.unwrap();
    approve(site, &who.legal, letter, &[]).await.unwrap();
    approve(site, &who.secrecy, letter, &[notice, contract])
        .await
        .unwrap();
    approve(site, &who.head, letter, &[]).await.unwrap();
    deliver(site, &who, letter).await;

    let office = &site.office;
    let signed = letters::get(office, &who.clerk, letter).await.unwrap();
    assert_eq!(signed.letter.enclosures, ["招标公告", "合同"]);
    assert!(
        signed.letter.text().contains("予以公开：招标公告、合同。"),
        "{}",
        signed.letter.text()
    );
    let taken = case_file::take_out(office, &who.clerk, at(), case, false)
        .await
        .unwrap();
    assert_eq!(
        titles(&taken, Category::Provided),
        ["附件1 招标公告", "附件2 合同", "提供情况"]
    );
    let applicant = site.applicant_of(&who.clerk, at(), case).await;
    let bundle = enclosures::fetch_all(office, &applicant, at(), case, letter)
        .await
        .unwrap();
    let names: Vec<&str> = bundle.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["附件1 招标公告.txt", "附件2 合同.csv"]);
}

pub async fn the_copies_that_went_to_a_third_party_are_in_the_file(site: &Site) {
    let who = people(site).await;
    let case = granted(site, &who).await;
    let as_sent = vec![version_of("名单.csv", "甲")];
    let item = add(site, &who, case, &whole_item("名单"), as_sent).await;
    let party = || Party::ThirdParty;
    let basis = Basis {
        what: Some(What::ConsultationSent {
            party: party(),
            name: Some("甲公司".to_owned()),
            received_on: None,
            number: None,
            content: None,
        }),
        consulted: Consulted {
            name: "甲公司".to_owned(),
            content: "名单中的金额".to_owned(),
            party: Some(party()),
            copies: vec!["名单（1页）".to_owned(), "纸质合同（3页）".to_owned()],
            ..Consulted::default()
        },
        ..Basis::default()
    };
    let letter = letters::draft(
        &site.office,
        &who.clerk,
        at(),
        case,
        LetterKind::ThirdParty,
        &basis,
    )
    .await
    .unwrap();
    submit(site, &who, letter).await.unwrap();
    approve(site, &who.head, letter, &[]).await.unwrap();
    // Frozen at the signature: what goes to the applicant under that name later is not what the third party saw.
    enclosures::remove(&site.office, &who.clerk, at(), item)
        .await
        .unwrap();
    let later = vec![version_of("名单.csv", "乙，另一份")];
    add(site, &who, case, &whole_item("名单"), later).await;
    let taken = case_file::take_out(&site.office, &who.clerk, at(), case, false)
        .await
        .unwrap();
    let copies: Vec<(&str, bool)> = taken
        .pieces
        .iter()
        .filter(|(piece, _)| piece.category == Category::Procedure && piece.title.starts_with("附件"))
        .map(|(piece, held)| (piece.title.as_str(), matches!(held, Held::File { .. })))
        .collect();
    assert_eq!(
        copies,
        [
            (
                "附件2 名单（1页）（随《政府信息公开征求第三方意见书》送出）",
                true
            ),
            (
                "附件3 纸质合同（3页）（随《政府信息公开征求第三方意见书》送出）",
                false
            ),
        ],
        "what is kept on paper alone is told at its place"
    );
    let sent = taken.pieces.iter().find_map(|(piece, held)| match held {
        Held::File { bytes, .. } if piece.title.starts_with("附件2") => Some(bytes.as_slice()),
        _ => None,
    });
    assert_eq!(sent, Some("甲".as_bytes()));
}
