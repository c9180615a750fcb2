//! The places that state what a reply decides: what is given and how it is got, what is not and why, what was searched.

use super::{OVER_AN_OBJECTION, Scope, Slot, on, one, slot, told};
use crate::cases::Party;
use crate::cases::decision::{Decision, Opinion};
use crate::cases::letters::past::Consulting;
use crate::codes::Outcome;
use crate::signs::listed_in_one_line;

/// What a reply says of its decision.
pub(in crate::cases::letters) const SLOTS: &[Slot] = &[
    slot("处理决定", |_| Vec::new()),
    slot("依据条款", |of| one(&cited(of))),
    slot("公开的事由", why_given),
    slot("区分的事由", |of| {
        let decision = of.facts.decision.as_ref();
        let has_refusal = decision.is_none_or(Decision::withholds);
        of.passage(if has_refusal {
            "能够区分"
        } else {
            "一部分没有"
        })
    }),
    slot("公共利益", |of| told(of.overrides(), of, "为了公共利益")),
    slot("获取方法", getting),
    slot("方式", |of| {
        let form = of.decided(|decision| &decision.getting.form);
        // 随本答复提供网站下载 is no sentence.
        form.into_iter()
            .map(|form| form.trim_start_matches('以').to_owned())
            .collect()
    }),
    slot("怎样获取", |of| {
        let decision = of.facts.decision.as_ref();
        decision.map_or_else(Vec::new, |decision| one(&decision.getting.in_words()))
    }),
    slot("公开的内容", |of| of.decided(|decision| &decision.given)),
    slot("不予公开的各部分", withheld),
    slot("不予公开的部分", |of| {
        of.part.map_or_else(Vec::new, |part| one(&part.part))
    }),
    slot("理由", |of| of.ground(|grounds| &grounds.reasons)),
    slot("印出的密级", |of| {
        of.ground(|grounds| grounds.secret.printed(&grounds.secret.grade))
    }),
    slot("印出的保密期限", |of| {
        of.ground(|grounds| grounds.secret.printed(&grounds.secret.period))
    }),
    slot("怎样征求第三方意见", how_asked),
    slot("此前征求第三方意见日期", |of| {
        on(asked_before(of).map(|asked| asked.sent_on))
    }),
    slot("此前收到第三方意见日期", |of| {
        let is_told = !rested_on(of).is_empty();
        on(asked_before(of)
            .filter(|_| !is_told)
            .and_then(|asked| asked.answered_on))
    }),
    slot("哪种权益", |of| {
        of.ground(|grounds| grounds.interest.map_or("", |one| one.label()))
    }),
    slot("涉及的权益", |of| {
        let decision = of.facts.decision.as_ref();
        let interest = decision.and_then(|decision| decision.grounds.interest);
        one(interest.map_or("合法权益", |one| one.label()))
    }),
    slot("第三方反对的理由", |of| {
        of.decided(|decision| &decision.grounds.objection)
    }),
    slot("第三方的意见", |of| of.passage(what_they_said(of))),
    slot("其余第三方的意见", |of| {
        let third_parties = &of.facts.history.third_parties;
        let is_silent = third_parties.iter().any(|one| one.consents.is_none());
        of.passage(if is_silent {
            "有的同意有的没有提出"
        } else {
            "其他第三方同意"
        })
    }),
    slot("同意而不公开的理由", |of| {
        of.ground(|grounds| &grounds.despite_consent)
    }),
    slot("第三方同意公开的内容", consented_to),
    slot("第三方的理由", |of| match of.grounds {
        Some(grounds) if !grounds.objection.trim().is_empty() => one(&grounds.objection),
        _ => one(&of.facts.consulted.objection),
    }),
    slot("法律、行政法规名称", |of| {
        of.ground(|grounds| {
            grounds
                .law
                .name
                .trim()
                .trim_start_matches('《')
                .trim_end_matches('》')
        })
    }),
    slot("条款", |of| of.ground(|grounds| &grounds.law.article)),
    slot("危及哪一项", |of| {
        of.ground(|grounds| grounds.safety.map_or("", |one| one.label()))
    }),
    slot("哪一类", kind_of_information),
    slot("检索记录", searches),
    slot("检索的系统", |of| of.searched(|search| &search.systems)),
    slot("检索的关键词", |of| of.searched(|search| &search.keywords)),
    slot("检索日期", |of| on(of.search.and_then(|search| search.on))),
    slot("检索结果", |of| of.searched(|search| &search.result)),
    slot("负责公开的机关", |of| {
        of.decided(|decision| &decision.other_organ.name)
    }),
    slot("联系方式", |of| {
        of.decided(|decision| &decision.other_organ.contact)
    }),
    slot("信访渠道", |of| of.decided(|decision| &decision.channel)),
    slot("以前答复的日期", |of| {
        on(of
            .facts
            .decision
            .as_ref()
            .and_then(|decision| decision.earlier.on))
    }),
    slot("以前答复的发文字号", |of| {
        of.decided(|decision| &decision.earlier.number)
    }),
    slot("获取途径", |of| of.decided(|decision| &decision.source)),
    slot("决定公开的内容", |of| {
        of.decided(|decision| &decision.public_interest.content)
    }),
    slot("决定公开的理由", |of| {
        of.decided(|decision| &decision.public_interest.reasons)
    }),
];

