//! The course of a case: what is due, what has happened with the clocks folded into it, the latest first, and what of it was
//! recorded wrongly.

use jiff::civil::Date;
use law::calendar::Calendar;
use law::cases::{Act as CaseAct, Clock, ClockName, Line, OnTheWay, Span, Urgency, may_mend};
use office::cases::letters::{Back, CaseLetter, StruckBack};
use office::cases::{self, Case, Entry, Mended};

use crate::desk::cases::shared::{near, short_day};
use crate::desk::layout::Desk;
use crate::errors::Problem;
use crate::when::minute;

/// What is due, what has happened, and what was mended.
pub(in crate::desk::cases) struct Course {
    pub ahead: Vec<Ahead>,
    /// How the days were worked out, line by line.
    pub reasoning: Vec<Line>,
    pub happened: Vec<Happened>,
    pub mended: Vec<MendedLine>,
}

/// A day by which something is due.
pub(in crate::desk::cases) struct Ahead {
    pub on: String,
    /// The same on paper, which is read in another year.
    pub on_paper: String,
    pub label: String,
    pub left: String,
    /// The class of how near it is.
    pub near: &'static str,
    pub article: &'static str,
}

/// One line of what has happened.
pub(in crate::desk::cases) struct Happened {
    pub seq: i64,
    pub on: String,
    pub on_paper: String,
    pub label: &'static str,
    pub words: String,
    pub note: Option<String>,
    /// How long the reply's clock stood still because of it.
    pub pause: Option<String>,
    pub actor: String,
    pub recorded_at: String,
    /// This person may mend it.
    pub may_mend: bool,
}

/// One mending.
pub(in crate::desk::cases) struct MendedLine {
    pub words: String,
    pub reason: String,
    pub by: String,
}

impl Course {
    pub async fn of(
        desk: &Desk,
        case: &Case,
        letters: &[CaseLetter],
        calendar: &Calendar,
    ) -> Result<Self, Problem> {
        let mended = cases::mendings(desk.office(), &desk.actor, case.id).await?;
        let is_mendable = |entry: &Entry| {
            case.anonymised_at.is_none() && may_mend(&desk.actor.roles, entry.event.what.act()).is_ok()
        };
        let clocks = &case.standing.clocks;
        let pauses: Vec<&Span> = clocks.iter().flat_map(|clock| &clock.excluded).collect();
        let today = desk.moment.today;
        let mut happened: Vec<(Date, Happened)> = case
            .timeline
            .iter()
            .map(|entry| {
                let line = Happened {
                    may_mend: is_mendable(entry),
                    pause: pause(entry, &pauses),
                    ..Happened::of(entry, today)
                };
                (entry.event.on, line)
            })
            .collect();
        for letter in letters {
            for back in letter.returns() {
                let at = happened.iter().position(|(on, _)| *on > back.on);
                let line = (back.on, Happened::of_return(letter, back, today));
                happened.insert(at.unwrap_or(happened.len()), line);
            }
        }
        happened.reverse();
        let happened = happened.into_iter().map(|(_, line)| line).collect();
        let struck = letters.iter().flat_map(|letter| {
            let struck = letter.struck_returns().into_iter();
            struck.map(|one| MendedLine::of_return(letter, one))
        });
        let mut ahead = ahead(clocks, case.standing.state.is_open(), today, calendar);
        ahead.splice(0..0, announced(case, today));
        Ok(Self {
            ahead,
            reasoning: case.standing.reasoning.clone(),
            happened,
            mended: mended.iter().map(MendedLine::of).chain(struck).collect(),
        })
    }
}

/// The day on which what was announced counts as delivered, counted in calendar days (民事诉讼法第九十五条).
fn announced(case: &Case, today: Date) -> Option<Ahead> {
    let until = case.standing.announced_until.filter(|until| today < *until)?;
    Some(Ahead {
        on: short_day(until, today),
        on_paper: until.to_string(),
        label: "公告期满，视为送达".to_owned(),
        left: Calendar::days_left(until, today),
        near: "",
        article: "参照民事诉讼法第九十五条",
    })
}

