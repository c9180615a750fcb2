//! The sealed scan as the copy that is handed over, and the list of what was given (移送明细表).

use law::audit::Recorded;
use law::cases::Delivery;
use law::cases::letters::{LetterKind, Paragraph};
use law::screening::{Finding, Kind, Screening};
use office::cases::letters::{self, Dispatch, Scanned, Sent};
use office::documents::Upload;
use office::{LetterId, OfficeError};

use super::{People, add, approve, at, draft, granted, people, recorded, submit, version_of, whole_item};
use crate::harness::{Site, whole};

const PDF: &[u8] = b"%PDF-1.4 sealed";

fn scanned(name: &str, bytes: &[u8]) -> Scanned {
    Scanned {
        upload: Upload {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
        },
        screening: Screening::default(),
        pages: Some(2),
    }
}

/// A letter in sign-off, with its only item.
async fn submitted(site: &Site, who: &People) -> LetterId {
    let case = granted(site, who).await;
    let files = vec![version_of("名单.csv", "甲,乙")];
    let item = add(site, who, case, &whole_item("名单"), files).await;
    let letter = draft(site, who, case, LetterKind::Granted).await;
    submit(site, who, letter).await.unwrap();
    approve(site, &who.legal, letter, &[]).await.unwrap();
    approve(site, &who.secrecy, letter, &[item]).await.unwrap();
    letter
}

async fn keep(site: &Site, who: &People, letter: LetterId, scan: Scanned) -> Result<(), OfficeError> {
    let version = letters::get(&site.office, &who.clerk, letter)
        .await
        .unwrap()
        .version;
    letters::keep_scan(&site.office, &who.clerk, at(), letter, version, scan).await
}

pub async fn the_sealed_scan_is_the_copy_that_goes_out_and_is_replaced_until_then(site: &Site) {
    let who = people(site).await;
    let letter = submitted(site, &who).await;
    assert!(
        keep(site, &who, letter, scanned("盖章.pdf", PDF)).await.is_err(),
        "not signed"
    );
    approve(site, &who.head, letter, &[]).await.unwrap();
    let refused = keep(site, &who, letter, scanned("盖章.csv", "甲,乙".as_bytes())).await;
    assert!(refused.unwrap_err().to_string().contains("只接受 PDF、JPG、PNG"));
    let mut secret = scanned("密.pdf", PDF);
    secret
        .screening
        .findings
        .push(Finding::new(Kind::SecretMark, "第1页", "机密★"));
    assert!(
        keep(site, &who, letter, secret)
            .await
            .unwrap_err()
            .to_string()
            .contains("密级标志")
    );
    let mut of_another = scanned("别人.pdf", PDF);
    let identity = Finding::new(Kind::IdentityNumber, "第1页", "110105********002X");
    of_another.screening.findings.push(identity);
    assert!(
        keep(site, &who, letter, of_another).await.is_err(),
        "what forbids that a file goes out forbids it of a scan"
    );
    for text in ["%PDF-1.4 crooked", "%PDF-1.4 sealed"] {
        keep(site, &who, letter, scanned("盖章.pdf", text.as_bytes()))
            .await
            .unwrap();
    }
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    let scan = found.scan.clone().unwrap();
    assert_eq!((scan.name.as_str(), scan.pages), ("盖章.pdf", Some(2)));
    let opened = letters::open_scan(&site.office, &who.clerk, letter)
        .await
        .unwrap();
    assert_eq!(whole(opened).await, PDF);
    assert_eq!(recorded(site, Recorded::CasesLetterScan).await, 2);
    let applicant = site.applicant_of(&who.clerk, at(), found.case).await;
    let early = letters::scan_for_applicant(&site.office, &applicant, found.case, letter).await;
    assert!(matches!(early, Err(OfficeError::Missing)), "it has not gone out");
    let dispatch = Dispatch {
        on: at().today,
        sent: Sent {
            consent: "申请时选择".into(),
            ..Sent::by(Delivery::Online)
        },
        received_on: None,
    };
    letters::deliver(&site.office, &who.clerk, at(), letter, found.version, &dispatch)
        .await
        .unwrap();
    let sent = letters::get(&site.office, &who.clerk, letter)
        .await
        .unwrap()
        .sent
        .unwrap()
        .1;
    assert!(
        sent.copy.contains("盖章扫描件“盖章.pdf”") && sent.copy.contains(&scan.digest),
        "{}",
        sent.copy
    );
    let opened = letters::scan_for_applicant(&site.office, &applicant, found.case, letter).await;
    assert_eq!(whole(opened.unwrap()).await, PDF);
    assert!(
        keep(site, &who, letter, scanned("新.pdf", PDF)).await.is_err(),
        "it went out"
    );
    let version = letters::get(&site.office, &who.clerk, letter)
        .await
        .unwrap()
        .version;
    let removed = letters::remove_scan(&site.office, &who.clerk, at(), letter, version).await;
    assert!(removed.is_err());
}

pub async fn without_a_scan_the_pdf_that_was_kept_goes_out_and_the_record_says_so(site: &Site) {
    let who = people(site).await;
    let letter = submitted(site, &who).await;
    approve(site, &who.head, letter, &[]).await.unwrap();
    keep(site, &who, letter, scanned("盖章.pdf", PDF)).await.unwrap();
    let found = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    letters::remove_scan(&site.office, &who.clerk, at(), letter, found.version)
        .await
        .unwrap();
    let dispatch = Dispatch {
        on: at().today,
        sent: Sent {
            consent: "申请时选择".into(),
            ..Sent::by(Delivery::Online)
        },
        received_on: None,
    };
    letters::deliver(&site.office, &who.clerk, at(), letter, found.version, &dispatch)
        .await
        .unwrap();
    let sent = letters::get(&site.office, &who.clerk, letter)
        .await
        .unwrap()
        .sent
        .unwrap()
        .1;
    assert_eq!(sent.copy, "系统留存的 PDF");
}

pub async fn what_was_given_is_listed_for_archive_and_library_without_who_applied(site: &Site) {
    let who = people(site).await;
    let letter = submitted(site, &who).await;
    let case = letters::get(&site.office, &who.clerk, letter).await.unwrap().case;
    let listed = async || {
        let list = letters::transfer_list(&site.office, &who.clerk, at(), case)
            .await
            .unwrap();
        let Some(Paragraph::Form(rows)) = list.paragraphs.into_iter().next() else {
            panic!("no form")
        };
        rows
    };
    let before = listed().await;
    assert!(
        before
            .iter()
            .any(|(label, words)| label == "移送的信息" && words == "（无）")
    );
    approve(site, &who.head, letter, &[]).await.unwrap();
    let rows = format!("{:?}", listed().await);
    assert!(
        rows.contains("名单（提供，1个文件") && rows.contains("SM3 ") && !rows.contains("张三"),
        "{rows}"
    );
}
