//! What stands in the way of a decision: one list, shown beside the form and asked again when it is signed.
//! 条例第十四条至第十六条、第三十条、第三十二条、第三十四条至第三十九条、第四十二条.

use super::evidence::{repeated, safety, searches, told_of_no_assessment};
use super::excessive::excessive;
use super::forbidding::{SEALED_RECORDS, beside, in_force, tells_sealed_records};
use super::items::things;
use super::laws::{Rank, rank};
use super::parties::{
    consented, consented_in_part, consultations, objections, part_rests_on_opinions, third_party,
};
use super::renewed::renewed;
use super::{Decision, Facts, Grounds, NamedLaw, Stage, Withheld};
use crate::cases::reasons::is_wordless;
use crate::codes::{Outcome, WhyNot};

/// All that stands in the way of this decision; empty when it may be signed.
pub fn blockers(decision: &Decision, facts: &Facts) -> Vec<WhyNot> {
    let lacks = blockers_by_row(decision, facts).into_iter();
    lacks.map(|(_, why)| why).collect()
}

/// The same, with the row that each belongs to, from 0: of the withheld parts, or of the search log. Its words name the row.
pub fn blockers_by_row(decision: &Decision, facts: &Facts) -> Vec<(Option<usize>, WhyNot)> {
    let mut list = List::default();
    consultations(&mut list, decision, facts);
    unreceived(&mut list, decision, facts);
    undelivered(&mut list, decision, facts);
    if !decision.is_open_on_objections() {
        objections(&mut list, decision, facts);
    }
    match decision.outcome {
        Outcome::GrantedAlreadyPublic => {
            list.need(
                "getting.form",
                &decision.getting.form,
                "请填写获取方式（条例第三十六条第（一）项）。",
            );
            list.need(
                "getting.path",
                &decision.getting.path,
                "请填写获取途径（条例第三十六条第（一）项）。",
            );
        }
        Outcome::GrantedProvided => {
            things(&mut list, decision, facts);
            getting(&mut list, decision);
        }
        Outcome::PartlyGranted => partly(&mut list, decision, facts),
        outcome if outcome.is_refusal_under_14_to_16() => {
            refusal(&mut list, outcome, &decision.grounds, facts);
            if outcome == Outcome::RefusedThirdParty {
                consented_in_part(&mut list, facts);
                consented(&mut list, &decision.grounds, facts);
            }
        }
        _ => others(&mut list, decision, facts),
    }
    renewed(&mut list, decision, facts);
    list.lacks
}

/// Whether what stands in the way is in the history of the case, not in what is typed for the decision.
pub fn is_of_the_case(field: &str) -> bool {
    const OF_THE_CASE: [&str; 8] = [
        "override",
        "third_parties",
        "co_makers",
        "correction",
        "fee",
        "reasons_asked",
        "withdrawn",
        "receipt",
    ];
    OF_THE_CASE.contains(&field)
}

/// What is no obstacle but asks for a second look.
pub fn hints(decision: &Decision) -> Vec<WhyNot> {
    let mut list = List::default();
    let is_over = decision.has_grant() && !decision.public_interest.content.trim().is_empty();
    if is_over && decision.grounds.interest.is_none() {
        list.block(
            "interest",
            "决定公开的内容涉及第三方的哪种权益没有选，答复书只写“合法权益”：请选择商业秘密、个人隐私或者其他合法权益（条例第十五条、第三十二条）。",
        );
    }
    told_of_no_assessment(&mut list, decision, is_over);
    let withheld = decision.withheld.iter().map(|part| (part.outcome, &part.grounds));
    for (outcome, grounds) in std::iter::once((decision.outcome, &decision.grounds)).chain(withheld) {
        let names_law = matches!(
            outcome,
            Outcome::RefusedForbiddenByLaw | Outcome::RefusedAdministrativeQuery
        );
        if names_law && !grounds.law.name.trim().is_empty() && rank(&grounds.law.name) == Rank::Unsure {
            list.block(
                "law.name",
                "从名称看不出它是法律还是行政法规，请核对制定机关：只有法律、行政法规可以作为依据。",
            );
        }
        if outcome == Outcome::RefusedForbiddenByLaw {
            beside(&mut list, &grounds.law);
        }
    }
    for (row, search) in decision.searches.iter().enumerate() {
        if search.files.is_empty() && decision.outcome == Outcome::UnavailableNotHeld {
            list.block(
                "searches",
                format!(
                    "第 {} 次检索还没有附检索结果（查询页面的截图、目录的复制件）：复议、诉讼中要证明尽到了检索义务，建议上传（法释〔2025〕8号）。",
                    row + 1
                ),
            );
        }
    }
    if decision.has_grant() && tells_sealed_records(&decision.given) {
        list.block(
            "given",
            format!(
                "《{}》{}：{}。",
                SEALED_RECORDS.law, SEALED_RECORDS.article, SEALED_RECORDS.beside
            ),
        );
    }
    list.lacks.into_iter().map(|(_, why)| why).collect()
}

