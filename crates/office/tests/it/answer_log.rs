//! The log of answered requests (依申请公开答复目录): who writes and who publishes, what never stands in it, and that an answer
//! which was changed takes it off the public page. Every story on both engines.

use law::audit::Recorded;
use law::cases::answer_log::EntryState;
use law::cases::similar::Wanted;
use law::cases::{Delivery, Mending, Party, What};
use law::codes::TableThreeRow;
use law::review::Verdict;
use law::staff::{Refusal, Role};
use office::audit::AuditFilter;
use office::cases::answer_log::{self, LogFilter, Unfinished, Writing};
use office::cases::{self, Recording, ToMend};
use office::{Actor, CaseId, Moment, OfficeError};

use crate::harness::{Site, apart, application, in_person, moment, stories};

stories! {
    an_answer_is_logged_by_one_and_published_by_another
    a_title_begins_with_what_was_asked_for_as_it_was_corrected
    an_entry_names_neither_applicant_nor_third_party
    only_what_was_told_to_its_applicant_may_be_logged
    an_answer_that_was_changed_is_off_the_public_page_until_it_is_judged_anew
    what_is_taken_down_is_gone_at_once_and_may_be_written_anew
    an_entry_names_nobody_in_any_spelling_nor_under_an_earlier_name
    an_entry_that_names_somebody_since_a_mending_comes_off_until_it_is_judged_anew
    an_entry_that_names_a_third_party_asked_later_comes_off_until_it_is_judged_anew
}

const TITLE: &str = "滨河路改造项目征收补偿方案";

struct People {
    clerk: Actor,
    head: Actor,
    both: Actor,
}

async fn people(site: &Site) -> People {
    People {
        clerk: site.person("jingban", &[Role::RequestClerk]).await,
        head: site.person("fuze", &[Role::Signer]).await,
        both: site.person("jianren", &[Role::RequestClerk, Role::Signer]).await,
    }
}

fn at() -> Moment {
    moment("2026-03-20T10:00")
}

async fn registered(site: &Site, who: &People) -> CaseId {
    let then = moment("2026-03-02T10:00");
    let form = application("张三丰", "张三丰申请公开滨河路改造项目征收补偿方案");
    let arrival = in_person("2026-03-02");
    let registered = cases::register(&site.office, &who.clerk, then, &form, &arrival, false);
    registered.await.unwrap().case
}

async fn does(site: &Site, actor: &Actor, at: Moment, case: CaseId, what: What) {
    let version = cases::get(&site.office, actor, at, case).await.unwrap().version;
    let recording = apart(at, what).with_note("孟公开〔2026〕1号".to_owned());
    cases::record(&site.office, actor, at, case, version, &recording)
        .await
        .unwrap();
}

async fn answered(site: &Site, who: &People) -> CaseId {
    let case = registered(site, who).await;
    let outcome = TableThreeRow::Granted;
    // Signed two days before it was handed over: it is dated by the latter.
    let signed = moment("2026-03-18T10:00");
    does(site, &who.head, signed, case, What::replied(outcome)).await;
    let how = Delivery::InPerson;
    does(site, &who.clerk, at(), case, What::Delivered { how }).await;
    case
}

const fn writing(title: &str, version: i64) -> Writing<'_> {
    Writing {
        title,
        summary: "已提供方案全文。",
        is_submitted: true,
        version,
    }
}

async fn submitted(site: &Site, actor: &Actor, case: CaseId) {
    answer_log::save(&site.office, actor, at(), case, writing(TITLE, 0))
        .await
        .unwrap();
}

async fn agree(site: &Site, actor: &Actor, case: CaseId) -> Result<(), OfficeError> {
    let entry = answer_log::of_case(&site.office, actor, case)
        .await
        .unwrap()
        .unwrap();
    answer_log::agree(&site.office, actor, at(), entry.id, entry.version, "可以公布").await
}

async fn public(site: &Site, words: &str) -> Vec<String> {
    let filter = LogFilter {
        words: words.to_owned(),
        year: None,
        page: 1,
    };
    let page = answer_log::public_log(&site.office, site.organ, &filter)
        .await
        .unwrap();
    page.items.into_iter().map(|row| row.title).collect()
}

