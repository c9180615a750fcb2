//! A forgotten password: who asks for a new one never gets it.

use law::staff::Role;
use office::jobs::{self, Job, JobKind, Mail};
use office::reminders::Addressed;
use office::staff::{self, ResetWay, SignIn};
use office::{Actor, Moment, OfficeError};

use super::{HERE, code, is_live, token, try_as};
use crate::harness::{PASSWORD, PROGRAM, Site, later, moment, stories};

stories! {
    three_resets_by_one_administrator_open_nothing
    a_reset_takes_effect_when_another_person_confirms_it
    a_reset_that_was_refused_or_waited_too_long_opens_nothing
    a_mailed_code_opens_once_and_to_its_owner_alone
    codes_can_not_be_guessed_at_leisure
    an_address_entered_lately_receives_no_code
    whom_strangers_keep_locked_works_on_and_has_two_ways_back
    nobody_helps_themselves
}

const NEW: &str = "Xiangshan-2024";

/// The mails that are due, as the worker sends them.
async fn mails(site: &Site, at: Moment) -> Vec<Mail> {
    let claims = jobs::claim(&site.office, PROGRAM, at, "test", &JobKind::ALL, 100).await;
    let mut mails = Vec::new();
    for claim in claims.unwrap() {
        let Job::Reset(mail) = &claim.job else { continue };
        let addressed = staff::reset_addressed(&site.office, PROGRAM, at, mail).await;
        if let Addressed::To(mail) = addressed.unwrap() {
            mails.push(mail);
        }
        assert!(jobs::finish(&site.office, PROGRAM, at, &claim).await.unwrap());
    }
    mails
}

/// The code that stands alone on its line.
fn code_of(mail: &Mail) -> String {
    let line = mail.text.lines().find(|line| line.starts_with("  "));
    line.unwrap().trim().to_owned()
}

async fn with_mail(site: &Site, login: &str, roles: &[Role]) -> Actor {
    let person = site.person(login, roles).await;
    let at = moment("2024-04-01T08:00");
    staff::set_mail(
        &site.office,
        &person,
        at,
        &format!("{login}@example.gov.cn"),
        PASSWORD,
    )
    .await
    .unwrap();
    person
}

async fn ask(site: &Site, actor: &Actor, of: &Actor, at: Moment, is_mail_on: bool) -> ResetWay {
    staff::ask_reset(&site.office, actor, at, of.account.unwrap(), is_mail_on)
        .await
        .unwrap()
}

async fn three_resets_by_one_administrator_open_nothing(site: &Site) {
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    let at = moment("2024-05-06T08:00");
    for (login, role) in [
        ("editor", Role::Editor),
        ("reviewer", Role::Reviewer),
        ("signer", Role::Signer),
    ] {
        let person = with_mail(site, login, &[role]).await;
        for is_mail_on in [false, true] {
            // The answer says which way it takes, and no secret.
            ask(site, &system, &person, at, is_mail_on).await;
            let confirmed = staff::confirm_reset(&site.office, &system, at, person.account.unwrap()).await;
            assert!(matches!(confirmed, Err(OfficeError::Refused(_))));
        }
        token(site, at, login, PASSWORD).await;
    }
    let to: Vec<String> = mails(site, at).await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(
        to,
        [
            "editor@example.gov.cn",
            "reviewer@example.gov.cn",
            "signer@example.gov.cn"
        ]
    );
}

async fn a_reset_takes_effect_when_another_person_confirms_it(site: &Site) {
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    let security = site.person("security", &[Role::SecurityAdministrator]).await;
    let editor = site.person("editor", &[Role::Editor]).await;
    let id = editor.account.unwrap();
    let at = moment("2024-05-06T08:00");
    let open = token(site, at, "editor", PASSWORD).await;
    // Nobody has asked: the security administrator alone opens nothing either.
    let alone = staff::confirm_reset(&site.office, &security, at, id).await;
    assert!(matches!(alone, Err(OfficeError::Invalid(_))));
    assert_eq!(
        ask(site, &system, &editor, at, true).await,
        ResetWay::WaitsForConfirmation,
        "there is no address"
    );
    assert!(is_live(site, &open, at).await);
    let shown = staff::find(&site.office, &security, at, id).await.unwrap();
    assert_eq!(shown.reset_asked_by.as_deref(), Some("示例system"));
    let first = staff::confirm_reset(&site.office, &security, at, id)
        .await
        .unwrap();
    assert!(!is_live(site, &open, at).await);
    assert_eq!(try_as(site, at, "editor", PASSWORD).await, SignIn::Wrong);
    let session = token(site, at, "editor", &first.0).await;
    let session = staff::session(&site.office, &session, at).await.unwrap().unwrap();
    assert!(session.must_change_password);
    // One asking, one password.
    let again = staff::confirm_reset(&site.office, &security, at, id).await;
    assert!(matches!(again, Err(OfficeError::Invalid(_))));
}

