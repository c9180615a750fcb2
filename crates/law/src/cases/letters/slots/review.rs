//! What the office's own review form (审查呈批单) says of a letter: what is proposed, by which articles, and why. Of a reply it is
//! its decision's; of a letter of procedure its own.

use super::procedure::why_to_correct;
use super::{OVER_AN_OBJECTION, Scope, amount, one};
use crate::cases::consultations::opinion_in_words;
use crate::cases::decision::{Decision, Opinion};
use crate::cases::letters::{LetterFacts, LetterKind};
use crate::codes::{Outcome, spoken};
use crate::signs::listed_in_one_line;

const THE_REGULATIONS: &str = "《中华人民共和国政府信息公开条例》";

/// 拟作出的处理
pub(super) fn proposed(of: &Scope<'_>) -> String {
    if let Some(kind) = of.facts.file.proposed {
        return of_procedure(kind, of.facts);
    }
    let Some(decision) = &of.facts.decision else {
        return String::new();
    };
    let mut lines = vec![decision.outcome.label().to_owned()];
    let gives = matches!(
        decision.outcome,
        Outcome::PartlyGranted | Outcome::GrantedProvided
    );
    if gives && !decision.given.trim().is_empty() {
        lines.push(format!("公开：{}", listed_in_one_line(&decision.given)));
    }
    if decision.overrides(&of.facts.history) {
        let content = listed_in_one_line(&decision.public_interest.content);
        let overridden = decision.objections(&of.facts.history).overridden.into_iter();
        let whose = asked_by(overridden.map(|one| one.reference.as_str()));
        lines.push(format!("第三方不同意而决定公开{whose}：{content}"));
    }
    let withheld = decision.withheld.iter().map(|part| {
        let what = if part.outcome.is_refusal_under_14_to_16() {
            "不公开"
        } else {
            "无法提供"
        };
        format!(
            "{what}：{}（{}）{}",
            listed_in_one_line(&part.part),
            part.outcome.label(),
            asked_by(part.grounds.opinions.iter().map(String::as_str))
        )
    });
    lines.extend(withheld);
    lines.join("\n")
}

/// Whose opinion it is, by the letters that asked: whoever judges sees who is followed and who is not.
fn asked_by<'a>(references: impl Iterator<Item = &'a str>) -> String {
    let references: Vec<&str> = references.filter(|one| !one.is_empty()).collect();
    if references.is_empty() {
        return String::new();
    }
    format!("（征求意见：{}）", references.join("、"))
}

/// 依据, with the name of what is cited.
pub(super) fn basis(of: &Scope<'_>) -> String {
    if let Some(kind) = of.facts.file.proposed {
        return of_kind(kind).to_owned();
    }
    let Some(decision) = &of.facts.decision else {
        return String::new();
    };
    let over = decision.overrides(&of.facts.history).then_some(OVER_AN_OBJECTION);
    let mut articles: Vec<&str> = Vec::new();
    for article in over.into_iter().flatten().chain(decision.cited_with_parts()) {
        if !articles.contains(&article) {
            articles.push(article);
        }
    }
    if articles.is_empty() {
        return decision.outcome.article().to_owned();
    }
    format!("{THE_REGULATIONS}{}", articles.join("、"))
}

/// 理由, with the evidence it rests on.
pub(super) fn reasons(of: &Scope<'_>) -> String {
    if let Some(kind) = of.facts.file.proposed {
        return why(kind, of);
    }
    let in_part = of.facts.history.third_parties.iter().filter_map(in_part);
    let proofs = of.facts.decision.iter().flat_map(Decision::proofs);
    let told = proofs.map(|proof| match (proof.part.as_str(), proof.about) {
        // The row is named so.
        ("", "理由") => proof.words,
        ("", about) => format!("{about}：{}", proof.words),
        (part, about) => format!("{part}，{about}：{}", proof.words),
    });
    in_part.chain(told).collect::<Vec<_>>().join("\n")
}

