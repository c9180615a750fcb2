//! The gate's list and the traces it looks for.

use jiff::civil::date;

use super::*;

fn ready() -> Facts<'static> {
    Facts {
        title: "关于印发助企政策清单的通知",
        body: "正文",
        summary: "",
        attachments: 0,
        issuer: "管委会",
        formed_on: Some(date(2024, 5, 6)),
        publicity: Some(Publicity::Proactive),
        is_secrecy_reviewed: true,
        is_withdrawn_column: false,
        today: Some(date(2024, 5, 7)),
    }
}

fn fields(facts: &Facts<'_>) -> Vec<&'static str> {
    blockers(facts).into_iter().map(|blocker| blocker.field).collect()
}

#[test]
fn a_complete_reviewed_edition_may_go_out() {
    assert_eq!(blockers(&ready()), []);
}

#[test]
fn every_missing_thing_is_named_at_its_field() {
    let facts = Facts::default();
    assert_eq!(
        fields(&facts),
        [
            "title",
            "body",
            "issuer",
            "formed_on",
            "publicity",
            "secrecy_review"
        ]
    );
}

#[test]
fn only_proactive_information_goes_out() {
    let facts = Facts {
        publicity: Some(Publicity::OnRequest),
        ..ready()
    };
    assert_eq!(fields(&facts), ["publicity"]);
}

#[test]
fn an_attachment_can_stand_for_a_body_and_a_future_day_can_not() {
    assert_eq!(
        fields(&Facts {
            body: " ",
            attachments: 1,
            ..ready()
        }),
        Vec::<&str>::new()
    );
    assert_eq!(
        fields(&Facts {
            formed_on: Some(date(2025, 1, 1)),
            ..ready()
        }),
        ["formed_on"]
    );
}

#[test]
fn a_secret_mark_or_an_identity_number_stops_publication() {
    assert_eq!(
        fields(&Facts {
            body: "机密★3年",
            ..ready()
        }),
        ["body"]
    );
    // A made-up number with a right check digit.
    let found = traces("联系人身份证号：11010519491231002X。");
    assert_eq!(found, [Trace::IdentityNumber("110105********002X".into())]);
    assert_eq!(
        traces("110105194912310021 12345678901234567890 2024123456789012345"),
        []
    );
}

#[test]
fn publishing_is_due_twenty_working_days_after_forming() {
    let due = publish_due(&Calendar::built_in(), date(2024, 2, 5));
    assert_eq!(due.on, date(2024, 3, 8));
}

#[test]
fn index_numbers_and_articles_name_the_category() {
    assert_eq!(
        index_number("MJ01", Category::Penalties, 2024, 12),
        "MJ01-2006-2024-00012"
    );
    assert_eq!(Category::Penalties.article(), "第二十条第（六）项");
    assert_eq!(Category::Others.article(), "第二十条第（十五）项");
}
