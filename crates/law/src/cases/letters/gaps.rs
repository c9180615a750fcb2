//! What a letter lacks before it may be signed: facts that are blank, and words that an edit took away.
//! 条例第三十条、第三十二条至第三十七条; 行政复议法第二十二条第二款、第二十三条第二款.

use super::{Letter, LetterFacts, LetterKind, day, in_capitals};
use crate::cases::decision;
use crate::cases::remedies::{self, Class};
use crate::codes::{Outcome, WhyNot};

/// All that this letter lacks; empty when it may be signed.
pub fn gaps(letter: &Letter, kind: LetterKind, facts: &LetterFacts) -> Vec<WhyNot> {
    let text = letter.text();
    let mut list = Vec::new();
    for (field, value, label) in [
        ("organ", &letter.signed_by, "署名机关"),
        ("addressee", &letter.addressee, "收文方"),
        ("title", &letter.title, "标题"),
    ] {
        if value.trim().is_empty() {
            list.push(WhyNot::new(field, format!("文书缺少{label}，请填写。")));
        }
    }
    for place in text.split("【待填：").skip(1) {
        let label = place.split('】').next().unwrap_or_default();
        list.push(WhyNot::new("text", format!("文书中还有待填的内容：{label}。")));
    }
    for (field, words, message) in required(kind, facts) {
        if !text.contains(&words) {
            list.push(WhyNot::new(
                field,
                format!("文书没有写明{message}（应有“{words}”），请补上。"),
            ));
        }
    }
    if kind.is_reply() {
        reply(&mut list, &text, facts);
    } else if kind == LetterKind::Extension && !facts.deferral.is_approved {
        list.push(WhyNot::new(
            "deferral.approved",
            "延期须先经政府信息公开工作机构负责人同意（条例第三十三条第二款）。".to_owned(),
        ));
    }
    if !kind.is_reply()
        && ["申请行政复议", "提起行政诉讼"]
            .iter()
            .any(|words| text.contains(words))
    {
        list.push(WhyNot::new("remedies", "程序性文书不写救济途径，请删去。"));
    }
    list
}

type Need = (&'static str, String, &'static str);

/// The words each kind must contain, with the field they come from.
fn required(kind: LetterKind, facts: &LetterFacts) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    let mut need =
        |field, words: &str, what| needs.push((field, words.trim().trim_end_matches('。').to_owned(), what));
    let is_of_request = !matches!(
        kind,
        LetterKind::DeliveryRecord | LetterKind::RecordCorrected | LetterKind::RecordForwarded
    );
    if is_of_request {
        need("request_number", &facts.request_number, "申请编号");
    }
    let until = day(facts.deferral.until, "期限");
    match kind {
        LetterKind::Correction => {
            need("correcting.period", &facts.correcting.period, "补正期限");
            for item in &facts.correcting.items {
                need("correcting.items", item, "补正事项");
            }
            need("text", "第三十条", "依据");
            need("text", "视为放弃申请", "逾期不补正的后果");
        }
        LetterKind::ReasonsAsked => {
            need("correcting.period", &facts.correcting.period, "说明理由的期限");
            need("text", "第三十五条", "依据");
        }
        LetterKind::Extension => {
            need("deferral.until", &until, "延长后的期限");
            need("text", "负责人同意", "经工作机构负责人同意");
            need("text", "第三十三条第二款", "依据");
        }
        LetterKind::Delay => {
            need("deferral.until", &until, "延迟答复的期限");
            need("text", "第三十五条", "依据");
        }
        LetterKind::Consulting => need("text", "不计算在答复期限内", "征求意见的时间不计入期限"),
        LetterKind::ThirdParty => {
            need("text", "15个工作日", "提出意见的期限");
            need("text", "决定是否公开", "逾期不提出意见的后果");
        }
        LetterKind::CoMaker => {
            need("text", "15个工作日", "提出意见的期限");
            need("text", "视为同意公开", "逾期不提出意见的后果");
        }
        LetterKind::OverrideNotice => need("text", "公共利益", "公共利益的理由"),
        LetterKind::Fee => {
            need("fee.fen", &in_capitals(facts.fee.fen), "大写金额");
            need("fee.way_to_pay", &facts.fee.way_to_pay, "缴纳方式");
            need("text", "20个工作日", "缴费期限");
            need("text", "国办函〔2020〕109号", "收费依据");
            need("text", "视为放弃申请", "逾期不缴费的后果");
        }
        _ => {}
    }
    needs
}

/// A reply needs a decision that may be taken, its articles, and its words on remedies.
fn reply(list: &mut Vec<WhyNot>, text: &str, facts: &LetterFacts) {
    let Some(decision) = &facts.decision else {
        list.push(WhyNot::new("decision", "还没有作出处理决定。"));
        return;
    };
    list.extend(decision::blockers(decision, &facts.history));
    let withheld = decision.withheld.iter().map(|part| part.outcome);
    for article in std::iter::once(decision.outcome)
        .chain(withheld)
        .flat_map(Outcome::cited)
    {
        if !text.contains(article) {
            list.push(WhyNot::new(
                "article",
                format!("答复没有写明依据《条例》{article}，请补上。"),
            ));
        }
    }
    match remedies::clause(decision.outcome, &facts.remedies, facts.is_delivered_online) {
        Err(missing) => list.extend(missing),
        Ok(None) => {}
        Ok(Some(_)) => told(list, text, decision.outcome, facts),
    }
}

fn told(list: &mut Vec<WhyNot>, text: &str, outcome: Outcome, facts: &LetterFacts) {
    let settings = &facts.remedies;
    let class = remedies::class(outcome, settings.contested);
    let mut must_tell = vec!["60日内", settings.reconsiderer.trim(), "申请行政复议"];
    match class {
        Class::ReconsiderationFirst => {
            must_tell.extend(["先向", "15日内", settings.court.trim(), "提起行政诉讼"]);
        }
        Class::Either => must_tell.extend(["6个月内", settings.court.trim(), "提起行政诉讼"]),
        Class::ReconsiderationOnly | Class::None => {}
    }
    if facts.is_delivered_online {
        must_tell.push(settings.filing_address.trim());
    }
    let absent: Vec<&str> = must_tell.into_iter().filter(|one| !text.contains(one)).collect();
    if !absent.is_empty() {
        list.push(WhyNot::new(
            "remedies",
            format!(
                "答复没有完整告知救济途径，缺少：{}（行政复议法第二十二条、第二十三条）。",
                absent.join("、")
            ),
        ));
    }
    if class == Class::ReconsiderationFirst && text.contains("6个月内") {
        list.push(WhyNot::new(
            "remedies",
            "不予公开的，应当先申请行政复议，不得告知可以直接起诉（行政复议法第二十三条第一款第（四）项）。"
                .to_owned(),
        ));
    }
}
