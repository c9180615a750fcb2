//! Days and counts of the command line, as people type them: in full width, with other dashes; what is picked from a list,
//! by its Chinese word or its code.

use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;
use law::calendar::{typed_count, typed_day};
use law::matters::{kinds, typed_rule};
use law::organs::Level;
use law::rule_rows::{ALL, RuleRow};
use law::staff::Role;

/// A day.
pub fn day(text: &str) -> Result<Date, &'static str> {
    typed_day(text).ok_or("日期请按“年-月-日”填写，例如 2024-02-05")
}

/// A count.
pub fn count<N: FromStr>(text: &str) -> Result<N, &'static str> {
    typed_count(text).ok_or("请填写整数，例如 20")
}

/// A level of organs: `地方人民政府部门`, or `department`.
pub fn level() -> impl TypedValueParser<Value = Level> {
    let known = Level::ALL.iter().map(|level| word(level.label(), level.code()));
    PossibleValuesParser::new(known).try_map(|text| {
        let by_label = Level::ALL.iter().find(|level| level.label() == text).copied();
        by_label
            .or_else(|| Level::from_code(&text))
            .ok_or("没有这个机关类别")
    })
}

/// A role: `系统管理员`, or `system_administrator`.
pub fn role() -> impl TypedValueParser<Value = Role> {
    let known = Role::ALL.iter().map(|role| word(role.label(), role.code()));
    PossibleValuesParser::new(known).try_map(|text| {
        let by_label = Role::ALL.iter().find(|role| role.label() == text).copied();
        by_label.or_else(|| Role::from_code(&text)).ok_or("没有这个角色")
    })
}

/// A kind of matter: `consultation`, or `咨询`.
pub fn kind() -> impl TypedValueParser<Value = String> {
    let known = kinds().iter().map(|kind| {
        let value = PossibleValue::new(kind.code.as_str());
        value.alias(kind.label.as_str()).help(kind.label.as_str())
    });
    PossibleValuesParser::new(known).map(|text| {
        let by_label = kinds().iter().find(|kind| kind.label == text);
        by_label.map_or(text, |kind| kind.code.clone())
    })
}

/// A rule of one's own: `answer=5wd`, or for one kind `complaint.answer=7wd`.
pub fn rule(text: &str) -> Result<RuleRow, String> {
    let row = typed_rule(text)?;
    let is_known = row.subject == ALL || kinds().iter().any(|kind| kind.code == row.subject);
    if is_known {
        Ok(row)
    } else {
        Err(format!("没有“{}”这个类别", row.subject))
    }
}

fn word(label: &'static str, code: &'static str) -> PossibleValue {
    PossibleValue::new(label).alias(code).help(code)
}
