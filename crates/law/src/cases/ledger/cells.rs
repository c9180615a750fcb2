//! Single cells read: days in every usual spelling, and the words offices use for a type, a channel, an outcome.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::WITHDRAWN;
use crate::calendar::typed_day;
use crate::cases::{ApplicationForm, Channel, Delivery, FIELDS, Field, Form, Part, Particulars, Way};
use crate::codes::{ApplicantKind, Ending, Outcome, Route, TableThreeRow};
use crate::signs::{narrow, plain_number};

/// What a ledger says of a result that orders a reply: its words, the road and how it ended.
pub(super) const ORDER_RESULTS: &[(&str, Route, Ending)] = &[
    ("行政复议撤销", Route::Reconsideration, Ending::Revoked),
    ("行政复议责令履行", Route::Reconsideration, Ending::OrderedToAct),
    ("行政复议变更", Route::Reconsideration, Ending::Changed),
    ("行政复议确认违法", Route::Reconsideration, Ending::FoundUnlawful),
    ("直接起诉撤销", Route::LitigationDirect, Ending::Revoked),
    ("直接起诉责令履行", Route::LitigationDirect, Ending::OrderedToAct),
    ("直接起诉变更", Route::LitigationDirect, Ending::Changed),
    ("直接起诉确认违法", Route::LitigationDirect, Ending::FoundUnlawful),
    (
        "复议后起诉撤销",
        Route::LitigationAfterReconsideration,
        Ending::Revoked,
    ),
    (
        "复议后起诉责令履行",
        Route::LitigationAfterReconsideration,
        Ending::OrderedToAct,
    ),
    (
        "复议后起诉变更",
        Route::LitigationAfterReconsideration,
        Ending::Changed,
    ),
    (
        "复议后起诉确认违法",
        Route::LitigationAfterReconsideration,
        Ending::FoundUnlawful,
    ),
];

/// A cell that says in a word that there is nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(
        text,
        "" | "无" | "否" | "没有" | "未" | "/" | "-" | "—" | "--" | "——"
    )
}

/// The day a cell holds, between 2000 and 2100: as people type it, or the number a spreadsheet counts days by.
pub fn day(text: &str) -> Option<Date> {
    let is_near = |day: &Date| (2000..=2100).contains(&day.year());
    typed_day(text)
        .filter(is_near)
        .or_else(|| serial_day(plain_number(text).parse().ok()?))
}

/// Days since 1899-12-30; between 2000 and 2100, so that other numbers are no days.
fn serial_day(serial: f64) -> Option<Date> {
    if !(36_526.0..=73_415.0).contains(&serial) {
        return None;
    }
    let days: i64 = format!("{:.0}", serial.floor()).parse().ok()?;
    date(1899, 12, 30).checked_add(days.days()).ok()
}

pub(super) fn kind(text: &str) -> Option<ApplicantKind> {
    let known = ApplicantKind::parts().find(|kind| kind.label() == text || kind.code() == text);
    known.or(match text {
        "公民" | "个人" | "自然人（公民）" => Some(ApplicantKind::NaturalPerson),
        "企业" | "公司" | "商业" => Some(ApplicantKind::Business),
        "科研" | "高校" | "科研院所" => Some(ApplicantKind::Research),
        "社会组织" | "公益组织" | "社会公益" | "社会团体" => {
            Some(ApplicantKind::PublicWelfare)
        }
        "律师事务所" | "律所" | "法律服务" => Some(ApplicantKind::LegalService),
        "其他组织" | "其它" | "其他法人或其他组织" => Some(ApplicantKind::Other),
        _ => None,
    })
}

