//! Files of applications: they rest in the batch of a form until it is sent, under seal always; what may not be kept is
//! refused whole; each look at one is on record. Every story on both engines.

use law::staff::{Role, Roles};
use office::cases::{self, Draft, Receipt};
use office::documents::Upload;
use office::{Actor, OfficeError, Program};
use sea_orm::{ConnectionTrait, Database, Statement};

use crate::file_room::stored;
use crate::harness::{Site, application, moment, stories, whole};

stories! {
    files_of_a_form_come_with_its_application
    what_may_not_be_kept_is_refused_whole
    files_of_a_form_that_is_not_sent_are_forgotten
    a_draft_keeps_its_files
    files_of_forms_that_nobody_sends_fill_no_disk
    the_desk_adds_scans_and_each_look_is_on_record
    the_applicant_hands_in_further_files_and_they_stay
}

const BATCH: &str = "0123456789abcdef0123456789abcdef";
const AT: &str = "2026-03-02T09:00";
const PDF: &[u8] = b"%PDF-1.7 a copy of the card of Zhang San";

fn upload(name: &str, bytes: &[u8]) -> Upload {
    Upload {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    }
}

async fn keep(site: &Site, files: Vec<Upload>) -> Result<(), OfficeError> {
    cases::keep_files(&site.office, site.organ, moment(AT), BATCH, files).await
}

async fn kept(site: &Site, at: &str) -> Vec<String> {
    let files = cases::kept_files(&site.office, site.organ, moment(at), BATCH).await;
    files.unwrap().into_iter().map(|file| file.name).collect()
}

async fn sent(site: &Site) -> Receipt {
    site.submit_under(
        moment(AT),
        &application("张三", "2024年度部门预算"),
        "ticket",
        BATCH,
    )
    .await
    .unwrap()
}

/// Somebody of that organ with these roles.
fn of(organ: office::OrganId, roles: &[Role]) -> Actor {
    Actor {
        roles: roles.iter().copied().collect::<Roles>(),
        ..Actor::system(organ, "测试")
    }
}

async fn numbers(site: &Site, sql: &str) -> i64 {
    let database = Database::connect(&site.url).await.unwrap();
    let query = Statement::from_string(database.get_database_backend(), sql.to_owned());
    let row = database.query_one_raw(query).await.unwrap().unwrap();
    let number = row.try_get_by_index(0).unwrap();
    database.close().await.unwrap();
    number
}

async fn files_of_a_form_come_with_its_application(site: &Site) {
    keep(site, vec![upload("../../etc/身份证.pdf", PDF)])
        .await
        .unwrap();
    assert_eq!(kept(site, AT).await, ["身份证.pdf"]);
    let other = cases::kept_files(&site.office, site.organ, moment(AT), "another").await;
    assert!(other.unwrap().is_empty(), "nobody sees a batch but by its code");
    let receipt = sent(site).await;
    assert_eq!(sent(site).await, receipt, "sent again it is the same");
    assert!(kept(site, AT).await.is_empty());
    let clerk = of(site.organ, &[Role::RequestClerk]);
    let files = cases::files(&site.office, &clerk, receipt.case).await.unwrap();
    let [file] = files.as_slice() else {
        panic!("one file: {files:?}");
    };
    assert_eq!(
        (file.name.as_str(), file.added_by.as_str()),
        ("身份证.pdf", "申请人")
    );
    let opened = cases::open_file(&site.office, &clerk, moment(AT), receipt.case, file.id).await;
    let opened = opened.unwrap();
    assert_eq!(opened.media_type, "application/pdf");
    assert_eq!(whole(opened).await, PDF);
}

async fn what_may_not_be_kept_is_refused_whole(site: &Site) {
    let refused = keep(site, vec![upload("好.pdf", PDF), upload("坏.pdf", b"MZ\x90\x00")]).await;
    assert!(refused.unwrap_err().to_string().contains("坏.pdf"));
    let long = [b"%PDF-".to_vec(), vec![0; cases::LARGEST_FILE]].concat();
    let refused = keep(site, vec![upload("长.pdf", &long)]).await;
    assert!(refused.unwrap_err().to_string().contains("超过 10 MB"));
    let many = (0..=cases::MOST_FILES).map(|_| upload("好.pdf", PDF)).collect();
    let refused = keep(site, many).await;
    assert!(refused.unwrap_err().to_string().contains("附件不超过 5 个"));
    assert!(
        kept(site, AT).await.is_empty(),
        "nothing is kept of what was refused"
    );
}

