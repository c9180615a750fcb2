//! Halls, their windows and who is at them: set up by whoever may, told where something is wrong, never changed unseen.

use jiff::civil::date;
use law::staff::Role;
use office::OfficeError;
use office::halls::{self, HallForm, TurnForm, WindowForm};

use super::{hall, hall_form, tap};
use crate::harness::{Site, moment, stories};

stories! {
    halls_are_set_up_by_whoever_may_and_a_stale_form_is_refused
    who_is_at_a_window_is_a_line_that_is_taken_back_and_never_changed
}

async fn halls_are_set_up_by_whoever_may_and_a_stale_form_is_refused(site: &Site) {
    let at = moment("2024-09-01T09:00");
    let signer = site.person("signer", &[Role::Signer]).await;
    let clerk = site.person("clerk", &[Role::RequestClerk]).await;
    let refused = halls::add_hall(&site.office, &clerk, at, &hall_form("南厅"), "").await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    let wrong = HallForm {
        closed_from: "2024-09-10".to_owned(),
        ..hall_form("")
    };
    let Err(OfficeError::Invalid(fields)) = halls::add_hall(&site.office, &signer, at, &wrong, "").await
    else {
        panic!("a hall without a name, closed for no reason");
    };
    let fields: Vec<&str> = fields.iter().map(|field| field.field).collect();
    assert_eq!(fields, ["name", "closed_until", "closed_why"]);
    let id = halls::add_hall(&site.office, &signer, at, &hall_form("南厅"), "")
        .await
        .unwrap();
    assert!(
        halls::add_hall(&site.office, &signer, at, &hall_form("南厅"), "")
            .await
            .is_err()
    );
    let ended = HallForm {
        is_ended: true,
        ..hall_form("南厅")
    };
    halls::save_hall(&site.office, &signer, at, (id, 1), &ended)
        .await
        .unwrap();
    let stale = halls::save_hall(&site.office, &signer, at, (id, 1), &ended).await;
    assert!(matches!(stale, Err(OfficeError::Stale { .. })));
    assert!(
        halls::halls_for_public(&site.office, site.organ)
            .await
            .unwrap()
            .is_empty()
    );
    let late = halls::register_visit(
        &site.office,
        &clerk,
        at,
        &tap(id, "1", "reading", "answered", None),
    )
    .await;
    assert!(
        matches!(late, Err(OfficeError::Invalid(_))),
        "an ended hall takes in nobody"
    );
}

async fn who_is_at_a_window_is_a_line_that_is_taken_back_and_never_changed(site: &Site) {
    let at = moment("2024-09-10T09:00");
    let signer = site.person("signer", &[Role::Signer]).await;
    let south = hall(site, "南厅").await;
    let window = WindowForm {
        name: "3 号窗口".to_owned(),
        ..WindowForm::default()
    };
    let window = halls::add_window(&site.office, &signer, at, south, &window, "")
        .await
        .unwrap();
    let turn = |turn: &str, person: &str, from: &str, to: &str| TurnForm {
        turn: turn.to_owned(),
        person: person.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
    };
    let add = async |form: TurnForm| halls::add_turn(&site.office, &signer, at, window, &form, "").await;
    add(turn("a", "示例甲", "2024-09-01", "")).await.unwrap();
    add(turn("b", "示例乙", "2024-09-01", "")).await.unwrap();
    let away = add(turn("away", "示例甲", "2024-09-10", "2024-09-12"))
        .await
        .unwrap();
    assert!(add(turn("a", "", "2024-09-10", "2024-09-01")).await.is_err());
    let duty = async || {
        let windows = halls::windows(&site.office, &signer).await.unwrap();
        law::halls::on_duty(&windows.first().unwrap().lines(), date(2024, 9, 11)).told()
    };
    assert_eq!(duty().await, "示例乙（B角，顶替示例甲）");
    halls::end_turn(&site.office, &signer, at, (window, away))
        .await
        .unwrap();
    halls::end_turn(&site.office, &signer, at, (window, away))
        .await
        .unwrap();
    assert_eq!(duty().await, "示例甲（A角）");
}
