//! Applicants' data past the time it is kept: what goes, what stays and counts as before, what is kept and why, and that nothing
//! goes unless the organ wants it. Every story on both engines.

mod fields;
mod lived;

use law::cases::What;
use law::cases::decision::Decision;
use law::cases::retention::{ANONYMOUS, Kept, Settings};
use law::codes::{Outcome, WhyNot};
use office::cases::{self, CaseSettings, Draft, Receipt, letters, retention};
use office::documents::Upload;
use office::papers::{self, Printable};
use office::{Moment, OfficeError};
use sea_orm::{ConnectionTrait, Statement};

use self::fields::every_field_is_kept_and_none_that_identifies_outlives_its_time;
pub(crate) use self::lived::all_text as all_text_of;
use self::lived::{
    all_text, audited, counts, deposited, dispute_ended, does, form, lived, operator, submitted, turned_on,
};
use crate::harness::{IDENTITY_NUMBER, PROGRAM, Site, application, moment, stories};

stories! {
    past_its_time_a_case_has_no_applicant_and_counts_as_before
    no_word_that_somebody_wrote_about_a_case_stands_in_the_audit_log
    what_is_not_settled_is_kept_and_said_why
    nothing_goes_unless_the_organ_wants_it_and_confirms
    of_many_some_go_at_a_time_each_once
    the_last_part_of_an_application_decides
    what_was_not_sent_in_time_is_thrown_away_and_claimed_by_nobody
    every_field_is_kept_and_none_that_identifies_outlives_its_time
}

const BATCH: &str = "0123456789abcdef0123456789abcdef";
const DUE: &str = "2026-01-21T03:00";
const DAY_AFTER: &str = "2026-01-22T03:00";
/// Where the applicant of the stories sends from.
const ADDRESS: &str = "192.0.2.1";
/// What must be nowhere in the database afterwards.
const PERSONAL: [&str; 8] = [
    "赵无极",
    IDENTITY_NUMBER,
    "13800001234",
    "zhao@example.com",
    "滨河路9号",
    "钱多多",
    "母亲病重",
    "身份证复印件",
];

/// Whatever is written of a case may name somebody, and the audit log keeps what it has for ever (个人信息保护法第四十七条).
async fn no_word_that_somebody_wrote_about_a_case_stands_in_the_audit_log(site: &Site) {
    Box::pin(lived(site)).await;
    let said = audited(site).await;
    for act in [
        "cases.log_withdraw",
        "cases.file_drop",
        "cases.enclose_confirm",
        "disputes.correct",
    ] {
        assert!(said.contains(act), "the story is without {act}");
    }
    // Where they sent it from is nowhere, before their time as after it; the part of the net is.
    let text = all_text(site).await;
    assert!(
        text.contains("192.0.2.0/24"),
        "the story is without an act on the site"
    );
    let place = text
        .find(ADDRESS)
        .map(|place| &text[place.saturating_sub(300)..place]);
    assert_eq!(place, None);
    for word in PERSONAL {
        let line = said.lines().find(|line| line.contains(word));
        assert_eq!(line, None, "{word}");
    }
}

