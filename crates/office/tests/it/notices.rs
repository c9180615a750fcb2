//! Mails that follow an act: to the applicant what they wait for, to signers the letters that wait for them; whose a mail
//! is. Every story on both engines.

use law::cases::letters::{Correcting, CorrectionGround, LetterKind};
use law::cases::{ApplicationForm, Channel, Delivery, MessageKind, What};
use law::codes::TableThreeRow;
use law::staff::Role;
use office::cases::letters::{self, Basis};
use office::cases::{self, Arrival, CaseSettings};
use office::jobs::{self, Job, JobKind, Mail};
use office::reminders::{self, Addressed, ReminderForm};
use office::{Actor, CaseId, Moment, Program, staff};

use crate::harness::{Site, apart, application, later, moment, profile, stories};

stories! {
    the_applicant_is_told_what_they_wait_for_and_the_address_stays_sealed
    who_left_no_address_or_was_not_to_be_told_is_not
    letters_that_wait_for_a_signature_are_in_the_signers_digest
    an_organ_sees_its_own_mails_alone
    whom_no_mail_reaches_is_named_until_they_are_told
}

async fn received(site: &Site, form: &ApplicationForm, is_sample: bool) -> CaseId {
    let at = moment("2025-03-03T10:00");
    if !is_sample {
        let receipt = site.submit(at, form).await;
        return receipt.unwrap().case;
    }
    let arrival = Arrival {
        channel: Channel::Online,
        arrived_on: at.today,
        confirmed_on: None,
        confirmation: law::cases::Confirmation::default(),
    };
    let system = Actor::system(site.organ, "测试");
    let receipt = cases::register(&site.office, &system, at, form, &arrival, true).await;
    receipt.unwrap().case
}

fn with_mail() -> ApplicationForm {
    ApplicationForm {
        email: "zhang@example.com".to_owned(),
        ..application("张三丰", "某地块征收补偿档案")
    }
}

async fn does(site: &Site, actor: &Actor, at: Moment, case: CaseId, what: What) {
    let version = cases::get(&site.office, actor, at, case).await.unwrap().version;
    let recording = apart(at, what).with_note("孟公开〔2025〕1号，本人签收".to_owned());
    cases::record(&site.office, actor, at, case, version, &recording)
        .await
        .unwrap();
}

/// The jobs that are due, taken and carried out, each as the mail that goes out.
async fn sent(site: &Site, at: Moment) -> Vec<Mail> {
    let mut mails = Vec::new();
    for claim in jobs::claim(&site.office, Program::itself(), at, "test", &JobKind::ALL, 100)
        .await
        .unwrap()
    {
        assert!(
            jobs::finish(&site.office, Program::itself(), at, &claim)
                .await
                .unwrap()
        );
        match claim.job {
            Job::Mail(mail) => mails.push(mail),
            // A file, no mail.
            Job::MatterNotice(_) | Job::Paper(_) | Job::Asking(_) | Job::Reset(_) => {}
            Job::Notice(notice) => {
                let told = format!("{notice:?}");
                assert!(!told.contains("zhang@") && !told.contains("张三丰"), "{told}");
                if let Addressed::To(mail) = reminders::addressed(&site.office, Program::itself(), &notice)
                    .await
                    .unwrap()
                {
                    mails.push(mail);
                }
            }
        }
    }
    mails
}

