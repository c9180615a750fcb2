//! 政务服务大厅 for the public: where the halls are, whether they are open now and when, what is done there, whom to call. Nobody at a window
//! is named.

use askama::Template;
use axum::response::Response;
use law::codes::spoken_with_weekday;
use office::calendar;
use office::halls::{self, Hall};

use crate::errors::Problem;
use crate::site::layout::Frame;
use crate::site::visitor::{Contact, Visitor};
use crate::when::local;

/// Its address.
pub const HERE: &str = "/halls";
/// What the page is called.
pub const NAME: &str = "政务服务大厅";

struct Card {
    hall: Hall,
    phone: Option<Contact>,
    now: String,
    is_open: bool,
    today: String,
    hours: Vec<String>,
    closure: Option<String>,
}

#[derive(Template)]
#[template(path = "site/halls.html")]
struct HallsPage {
    frame: Frame,
    today: String,
    cards: Vec<Card>,
}

/// The page.
pub async fn halls(visitor: Visitor) -> Result<Response, Problem> {
    let (office, moment) = (visitor.office(), visitor.moment);
    let calendar = calendar::holidays(office).await?;
    let halls = halls::halls_for_public(office, visitor.site.organ.id).await?;
    let card = |hall: Hall| {
        let now = hall.hours.at(local(moment.now), &calendar, hall.closure.as_ref());
        // What is over is announced no more.
        let closure = hall.closure.as_ref().filter(|one| one.to >= moment.today);
        Card {
            phone: Some(Contact::of("phone", "咨询电话", &hall.phone)).filter(|line| !line.value.is_empty()),
            is_open: now.is_open(),
            now: now.told(),
            today: hall.hours.told_on(moment.today),
            hours: hall.hours.told(),
            closure: closure.map(|one| format!("{} 至 {}暂停服务：{}", one.from, one.to, one.reason)),
            hall,
        }
    };
    visitor.page(&HallsPage {
        frame: visitor.frame(NAME, &[]),
        today: spoken_with_weekday(moment.today),
        cards: halls.into_iter().map(card).collect(),
    })
}