pub(super) fn channel(text: &str) -> Option<Channel> {
    let known = Channel::ALL.iter().copied();
    let known = known
        .clone()
        .find(|one| one.label() == text || one.code() == text);
    known.or(match text {
        "当面" | "现场" | "窗口" | "现场提交" | "当面申请" => Some(Channel::InPerson),
        "挂号信" | "特快专递" | "EMS" | "ems" | "邮政特快专递" | "快递" | "邮寄" | "信函" => {
            Some(Channel::RegisteredPost)
        }
        "平信" | "普通信函" => Some(Channel::OrdinaryPost),
        "互联网" | "网络" | "网上" | "在线" | "网站" | "网上申请" | "在线申请" | "电子邮件" | "邮箱" => {
            Some(Channel::Online)
        }
        "口头" | "口头申请" => Some(Channel::Oral),
        _ => None,
    })
}

pub(super) fn way(text: &str) -> Option<Way> {
    let known = Way::ALL.iter().copied();
    let known = known
        .clone()
        .find(|one| one.label() == text || one.code() == text);
    known.or(match text {
        "邮件" | "邮箱" | "电邮" | "电子" => Some(Way::Email),
        "网上" | "网上获取" | "下载" | "网站" | "在线" | "网络" => Some(Way::Online),
        "自取" | "当面" | "当面领取" | "自行领取/当场阅读、抄录" | "现场" | "查阅" => {
            Some(Way::Collect)
        }
        "信函" | "快递" | "挂号信" | "EMS" => Some(Way::Post),
        _ => None,
    })
}

/// The form that goes with a way, which ledgers do not keep.
pub(super) const fn form(way: Way) -> Form {
    match way {
        Way::Email | Way::Online => Form::Electronic,
        Way::Post | Way::Fax | Way::Collect => Form::Paper,
    }
}

pub(super) fn delivery(text: &str) -> Option<Delivery> {
    let known = Delivery::ALL.iter().copied();
    let known = known.clone().find(|one| {
        one.label() == text || one.code() == text || one.label().trim_end_matches("送达") == text
    });
    known.or(match text {
        "当面" | "自取" | "当面领取" | "自行领取" | "现场" => Some(Delivery::InPerson),
        "挂号信" | "特快专递" | "EMS" | "ems" | "快递" | "信函" | "平信" => Some(Delivery::Post),
        "邮箱" | "邮件" | "电邮" => Some(Delivery::Email),
        "公告" => Some(Delivery::Announced),
        "互联网" | "网络" | "在线" | "网站" => Some(Delivery::Online),
        _ => None,
    })
}

/// How a case ended, as a ledger has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    With(TableThreeRow),
    Withdrawn,
}

pub(super) fn ended(text: &str) -> Option<Ended> {
    let text = narrow(text);
    let wanted = unnumbered(&text);
    if matches!(wanted.as_str(), "撤回" | "申请人撤回" | "撤回申请" | "终止办理") || wanted == WITHDRAWN
    {
        return Some(Ended::Withdrawn);
    }
    let is_it = |row: &TableThreeRow| {
        let label = narrow(row.label());
        row.code() == text
            || narrow(&row.full_label()) == text
            || label == text
            || unnumbered(&label) == wanted
    };
    let row = TableThreeRow::leaves()
        .filter(|row| *row != TableThreeRow::OtherwiseMerged)
        .find(is_it);
    let finer = || {
        let same = |one: &&Outcome| one.code() == text || narrow(one.label()) == text;
        Outcome::ALL.iter().find(same).map(|one| one.row())
    };
    row.or_else(finer).or(in_short(&wanted)).map(Ended::With)
}