/// What was found so far, and the row that is looked at, with what it is called.
#[derive(Default)]
pub(super) struct List {
    lacks: Vec<(Option<usize>, WhyNot)>,
    row: Option<(usize, String)>,
}

impl List {
    pub fn block(&mut self, field: &'static str, message: impl Into<String>) {
        let (row, called) = match &self.row {
            Some((row, called)) => (Some(*row), called.as_str()),
            None => (None, ""),
        };
        let message = format!("{called}{}", message.into());
        self.lacks.push((row, WhyNot::new(field, message)));
    }

    /// What is found in a row of several.
    pub fn in_row(&mut self, row: usize, called: String, find: impl FnOnce(&mut Self)) {
        self.row = Some((row, called));
        find(self);
        self.row = None;
    }

    pub fn need(&mut self, field: &'static str, value: &str, message: &str) {
        self.unless(!value.trim().is_empty(), field, message);
    }

    /// The same of a reason, which one sign over and over is none.
    pub fn need_reason(&mut self, field: &'static str, value: &str, message: &str) {
        self.unless(!is_wordless(value), field, message);
    }

    pub fn unless(&mut self, holds: bool, field: &'static str, message: &str) {
        if !holds {
            self.block(field, message);
        }
    }
}

fn getting(list: &mut List, decision: &Decision) {
    list.need(
        "getting.form",
        &decision.getting.form,
        "请填写提供信息的方式（条例第三十六条第（二）项、第四十条）。",
    );
    if !decision.getting.is_enclosed {
        list.need(
            "getting.path",
            &decision.getting.path,
            "没有随答复提供信息的，请填写获取途径（条例第三十六条第（二）项）。",
        );
        list.need(
            "getting.time",
            &decision.getting.time,
            "没有随答复提供信息的，请填写获取时间（条例第三十六条第（二）项）。",
        );
    }
}

fn partly(list: &mut List, decision: &Decision, facts: &Facts) {
    list.need("given", &decision.given, "请写明公开哪些内容（条例第三十七条）。");
    things(list, decision, facts);
    getting(list, decision);
    list.unless(
        !decision.withheld.is_empty(),
        "withheld",
        "请逐项写明不予公开的内容；没有不予公开的内容的，应当选“予以公开”（条例第三十七条）。",
    );
    if decision.has_part_not_held() {
        searches(list, &decision.searches, facts);
    }
    for (row, part) in decision.withheld.iter().enumerate() {
        let called = format!("不予公开的第 {} 项：", row + 1);
        list.in_row(row, called, |list| withheld(list, part, facts));
    }
}

