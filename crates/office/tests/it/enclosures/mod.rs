//! What is enclosed with a reply: taken in, cleaned, judged item by item with the letter, frozen by its signature, handed over,
//! and sealed where it is withheld. Every story on both engines.

mod scan;
mod sealed;
mod taken_out;

use law::audit::Recorded;
use law::cases::Delivery;
use law::cases::decision::Decision;
use law::cases::enclosures::{FilePart, Given, Item};
use law::cases::letters::LetterKind;
use law::codes::Outcome;
use law::review::Level;
use law::screening::{Finding, Kind, Screening};
use law::staff::{Refusal, Role};
use office::audit::AuditFilter;
use office::cases::enclosures::{self, Enclosing, Enclosure};
use office::cases::letters::{self, Basis, Dispatch, Sent};
use office::cases::{self, CaseSettings};
use office::documents::Upload;
use office::{Actor, CaseId, EnclosureId, LetterId, Moment, OfficeError};
use sea_orm::ConnectionTrait;

use self::scan::{
    the_sealed_scan_is_the_copy_that_goes_out_and_is_replaced_until_then,
    what_was_given_is_listed_for_archive_and_library_without_who_applied,
    without_a_scan_the_pdf_that_was_kept_goes_out_and_the_record_says_so,
};
use self::sealed::{
    a_cleaned_copy_takes_the_place_and_the_whole_is_opened_on_record,
    what_bears_the_mark_of_a_secret_is_not_stored,
};
use self::taken_out::{
    the_copies_that_went_to_a_third_party_are_in_the_file,
    the_file_of_a_case_is_whole_in_order_and_taken_out_on_record,
    what_is_enclosed_bears_the_number_of_the_letter_in_the_bundle_and_in_the_file,
};
use crate::harness::{PROGRAM, Site, application, in_person, moment, stories, whole};

stories! {
    what_is_provided_with_the_reply_is_there_before_it_is_handed_over
    what_goes_out_is_reviewed_item_by_item_frozen_and_fetched_on_record
    the_record_says_what_went_by_mail_as_well
    a_change_of_one_byte_voids_what_was_agreed
    whoever_enclosed_a_file_takes_no_level_of_its_review
    a_cleaned_copy_takes_the_place_and_the_whole_is_opened_on_record
    what_bears_the_mark_of_a_secret_is_not_stored
    what_warns_goes_out_with_a_reason_and_what_forbids_does_not
    nobody_else_changes_or_fetches_what_is_enclosed
    the_same_file_under_the_same_name_is_enclosed_once
    the_file_of_a_case_is_whole_in_order_and_taken_out_on_record
    what_is_enclosed_bears_the_number_of_the_letter_in_the_bundle_and_in_the_file
    the_copies_that_went_to_a_third_party_are_in_the_file
    each_thing_asked_for_is_answered_before_the_reply_is_handed_over
    the_sealed_scan_is_the_copy_that_goes_out_and_is_replaced_until_then
    without_a_scan_the_pdf_that_was_kept_goes_out_and_the_record_says_so
    what_was_given_is_listed_for_archive_and_library_without_who_applied
}

struct People {
    clerk: Actor,
    legal: Actor,
    secrecy: Actor,
    head: Actor,
}

async fn people(site: &Site) -> People {
    let mut settings = CaseSettings {
        letter_prefix: "孟公开".to_owned(),
        ..CaseSettings::default()
    };
    settings.remedies.reconsiderer = "洛阳市孟津区人民政府".into();
    settings.remedies.court = "洛阳铁路运输法院".into();
    settings.remedies.filing_address = "https://fy.example.gov.cn".into();
    let operator = Actor::system(site.organ, "测试");
    let at = moment("2025-03-03T09:00");
    cases::save_settings(&site.office, &operator, at, 0, &settings)
        .await
        .unwrap();
    People {
        clerk: site.person("jingban", &[Role::RequestClerk]).await,
        legal: site.person("fazhi", &[Role::Reviewer]).await,
        secrecy: site.person("baomi", &[Role::Reviewer]).await,
        head: site.person("fuzeren", &[Role::Signer]).await,
    }
}

fn at() -> Moment {
    moment("2025-03-10T10:00")
}

/// A case whose information is to be provided with the reply.
async fn granted(site: &Site, who: &People) -> CaseId {
    let mut decision = Decision::of(Outcome::GrantedProvided);
    "电子文档".clone_into(&mut decision.getting.form);
    "2025年补助名单".clone_into(&mut decision.given);
    decision.getting.is_enclosed = true;
    decided(site, who, &decision).await
}

