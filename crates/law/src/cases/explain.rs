//! How a due day was worked out, line by line in plain Chinese, each with its article: for the clerk, the applicant and the court.

use jiff::civil::Date;
use serde::Serialize;

use super::acts::Act;
use super::clock_name::ClockName;
use super::clocks::{Clock, REPLY_DAYS, in_force};
use super::consultations::{Consultation, Override};
use super::event::{Delivery, Party};
use super::history::{Correction, History, Reply};
use super::rules::Rules;
use super::undelivered::OnTheWay;

/// One step of the reasoning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    pub text: String,
    pub article: &'static str,
}

fn line(text: String, article: &'static str) -> Line {
    Line { text, article }
}

/// The reasoning behind the clocks.
pub(super) fn explain(history: &History, clocks: &[Clock], rules: &Rules, today: Date) -> Vec<Line> {
    let mut lines = vec![receipt(history)];
    lines.extend(correction(history, clocks, rules));
    lines.extend(undelivered(history));
    let again = history.to_be_sent_again();
    for asked in &history.consultations {
        let is_this = |lost: &&OnTheWay| lost.party == Some(asked.party) && lost.name == asked.name;
        let again = again.iter().copied().any(|lost| is_this(&lost));
        lines.push(consultation(asked, again, rules, today));
    }
    lines.extend(fee(history, clocks, rules));
    if let Some(reasons) = history.reasons {
        let given = reasons.given_on.map_or_else(
            || "尚未收到".to_owned(),
            |given_on| format!("{given_on} 收到理由"),
        );
        let is_open = reasons.given_on.is_none();
        lines.push(line(
            format!(
                "{} 要求申请人说明申请数量、频次超过合理范围的理由{}{}，{given}。",
                reasons.asked_on,
                reached(
                    reasons.received_on,
                    reasons.asked_on,
                    reasons.is_receipt_known,
                    is_open
                ),
                limit(clocks, ClockName::Reasons, "，期限至"),
            ),
            "条例第三十五条",
        ));
    }
    lines.extend(extension(history, rules));
    if let Some(clock) = clocks.iter().find(|clock| clock.name == ClockName::Reply) {
        lines.extend(reply(clock, history));
    }
    lines.extend(replies(history));
    lines.extend(orders(history, clocks));
    lines.extend(end(history));
    lines
}

/// The same without the names of those consulted: the kind of party alone.
pub(super) fn for_applicant(history: &History, rules: &Rules, today: Date) -> Vec<Line> {
    let nameless = history.without_names();
    explain(&nameless, &nameless.clocks(rules), rules, today)
}

/// The letters to the applicant that did not come; one that asked for an opinion has a line of its own.
fn undelivered(history: &History) -> impl Iterator<Item = Line> {
    let again = to_be_told_again(history);
    let lost = history.undelivered.iter();
    // The reply has a line of its own.
    let to_applicant = lost.filter(|(_, lost)| lost.party.is_none() && lost.letter != Act::Delivered);
    to_applicant.map(move |(on, lost)| {
        line(
            format!(
                "{} 没有送达，{on} 退回：{}，也不算已经告知{}。",
                lost.words(),
                if matches!(lost.letter, Act::Extended | Act::Delayed) {
                    "答复期限没有随之推后"
                } else {
                    "期限没有起算"
                },
                if again.contains(&lost) {
                    "，须重新送达"
                } else if is_told_since(history, lost) {
                    "；此后已另行告知"
                } else {
                    ""
                }
            ),
            "条例第三十条、第三十二条、第三十三条、第三十五条",
        )
    })
}

/// Whether what that letter told was told since by another.
fn is_told_since(history: &History, lost: &OnTheWay) -> bool {
    match lost.letter {
        Act::Extended => history.extension.is_some(),
        Act::Delayed => history.delayed.is_some(),
        _ => true,
    }
}

/// What came back and was not told since by another letter.
fn to_be_told_again(history: &History) -> Vec<&OnTheWay> {
    let mut again = history.to_be_sent_again();
    // A notice to a third party: none to that one went out since.
    let overridden = history.undelivered.iter().map(|(_, lost)| lost).filter(|lost| {
        let is_told = |told: &Override| told.name == lost.name && told.on >= lost.sent_on;
        lost.letter == Act::OverrideNotified && !history.overrides.iter().any(is_told)
    });
    again.extend(overridden);
    again
}