async fn a_title_begins_with_what_was_asked_for_as_it_was_corrected(site: &Site) {
    let who = people(site).await;
    let case = registered(site, &who).await;
    let then = moment("2026-03-04T10:00");
    let asked = What::CorrectionRequested {
        respond_by: None,
        received_on: None,
    };
    does(site, &who.clerk, then, case, asked).await;
    let applicant = site.applicant_of(&who.clerk, then, case).await;
    let seen = cases::get(&site.office, &who.clerk, then, case).await.unwrap();
    let words = ["只要2024年的方案，电话 13800001234".to_owned()];
    cases::applicant::correct(&site.office, &applicant, then, case, seen.version, &words)
        .await
        .unwrap();
    let title = answer_log::proposed_title(&site.office, &who.clerk, case)
        .await
        .unwrap();
    assert_eq!(
        title,
        format!("{TITLE}；2026-03-04 补正：只要2024年的方案，电话 ***")
    );
}

async fn an_answer_is_logged_by_one_and_published_by_another(site: &Site) {
    let who = people(site).await;
    let case = answered(site, &who).await;
    let title = answer_log::proposed_title(&site.office, &who.clerk, case)
        .await
        .unwrap();
    assert_eq!(title, TITLE);
    let loggable = answer_log::loggable(&site.office, &who.clerk, 1).await.unwrap();
    assert_eq!(loggable.items.len(), 1);
    submitted(site, &who.both, case).await;
    assert_eq!(
        answer_log::loggable(&site.office, &who.clerk, 1)
            .await
            .unwrap()
            .total,
        0
    );
    assert_eq!(
        public(site, "").await,
        Vec::<String>::new(),
        "before it was judged"
    );
    assert_eq!(answer_log::waiting(&site.office, &who.head).await.unwrap(), 1);
    assert_eq!(answer_log::waiting(&site.office, &who.both).await.unwrap(), 0);
    let own = agree(site, &who.both, case).await;
    assert!(
        matches!(own, Err(OfficeError::Refused(Refusal::OwnWork))),
        "{own:?}"
    );
    let clerk = agree(site, &who.clerk, case).await;
    assert!(matches!(clerk, Err(OfficeError::Refused(Refusal::NotYours(_)))));
    agree(site, &who.head, case).await.unwrap();
    assert_eq!(public(site, "").await, [TITLE]);
    assert_eq!(public(site, "征收 ").await, [TITLE]);
    assert_eq!(public(site, "全文").await, [TITLE]);
    assert_eq!(public(site, "绿地").await, Vec::<String>::new());
    assert_eq!(
        answer_log::log_years(&site.office, site.organ).await.unwrap(),
        [2026]
    );
    let wanted = Wanted::of("滨河路征收补偿方案全文");
    let alike = answer_log::answers_resembling(&site.office, site.organ, &wanted);
    assert_eq!(alike.await.unwrap(), [TITLE]);
    let entry = answer_log::of_case(&site.office, &who.head, case)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(entry.state, EntryState::Published);
    let auditor = site.person("shenji", &[Role::Auditor]).await;
    let filter = AuditFilter {
        act: Recorded::CasesLogPublish.code().to_owned(),
        ..AuditFilter::default()
    };
    let log = office::audit::search(&site.office, &auditor, &filter, 9)
        .await
        .unwrap();
    assert_eq!(log.entries.len(), 1);
}

async fn an_entry_names_neither_applicant_nor_third_party(site: &Site) {
    let who = people(site).await;
    let case = registered(site, &who).await;
    let asked = What::ConsultationSent {
        party: Party::ThirdParty,
        name: Some("洛河建材有限公司".to_owned()),
        received_on: None,
        number: None,
        content: None,
    };
    does(site, &who.clerk, moment("2026-03-03T10:00"), case, asked).await;
    let agreed = What::ConsultationAnswered {
        party: Party::ThirdParty,
        name: Some("洛河建材有限公司".to_owned()),
        consents: Some(true),
        number: None,
        is_signed: None,
        consents_to: None,
    };
    does(site, &who.clerk, moment("2026-03-05T10:00"), case, agreed).await;
    let outcome = TableThreeRow::Granted;
    does(site, &who.head, at(), case, What::replied(outcome)).await;
    let how = Delivery::InPerson;
    does(site, &who.clerk, at(), case, What::Delivered { how }).await;
    for title in [
        "张三丰的补偿方案",
        "洛河建材有限公司的合同",
        "11010519491231002X 的档案",
        "机密★1年 方案",
        "張三丰的补偿方案",
        "张，三丰的补偿方案",
        "联系一三八零零零零一二三四",
        "110105l949l23l0O2X 的档案",
        " ",
    ] {
        let saved = answer_log::save(&site.office, &who.clerk, at(), case, writing(title, 0)).await;
        let Err(OfficeError::Invalid(lacks)) = saved else {
            panic!("{title}: {saved:?}");
        };
        assert_eq!(lacks[0].field, "title");
        assert!(!lacks[0].message.contains("张三丰"));
    }
    assert!(
        answer_log::of_case(&site.office, &who.clerk, case)
            .await
            .unwrap()
            .is_none()
    );
}

