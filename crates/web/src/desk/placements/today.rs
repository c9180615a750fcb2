//! 今天要发: what waits, by outlet, what is urgent first.

use askama::Template;
use axum::response::Response;
use law::outlets::Standing;
use law::staff::Act;
use office::placements::{self, Waiting};

use super::{address, badge};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::when::minute;

/// Something that waits.
struct Line {
    title: String,
    href: String,
    standing: &'static str,
    badge: &'static str,
    act: &'static str,
    asked: String,
    is_outdated: bool,
}

/// An outlet, and what waits there.
struct OutletGroup {
    name: String,
    kind: &'static str,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "desk/placements/today.html")]
struct TodayPage {
    frame: Frame,
    groups: Vec<OutletGroup>,
    silent: Vec<String>,
    has_outlets: bool,
    may_place: bool,
    may_manage: bool,
}

fn line(waiting: &Waiting) -> Line {
    let row = &waiting.row;
    let act = match row.standing {
        Standing::AwaitingLink => "回填",
        Standing::WithdrawalAsked => "撤下",
        Standing::Unknown => "查看",
        Standing::Differs => "处理",
        _ => row.kind.act(),
    };
    Line {
        title: row.title.clone(),
        href: address(row.id),
        standing: row.standing.task(),
        badge: badge(row.standing),
        act,
        asked: minute(row.asked_at),
        is_outdated: waiting.is_outdated,
    }
}

/// The page.
pub async fn show(desk: Desk) -> Result<Response, Problem> {
    let (office, actor) = (desk.office(), &desk.actor);
    let mut groups: Vec<OutletGroup> = Vec::new();
    for waiting in placements::waiting(office, actor).await? {
        let name = &waiting.row.outlet_name;
        if let Some(group) = groups.iter_mut().find(|group| group.name == *name) {
            group.lines.push(line(&waiting));
            continue;
        }
        groups.push(OutletGroup {
            name: name.clone(),
            kind: waiting.row.kind.label(),
            lines: vec![line(&waiting)],
        });
    }
    let silent = placements::silence(office, actor, desk.moment).await?;
    let silent = silent.iter().map(|(name, silence)| {
        let over = if silence.is_over {
            "，超过更新期限"
        } else {
            "，快到更新期限"
        };
        format!(
            "{name}上次发布是 {}，已 {} 天{over}。",
            silence.last_on, silence.days
        )
    });
    desk.page(&TodayPage {
        frame: desk.frame("今天要发", Section::Placements, &[]),
        groups,
        silent: silent.collect(),
        has_outlets: !placements::outlets(office, actor).await?.is_empty(),
        may_place: desk.may(Act::PlaceElsewhere),
        may_manage: desk.may(Act::ManageOutlets),
    })
}