/// The last day of that clock, tentative or not; empty where there is no such clock.
fn limit(clocks: &[Clock], name: ClockName, before: &str) -> String {
    let clock = clocks.iter().find(|clock| clock.name == name);
    clock.map_or_else(String::new, |clock| {
        let tentative = if clock.tentative && clock.is_running() {
            format!("（暂定，放假安排公布前按 {} 之后才算逾期）", clock.latest_on)
        } else if clock.is_running() && clock.last_on() > clock.due_on {
            format!("（放假安排公布以前已经告知为 {}，按告知的日期）", clock.last_on())
        } else {
            String::new()
        };
        format!("{before} {}{tentative}", clock.due_on)
    })
}

/// The extension, and whether it still counts.
fn extension(history: &History, rules: &Rules) -> Vec<Line> {
    let Some(extension) = &history.extension else {
        return Vec::new();
    };
    let article = "条例第三十三条第二款";
    let mut lines = vec![line(
        format!(
            "{} 经政府信息公开工作机构负责人{}同意，延长答复期限 {} 个工作日。",
            extension.on,
            extension.approved_by.trim(),
            extension.days
        ),
        article,
    )];
    let restarted = if extension.is_before_correction {
        "收到补正"
    } else if extension.is_before_payment && rules.settings.payment_restarts {
        "缴清费用"
    } else {
        return lines;
    };
    let told = if rules.settings.extension_carries_over {
        "本机关设定此前的延期继续计入。"
    } else {
        "此前的延期不再计入：法律没有规定，取较早的一日较为稳妥，本机关可以在设置中另定。"
    };
    lines.push(line(
        format!("延期之后{restarted}，答复期限重新计算，{told}"),
        article,
    ));
    lines
}

fn receipt(history: &History) -> Line {
    let (rule, article) = history.channel.receipt_rule();
    let text = match history.received_on {
        Some(on) => format!("{}：{rule}，即 {on}。", history.channel.label()),
        None => format!(
            "{}：申请于 {} 到达，尚未与申请人确认；{rule}，收到申请之日未定，答复期限尚未起算。",
            history.channel.label(),
            history.arrived_on
        ),
    };
    line(text, article)
}

/// When a letter came: that it is not known yet, as long as something waits for it, and what follows.
fn reached(on: Date, sent_on: Date, is_known: bool, is_open: bool) -> String {
    match (is_known, is_open) {
        (true, _) if on == sent_on => String::new(),
        (true, _) => format!("，申请人 {on} 收到"),
        (false, true) => {
            "，申请人收到之日还不知道，暂按发出之日推算，收到之日登记之前不按逾期处理".to_owned()
        }
        (false, false) => String::new(),
    }
}

/// That the day a notice sets was over before it came.
fn over_before(correction: &Correction, rules: &Rules) -> String {
    let set = correction.respond_by;
    match set.filter(|_| in_force(set, correction.received_on, &rules.calendar).is_none()) {
        Some(day) => format!("，告知书载明的 {day} 在收到之前已经届满，不作为期限，自收到之日起另行计算"),
        None => String::new(),
    }
}

fn correction(history: &History, clocks: &[Clock], rules: &Rules) -> Option<Line> {
    let correction = history.correction.as_ref()?;
    let is_open = correction.corrected_on.is_none();
    let limit = limit(clocks, ClockName::Correction, "，补正期限至");
    let asked = format!(
        "{} 一次性告知补正{}{}{limit}",
        correction.asked_on,
        reached(
            correction.received_on,
            correction.asked_on,
            correction.is_receipt_known,
            is_open
        ),
        over_before(correction, rules),
    );
    let text = match correction.corrected_on {
        Some(on) => format!("{asked}；{on} 收到补正的申请，答复期限自该日起重新计算。"),
        None => format!("{asked}；尚未收到补正，答复期限自收到补正的申请之日起计算。"),
    };
    Some(line(text, "条例第三十条"))
}