/// What runs, the latest day first.
fn ahead(clocks: &[Clock], is_open: bool, today: Date, calendar: &Calendar) -> Vec<Ahead> {
    // Once the day for a notice of correction has passed there is nothing left to remind of.
    let is_told = |clock: &&Clock| clock.name != ClockName::CorrectionNotice || today <= clock.last_on();
    let running = clocks.iter().filter(|clock| is_open && clock.is_running());
    let mut running: Vec<&Clock> = running.filter(is_told).collect();
    running.sort_by_key(|clock| std::cmp::Reverse(clock.last_on()));
    let tentative = |clock: &Clock| if clock.tentative { "（暂定）" } else { "" };
    let shown = |clock: &&Clock| Ahead {
        on: format!("{}{}", short_day(clock.told_on(today), today), tentative(clock)),
        on_paper: format!("{}{}", clock.told_on(today), tentative(clock)),
        label: format!("{}期限", clock.label),
        left: calendar.time_left(clock.told_on(today), today),
        near: near(Urgency::of(clock.told_on(today), today, calendar)),
        article: clock.article,
    };
    running.iter().map(shown).collect()
}

/// What of the reply's clock stood still from that event on.
fn pause(entry: &Entry, pauses: &[&Span]) -> Option<String> {
    // Of two letters of one day each has its own.
    let letter = OnTheWay::of(&entry.event)?;
    let span = pauses.iter().find(|span| span.letter == letter)?;
    let from = span.from.tomorrow().unwrap_or(span.from);
    let open = if span.is_open {
        "，意见提前收到的相应提前"
    } else {
        ""
    };
    Some(format!(
        "停止计算：{from} 至 {}，{} 个工作日{open}",
        span.through, span.working_days
    ))
}

impl Happened {
    fn of(entry: &Entry, today: Date) -> Self {
        Self {
            seq: entry.seq,
            on: short_day(entry.event.on, today),
            on_paper: entry.event.on.to_string(),
            label: entry.event.label(),
            words: entry.event.words(),
            note: entry.beside(),
            pause: None,
            actor: entry.actor.clone(),
            recorded_at: minute(entry.recorded_at),
            may_mend: false,
        }
    }

    /// That a letter came back that no event of the case tells of.
    fn of_return(letter: &CaseLetter, back: &Back, today: Date) -> Self {
        Self {
            seq: 0,
            on: short_day(back.on, today),
            on_paper: back.on.to_string(),
            label: CaseAct::Undelivered.label(),
            words: letter.words_of_sending(back.sent_on),
            note: Some(back.why.clone()),
            pause: None,
            actor: back.by.clone(),
            recorded_at: back.recorded_at().map(minute).unwrap_or_default(),
            may_mend: false,
        }
    }
}

impl MendedLine {
    /// Such a return that was struck.
    fn of_return(letter: &CaseLetter, struck: &StruckBack) -> Self {
        Self {
            words: format!("{}：撤销登记", letter.line_of_return(&struck.back)),
            reason: struck.why.clone(),
            by: format!(
                "{} {}",
                struck.by,
                struck.struck_at().map(minute).unwrap_or_default()
            ),
        }
    }

    fn of(mended: &Mended) -> Self {
        let now = mended
            .now
            .as_ref()
            .map_or_else(|| "撤销登记".to_owned(), |now| format!("更正为 {}", now.line()));
        let stated = mended.stated_proof.as_deref().filter(|proof| !proof.is_empty());
        let stated = stated.map_or_else(String::new, |proof| format!("，原凭证：{proof}"));
        Self {
            words: format!("{}{stated}：{now}", mended.stated.line()),
            reason: mended.reason.clone(),
            by: format!("{} {}", mended.by, minute(mended.at)),
        }
    }
}
