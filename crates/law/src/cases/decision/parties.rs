//! What those who were consulted mean for a decision: nothing is decided while they are awaited, a third party's objection
//! is followed where it is reasonable, and overridden only for the public interest and in writing. 条例第十五条、第三十二条至第三十四条.

use jiff::civil::Date;

use super::blockers::{List, blockers};
use super::evidence::{assessed_for_this, says_something};
use super::{Decision, Facts, Grounds, Opinion};
use crate::cases::enclosures::{listed_things, one_is_within};
use crate::cases::reasons::{is_wordless, says_nothing};
use crate::codes::{Outcome, WhyNot, spoken};
use crate::signs::in_one_line;

/// What is said where a third party that objects has not been told.
const UNTOLD: &str = "还没有把决定公开的内容和理由书面告知不同意公开的第三方：请先拟写、签发并送达《政府信息决定公开告知书》（条例第三十二条）。";

/// Nothing of substance is decided while an opinion is awaited; the time does not count (条例第三十三条第三款).
pub(super) fn consultations(list: &mut List, decision: &Decision, facts: &Facts) {
    let is_of_substance = decision.has_grant() || decision.has_refusal();
    let awaits = |opinions: &[Opinion]| opinions.iter().any(Opinion::is_awaited);
    if is_of_substance && awaits(&facts.third_parties) {
        let awaited = facts.third_parties.iter().filter(|one| one.is_awaited());
        let which: Vec<&str> = awaited
            .map(|one| one.reference.as_str())
            .filter(|one| !one.is_empty())
            .collect();
        let which = if which.is_empty() {
            String::new()
        } else {
            format!("（{}）", which.join("、"))
        };
        list.block(
            "third_parties",
            format!(
                "第三方的意见还没有收到{which}，15个工作日也没有届满，请等待；来函没有表示同意或者不同意的，也等到期满，由本机关决定（条例第三十二条；等待的时间不计入答复期限）。"
            ),
        );
    }
    if is_of_substance && awaits(&facts.co_makers) {
        list.block(
            "co_makers",
            "共同制作机关的意见还没有收到，15个工作日也没有届满，请等待（条例第三十四条；逾期未提出的视为同意公开）。",
        );
    }
}

/// Each objection is heeded or overridden by name, and overridden only for the public interest (条例第三十二条).
pub(super) fn objections(list: &mut List, decision: &Decision, facts: &Facts) {
    if decision.overrides(facts) {
        override_of_refusals(list, decision, facts);
    }
    named(list, decision, facts);
}

/// A third party's refusal is outweighed only by the public interest, with content and reasons (条例第三十二条).
fn override_of_refusals(list: &mut List, decision: &Decision, facts: &Facts) {
    list.need(
        "public_interest.content",
        &decision.public_interest.content,
        "第三方不同意公开。要公开的，请填写决定公开的信息内容（条例第三十二条，须书面告知第三方）。",
    );
    list.need_reason(
        "public_interest.reasons",
        &decision.public_interest.reasons,
        "第三方不同意公开。要公开的，请写明不公开会对公共利益造成什么重大影响（条例第三十二条）。",
    );
    assessed_for_this(list, &decision.grounds, facts, "条例第三十二条");
    if let Some(why) = untold(decision, facts) {
        list.block(why.field, why.message);
    }
    rest_is_explained(list, decision, facts);
}

/// Of what is given whole, what the third party is not told of is not objected to: it consented to it, or the decision says why
/// (条例第三十二条).
fn rest_is_explained(list: &mut List, decision: &Decision, facts: &Facts) {
    let is_whole = decision.outcome == Outcome::GrantedProvided;
    let more = decision.given_beyond_what_is_told(facts);
    if is_whole && !more.is_empty() && is_wordless(&decision.public_interest.rest) {
        let why = format!(
            "公开的内容中“{}”不在“决定公开的信息内容”之内：第三方对它也不同意公开的，请写入决定公开的信息内容并告知第三方；不在第三方不同意的范围内的，请写明理由（条例第三十二条）。",
            more.join("、")
        );
        list.block("public_interest.rest", why);
    }
}