async fn past_its_time_a_case_has_no_applicant_and_counts_as_before(site: &Site) {
    let (office, actor) = (&site.office, operator(site));
    let receipt = Box::pin(lived(site)).await;
    deposited(site).await;
    dispute_ended(site, receipt.case).await;
    turned_on(site).await;
    let text = all_text(site).await;
    let sealed = [IDENTITY_NUMBER, "zhao@example.com"];
    for word in PERSONAL.iter().filter(|word| !sealed.contains(word)) {
        assert!(text.contains(word), "the story is without {word}");
    }
    let before = counts(site).await;
    let eve = moment("2026-01-20T23:00");
    let round = retention::run_due(office, PROGRAM, eve, 100).await.unwrap();
    assert_eq!(
        (round.applications, round.is_done),
        (0, true),
        "its dispute ended ten years ago tomorrow"
    );
    let at = moment(DUE);
    let standing = cases::get(office, &actor, at, receipt.case)
        .await
        .unwrap()
        .standing;
    assert_eq!(anonymised(site, at).await, 1);
    assert_eq!(anonymised(site, at).await, 0, "once");
    let text = all_text(site).await;
    for word in PERSONAL {
        let place = text
            .find(word)
            .map(|place| &text[place.saturating_sub(300)..place]);
        assert_eq!(place, None, "{word} is still there");
    }
    // What is sealed can't be read here, so it must not be there at all.
    for left in [
        "application WHERE particulars IS NOT NULL OR identity_key IS NOT NULL OR help IS NOT NULL",
        "application_file",
        "application_file_content",
        "enclosure_file",
        "asking_file",
        "letter_scan",
        "stored_file WHERE sealed_key IS NOT NULL",
        "submission",
        "case_mark",
        "paper",
        "paper_content",
        "review_step WHERE hash IS NOT NULL",
    ] {
        assert_eq!(
            number(site, &format!("SELECT count(*) FROM {left}")).await,
            0,
            "{left}"
        );
    }
    office::files::sweep(office, PROGRAM, at).await.unwrap();
    office::files::sweep(office, PROGRAM, moment(DAY_AFTER))
        .await
        .unwrap();
    assert!(
        !has_file(&site.folder.path().join("files")),
        "the file room holds nothing of it"
    );
    assert_eq!(counts(site).await, before);
    let case = cases::get(office, &actor, at, receipt.case).await.unwrap();
    assert_eq!(case.applicant_name, ANONYMOUS);
    assert_eq!(
        case.request,
        format!("{ANONYMOUS}的征收补偿协议，电话{ANONYMOUS}，{ANONYMOUS}")
    );
    assert!(case.anonymised_at.is_some());
    let days = |standing: &law::cases::Standing| {
        (
            standing.state,
            standing.received_on,
            standing.due_on,
            standing.outcome,
            standing.decided_on,
        )
    };
    assert_eq!(days(&case.standing), days(&standing));
    opened_by_nobody(site, &receipt, at).await;
}

/// Neither by its code, nor at the desk, nor in the ledger; and one entry says so.
/// How many applications a round makes anonymous.
async fn anonymised(site: &Site, at: Moment) -> u64 {
    let round = retention::run_due(&site.office, PROGRAM, at, 100).await;
    round.unwrap().applications
}

async fn opened_by_nobody(site: &Site, receipt: &Receipt, at: Moment) {
    let (office, actor) = (&site.office, operator(site));
    let (number, code) = (receipt.number.as_str(), receipt.query_code.as_str());
    let found = cases::track(office, site.organ, at, number, code).await.unwrap();
    assert!(found.is_none());
    let is_past = async |code: &str| {
        cases::is_anonymised(office, site.organ, number, code)
            .await
            .unwrap()
    };
    assert!(is_past(code).await && !is_past("2222-2222-2222").await);
    let particulars = cases::particulars(office, &actor, at, receipt.case)
        .await
        .unwrap();
    assert!(particulars.is_none());
    assert!(
        cases::files(office, &actor, receipt.case)
            .await
            .unwrap()
            .is_empty()
    );
    let late = vec![Upload {
        name: "晚.pdf".to_owned(),
        bytes: b"%PDF-1.7".to_vec(),
    }];
    let refused = cases::add_files(office, &actor, at, receipt.case, late).await;
    assert!(refused.unwrap_err().to_string().contains("已过保存期限"));
    let letters = letters::of_case(office, &actor, receipt.case).await.unwrap();
    assert_eq!(letters[0].letter.addressee, ANONYMOUS);
    // Whoever opens the letter sees it nameless; no paper of it is made again.
    let nameless = Printable::Letter(Box::new(letters[0].clone()));
    papers::keep(office, at, &nameless, b"%PDF".to_vec())
        .await
        .unwrap();
    assert_eq!(papers::kept(office, &nameless).await.unwrap(), None);
    assert_eq!(papers::ask_for_older(office, PROGRAM, at, 10).await.unwrap(), 0);
    let (decision, _) = cases::decision(office, &actor, receipt.case)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(decision, Decision::of(Outcome::GrantedProvided));
    let lines = cases::export(office, &actor, at, 2015, true).await.unwrap();
    let told = format!("{lines:?}");
    assert!(told.contains(ANONYMOUS) && told.contains("孟公开〔2015〕1号") && told.contains(number));
    let filter = office::audit::AuditFilter {
        act: "cases.anonymise".to_owned(),
        ..Default::default()
    };
    let log = office::audit::search(office, &actor, &filter, 10).await.unwrap();
    assert_eq!(log.entries.len(), 1);
    assert!(log.entries[0].detail.contains(number));
    assert_eq!(log.entries[0].subject, format!("case {}", receipt.case));
}