async fn decided(site: &Site, who: &People, decision: &Decision) -> CaseId {
    decided_on(site, who, "2025年补助名单，含审批情况", decision).await
}

async fn decided_on(site: &Site, who: &People, request: &str, decision: &Decision) -> CaseId {
    let form = application("张三", request);
    let (arrival, then) = (in_person("2025-03-03"), moment("2025-03-03T10:00"));
    let case = cases::register(&site.office, &who.clerk, then, &form, &arrival, false)
        .await
        .unwrap()
        .case;
    let version = cases::get(&site.office, &who.clerk, at(), case)
        .await
        .unwrap()
        .version;
    cases::save_decision(&site.office, &who.clerk, at(), case, version, decision)
        .await
        .unwrap();
    case
}

fn whole_item(name: &str) -> Item {
    Item {
        name: name.to_owned(),
        given: Given::Whole,
        ground: None,
        reason: String::new(),
    }
}

fn file(part: FilePart, name: &str, text: &str) -> Enclosing {
    Enclosing {
        part,
        upload: Upload {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
        },
        screening: Screening::default(),
        pages: None,
    }
}

fn version_of(name: &str, text: &str) -> Enclosing {
    file(FilePart::Version, name, text)
}

fn found(mut file: Enclosing, kind: Kind, place: &str) -> Enclosing {
    file.screening.findings.push(Finding::new(kind, place, ""));
    file
}

async fn add(site: &Site, who: &People, case: CaseId, item: &Item, files: Vec<Enclosing>) -> EnclosureId {
    enclosures::add(&site.office, &who.clerk, at(), case, item, files)
        .await
        .unwrap()
}

async fn draft(site: &Site, who: &People, case: CaseId, kind: LetterKind) -> LetterId {
    letters::draft(&site.office, &who.clerk, at(), case, kind, &Basis::default())
        .await
        .unwrap()
}

async fn submit(site: &Site, who: &People, letter: LetterId) -> Result<(), OfficeError> {
    let version = letters::get(&site.office, &who.clerk, letter)
        .await
        .unwrap()
        .version;
    letters::submit(&site.office, &who.clerk, at(), letter, version).await
}

async fn approve(
    site: &Site,
    actor: &Actor,
    letter: LetterId,
    looked: &[EnclosureId],
) -> Result<Option<Level>, OfficeError> {
    let version = letters::get(&site.office, actor, letter).await.unwrap().version;
    letters::approve(&site.office, actor, at(), letter, version, "同意", looked).await
}

async fn deliver(site: &Site, who: &People, letter: LetterId) {
    let version = letters::get(&site.office, &who.clerk, letter)
        .await
        .unwrap()
        .version;
    let dispatch = Dispatch {
        on: at().today,
        sent: Sent {
            tracking_number: "XA123456789".into(),
            ..Sent::by(Delivery::Post)
        },
        received_on: None,
    };
    letters::deliver(&site.office, &who.clerk, at(), letter, version, &dispatch)
        .await
        .unwrap();
}

async fn in_work(site: &Site, who: &People, case: CaseId) -> Vec<Enclosure> {
    enclosures::in_work(&site.office, &who.clerk, case).await.unwrap()
}

/// How often that is on record.
async fn recorded(site: &Site, act: Recorded) -> usize {
    let filter = AuditFilter {
        act: act.code().to_owned(),
        ..AuditFilter::default()
    };
    let operator = Actor::system(site.organ, "测试");
    let log = office::audit::search(&site.office, &operator, &filter, 50)
        .await
        .unwrap();
    log.entries.len()
}

