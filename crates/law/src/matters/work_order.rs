//! Work orders of 12345 as its system hands them out in a list: which column is which, and what a line says. Their number and the time
//! they set stay with the matter; a line that can't be taken is named with its reason. No interface is assumed (services.md §18).

use jiff::civil::Date;

use super::asking::{Asking, AskingForm, LONGEST_TITLE};
use super::rules::Rules;
use crate::calendar::{may_be_meant, typed_day};

/// The kind of what comes from there.
const KIND: &str = "hotline";
/// By what names lists call a column; the first two must be there.
const NAMES: [&[&str]; 8] = [
    &["工单编号", "工单号", "工单编码", "转办单编号", "编号"],
    &["诉求内容", "问题描述", "反映内容", "内容"],
    &["诉求标题", "工单标题", "标题", "主题"],
    &["诉求人", "来电人", "反映人", "姓名"],
    &["联系电话", "来电号码", "联系方式", "电话"],
    &["诉求地址", "事发地址", "地址", "地点"],
    &["派单时间", "转办时间", "交办时间", "受理时间"],
    &["办结时限", "要求办结时间", "截止时间", "办理时限", "到期时间"],
];

/// Where each column stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headings([Option<usize>; 8]);

/// One order, sound enough to be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkOrder {
    /// Its line in the file.
    pub line: u32,
    pub number: String,
    /// The time that is set for it, as it is written there.
    pub due: String,
    /// The day it was handed on.
    pub sent_on: Option<Date>,
    pub form: AskingForm,
}

impl Headings {
    /// The columns that a row of headings names; `None` where it is none.
    pub fn read(row: &[String]) -> Option<Self> {
        let place = |names: &&[&str]| {
            let mut names = names.iter();
            names.find_map(|name| row.iter().position(|cell| cell.trim() == *name))
        };
        let found: Vec<Option<usize>> = NAMES.iter().map(place).collect();
        let places: [Option<usize>; 8] = found.try_into().ok()?;
        let [Some(_), Some(_), ..] = places else {
            return None;
        };
        Some(Self(places))
    }

    /// What a line says; nothing where it is empty, and why not where it can't be taken.
    pub fn order(
        &self,
        line: u32,
        row: &[String],
        rules: &Rules,
        today: Date,
    ) -> Result<Option<WorkOrder>, String> {
        let cell = |place: Option<usize>| {
            let found = place.and_then(|place| row.get(place));
            found.map_or_else(String::new, |text| text.trim().to_owned())
        };
        let [number, text, title, name, phone, place, sent, due] = self.0.map(cell);
        if row.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(None);
        }
        if number.is_empty() {
            return Err("没有工单编号。".to_owned());
        }
        let title = if title.is_empty() { headed(&text) } else { title };
        let form = AskingForm {
            kind: KIND.to_owned(),
            title: title.chars().take(LONGEST_TITLE).collect(),
            text,
            place,
            name,
            phone,
            ..AskingForm::default()
        };
        if let Err(wrong) = Asking::registered(&form, rules) {
            let why: Vec<String> = wrong.into_iter().map(|why| why.message).collect();
            return Err(why.join(" "));
        }
        Ok(Some(WorkOrder {
            line,
            number,
            due,
            sent_on: sent_on(&sent, today)?,
            form,
        }))
    }
}

/// The first sentence, where a list has no titles.
fn headed(text: &str) -> String {
    const LONGEST: usize = 30;
    let end = |one: char| matches!(one, '。' | '，' | '；' | '\n' | '？' | '！');
    let first = text.split(end).find(|part| !part.trim().is_empty());
    first.unwrap_or(text).trim().chars().take(LONGEST).collect()
}

fn sent_on(text: &str, today: Date) -> Result<Option<Date>, String> {
    let Some(day) = text.split_whitespace().next() else {
        return Ok(None);
    };
    let day = day.split('T').next().unwrap_or(day);
    let read = typed_day(day).ok_or_else(|| format!("派单时间“{text}”不是日期。"))?;
    may_be_meant(read, today)?;
    if read > today {
        return Err(format!("派单时间“{text}”晚于今天。"));
    }
    Ok(Some(read))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn columns_are_known_by_what_lists_call_them() {
        assert_eq!(Headings::read(&row(&["序号", "标题"])), None);
        let headings =
            Headings::read(&row(&["序号", "工单编号", "诉求内容", "派单时间", "办结时限"])).unwrap();
        let rules = Rules::default();
        let today = date(2026, 3, 5);
        let read = |cells: &[&str]| headings.order(3, &row(cells), &rules, today);
        let order = read(&[
            "1",
            "LY01",
            "科创路东段路灯不亮，请修复。",
            "2026-03-03 10:20",
            "2026-03-10 18:00",
        ]);
        let order = order.unwrap().unwrap();
        assert_eq!(
            (order.number.as_str(), order.due.as_str()),
            ("LY01", "2026-03-10 18:00")
        );
        assert_eq!(order.sent_on, Some(date(2026, 3, 3)));
        assert_eq!(order.form.title, "科创路东段路灯不亮");
        assert_eq!(read(&["", "", "", "", ""]), Ok(None));
        for bad in [
            ["2", "", "科创路东段路灯不亮，请修复。", "", ""],
            ["3", "LY03", "", "", ""],
            ["4", "LY04", "科创路东段路灯不亮，请修复。", "昨天", ""],
            ["5", "LY05", "科创路东段路灯不亮，请修复。", "2026-03-09", ""],
        ] {
            assert!(read(&bad).is_err(), "{bad:?}");
        }
    }
}