/// The articles of what is told: of what is given over an objection, those that allow it first (条例第十五条、第三十二条).
fn cited(of: &Scope<'_>) -> String {
    let over = of.overrides().then_some(OVER_AN_OBJECTION);
    let articles = over.into_iter().flatten();
    // A part has the articles of its own outcome.
    let decision = of.facts.decision.as_ref().filter(|_| !of.is_of_a_part());
    let own: Vec<&str> = match decision {
        Some(decision) => decision.cited().collect(),
        None => of.outcome.into_iter().flat_map(Outcome::cited).collect(),
    };
    articles.chain(own).collect::<Vec<_>>().join("、")
}

/// Why it is given: nothing stands against it, or the public interest outweighs an objection.
fn why_given(of: &Scope<'_>) -> Vec<String> {
    of.passage(if of.overrides() {
        "不顾反对而公开"
    } else {
        "可以公开"
    })
}

fn getting(of: &Scope<'_>) -> Vec<String> {
    let decision = of.facts.decision.as_ref();
    let is_enclosed = decision.is_some_and(|decision| decision.getting.is_enclosed);
    of.passage(if is_enclosed {
        "随答复提供"
    } else {
        "另行获取"
    })
}

/// Each part that is not given tells its own outcome, in the words of the letter as a whole.
fn withheld(of: &Scope<'_>) -> Vec<String> {
    let parts = of.facts.decision.iter().flat_map(|decision| &decision.withheld);
    let wording = |outcome| match outcome {
        Outcome::UnavailableNotHeld => "一部分不存在",
        Outcome::UnavailableNotOurs => "一部分不属于本机关",
        Outcome::UnavailableNeedsMaking => "一部分需要加工",
        _ => "一部分",
    };
    parts
        .flat_map(|part| of.of_part(part).passage_of(of.own, wording(part.outcome)))
        .collect()
}

fn searches(of: &Scope<'_>) -> Vec<String> {
    let typed = of.facts.decision.iter().flat_map(|decision| &decision.searches);
    let searches = typed.chain(&of.facts.history.unit_searches);
    let told = searches.flat_map(|search| {
        let of = Scope {
            search: Some(search),
            ..*of
        };
        of.passage("检索一次")
    });
    one(&told.collect::<Vec<_>>().join("；"))
}

/// The opinions that a part, or the whole, is withheld on.
fn opinions<'a>(of: &Scope<'a>) -> Vec<&'a Opinion> {
    let decision = of.facts.decision.as_ref();
    decision.map_or_else(Vec::new, |decision| decision.rests_on(of.part, &of.facts.history))
}

