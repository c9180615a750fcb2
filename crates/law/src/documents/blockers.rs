//! What stands in the way of publishing an edition: one list, shown beside the button and asked again at the gate.
//! The levels of 三审三校 join this list when they are recorded.

use jiff::civil::Date;

use crate::codes::WhyNot;

use super::{Publicity, Trace, traces};

/// What the gate needs to know of an edition.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    pub title: &'a str,
    /// The body as plain text.
    pub body: &'a str,
    pub summary: &'a str,
    pub attachments: usize,
    pub issuer: &'a str,
    pub formed_on: Option<Date>,
    pub publicity: Option<Publicity>,
    /// Whether this very edition passed its secrecy review (one record per item: 保密法实施条例第四十二条).
    pub is_secrecy_reviewed: bool,
    pub is_withdrawn_column: bool,
    pub today: Option<Date>,
}

/// All that stands in the way; empty when the edition may go out.
pub fn blockers(facts: &Facts<'_>) -> Vec<WhyNot> {
    let mut list = Vec::new();
    let mut block = |field, message: &str| {
        list.push(WhyNot::new(field, message));
    };
    if facts.title.trim().is_empty() {
        block("title", "请填写标题。");
    }
    if facts.body.trim().is_empty() && facts.attachments == 0 {
        block("body", "请填写正文，或者上传附件。");
    }
    if facts.issuer.trim().is_empty() {
        block("issuer", "请填写发布机构。");
    }
    match (facts.formed_on, facts.today) {
        (None, _) => block(
            "formed_on",
            "请填写成文日期（条例第十二条要求目录载明生成日期）。",
        ),
        (Some(formed_on), Some(today)) if formed_on > today => {
            block("formed_on", "成文日期晚于今天，请核对。");
        }
        _ => {}
    }
    match facts.publicity {
        None => block("publicity", "请认定公开属性。"),
        Some(Publicity::Proactive) => {}
        Some(other) => {
            block(
                "publicity",
                &format!("公开属性为“{}”，只有“主动公开”的信息可以发布。", other.label()),
            );
        }
    }
    if facts.is_withdrawn_column {
        block("column", "所在栏目已停用，请先选择其他栏目。");
    }
    if !facts.is_secrecy_reviewed {
        block(
            "secrecy_review",
            "本版本尚未通过保密审查，请审核人先审查（先审查、后公开，逐项审查）。",
        );
    }
    for text in [facts.title, facts.summary, facts.body] {
        list.extend(traces(text).into_iter().map(|trace| WhyNot {
            field: "body",
            message: advice(&trace),
        }));
    }
    list
}

fn advice(trace: &Trace) -> String {
    match trace {
        Trace::SecretMark(mark) => {
            format!(
                "文中有密级标志“{mark}”。涉密内容不得存入本系统：请立即停止、删除并向保密部门报告（保密法第三十一条）。"
            )
        }
        Trace::IdentityNumber(masked) => {
            format!("文中有身份证号码 {masked}。请隐去个人信息后再发布（个人信息保护法第二十五条）。")
        }
    }
}
