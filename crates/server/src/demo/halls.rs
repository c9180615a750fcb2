//! The demonstration's halls (南厅、北厅): their windows with somebody at each, and, where all of it is loaded, the visits of some days. All who
//! are named are invented; nobody who comes is named at all.

use jiff::civil::Date;
use law::calendar::Calendar;
use law::halls::TypedHours;
use office::halls::{self, HallForm, Tap, TurnForm, WindowForm};
use office::{HallId, HallWindowId, Moment, Office};

use super::lives::working_days_before;
use super::load::{Cast, morning};
use super::samples::Organ;

/// What people came for on a day: kind, outcome, how often.
const DAY: [(&str, &str, usize); 5] = [
    ("reading", "answered", 3),
    ("policy", "answered", 2),
    ("guidance", "answered", 2),
    ("guidance", "guided", 1),
    ("policy", "told_once", 1),
];
/// On how many working days before the day of loading.
const DAYS: u16 = 6;

/// Sets up the halls with their windows; with visits where all of the demonstration is loaded.
pub async fn all(
    office: &Office,
    organ: &Organ,
    cast: &Cast,
    (moment, is_whole): (Moment, bool),
    calendar: &Calendar,
) -> anyhow::Result<()> {
    for hall in &organ.halls {
        let form = HallForm {
            name: hall.name.clone(),
            address: hall.address.clone(),
            way_there: hall.way_there.clone(),
            phone: hall.phone.clone(),
            hours: TypedHours {
                summer: "8:30-12:00，15:00-18:30".to_owned(),
                winter: "8:30-12:00，14:30-18:00".to_owned(),
                summer_from: "5月1日".to_owned(),
                winter_from: "10月1日".to_owned(),
                days: "working_days".to_owned(),
            },
            services: "信息查阅\n政策咨询\n办事指引\n依申请公开受理".to_owned(),
            equipment: "查询终端\n打印机、复印机\n老花镜".to_owned(),
            notice: "查阅信息不登记身份，不收费；查阅本请勿带离。".to_owned(),
            ..HallForm::default()
        };
        let id = halls::add_hall(office, &cast.signer, moment, &form, "").await?;
        for (place, name) in hall.windows.iter().enumerate() {
            let window = WindowForm {
                name: name.clone(),
                ..WindowForm::default()
            };
            let window = halls::add_window(office, &cast.signer, moment, id, &window, "").await?;
            roster(office, cast, moment, window).await?;
            if place == 0 && is_whole {
                visits(office, cast, calendar, (id, window), moment.today).await?;
            }
        }
    }
    Ok(())
}

async fn roster(office: &Office, cast: &Cast, moment: Moment, window: HallWindowId) -> anyhow::Result<()> {
    for (turn, person) in [("a", "示例·窗口甲"), ("b", "示例·窗口乙")] {
        let form = TurnForm {
            turn: turn.to_owned(),
            person: person.to_owned(),
            from: moment.today.first_of_year().to_string(),
            to: String::new(),
        };
        halls::add_turn(office, &cast.signer, moment, window, &form, "").await?;
    }
    Ok(())
}

async fn visits(
    office: &Office,
    cast: &Cast,
    calendar: &Calendar,
    (hall, window): (HallId, HallWindowId),
    today: Date,
) -> anyhow::Result<()> {
    for ago in 1..=DAYS {
        let day = working_days_before(calendar, today, ago);
        let mut minutes = 0;
        for (kind, outcome, many) in DAY {
            for _ in 0..many {
                minutes += 7;
                let tap = Tap {
                    hall,
                    window: Some(window),
                    mark: format!("demo-{hall}-{day}-{minutes:04}"),
                    kind: kind.to_owned(),
                    outcome: outcome.to_owned(),
                    tapped_at: None,
                };
                halls::register_visit(office, &cast.clerk, morning(day, minutes)?, &tap).await?;
            }
        }
    }
    Ok(())
}