async fn what_is_not_settled_is_kept_and_said_why(site: &Site) {
    let (office, actor, at) = (&site.office, operator(site), moment("2030-01-02T03:00"));
    let receipt = Box::pin(lived(site)).await;
    turned_on(site).await;
    let kept = async || {
        let outlook = retention::outlook(office, &actor, at, 10).await.unwrap();
        let round = retention::run_due(office, PROGRAM, at, 100).await.unwrap();
        assert_eq!(round.applications, u64::try_from(outlook.due.len()).unwrap());
        outlook.kept.first().map(|case| (case.number.clone(), case.from))
    };
    let number = receipt.number.clone();
    assert_eq!(kept().await, Some((number.clone(), Err(Kept::Disputed))));
    dispute_ended(site, receipt.case).await;
    assert_eq!(kept().await, Some((number, Err(Kept::Undeposited))));
    let open = submitted(
        site,
        moment("2015-06-01T09:00"),
        &application("孙二", "规划许可证"),
        "",
    )
    .await;
    deposited(site).await;
    assert_eq!(kept().await, Some((open.number, Err(Kept::Open))));
    let outlook = retention::outlook(office, &actor, at, 10).await.unwrap();
    assert_eq!(
        (outlook.due.len(), outlook.kept.len(), outlook.anonymised),
        (0, 1, 1)
    );
}

async fn nothing_goes_unless_the_organ_wants_it_and_confirms(site: &Site) {
    let (office, actor, at) = (&site.office, operator(site), moment(DUE));
    closed(site, "2015-03-02", "李四", "ticket").await;
    let outlook = retention::outlook(office, &actor, at, 10).await.unwrap();
    assert_eq!((outlook.due.len(), outlook.has_more), (1, false));
    let early = retention::outlook(office, &actor, moment("2024-06-01T09:00"), 10)
        .await
        .unwrap();
    assert_eq!((early.due.len(), early.within_a_year), (0, 1));
    assert_eq!(anonymised(site, at).await, 0, "off is the default");
    let settle = async |years: u16, is_on: bool, is_confirmed: bool| {
        let settings = Settings { years, is_on };
        retention::settle(office, &actor, at, settings, is_confirmed).await
    };
    let field = |outcome: Result<(), OfficeError>| match outcome {
        Err(OfficeError::Invalid(fields)) => fields.into_iter().next(),
        _ => None,
    };
    let at_field = |found: Option<WhyNot>| found.map(|found| found.field);
    assert_eq!(at_field(field(settle(4, false, true).await)), Some("years"));
    assert_eq!(
        at_field(field(settle(10, true, false).await)),
        Some("is_confirmed")
    );
    settle(10, true, true).await.unwrap();
    assert_eq!(
        at_field(field(settle(8, true, false).await)),
        Some("is_confirmed")
    );
    settle(12, true, false).await.unwrap();
    assert_eq!(anonymised(site, at).await, 0, "not yet by twelve years");
    let other = CaseSettings::default();
    let version = cases::settings(office, &actor).await.unwrap().version;
    let late = cases::save_settings(office, &actor, at, version - 1, &other).await;
    assert!(matches!(late, Err(OfficeError::Stale { .. })), "{late:?}");
    cases::save_settings(office, &actor, at, version, &other)
        .await
        .unwrap();
    let kept = cases::settings(office, &actor).await.unwrap().retention;
    assert_eq!(
        (kept.years, kept.is_on),
        (12, true),
        "other settings leave it alone"
    );
    let clerk = site.person("jingban", &[law::staff::Role::RequestClerk]).await;
    let refused = retention::settle(office, &clerk, at, Settings::default(), true).await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    let changes = "SELECT count(*) FROM audit_entry WHERE act = 'cases.retention'";
    assert_eq!(number(site, changes).await, 2);
}

/// A case received and withdrawn that day.
async fn closed(site: &Site, day: &str, name: &str, ticket: &str) -> Receipt {
    let at = moment(&format!("{day}T09:00"));
    let form = application(name, "规划许可证和红线图");
    let receipt = site.submit_under(at, &form, ticket, "").await.unwrap();
    does(site, day, receipt.case, What::Withdrawn {}, "不要了", None).await;
    receipt
}

async fn of_many_some_go_at_a_time_each_once(site: &Site) {
    let (office, at) = (&site.office, moment(DUE));
    for ticket in ["1", "2", "3", "4", "5"] {
        closed(site, "2015-03-02", "李四", ticket).await;
    }
    closed(site, "2020-03-02", "王五", "6").await;
    turned_on(site).await;
    let mut gone = Vec::new();
    for _ in 0..4 {
        let round = retention::run_due(office, PROGRAM, at, 2).await.unwrap();
        gone.push((round.applications, round.is_done));
    }
    assert_eq!(gone, [(2, false), (2, false), (1, true), (0, true)]);
    let text = all_text(site).await;
    assert!(!text.contains("李四") && text.contains("王五"));
    assert!(office::audit::verify(office, PROGRAM).await.unwrap().is_ok());
}

