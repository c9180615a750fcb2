//! What is withheld: the whole under seal beside the version given, and what may not be stored at all.

use law::audit::Recorded;
use law::cases::decision::{Decision, Grounds, Withheld};
use law::cases::enclosures::{FilePart, Given, Item};
use law::cases::letters::LetterKind;
use law::codes::Outcome;
use law::screening::Kind;
use law::staff::Role;
use office::OfficeError;
use office::cases::enclosures::{self, Enclosing};
use sea_orm::ConnectionTrait;

use super::{
    add, at, decided, draft, file, found, granted, in_work, people, recorded, submit, version_of, whole_item,
};
use crate::harness::{Site, whole};

pub async fn a_cleaned_copy_takes_the_place_and_the_whole_is_opened_on_record(site: &Site) {
    let who = people(site).await;
    let mut decision = Decision::of(Outcome::PartlyGranted);
    "电子文档".clone_into(&mut decision.getting.form);
    "名单".clone_into(&mut decision.given);
    decision.getting.is_enclosed = true;
    let mut grounds = Grounds {
        reasons: "涉及在研方案".into(),
        process_kind: law::cases::outcomes::ProcessKind::ALL.first().copied(),
        ..Grounds::default()
    };
    grounds.is_no_duty_checked = true;
    decision.withheld.push(Withheld {
        part: "审批表第3页".into(),
        outcome: Outcome::RefusedProcessInformation,
        grounds,
    });
    let case = decided(site, &who, &decision).await;
    let hidden = found(version_of("名单.csv", "全部"), Kind::HiddenSheet, "工作表“底稿”");
    add(site, &who, case, &whole_item("名单"), vec![hidden]).await;
    let part = Item {
        name: "审批表".to_owned(),
        given: Given::InPart,
        ground: Some(Outcome::RefusedProcessInformation),
        reason: "第3页是讨论记录".to_owned(),
    };
    let item = add(
        site,
        &who,
        case,
        &part,
        vec![version_of("审批表.txt", "第1、2页")],
    )
    .await;
    let letter = draft(site, &who, case, LetterKind::PartlyGranted).await;
    let refused = submit(site, &who, letter).await.unwrap_err().to_string();
    assert!(
        refused.contains("含有隐藏的工作表") && refused.contains("请上传完整原件"),
        "{refused}"
    );
    let file = in_work(site, &who, case).await[0].files[0].id;
    let copy = version_of("名单.csv", "清理后");
    enclosures::clean(&site.office, &who.clerk, at(), file, copy)
        .await
        .unwrap();
    let whole_file = vec![file_original("审批表全本.txt")];
    enclosures::add_files(&site.office, &who.clerk, at(), item, whole_file)
        .await
        .unwrap();
    submit(site, &who, letter).await.unwrap();
    let there = in_work(site, &who, case).await;
    let parts: Vec<FilePart> = there[0].files.iter().map(|kept| kept.file.part).collect();
    assert_eq!(parts, [FilePart::Original, FilePart::Version]);
    assert_eq!(there[0].files[1].cleaned_from, Some(file));
    let office = &site.office;
    let given = enclosures::open_version(office, &who.head, case, there[0].files[1].id)
        .await
        .unwrap();
    assert_eq!(whole(given).await, "清理后".as_bytes());
    let not_given = enclosures::open_version(office, &who.head, case, file).await;
    assert!(matches!(not_given, Err(OfficeError::Missing)));
    for reader in [&who.clerk, &who.secrecy] {
        let sealed = enclosures::open_original(office, reader, at(), case, file)
            .await
            .unwrap();
        assert_eq!(whole(sealed).await, "全部".as_bytes());
    }
    assert_eq!(recorded(site, Recorded::CasesOriginalOpen).await, 2);
    let auditor = site.person("shenji", &[Role::Auditor]).await;
    let refused = enclosures::open_original(office, &auditor, at(), case, file).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
}

fn file_original(name: &str) -> Enclosing {
    found(
        file(FilePart::Original, name, "全本"),
        Kind::IdentityNumber,
        "第3页",
    )
}

pub async fn what_bears_the_mark_of_a_secret_is_not_stored(site: &Site) {
    let who = people(site).await;
    let case = granted(site, &who).await;
    for part in [FilePart::Version, FilePart::Original] {
        let secret = found(file(part, "文件.txt", "机密★"), Kind::SecretMark, "第1行");
        let clean = version_of("附表.txt", "一");
        let files = vec![clean, secret];
        let refused = enclosures::add(&site.office, &who.clerk, at(), case, &whole_item("文件"), files).await;
        let refused = refused.unwrap_err().to_string();
        assert!(
            refused.contains("没有保存") && refused.contains("保密法第三十一条"),
            "{refused}"
        );
    }
    assert!(in_work(site, &who, case).await.is_empty());
    let rows = site.database().await;
    let sql = "SELECT count(*) AS n FROM stored_file";
    let query = sea_orm::Statement::from_string(rows.get_database_backend(), sql);
    let row = rows.query_one_raw(query).await.unwrap().unwrap();
    assert_eq!(
        row.try_get::<i64>("", "n").unwrap(),
        0,
        "not a byte of it lies anywhere"
    );
}
