//! Names that real people and organisations bear, in mails and on letters: what may leave leaves whole, what may not is hidden
//! however it is spelled, and nothing ends in a fault. Every story on both engines.

use law::cases::letters::LetterKind;
use law::cases::{ApplicationForm, Delivery};
use law::staff::Role;
use office::cases;
use office::cases::letters::{self, Basis, Dispatch, Sent};
use office::jobs::{self, Job, JobKind};
use office::{Moment, staff};

use crate::harness::{PASSWORD, PROGRAM, Site, application, in_person, later, moment, stories};
use crate::letters::{decide, not_held, people};

stories! {
    a_mail_tells_every_organisation_whole_and_no_person
    a_letter_to_every_name_is_drafted_signed_and_given_to_its_applicant
}

/// Name, and what is unusual about it.
const NAMES: &str = include_str!("../../../web/tests/it/rare_names.txt");

fn names() -> Vec<&'static str> {
    let lines = NAMES.lines().filter(|line| !line.starts_with('#'));
    let names: Vec<&str> = lines.filter_map(|line| Some(line.split_once('\t')?.0)).collect();
    assert!(names.len() >= 39, "{}", names.len());
    names
}

/// As the house keeps it: two of them hide a sign that nobody sees.
fn kept(name: &str) -> String {
    name.replace(['\u{200b}', '\u{202e}'], "")
}

/// The one mail that is due, taken.
async fn mail(site: &Site, at: Moment) -> String {
    let mut texts = Vec::new();
    for claim in jobs::claim(&site.office, PROGRAM, at, "test", &JobKind::ALL, 100)
        .await
        .unwrap()
    {
        assert!(jobs::finish(&site.office, PROGRAM, at, &claim).await.unwrap());
        if let Job::Mail(mail) = claim.job {
            texts.push(format!("{}\n{}", mail.subject, mail.text));
        }
    }
    assert_eq!(texts.len(), 1, "{texts:?}");
    texts.remove(0)
}

async fn a_mail_tells_every_organisation_whole_and_no_person(site: &Site) {
    let clerk = site.person("jing", &[Role::RequestClerk]).await;
    let mut at = moment("2025-03-03T10:00");
    staff::set_mail(&site.office, &clerk, at, "jing@example.gov.cn", PASSWORD)
        .await
        .unwrap();
    mail(site, at).await;
    for name in names() {
        at = later(at, 180);
        let person = application(name, &format!("{name}的低保核定材料"));
        site.submit(at, &person).await.unwrap();
        let told = mail(site, at).await;
        // One character is no name that could be told from other words.
        if name.chars().count() > 1 {
            assert!(
                told.contains("  申请内容：申请人的低保核定材料\n"),
                "{name}: {told}"
            );
            assert!(!told.contains(&kept(name)), "{name}: {told}");
        }
        let unit = ApplicationForm {
            kind: "business".to_owned(),
            identity_kind: "credit_code".to_owned(),
            identity_number: "91350100M000100Y43".to_owned(),
            contact_person: "李四".to_owned(),
            ..application(name, &format!("{name}的环评批复"))
        };
        site.submit(at, &unit).await.unwrap();
        let told = mail(site, at).await;
        let in_one_line = kept(name).split_whitespace().collect::<Vec<_>>().join(" ");
        // A request leaves in 36 characters.
        let shown: String = in_one_line.chars().take(30).collect();
        assert!(told.contains(&format!("  申请内容：{shown}")), "{name}: {told}");
    }
}

async fn a_letter_to_every_name_is_drafted_signed_and_given_to_its_applicant(site: &Site) {
    let who = people(site).await;
    let (received, at) = (moment("2025-03-03T10:00"), moment("2025-03-10T10:00"));
    for name in names() {
        let form = application(name, "滨河路改造工程的招标文件");
        let arrival = in_person("2025-03-03");
        let case = cases::register(&site.office, &who.clerk, received, &form, &arrival, false)
            .await
            .unwrap()
            .case;
        decide(site, &who.clerk, at, case, &not_held()).await;
        let kind = LetterKind::Unavailable;
        let letter = letters::draft(&site.office, &who.clerk, at, case, kind, &Basis::default())
            .await
            .unwrap();
        crate::letters::submit(site, &who, at, letter).await.unwrap();
        for person in who.signers() {
            crate::letters::approve(site, person, at, letter).await.unwrap();
        }
        let signed = letters::get(&site.office, &who.clerk, letter).await.unwrap();
        let dispatch = Dispatch {
            on: at.today,
            sent: Sent {
                tracking_number: "XA123456789".into(),
                ..Sent::by(Delivery::Post)
            },
            received_on: None,
        };
        letters::deliver(&site.office, &who.clerk, at, letter, signed.version, &dispatch)
            .await
            .unwrap();
        let applicant = site.applicant_of(&who.clerk, at, case).await;
        let given = letters::for_applicant(&site.office, &applicant, case)
            .await
            .unwrap();
        assert_eq!(given.len(), 1, "{name}");
        assert_eq!(
            given[0].letter.addressee,
            kept(name),
            "the whole name stands on it"
        );
    }
}
