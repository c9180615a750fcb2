//! Every door leads to one kind of record: what came on paper or from 12345, what is added, what days change, what is counted.

use law::matters::AskingForm;
use office::matters::{self, ListFilter, Registering};
use office::{OfficeError, Program};

use super::{WORDS, answered, asked, asked_under, asking, holder, people, refusal, seen, version};
use crate::harness::{Site, moment, stories};

stories! {
    what_came_by_another_door_keeps_its_stated_day_and_its_own_number
    who_asked_adds_and_withdraws_and_nothing_after
    what_days_change_is_turned_by_itself
    work_orders_are_taken_once_and_every_refused_line_is_named
    what_is_counted_adds_up_and_each_share_has_its_denominator
}

const ANSWER: &str = "二期厂房四月一日起交付，请凭合同到园区服务大厅二号窗口办理交接手续。";

async fn what_came_by_another_door_keeps_its_stated_day_and_its_own_number(site: &Site) {
    let people = people(site).await;
    let at = moment("2025-03-05T09:10");
    let registering = Registering {
        form: AskingForm {
            kind: "hotline".to_owned(),
            title: "路灯不亮".to_owned(),
            text: "科创路东段路灯已有三盏不亮，请修复。".to_owned(),
            ..AskingForm::default()
        },
        channel: "hotline".to_owned(),
        stated: Some(("2025-03-03".parse().unwrap(), "12345工单".to_owned())),
        outside: Some(("LY20250303001".to_owned(), "2025-03-08 18:00".to_owned())),
        is_sample: false,
    };
    let office = &site.office;
    let done = matters::register(office, &people.clerk, at, &registering, Vec::new(), "a")
        .await
        .unwrap();
    let matter = seen(site, &people.clerk, "2025-03-05T09:10", done.id).await;
    // The clocks run from the stated day; the server's instant is kept beside it.
    assert_eq!(matter.standing.received.on.to_string(), "2025-03-03");
    assert_eq!(matter.received_at, at.now);
    assert_eq!(matter.outside.unwrap().0, "LY20250303001");
    let twice = matters::register(office, &people.clerk, at, &registering, Vec::new(), "b").await;
    assert!(refusal(twice.unwrap_err()).contains(&done.number));
    let future = Registering {
        stated: Some(("2025-03-06".parse().unwrap(), "某人".to_owned())),
        outside: None,
        ..registering.clone()
    };
    assert!(
        matters::register(office, &people.clerk, at, &future, Vec::new(), "c")
            .await
            .is_err()
    );
    let nowhere = Registering {
        channel: "moon".to_owned(),
        ..future
    };
    assert!(
        matters::register(office, &people.clerk, at, &nowhere, Vec::new(), "d")
            .await
            .is_err()
    );
}

async fn who_asked_adds_and_withdraws_and_nothing_after(site: &Site) {
    let people = people(site).await;
    let id = asked(site, "2025-03-03T09:10").await.id;
    let (office, who) = (&site.office, holder(site, id));
    let at = moment("2025-03-04T09:10");
    matters::give_more(office, &who, at, "合同编号是2024-18。", "t")
        .await
        .unwrap();
    matters::give_more(office, &who, at, "合同编号是2024-18。", "t")
        .await
        .unwrap();
    let matter = seen(site, &people.clerk, "2025-03-04T09:10", id).await;
    assert_eq!(matter.timeline.len(), 2);
    assert_eq!(matter.words, WORDS);
    assert!(matter.timeline[1].is_own);
    matters::withdraw(office, &who, at).await.unwrap();
    assert!(
        matters::give_more(office, &who, at, "再补充一点情况。", "u")
            .await
            .is_err()
    );
    assert!(matters::rate(office, &who, at, 5, "").await.is_err());
    let seen = version(site, &people.clerk, "2025-03-04T09:20", id).await;
    let late = matters::take(office, &people.clerk, moment("2025-03-04T09:20"), seen).await;
    assert_eq!(refusal(late.unwrap_err()), "本人已经撤回。");
}