async fn a_reset_that_was_refused_or_waited_too_long_opens_nothing(site: &Site) {
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    let security = site.person("security", &[Role::SecurityAdministrator]).await;
    let editor = site.person("editor", &[Role::Editor]).await;
    let id = editor.account.unwrap();
    let at = moment("2024-05-06T08:00");
    ask(site, &system, &editor, at, false).await;
    staff::refuse_reset(&site.office, &security, at, id)
        .await
        .unwrap();
    let refused = staff::confirm_reset(&site.office, &security, at, id).await;
    assert!(matches!(refused, Err(OfficeError::Invalid(_))));
    ask(site, &system, &editor, at, false).await;
    let late = later(at, 73 * 60);
    let refused = staff::confirm_reset(&site.office, &security, late, id).await;
    assert!(matches!(refused, Err(OfficeError::Invalid(_))));
    let shown = staff::find(&site.office, &security, late, id).await.unwrap();
    assert_eq!(shown.reset_asked_by, None);
    token(site, late, "editor", PASSWORD).await;
}

async fn a_mailed_code_opens_once_and_to_its_owner_alone(site: &Site) {
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    let editor = with_mail(site, "editor", &[Role::Editor]).await;
    with_mail(site, "reviewer", &[Role::Reviewer]).await;
    let at = moment("2024-05-06T08:00");
    let enrolment = staff::start_totp(&site.office, &editor, at, PASSWORD)
        .await
        .unwrap();
    let now = code(&enrolment.secret, at);
    staff::confirm_totp(&site.office, &editor, at, &now)
        .await
        .unwrap();
    assert_eq!(ask(site, &system, &editor, at, true).await, ResetWay::Mailed);
    let sent = mails(site, at).await;
    let [mail] = sent.as_slice() else {
        panic!("{sent:?}")
    };
    let secret = code_of(mail);
    let renew = async |login: &str, secret: &str, new: &str, at: Moment| {
        staff::set_password_by_code(&site.office, at, (login, secret), new, HERE).await
    };
    let field = |outcome: Result<(), OfficeError>| match outcome {
        Err(OfficeError::Invalid(fields)) => fields[0].field,
        other => panic!("{other:?}"),
    };
    assert_eq!(field(renew("reviewer", &secret, NEW, at).await), "code");
    assert_eq!(field(renew("editor", "", NEW, at).await), "code");
    assert_eq!(field(renew("editor", &secret, "short", at).await), "new_password");
    let late = later(at, 24 * 60);
    assert_eq!(field(renew("editor", &secret, NEW, late).await), "code");
    let typed = secret.to_lowercase().replace('-', " ");
    renew("Editor", &typed, NEW, at).await.unwrap();
    assert_eq!(field(renew("editor", &secret, "Another-2024", at).await), "code");
    // The second factor is asked for as before.
    assert_eq!(try_as(site, at, "editor", PASSWORD).await, SignIn::Wrong);
    let signed = try_as(site, at, "editor", NEW).await;
    assert!(matches!(signed, SignIn::NeedsCode { .. }), "{signed:?}");
    let plain = super::backup(site, at).await;
    let bare = secret.replace('-', "").to_lowercase();
    assert!(!plain.contains(&bare) && !plain.contains(&secret.to_lowercase()));
}

