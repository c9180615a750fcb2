//! The facts of an edition: what it says of itself beside its text, and where it goes. All of it is judged.

use jiff::civil::{Date, DateTime};
use law::documents::{Change, Norm, Validity, told_minute};
use office::OutletId;
use office::documents::Edition;
use office::placements::Outlet;

/// A label and its value in the information block.
pub struct Fact {
    pub label: &'static str,
    pub value: String,
}

/// The facts of an edition, in the order of the public page; what is blank is left out.
pub fn facts(index_number: &str, column: &str, edition: &Edition, known: &[Outlet]) -> Vec<Fact> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let time = |at: Option<DateTime>| at.map(told_minute).unwrap_or_default();
    let validity = match edition.validity {
        Validity::NotApplicable => String::new(),
        validity => validity.label().to_owned(),
    };
    let category = format!("{}　{}", edition.category.article(), edition.category.label());
    let all = [
        ("索引号", index_number.to_owned()),
        ("栏目", column.to_owned()),
        ("发布机构", edition.issuer.clone()),
        (
            "成文日期",
            edition.formed_on.map(|day| day.to_string()).unwrap_or_default(),
        ),
        ("发文字号", text(&edition.document_number)),
        ("法定类别", category),
        ("主题分类", text(&edition.subject)),
        (
            "公开属性",
            edition
                .publicity
                .map_or("尚未认定", |publicity| publicity.label())
                .to_owned(),
        ),
        ("公开属性的理由", text(&edition.life.publicity_reason)),
        ("联合制发机关", text(&edition.life.joint_with)),
        ("牵头机关", text(&edition.life.lead_organ)),
        ("转发的文件", source(edition)),
        ("文件性质", edition.life.norm.map_or("", Norm::label).to_owned()),
        ("有效性", validity),
        ("施行日期", day(edition.life.effective_on)),
        ("有效期至", day(edition.life.valid_until)),
        ("不作解读的理由", text(&edition.life.exemption)),
        ("发布去向", outlet_names(&edition.life.outlets, known)),
        ("公众号标题", text(&edition.life.article_title)),
        ("公众号摘要", text(&edition.life.article_digest)),
        ("定时发布", time(edition.life.schedule.planned_at)),
        ("定时撤下", time(edition.life.schedule.take_down_at)),
        ("修改程度", edition.change.map_or("", Change::label).to_owned()),
        ("修改说明", text(&edition.change_note)),
    ];
    let filled = all.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(label, value)| Fact { label, value }).collect()
}

/// 本机关网站、开发区微信公众号
pub fn outlet_names(meant: &[OutletId], known: &[Outlet]) -> String {
    let mut names = vec!["本机关网站"];
    let meant = known.iter().filter(|one| meant.contains(&one.id));
    names.extend(meant.map(|one| one.name.as_str()));
    names.join("、")
}

/// What it forwards, with how public that is.
fn source(edition: &Edition) -> String {
    let publicity = edition.life.source_publicity;
    let publicity = publicity
        .map(|one| format!("（{}）", one.label()))
        .unwrap_or_default();
    let source = edition.life.source.as_deref();
    source
        .map(|source| format!("{source}{publicity}"))
        .unwrap_or_default()
}