async fn only_what_was_told_to_its_applicant_may_be_logged(site: &Site) {
    let who = people(site).await;
    let case = registered(site, &who).await;
    let early = answer_log::save(&site.office, &who.clerk, at(), case, writing(TITLE, 0)).await;
    assert!(matches!(early, Err(OfficeError::Invalid(_))));
    let outcome = TableThreeRow::Granted;
    does(site, &who.head, at(), case, What::replied(outcome)).await;
    let unsent = answer_log::save(&site.office, &who.clerk, at(), case, writing(TITLE, 0)).await;
    assert!(matches!(unsent, Err(OfficeError::Invalid(_))));
    assert_eq!(
        answer_log::loggable(&site.office, &who.clerk, 1)
            .await
            .unwrap()
            .total,
        0
    );
}

async fn an_answer_that_was_changed_is_off_the_public_page_until_it_is_judged_anew(site: &Site) {
    let who = people(site).await;
    let case = answered(site, &who).await;
    submitted(site, &who.clerk, case).await;
    agree(site, &who.head, case).await.unwrap();
    let known = cases::get(&site.office, &who.head, at(), case).await.unwrap();
    let reply = known
        .timeline
        .iter()
        .find(|entry| matches!(entry.event.what, What::Delivered { .. }));
    let seq = reply.unwrap().seq;
    let mending = Mending::Day(moment("2026-03-19T10:00").today);
    let to_mend = ToMend {
        seq,
        mending: &mending,
        reason: "登记错误",
        proof: "",
    };
    cases::mend(&site.office, &who.head, at(), case, known.version, to_mend)
        .await
        .unwrap();
    assert_eq!(public(site, "").await, Vec::<String>::new());
    let unfinished = answer_log::unfinished(&site.office, &who.clerk).await.unwrap();
    assert_eq!(
        unfinished,
        Unfinished {
            drafts: 0,
            overtaken: 1
        }
    );
    let entry = answer_log::of_case(&site.office, &who.clerk, case)
        .await
        .unwrap()
        .unwrap();
    assert!(!entry.is_current && entry.state == EntryState::Published);
}

async fn what_is_taken_down_is_gone_at_once_and_may_be_written_anew(site: &Site) {
    let who = people(site).await;
    let case = answered(site, &who).await;
    submitted(site, &who.clerk, case).await;
    let entry = answer_log::of_case(&site.office, &who.head, case)
        .await
        .unwrap()
        .unwrap();
    let silent = answer_log::send_back(&site.office, &who.head, at(), entry.id, entry.version, " ").await;
    assert!(matches!(silent, Err(OfficeError::Invalid(_))));
    answer_log::send_back(&site.office, &who.head, at(), entry.id, entry.version, "写明年度")
        .await
        .unwrap();
    let back = answer_log::of_case(&site.office, &who.clerk, case)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(back.state, EntryState::Draft);
    assert!(back.steps.iter().any(|step| step.verdict == Verdict::Returned));
    let stale = answer_log::save(
        &site.office,
        &who.clerk,
        at(),
        case,
        writing(TITLE, entry.version),
    )
    .await;
    assert!(matches!(stale, Err(OfficeError::Stale { .. })));
    answer_log::save(
        &site.office,
        &who.clerk,
        at(),
        case,
        writing("2024年滨河路方案", back.version),
    )
    .await
    .unwrap();
    agree(site, &who.head, case).await.unwrap();
    assert_eq!(public(site, "").await, ["2024年滨河路方案"]);
    let out = answer_log::of_case(&site.office, &who.clerk, case)
        .await
        .unwrap()
        .unwrap();
    let locked = answer_log::save(&site.office, &who.clerk, at(), case, writing(TITLE, out.version)).await;
    assert!(
        matches!(locked, Err(OfficeError::Invalid(_))),
        "published it is taken down first"
    );
    answer_log::take_down(&site.office, &who.clerk, at(), out.id, out.version, "标题有误")
        .await
        .unwrap();
    assert_eq!(public(site, "").await, Vec::<String>::new());
    let down = answer_log::of_case(&site.office, &who.clerk, case)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (down.state, down.withdrawal_reason.as_deref()),
        (EntryState::Withdrawn, Some("标题有误"))
    );
    answer_log::save(&site.office, &who.clerk, at(), case, writing(TITLE, down.version))
        .await
        .unwrap();
    agree(site, &who.head, case).await.unwrap();
    assert_eq!(public(site, "").await, [TITLE]);
}

