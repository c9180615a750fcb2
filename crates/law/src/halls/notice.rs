//! 一次性告知单: what is missing or wrong, all of it at once, in writing, each with its basis, and by when (安阳市政务服务条例第三十六条，参照:
//! what was not told on the spot counts as accepted from the day the papers came).

use jiff::civil::Date;

use crate::calendar::meant_day;
use crate::cases::reasons::is_wordless;
use crate::codes::WhyNot;
use crate::labelled::labelled;

labelled! {
    /// What is wrong with a paper.
    NoticeFault {
        Missing = "missing", "缺少";
        Wrong = "wrong", "不符合要求";
        Incomplete = "incomplete", "内容不完整";
    }
}

/// The most lines a sheet has room for.
const MOST_ITEMS: usize = 20;

/// A paper that is missing or wrong.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct MissingItem {
    /// 法定代表人身份证明
    pub name: String,
    /// A code of [`NoticeFault`].
    pub fault: String,
    /// What to do about it; may be blank.
    pub mend: String,
    /// By which guide or article it is asked for.
    pub basis: String,
}

impl MissingItem {
    fn is_blank(&self) -> bool {
        [&self.name, &self.mend, &self.basis]
            .iter()
            .all(|text| text.trim().is_empty())
    }

    /// 缺少; the code where nobody knows it.
    pub fn fault_label(&self) -> &str {
        match NoticeFault::from_code(&self.fault) {
            Some(fault) => fault.label(),
            None => &self.fault,
        }
    }
}

/// What is typed of a sheet.
#[derive(Clone, Debug, Default)]
pub struct NoticeForm {
    /// 事项
    pub service: String,
    pub items: Vec<MissingItem>,
    /// The last day to bring it.
    pub due_on: String,
    /// In how long it is done once everything is there.
    pub done_in: String,
    /// Where to bring it, whom to ask.
    pub place: String,
    pub phone: String,
    /// The sheet given before for the same thing, and why another is needed.
    pub again_why: String,
    /// Whether what is asked for now could have been told the first time.
    pub was_knowable: bool,
}

/// A sheet that says everything it must.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub service: String,
    pub items: Vec<MissingItem>,
    pub due_on: Date,
    pub done_in: String,
    pub place: String,
    pub phone: String,
}

fn clean(text: &str) -> String {
    crate::signs::in_one_line(text).trim().to_owned()
}

impl Notice {
    /// What was typed as a sheet; everything that is wrong with it otherwise.
    pub fn read(form: &NoticeForm, today: Date) -> Result<Self, Vec<WhyNot>> {
        let mut wrong = Vec::new();
        let mut needed = |field: &'static str, text: &str, why: &str| {
            let text = clean(text);
            if is_wordless(&text) {
                wrong.push(WhyNot::new(field, why));
            }
            text
        };
        let service = needed("service", &form.service, "请填写办理的事项。");
        let done_in = needed(
            "done_in",
            &form.done_in,
            "请填写材料齐全后多久办结，例如 5 个工作日。",
        );
        let place = needed("place", &form.place, "请填写到哪里补交。");
        let phone = needed("phone", &form.phone, "请填写咨询电话。");
        let items = items(&form.items, &mut wrong);
        let due_on = match meant_day(&form.due_on, today) {
            Ok(day) if day >= today => Some(day),
            Ok(_) => {
                wrong.push(WhyNot::new("due_on", "补正的期限不能早于今天。"));
                None
            }
            Err(why) => {
                wrong.push(WhyNot::new("due_on", why));
                None
            }
        };
        match due_on {
            Some(due_on) if wrong.is_empty() => Ok(Self {
                service,
                items,
                due_on,
                done_in,
                place,
                phone,
            }),
            _ => Err(wrong),
        }
    }
}

fn items(typed: &[MissingItem], wrong: &mut Vec<WhyNot>) -> Vec<MissingItem> {
    let filled: Vec<(usize, &MissingItem)> = (1..).zip(typed).filter(|(_, item)| !item.is_blank()).collect();
    if filled.is_empty() {
        wrong.push(WhyNot::new(
            "items",
            "请逐项填写缺少或者不符合要求的材料，至少一项。",
        ));
    }
    if filled.len() > MOST_ITEMS {
        wrong.push(WhyNot::new("items", format!("一张告知单最多 {MOST_ITEMS} 项。")));
    }
    let mut read = Vec::new();
    for (place, item) in filled {
        if is_wordless(&clean(&item.name)) {
            wrong.push(WhyNot::new("items", format!("第 {place} 项请填写材料名称。")));
        }
        if is_wordless(&clean(&item.basis)) {
            wrong.push(WhyNot::new(
                "items",
                format!("第 {place} 项请填写依据：办事指南没有规定的材料不得要求提供。"),
            ));
        }
        if NoticeFault::from_code(&item.fault).is_none() {
            wrong.push(WhyNot::new(
                "items",
                format!("第 {place} 项请选择是缺少还是不符合要求。"),
            ));
        }
        read.push(MissingItem {
            name: clean(&item.name),
            fault: item.fault.clone(),
            mend: clean(&item.mend),
            basis: clean(&item.basis),
        });
    }
    read
}