async fn files_of_a_form_that_is_not_sent_are_forgotten(site: &Site) {
    keep(site, vec![upload("甲.pdf", PDF), upload("乙.pdf", PDF)])
        .await
        .unwrap();
    let files = cases::kept_files(&site.office, site.organ, moment(AT), BATCH)
        .await
        .unwrap();
    let first: Vec<_> = files.iter().take(1).map(|file| file.id).collect();
    cases::drop_files(&site.office, site.organ, BATCH, &first)
        .await
        .unwrap();
    assert_eq!(kept(site, AT).await, ["乙.pdf"]);
    let later = "2026-03-03T10:00";
    assert!(kept(site, later).await.is_empty());
    let other = vec![upload("丙.pdf", PDF)];
    cases::keep_files(&site.office, site.organ, moment(later), "another", other)
        .await
        .unwrap();
    assert_eq!(
        numbers(
            site,
            "SELECT count(*) FROM stored_file WHERE sealed_key IS NOT NULL"
        )
        .await,
        1,
        "those of yesterday are gone"
    );
}

async fn files_of_forms_that_nobody_sends_fill_no_disk(site: &Site) {
    keep(site, vec![upload("甲.pdf", PDF)]).await.unwrap();
    let database = site.database().await;
    let sql = format!("UPDATE application_file SET bytes = {}", (2_i64 << 30) - 30);
    let backend = database.get_database_backend();
    database
        .execute_raw(Statement::from_string(backend, sql))
        .await
        .unwrap();
    let other = async |batch: &str| {
        let files = vec![upload("乙.pdf", PDF)];
        cases::keep_files(&site.office, site.organ, moment(AT), batch, files).await
    };
    let refused = other("another").await;
    let Err(OfficeError::Invalid(fields)) = refused else {
        panic!("{refused:?}")
    };
    assert!(
        fields[0].message.contains("请先不带附件提交"),
        "{}",
        fields[0].message
    );
    let clerk = of(site.organ, &[Role::RequestClerk]);
    let crowd = cases::crowd(&site.office, &clerk, moment(AT))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((crowd.applications, crowd.unsent_megabytes), (0, 2047));
    // Those that were sent are the application's, whatever they come to.
    sent(site).await;
    assert_eq!(
        cases::crowd(&site.office, &clerk, moment(AT)).await.unwrap(),
        None
    );
    other("another").await.unwrap();
}

async fn a_draft_keeps_its_files(site: &Site) {
    keep(site, vec![upload("甲.pdf", PDF)]).await.unwrap();
    let draft = Draft {
        form: application("张三", "2024年度部门预算"),
        batch: BATCH.to_owned(),
        is_saved: true,
        ..Draft::default()
    };
    cases::keep_draft(&site.office, site.organ, moment(AT), &draft, None)
        .await
        .unwrap();
    assert_eq!(kept(site, "2026-03-16T09:00").await, ["甲.pdf"]);
    assert!(kept(site, "2026-03-18T09:00").await.is_empty());
}

