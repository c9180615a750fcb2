//! The file of a case (案卷): every piece in its order, and nothing of what was withheld unless it is asked for.

use law::audit::Recorded;
use law::cases::case_file::Category;
use law::cases::enclosures::FilePart;
use law::cases::letters::LetterKind;
use office::OfficeError;
use office::cases::case_file::{self, CaseFile, Held};
use office::cases::letters;

use super::{
    add, approve, at, deliver, draft, file, granted, people, recorded, submit, version_of, whole_item,
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
    assert_eq!(titles(&taken, Category::Provided), ["名单", "提供情况"]);
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
    assert_eq!(titles(&whole, Category::Withheld), ["名单（原件）"]);
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