/// A third party that consents in part, for whoever judges what is given and what is not; named by the letter that asked it.
fn in_part(opinion: &Opinion) -> Option<String> {
    let part = listed_in_one_line(&opinion.consents_to);
    if part.is_empty() {
        return None;
    }
    let said = opinion_in_words(opinion.consents, Some(&part));
    Some(format!("第三方的意见（征求意见：{}）：{said}", opinion.reference))
}

/// What a letter of procedure asks or tells.
fn of_procedure(kind: LetterKind, facts: &LetterFacts) -> String {
    let by = |day: Option<jiff::civil::Date>| {
        day.map_or_else(String::new, |day| format!("，期限至{}", spoken(day)))
    };
    let consulted = &facts.consulted;
    match kind {
        LetterKind::Registration => "告知申请人已经登记".to_owned(),
        LetterKind::Correction => format!("告知申请人补正{}", by(facts.correcting.respond_by)),
        LetterKind::ReasonsAsked => format!("要求申请人说明理由{}", by(facts.correcting.respond_by)),
        LetterKind::Extension => {
            let until = facts.deferral.until.map(spoken).unwrap_or_default();
            format!("答复期限延长{}个工作日，至{until}", facts.deferral.days)
        }
        LetterKind::Delay => {
            let until = facts.deferral.until.map(spoken).unwrap_or_default();
            format!("延迟至{until}前（含当日）答复")
        }
        LetterKind::ThirdParty | LetterKind::CoMaker | LetterKind::OtherOrgan => {
            let about = in_third_person(&listed_in_one_line(&consulted.content), &consulted.name);
            let about = one(&about).concat();
            let about = if about.is_empty() {
                about
            } else {
                format!("：{about}")
            };
            format!("书面征求{}的意见{about}", consulted.name.trim())
        }
        LetterKind::ThirdPartyOpinion => format!("随征求意见书送{}填写", consulted.name.trim()),
        LetterKind::Consulting => "告知申请人征求意见所需时间不计算在答复期限内".to_owned(),
        LetterKind::OverrideNotice => {
            let decision = facts.decision.as_ref();
            let content = decision.map_or("", |decision| &decision.public_interest.content);
            format!("第三方不同意而决定公开：{}", listed_in_one_line(content))
        }
        LetterKind::Assistance => format!("请{}协助办理{}", consulted.name.trim(), by(consulted.reply_by)),
        LetterKind::Fee => {
            format!("通知申请人缴纳信息处理费{}", amount(facts.fee.fen()).concat())
        }
        LetterKind::RecordCorrected => "更正政府信息记录".to_owned(),
        LetterKind::RecordDeclined => "不予更正政府信息记录".to_owned(),
        LetterKind::RecordForwarded => format!("转送{}处理", facts.record.forwarded_to.trim()),
        LetterKind::Referral => format!("报请{}确定是否可以公开", consulted.name.trim()),
        LetterKind::Termination => "终止办理".to_owned(),
        kind => kind.label().to_owned(),
    }
}

/// The articles of a letter of procedure.
const fn of_kind(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::Registration => "《中华人民共和国政府信息公开条例》第三十一条、第四十五条",
        LetterKind::Correction => "《中华人民共和国政府信息公开条例》第二十九条第二款、第三十条",
        LetterKind::ReasonsAsked | LetterKind::Delay => "《中华人民共和国政府信息公开条例》第三十五条",
        LetterKind::Extension => "《中华人民共和国政府信息公开条例》第三十三条第二款",
        LetterKind::ThirdParty | LetterKind::ThirdPartyOpinion => {
            "《中华人民共和国政府信息公开条例》第三十二条"
        }
        LetterKind::Consulting => "《中华人民共和国政府信息公开条例》第三十三条第三款",
        LetterKind::OverrideNotice => "《中华人民共和国政府信息公开条例》第十五条、第三十二条",
        LetterKind::CoMaker => "《中华人民共和国政府信息公开条例》第三十四条",
        LetterKind::OtherOrgan => "《中华人民共和国政府信息公开条例》第十一条、第三十三条第三款",
        LetterKind::Fee => {
            "《中华人民共和国政府信息公开条例》第四十二条，《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"
        }
        LetterKind::RecordCorrected | LetterKind::RecordDeclined | LetterKind::RecordForwarded => {
            "《中华人民共和国政府信息公开条例》第四十一条"
        }
        LetterKind::Referral => "《中华人民共和国政府信息公开条例》第十七条第三款",
        LetterKind::Termination => "国办公开办函〔2021〕30号附件",
        // 登记、审核、办理、答复、归档
        _ => "《中华人民共和国政府信息公开条例》第四十五条",
    }
}

