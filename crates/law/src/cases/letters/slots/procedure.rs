//! The places of letters of procedure, and of the office's own forms.

use super::{Scope, Slot, amount, as_typed, capitals, on, one, review, slot, told};
use crate::cases::correcting::in_own_words;
use crate::cases::letters::{CorrectionGround, DeclineGround};
use crate::codes::spoken;

/// What letters of procedure say.
pub(in crate::cases::letters) const SLOTS: &[Slot] = &[
    slot("补正期限", period),
    slot("说明理由的期限", period),
    slot("补正事项", |of| of.facts.correcting.items.clone()),
    slot("需要补正的原因", why_to_correct),
    slot("补正的依据", |of| {
        let mut items: Vec<&str> = grounds(of).map(CorrectionGround::item).collect();
        items.dedup();
        one(&items.join("、"))
    }),
    slot("延期理由", |of| one(&of.facts.deferral.reasons)),
    slot("同意延期的人", |of| one(&of.facts.deferral.approved_by)),
    slot("延长的工作日数", |of| match of.facts.deferral.days {
        0 => Vec::new(),
        days => vec![format!("{days}个工作日")],
    }),
    slot("意见没有收到", |of| {
        told(of.facts.deferral.awaits_opinion, of, "暂按征求意见的期限")
    }),
    slot("延长后的答复期限", |of| on(of.facts.deferral.until)),
    slot("延迟答复的期限", |of| on(of.facts.deferral.until)),
    slot("收文方名称", |of| one(&of.facts.consulted.name)),
    slot("对方", |of| {
        one(if of.facts.consulted.is_person {
            "您"
        } else {
            "你单位"
        })
    }),
    slot("对方自称", |of| {
        one(if of.facts.consulted.is_person {
            "本人"
        } else {
            "我单位"
        })
    }),
    slot("征求意见的对象", |of| {
        let asked = of.consulting.map(|asked| asked.party);
        let party = asked.or(of.facts.consulted.party);
        party.map_or_else(Vec::new, |party| one(party.label()))
    }),
    slot("征求意见书日期", |of| on(of.facts.consulted.asked_on)),
    slot("征求意见书文号", |of| {
        one(&of.facts.consulted.asked_number)
    }),
    slot("收到对方意见日期", |of| {
        on(of.facts.consulted.answered_on)
    }),
    slot("对方同意公开的内容", |of| {
        one(&of.facts.consulted.consents_to)
    }),
    slot("涉及的信息", |of| one(&of.facts.consulted.content)),
    slot("回复期限", |of| on(of.facts.consulted.reply_by)),
    slot("提供之日", |of| on(of.facts.consulted.not_before)),
    slot("收费条款", |of| {
        of.facts
            .fee
            .charge
            .map_or_else(Vec::new, |charge| one(charge.tariff.article()))
    }),
    slot("计费标准", |of| {
        of.facts
            .fee
            .charge
            .map_or_else(Vec::new, |charge| one(charge.tariff.standard()))
    }),
    slot("计费数量", |of| one(&of.facts.fee.counted)),
    slot("收费金额", |of| amount(of.facts.fee.fen())),
    slot("大写金额", |of| capitals(of.facts.fee.fen())),
    slot("缴纳方式", |of| one(&of.facts.fee.way_to_pay)),
    slot("缴费后的答复期限", |of| {
        of.passage(if of.facts.fee.keeps_running {
            "扣除等待"
        } else {
            "重新计算"
        })
    }),
    slot("申请的数量", |of| {
        of.facts.asked_for.map_or_else(Vec::new, |asked| {
            vec![format!(
                "自{}至{}向本机关提出政府信息公开申请{}件",
                spoken(asked.from),
                spoken(asked.through),
                asked.applications
            )]
        })
    }),
    slot("怎样超过", |of| {
        let typed = one(&of.facts.correcting.excess);
        if typed.is_empty() {
            of.ground(|grounds| &grounds.excess)
        } else {
            typed
        }
    }),
    slot("更正的证据", |of| one(&of.facts.record.evidence)),
    slot("要求更正的记录", |of| one(&of.facts.record.content)),
    slot("更正结果", |of| one(&of.facts.record.corrected)),
    slot("有权更正的机关", |of| one(&of.facts.record.forwarded_to)),
    slot("不能确定的理由", |of| one(&of.facts.consulted.doubts)),
    slot("不予更正的情形", |of| {
        let passage = of.facts.record.grounds.and_then(DeclineGround::passage);
        passage.map_or_else(Vec::new, |name| of.passage(name))
    }),
    slot("不予更正的理由", |of| one(&of.facts.record.declined)),
    slot("受送达人", |of| one(&of.facts.delivery.addressee)),
    slot("送达文书", |of| one(&of.facts.delivery.papers)),
    slot("送达方式", |of| one(&of.facts.delivery.way)),
    slot("不能送达的经过", |of| one(&of.facts.delivery.returned)),
    slot("留置的见证", |of| one(&of.facts.delivery.witness)),
    slot("送达地点", |of| one(&of.facts.delivery.address)),
    slot("邮件号码", |of| one(&of.facts.delivery.tracking_number)),
    slot("签收", |of| match of.facts.delivery.signed_for.trim() {
        "" => vec![TO_SIGN.to_owned()],
        signed_for => one(signed_for),
    }),
];