async fn what_is_provided_with_the_reply_is_there_before_it_is_handed_over(site: &Site) {
    let who = people(site).await;
    let case = granted(site, &who).await;
    let letter = draft(site, &who, case, LetterKind::Granted).await;
    let refused = submit(site, &who, letter).await.unwrap_err();
    assert!(refused.to_string().contains("请上传要提供的文件"), "{refused}");
    let item = add(site, &who, case, &whole_item("2025年补助名单"), vec![]).await;
    let refused = submit(site, &who, letter).await.unwrap_err();
    assert!(
        refused.to_string().contains("“2025年补助名单”还没有上传"),
        "{refused}"
    );
    let files = vec![version_of("名单.csv", "甲,乙")];
    enclosures::add_files(&site.office, &who.clerk, at(), item, files)
        .await
        .unwrap();
    let drafted = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert_eq!(
        drafted.letter.enclosures,
        ["2025年补助名单"],
        "the letter lists it by itself"
    );
    // What somebody types into the list does not take its place.
    let edit = letters::Edit {
        paragraphs: drafted.letter.paragraphs.clone(),
        enclosures: vec!["另一份".to_owned()],
        contact: "王五".to_owned(),
        ..letters::Edit::default()
    };
    letters::edit(&site.office, &who.clerk, at(), letter, drafted.version, &edit)
        .await
        .unwrap();
    submit(site, &who, letter).await.unwrap();
    let submitted = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    assert_eq!(submitted.letter.enclosures, ["2025年补助名单"]);
    let late = enclosures::remove(&site.office, &who.clerk, at(), item)
        .await
        .unwrap_err();
    assert!(late.to_string().contains("正在审签"), "{late}");
}

async fn what_goes_out_is_reviewed_item_by_item_frozen_and_fetched_on_record(site: &Site) {
    let who = people(site).await;
    let case = granted(site, &who).await;
    let one = add(
        site,
        &who,
        case,
        &whole_item("名单"),
        vec![version_of("名单.csv", "甲,乙")],
    )
    .await;
    let two = add(
        site,
        &who,
        case,
        &whole_item("汇总"),
        vec![version_of("汇总.txt", "合计")],
    )
    .await;
    let letter = draft(site, &who, case, LetterKind::Granted).await;
    submit(site, &who, letter).await.unwrap();
    approve(site, &who.legal, letter, &[]).await.unwrap();
    let hasty = approve(site, &who.secrecy, letter, &[one]).await.unwrap_err();
    assert!(hasty.to_string().contains("还没有勾选：汇总"), "{hasty}");
    approve(site, &who.secrecy, letter, &[two, one]).await.unwrap();
    assert_eq!(approve(site, &who.head, letter, &[]).await.unwrap(), None);
    assert!(
        in_work(site, &who, case).await.is_empty(),
        "they are the reply's now"
    );
    assert_eq!(recorded(site, Recorded::CasesEncloseFreeze).await, 1);
    let late = enclosures::add(&site.office, &who.clerk, at(), case, &whole_item("补"), vec![]).await;
    assert!(late.unwrap_err().to_string().contains("已经定稿"));
    let examined = office::files::examine(&site.office, PROGRAM).await.unwrap();
    assert_eq!(
        (examined.whole, examined.missing.len()),
        (2, 0),
        "a backup carries them"
    );
    let applicant = site.applicant_of(&who.clerk, at(), case).await;
    let signed = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    let file = signed.enclosures[0].files[0].id;
    let early = enclosures::fetch(&site.office, &applicant, at(), case, file).await;
    assert!(matches!(early, Err(OfficeError::Missing)), "it has not gone out");
    deliver(site, &who, letter).await;
    let timeline = cases::get(&site.office, &who.clerk, at(), case)
        .await
        .unwrap()
        .timeline;
    let note = timeline.last().unwrap().note.clone().unwrap();
    assert!(note.contains("随附2个文件：名单.csv、汇总.txt"), "{note}");
    let opened = enclosures::fetch(&site.office, &applicant, at(), case, file)
        .await
        .unwrap();
    assert_eq!(opened.name, "名单.csv");
    assert_eq!(whole(opened).await, "甲,乙".as_bytes());
    let all = enclosures::fetch_all(&site.office, &applicant, at(), case, letter)
        .await
        .unwrap();
    let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["附件1 名单.csv", "附件2 汇总.txt"]);
    let fetched = letters::fetched(&site.office, &who.clerk, case).await.unwrap();
    assert_eq!(fetched.iter().map(|one| one.files).collect::<Vec<_>>(), [2, 1]);
    assert!(fetched[1].digests == signed.enclosures[0].files[0].file.digest);
}