/// `again`: nobody has asked that party since by another letter.
fn consultation(asked: &Consultation, again: bool, rules: &Rules, today: Date) -> Line {
    let limit = asked.limit(&rules.calendar);
    let latest = asked.latest_limit(&rules.calendar);
    let received = if asked.is_receipt_known && asked.received_on != asked.sent_on {
        format!("，对方 {} 收到", asked.received_on)
    } else {
        String::new()
    };
    let sent = format!(
        "{} 书面征求{}意见{received}{}",
        asked.sent_on,
        asked.who(),
        again_about(asked)
    );
    if let Some(on) = asked.returned_on {
        let again = if again {
            "，须重新送达"
        } else {
            "；此后已另行征求"
        };
        let stopped = if rules.settings.returned_asking_counts_out {
            "这段时间按本机关的设定不计算在答复期限内"
        } else {
            "这段时间计算在答复期限内"
        };
        let text = format!("{sent}，没有送达，{on} 退回；对方的期限没有起算，{stopped}{again}。");
        return line(text, asked.party.article());
    }
    // Another organ is asked because this one wants to: nothing follows from its silence.
    let is_unknown = !asked.is_receipt_known && asked.party != Party::OtherOrgan;
    let text = match asked.answer {
        Some(answer) => {
            let opinion = match answer.consents {
                Some(_) => asked.said().unwrap_or_default(),
                None if today <= latest || is_unknown => {
                    "未表示同意或者不同意，15个工作日届满之前仍可以表示".to_owned()
                }
                None => format!("未表示同意或者不同意；{}", asked.party.silence()),
            };
            let first = asked.settled_on.unwrap_or(answer.on);
            let late = match (first > limit, is_unknown) {
                (false, _) => String::new(),
                (true, false) => format!("（逾期，期限至 {limit}，不计算的时间到该日为止）"),
                (true, true) => format!(
                    "（对方收到之日没有登记，不能认定逾期；不计算的时间暂按发出之日推算，到 {limit} 为止，收到之日登记之后重新计算）"
                ),
            };
            // What says neither is no opinion that another takes the place of.
            let mut words = asked.words();
            words.retain(|word| word.consents.is_some());
            let told = match words.split_last() {
                Some((last, [earliest, between @ ..])) => {
                    let again = between.iter().chain([last]);
                    let again = again.map(|word| format!("；{} 又收到书面意见：{}", word.on, word.said()));
                    format!("{}{}，以后一意见为准", earliest.said(), again.collect::<String>())
                }
                _ => opinion,
            };
            let since = consented_since(asked);
            format!(
                "{sent}，{first} 收到意见{late}：{told}{since}{}。",
                replaced(asked)
            )
        }
        None if asked.spoken_for_on.is_some() => {
            let on = asked.spoken_for_on.map(|on| on.to_string()).unwrap_or_default();
            format!("{sent}，没有另行答复；{on} 就同一内容提出了书面意见，等待的时间到该日为止。")
        }
        None if is_unknown && today <= latest => format!(
            "{sent}，对方收到之日还不知道：暂按发出之日推算，意见最迟应于 {limit} 提出，收到之日登记之后重新计算；尚未收到。"
        ),
        None if is_unknown => format!(
            "{sent}，对方收到之日还不知道：按发出之日推算的期限已于 {limit} 届满，但期限从收到之日起算，登记之前不按逾期未提出意见处理。"
        ),
        None if today <= limit => format!("{sent}，意见最迟应于 {limit} 提出，尚未收到。"),
        None if today <= latest => format!(
            "{sent}，意见最迟应于 {limit} 提出（暂定：放假安排尚未公布，{latest} 之后仍未收到的才算逾期），尚未收到。"
        ),
        None => format!("{sent}，到 {limit} 仍未提出意见；{}。", asked.party.silence()),
    };
    line(text, asked.party.article())
}

/// That the same was asked before, so that the time is not taken out once more.
fn again_about(asked: &Consultation) -> String {
    asked.asked_before.map_or_else(String::new, |before| {
        format!("（{before} 已就同一内容征求过，这一次的时间不从答复期限中扣除）")
    })
}

/// What the same party consented to since by another letter, of what it objects to.
fn consented_since(asked: &Consultation) -> String {
    let parts = asked.consented_since.join("、");
    match (asked.consented_since.is_empty(), parts.trim_matches('、')) {
        (true, _) => String::new(),
        (false, "") => "；其后另有书面意见，同意公开其中一部分".to_owned(),
        (false, parts) => format!("；其后另有书面意见，同意公开其中的{parts}"),
    }
}

/// That the same party wrote otherwise since.
fn replaced(asked: &Consultation) -> String {
    asked.replaced_on.map_or_else(String::new, |on| {
        format!("；{on} 对同一内容另有书面意见，以后一意见为准")
    })
}

