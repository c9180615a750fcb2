//! What a letter lacks before it may be signed: places that are blank, words that an edit took away, words it may not have,
//! words that say something else than was decided. Which words those are stands in the letter's own text file. 条例第三十条、第三十二条至第三十七条; 行政复议法第二十二条第二款、
//! 第二十三条第二款.

use super::slots::{OVER_AN_OBJECTION, Scope, still_open, without_full_stop};
use super::texts::{self, Phrase, Text};
use super::{Letter, LetterFacts, LetterKind, beside, record, tentative, typed};
use crate::cases::decision::{self, Decision};
use crate::cases::remedies::{self, Class};
use crate::codes::{WhyNot, spoken};

/// All that this letter lacks; empty when it may be signed.
pub fn gaps(letter: &Letter, kind: LetterKind, facts: &LetterFacts) -> Vec<WhyNot> {
    let text = letter.text();
    let scope = Scope::of(kind, facts);
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
    for name in still_open(&text) {
        list.push(WhyNot::new("text", format!("文书中还有待填的内容：{name}。")));
    }
    list.extend(tentative::unmarked(&text, &facts.tentative));
    // What must be told is looked for as it reads without the marks of tentative days.
    let text = tentative::without_marks(&text, &facts.tentative);
    let outcome = facts.decision.as_ref().map(|decision| decision.outcome);
    let own = texts::source(kind, outcome);
    for must in texts::of(kind, outcome).all_musts(own) {
        for words in missing(must, &scope, &text) {
            let tells = must.tells;
            list.push(WhyNot::new(
                "text",
                format!("文书没有写明{tells}（应有“{words}”），请补上。"),
            ));
        }
    }
    if kind.is_reply() {
        reply(&mut list, &text, kind, facts);
    } else if kind.decides(&facts.record) {
        told_remedies(&mut list, &text, kind, None, facts);
    } else {
        list.extend(forbidden(texts::passage(None, "程序性文书"), &text));
    }
    procedure(&mut list, kind, facts);
    list.extend(record::faults(kind, facts));
    list.extend(beside::gaps(letter, kind, facts));
    list
}

/// What letters of procedure lack that no wording shows.
fn procedure(list: &mut Vec<WhyNot>, kind: LetterKind, facts: &LetterFacts) {
    if kind == LetterKind::Extension && !facts.deferral.is_approved {
        list.push(WhyNot::new(
            "deferral.approved",
            "延期须先经政府信息公开工作机构负责人同意（条例第三十三条第二款）。",
        ));
    }
    list.extend(typed::few(kind, facts));
    let late = facts
        .consulted
        .reply_by
        .zip(facts.due_on)
        .filter(|(by, due)| by >= due);
    if kind == LetterKind::Assistance
        && let Some((_, due)) = late
    {
        list.push(WhyNot::new(
            "reply_by",
            format!(
                "请对方回复的期限应当早于本件的答复期限（{}），并留出审查、签发的时间。",
                spoken(due)
            ),
        ));
    }
}

/// What of a phrase is not in the text; a place that is blank is told as one still open, not here.
fn missing(must: Phrase, scope: &Scope<'_>, text: &str) -> Vec<String> {
    let place = must
        .words
        .strip_prefix('{')
        .and_then(|words| words.strip_suffix('}'));
    let wanted = place.map_or_else(|| vec![must.words.to_owned()], |name| scope.values(name));
    let wanted = wanted.iter().map(|words| without_full_stop(words));
    wanted
        .filter(|words| !text.contains(words))
        .map(str::to_owned)
        .collect()
}

/// The first of the words that may not stand in this letter.
fn forbidden(wording: Option<Text>, text: &str) -> Option<WhyNot> {
    let nevers = wording?.nevers;
    let found = nevers.iter().find(|never| text.contains(never.words))?;
    Some(WhyNot::new("remedies", found.tells))
}

/// A reply needs a decision that may be taken, its articles, and its words on remedies.
fn reply(list: &mut Vec<WhyNot>, text: &str, kind: LetterKind, facts: &LetterFacts) {
    let Some(decision) = &facts.decision else {
        list.push(WhyNot::new("decision", "还没有作出处理决定。"));
        return;
    };
    list.extend(decision::blockers(decision, &facts.history));
    let over = decision.overrides(&facts.history).then_some(OVER_AN_OBJECTION);
    for article in decision.cited_with_parts().chain(over.into_iter().flatten()) {
        if !text.contains(article) {
            list.push(WhyNot::new(
                "article",
                format!("答复没有写明依据《条例》{article}，请补上。"),
            ));
        }
    }
    list.extend(ordered_untold(text, facts));
    told_remedies(list, text, kind, Some(decision), facts);
}

/// What a reply made after a decision or a judgment leaves unsaid of it: the applicant and the court must see what it
/// obeys (行政复议法第七十七条; 行政诉讼法第七十一条).
fn ordered_untold(text: &str, facts: &LetterFacts) -> Vec<WhyNot> {
    let Some(by) = &facts.past.order else {
        return Vec::new();
    };
    let order = &by.order;
    let dated = spoken(order.dated);
    let musts = [
        ("发文字号", without_full_stop(&order.number)),
        ("日期", dated.as_str()),
    ];
    let untold = musts.into_iter().filter(|(_, words)| !text.contains(words));
    untold
        .map(|(what, words)| {
            let decision = order.decision();
            let message = format!(
                "答复系依照{decision}作出，没有写明该{decision}的{what}（应有“{words}”），请补上，或者重新填写文书。"
            );
            WhyNot::new("text", message)
        })
        .collect()
}

/// The words on remedies, where there are some to tell.
fn told_remedies(
    list: &mut Vec<WhyNot>,
    text: &str,
    kind: LetterKind,
    decision: Option<&Decision>,
    facts: &LetterFacts,
) {
    let ends_case = kind.ends_its_case(&facts.record);
    let how = (facts.is_delivered_online, ends_case);
    match remedies::clause(kind, decision, &facts.remedies, how) {
        Err(missing) => list.extend(missing),
        Ok(None) => {}
        Ok(Some(_)) => {
            let class = remedies::class_of(kind, decision, facts.remedies.contested, ends_case);
            remedies_missing(list, text, class, kind, facts);
        }
    }
}

fn remedies_missing(list: &mut Vec<WhyNot>, text: &str, class: Class, kind: LetterKind, facts: &LetterFacts) {
    let scope = Scope::of(kind, facts);
    let online = facts
        .is_delivered_online
        .then(|| texts::section(texts::REMEDIES, "网上渠道"));
    let wordings = [texts::section(texts::REMEDIES, class.code()), online.flatten()];
    let musts = wordings.iter().flatten().flat_map(|wording| &wording.musts);
    let absent: Vec<String> = musts.flat_map(|must| missing(*must, &scope, text)).collect();
    if !absent.is_empty() {
        list.push(WhyNot::new(
            "remedies",
            format!(
                "文书没有完整告知救济途径，缺少：{}（行政复议法第二十二条、第二十三条）。",
                absent.join("、")
            ),
        ));
    }
    let [wording, _] = wordings;
    list.extend(forbidden(wording, text));
}
