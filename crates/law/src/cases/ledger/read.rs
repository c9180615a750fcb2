//! A line becomes a case: every cell read, and what happened put before the law (条例第三十条至第三十六条).

mod again;
mod since;

use jiff::civil::Date;

pub use since::Importing;

use super::cells::{self, Ended};
use super::{Column, Fault, IN_PART, Line, Place};
use crate::calendar::may_be_meant;
use crate::cases::{
    Act, Application, Channel, Event, HistoryError, LONGEST_EXTENSION, LONGEST_REQUEST, Particulars, Party,
    Rules, Standing, Way, What,
};
use crate::codes::ApplicantKind;
use crate::proof::{Trace, is_identity_number, traces};
use crate::signs::narrow;

/// Who agreed to an extension that a ledger tells of.
const UNNAMED: &str = "（登记表未载姓名）";

/// A case as a ledger has it, complete enough to be registered.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where it stood.
    pub place: Place,
    pub number: String,
    /// As the ledger kept it: an old one may lack what 条例第二十九条 wants today.
    pub application: Application,
    pub channel: Channel,
    /// In the order they happened.
    pub events: Vec<Event>,
    pub standing: Standing,
    pub reply_number: String,
    /// Of the reply made after an order.
    pub again_number: String,
    pub handler: String,
    pub note: String,
}

/// Reads a line as of today, or names everything that is wrong with it, cell by cell.
pub fn read(line: &Line, rules: &Rules, importing: Importing) -> Result<Entry, Vec<Fault>> {
    let mut reading = Reading {
        line,
        importing,
        today: importing.today,
        faults: Vec::new(),
    };
    let number = narrow(&reading.text(Column::Number, 60)).to_ascii_uppercase();
    // A name is written as its bearer writes it, full-width letters and brackets too.
    let name = reading.text(Column::Name, 100);
    let request = reading.request();
    let kind = reading.word(Column::Kind, cells::kind);
    let channel = reading.word(Column::Channel, cells::channel);
    let way = reading.way(channel);
    let particulars = reading.particulars(kind);
    let events = reading.events(channel);
    let standing = reading.standing(&events, rules);
    match (kind, channel, standing) {
        (Some(kind), Some(channel), Some(standing)) if reading.faults.is_empty() => Ok(Entry {
            place: line.place.clone(),
            number,
            application: Application {
                kind,
                name,
                particulars,
                request,
                document_number: line.get(Column::DocumentNumber).to_owned(),
                form: cells::form(way),
                way,
                accepts_other_form: false,
                help: String::new(),
            },
            channel,
            events,
            standing,
            reply_number: line.get(Column::ReplyNumber).to_owned(),
            again_number: line.get(Column::AgainNumber).to_owned(),
            handler: line.get(Column::Handler).to_owned(),
            note: line.get(Column::Note).to_owned(),
        }),
        _ => Err(reading.faults),
    }
}

