//! The menu of the official account: three columns with five items each, names that a phone shows whole, items that lead into the
//! site, so that the menu is never out of date.

use super::limits::{LimitName, Limits};
use crate::codes::WhyNot;

/// A column of the menu, or an item of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub label: String,
    /// Where it leads; a column with items leads nowhere.
    pub address: Option<String>,
    pub items: Vec<Self>,
}

impl Item {
    /// An item that leads somewhere.
    pub fn link(label: &str, address: &str) -> Self {
        Self {
            label: label.to_owned(),
            address: Some(address.to_owned()),
            items: Vec::new(),
        }
    }

    /// A column with items.
    pub fn column(label: &str, items: Vec<Self>) -> Self {
        Self {
            label: label.to_owned(),
            address: None,
            items,
        }
    }
}

/// All that stands against the menu, each named.
pub fn menu_faults(menu: &[Item], limits: &Limits) -> Vec<WhyNot> {
    let mut faults = Vec::new();
    if menu.is_empty() {
        faults.push(WhyNot::new("menu", "菜单至少要有一栏。"));
    }
    faults.extend(too_many(menu, LimitName::MenuTop, "菜单", limits));
    for (number, column) in (1..).zip(menu) {
        let named = format!("第 {number} 栏");
        faults.extend(label(column, &named, LimitName::MenuTopLabel, limits));
        let place = format!("“{}”", column.label);
        faults.extend(too_many(&column.items, LimitName::MenuSub, &place, limits));
        for (below, item) in (1..).zip(&column.items) {
            let named = format!("{named}第 {below} 项");
            faults.extend(label(item, &named, LimitName::MenuSubLabel, limits));
            if !item.items.is_empty() {
                faults.push(at(item, "不能再有下一级菜单。"));
            }
            faults.extend(leads(item));
        }
        if column.items.is_empty() {
            faults.extend(leads(column));
        }
    }
    faults
}

fn at(item: &Item, why: &str) -> WhyNot {
    WhyNot::new("menu", format!("“{}”{why}", item.label))
}

/// The ones beyond the most, by name.
fn too_many(items: &[Item], name: LimitName, place: &str, limits: &Limits) -> Option<WhyNot> {
    let limit = limits.crossed(name, items.len())?;
    let beyond: Vec<&str> = items
        .iter()
        .skip(limit.most())
        .map(|item| item.label.as_str())
        .collect();
    Some(WhyNot::new(
        "menu",
        format!(
            "{place}：{}，多出“{}”（{}）。",
            limit.told(),
            beyond.join("”“"),
            limit.row.source_document
        ),
    ))
}

fn label(item: &Item, place: &str, name: LimitName, limits: &Limits) -> Option<WhyNot> {
    if item.label.trim().is_empty() {
        return Some(WhyNot::new("menu", format!("{place}没有名称。")));
    }
    // A letter or a digit takes half the place.
    let halves: usize = item
        .label
        .chars()
        .map(|sign| if sign.is_ascii() { 1 } else { 2 })
        .sum();
    let limit = limits.crossed(name, halves.div_ceil(2))?;
    Some(at(
        item,
        &format!(
            "太长：{}，手机上显示不全（{}）。",
            limit.told(),
            limit.row.source_document
        ),
    ))
}

fn leads(item: &Item) -> Option<WhyNot> {
    match &item.address {
        Some(address) if address.starts_with("https://") => None,
        Some(address) => Some(at(item, &format!("的链接“{address}”不是 https 地址。"))),
        None => Some(at(item, "没有链接。")),
    }
}