async fn the_applicant_is_told_what_they_wait_for_and_the_address_stays_sealed(site: &Site) {
    let clerk = site.person("jing", &[Role::RequestClerk, Role::Signer]).await;
    let case = received(site, &with_mail(), false).await;
    let at = moment("2025-03-04T10:00");
    does(site, &clerk, at, case, What::Confirmed {}).await;
    let mails = sent(site, at).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "zhang@example.com");
    assert_eq!(mails[0].subject, "政府信息公开申请 MJXJ01-2025-0001 有新的进展");
    let text = &mails[0].text;
    assert!(
        text.contains("双方确认收到申请") && text.contains("申请进度查询"),
        "{text}"
    );
    assert!(!text.contains("张三丰") && !text.contains("征收补偿"), "{text}");
    // Whom others are asked, and what the applicant does, is no news to them.
    let party = law::cases::Party::OtherOrgan;
    let asked = What::ConsultationSent {
        party,
        name: None,
        received_on: None,
        number: None,
        content: None,
    };
    does(site, &clerk, at, case, asked).await;
    assert!(sent(site, at).await.is_empty());
    let who = site.applicant_of(&clerk, at, case).await;
    cases::applicant::send(&site.office, &who, at, case, MessageKind::Complaint, "请尽快答复")
        .await
        .unwrap();
    let message = cases::applicant::messages(&site.office, &who, case)
        .await
        .unwrap()
        .remove(0);
    // Whoever handles a case does not answer a complaint about its handling.
    let head = site.person("head", &[Role::Signer]).await;
    cases::messages::answer(&site.office, &head, at, message.id, "正在办理")
        .await
        .unwrap();
    let mails = sent(site, at).await;
    assert!(mails[0].text.contains("已经答复") && !mails[0].text.contains("正在办理"));
    does(site, &clerk, at, case, What::replied(TableThreeRow::Granted)).await;
    does(
        site,
        &clerk,
        at,
        case,
        What::Delivered {
            how: Delivery::InPerson,
        },
    )
    .await;
    let mails = sent(site, at).await;
    assert_eq!(mails.len(), 1, "the delivery, not the signature");
    assert!(mails[0].text.contains("答复送出"));
}

async fn who_left_no_address_or_was_not_to_be_told_is_not(site: &Site) {
    let clerk = site.person("jing", &[Role::RequestClerk]).await;
    let at = moment("2025-03-04T10:00");
    let without = received(site, &application("李四", "环评批复文件"), false).await;
    does(site, &clerk, at, without, What::Confirmed {}).await;
    let sample = received(site, &with_mail(), true).await;
    does(site, &clerk, at, sample, What::Confirmed {}).await;
    assert!(sent(site, at).await.is_empty());
    let admin = site.person("xitong", &[Role::SystemAdministrator]).await;
    let form = ReminderForm {
        digest_at: "8:00".to_owned(),
        ..ReminderForm::default()
    };
    reminders::save_settings(&site.office, &admin, at, 0, &form)
        .await
        .unwrap();
    let case = received(site, &with_mail(), false).await;
    does(site, &clerk, at, case, What::Confirmed {}).await;
    assert!(sent(site, at).await.is_empty(), "the organ wants none");
}

async fn letters_that_wait_for_a_signature_are_in_the_signers_digest(site: &Site) {
    let at = moment("2025-03-04T10:00");
    let mut settings = CaseSettings {
        letter_prefix: "孟公开".to_owned(),
        ..CaseSettings::default()
    };
    settings.signing.procedure.clear();
    let system = Actor::system(site.organ, "测试");
    cases::save_settings(&site.office, &system, at, 0, &settings)
        .await
        .unwrap();
    let clerk = site.person("jing", &[Role::RequestClerk]).await;
    let head = site.person("fuzeren", &[Role::Signer]).await;
    staff::set_mail(
        &site.office,
        &head,
        at,
        "head@example.gov.cn",
        crate::harness::PASSWORD,
    )
    .await
    .unwrap();
    let case = received(site, &application("张三丰", "某地块征收补偿档案"), false).await;
    does(site, &clerk, at, case, What::Confirmed {}).await;
    let basis = Basis {
        what: Some(What::CorrectionRequested {
            respond_by: Some("2025-03-25".parse().unwrap()),
            received_on: None,
        }),
        correcting: Correcting {
            items: vec!["请写明地块的位置".to_owned()],
            respond_by: Some("2025-03-25".parse().unwrap()),
            grounds: vec![CorrectionGround::Description],
            ..Correcting::default()
        },
        ..Basis::default()
    };
    let kind = LetterKind::Correction;
    let letter = letters::draft(&site.office, &clerk, at, case, kind, &basis)
        .await
        .unwrap();
    sent(site, at).await;
    let next = moment("2025-03-05T08:00");
    reminders::run_due(&site.office, Program::itself(), next)
        .await
        .unwrap();
    assert!(sent(site, next).await.is_empty(), "a draft waits for nobody");
    let version = letters::get(&site.office, &clerk, letter).await.unwrap().version;
    letters::submit(&site.office, &clerk, later(next, 60), letter, version)
        .await
        .unwrap();
    let day_after = moment("2025-03-06T08:00");
    assert_eq!(
        reminders::run_due(&site.office, Program::itself(), day_after)
            .await
            .unwrap()
            .mails,
        1
    );
    let mails = sent(site, day_after).await;
    assert_eq!(mails[0].to, "head@example.gov.cn");
    assert_eq!(mails[0].subject, "依申请公开 2025-03-06：1 份文书待审签");
    let text = &mails[0].text;
    assert!(
        text.contains("MJXJ01-2025-0001") && text.contains("待签发") && !text.contains("张三丰"),
        "{text}"
    );
}