async fn what_days_change_is_turned_by_itself(site: &Site) {
    let people = people(site).await;
    let id = asked(site, "2025-03-03T09:10").await.id;
    answered(site, &people, "2025-03-03", id, ANSWER).await;
    let row = async || {
        let rows = matters::list(&site.office, &people.clerk, &ListFilter::default())
            .await
            .unwrap();
        rows.items[0].state.code()
    };
    assert_eq!(row().await, "answered");
    let turned = async |at| {
        matters::refresh_moving(&site.office, Program::itself(), moment(at))
            .await
            .unwrap()
    };
    assert_eq!(turned("2025-03-04T00:01").await, 0);
    assert_eq!(turned("2025-04-07T00:01").await, 1);
    assert_eq!(row().await, "to_close");
    assert_eq!(turned("2025-04-07T00:02").await, 0);
}

async fn work_orders_are_taken_once_and_every_refused_line_is_named(site: &Site) {
    let people = people(site).await;
    let at = moment("2025-03-05T09:10");
    let order = |line: u32, number: &str| law::matters::WorkOrder {
        line,
        number: number.to_owned(),
        due: "2025-03-10 18:00".to_owned(),
        sent_on: Some("2025-03-03".parse().unwrap()),
        form: AskingForm {
            kind: "hotline".to_owned(),
            title: "路灯不亮".to_owned(),
            text: "科创路东段路灯已有三盏不亮，请修复。".to_owned(),
            ..AskingForm::default()
        },
    };
    let orders = [order(2, "LY01"), order(3, "LY02"), order(4, "LY01")];
    let office = &site.office;
    let taken = matters::take_in(office, &people.clerk, at, &orders, "转办单.xlsx")
        .await
        .unwrap();
    assert_eq!(taken.made, 2);
    assert_eq!(
        taken.refused.iter().map(|(line, _)| *line).collect::<Vec<_>>(),
        [4]
    );
    let again = matters::take_in(office, &people.clerk, at, &orders, "转办单.xlsx")
        .await
        .unwrap();
    assert_eq!((again.made, again.refused.len()), (0, 3));
    let refused = matters::take_in(office, &people.signer, at, &orders, "转办单.xlsx").await;
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
}

async fn what_is_counted_adds_up_and_each_share_has_its_denominator(site: &Site) {
    let people = people(site).await;
    for number in 0..3 {
        let at = moment("2025-03-03T09:10");
        let id = asked_under(site, at, &asking(), &format!("{number}"))
            .await
            .unwrap()
            .id;
        if number > 0 {
            answered(site, &people, "2025-03-04", id, ANSWER).await;
        }
    }
    let at = moment("2025-03-20T09:10");
    let all = ("2025-01-01".parse().unwrap(), "2025-12-31".parse().unwrap());
    let found = matters::statistics(&site.office, &people.signer, at, all)
        .await
        .unwrap();
    assert_eq!(
        (found.table.received, found.table.answered, found.table.open),
        (3, 2, 1)
    );
    assert_eq!(found.table.by_kind.iter().map(|(_, count)| count).sum::<u64>(), 3);
    assert_eq!(found.table.by_unit.iter().map(|(_, count)| count).sum::<u64>(), 3);
    assert_eq!(found.average_days.as_deref(), Some("1"));
    let on_time = found
        .rates
        .iter()
        .find(|rate| rate.name == law::matters::RateName::OnTime)
        .unwrap();
    assert_eq!((on_time.numerator, on_time.denominator), (2, 3));
    let before = ("2024-01-01".parse().unwrap(), "2024-12-31".parse().unwrap());
    let none = matters::statistics(&site.office, &people.signer, at, before)
        .await
        .unwrap();
    assert_eq!(none.table.received, 0);
}