fn fee(history: &History, clocks: &[Clock], rules: &Rules) -> Option<Line> {
    let fee = history.fee?;
    let limit = limit(clocks, ClockName::Payment, "，应于");
    let received = if fee.is_receipt_known {
        format!("申请人 {} 收到收费通知{limit} 前缴纳", fee.received_on)
    } else if fee.paid_on.is_some() {
        format!("{} 发出收费通知", fee.sent_on)
    } else {
        format!(
            "{} 发出收费通知，申请人收到之日还不知道：缴费期限自收到的次日起算，暂按发出之日推算{limit} 前缴纳，收到之日登记之前不按逾期未缴费处理",
            fee.sent_on
        )
    };
    let text = match fee.paid_on {
        Some(on) if rules.settings.payment_restarts => {
            format!("{received}；{on} 缴清，答复期限自缴清次日起重新计算。")
        }
        Some(on) => format!("{received}；{on} 缴清，等待缴费的时间不计算在答复期限内。"),
        None => format!("{received}；尚未缴纳，答复期限暂不计算。"),
    };
    Some(line(text, "条例第四十二条、国办函〔2020〕109号"))
}

fn reply(clock: &Clock, history: &History) -> Vec<Line> {
    let extended = match clock.working_days.saturating_sub(REPLY_DAYS) {
        0 => String::new(),
        days => format!("（{REPLY_DAYS} + 延长 {days}）"),
    };
    // An answer of the day of asking excludes nothing.
    let spans = clock.excluded.iter();
    let mut lines: Vec<Line> = spans
        .filter(|span| span.is_open || span.working_days > 0)
        .map(|span| {
            let open = if span.is_open {
                "；意见提前收到的，答复期限相应提前"
            } else {
                ""
            };
            line(
                format!(
                    "{}：{} 的次日至 {}，{} 个工作日不计算在答复期限内{open}。",
                    span.why, span.from, span.through, span.working_days
                ),
                "条例第三十三条第三款",
            )
        })
        .collect();
    let tentative = if clock.tentative {
        "（暂定：所跨年份的节假日安排尚未公布，按法定节假日推算，公布后重新计算）"
    } else {
        ""
    };
    let text = if history.delayed.is_some() {
        format!(
            "申请理由合理但无法如期答复，已确定延迟至 {} 前答复{tentative}。",
            clock.due_on
        )
    } else {
        format!(
            "答复期限：自 {} 的次日起算 {} 个工作日{extended}，至 {} 届满{tentative}。",
            clock.from, clock.working_days, clock.due_on
        )
    };
    lines.push(line(text, clock.article));
    lines
}

/// The replies that were set aside.
fn replies(history: &History) -> impl Iterator<Item = Line> {
    let before = history.replies_before.iter();
    before.map(|reply| line(told(*reply), "条例第三十六条"))
}

fn orders(history: &History, clocks: &[Clock]) -> Vec<Line> {
    let ordered = clocks
        .iter()
        .filter(|clock| clock.name == ClockName::OrderedReply);
    let pairs = history.orders.iter().zip(ordered);
    pairs
        .map(|(one, clock)| line(one.told(clock), clock.article))
        .collect()
}

fn told(reply: Reply) -> String {
    let decided = format!("{} 作出答复：{}", reply.on, reply.outcome.in_words());
    let reached = reply
        .reached_on
        .map_or_else(String::new, |on| format!("，申请人 {on} 收到"));
    let sent = |(on, how): (Date, Delivery)| format!("{decided}；{on} {}，{}", how.label(), how.day_rule());
    match (reply.sent_before, reply.delivered) {
        (None, None) => format!("{decided}；尚未送达。"),
        (None, Some(now)) => format!("{}{reached}。", sent(now)),
        // What came back has been answered in time, or late, by its first posting all the same.
        (Some(first), None) => format!("{}；没有送到，被退回，须重新送达，答复之日不变。", sent(first)),
        (Some(first), Some((on, how))) => format!(
            "{}；没有送到，被退回，{on} 重新送达（{}），答复之日不变{reached}。",
            sent(first),
            how.label()
        ),
    }
}

fn end(history: &History) -> Option<Line> {
    if let Some(on) = history.withdrawn_on {
        return Some(line(
            format!("{on} 申请人撤回申请，计入“其他处理”。"),
            "年度报告格式表三",
        ));
    }
    let reply = history.reply?;
    Some(line(told(reply), "条例第三十六条"))
}