/// Why a letter of procedure goes out.
fn why(kind: LetterKind, of: &Scope<'_>) -> String {
    let facts = of.facts;
    let consulted = &facts.consulted;
    let joined = |parts: &[&str]| {
        let parts = parts.iter().flat_map(|part| one(part));
        parts.collect::<Vec<_>>().join("：")
    };
    match kind {
        LetterKind::Correction => {
            let own = Scope::of(kind, facts);
            let items = facts.correcting.items.join("；");
            joined(&[&format!("申请{}", why_to_correct(&own).concat()), &items])
        }
        LetterKind::ReasonsAsked => {
            let asked = of.values("申请的数量").concat();
            format!("申请人{asked}，数量、频次明显超过合理范围")
        }
        LetterKind::Extension => joined(&[&facts.deferral.reasons]),
        LetterKind::Delay => "申请人说明的理由合理，不能如期答复".to_owned(),
        LetterKind::OverrideNotice => {
            let decision = facts.decision.as_ref();
            let reasons = decision.map_or("", |decision| decision.public_interest.reasons.as_str());
            let why = joined(&["不公开可能对公共利益造成重大影响", reasons]);
            let part = listed_in_one_line(&consulted.consents_to);
            if part.is_empty() {
                return why;
            }
            let said = opinion_in_words(Some(false), Some(&part));
            format!("第三方的意见：{said}\n{why}")
        }
        LetterKind::Fee => joined(&[&facts.fee.counted]),
        LetterKind::RecordCorrected => joined(&[&facts.record.content, &facts.record.corrected]),
        LetterKind::RecordDeclined => joined(&[&facts.record.content, &facts.record.declined]),
        LetterKind::RecordForwarded => joined(&[&facts.record.content, "更正不属于本机关职能范围"]),
        LetterKind::Referral => {
            let content = in_third_person(&consulted.content, &consulted.name);
            joined(&[&content, &consulted.doubts])
        }
        LetterKind::ThirdParty | LetterKind::ThirdPartyOpinion => {
            "申请公开的信息涉及第三方，公开可能损害其商业秘密、个人隐私等合法权益，应当书面征求其意见"
                .to_owned()
        }
        LetterKind::CoMaker => "申请公开的信息由本机关与其共同制作，公开前应当征求其意见".to_owned(),
        LetterKind::OtherOrgan => "申请公开的信息涉及其他机关，公开前需要与其协商、确认".to_owned(),
        LetterKind::Termination => {
            let on = facts.past.withdrawn_on.map(spoken).unwrap_or_default();
            format!("申请人于{on}撤回申请")
        }
        LetterKind::Registration => String::new(),
        _ => joined(&[&in_third_person(&consulted.content, &consulted.name)]),
    }
}

/// What a letter says to its addressee, for somebody else to read: by its name.
fn in_third_person(text: &str, name: &str) -> String {
    const YOU: [&str; 6] = ["你单位", "贵单位", "贵公司", "你公司", "贵机关", "您"];
    let name = name.trim();
    if name.is_empty() {
        return text.to_owned();
    }
    YOU.iter()
        .fold(text.to_owned(), |text, you| text.replace(you, name))
}