async fn codes_can_not_be_guessed_at_leisure(site: &Site) {
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    let editor = with_mail(site, "editor", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    ask(site, &system, &editor, at, true).await;
    let secret = code_of(&mails(site, at).await.remove(0));
    for number in 0..5 {
        let guess = format!("GUESS{number}");
        let set = staff::set_password_by_code(&site.office, at, ("editor", &guess), NEW, HERE).await;
        assert!(matches!(set, Err(OfficeError::Invalid(_))));
    }
    // Whoever guesses waits; whoever has the code does not.
    let guess = staff::set_password_by_code(&site.office, at, ("editor", "GUESS6"), NEW, HERE).await;
    assert!(format!("{guess:?}").contains("稍后再试"), "{guess:?}");
    staff::set_password_by_code(&site.office, at, ("editor", &secret), NEW, HERE)
        .await
        .unwrap();
}

async fn an_address_entered_lately_receives_no_code(site: &Site) {
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    let editor = with_mail(site, "editor", &[Role::Editor]).await;
    let at = moment("2024-05-06T08:00");
    staff::set_mail(&site.office, &editor, at, "other@example.gov.cn", PASSWORD)
        .await
        .unwrap();
    let day = later(at, 24 * 60);
    assert_eq!(
        ask(site, &system, &editor, day, true).await,
        ResetWay::WaitsForConfirmation
    );
    let rested = later(at, 72 * 60);
    assert_eq!(ask(site, &system, &editor, rested, true).await, ResetWay::Mailed);
}

/// The price of the lock: who knows a login can hold it, for half an hour at a time and no longer.
async fn whom_strangers_keep_locked_works_on_and_has_two_ways_back(site: &Site) {
    let security = site.person("security", &[Role::SecurityAdministrator]).await;
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    let editor = with_mail(site, "editor", &[Role::Editor]).await;
    let mut at = moment("2024-05-06T08:00");
    let strange = async |at: Moment, number: usize| {
        let address = format!("198.51.100.{number}");
        let entrance = super::from(&address);
        let tried = staff::sign_in(&site.office, at, "editor", "guess", entrance).await;
        tried.unwrap()
    };
    let working = token(site, at, "editor", PASSWORD).await;
    let mut longest = 0;
    for number in 0..40 {
        if let SignIn::Locked { until } = strange(at, number).await {
            longest = longest.max((until.as_second() - at.now.as_second()) / 60);
        }
        at = later(at, 10);
        // The session that is open stays open.
        assert!(is_live(site, &working, at).await);
    }
    assert_eq!(longest, 30);
    for number in 0..6 {
        strange(at, number).await;
    }
    let is_locked = async |at: Moment| {
        let tried = try_as(site, at, "editor", PASSWORD).await;
        matches!(tried, SignIn::Locked { .. })
    };
    assert!(is_locked(at).await);
    staff::unlock(&site.office, &security, at, editor.account.unwrap())
        .await
        .unwrap();
    assert!(!is_locked(at).await);
    for number in 0..6 {
        strange(at, number).await;
    }
    assert!(is_locked(at).await);
    assert_eq!(ask(site, &system, &editor, at, true).await, ResetWay::Mailed);
    let sent = mails(site, at).await;
    let secret = code_of(sent.first().unwrap());
    // A code that is guessed at, or a new password that is refused, leaves the lock where it is.
    for (code, new) in [("AAAAAAAAAAAAAAAAAAAA", NEW), (secret.as_str(), "Password123")] {
        for _ in 0..3 {
            let tried = staff::set_password_by_code(&site.office, at, ("editor", code), new, HERE).await;
            assert!(matches!(tried, Err(OfficeError::Invalid(_))));
            assert!(is_locked(at).await);
        }
    }
    // The right one lets its owner in at once, and once.
    let opened = || staff::set_password_by_code(&site.office, at, ("editor", &secret), NEW, HERE);
    opened().await.unwrap();
    token(site, at, "editor", NEW).await;
    assert!(matches!(opened().await, Err(OfficeError::Invalid(_))));
}

async fn nobody_helps_themselves(site: &Site) {
    let system = site.person("system", &[Role::SystemAdministrator]).await;
    let security = site.person("security", &[Role::SecurityAdministrator]).await;
    let at = moment("2024-05-06T08:00");
    let own = staff::ask_reset(&site.office, &system, at, system.account.unwrap(), true).await;
    assert!(matches!(own, Err(OfficeError::Invalid(_))));
    let own = staff::reset_totp(&site.office, &security, at, security.account.unwrap()).await;
    assert!(matches!(own, Err(OfficeError::Invalid(_))));
}