struct Reading<'a> {
    line: &'a Line,
    importing: Importing,
    today: Date,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn wrong(&mut self, column: Column, why: impl Into<String>) {
        self.faults.push(Fault::new(&self.line.place, column, why));
    }

    /// A needed text of at most that many characters.
    fn text(&mut self, column: Column, longest: usize) -> String {
        let text = self.line.get(column).to_owned();
        if text.is_empty() {
            self.wrong(column, "没有填写。");
        } else if text.chars().count() > longest {
            self.wrong(column, format!("超过 {longest} 字，请核对。"));
        }
        text
    }

    /// 条例第二十九条第二款第（二）项; state secrets have no place here (保密法第三十一条).
    fn request(&mut self) -> String {
        let request = self.line.get(Column::Request).to_owned();
        if request.is_empty() {
            self.wrong(Column::Request, "没有填写。");
        } else if request.chars().count() > LONGEST_REQUEST {
            self.wrong(Column::Request, format!("超过 {LONGEST_REQUEST} 字，请核对。"));
        }
        let is_secret = |trace: &Trace| matches!(trace, Trace::SecretMark(_));
        if traces(&request).iter().any(is_secret) {
            self.wrong(
                Column::Request,
                "内容中有密级标志。本系统不得存储涉密内容，请删去（保密法第三十一条）。",
            );
        }
        request
    }

    /// A needed word of a list.
    fn word<T>(&mut self, column: Column, known: fn(&str) -> Option<T>) -> Option<T> {
        let text = narrow(self.line.get(column));
        let found = known(text.trim()).or_else(|| known(self.line.get(column)));
        match (&found, text.is_empty()) {
            (None, true) => self.wrong(column, "没有填写。"),
            (None, false) => self.not_listed(column),
            (Some(_), _) => {}
        }
        found
    }

    fn not_listed(&mut self, column: Column) {
        let text: String = self.line.get(column).chars().take(20).collect();
        let choices = column.choices();
        let listed = if choices.len() > 8 {
            "请从模板的列表中选择。".to_owned()
        } else {
            format!("应当是：{}。", choices.join("、"))
        };
        self.wrong(column, format!("无法识别“{text}”，{listed}"));
    }

    fn way(&mut self, channel: Option<Channel>) -> Way {
        let text = self.line.get(Column::Way);
        if !cells::is_nothing(text) {
            if let Some(way) = cells::way(text) {
                return way;
            }
            self.not_listed(Column::Way);
        }
        match channel {
            Some(Channel::Online) => Way::Online,
            Some(Channel::Fax) => Way::Fax,
            Some(Channel::InPerson | Channel::Oral) => Way::Collect,
            _ => Way::Post,
        }
    }

    /// Who and how to reach them: what the ledger has; old ones lack some of what 条例第二十九条 asks for.
    fn particulars(&mut self, kind: Option<ApplicantKind>) -> Particulars {
        let identity = narrow(self.line.get(Column::Identity));
        let identity: String = identity.chars().filter(|one| !one.is_whitespace()).collect();
        let identity = if cells::is_nothing(&identity) {
            String::new()
        } else {
            identity.trim_start_matches('\'').to_uppercase()
        };
        let mut particulars = Particulars::default();
        cells::contacts(self.line.get(Column::Contact), &mut particulars);
        let length = identity.chars().count();
        let is_person = kind == Some(ApplicantKind::NaturalPerson);
        let is_scientific = identity.contains("E+");
        if identity.contains('*') {
            self.wrong(Column::Identity, "号码是遮盖过的；请填写完整的号码，没有则空着。");
        } else if is_scientific {
            self.wrong(
                Column::Identity,
                "号码已被表格软件变成科学计数，后几位丢失；请把该列设为文本后重新填写。",
            );
        } else if length > 40 {
            self.wrong(Column::Identity, "超过 40 位，请核对。");
        } else if is_person && length == 18 && !is_identity_number(&identity) {
            self.wrong(Column::Identity, "身份证号码不对：末位校验不符，请核对。");
        }
        if particulars.address.chars().count() > 200 {
            self.wrong(Column::Contact, "超过 200 字，请核对。");
        }
        let identity_kind = match (is_person, length) {
            (_, 0) => "",
            (true, 18) => "identity_card",
            (false, 18) => "credit_code",
            _ => "other",
        };
        identity_kind.clone_into(&mut particulars.identity_kind);
        particulars.identity_number = identity;
        particulars
    }

    fn day(&mut self, column: Column) -> Option<Date> {
        let text = self.line.get(column);
        if cells::is_nothing(text) {
            return None;
        }
        let found = cells::day(text);
        match found {
            None => {
                let text: String = text.chars().take(20).collect();
                self.wrong(
                    column,
                    format!("“{text}”不是日期，请按“年-月-日”填写，例如 2025-03-03。"),
                );
            }
            Some(day) if day > self.today => self.wrong(column, format!("{day} 晚于今天，请核对。")),
            Some(day) => {
                if let Err(why) = may_be_meant(day, self.today) {
                    self.wrong(column, why);
                }
            }
        }
        found
    }

    /// Everything that happened, by the law's events.
    fn events(&mut self, channel: Option<Channel>) -> Vec<Event> {
        let mut events = Vec::new();
        let received = self.day(Column::ReceivedOn);
        if received.is_none() && self.line.get(Column::ReceivedOn).is_empty() {
            self.wrong(Column::ReceivedOn, "没有填写。");
        }
        if let (Some(on), Some(channel)) = (received, channel) {
            let what = What::Received {
                channel,
                arrived_on: None,
                confirmed_on: None,
            };
            events.push(Event { on, what });
        }
        let mut add = |on: Option<Date>, what: What| events.extend(on.map(|on| Event { on, what }));
        add(
            self.day(Column::CorrectionOn),
            What::CorrectionRequested {
                respond_by: None,
                received_on: None,
            },
        );
        add(self.day(Column::CorrectedOn), What::Corrected {});
        let party = Party::ThirdParty;
        let sent = What::ConsultationSent {
            party,
            name: None,
            received_on: None,
            number: None,
            content: None,
        };
        add(self.day(Column::ConsultedOn), sent);
        let (consents, consents_to) = self.opinion();
        let answered = What::ConsultationAnswered {
            party,
            name: None,
            consents,
            number: None,
            is_signed: None,
            consents_to,
        };
        add(self.day(Column::OpinionOn), answered);
        let days = self.extended_days();
        let extended = What::Extended {
            days,
            // That it was agreed to is what an extension in the ledger says; by whom, no column does.
            approved_by: UNNAMED.to_owned(),
        };
        add(self.day(Column::ExtendedOn), extended);
        add(
            self.day(Column::ChargedOn),
            What::FeeNotified { received_on: None },
        );
        add(self.day(Column::PaidOn), What::FeePaid {});
        self.end(&mut events);
        self.again(&mut events);
        events
    }

    /// The opinion, and what it consents to where it does in part: 部分同意公开：招标文件.
    fn opinion(&mut self) -> (Option<bool>, Option<String>) {
        let said = self.line.get(Column::Opinion);
        let after = said
            .strip_prefix(IN_PART)
            .or_else(|| said.strip_prefix("部分同意"));
        if let Some(part) = after.filter(|part| part.is_empty() || part.starts_with(['：', ':', '，'])) {
            let part = part.trim_start_matches(['：', ':', '，']).trim();
            return (Some(false), Some(part.to_owned()));
        }
        let consents = match said {
            "同意" | "同意公开" | "是" => Some(true),
            "不同意" | "不同意公开" | "否" => Some(false),
            "" | "无" | "未提出意见" | "未答复" | "未回复" => None,
            _ => {
                self.not_listed(Column::Opinion);
                None
            }
        };
        (consents, None)
    }

    fn extended_days(&mut self) -> u16 {
        let text = narrow(self.line.get(Column::ExtendedDays));
        let text = text.trim_end_matches("个工作日").trim_end_matches("天").trim();
        if cells::is_nothing(text) {
            return LONGEST_EXTENSION;
        }
        // More than the law allows is taken in with a warning: it was done, and counts as far as it may.
        let days = text.parse().unwrap_or(0);
        if days == 0 {
            self.wrong(
                Column::ExtendedDays,
                format!("应当是 1 至 {LONGEST_EXTENSION} 的数（条例第三十三条第二款）。"),
            );
        }
        days
    }

    /// The reply and its delivery, or the withdrawal.
    fn end(&mut self, events: &mut Vec<Event>) {
        let replied = self.day(Column::RepliedOn);
        let text = self.line.get(Column::Outcome);
        let is_open = cells::is_nothing(text) || matches!(text, "办理中" | "在办" | "正在办理");
        let ended = (!is_open).then(|| cells::ended(text)).flatten();
        if !is_open && ended.is_none() {
            self.not_listed(Column::Outcome);
        }
        match (replied, ended) {
            (None, Some(_)) if self.line.get(Column::RepliedOn).is_empty() => {
                self.wrong(Column::RepliedOn, "填写了处理结果，没有填写答复日期。");
            }
            (Some(_), None) if is_open => {
                self.wrong(Column::Outcome, "填写了答复日期，没有填写处理结果。");
            }
            (Some(on), Some(Ended::Withdrawn)) => {
                let what = What::Withdrawn {};
                events.push(Event { on, what });
                return;
            }
            (Some(on), Some(Ended::With(outcome))) => {
                let what = What::replied(outcome);
                events.push(Event { on, what });
            }
            _ => {}
        }
        self.delivered(replied, (Column::Delivery, Column::DeliveredOn), events);
    }

    fn delivered(&mut self, replied: Option<Date>, (way, day): (Column, Column), events: &mut Vec<Event>) {
        let delivered = self.day(day);
        let text = self.line.get(way);
        let how = cells::delivery(text);
        match (how, delivered.or(replied)) {
            (None, _) if !cells::is_nothing(text) => self.not_listed(way),
            (None, _) if delivered.is_some() => {
                self.wrong(way, "填写了送达日期，没有填写送达方式。");
            }
            (Some(how), Some(on)) => {
                let what = What::Delivered { how };
                events.push(Event { on, what });
            }
            _ => {}
        }
    }

    /// Where the case stands, unless it can't have happened so.
    fn standing(&mut self, events: &[Event], rules: &Rules) -> Option<Standing> {
        if !self.faults.is_empty() {
            return None;
        }
        // What is done today is done at the desk, by its letter: signed, told and proved.
        let today = self.today;
        let acts = events
            .iter()
            .filter(|event| event.on == today)
            .map(|event| event.what.act());
        for act in acts.filter(|act| act.is_ours()) {
            let why = format!(
                "今天的“{}”不能用台账导入：请导入到昨天为止的情况，再在本件中办理。",
                act.label()
            );
            self.wrong(column_of(act), why);
        }
        self.since(events, rules);
        if !self.faults.is_empty() {
            return None;
        }
        match Standing::of(events, rules, self.today) {
            Ok(standing) => Some(standing),
            Err(HistoryError::Impossible { on, act, why, .. }) => {
                self.wrong(column_of(act), format!("{on}“{}”不可能发生：{why}", act.label()));
                None
            }
            Err(error @ (HistoryError::Empty | HistoryError::NoReceipt { .. })) => {
                self.wrong(Column::ReceivedOn, error.to_string());
                None
            }
        }
    }
}

