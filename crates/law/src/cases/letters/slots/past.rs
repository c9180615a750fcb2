//! The places that state what a case has been through: notices with their numbers and days, and the account of it.

use jiff::civil::Date;

use super::{Scope, Slot, amount, on, one, slot, told, without_full_stop};
use crate::cases::letters::{Against, Consulting, Fell, Notice, OrderedBy, Past, Said};
use crate::cases::outward::without_numbers;
use crate::cases::{Delivery, Party};
use crate::codes::{Ending, Outcome, Route, spoken};

pub(in crate::cases::letters) const SLOTS: &[Slot] = &[
    slot("办理经过", account),
    slot("期限的经过", what_moved_the_period),
    slot("补正告知日期", |of| {
        day(of, |past| past.correction.as_ref())
    }),
    slot("补正告知文号", |of| {
        number(of, |past| past.correction.as_ref())
    }),
    slot("补正告知送达", |of| {
        delivered(of, |past| past.correction.as_ref())
    }),
    slot("补正顺延日期", |of| {
        on(of
            .facts
            .past
            .correction
            .as_ref()
            .and_then(|asked| asked.rolled_to))
    }),
    slot("补正另计日期", |of| {
        on(of
            .facts
            .past
            .correction
            .as_ref()
            .and_then(|asked| asked.counted_to))
    }),
    slot("补正届满日期", |of| {
        due(of, |past| past.correction.as_ref())
    }),
    slot("补正日期", |of| answered(of, |past| past.correction.as_ref())),
    slot("补正内容", |of| {
        notice(of, |past| past.correction.as_ref()).map_or_else(Vec::new, answer)
    }),
    slot("收费通知日期", |of| day(of, |past| past.fee.as_ref())),
    slot("收费通知文号", |of| number(of, |past| past.fee.as_ref())),
    slot("收费通知送达", |of| delivered(of, |past| past.fee.as_ref())),
    slot("通知的费用", |of| {
        notice(of, |past| past.fee.as_ref()).map_or_else(Vec::new, |fee| amount(fee.fen))
    }),
    slot("缴费届满日期", |of| due(of, |past| past.fee.as_ref())),
    slot("缴费日期", |of| answered(of, |past| past.fee.as_ref())),
    slot("说明理由告知日期", |of| {
        day(of, |past| past.reasons.as_ref())
    }),
    slot("说明理由告知文号", |of| {
        number(of, |past| past.reasons.as_ref())
    }),
    slot("说明理由送达", |of| {
        delivered(of, |past| past.reasons.as_ref())
    }),
    slot("说明理由届满日期", |of| {
        due(of, |past| past.reasons.as_ref())
    }),
    slot("说明理由顺延日期", |of| {
        on(notice(of, |past| past.reasons.as_ref()).and_then(|asked| asked.rolled_to))
    }),
    slot("说明理由日期", |of| {
        answered(of, |past| past.reasons.as_ref())
    }),
    slot("说明理由的结果", |of| {
        let asked = notice(of, |past| past.reasons.as_ref());
        let is_given = asked.is_some_and(|asked| asked.answered_on.is_some());
        of.passage(if is_given {
            "说明了理由"
        } else {
            "没有说明理由"
        })
    }),
    slot("延期告知日期", |of| day(of, |past| past.extension.as_ref())),
    slot("延期告知文号", |of| {
        number(of, |past| past.extension.as_ref())
    }),
    slot("延期届满日期", |of| due(of, |past| past.extension.as_ref())),
    slot("延迟告知日期", |of| day(of, |past| past.delay.as_ref())),
    slot("延迟告知文号", |of| number(of, |past| past.delay.as_ref())),
    slot("延迟届满日期", |of| due(of, |past| past.delay.as_ref())),
    slot("补正后的延期", |of| {
        told(
            of.facts.past.extension_fell == Some(Fell::ByCorrection),
            of,
            "此前的延期",
        )
    }),
    slot("缴费后的延期", |of| {
        told(
            of.facts.past.extension_fell == Some(Fell::ByPayment),
            of,
            "此前的延期",
        )
    }),
    slot("征求意见日期", |of| {
        on(of.consulting.map(|asked| asked.sent_on))
    }),
    slot("征求意见文号", |of| {
        of.consulting.map_or_else(Vec::new, |asked| one(&asked.number))
    }),
    slot("征求意见的结果", |of| {
        let is_answered = of.consulting.is_some_and(|asked| asked.answered_on.is_some());
        let is_opinion = of.consulting.is_some_and(|asked| says_yes_or_no(of, asked));
        of.passage(match (is_answered, is_opinion) {
            (true, true) => "收到了意见",
            (true, false) => "收到了没有意见的回复",
            (false, _) => "没有收到意见",
        })
    }),
    slot("各次征求意见", each_asked),
    slot("收到的意见", opinions_received),
    slot("意见日期", |of| on(of.said.map(|said| said.on))),
    slot("怎样的意见", |of| {
        one(match of.said {
            Some(said) if said.is_in_part => "部分同意公开的意见",
            Some(Said {
                consents: Some(true), ..
            }) => "同意公开的意见",
            Some(Said {
                consents: Some(false),
                ..
            }) => "不同意公开的意见",
            _ => "意见",
        })
    }),
    slot("后来收到意见日期", |of| {
        on(of.consulting.and_then(heard_again))
    }),
    slot("收到回复日期", |of| {
        on(of.consulting.and_then(|asked| asked.answered_on))
    }),
    slot("收到意见日期", |of| {
        on(of
            .consulting
            .filter(|asked| says_yes_or_no(of, asked))
            .and_then(|asked| asked.answered_on))
    }),
    slot("责令答复的机关", |of| {
        ordered(of, |by| one(&by.order.authority))
    }),
    slot("责令答复的决定", |of| ordered(of, |by| one(decision(by)))),
    slot("责令答复的决定书", |of| {
        ordered(of, |by| one(&decision_paper(by)))
    }),
    slot("责令答复的日期", |of| {
        ordered(of, |by| on(Some(by.order.dated)))
    }),
    slot("原答复日期", |of| ordered(of, |by| on(by.replied_on))),
    slot("原答复文号", |of| ordered(of, |by| one(&by.reply_number))),
    slot("被撤销文书", |of| {
        against(of, |by| format!("《{}》", by.title))
    }),
    slot("被撤销文书文号", |of| against(of, |by| by.number.clone())),
    slot("被撤销文书日期", |of| against(of, |by| spoken(by.on))),
    slot("撤回日期", |of| on(of.facts.past.withdrawn_on)),
];