async fn an_organ_sees_its_own_mails_alone(site: &Site) {
    let at = moment("2025-03-04T10:00");
    let clerk = site.person("jing", &[Role::RequestClerk]).await;
    staff::set_mail(
        &site.office,
        &clerk,
        at,
        "jing@example.gov.cn",
        crate::harness::PASSWORD,
    )
    .await
    .unwrap();
    let other = office::organs::create(&site.office, Program::itself(), at, "QTJG02", &profile())
        .await
        .unwrap();
    let admin = site.person("xitong", &[Role::SystemAdministrator]).await;
    let stranger = Actor {
        organ: other,
        ..admin.clone()
    };
    let waiting = async |actor| {
        jobs::queue_of_organ(&site.office, actor, at)
            .await
            .unwrap()
            .waiting
    };
    assert_eq!(waiting(&admin).await, 1);
    assert_eq!(waiting(&stranger).await, 0);
    let all = jobs::queue(&site.office, Program::itself(), at).await.unwrap();
    assert_eq!(all.waiting, 1);
    let job = jobs::open_of_organ(&site.office, &admin, at, 10)
        .await
        .unwrap()
        .remove(0);
    assert!(
        jobs::open_of_organ(&site.office, &stranger, at, 10)
            .await
            .unwrap()
            .is_empty()
    );
    let refused = jobs::retry(&site.office, &stranger, at, job.id).await;
    assert!(matches!(refused, Err(office::OfficeError::Missing)));
}

async fn whom_no_mail_reaches_is_named_until_they_are_told(site: &Site) {
    let clerk = site.person("jing", &[Role::RequestClerk]).await;
    let auditor = site.person("shenji", &[Role::Auditor]).await;
    let case = received(site, &with_mail(), false).await;
    let at = moment("2025-03-04T10:00");
    does(site, &clerk, at, case, What::Confirmed {}).await;
    let program = Program::itself();
    let claims = jobs::claim(&site.office, program, at, "test", &[JobKind::Notice], 10)
        .await
        .unwrap();
    assert_eq!(claims.len(), 1);
    assert_eq!(jobs::undelivered(&site.office, &clerk).await.unwrap(), []);
    let why = "邮件服务器拒绝（550）";
    assert!(
        jobs::give_up(&site.office, program, at, &claims[0], why)
            .await
            .unwrap()
    );
    let unreached = jobs::undelivered(&site.office, &clerk).await.unwrap();
    assert_eq!(unreached.len(), 1);
    assert_eq!((unreached[0].case, unreached[0].why.as_str()), (case, why));
    let told = format!("{unreached:?}");
    assert!(!told.contains("zhang@") && !told.contains("张三丰"), "{told}");
    let job = unreached[0].id;
    let empty = jobs::settle_undelivered(&site.office, &clerk, at, job, " ").await;
    assert!(matches!(empty, Err(office::OfficeError::Invalid(_))));
    let denied = jobs::settle_undelivered(&site.office, &auditor, at, job, "打过电话").await;
    assert!(matches!(denied, Err(office::OfficeError::Refused(_))));
    let settled = jobs::settle_undelivered(&site.office, &clerk, at, job, "3月4日电话告知本人").await;
    assert_eq!(settled.unwrap(), case);
    assert_eq!(jobs::undelivered(&site.office, &clerk).await.unwrap(), []);
    let again = jobs::settle_undelivered(&site.office, &clerk, at, job, "再说一遍").await;
    assert!(matches!(again, Err(office::OfficeError::Missing)));
    let notes = cases::notes(&site.office, &clerk, case).await.unwrap();
    assert!(notes[0].content.contains("3月4日电话告知本人") && notes[0].content.contains("550"));
}
