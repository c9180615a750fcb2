//! What somebody asks by a form, or has registered for them: a kind, a title, their own words, one way to reach them, and whether
//! question and answer may be shown. Reading is checking: an [`Asking`] that exists can be taken in. No account, no proof of identity.

use serde::{Deserialize, Serialize};

use super::kind::Kind;
use super::rules::Rules;
use crate::codes::WhyNot;
use crate::reminders::mail_address;
use crate::signs::{narrow, visible};

/// Most characters of a title.
pub const LONGEST_TITLE: usize = 60;
/// Most characters of what is asked.
pub const LONGEST_TEXT: usize = 5_000;
/// Fewer say nothing that could be answered.
const SHORTEST_TEXT: usize = 5;
const LONGEST_NAME: usize = 100;

/// The form, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskingForm {
    /// The code of a kind.
    pub kind: String,
    pub title: String,
    pub text: String,
    /// Where it is, where that matters.
    pub place: String,
    pub name: String,
    /// The firm or other body that asks.
    pub unit: String,
    pub phone: String,
    pub email: String,
    /// `yes`: question and answer may be shown.
    pub wish: String,
}

/// Who asks. Sealed at rest; not to be logged.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asker {
    pub name: String,
    pub unit: String,
    pub phone: String,
    pub email: String,
}

/// What can be taken in.
#[derive(Clone, PartialEq, Eq)]
pub struct Asking {
    pub kind: String,
    pub title: String,
    pub text: String,
    pub place: String,
    pub asker: Asker,
    /// Whether who asks agrees that question and answer are shown (公开意愿).
    pub is_public_wished: bool,
}

impl Asker {
    /// Whether nothing is known of who asks.
    pub fn is_anonymous(&self) -> bool {
        self.words().next().is_none()
    }

    /// What tells who asked, as it would stand in a text: names, numbers, addresses.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let all = [&self.name, &self.unit, &self.phone, &self.email];
        all.into_iter()
            .map(|one| one.trim())
            .filter(|one| !one.is_empty())
    }
}

impl Asking {
    /// Reads what was typed on the site; every field that is wrong otherwise.
    pub fn read(form: &AskingForm, rules: &Rules) -> Result<Self, Vec<WhyNot>> {
        let kind = rules.kind(&form.kind).filter(|kind| kind.is_asked_online);
        Self::of(form, kind)
    }

    /// Reads what a clerk registers of what came by another door: any kind, and nobody is refused for what they did not leave.
    pub fn registered(form: &AskingForm, rules: &Rules) -> Result<Self, Vec<WhyNot>> {
        let mut kind = rules.kind(&form.kind).cloned();
        if let Some(kind) = &mut kind {
            kind.may_be_anonymous = true;
        }
        Self::of(form, kind.as_ref())
    }

    fn of(form: &AskingForm, kind: Option<&Kind>) -> Result<Self, Vec<WhyNot>> {
        let asking = Self {
            kind: form.kind.clone(),
            title: one_line(&form.title),
            text: visible(&form.text).trim().to_owned(),
            place: one_line(&form.place),
            asker: Asker {
                name: one_line(&form.name),
                unit: one_line(&form.unit),
                phone: narrow(&one_line(&form.phone)),
                email: narrow(&one_line(&form.email)),
            },
            is_public_wished: form.wish == "yes" && kind.is_some_and(|kind| kind.may_be_published),
        };
        let wrong = asking.wrong(kind);
        if wrong.is_empty() { Ok(asking) } else { Err(wrong) }
    }

    fn wrong(&self, kind: Option<&Kind>) -> Vec<WhyNot> {
        let mut wrong = Vec::new();
        let mut say = |field, message: String| wrong.push(WhyNot::new(field, message));
        if kind.is_none() {
            say("kind", "请选择要办的是哪一类事。".to_owned());
        }
        let length = |text: &str| text.chars().count();
        match length(&self.title) {
            0 => say("title", "请用一句话写明是什么事。".to_owned()),
            1..=LONGEST_TITLE => {}
            _ => say(
                "title",
                format!("标题不超过 {LONGEST_TITLE} 字，其余请写在内容里。"),
            ),
        }
        match length(&self.text) {
            0 => say("text", "请写明具体情况和您的要求。".to_owned()),
            1..SHORTEST_TEXT => say(
                "text",
                "内容太短，请写明具体情况和您的要求，便于办理。".to_owned(),
            ),
            SHORTEST_TEXT..=LONGEST_TEXT => {}
            _ => say(
                "text",
                format!("内容不超过 {LONGEST_TEXT} 字，其余可以作为附件上传。"),
            ),
        }
        let long = [
            ("place", &self.place, "地点"),
            ("name", &self.asker.name, "姓名"),
            ("unit", &self.asker.unit, "单位名称"),
        ];
        for (field, _, label) in long
            .into_iter()
            .filter(|(_, text, _)| length(text) > LONGEST_NAME)
        {
            say(field, format!("{label}不超过 {LONGEST_NAME} 字。"));
        }
        wrong.extend(self.asker.wrong(kind));
        wrong
    }
}

impl Asker {
    /// One way to reach them is enough; where the kind lets nobody stay nameless, a name with it.
    fn wrong(&self, kind: Option<&Kind>) -> Vec<WhyNot> {
        let mut wrong = Vec::new();
        if !self.phone.is_empty() && !is_phone(&self.phone) {
            wrong.push(WhyNot::new(
                "phone",
                "电话应为 7 至 20 位数字，可以带区号、分机号，请核对。",
            ));
        }
        if !self.email.is_empty()
            && let Err(why) = mail_address(&self.email)
        {
            wrong.push(WhyNot::new("email", why.to_string()));
        }
        if kind.is_none_or(|kind| kind.may_be_anonymous) {
            return wrong;
        }
        let label = kind.map_or("", |kind| kind.label.as_str());
        if self.name.is_empty() && self.unit.is_empty() {
            let why = format!("“{label}”需要与您核实，请填写姓名，或者单位名称。");
            wrong.push(WhyNot::new("name", why));
        }
        if self.phone.is_empty() && self.email.is_empty() {
            let why = format!("“{label}”需要与您核实，请留下电话或者邮箱，一种即可。");
            wrong.push(WhyNot::new("phone", why));
        }
        wrong
    }
}

fn one_line(text: &str) -> String {
    let words: Vec<String> = visible(text).split_whitespace().map(str::to_owned).collect();
    words.join(" ")
}

fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (7..=20).contains(&digits)
        && text.chars().all(|one| {
            one.is_ascii_digit() || matches!(one, '+' | '-' | ' ' | '(' | ')' | '（' | '）' | '转')
        })
}