fn withheld(list: &mut List, part: &Withheld, facts: &Facts) {
    list.need(
        "withheld.part",
        &part.part,
        "请写明哪一部分不予公开（只描述，不要写出内容）。",
    );
    match part.outcome {
        outcome if outcome.is_refusal_under_14_to_16() => {
            refusal(list, outcome, &part.grounds, facts);
            if outcome == Outcome::RefusedThirdParty {
                part_rests_on_opinions(list, &part.grounds, facts);
            }
        }
        // What was searched for stands in the search log of the whole.
        Outcome::UnavailableNotHeld => {}
        outcome if outcome.may_be_of_a_part() => list.need_reason(
            "reasons",
            &part.grounds.reasons,
            "请说明理由：为什么不属于本机关负责公开，或者为什么需要加工、分析（条例第三十六条第（五）项、第三十八条）。",
        ),
        _ => list.block(
            "withheld.outcome",
            "请选择依据：不予公开的，只能依据条例第十四条、第十五条、第十六条；没有可以提供的，是信息不存在、不属于本机关负责公开或者需要加工、分析。",
        ),
    }
}

fn refusal(list: &mut List, outcome: Outcome, grounds: &Grounds, facts: &Facts) {
    list.need_reason(
        "reasons",
        &grounds.reasons,
        "请说明不予公开的理由（条例第三十六条第（三）项）。",
    );
    match outcome {
        Outcome::RefusedStateSecret => state_secret(list, grounds),
        Outcome::RefusedForbiddenByLaw => {
            law(
                list,
                &grounds.law,
                "请填写禁止公开的法律或者行政法规的名称（条例第十四条）。",
            );
            in_force(list, &grounds.law, facts.today);
        }
        Outcome::RefusedSafety => safety(list, grounds, facts),
        Outcome::RefusedThirdParty => third_party(list, grounds, facts),
        Outcome::RefusedInternalAffairs => list.unless(
            grounds.internal_affair.is_some(),
            "internal_affair",
            "请选择属于哪一类内部事务信息：人事管理、后勤管理、内部工作流程（条例第十六条第一款）。",
        ),
        Outcome::RefusedProcessInformation => {
            list.unless(
                grounds.process_kind.is_some(),
                "process_kind",
                "请选择属于哪一类过程性信息：讨论记录、过程稿、磋商信函、请示报告（条例第十六条第二款）。",
            );
            no_duty(list, grounds);
        }
        _ => no_duty(list, grounds),
    }
}

fn state_secret(list: &mut List, grounds: &Grounds) {
    let secret = &grounds.secret;
    list.need(
        "secret.grade",
        &secret.grade,
        "请填写密级（只填密级，不得填写涉密内容）。",
    );
    list.need("secret.period", &secret.period, "请填写保密期限。");
    list.need(
        "secret.authority",
        &secret.authority,
        "请填写定密机关、单位或者定密依据。",
    );
}

fn no_duty(list: &mut List, grounds: &Grounds) {
    list.unless(
        grounds.is_no_duty_checked,
        "no_duty",
        "请先查明没有法律、法规、规章规定这类信息应当公开，再确认（条例第十六条第二款）。",
    );
}

fn law(list: &mut List, law: &NamedLaw, missing: &str) {
    list.need("law.name", &law.name, missing);
    list.need("law.article", &law.article, "请填写具体条款，如“第九条”。");
    if rank(&law.name) == Rank::Lower && law.verified.trim().is_empty() {
        list.block(
            "law.name",
            "从名称看是地方性法规、规章或者规范性文件，不能作为依据：只有法律、行政法规可以。请改填；经核实确是法律、行政法规的，请在“制定机关和令号”中写明。",
        );
    }
}

fn others(list: &mut List, decision: &Decision, facts: &Facts) {
    let reasons = &decision.grounds.reasons;
    match decision.outcome {
        Outcome::RefusedAdministrativeQuery => {
            law(
                list,
                &decision.grounds.law,
                "请填写对查询有特别规定的法律或者行政法规的名称（条例第三十六条第（七）项）。",
            );
        }
        Outcome::UnavailableNotHeld => searches(list, &decision.searches, facts),
        Outcome::UnavailableNotOurs => not_ours(list, decision),
        Outcome::UnavailableNeedsMaking => {
            list.need_reason(
                "reasons",
                reasons,
                "请说明为什么需要加工、分析才能提供（条例第三十八条）。",
            );
        }
        Outcome::UnavailableStillUnclear => still_unclear(list, decision, facts),
        Outcome::NotProcessedPetition | Outcome::NotProcessedReissue | Outcome::OtherwiseOther => {
            list.need_reason("reasons", reasons, "请说明理由。");
        }
        Outcome::NotProcessedRepeated => repeated(list, decision, facts),
        Outcome::NotProcessedPublication => {
            list.need(
                "source",
                &decision.source,
                "请填写公开出版物的获取途径（条例第三十九条第二款）。",
            );
        }
        Outcome::NotProcessedExcessive => excessive(list, decision, facts),
        _ => endings(list, decision.outcome, facts),
    }
}