async fn the_last_part_of_an_application_decides(site: &Site) {
    let (office, actor, at) = (&site.office, operator(site), moment(DUE));
    let day = "2015-03-02";
    let received = moment("2015-03-02T09:00");
    let whole = submitted(site, received, &application("李四", "预算表；决算表"), "").await;
    does(site, day, whole.case, What::Confirmed {}, "", None).await;
    let version = cases::get(office, &actor, received, whole.case)
        .await
        .unwrap()
        .version;
    let words = ["2014年度部门预算表".to_owned(), "2014年度部门决算表".to_owned()];
    let parts = cases::split(
        office,
        &actor,
        received,
        whole.case,
        version,
        &cases::Division::into(&words),
    )
    .await
    .unwrap();
    does(site, day, parts[0], What::Withdrawn {}, "书面撤回", None).await;
    turned_on(site).await;
    let round = retention::run_due(office, PROGRAM, at, 10).await.unwrap();
    assert_eq!(round.applications, 0, "the other part is open");
    let kept = retention::outlook(office, &actor, at, 10).await.unwrap().kept;
    let reasons: Vec<_> = kept.iter().map(|case| (case.id, case.from)).collect();
    assert_eq!(
        reasons,
        [(parts[0], Err(Kept::Open)), (parts[1], Err(Kept::Open))]
    );
    does(site, "2016-05-04", parts[1], What::Withdrawn {}, "书面撤回", None).await;
    let eve = retention::run_due(office, PROGRAM, moment("2026-05-04T23:00"), 10)
        .await
        .unwrap();
    assert_eq!(eve.applications, 0);
    let round = retention::run_due(office, PROGRAM, moment("2026-05-05T03:00"), 10)
        .await
        .unwrap();
    assert_eq!(round.applications, 1, "both parts at once");
    assert!(!all_text(site).await.contains("李四"));
}

async fn what_was_not_sent_in_time_is_thrown_away_and_claimed_by_nobody(site: &Site) {
    let (office, at) = (&site.office, moment("2026-03-02T09:00"));
    let upload = |name: &str| Upload {
        name: name.to_owned(),
        bytes: b"%PDF-1.7".to_vec(),
    };
    cases::keep_files(office, site.organ, at, BATCH, vec![upload("甲.pdf")])
        .await
        .unwrap();
    let late = moment("2026-03-03T10:00");
    let draft = Draft {
        form: form(),
        batch: BATCH.to_owned(),
        is_saved: true,
        ..Draft::default()
    };
    cases::keep_draft(office, site.organ, late, &draft, None)
        .await
        .unwrap();
    let files = cases::kept_files(office, site.organ, late, BATCH).await.unwrap();
    assert!(files.is_empty(), "a late draft does not bring them back");
    let receipt = submitted(site, late, &form(), BATCH).await;
    let files = cases::files(office, &operator(site), receipt.case).await.unwrap();
    assert!(files.is_empty(), "nor does a late application take them");
    assert_eq!(cases::drop_unsent(office, PROGRAM, late).await.unwrap(), 1);
    let readable = "SELECT count(*) FROM stored_file WHERE sealed_key IS NOT NULL";
    assert_eq!(number(site, readable).await, 0);
    assert_eq!(cases::drop_unsent(office, PROGRAM, late).await.unwrap(), 0);
    let much_later = moment("2026-03-20T09:00");
    assert_eq!(
        cases::drop_unsent(office, PROGRAM, much_later).await.unwrap(),
        1,
        "the draft"
    );
    assert_eq!(number(site, "SELECT count(*) FROM application_draft").await, 0);
}

async fn number(site: &Site, sql: &str) -> i64 {
    let database = site.database().await;
    let query = Statement::from_string(database.get_database_backend(), sql.to_owned());
    let row = database.query_one_raw(query).await.unwrap().unwrap();
    let number = row.try_get_by_index(0).unwrap();
    database.close().await.unwrap();
    number
}

/// Whether anything lies in a folder, however deep.
fn has_file(folder: &std::path::Path) -> bool {
    let mut items = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    items.any(|item| !item.path().is_dir() || has_file(&item.path()))
}
