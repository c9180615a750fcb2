//! A reply that a reconsideration or a judgment orders, as its paper words it: disputes record it, casework obeys it. 行政复议法第六十四条、
//! 第六十六条、第七十七条; 行政诉讼法第七十条至第七十二条、第七十六条.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Ending, Route, WhyNot};

/// How many days after its receipt an order may begin to run. A reconsideration's decision has effect when it is delivered
/// (行政复议法第七十五条第二款), a judgment once nobody appealed within 15 days (行政诉讼法第八十五条): a month is beyond both, days off
/// included.
const LATEST_START: i32 = 30;
/// The most working days it may name: three times what the statute gives for a reply (条例第三十三条第二款). It is carried out
/// 在规定的期限内 (行政复议法第七十七条; 行政诉讼法第七十条、第七十二条), and none names more.
const MOST_DAYS: u16 = 60;
/// The latest last day it may name, in days after its receipt: [`LATEST_START`] and [`MOST_DAYS`] together, days off included.
const LATEST_END: i32 = 120;

/// What was ordered, and by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyOrder {
    pub route: Route,
    pub ending: Ending,
    /// 行政复议机关或者人民法院
    pub authority: String,
    /// 决定书、判决书的文号
    pub number: String,
    /// The day it bears.
    pub dated: Date,
    /// The last day it names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
    /// The working days it names. Where it names neither, 20: what the statute gives for a reply (条例第三十三条第二款).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
    /// The day they run from, where that is not the day it was received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
}

impl ReplyOrder {
    /// 行政复议决定 or 判决: as what it is spoken of.
    pub const fn decision(&self) -> &'static str {
        match self.route {
            Route::Reconsideration => "行政复议决定",
            Route::LitigationDirect | Route::LitigationAfterReconsideration => "判决",
        }
    }

    /// The article it rests on.
    pub const fn article(&self) -> &'static str {
        match (self.route, self.ending) {
            (Route::Reconsideration, Ending::Revoked) => "行政复议法第六十四条、第七十七条",
            (Route::Reconsideration, Ending::OrderedToAct) => "行政复议法第六十六条、第七十七条",
            (Route::Reconsideration, _) => "行政复议法第七十七条",
            (_, Ending::Revoked) => "行政诉讼法第七十条",
            (_, Ending::OrderedToAct) => "行政诉讼法第七十二条",
            (_, _) => "行政诉讼法第七十六条、第七十七条",
        }
    }

    /// What can't be so of an order received on that day, each at its field.
    pub fn faults(&self, on: Date) -> Vec<WhyNot> {
        let mut faults = Vec::new();
        let mut wrong = |field, message: String| faults.push(WhyNot::new(field, message));
        if !self.ending.may_order_reply() {
            let message = format!("结果为“{}”的，不会责令作出答复，请核对。", self.ending.label());
            wrong("ending", message);
        }
        for (field, text, missing) in [
            ("authority", &self.authority, "请填写作出决定、判决的机关。"),
            (
                "number",
                &self.number,
                "请填写决定书的发文字号或者判决书的案号，答复书要写明它。",
            ),
        ] {
            if text.trim().is_empty() {
                wrong(field, missing.to_owned());
            }
        }
        if on < self.dated {
            let message = format!("收到之日早于决定书、判决书载明之日（{}），请核对。", self.dated);
            wrong("on", message);
        }
        for (field, day) in [("by", self.by), ("from", self.from)] {
            if day.is_some_and(|day| day < self.dated) {
                let message = format!("早于决定书、判决书载明之日（{}），请核对。", self.dated);
                wrong(field, message);
            }
        }
        if self.by.is_some() && (self.days.is_some() || self.from.is_some()) {
            let message = "期限写明最后一日的，不再填写工作日数和起算之日。";
            wrong(
                if self.days.is_some() { "days" } else { "from" },
                message.to_owned(),
            );
        }
        if self.days == Some(0) {
            wrong("days", "工作日数至少是 1；没有载明期限的请留空。".to_owned());
        }
        faults
    }

    /// What of its period can't be meant when it was received on that day, each at its field: what begins or ends in a far
    /// year is a slip, and would put the reply off for as long. Asked before it is recorded; what is on record is read.
    pub fn unmeant(&self, on: Date) -> Vec<WhyNot> {
        let mut faults = Vec::new();
        let mut wrong = |field, message: String| faults.push(WhyNot::new(field, message));
        let article = self.article();
        if let Some(from) = self.from
            && from > on.saturating_add(LATEST_START.days())
        {
            wrong(
                "from",
                format!(
                    "起算之日 {from} 晚于收到之日（{on}）{LATEST_START} 天以上，请核对；自收到之日起算的请留空（{article}）。"
                ),
            );
        }
        if let Some(days) = self.days.filter(|days| *days > MOST_DAYS) {
            wrong(
                "days",
                format!("{days} 个工作日超过 {MOST_DAYS} 个，请核对决定书、判决书载明的期限（{article}）。"),
            );
        }
        if let Some(by) = self.by
            && by > on.saturating_add(LATEST_END.days())
        {
            wrong(
                "by",
                format!(
                    "最后一日 {by} 晚于收到之日（{on}）{LATEST_END} 天以上，请核对年份和决定书、判决书载明的期限（{article}）。"
                ),
            );
        }
        faults
    }
}