async fn the_desk_adds_scans_and_each_look_is_on_record(site: &Site) {
    let receipt = sent(site).await;
    let clerk = of(site.organ, &[Role::RequestClerk]);
    let add = async |actor: &Actor, files: Vec<Upload>| {
        cases::add_files(&site.office, actor, moment(AT), receipt.case, files).await
    };
    add(&clerk, vec![upload("申请书.pdf", PDF)]).await.unwrap();
    assert!(matches!(
        add(&clerk, Vec::new()).await,
        Err(OfficeError::Invalid(_))
    ));
    let auditor = of(site.organ, &[Role::Auditor]);
    assert!(matches!(
        add(&auditor, vec![upload("甲.pdf", PDF)]).await,
        Err(OfficeError::Refused(_))
    ));
    let stranger = of(office::OrganId(1), &[Role::RequestClerk]);
    assert!(matches!(
        add(&stranger, vec![upload("甲.pdf", PDF)]).await,
        Err(OfficeError::Missing)
    ));
    let file = cases::files(&site.office, &clerk, receipt.case)
        .await
        .unwrap()
        .remove(0);
    let open =
        async |actor: &Actor| cases::open_file(&site.office, actor, moment(AT), receipt.case, file.id).await;
    open(&clerk).await.unwrap();
    assert!(matches!(open(&stranger).await, Err(OfficeError::Missing)));
    let looks = "SELECT count(*) FROM audit_entry WHERE act = 'cases.file_open'";
    assert_eq!(numbers(site, looks).await, 1);
}

async fn the_applicant_hands_in_further_files_and_they_stay(site: &Site) {
    let receipt = sent(site).await;
    let at = moment(AT);
    let who = cases::applicant::Applicant {
        organ: site.organ,
        application: receipt.application,
        from: "192.0.2.1".to_owned(),
    };
    let add = async |names: &[&str]| {
        let files = names.iter().map(|name| upload(name, PDF)).collect();
        cases::add_supplements(&site.office, &who, at, receipt.case, files).await
    };
    assert!(matches!(add(&[]).await, Err(OfficeError::Invalid(_))));
    let six = ["1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf", "6.pdf"];
    assert!(matches!(add(&six).await, Err(OfficeError::Invalid(_))));
    for _ in 0..4 {
        add(&six[..5]).await.unwrap();
    }
    assert!(
        matches!(add(&six[..1]).await, Err(OfficeError::Invalid(_))),
        "twenty at most"
    );
    assert_eq!(cases::supplements(&site.office, &who).await.unwrap().len(), 20);
    // Another applicant reaches neither the case nor the files.
    let other = cases::applicant::Applicant {
        application: office::ApplicationId(1),
        ..who.clone()
    };
    let refused =
        cases::add_supplements(&site.office, &other, at, receipt.case, vec![upload("1.pdf", PDF)]).await;
    assert!(matches!(refused, Err(OfficeError::Missing)));
    let clerk = of(site.organ, &[Role::RequestClerk]);
    let files = cases::files(&site.office, &clerk, receipt.case).await.unwrap();
    let kept = cases::drop_scan(&site.office, &clerk, at, receipt.case, files[0].id, "传错了件").await;
    assert!(matches!(kept, Err(OfficeError::Invalid(_))));
    cases::add_files(
        &site.office,
        &clerk,
        at,
        receipt.case,
        vec![upload("扫描.pdf", PDF)],
    )
    .await
    .unwrap();
    let files = cases::files(&site.office, &clerk, receipt.case).await.unwrap();
    let scan = files.iter().find(|file| !file.is_from_applicant()).unwrap().id;
    let bare = cases::drop_scan(&site.office, &clerk, at, receipt.case, scan, " ").await;
    assert!(matches!(bare, Err(OfficeError::Invalid(_))), "a reason is needed");
    let editor = of(site.organ, &[Role::Editor]);
    let denied = cases::drop_scan(&site.office, &editor, at, receipt.case, scan, "传错了件").await;
    assert!(matches!(denied, Err(OfficeError::Refused(_))));
    cases::drop_scan(&site.office, &clerk, at, receipt.case, scan, "传错了件")
        .await
        .unwrap();
    assert_eq!(numbers(site, "SELECT COUNT(*) FROM application_file").await, 20);
    // The scan that was dropped, and the twenty-first, which was put in before it was refused and waits for nobody.
    assert_eq!(stored(site).len(), 22);
    assert_eq!(
        office::files::sweep(&site.office, Program::itself(), at)
            .await
            .unwrap(),
        0
    );
    let next_day = moment("2026-03-03T10:00");
    assert_eq!(
        office::files::sweep(&site.office, Program::itself(), next_day)
            .await
            .unwrap(),
        2
    );
    assert_eq!(stored(site).len(), 20);
}