async fn mended(site: &Site, who: &People, case: CaseId, name: &str) {
    let office = &site.office;
    let mut form = cases::registration(office, &who.clerk, at(), case).await.unwrap();
    name.clone_into(&mut form.name);
    let version = cases::get(office, &who.clerk, at(), case).await.unwrap().version;
    cases::mend_registration(office, &who.clerk, at(), (case, version), &form, "录入有误")
        .await
        .unwrap();
}

async fn is_refused(site: &Site, who: &People, case: CaseId, title: &str, version: i64) -> bool {
    let saved = answer_log::save(&site.office, &who.clerk, at(), case, writing(title, version)).await;
    matches!(saved, Err(OfficeError::Invalid(lacks)) if lacks[0].field == "title")
}

async fn an_entry_names_nobody_in_any_spelling_nor_under_an_earlier_name(site: &Site) {
    let who = people(site).await;
    let case = registered(site, &who).await;
    let asked = What::ConsultationSent {
        party: Party::ThirdParty,
        name: Some("洛阳示例精密机械有限公司".to_owned()),
        received_on: None,
        number: None,
        content: None,
    };
    does(site, &who.clerk, moment("2026-03-03T10:00"), case, asked).await;
    let agreed = What::ConsultationAnswered {
        party: Party::ThirdParty,
        name: Some("洛阳示例精密机械有限公司".to_owned()),
        consents: Some(true),
        number: None,
        is_signed: None,
        consents_to: None,
    };
    does(site, &who.clerk, moment("2026-03-05T10:00"), case, agreed).await;
    let outcome = TableThreeRow::Granted;
    does(site, &who.head, at(), case, What::replied(outcome)).await;
    let how = Delivery::InPerson;
    does(site, &who.clerk, at(), case, What::Delivered { how }).await;
    mended(site, &who, case, "买买提·艾力").await;
    for title in [
        "买买提·艾力的合同",
        "买买提•艾力的合同",
        "买买提 ・ 艾力的合同",
        "买买提艾力的合同",
        "买 买 提·艾力的合同",
        "张三丰的合同",
        "张 三 丰的合同",
        "洛阳 示例精密机械有限公司合同",
        "洛阳示例精密机械合同",
    ] {
        assert!(is_refused(site, &who, case, title, 0).await, "{title}");
    }
    assert!(!is_refused(site, &who, case, "洛阳精密机械合同", 0).await);
}

async fn an_entry_that_names_somebody_since_a_mending_comes_off_until_it_is_judged_anew(site: &Site) {
    let who = people(site).await;
    let case = answered(site, &who).await;
    submitted(site, &who.clerk, case).await;
    agree(site, &who.head, case).await.unwrap();
    mended(site, &who, case, "张三峰").await;
    assert_eq!(public(site, "").await, [TITLE], "it names nobody still");
    mended(site, &who, case, "滨河路").await;
    assert_eq!(public(site, "").await, Vec::<String>::new());
    let entry = answer_log::of_case(&site.office, &who.clerk, case).await.unwrap();
    let entry = entry.unwrap();
    assert_eq!(entry.state, EntryState::Withdrawn);
    assert!(entry.withdrawal_reason.unwrap().contains("名称相同"));
    assert!(is_refused(site, &who, case, TITLE, entry.version).await);
    assert!(!is_refused(site, &who, case, "征收补偿方案", entry.version).await);
    agree(site, &who.head, case).await.unwrap();
    assert_eq!(public(site, "").await, ["征收补偿方案"]);
}

async fn an_entry_that_names_a_third_party_asked_later_comes_off_until_it_is_judged_anew(site: &Site) {
    let who = people(site).await;
    let case = answered(site, &who).await;
    submitted(site, &who.clerk, case).await;
    agree(site, &who.head, case).await.unwrap();
    let asked = What::ConsultationSent {
        party: Party::ThirdParty,
        name: Some("滨河路改造项目有限公司".to_owned()),
        received_on: None,
        number: None,
        content: None,
    };
    let version = cases::get(&site.office, &who.clerk, at(), case)
        .await
        .unwrap()
        .version;
    let recording = Recording {
        on: moment("2026-03-04T10:00").today,
        despite: "当日已发函，漏登记".to_owned(),
        ..apart(at(), asked)
    };
    cases::record(&site.office, &who.clerk, at(), case, version, &recording)
        .await
        .unwrap();
    assert_eq!(public(site, "").await, Vec::<String>::new());
    let entry = answer_log::of_case(&site.office, &who.clerk, case).await.unwrap();
    assert_eq!(entry.unwrap().state, EntryState::Withdrawn);
}
