//! What an entry of the register must have, and what can't be.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::RulingKind;
use crate::calendar::{meant_day, typed_count};
use crate::codes::WhyNot;
use crate::labelled::labelled;
use crate::proof::{Trace, traces};
use crate::signs::{plain_number, visible};

labelled! {
    /// Whether a decision is public: it counts either way.
    Openness {
        Published = "published", "已公开";
        Withheld = "withheld", "依法不公开";
        Pending = "pending", "待公开";
    }
}

/// The longest number, matter and other line, and note, in characters.
const LONGEST: [usize; 3] = [80, 200, 1000];
/// The most decisions of one summary, and the most money of one entry, in fen: beyond it somebody slipped.
const MOST_DECISIONS: i64 = 10_000_000;
const MOST_FEN: i64 = 100_000_000_000_000;

/// The fields of an entry as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EntryForm {
    pub kind: String,
    pub number: String,
    pub matter: String,
    pub on: String,
    /// Whether it is a number that the organ has only as such.
    pub is_summary: bool,
    /// Of a summary its first day.
    pub from: String,
    /// Of a summary how many decisions.
    pub count: String,
    /// Of a fee, in yuan.
    pub yuan: String,
    pub openness: String,
    pub ground: String,
    pub source: String,
    pub evidence: String,
    pub note: String,
}

/// One decision, or a number that the organ has only as such.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// By its 文号; of a fee the number of its receipt.
    Single { number: String },
    /// From this day on.
    Summary { from: Date },
}

/// On what an entry rests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Basis {
    /// Where it was taken from: a file of the organ's, a system, a ledger.
    pub source: String,
    /// A link or the number of a file; `None` where a file is enclosed instead.
    pub evidence: Option<String>,
}

/// An entry that is sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub kind: RulingKind,
    pub extent: Extent,
    /// 许可事项、案由、强制措施、收费项目
    pub matter: String,
    /// 决定之日, of a fee the day it was taken; of a summary its last day.
    pub on: Date,
    /// Decisions, which is 1 of a single one; of a fee fen.
    pub amount: i64,
    pub openness: Option<Openness>,
    /// Why it is lawfully not public.
    pub ground: Option<String>,
    pub basis: Basis,
    pub note: Option<String>,
}

impl Entry {
    /// What was typed; `has_file` where evidence is enclosed.
    ///
    /// # Errors
    ///
    /// Everything that is missing or can't be, each at its field.
    pub fn read(form: &EntryForm, has_file: bool, today: Date) -> Result<Self, Vec<WhyNot>> {
        let mut wrong = lines(form);
        let kind = RulingKind::from_code(&form.kind);
        if kind.is_none() {
            wrong.push(WhyNot::new("kind", "请选择类别。"));
        }
        let is_summary = form.is_summary;
        let on = past_day(&form.on, "on", today)
            .map_err(|why| wrong.push(why))
            .ok();
        let extent = extent(form, on, today).map_err(|why| wrong.push(why)).ok();
        let amount = kind.and_then(|kind| amount(form, kind, is_summary).map_err(|why| wrong.push(why)).ok());
        let openness = openness(form, kind, is_summary)
            .map_err(|why| wrong.push(why))
            .ok();
        if openness.flatten() == Some(Openness::Withheld) && line(&form.ground).is_none() {
            wrong.push(WhyNot::new("ground", "依法不公开的，请写明依据。"));
        }
        if line(&form.evidence).is_none() && !has_file {
            let message = "请填写公开网址或者案卷号，或者附上证明材料：每个数都要有依据。";
            wrong.push(WhyNot::new("evidence", message));
        }
        match (kind, extent, on, amount, openness) {
            (Some(kind), Some(extent), Some(on), Some(amount), Some(openness)) if wrong.is_empty() => {
                Ok(Self {
                    kind,
                    extent,
                    matter: line(&form.matter).unwrap_or_default(),
                    on,
                    amount,
                    openness,
                    ground: line(&form.ground).filter(|_| openness == Some(Openness::Withheld)),
                    basis: Basis {
                        source: line(&form.source).unwrap_or_default(),
                        evidence: line(&form.evidence),
                    },
                    note: line(&form.note),
                })
            }
            _ => Err(wrong),
        }
    }

    /// Whether it is a number that the organ has only as such.
    pub const fn is_summary(&self) -> bool {
        matches!(self.extent, Extent::Summary { .. })
    }

    /// Whether two summaries of one matter speak of the same days, so that decisions would count twice.
    pub fn doubles(&self, other: (&str, Date, Date)) -> bool {
        let (matter, from, to) = other;
        match self.extent {
            Extent::Summary { from: own } => self.matter == matter && own <= to && from <= self.on,
            Extent::Single { .. } => false,
        }
    }
}

/// Whether a revocation may be recorded: of a single decision, on or after its day, and with what revoked it.
///
/// # Errors
///
/// What is against it, at its field.
pub fn may_revoke(entry: &Entry, on: Date, today: Date) -> Result<(), WhyNot> {
    if entry.is_summary() {
        let message = "汇总数没有单独的决定可以撤销，请更正汇总数。";
        return Err(WhyNot::new("revoked_on", message));
    }
    if entry.kind == RulingKind::Fee {
        let message = "收费没有撤销；退还的，请更正金额并写明理由。";
        return Err(WhyNot::new("revoked_on", message));
    }
    if on < entry.on {
        let message = format!("撤销不会早于决定之日（{}），请核对。", entry.on);
        return Err(WhyNot::new("revoked_on", message));
    }
    if on > today {
        return Err(WhyNot::new("revoked_on", "撤销之日晚于今天，生效后再登记。"));
    }
    Ok(())
}

