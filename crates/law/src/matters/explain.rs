//! How a day was worked out, line by line in plain Chinese, each with where its rule comes from: for whoever handles the matter, for
//! whoever asked, and for whoever inspects.

use jiff::civil::Date;
use serde::Serialize;

use super::clock_name::ClockName;
use super::clocks::Clock;
use super::event::channel_label;
use super::ground::Ground;
use super::history::{End, Ended, History, INTAKE, Offer};
use super::rule_name::RuleName;
use super::rules::Rules;
use crate::calendar::{Calendar, DayKind};

/// One step of the reasoning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    pub text: String,
    pub article: String,
}

fn line(text: String, article: &str) -> Line {
    Line {
        text,
        article: article.to_owned(),
    }
}

/// The reasoning behind state and clocks, in the order of what happened.
pub(super) fn explain(history: &History, clocks: &[Clock], rules: &Rules) -> Vec<Line> {
    let mut lines = vec![receipt(history, rules)];
    let of = |name| clocks.iter().filter(move |clock| clock.name == name);
    lines.extend(of(ClockName::Accept).map(|clock| period(clock, &rules.calendar)));
    lines.extend(history.offers.iter().map(|offer| offered(offer, history, rules)));
    lines.extend(taken_alone(history));
    lines.extend(changes(history, rules));
    for clock in of(ClockName::Answer) {
        lines.extend(pauses(clock));
        lines.extend(extension(history, clock, rules));
        lines.push(period(clock, &rules.calendar));
    }
    lines.extend(history.interim.iter().map(|on| {
        let text = format!("{} 作了阶段答复，告知进展；答复期限不停。", on.told());
        line(text, "安阳市政务服务条例第五十条（参照）")
    }));
    lines.extend(of(ClockName::RedLine).map(|clock| period(clock, &rules.calendar)));
    lines.extend(answers(history, clocks, rules));
    lines.extend(of(ClockName::PublishAnswer).map(|clock| period(clock, &rules.calendar)));
    lines.extend(end(history));
    lines
}

fn receipt(history: &History, rules: &Rules) -> Line {
    line(
        format!(
            "{} 收到（{}），类别为“{}”；收到当日不计入，期限从次日起算；此时由{INTAKE}负责。",
            history.received.told(),
            channel_label(&history.channel),
            rules.kind_label(history.first_kind())
        ),
        "民法典第二百零一条第一款；首问负责",
    )
}

/// A clock in a sentence: from when, how long, until when, and when it was met.
fn period(clock: &Clock, calendar: &Calendar) -> Line {
    let (due_on, tentative) = (clock.due_on, if clock.tentative { "（暂定）" } else { "" });
    let met = match clock.met_on {
        Some(met_on) if met_on > due_on => format!("，{met_on} 才办到，逾期"),
        Some(met_on) => format!("，{met_on} 办到"),
        None if clock.is_paused() => "，现在停着，等候本人补充".to_owned(),
        None => String::new(),
    };
    line(
        format!(
            "{}：自 {} 起{}，至 {due_on}{} 届满{tentative}{met}。",
            clock.label,
            clock.from,
            clock.limit,
            special(due_on, calendar)
        ),
        &clock.article,
    )
}

/// What is to be said of a day that is not what it looks like: a Sunday that is worked on.
fn special(day: Date, calendar: &Calendar) -> String {
    match calendar.kind(day) {
        DayKind::MakeUp(name) => format!("（{name}调休，上班）"),
        DayKind::Weekend => "（周末）".to_owned(),
        DayKind::Off(name) => format!("（{name}放假）"),
        DayKind::Weekday => String::new(),
    }
}

fn offered(offer: &Offer, history: &History, rules: &Rules) -> Line {
    let act = if offer.is_assignment { "交办" } else { "移交" };
    let limit = history.hand_back_clock(offer, rules);
    let until = limit.as_ref().map_or_else(String::new, |clock| {
        format!("，不属于其职责的至 {} 可以退回", clock.due_on)
    });
    let then = match (offer.ended, offer.taken_on) {
        (Some((on, Ended::HandedBack)), _) => format!("{} 退回，由{}负责", on.told(), offer.held_by),
        (_, Some(on)) => format!("{} 签收，由签收人负责", on.told()),
        (Some((on, _)), None) => format!("{} 另有处理，没有签收，一直由{}负责", on.told(), offer.held_by),
        (None, None) => format!("尚未签收，仍由{}负责", offer.held_by),
    };
    let article = limit.map_or_else(|| "首接负责".to_owned(), |clock| clock.article);
    line(
        format!("{} {act}{}{until}；{then}。", offer.on.told(), offer.to),
        &article,
    )
}