impl Entry {
    /// What was done against the rules and is taken in all the same, each at its column: to be told before and after.
    pub fn warnings(&self) -> Vec<Fault> {
        let noted = self.standing.noted.iter();
        noted
            .map(|noted| Fault::new(&self.place, column_of(noted.act), noted.line()))
            .collect()
    }
}

/// The column an act's day stands in.
const fn column_of(act: Act) -> Column {
    match act {
        Act::Received
        | Act::Confirmed
        | Act::OverrideNotified
        | Act::ReasonsRequested
        | Act::ReasonsGiven
        | Act::Delayed
        | Act::FoundClear
        | Act::Undelivered
        | Act::Reached => Column::ReceivedOn,
        Act::ReplyOrdered => Column::OrderedOn,
        Act::CorrectionRequested => Column::CorrectionOn,
        Act::Corrected => Column::CorrectedOn,
        Act::ConsultationSent => Column::ConsultedOn,
        Act::ConsultationAnswered => Column::OpinionOn,
        Act::Extended => Column::ExtendedOn,
        Act::FeeNotified => Column::ChargedOn,
        Act::FeePaid => Column::PaidOn,
        Act::Replied => Column::Outcome,
        Act::Delivered => Column::DeliveredOn,
        Act::Withdrawn => Column::RepliedOn,
    }
}