/// Each objection is heeded or overridden by name, where several object (条例第三十二条、第三十七条).
fn named(list: &mut List, decision: &Decision, facts: &Facts) {
    let all = decision.objections(facts);
    let over = &decision.public_interest.over;
    let is_content = !decision.public_interest.content.trim().is_empty();
    if facts.objections() < 2 || !is_content || decision.outcome != Outcome::PartlyGranted {
        return;
    }
    if over.is_empty() && all.overridden.is_empty() {
        list.block(
            "public_interest.over",
            "有几个第三方不同意公开：请选择为公共利益公开的内容是哪些第三方不同意公开的（条例第三十二条）。",
        );
    }
    let neither = all
        .overridden
        .iter()
        .filter(|one| !over.is_empty() && !over.contains(&one.reference));
    let neither: Vec<&str> = neither.map(|one| one.reference.as_str()).collect();
    if !neither.is_empty() {
        let why = format!(
            "第三方（征求意见：{}）不同意公开，既没有为它不予公开的内容，也没有列入为公共利益公开的：请选择（条例第三十二条、第三十七条）。",
            neither.join("、")
        );
        list.block("public_interest.over", why);
    }
}

/// A part that is withheld for third parties' sake names the opinions it rests on, where several object.
pub(super) fn part_rests_on_opinions(list: &mut List, grounds: &Grounds, facts: &Facts) {
    if grounds.opinions.is_empty() && facts.objections() > 1 {
        list.block(
            "opinions",
            "有几个第三方不同意公开：请选择这一部分依据的是哪些第三方的意见（条例第三十二条、第三十七条）。",
        );
    }
    let may_rest = |reference: &String| {
        let mut opinions = facts.third_parties.iter();
        opinions.any(|one| one.reference == *reference && one.may_refuse())
    };
    if !grounds.opinions.iter().all(may_rest) {
        list.block(
            "opinions",
            "所选的第三方意见已经不在记录中，或者是同意公开的，请重新选择（条例第三十二条）。",
        );
    }
}

/// Whether a reason says that somebody is against disclosure, whatever they are called in it (第三方、对方、该公司).
fn claims_an_objection(reasons: &str) -> bool {
    const AGAINST: [&str; 8] = [
        "不同意",
        "不予同意",
        "反对",
        "拒绝",
        "不愿",
        "不希望",
        "要求保密",
        "要求不公开",
    ];
    AGAINST.iter().any(|word| reasons.contains(word))
}

impl Facts {
    /// The third parties that consent to all they were asked about.
    pub fn consenting(&self) -> impl Iterator<Item = &Opinion> {
        let opinions = self.third_parties.iter();
        opinions.filter(|one| one.consents == Some(true))
    }

    /// Whether some third party consents, to all or to a part, while another does not: refusing the whole then takes a reason.
    pub fn is_consented_to_by_some(&self) -> bool {
        let in_part = |one: &Opinion| !one.consents_to.trim().is_empty();
        let all = self.consenting().count();
        (all > 0 && all < self.third_parties.len()) || self.third_parties.iter().any(in_part)
    }
}

impl Decision {
    /// What whoever reviews it is told where it refuses the whole for the sake of some third parties while others consent.
    pub fn told_of_consent(&self, facts: &Facts) -> Option<String> {
        let consenting: Vec<&str> = facts.consenting().map(|one| one.reference.as_str()).collect();
        (self.outcome == Outcome::RefusedThirdParty && !consenting.is_empty()).then(|| {
            format!(
                "有第三方同意公开（征求意见：{}）：其中只涉及它的内容应当公开，请核对全部内容是否都涉及不同意公开的第三方，不是的应当部分公开（条例第十五条、第三十七条）。",
                consenting.join("、")
            )
        })
    }
}

