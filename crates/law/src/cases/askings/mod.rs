//! Asking the units (内部征询): whether a unit (科室、所属单位) holds what is asked for, and whether it may be given. The organ
//! answers for its units (条例第四条、第三十六条); that it searched where the information would be is shown by what they answered
//! (法释〔2025〕8号, 合理检索义务). When an asking is due and who is reminded is `due`'s.

mod due;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::decision::Search;
use super::reasons::says_nothing;
use crate::codes::WhyNot;
use crate::labelled::labelled;

pub use due::{AskingDue, Chaser, chaser, due, wrong_due};

/// The longest text that is asked, and the longest text of an answer, in characters.
pub const LONGEST: usize = 2_000;

labelled! {
    /// What a unit says.
    UnitSays {
        NotHeld = "not_held", "没有掌握这些信息";
        Given = "given", "掌握，可以提供";
        InPart = "in_part", "掌握，可以提供一部分";
        Withheld = "withheld", "掌握，建议不予公开";
    }
}

impl UnitSays {
    /// Whether the unit holds what was asked for.
    pub const fn is_held(self) -> bool {
        !matches!(self, Self::NotHeld)
    }

    /// Whether it says why something is not to be given.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::InPart | Self::Withheld)
    }
}

labelled! {
    /// How far an asking has come.
    AskingState {
        Open = "open", "待答复";
        Answered = "answered", "已答复";
        Withdrawn = "withdrawn", "已撤回";
    }
}

labelled! {
    /// The way an answer came.
    AnswerWay {
        Link = "link", "通过链接填写";
        Desk = "desk", "登录工作台填写";
        Recorded = "recorded", "经办人代为登记";
    }
}

/// What a unit answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitAnswer {
    pub says: UnitSays,
    /// Who answers for the unit.
    pub by: String,
    /// 检索记录, of what is not held.
    #[serde(default)]
    pub search: Search,
    /// What is held: its name, where it lies.
    #[serde(default)]
    pub holding: String,
    /// Why something of it is not to be given.
    #[serde(default)]
    pub reason: String,
}

impl UnitAnswer {
    /// What of it is wrong or missing; `arrived_on` is the day the application arrived, before which nobody searched for it.
    pub fn wrong(&self, arrived_on: Date, today: Date) -> Vec<WhyNot> {
        let mut wrong = Vec::new();
        let mut need = |field, text: &str, message: &str| {
            if text.trim().is_empty() {
                wrong.push(WhyNot::new(field, message));
            } else if text.chars().count() > LONGEST {
                wrong.push(WhyNot::new(field, format!("不超过 {LONGEST} 字，请精简。")));
            }
        };
        need("by", &self.by, "请填写答复人的姓名。");
        if self.says.is_held() {
            need("holding", &self.holding, "请写明掌握的信息的名称和存放的地方。");
        } else {
            let search = &self.search;
            need("systems", &search.systems, "请写明在哪些系统、档案中检索过。");
            need("keywords", &search.keywords, "请写明用什么关键词检索。");
            need("searched_by", &search.by, "请写明由谁检索。");
            need(
                "result",
                &search.result,
                "请写明检索的结果，例如：没有找到与申请内容相符的信息。",
            );
        }
        if self.says.needs_reason() {
            need("reason", &self.reason, "请写明哪些内容为什么不宜提供。");
            if !self.reason.trim().is_empty() && says_nothing(&self.reason) {
                wrong.push(WhyNot::new(
                    "reason",
                    "只写“内部”“敏感”“不宜公开”等不成理由：请写明哪些内容、公开会损害什么、依据是什么。",
                ));
            }
        }
        if !self.says.is_held() {
            wrong.extend(wrong_day(self.search.on, arrived_on, today));
        }
        wrong
    }

    /// The entry of the case's search log that an answer of a unit makes: only what is not held was searched for in vain.
    pub fn search_entry(&self, unit: &str) -> Option<Search> {
        (!self.says.is_held()).then(|| Search {
            by: format!("{unit} {}", self.search.by.trim()),
            ..self.search.clone()
        })
    }
}

fn wrong_day(on: Option<Date>, arrived_on: Date, today: Date) -> Option<WhyNot> {
    let Some(on) = on else {
        return Some(WhyNot::new("searched_on", "请填写检索的日期，例如 2026-03-05。"));
    };
    (on < arrived_on || on > today).then(|| {
        WhyNot::new(
            "searched_on",
            format!(
                "检索日期应当在收到申请（{arrived_on}）之后、今天（{today}）以前，请核对（条例第三十六条第（四）项）。"
            ),
        )
    })
}

/// The text that is proposed to the clerk: what is asked for, without who asks, and what the unit is to say.
pub fn proposed_text(number: &str, request: &str) -> String {
    format!(
        "本机关收到一件政府信息公开申请（编号 {number}），申请公开：{request}\n\n\
         请检索本单位的系统和档案，答复以下事项：\n\
         一、是否制作或者保存上述信息；没有的，请写明检索的范围、关键词、检索人、日期和结果。\n\
         二、掌握的，能否提供；只能提供一部分或者不宜提供的，请写明哪些内容、为什么（条例第十四条至第十六条）。\n\
         三、可以提供的，请一并提供文件。"
    )
}

#[cfg(test)]
mod tests;
