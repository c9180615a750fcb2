//! The law's table of an application's fields, walked from end to end: a field that is added there and forgotten on the way is
//! named here.

use law::cases::{ApplicationForm, FIELDS, Field, Input, Part, What};
use office::Program;
use office::cases::{self, Case, Draft, retention};

use super::lived::{all_text, does, operator, turned_on};
use super::{DUE, number};
use crate::harness::{IDENTITY_NUMBER, Site, moment};

/// Words of the field's own, such as the law takes.
fn words(field: &Field) -> String {
    match (field.input, field.name) {
        (Input::Choice(choices), _) => choices()[0].0.to_owned(),
        (Input::Tick(..), _) => "true".to_owned(),
        (_, "identity_number") => IDENTITY_NUMBER.to_owned(),
        (_, "postcode") => "471100".to_owned(),
        (Input::Phone, name) => format!("0379-69900{:03}", name.len()),
        (Input::Email, name) => format!("{name}@example.com"),
        (Input::Line | Input::Paragraphs(_), name) => format!("{}之词{name}", field.label),
    }
}

/// Every field filled in; the request names whatever identifies the applicant.
fn full() -> ApplicationForm {
    let mut form = ApplicationForm::default();
    for field in FIELDS {
        field.set(&mut form, &words(field));
    }
    let identifying: Vec<String> = form.particulars().into_identifying().collect();
    form.request = format!("{}；{}；{}", form.request, form.name, identifying.join("；"));
    form
}

/// A field of the record that is not under seal, as the desk reads it back.
fn open_field(case: &Case, name: &str) -> String {
    match name {
        "kind" => case.applicant_kind.code().to_owned(),
        "name" => case.applicant_name.clone(),
        "request" => case.request.clone(),
        "document_number" => case.document_number.clone().unwrap_or_default(),
        "form" => case.form.code().to_owned(),
        "way" => case.way.code().to_owned(),
        "accepts_other_form" => case.accepts_other_form.to_string(),
        "help" => case.help.clone().unwrap_or_default(),
        other => panic!("{other} is asked and not read back"),
    }
}

pub async fn every_field_is_kept_and_none_that_identifies_outlives_its_time(site: &Site) {
    let (office, actor) = (&site.office, operator(site));
    let (form, at) = (full(), moment("2015-03-02T09:00"));
    let draft = Draft {
        form: form.clone(),
        ..Draft::default()
    };
    let kept = cases::keep_draft(office, site.organ, at, &draft, None)
        .await
        .unwrap();
    let opened = cases::open_draft(office, site.organ, at, &kept.return_code).await;
    assert_eq!(opened.unwrap().unwrap().form, form, "the draft");
    cases::drop_draft(office, site.organ, &kept.return_code)
        .await
        .unwrap();

    let receipt = site.submit(at, &form).await.unwrap();
    let case = cases::get(office, &actor, at, receipt.case).await.unwrap();
    for field in FIELDS.iter().filter(|field| !field.is_sealed) {
        assert_eq!(open_field(&case, field.name), field.get(&form), "{}", field.name);
    }
    let particulars = cases::particulars(office, &actor, at, receipt.case)
        .await
        .unwrap();
    assert_eq!(particulars, Some(form.particulars()), "what is under seal");

    let lines = cases::export(office, &actor, at, 2015, true).await.unwrap();
    let line = format!("{:?}", lines[0]);
    for field in FIELDS.iter().filter(|field| field.part == Part::Contact) {
        assert!(line.contains(field.get(&form)), "{} is not exported", field.name);
    }

    // Mended, it is known under what stood before as well: the request still speaks of that.
    let mut mended = cases::registration(office, &actor, at, receipt.case)
        .await
        .unwrap();
    assert_eq!(mended, form, "what is mended is what was typed");
    "更正后的名称".clone_into(&mut mended.name);
    "0379-69911111".clone_into(&mut mended.phone);
    let reason = format!("原登记为{}", form.name);
    let held = (receipt.case, case.version);
    cases::mend_registration(office, &actor, at, held, &mended, &reason)
        .await
        .unwrap();

    does(
        site,
        "2015-03-03",
        receipt.case,
        What::Withdrawn {},
        "书面撤回",
        None,
    )
    .await;
    turned_on(site).await;
    let round = retention::run_due(office, Program::itself(), moment(DUE), 100)
        .await
        .unwrap();
    assert_eq!(round.applications, 1);
    let text = all_text(site).await;
    for word in form
        .particulars()
        .into_identifying()
        .chain([form.name, form.help, mended.name, mended.phone])
    {
        assert!(!text.contains(&word), "{word} is still there");
    }
    let sealed = "SELECT count(*) FROM registration_mending WHERE stated IS NOT NULL";
    assert_eq!(number(site, sealed).await, 0, "nor under seal");
}