/// What all who object consent to in part is given (条例第十五条: 第三方同意公开的; 第三十七条).
pub(super) fn consented_in_part(list: &mut List, facts: &Facts) {
    let objecting = facts.objecting();
    let parts = objecting.iter().map(|one| in_one_line(&one.consents_to));
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    if !parts.is_empty() && parts.len() == objecting.len() {
        let why = format!(
            "第三方部分同意公开，同意公开的“{}”不能以损害第三方合法权益为由不予公开：应当选“部分公开（区分处理）”；另有其他依据不予公开的，也在其中逐项写明（条例第十五条、第三十七条）。",
            parts.join("”“")
        );
        list.block("third_parties", why);
    }
}

/// What some consent to, in whole or in part, is refused with the rest only for a reason that is written down (条例第十五条: 第三方同意公开
/// 的，予以公开; 第三十七条).
pub(super) fn consented(list: &mut List, grounds: &Grounds, facts: &Facts) {
    if !facts.is_consented_to_by_some() {
        return;
    }
    let mut told = Vec::new();
    let consenting: Vec<&str> = facts.consenting().map(|one| one.reference.as_str()).collect();
    if !consenting.is_empty() {
        told.push(format!("有第三方同意公开（征求意见：{}）", consenting.join("、")));
    }
    let alone = consented_alone(facts);
    if !alone.is_empty() {
        told.push(format!(
            "“{}”只征求了同意公开的第三方的意见，不同意公开的第三方没有对它提出意见",
            alone.join("”“")
        ));
    }
    let parts = facts
        .objecting()
        .into_iter()
        .map(|one| in_one_line(&one.consents_to));
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    if !parts.is_empty() {
        told.push(format!(
            "有第三方部分同意公开，同意公开的内容：{}",
            parts.join("；")
        ));
    }
    // What all who object consent to in part is given, whatever is written (`consented_in_part`).
    if consenting.is_empty() && parts.len() == facts.objections() {
        return;
    }
    if is_wordless(&grounds.despite_consent) || says_nothing(&grounds.despite_consent) {
        let why = format!(
            "{}：第三方同意公开的，不能以损害第三方合法权益为由不予公开，应当选“部分公开（区分处理）”；仍要全部不予公开的，请写明为什么，例如同意公开的内容同样涉及不同意公开的第三方、无法区分（条例第十五条、第三十七条）。",
            told.join("；")
        );
        list.block("despite_consent", why);
    }
}

/// What only those were asked about who consent to it: the objection to something else is none to it.
fn consented_alone(facts: &Facts) -> Vec<String> {
    let (consenting, others): (Vec<&Opinion>, Vec<&Opinion>) = facts
        .third_parties
        .iter()
        .partition(|one| one.consents == Some(true));
    // Who was asked before contents were kept may have been asked about anything.
    if others.iter().any(|one| one.asked_about.trim().is_empty()) {
        return Vec::new();
    }
    let asked_others: Vec<String> = others
        .iter()
        .flat_map(|one| listed_things(&one.asked_about))
        .collect();
    let is_shared = |thing: &String| {
        let mut asked = asked_others.iter();
        asked.any(|other| one_is_within(thing, other) || one_is_within(other, thing))
    };
    let all = consenting.iter().flat_map(|one| listed_things(&one.asked_about));
    all.filter(|thing| !is_shared(thing)).collect()
}

/// Who is overridden and was not told, or was told of less than is disclosed now.
fn untold(decision: &Decision, facts: &Facts) -> Option<WhyNot> {
    let to_tell = decision.to_be_told(facts);
    if to_tell.iter().any(|one| one.is_untold) {
        return Some(WhyNot::new("override", UNTOLD));
    }
    let told = to_tell.first()?.told.join("；");
    let why = format!(
        "已经告知第三方决定公开的是“{told}”，处理决定写的是“{}”：告知书只对它写明的内容有效，公开的内容不同的，请另行拟写、签发并送达《政府信息决定公开告知书》（条例第三十二条）。",
        in_one_line(&decision.public_interest.content)
    );
    Some(WhyNot::new("override", why))
}