/// Signs of a correction that a letter repeats.
const LONGEST_ANSWER: usize = 200;

type Which = fn(&Past) -> Option<&Notice>;

fn notice<'a>(of: &Scope<'a>, which: Which) -> Option<&'a Notice> {
    which(&of.facts.past)
}

fn day(of: &Scope<'_>, which: Which) -> Vec<String> {
    on(notice(of, which).map(|notice| notice.on))
}

fn number(of: &Scope<'_>, which: Which) -> Vec<String> {
    notice(of, which).map_or_else(Vec::new, |notice| one(&notice.number))
}

fn due(of: &Scope<'_>, which: Which) -> Vec<String> {
    on(notice(of, which).and_then(|notice| notice.due_on))
}

/// What the applicant answered, in one line and without numbers of persons; a longer one stays in the file.
fn answer(notice: &Notice) -> Vec<String> {
    let lines = notice.answer.lines().map(without_full_stop);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let line = without_numbers(&lines.join("；"));
    let is_short = !line.is_empty() && line.chars().count() <= LONGEST_ANSWER;
    is_short.then_some(line).into_iter().collect()
}

fn answered(of: &Scope<'_>, which: Which) -> Vec<String> {
    on(notice(of, which).and_then(|notice| notice.answered_on))
}

/// 于2026年3月4日交邮（邮件号码XA41000000001），您于2026年3月6日收到. The day is always named: 同日 would be the last one that was
/// named, which is that of the period.
fn delivered(of: &Scope<'_>, which: Which) -> Vec<String> {
    let told = |notice: &Notice| {
        let (how, day) = notice.delivered?;
        let number = match notice.tracking_number.trim() {
            "" => String::new(),
            number => format!("（邮件号码{number}）"),
        };
        let received = notice.received_on.filter(|received| *received > day);
        let received = received.map_or_else(String::new, |received| {
            let received = spoken(received);
            match how {
                Delivery::Announced => format!("，{received}视为送达"),
                _ => of.fill(&format!("，{{您}}于{received}收到")),
            }
        });
        let sent = spoken(day);
        Some(format!("于{sent}{}{number}{received}", how.in_a_letter()))
    };
    notice(of, which).and_then(told).into_iter().collect()
}

