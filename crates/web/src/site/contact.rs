//! 联系我们, made from the organ's own particulars: whom to call, where to go and when, who supervises, who reconsiders.

use askama::Template;
use axum::response::Response;
use law::codes::spoken_with_weekday;
use office::{calendar, cases};

use crate::errors::Problem;
use crate::site::layout::Frame;
use crate::site::visitor::{Contact, Visitor};

/// Its address.
pub const HERE: &str = "/contact";
/// What the page is called; a column of that name is led to from it.
pub const NAME: &str = "联系我们";

#[derive(Template)]
#[template(path = "site/contact.html")]
struct ContactPage {
    frame: Frame,
    /// The telephone, large; what else there is, line by line.
    phone: Option<Contact>,
    today: String,
    is_working_day: bool,
    hours: String,
    facts: Vec<Contact>,
    supervision: Vec<Contact>,
    column: Option<String>,
    has_halls: bool,
}

/// The page.
pub async fn contact(visitor: Visitor) -> Result<Response, Problem> {
    let (office, organ, today) = (visitor.office(), &visitor.site.organ, visitor.moment.today);
    let calendar = calendar::holidays(office).await?;
    let (reconsiderer, court) = cases::remedies_named(office, organ.id).await?;
    let guide = &organ.guide;
    let facts = [
        ("", "机关名称", organ.name.as_str()),
        ("", "受理机构", guide.office_name.as_str()),
        ("", "办公地址", guide.address.as_str()),
        ("", "怎样到达", guide.way_there.as_str()),
        ("postcode", "邮政编码", guide.postcode.as_str()),
        ("", "传真", guide.fax.as_str()),
        ("email", "互联网联系方式", guide.email.as_str()),
    ];
    let supervision = [
        ("supervision_phone", "监督电话", guide.supervision_phone.as_str()),
        ("phone", "热线", "12345"),
        ("", "复议机关", reconsiderer.as_str()),
        ("", "管辖法院", court.as_str()),
    ];
    let column = visitor.site.columns.iter().find(|node| node.column.name == NAME);
    let halls = office::halls::halls_for_public(office, organ.id).await?;
    visitor.page(&ContactPage {
        has_halls: !halls.is_empty(),
        frame: visitor.frame(NAME, &[]),
        phone: Some(Contact::of("phone", "联系电话", &guide.phone)).filter(|line| !line.value.is_empty()),
        today: spoken_with_weekday(today),
        is_working_day: calendar.is_working_day(today),
        hours: guide.hours.trim().to_owned(),
        facts: lines(&facts),
        supervision: lines(&supervision),
        column: column.map(|node| crate::site::layout::href(&node.column)),
    })
}

fn lines(all: &[(&str, &'static str, &str)]) -> Vec<Contact> {
    let lines = all
        .iter()
        .map(|(name, label, value)| Contact::of(name, label, value));
    lines.filter(|line| !line.value.is_empty()).collect()
}