/// What the office's own forms say of a case.
pub(in crate::cases::letters) const OF_THE_FILE: &[Slot] = &[
    slot("申请人类型", |of| one(&of.facts.file.applicant_kind)),
    slot("身份证明", |of| or_none(&of.facts.file.identity)),
    slot("申请人的联系方式", |of| or_none(&of.facts.file.contacts)),
    slot("提交方式", |of| {
        of.facts
            .channel
            .map_or_else(Vec::new, |channel| one(channel.label()))
    }),
    slot("形式要求", |of| one(&of.facts.file.wanted)),
    slot("办理记录", |of| as_typed(&of.facts.file.events.join("\n"))),
    slot("登记人", |of| or_none(&of.facts.file.registered_by)),
    slot("承办人", |of| or_none(&of.facts.file.handler)),
    slot("登记的答复期限", |of| or_none(&of.facts.file.due)),
    slot("拟作出的处理", |of| or_none(&review::proposed(of))),
    slot("呈批的依据", |of| or_none(&review::basis(of))),
    slot("呈批的理由", |of| or_none(&review::reasons(of))),
    slot("随附材料", |of| or_none(&of.facts.enclosures.join("\n"))),
    slot("拟制发的文书", |of| or_none(&of.facts.file.letter)),
    slot("审查意见", |of| match of.facts.file.opinions.as_slice() {
        [] => or_none(""),
        opinions => opinions.to_vec(),
    }),
    slot("移送的信息", |of| match of.facts.file.transfers.as_slice() {
        [] => or_none(""),
        transfers => transfers.to_vec(),
    }),
    slot("补正后的申请内容", |of| {
        let (request, corrected) = in_own_words(of.facts.asked());
        if corrected.is_empty() {
            as_typed(&request)
        } else {
            as_typed(&format!("补正后：{corrected}\n原申请：{request}"))
        }
    }),
    slot("案卷材料", |of| match of.facts.file.papers.as_slice() {
        [] => or_none(""),
        papers => papers.to_vec(),
    }),
];

/// The place of a form that somebody signs by hand, with the day.
const TO_SIGN: &str = "　　年　　月　　日";

/// A form says that there is nothing rather than leaving a place open.
fn or_none(text: &str) -> Vec<String> {
    let told = as_typed(text);
    if told.is_empty() {
        vec!["（无）".to_owned()]
    } else {
        told
    }
}

/// The last day counts: 于3月20日前（含当日）. What was typed in earlier releases stays as it is.
fn period(of: &Scope<'_>) -> Vec<String> {
    let correcting = &of.facts.correcting;
    match correcting.respond_by {
        Some(day) => vec![format!("于{}前（含当日）", spoken(day))],
        None => one(&correcting.period),
    }
}

/// The grounds a correction is asked for, in the order of 条例第二十九条第二款.
fn grounds(of: &Scope<'_>) -> impl Iterator<Item = CorrectionGround> {
    let grounds = match of.facts.correcting.grounds.as_slice() {
        // Letters of earlier releases knew this one only.
        [] => vec![CorrectionGround::Description],
        grounds => grounds.to_vec(),
    };
    let all = CorrectionGround::ALL.iter().copied();
    all.filter(move |ground| grounds.contains(ground))
}

pub(super) fn why_to_correct(of: &Scope<'_>) -> Vec<String> {
    let told: Vec<String> = grounds(of)
        .flat_map(|ground| of.passage(ground.passage()))
        .collect();
    one(&told.join("，"))
}
