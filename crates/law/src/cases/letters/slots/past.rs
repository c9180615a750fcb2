//! The places that state what a case has been through: notices with their numbers and days, and the account of it.

use jiff::civil::Date;

use super::{Scope, Slot, amount, on, one, slot};
use crate::cases::letters::{Notice, OrderedBy, Past};
use crate::codes::{Ending, Outcome, spoken};

pub(in crate::cases::letters) const SLOTS: &[Slot] = &[
    slot("办理经过", account),
    slot("补正告知日期", |of| {
        day(of, |past| past.correction.as_ref())
    }),
    slot("补正告知文号", |of| {
        number(of, |past| past.correction.as_ref())
    }),
    slot("补正告知送达", |of| {
        delivered(of, |past| past.correction.as_ref())
    }),
    slot("补正届满日期", |of| {
        due(of, |past| past.correction.as_ref())
    }),
    slot("补正日期", |of| answered(of, |past| past.correction.as_ref())),
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
    slot("延迟届满日期", |of| on(of.facts.past.delayed_until)),
    slot("征求意见日期", |of| {
        on(of.consulting.map(|asked| asked.sent_on))
    }),
    slot("征求意见的结果", |of| {
        let is_answered = of.consulting.is_some_and(|asked| asked.answered_on.is_some());
        of.passage(if is_answered {
            "收到了意见"
        } else {
            "没有收到意见"
        })
    }),
    slot("收到意见日期", |of| {
        on(of.consulting.and_then(|asked| asked.answered_on))
    }),
    slot("责令答复的机关", |of| {
        ordered(of, |by| one(&by.order.authority))
    }),
    slot("责令答复的决定", |of| {
        ordered(of, |by| one(by.order.decision()))
    }),
    slot("责令答复的文号", |of| {
        ordered(of, |by| one(&by.order.number))
    }),
    slot("责令答复的日期", |of| {
        ordered(of, |by| on(Some(by.order.dated)))
    }),
    slot("原答复日期", |of| ordered(of, |by| on(by.replied_on))),
    slot("原答复文号", |of| ordered(of, |by| one(&by.reply_number))),
    slot("撤回日期", |of| on(of.facts.past.withdrawn_on)),
];

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

fn answered(of: &Scope<'_>, which: Which) -> Vec<String> {
    on(notice(of, which).and_then(|notice| notice.answered_on))
}

/// 于同日邮寄送达, 于2026年3月4日直接送达.
fn delivered(of: &Scope<'_>, which: Which) -> Vec<String> {
    let told = |notice: &Notice| {
        let (how, day) = notice.delivered?;
        Some(format!("于{}{}", same_or(notice.on, day), how.label()))
    };
    notice(of, which).and_then(told).into_iter().collect()
}

fn same_or(before: Date, day: Date) -> String {
    if before == day {
        "同日".to_owned()
    } else {
        spoken(day)
    }
}

fn ordered(of: &Scope<'_>, told: fn(&OrderedBy) -> Vec<String>) -> Vec<String> {
    of.facts.past.order.as_ref().map_or_else(Vec::new, told)
}

/// The passage on what ordered this reply: that it is made anew, or at last.
fn order(by: &OrderedBy) -> &'static str {
    match (by.replied_on, by.order.ending) {
        (None, _) => "责令履行",
        (Some(_), Ending::Revoked) => "撤销后重新答复",
        (Some(_), _) => "责令重新答复",
    }
}

/// What lengthened the way to this reply, a paragraph each, in the order it mostly happens: without it a reply that is in
/// time looks late.
fn account(of: &Scope<'_>) -> Vec<String> {
    let past = &of.facts.past;
    // A reply that ends with the correction tells of it itself.
    let tells_correction = of.outcome == Some(Outcome::UnavailableStillUnclear);
    let is_anew = past.order.as_ref().is_some_and(|by| by.replied_on.is_some());
    let is_corrected =
        !is_anew && answered(of, |past| past.correction.as_ref()).len() == 1 && !tells_correction;
    let is_paid = !is_anew && answered(of, |past| past.fee.as_ref()).len() == 1;
    let consultations = past.consultations.iter().flat_map(|asked| {
        let of = Scope {
            consulting: Some(*asked),
            ..*of
        };
        of.passage(if past.order.is_some() {
            // The period that is ordered does not stand still for it.
            "又征求过意见"
        } else {
            "征求过意见"
        })
    });
    let told = |is_so: bool, name: &str| if is_so { of.passage(name) } else { Vec::new() };
    let mut account = past
        .order
        .as_ref()
        .map_or_else(Vec::new, |by| of.passage(order(by)));
    account.extend(told(is_corrected, "补正过"));
    account.extend(told(is_paid, "缴过费"));
    account.extend(consultations);
    account.extend(told(past.extension.is_some(), "延长过期限"));
    account.extend(told(past.delayed_until.is_some(), "延迟过答复"));
    account
}
