//! What the clock does with a document (定时发布、定时撤下), in words on its page, and what it did not get done on 今日待办.

use law::staff::Act;
use office::documents::{self, DeskDocument, Missed, State};

use super::HERE;
use crate::desk::layout::Desk;
use crate::desk::task::{Group, Task, When};
use crate::errors::Problem;
use crate::when::minute;

/// What is said of it, and what the button of the publication does.
pub struct Clockwork {
    /// It did not go out at its time, and why.
    pub failed: Option<String>,
    /// What will happen by itself.
    pub told: Vec<String>,
    /// 发布第 2 版, or 确认定时发布 while its time is ahead.
    pub button: String,
    /// Whoever publishes has confirmed it: nothing is left to do.
    pub is_confirmed: bool,
    /// 同意并发布, or 同意并确认定时发布.
    pub agree: &'static str,
}

impl Clockwork {
    /// Of this document, as it stands now.
    pub fn of(desk: &Desk, document: &DeskDocument) -> Self {
        let planned_at = document.planned_at;
        let ahead = planned_at.filter(|at| *at > desk.moment.now);
        let failed = document.plan_failed.as_ref().zip(planned_at);
        let is_confirmed = document.state == State::Scheduled;
        let will = ahead.map(|at| {
            let at = minute(at);
            if is_confirmed {
                format!("已确认，{at} 自动发布。改动内容或者时间须重新送审。")
            } else {
                format!("定于 {at} 发布；审核通过后由签发人确认，到时自动发布。")
            }
        });
        let down = document
            .take_down_at
            .map(|at| format!("{} 自动撤下。", minute(at)));
        Self {
            failed: failed.map(|(why, at)| format!("定于 {} 发布，没有发布：{why}", minute(at))),
            told: will.into_iter().chain(down).collect(),
            button: match ahead {
                Some(at) => format!("确认于 {} 发布第 {} 版", minute(at), document.latest.number),
                None => format!("发布第 {} 版", document.latest.number),
            },
            is_confirmed,
            agree: match ahead {
                Some(_) => "同意并确认定时发布",
                None => "同意并发布",
            },
        }
    }
}

/// What did not go out at its time stands first, for whoever writes or publishes.
pub async fn tasks(desk: &Desk) -> Result<Vec<Task>, Problem> {
    if !(desk.may(Act::WriteDocuments) || desk.may(Act::PublishDocuments)) {
        return Ok(Vec::new());
    }
    let missed = documents::missed(desk.office(), &desk.actor).await?;
    let task = |one: Missed| {
        let words = format!("定时发布没有完成：{}", one.title);
        let task = Task::new(Group::Must, "政府信息", words, format!("{HERE}/{}", one.id));
        let when = When {
            words: format!("原定 {}", minute(one.planned_at)),
            class: "is-late",
        };
        Task {
            when,
            ..task.about(one.why)
        }
    };
    Ok(missed.into_iter().map(task).collect())
}