/// What third parties consent to that object to the rest: those whose objection is told.
fn consented_to(of: &Scope<'_>) -> Vec<String> {
    let decision = of.facts.decision.as_ref();
    let told = match decision.filter(|_| of.overrides()) {
        Some(decision) => decision.objections(&of.facts.history).overridden,
        None => opinions(of),
    };
    let mut parts: Vec<String> = Vec::new();
    for opinion in told {
        let part = listed_in_one_line(&opinion.consents_to);
        if !part.is_empty() && !parts.contains(&part) {
            parts.push(part);
        }
    }
    one(&parts.join("；"))
}

/// The passage on what third parties said: 都不同意 stands where all of them do, and who consents is told where the whole is refused
/// (条例第十五条、第三十二条).
fn what_they_said(of: &Scope<'_>) -> &'static str {
    let opinions = opinions(of);
    let is_refused = if opinions.is_empty() {
        of.facts.history.objections() > 0
    } else {
        opinions.iter().any(|one| one.objects())
    };
    let is_whole = of.part.is_none();
    let third_parties = &of.facts.history.third_parties;
    let some_consent = is_whole && third_parties.iter().any(|one| one.consents == Some(true));
    let some_are_silent = is_whole && third_parties.iter().any(|one| one.consents.is_none());
    let all_object = opinions.iter().all(|one| one.objects());
    let in_part = opinions.iter().any(|one| !one.consents_to.trim().is_empty());
    match (is_refused, opinions.len()) {
        (true, _) if some_consent => "有的第三方同意",
        (true, _) if some_are_silent => "有的第三方不同意",
        (true, 0 | 1) => "第三方不同意",
        (true, _) if !all_object => "有的第三方不同意",
        (true, _) if in_part => "几个第三方不同意而有的部分同意",
        (true, _) => "几个第三方不同意",
        (false, _) if some_consent => "没有第三方不同意而有的同意",
        (false, _) => "第三方没有表示",
    }
}

/// The opinions that are told of: where the whole is refused those of all who were asked, whatever they say.
fn opinions_told<'a>(of: &Scope<'a>) -> Vec<&'a Opinion> {
    if of.part.is_some() {
        return opinions(of);
    }
    let all = of.facts.history.third_parties.iter();
    all.filter(|one| !one.reference.is_empty()).collect()
}

/// The letters that asked for them: of one that went out twice the one that was answered.
pub(super) fn rested_on<'a>(of: &Scope<'a>) -> Vec<&'a Consulting> {
    let asked = &of.facts.past.consultations;
    let letter = |opinion: &Opinion| {
        let mut its = asked
            .iter()
            .filter(|one| one.party == Party::ThirdParty && one.reference == opinion.reference);
        let last = its.clone().next_back();
        its.find(|one| one.answered_on.is_some()).or(last)
    };
    opinions_told(of).into_iter().filter_map(letter).collect()
}

/// Which letter asked for the opinion that a part rests on, when, and when the opinion came; nobody's name.
fn how_asked(of: &Scope<'_>) -> Vec<String> {
    let letters = rested_on(of);
    if letters.is_empty() {
        return of.passage("没有写明哪一次");
    }
    let told = letters.into_iter().enumerate().flat_map(|(at, asked)| {
        let of = Scope {
            consulting: Some(asked),
            ..*of
        };
        of.passage(if at == 0 {
            "征求第三方意见一次"
        } else {
            "又征求第三方意见"
        })
    });
    one(&told.collect::<Vec<_>>().join("；"))
}

/// The third party that was asked for the reply before: the account of this one tells of those asked since.
fn asked_before<'a>(of: &Scope<'a>) -> Option<&'a Consulting> {
    let asked = &of.facts.past.consultations;
    asked
        .iter()
        .rfind(|asked| asked.party == Party::ThirdParty && asked.is_of_reply_before)
}

fn kind_of_information(of: &Scope<'_>) -> Vec<String> {
    of.ground(match of.outcome {
        Some(Outcome::RefusedInternalAffairs) => {
            |grounds| grounds.internal_affair.map_or("", |one| one.label())
        }
        _ => |grounds| grounds.process_kind.map_or("", |one| one.label()),
    })
}