/// The line, unless it is blank.
fn line(text: &str) -> Option<String> {
    let text: Vec<String> = visible(text).split_whitespace().map(str::to_owned).collect();
    Some(text.join(" ")).filter(|text| !text.is_empty())
}

/// What is missing, too long, or says more of a person than a number needs.
fn lines(form: &EntryForm) -> Vec<WhyNot> {
    let [number, line_long, note] = LONGEST;
    let asked = [
        ("number", &form.number, number, ""),
        (
            "matter",
            &form.matter,
            line_long,
            "请填写事项，例如许可事项、案由、收费项目的名称。",
        ),
        ("ground", &form.ground, line_long, ""),
        (
            "source",
            &form.source,
            line_long,
            "请写明来源，例如“行政许可案卷”“非税收入系统”。",
        ),
        ("evidence", &form.evidence, line_long, ""),
        ("note", &form.note, note, ""),
    ];
    let mut wrong = Vec::new();
    for (field, text, longest, missing) in asked {
        if !missing.is_empty() && line(text).is_none() {
            wrong.push(WhyNot::new(field, missing));
        } else if text.chars().count() > longest {
            wrong.push(WhyNot::new(
                field,
                format!("过长（不超过 {longest} 字），请缩短。"),
            ));
        }
        wrong.extend(
            traces(text)
                .into_iter()
                .map(|trace| WhyNot::new(field, told(&trace))),
        );
    }
    wrong
}

fn told(trace: &Trace) -> String {
    match trace {
        Trace::SecretMark(mark) => {
            format!("含有密级标志“{mark}”，本系统不得存储涉密内容（保密法第三十一条）。")
        }
        Trace::IdentityNumber(masked) => {
            format!("含有身份证号（{masked}）：登记只为计数，不需要证件号码，请删去。")
        }
    }
}

fn past_day(text: &str, field: &'static str, today: Date) -> Result<Date, WhyNot> {
    let day = meant_day(text, today).map_err(|message| WhyNot::new(field, message))?;
    if day > today {
        return Err(WhyNot::new(field, format!("{day} 晚于今天，请核对。")));
    }
    Ok(day)
}

fn extent(form: &EntryForm, on: Option<Date>, today: Date) -> Result<Extent, WhyNot> {
    if !form.is_summary {
        let number = line(&form.number);
        let missing = "请填写文号；收费填票据或者缴款书号码。没有逐件文号、只有汇总数的，请登记汇总数。";
        return number
            .map(|number| Extent::Single { number })
            .ok_or_else(|| WhyNot::new("number", missing));
    }
    let from = past_day(&form.from, "from", today)?;
    let Some(to) = on else {
        return Ok(Extent::Summary { from });
    };
    if from > to {
        return Err(WhyNot::new("on", "汇总的止日早于起日，请核对。"));
    }
    if from.year() != to.year() {
        let message = "汇总的起止日应当在同一年：年度报告按年计数，跨年的请分开登记。";
        return Err(WhyNot::new("on", message));
    }
    Ok(Extent::Summary { from })
}

fn openness(
    form: &EntryForm,
    kind: Option<RulingKind>,
    is_summary: bool,
) -> Result<Option<Openness>, WhyNot> {
    let known = Openness::from_code(&form.openness);
    let is_asked = !is_summary && kind != Some(RulingKind::Fee);
    if is_asked && known.is_none() {
        return Err(WhyNot::new("openness", "请选择公开情况：公开与否都计数。"));
    }
    Ok(known.filter(|_| is_asked))
}

fn amount(form: &EntryForm, kind: RulingKind, is_summary: bool) -> Result<i64, WhyNot> {
    if kind == RulingKind::Fee {
        let fen = fen(&form.yuan).ok_or_else(|| {
            WhyNot::new(
                "yuan",
                "请填写收费金额，以元为单位，最多两位小数，例如 12850.50。",
            )
        })?;
        if fen == 0 && !is_summary {
            return Err(WhyNot::new("yuan", "没有收费的不用逐笔登记。"));
        }
        return Ok(fen);
    }
    if !is_summary {
        return Ok(1);
    }
    let count = typed_count(&form.count).filter(|count| (0..=MOST_DECISIONS).contains(count));
    count.ok_or_else(|| WhyNot::new("count", "请填写汇总的件数，没有的填 0。"))
}

/// An amount of yuan in fen.
fn fen(text: &str) -> Option<i64> {
    let plain: String = plain_number(text)
        .chars()
        .filter(|one| !",，元 ".contains(*one))
        .collect();
    let yuan: Decimal = plain.parse().ok()?;
    let fen = yuan.checked_mul(Decimal::ONE_HUNDRED)?;
    let whole = fen.is_integer().then(|| fen.to_i64()).flatten()?;
    (0..=MOST_FEN).contains(&whole).then_some(whole)
}