async fn the_record_says_what_went_by_mail_as_well(site: &Site) {
    let who = people(site).await;
    let case = granted(site, &who).await;
    let files = vec![version_of("名单.csv", "甲,乙"), version_of("说明.txt", "口径")];
    let item = add(site, &who, case, &whole_item("2025年补助名单"), files).await;
    let letter = draft(site, &who, case, LetterKind::Granted).await;
    submit(site, &who, letter).await.unwrap();
    approve(site, &who.legal, letter, &[]).await.unwrap();
    approve(site, &who.secrecy, letter, &[item]).await.unwrap();
    approve(site, &who.head, letter, &[]).await.unwrap();
    let version = letters::get(&site.office, &who.clerk, letter)
        .await
        .unwrap()
        .version;
    let dispatch = Dispatch {
        on: at().today,
        sent: Sent {
            consent: "3月10日来电同意发到申请时留的邮箱".into(),
            proof: "发往申请人邮箱".into(),
            filing_address: "https://fy.example.gov.cn".into(),
            ..Sent::by(Delivery::Email)
        },
        received_on: None,
    };
    letters::deliver(&site.office, &who.clerk, at(), letter, version, &dispatch)
        .await
        .unwrap();
    let timeline = cases::get(&site.office, &who.clerk, at(), case)
        .await
        .unwrap()
        .timeline;
    let note = timeline.last().unwrap().note.clone().unwrap();
    assert!(note.contains("随附2个文件：名单.csv、说明.txt"), "{note}");
    assert!(note.contains("来电同意"), "{note}");
}

async fn a_change_of_one_byte_voids_what_was_agreed(site: &Site) {
    let who = people(site).await;
    let case = granted(site, &who).await;
    let one = add(
        site,
        &who,
        case,
        &whole_item("名单"),
        vec![version_of("名单.csv", "甲,乙")],
    )
    .await;
    let letter = draft(site, &who, case, LetterKind::Granted).await;
    submit(site, &who, letter).await.unwrap();
    approve(site, &who.legal, letter, &[]).await.unwrap();
    approve(site, &who.secrecy, letter, &[one]).await.unwrap();
    // No act changes what is in sign-off: somebody reached into the store.
    let database = site.database().await;
    let sql = "UPDATE enclosure_file SET digest = 'another'";
    database.execute_unprepared(sql).await.unwrap();
    let refused = approve(site, &who.head, letter, &[]).await.unwrap_err();
    assert!(refused.to_string().contains("内容有变动"), "{refused}");
}

async fn whoever_enclosed_a_file_takes_no_level_of_its_review(site: &Site) {
    let mut who = people(site).await;
    let both = site
        .person("shuangjiao", &[Role::RequestClerk, Role::Reviewer])
        .await;
    let case = granted(site, &who).await;
    let drafter = std::mem::replace(&mut who.clerk, both.clone());
    let one = add(
        site,
        &who,
        case,
        &whole_item("名单"),
        vec![version_of("名单.csv", "甲")],
    )
    .await;
    who.clerk = drafter;
    // Drafted by another, after it was enclosed.
    let letter = draft(site, &who, case, LetterKind::Granted).await;
    submit(site, &who, letter).await.unwrap();
    let own = approve(site, &both, letter, &[one]).await;
    assert!(
        matches!(own, Err(OfficeError::Refused(Refusal::Twice))),
        "{own:?}"
    );
    approve(site, &who.legal, letter, &[]).await.unwrap();
}

async fn what_warns_goes_out_with_a_reason_and_what_forbids_does_not(site: &Site) {
    let who = people(site).await;
    let case = granted(site, &who).await;
    let office = &site.office;
    let numbered = found(version_of("甲.txt", "甲"), Kind::IdentityNumber, "第1行");
    let noted = found(version_of("乙.txt", "乙"), Kind::Comment, "批注");
    add(site, &who, case, &whole_item("名单"), vec![numbered, noted]).await;
    let letter = draft(site, &who, case, LetterKind::Granted).await;
    let files = in_work(site, &who, case).await.remove(0).files;
    let confirm = async |file: usize, reason: &str| {
        enclosures::confirm(office, &who.clerk, at(), files[file].id, reason).await
    };
    assert!(
        confirm(1, "好")
            .await
            .unwrap_err()
            .to_string()
            .contains("请写明核对的情况")
    );
    confirm(1, "批注是排版说明，可以提供").await.unwrap();
    assert!(
        confirm(0, "是申请人本人")
            .await
            .unwrap_err()
            .to_string()
            .contains("身份证号码")
    );
    let refused = submit(site, &who, letter).await.unwrap_err().to_string();
    assert!(
        refused.contains("“甲.txt”第1行：身份证号码") && !refused.contains("乙.txt"),
        "{refused}"
    );
    enclosures::remove_file(office, &who.clerk, at(), files[0].id)
        .await
        .unwrap();
    submit(site, &who, letter).await.unwrap();
    assert_eq!(recorded(site, Recorded::CasesEncloseConfirm).await, 1);
}

