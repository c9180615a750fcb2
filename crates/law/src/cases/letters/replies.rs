//! The words of replies: facts found, decision, reason with the exact article, way of getting, remedies.
//! 条例第三十六条至第三十九条; one text for each outcome.

use super::process::{STATUTE, opening};
use super::{LetterFacts, Paragraph, day, shown};
use crate::cases::decision::{Decision, Getting, Grounds};
use crate::cases::remedies;
use crate::codes::Outcome;

pub(super) fn paragraphs(facts: &LetterFacts) -> Vec<Paragraph> {
    let mut texts = vec![opening(facts)];
    match &facts.decision {
        Some(decision) => texts.extend(decided(decision)),
        None => texts.push(shown("", "处理决定")),
    }
    texts.into_iter().map(Paragraph::Plain).collect()
}

/// The words on remedies, unless there are none to tell or a setting is missing.
pub(super) fn remedies(facts: &LetterFacts) -> Option<String> {
    let outcome = facts.decision.as_ref()?.outcome;
    remedies::clause(outcome, &facts.remedies, facts.is_delivered_online)
        .ok()
        .flatten()
}

fn decided(decision: &Decision) -> Vec<String> {
    let outcome = decision.outcome;
    let articles: Vec<&str> = outcome.cited().collect();
    let by = format!("根据{STATUTE}{}的规定", articles.join("、"));
    match outcome {
        Outcome::GrantedAlreadyPublic => vec![format!(
            "经查，您（单位）申请公开的信息已经主动公开。{by}，现将获取方式、途径告知如下：{}。",
            way(&decision.getting)
        )],
        Outcome::GrantedProvided => vec![format!(
            "经审查，您（单位）申请公开的信息可以公开。{by}，予以公开：{}。",
            way(&decision.getting)
        )],
        Outcome::PartlyGranted => partly(decision, &by),
        outcome if outcome.is_refusal_under_14_to_16() => {
            vec![format!(
                "经审查，{}。{by}，本机关决定不予公开。",
                why(outcome, &decision.grounds)
            )]
        }
        _ => vec![other(decision, &by)],
    }
}

fn way(getting: &Getting) -> String {
    let mut parts = vec![format!("方式为{}", shown(&getting.form, "方式"))];
    if getting.is_enclosed {
        parts.push("随本答复提供".to_owned());
    } else {
        parts.push(format!("途径为{}", shown(&getting.path, "途径")));
        if !getting.time.trim().is_empty() {
            parts.push(format!("时间为{}", getting.time.trim()));
        }
    }
    parts.join("，")
}

fn partly(decision: &Decision, by: &str) -> Vec<String> {
    let given = shown(&decision.given, "公开的内容");
    let mut texts = vec![format!(
        "经审查，您（单位）申请公开的信息含有不应当公开的内容，能够作区分处理。{by}，对下列内容予以公开：{given}；{}。",
        way(&decision.getting)
    )];
    for part in &decision.withheld {
        let articles: Vec<&str> = part.outcome.cited().collect();
        texts.push(format!(
            "{}：{}。根据《条例》{}的规定，不予公开。",
            shown(&part.part, "不予公开的部分"),
            why(part.outcome, &part.grounds),
            articles.join("、")
        ));
    }
    texts
}

/// Why it is refused: the legal kind, then the reasons.
fn why(outcome: Outcome, grounds: &Grounds) -> String {
    let reasons = shown(&grounds.reasons, "理由");
    let kind = match outcome {
        Outcome::RefusedStateSecret => format!(
            "该信息属于依法确定的国家秘密（密级：{}，保密期限：{}）",
            shown(&grounds.secret.grade, "密级"),
            shown(&grounds.secret.period, "保密期限")
        ),
        Outcome::RefusedForbiddenByLaw => format!("{}禁止公开该信息", law(grounds)),
        Outcome::RefusedSafety => format!(
            "公开该信息可能危及{}",
            shown(grounds.safety.map_or("", |one| one.label()), "危及哪一项")
        ),
        Outcome::RefusedThirdParty => {
            "该信息涉及第三方商业秘密、个人隐私等，公开会对第三方合法权益造成损害，本机关已书面征求第三方意见"
                .to_owned()
        }
        Outcome::RefusedInternalAffairs => format!(
            "该信息属于行政机关内部事务信息（{}）",
            shown(grounds.internal_affair.map_or("", |one| one.label()), "哪一类")
        ),
        Outcome::RefusedProcessInformation => format!(
            "该信息属于行政机关在履行行政管理职能过程中形成的{}",
            shown(grounds.process_kind.map_or("", |one| one.label()), "哪一类")
        ),
        _ => "该信息属于行政执法案卷信息".to_owned(),
    };
    format!("{kind}。理由：{reasons}")
}