fn in_short(wanted: &str) -> Option<TableThreeRow> {
    Some(match wanted {
        "公开" | "同意公开" | "全部公开" | "主动公开" | "已主动公开" => {
            TableThreeRow::Granted
        }
        "部分公开" => TableThreeRow::PartlyGranted,
        "国家秘密" => TableThreeRow::RefusedStateSecret,
        "三安全一稳定" => TableThreeRow::RefusedSafety,
        "第三方合法权益" | "涉及第三方合法权益" => TableThreeRow::RefusedThirdParty,
        "内部事务信息" => TableThreeRow::RefusedInternalAffairs,
        "过程性信息" => TableThreeRow::RefusedProcessInformation,
        "行政执法案卷" | "行政执法案卷信息" => TableThreeRow::RefusedEnforcementFile,
        "行政查询事项" => TableThreeRow::RefusedAdministrativeQuery,
        "信息不存在"
        | "不存在"
        | "政府信息不存在"
        | "不掌握"
        | "非本机关公开"
        | "不属于本机关公开"
        | "不属于本机关负责公开" => TableThreeRow::UnavailableNotHeld,
        "信访" | "信访举报投诉" | "咨询" => TableThreeRow::NotProcessedPetition,
        "逾期不补正" | "逾期未补正" => TableThreeRow::OtherwiseUncorrected,
        "逾期未缴费" | "逾期不缴费" => TableThreeRow::OtherwiseUnpaid,
        _ => return None,
    })
}

/// Without the group, the number before and what is in brackets behind.
fn unnumbered(text: &str) -> String {
    let text = text.split_whitespace().next_back().unwrap_or("");
    let text = match text.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((_, rest)) => rest,
        None => text,
    };
    let text = text.trim_start_matches(|one: char| one.is_ascii_digit() || matches!(one, '.' | '、'));
    let text = text.split('(').next().unwrap_or(text);
    text.replace(['“', '”', '"'], "").trim().to_owned()
}

/// The contacts that tell themselves apart by what they look like.
const PLAIN: [&str; 4] = ["phone", "email", "postcode", "address"];

/// The contacts as one cell, each as `shown` gives it: first those that tell themselves apart, then every other one behind
/// its label.
pub fn contact_cell(particulars: &Particulars, shown: impl Fn(&Field, &str) -> String) -> String {
    let form = ApplicationForm::from(particulars.clone());
    let filled = |field: &Field| {
        Some(field.get(&form))
            .filter(|value| !value.is_empty())
            .map(|value| shown(field, value))
    };
    let plain = PLAIN
        .iter()
        .filter_map(|name| FIELDS.iter().find(|field| field.name == *name))
        .filter_map(filled);
    let others = FIELDS
        .iter()
        .filter(|field| field.part == Part::Contact && !PLAIN.contains(&field.name))
        .filter_map(|field| filled(field).map(|value| format!("{}：{value}", field.label)));
    plain.chain(others).collect::<Vec<_>>().join("；")
}

/// Sets the contact that a part names by its label; whether there is one.
fn labelled_contact(part: &str, particulars: &mut Particulars) -> bool {
    let named = FIELDS.iter().filter(|field| field.part == Part::Contact);
    let mut of_label =
        named.filter_map(|field| Some((field, part.strip_prefix(field.label)?.strip_prefix(':')?)));
    let Some((field, value)) = of_label.next() else {
        return false;
    };
    let mut form = ApplicationForm::from(std::mem::take(particulars));
    field.set(&mut form, value.trim());
    *particulars = form.particulars();
    true
}

/// Contacts by their labels, or by what each part looks like: a telephone, an address for mail, a postcode, and the rest an
/// address.
pub(super) fn contacts(text: &str, particulars: &mut Particulars) {
    let text = narrow(text);
    let parts = text
        .split([';', '\n', '，', '；', '、'])
        .flat_map(|part| part.split(", "));
    let mut rest: Vec<&str> = Vec::new();
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        let is_number = |one: char| one.is_ascii_digit() || "+-() 转".contains(one);
        let digits = part.chars().filter(char::is_ascii_digit).count();
        let is_digits = part.chars().all(is_number);
        if labelled_contact(part, particulars) {
            continue;
        }
        if part.contains('@') && particulars.email.is_empty() {
            part.clone_into(&mut particulars.email);
        } else if is_digits && digits == 6 && particulars.postcode.is_empty() {
            part.clone_into(&mut particulars.postcode);
        } else if is_digits && digits >= 7 && particulars.phone.is_empty() {
            particulars.phone = part.replace(' ', "");
        } else {
            rest.push(part);
        }
    }
    if !rest.is_empty() {
        particulars.address = rest.join("；");
    }
}