/// Who took it without being asked to.
fn taken_alone(history: &History) -> Option<Line> {
    let holder = history.holders().get(1)?;
    let was_offered = history.offers.iter().any(|offer| offer.on <= holder.from);
    (!was_offered).then(|| {
        line(
            format!("{} 由{}签收负责。", holder.from.told(), holder.who),
            "首问负责",
        )
    })
}

fn changes<'a>(history: &'a History, rules: &'a Rules) -> impl Iterator<Item = Line> + 'a {
    history.changes().iter().map(|(on, kind)| {
        line(
            format!(
                "{} 改为“{}”：期限改按该类别计算，收到之时和停过的时间不变。",
                on.told(),
                rules.kind_label(kind)
            ),
            "改变类别不得重新起算",
        )
    })
}

fn pauses(clock: &Clock) -> impl Iterator<Item = Line> + '_ {
    clock.excluded.iter().map(|span| {
        let until = if span.is_open {
            format!("至今（{}）未收到", span.through)
        } else {
            format!("至 {} 收到", span.through)
        };
        line(
            format!(
                "{} 请本人补充，{until}，其间 {} 个工作日不计入答复期限。",
                span.from, span.working_days
            ),
            "一次性告知，等候补充的时间不计算",
        )
    })
}

fn extension(history: &History, clock: &Clock, rules: &Rules) -> Option<Line> {
    let extension = history.extension.as_ref()?;
    let row = history.rule(RuleName::Extension, rules)?;
    Some(line(
        format!(
            "{} 经{}批准，延长{}{}。",
            extension.on.told(),
            extension.approved_by,
            history.extended_by(rules),
            clock.limit.unit.label()
        ),
        &row.source_document,
    ))
}

/// Each answer with its window and what came of it. What score was given is not told here.
fn answers(history: &History, clocks: &[Clock], rules: &Rules) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, on) in history.answers.iter().enumerate() {
        let what = if number == 0 {
            "答复"
        } else {
            "重办后再次答复"
        };
        let window = window_of(number, clocks);
        let until = window.map_or_else(String::new, |window| {
            format!("，本人可以评价至 {}，届满前承办人看不到分数", window.due_on)
        });
        let article = window.map_or("政务服务“好差评”", |window| &window.article);
        lines.push(line(format!("{} {what}{until}。", on.told()), article));
        let rating = history.ratings.iter().find(|rating| rating.answer == number);
        let bad = rating.filter(|rating| history.is_dissatisfied(rating, rules));
        if let Some(rating) = bad {
            lines.push(line(
                format!("{} 本人评价不满意，应当重办。", rating.on.told()),
                article,
            ));
            let redo = clocks
                .iter()
                .find(|clock| clock.name == ClockName::Redo && clock.from == rating.on.on);
            lines.extend(redo.map(|clock| period(clock, &rules.calendar)));
        }
    }
    lines
}

fn end(history: &History) -> Option<Line> {
    let (on, end) = history.ended.as_ref()?;
    let on = on.told();
    Some(match end {
        End::Closed => line(format!("{on} 办结归档。"), "答复之后，评价期届满或者已经评价"),
        End::Withdrawn => line(format!("{on} 本人撤回，不再办理。"), "本人的意愿"),
        End::Declined(ground) => match Ground::from_code(ground) {
            Some(known) => line(
                format!("{on} 不予受理：{}。{}", known.label(), known.route()),
                "不予受理的，说明理由，告知途径",
            ),
            None => line(
                format!("{on} 不予受理：{ground}。"),
                "不予受理的，说明理由，告知途径",
            ),
        },
    })
}

/// The window of the answer with that number.
fn window_of(number: usize, clocks: &[Clock]) -> Option<&Clock> {
    let mut windows = clocks
        .iter()
        .filter(|clock| clock.name == ClockName::RatingWindow);
    windows.nth(number)
}
