//! What happens to a matter (办件), as it is recorded: one event per act, at its moment. Events are the truth of a matter; its
//! standing is worked out from them. No rule is applied here.

use serde::{Deserialize, Deserializer, Serialize};

use super::act::Act;
use crate::codes::Moment;

/// One event of a matter, at its moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub on: Moment,
    #[serde(flatten)]
    pub what: What,
}

/// What happened, with what is needed to reckon from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum What {
    /// By which door it came: `website`, `hall`, `official_account`, …
    Received {
        channel: String,
    },
    Assigned {
        to: String,
    },
    Taken {
        by: String,
    },
    HandedBack {
        reason: String,
    },
    HandedOver {
        to: String,
    },
    MoreAsked {},
    MoreGiven {},
    InterimAnswered {},
    /// Longer by so many of what the answer's period is counted in.
    Extended {
        days: u16,
        #[serde(default)]
        approved_by: String,
    },
    /// The code of another kind.
    KindChanged {
        to: String,
    },
    Answered {},
    Published {},
    /// From 1 非常不满意 to 5 非常满意.
    Rated {
        #[serde(deserialize_with = "score")]
        score: u8,
    },
    Redone {},
    Withdrawn {},
    /// A code of [`super::Ground`], or words.
    Declined {
        ground: String,
    },
    Closed {},
}

impl What {
    /// The act this is a record of.
    pub const fn act(&self) -> Act {
        match self {
            Self::Received { .. } => Act::Received,
            Self::Assigned { .. } => Act::Assigned,
            Self::Taken { .. } => Act::Taken,
            Self::HandedBack { .. } => Act::HandedBack,
            Self::HandedOver { .. } => Act::HandedOver,
            Self::MoreAsked {} => Act::MoreAsked,
            Self::MoreGiven {} => Act::MoreGiven,
            Self::InterimAnswered {} => Act::InterimAnswered,
            Self::Extended { .. } => Act::Extended,
            Self::KindChanged { .. } => Act::KindChanged,
            Self::Answered {} => Act::Answered,
            Self::Published {} => Act::Published,
            Self::Rated { .. } => Act::Rated,
            Self::Redone {} => Act::Redone,
            Self::Withdrawn {} => Act::Withdrawn,
            Self::Declined { .. } => Act::Declined,
            Self::Closed {} => Act::Closed,
        }
    }
}

/// The name of a channel as people say it; what is not known is called as it was written.
pub fn channel_label(code: &str) -> &str {
    match code {
        "website" => "网站",
        "hall" => "政务服务大厅",
        "official_account" | "wechat" => "公众号",
        "hotline" | "12345" => "12345热线",
        "phone" => "电话",
        "mail" | "email" => "电子邮件",
        "letter" => "来信",
        "visit" => "走访",
        "superior" => "上级交办",
        _ => code,
    }
}

/// The events in the order they happened: by day, within a day by their times, and where those are not known as they were given.
pub(super) fn in_order(events: &[Event]) -> Vec<(usize, &Event)> {
    let mut order: Vec<(usize, &Event)> = (1..).zip(events).collect();
    order.sort_by_key(|(_, event)| event.on.on);
    // What has no time happened when what stands before it did.
    let mut last = Moment::from(jiff::civil::Date::MIN);
    let mut timed: Vec<(Moment, (usize, &Event))> = Vec::with_capacity(order.len());
    for (position, event) in order {
        let at = match event.on.at {
            None if last.on == event.on.on => last,
            _ => event.on,
        };
        last = at;
        timed.push((at, (position, event)));
    }
    timed.sort_by_key(|(at, _)| *at);
    timed.into_iter().map(|(_, event)| event).collect()
}

fn score<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let score = u8::deserialize(deserializer)?;
    if (1..=5).contains(&score) {
        Ok(score)
    } else {
        Err(serde::de::Error::custom(format!(
            "score 为 {score}，应当是 1 至 5"
        )))
    }
}
/// How content somebody may be, as number, code and words, the best first: 政务服务“好差评”五级 (国办发〔2019〕51号).
pub const SCORES: [(u8, &str, &str); 5] = [
    (5, "5", "非常满意"),
    (4, "4", "满意"),
    (3, "3", "基本满意"),
    (2, "2", "不满意"),
    (1, "1", "非常不满意"),
];

/// A score in words.
pub fn score_label(score: u8) -> &'static str {
    let found = SCORES.iter().find(|(known, ..)| *known == score);
    found.map_or("", |(.., label)| label)
}