fn ordered(of: &Scope<'_>, told: fn(&OrderedBy) -> Vec<String>) -> Vec<String> {
    of.facts.past.order.as_ref().map_or_else(Vec::new, told)
}

fn against(of: &Scope<'_>, told: fn(&Against) -> String) -> Vec<String> {
    let by = of.facts.past.order.as_ref();
    let against = by.and_then(|by| by.against.as_ref());
    against.map_or_else(Vec::new, |against| one(&told(against)))
}

/// As what it is spoken of: 行政复议决定, 行政判决.
fn decision(by: &OrderedBy) -> &'static str {
    match by.order.route {
        Route::Reconsideration => by.order.decision(),
        Route::LitigationDirect | Route::LitigationAfterReconsideration => "行政判决",
    }
}

/// The paper with its number: 《行政复议决定书》（孟政复决〔2026〕7号）, （2026）豫71行初7号行政判决.
fn decision_paper(by: &OrderedBy) -> String {
    let number = by.order.number.trim();
    match by.order.route {
        Route::Reconsideration => format!("《行政复议决定书》（{number}）"),
        Route::LitigationDirect | Route::LitigationAfterReconsideration => {
            format!("{number}{}", decision(by))
        }
    }
}

/// The passage on what ordered this reply: that it is made anew, or at last.
fn order(by: &OrderedBy) -> &'static str {
    match (by.replied_on, by.order.ending) {
        (None, _) => "责令履行",
        (Some(_), Ending::Revoked) if by.against.is_some() => "撤销其他文书后重新答复",
        (Some(_), Ending::Revoked) => "撤销后重新答复",
        (Some(_), _) => "责令重新答复",
    }
}

/// A day, and what is told of it.
type Step = (Date, Vec<String>);

/// What began the period anew, where this letter tells of it.
fn begun_anew(of: &Scope<'_>) -> Vec<Step> {
    let past = &of.facts.past;
    // A reply made anew tells of what it took itself.
    let is_anew = past.order.as_ref().is_some_and(|by| by.replied_on.is_some());
    if is_anew {
        return Vec::new();
    }
    // A reply that ends with the correction tells of it itself.
    let tells_correction = of.outcome == Some(Outcome::UnavailableStillUnclear);
    let corrected = past.correction.as_ref().filter(|_| !tells_correction);
    let corrected = corrected.and_then(|asked| asked.answered_on);
    let paid = past.fee.as_ref().and_then(|fee| fee.answered_on);
    let corrected = corrected.map(|day| (day, of.passage("补正过")));
    let paid = paid.map(|day| (day, of.passage("缴过费")));
    corrected.into_iter().chain(paid).collect()
}

/// What moved the period that is extended now, a paragraph each: without it the new day does not follow from the day of receipt.
/// Who is still asked is told with the new day.
fn what_moved_the_period(of: &Scope<'_>) -> Vec<String> {
    let mut steps = begun_anew(of);
    steps.extend(consulted(of, |asked| asked.answered_on.is_some()));
    steps.sort_by_key(|(day, _)| *day);
    steps.into_iter().flat_map(|(_, told)| told).collect()
}

/// What lengthened the way to this reply, a paragraph each, in the order of its days: without it a reply that is in time looks
/// late. What ordered the reply comes first.
fn account(of: &Scope<'_>) -> Vec<String> {
    let past = &of.facts.past;
    let mut steps = begun_anew(of);
    steps.extend(consulted(of, |_| true));
    let extended = past.extension.as_ref();
    steps.extend(extended.map(|told| (told.on, of.passage("延长过期限"))));
    let delayed = past.delay.as_ref();
    steps.extend(delayed.map(|told| (told.on, of.passage("延迟过答复"))));
    // Stable: what is of one day stays in the order above.
    steps.sort_by_key(|(day, _)| *day);
    let ordered = past.order.as_ref();
    let ordered = ordered.map_or_else(Vec::new, |by| of.passage(order(by)));
    let steps = steps.into_iter().flat_map(|(_, told)| told);
    ordered.into_iter().chain(steps).collect()
}