async fn the_same_file_under_the_same_name_is_enclosed_once(site: &Site) {
    let who = people(site).await;
    let case = granted(site, &who).await;
    let item = whole_item("招标文件");
    let one = add(site, &who, case, &item, vec![version_of("a.csv", "甲,乙")]).await;
    let again = add(site, &who, case, &item, vec![version_of("a.csv", "甲,乙")]).await;
    assert_eq!(one, again, "pressed once more in another tab");
    assert_eq!(in_work(site, &who, case).await.len(), 1);
    add(site, &who, case, &item, vec![version_of("a.csv", "甲,乙,丙")]).await;
    assert_eq!(
        in_work(site, &who, case).await.len(),
        2,
        "another file is another item"
    );
}

async fn nobody_else_changes_or_fetches_what_is_enclosed(site: &Site) {
    let who = people(site).await;
    let (case, other) = (granted(site, &who).await, granted(site, &who).await);
    let item = whole_item("名单");
    for actor in [&who.legal, &who.head] {
        let refused = enclosures::add(&site.office, actor, at(), case, &item, vec![]).await;
        assert!(matches!(refused, Err(OfficeError::Refused(_))), "{refused:?}");
    }
    let editor = site.person("bianji", &[Role::Editor]).await;
    let refused = enclosures::in_work(&site.office, &editor, case).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    let one = add(site, &who, case, &item, vec![version_of("名单.csv", "甲")]).await;
    let letter = draft(site, &who, case, LetterKind::Granted).await;
    submit(site, &who, letter).await.unwrap();
    approve(site, &who.legal, letter, &[]).await.unwrap();
    approve(site, &who.secrecy, letter, &[one]).await.unwrap();
    approve(site, &who.head, letter, &[]).await.unwrap();
    deliver(site, &who, letter).await;
    let signed = letters::get(&site.office, &who.clerk, letter).await.unwrap();
    let file = signed.enclosures[0].files[0].id;
    let stranger = site.applicant_of(&who.clerk, at(), other).await;
    for wanted in [case, other] {
        let refused = enclosures::fetch(&site.office, &stranger, at(), wanted, file).await;
        assert!(matches!(refused, Err(OfficeError::Missing)));
        let refused = enclosures::fetch_all(&site.office, &stranger, at(), wanted, letter).await;
        assert!(matches!(refused, Err(OfficeError::Missing)));
    }
    let wrong = enclosures::open_version(&site.office, &who.clerk, other, file).await;
    assert!(
        matches!(wrong, Err(OfficeError::Missing)),
        "a file of another case"
    );
    assert_eq!(recorded(site, Recorded::CasesEncloseFetch).await, 0);
}

async fn each_thing_asked_for_is_answered_before_the_reply_is_handed_over(site: &Site) {
    let who = people(site).await;
    let mut decision = Decision::of(Outcome::GrantedProvided);
    "电子文档".clone_into(&mut decision.getting.form);
    "招标公告".clone_into(&mut decision.given);
    decision.getting.is_enclosed = true;
    let case = decided_on(site, &who, "招标公告和招标文件", &decision).await;
    add(
        site,
        &who,
        case,
        &whole_item("招标公告"),
        vec![version_of("公告.txt", "公告")],
    )
    .await;
    let letter = draft(site, &who, case, LetterKind::Granted).await;
    let refused = format!("{:?}", submit(site, &who, letter).await.unwrap_err());
    assert!(refused.contains("“招标文件”没有写明怎样答复"), "{refused}");
    "已包含在招标公告中".clone_into(&mut decision.left_out);
    let version = cases::get(&site.office, &who.clerk, at(), case)
        .await
        .unwrap()
        .version;
    cases::save_decision(&site.office, &who.clerk, at(), case, version, &decision)
        .await
        .unwrap();
    submit(site, &who, letter).await.unwrap();
    let found = letters::get(&site.office, &who.legal, letter).await.unwrap();
    let told = letters::told(&site.office, &who.legal, at(), &found)
        .await
        .unwrap();
    assert!(
        told.cautions
            .iter()
            .any(|one| one.contains("“招标文件”") && one.contains("已包含在招标公告中")),
        "whoever reviews reads it: {:?}",
        told.cautions
    );
}
