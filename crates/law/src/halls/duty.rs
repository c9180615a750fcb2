//! Who is at a window on a day (A/B 角): the first holder; the second where the first is away; else a gap, which is told and never
//! passed over.

use jiff::civil::Date;

use crate::labelled::labelled;

labelled! {
    /// What a line of the roster says of a person.
    Turn {
        First = "a", "A角";
        Second = "b", "B角";
        Away = "away", "不在岗";
    }
}

/// A line of a window's roster: what somebody is there, from a day on, to a day where one is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterLine {
    pub turn: Turn,
    pub person: String,
    pub from: Date,
    pub to: Option<Date>,
}

impl RosterLine {
    /// Whether it holds on that day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

/// Who is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnDuty {
    First(String),
    /// The second holder, for who is away; for nobody where no first one is set.
    Second {
        person: String,
        instead_of: Option<String>,
    },
    /// Nobody: who would be there, and is away.
    Gap(Vec<String>),
}

impl OnDuty {
    /// Who is there, if anybody is.
    pub fn person(&self) -> Option<&str> {
        match self {
            Self::First(person) | Self::Second { person, .. } => Some(person),
            Self::Gap(_) => None,
        }
    }

    /// 示例甲（A角）; 示例乙（B角，顶替示例甲）; 无人值守（示例甲、示例乙不在岗）
    pub fn told(&self) -> String {
        match self {
            Self::First(person) => format!("{person}（A角）"),
            Self::Second {
                person,
                instead_of: Some(away),
            } => format!("{person}（B角，顶替{away}）"),
            Self::Second { person, .. } => format!("{person}（B角）"),
            Self::Gap(away) if away.is_empty() => "无人值守（没有排班）".to_owned(),
            Self::Gap(away) => format!("无人值守（{}不在岗）", away.join("、")),
        }
    }
}

/// Who is at the window on that day. Of several lines for one turn the one that begins last holds: a stand-in for some days is
/// entered over who is there for good.
pub fn on_duty(lines: &[RosterLine], day: Date) -> OnDuty {
    let holding = || lines.iter().filter(|line| line.holds_on(day));
    let is_away = |person: &str| holding().any(|line| line.turn == Turn::Away && line.person == person);
    let holder = |turn: Turn| {
        let of_turn = holding().filter(|line| line.turn == turn);
        of_turn
            .max_by_key(|line| line.from)
            .map(|line| line.person.as_str())
    };
    let (first, second) = (holder(Turn::First), holder(Turn::Second));
    match (first, second) {
        (Some(first), _) if !is_away(first) => OnDuty::First(first.to_owned()),
        (_, Some(second)) if !is_away(second) => OnDuty::Second {
            person: second.to_owned(),
            instead_of: first.map(str::to_owned),
        },
        _ => {
            let away = [first, second].into_iter().flatten();
            let mut away: Vec<String> = away.map(str::to_owned).collect();
            away.dedup();
            OnDuty::Gap(away)
        }
    }
}