/// Who was consulted on the way to this reply, a paragraph for each kind of them however many there are.
fn consulted<'a>(of: &Scope<'a>, is_told: impl Fn(&Consulting) -> bool) -> Vec<Step> {
    let all = &of.facts.past.consultations;
    let of_party = |party: Party| -> Vec<&'a Consulting> {
        let asked = all.iter().filter(|asked| asked.party == party && is_told(asked));
        asked
            .filter(|asked| !asked.is_of_reply_before && !asked.is_asked_again)
            .collect()
    };
    let groups = Party::ALL.iter().map(|party| of_party(*party));
    groups
        .filter_map(|asked| Some((asked.first()?.sent_on, told_of_consulting(of, &asked))))
        .collect()
}

fn told_of_consulting(of: &Scope<'_>, asked: &[&Consulting]) -> Vec<String> {
    // The period that is ordered does not stand still for it; nor does it for what is answered on the very day.
    let stood_still = asked.iter().any(|one| one.answered_on != Some(one.sent_on));
    let takes_time = stood_still && of.facts.past.order.is_none();
    let Some(first) = asked.first() else {
        return Vec::new();
    };
    let scope = Scope {
        consulting: Some(first),
        ..*of
    };
    if tells_whom_it_asked(of, asked) {
        return told(takes_time, &scope, "征求意见见下文");
    }
    match (asked, takes_time) {
        ([_], true) => scope.passage("征求过意见"),
        ([_], false) => scope.passage("又征求过意见"),
        (_, true) => several(of, asked, "征求过几次意见"),
        (_, false) => several(of, asked, "又征求过几次意见"),
    }
}

/// Whether the reasons of this reply name each of those letters with its days themselves.
fn tells_whom_it_asked(of: &Scope<'_>, asked: &[&Consulting]) -> bool {
    let told = super::decided::rested_on(of);
    of.outcome == Some(Outcome::RefusedThirdParty)
        && !told.is_empty()
        && asked.iter().all(|one| told.contains(one))
}

fn several(of: &Scope<'_>, asked: &[&Consulting], passage: &str) -> Vec<String> {
    let scope = Scope {
        consulting: asked.first().copied(),
        consulted: asked,
        ..*of
    };
    scope.passage(passage)
}

fn each_asked(of: &Scope<'_>) -> Vec<String> {
    let told = of.consulted.iter().enumerate().flat_map(|(at, one)| {
        let of = Scope {
            consulting: Some(one),
            ..*of
        };
        of.passage(if at == 0 {
            "征求意见一次"
        } else {
            "又征求意见"
        })
    });
    one(&told.collect::<Vec<_>>().join("；"))
}

/// The day of the last opinion to that letter, where it is not the first.
fn heard_again(asked: &Consulting) -> Option<Date> {
    let mut opinions = asked.words.iter().filter(|word| word.consents.is_some());
    let first = opinions.next()?;
    opinions
        .next_back()
        .map(|last| last.on)
        .filter(|on| *on >= first.on)
}

/// All that came back on that letter, with what each says: 于2026年4月22日收到不同意公开的意见.
fn opinions_received(of: &Scope<'_>) -> Vec<String> {
    let Some(asked) = of.consulting else {
        return Vec::new();
    };
    // Of a letter that was signed before words were kept the day alone is known.
    if asked.words.is_empty() {
        let day = asked.answered_on.filter(|_| says_yes_or_no(of, asked));
        let said = day.map(|on| Said {
            on,
            consents: None,
            is_in_part: false,
        });
        let of = Scope {
            said: said.as_ref(),
            ..*of
        };
        return told(said.is_some(), &of, "收到一次意见");
    }
    let told = asked.words.iter().flat_map(|said| {
        let of = Scope {
            said: Some(said),
            ..*of
        };
        of.passage(if said.consents.is_some() {
            "收到一次意见"
        } else {
            "收到一次没有意见的回复"
        })
    });
    let mut told: Vec<String> = told.collect();
    if heard_again(asked).is_some() {
        told.push("以后一意见为准".to_owned());
    }
    one(&told.join("，"))
}

/// Whether an opinion says yes or no: what says neither is a reply and no opinion (条例第三十二条). Of what is not known it is taken to.
fn says_yes_or_no(of: &Scope<'_>, asked: &Consulting) -> bool {
    if !asked.words.is_empty() {
        return asked.words.iter().any(|word| word.consents.is_some());
    }
    let history = &of.facts.history;
    let mut opinions = history.third_parties.iter().chain(&history.co_makers);
    let its = opinions.find(|one| !one.reference.is_empty() && one.reference == asked.reference);
    its.is_none_or(|one| one.consents.is_some())
}