fn law(grounds: &Grounds) -> String {
    let name = grounds
        .law
        .name
        .trim()
        .trim_start_matches('《')
        .trim_end_matches('》');
    format!(
        "《{}》{}",
        shown(name, "法律、行政法规名称"),
        shown(&grounds.law.article, "条款")
    )
}

fn other(decision: &Decision, by: &str) -> String {
    let reasons = shown(&decision.grounds.reasons, "理由");
    match decision.outcome {
        Outcome::RefusedAdministrativeQuery => format!(
            "您（单位）申请公开的信息，有关法律、行政法规对其获取有特别规定。{by}，请依照{}的规定办理。",
            law(&decision.grounds)
        ),
        Outcome::UnavailableNotHeld => {
            let searched: Vec<String> = decision
                .searches
                .iter()
                .map(|search| {
                    format!(
                        "在{}以“{}”检索（{}），{}",
                        search.systems,
                        search.keywords,
                        day(search.on, "检索日期"),
                        search.result
                    )
                })
                .collect();
            format!(
                "经检索没有您（单位）申请公开的信息：{}。{by}，告知您（单位）该政府信息不存在。",
                shown(&searched.join("；"), "检索记录")
            )
        }
        Outcome::UnavailableNotOurs => {
            let organ = &decision.other_organ;
            let told = if organ.name.trim().is_empty() {
                String::new()
            } else {
                format!(
                    "请向{}申请，联系方式：{}。",
                    organ.name.trim(),
                    shown(&organ.contact, "联系方式")
                )
            };
            format!("{by}，您（单位）申请公开的信息不属于本机关负责公开。理由：{reasons}。{told}")
        }
        Outcome::UnavailableNeedsMaking => {
            format!(
                "您（单位）申请公开的信息需要本机关对现有政府信息进行加工、分析：{reasons}。{by}，不予提供。"
            )
        }
        Outcome::UnavailableStillUnclear => {
            format!("您（单位）补正后，申请内容仍不明确：{reasons}。{by}，本机关无法提供。")
        }
        _ => unprocessed(decision, by),
    }
}

fn unprocessed(decision: &Decision, by: &str) -> String {
    let reasons = shown(&decision.grounds.reasons, "理由");
    match decision.outcome {
        Outcome::NotProcessedPetition => {
            let told = match decision.channel.trim() {
                "" => String::new(),
                channel => format!("您（单位）可以通过{channel}提出。"),
            };
            format!(
                "经审查，您（单位）的申请属于信访、投诉、举报等活动：{reasons}。{by}，不作为政府信息公开申请处理。{told}"
            )
        }
        Outcome::NotProcessedRepeated => format!(
            "本机关已于{}以{}对相同政府信息的公开申请作出答复。{by}，不予重复处理。",
            day(decision.earlier.on, "以前答复的日期"),
            shown(&decision.earlier.number, "以前答复的文号")
        ),
        Outcome::NotProcessedPublication => format!(
            "您（单位）要求提供的是公开出版物。{by}，告知获取途径：{}。",
            shown(&decision.source, "获取途径")
        ),
        Outcome::NotProcessedExcessive => {
            format!(
                "您（单位）申请公开政府信息的数量、频次明显超过合理范围，申请理由不合理：{reasons}。{by}，不予处理。"
            )
        }
        Outcome::NotProcessedReissue => {
            format!(
                "您（单位）要求确认或者重新出具已经获取的信息，不属于申请公开政府信息，本机关不予处理。理由：{reasons}。"
            )
        }
        Outcome::OtherwiseUncorrected => {
            format!("您（单位）无正当理由逾期不补正。{by}，视为放弃申请，本机关不再处理该政府信息公开申请。")
        }
        Outcome::OtherwiseUnpaid => format!(
            "您（单位）逾期未按收费通知缴纳信息处理费。{by}，依照《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），视为放弃申请，本机关不再处理该政府信息公开申请。"
        ),
        Outcome::OtherwiseWithdrawn => "您（单位）已撤回该申请，本机关终止办理。".to_owned(),
        _ => format!("本机关终止办理该申请。理由：{reasons}。"),
    }
}