/// Where a decision is told that somebody's silence, which it rests on, has not come.
const SILENCES: [&str; 6] = [
    "fee",
    "correction",
    "reasons_asked",
    "receipt",
    "third_parties",
    "co_makers",
];

/// Whether what is decided may go out on that day: not before the day that an overridden third party was told, so that it
/// can ask for a stay or sue beforehand (条例第三十二条; 行政复议法第四十二条; 法释〔2025〕8号). What was signed on a silence stays
/// where the silence has not come after all: a receipt was recorded since, a payment, a correction or an opinion came in.
pub fn may_leave(decision: &Decision, facts: &Facts, on: Date) -> Vec<WhyNot> {
    let mut refused = Vec::new();
    match (untold(decision, facts), facts.not_before) {
        _ if !decision.overrides(facts) => {}
        (Some(untold), _) => refused.push(untold),
        (None, Some(day)) if on < day => refused.push(WhyNot::new("on", not_before(day))),
        _ => {}
    }
    refused.extend(broken_silences(decision, facts));
    refused
}

/// The silences that a decision rests on and that have not come: what was signed on them does not leave at all.
pub fn broken_silences(decision: &Decision, facts: &Facts) -> Vec<WhyNot> {
    let rests_on_silence = |why: &WhyNot| SILENCES.contains(&why.field);
    blockers(decision, facts)
        .into_iter()
        .filter(rests_on_silence)
        .collect()
}

/// Why what a third party objects to does not leave before the day it was told.
pub(in crate::cases) fn not_before(day: Date) -> String {
    format!(
        "已经告知第三方在{}前（不含当日）不提供其不同意公开的信息，请在那一天或者以后送达（条例第三十二条）。",
        spoken(day)
    )
}

/// A refusal for a third party's sake rests on its opinion (条例第十五条、第三十二条).
pub(super) fn third_party(list: &mut List, grounds: &Grounds, facts: &Facts) {
    list.unless(
        grounds.interest.is_some(),
        "interest",
        "请选择公开会损害第三方的哪种权益：商业秘密、个人隐私或者其他合法权益（条例第十五条）。",
    );
    says_something(
        list,
        "reasons",
        &grounds.reasons,
        "只写“内部”“不同意”“不宜公开”等不成理由：请写明第三方的哪项权益、公开会怎样损害它（条例第十五条、第三十二条）。",
    );
    if facts.objections() > 0 {
        says_something(
            list,
            "objection",
            &grounds.objection,
            "只写“内部”“不同意公开”等看不出理由：请写明第三方说公开会损害它的什么（条例第三十二条）；没有说的，写“第三方没有说明理由，认为……”。",
        );
        list.need(
            "objection",
            &grounds.objection,
            "请写明第三方不同意公开的理由（摘要，不写出名称），理由一栏写明它为什么合理（条例第三十二条）。",
        );
    } else if claims_an_objection(&grounds.reasons) {
        list.block(
            "reasons",
            "没有第三方表示过不同意公开，理由却写了不同意、反对、拒绝等：请据实写明本机关为什么认为公开会损害第三方的权益（条例第三十二条）。",
        );
    } else if !grounds.objection.trim().is_empty() {
        list.block(
            "objection",
            "没有第三方表示过不同意公开，这一栏请清空：逾期没有提出意见的，由本机关自己判断，为什么不公开写在理由一栏（条例第三十二条）。",
        );
    }
    let opinions = &facts.third_parties;
    if opinions.is_empty() {
        list.block(
            "third_parties",
            "还没有书面征求第三方的意见，请先征求意见（条例第三十二条）。",
        );
    } else if opinions.iter().all(|opinion| opinion.consents == Some(true)) {
        list.block(
            "third_parties",
            "第三方都同意公开，不得以损害第三方合法权益为由不予公开（条例第十五条）。",
        );
    } else if !opinions.iter().any(Opinion::may_refuse) {
        list.block(
            "third_parties",
            "没有第三方表示不同意公开，也没有逾期未提出意见的，不能以此为由不予公开（条例第三十二条）。",
        );
    }
}