/// Nothing is decided on a silence that may not have begun.
fn unreceived(list: &mut List, decision: &Decision, facts: &Facts) {
    let rests_on_silence = decision.has_grant()
        || decision.outcome == Outcome::RefusedThirdParty
        || matches!(
            decision.outcome,
            Outcome::OtherwiseUncorrected | Outcome::OtherwiseUnpaid | Outcome::NotProcessedExcessive
        );
    if rests_on_silence && !facts.unreceived.is_empty() {
        let why = format!(
            "{}，还没有登记对方收到之日：对方的期限从收到之日起算，请凭回执或者查询结果，在该文书的页面或者“经过”中登记（条例第三十条、第三十二条、第三十四条、第三十五条，国办函〔2020〕109号）。",
            facts.unreceived.join("、")
        );
        list.block("receipt", &why);
    }
}

/// Who was to be asked and was not is still to be asked, before what concerns them is given.
fn undelivered(list: &mut List, decision: &Decision, facts: &Facts) {
    if decision.has_grant() && !facts.undelivered.is_empty() {
        let why = format!(
            "{}被退回，没有送达：请重新送达；送不到的，依法公告送达后登记（条例第三十二条、第三十四条）。",
            facts.undelivered.join("、")
        );
        list.block("receipt", &why);
    }
}

/// 补正后仍不明确: only after a correction was asked for once (条例第三十条).
fn still_unclear(list: &mut List, decision: &Decision, facts: &Facts) {
    list.unless(
        facts.correction == Stage::Answered,
        "correction",
        "申请人还没有补正过：请先一次性告知补正，补正后仍不明确的才能选这一项（条例第三十条）。",
    );
    list.need_reason(
        "reasons",
        &decision.grounds.reasons,
        "请说明补正后哪些内容仍不明确（条例第三十条）。",
    );
}

/// Applications that end without an answer of substance.
fn endings(list: &mut List, outcome: Outcome, facts: &Facts) {
    match outcome {
        Outcome::OtherwiseUncorrected => list.unless(
            facts.correction == Stage::Lapsed,
            "correction",
            "只有已经告知补正、申请人无正当理由逾期不补正的，才能不再处理（条例第三十条）。",
        ),
        Outcome::OtherwiseUnpaid => list.unless(
            facts.fee == Stage::Lapsed,
            "fee",
            "只有已经送达收费通知、申请人逾期未缴费的，才能不再处理（条例第四十二条、国办函〔2020〕109号）。",
        ),
        Outcome::OtherwiseWithdrawn => list.unless(
            facts.is_withdrawn,
            "withdrawn",
            "申请人没有书面撤回申请，请先登记撤回。",
        ),
        _ => {}
    }
}

fn not_ours(list: &mut List, decision: &Decision) {
    let organ = &decision.other_organ;
    list.need_reason(
        "reasons",
        &decision.grounds.reasons,
        "请说明为什么不属于本机关负责公开（条例第三十六条第（五）项）。",
    );
    if !organ.name.trim().is_empty() {
        list.need(
            "other_organ.contact",
            &organ.contact,
            "请填写负责公开的机关的联系方式（条例第三十六条第（五）项）。",
        );
    } else if !organ.contact.trim().is_empty() {
        list.block(
            "other_organ.name",
            "请填写负责公开的机关的名称（条例第三十六条第（五）项）。",
        );
    }
}
