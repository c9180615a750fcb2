//! That both sides confirmed an application (双方确认，条例第三十一条第（二）项后段、第（三）项): the reply period runs from that day, so
//! the record says who confirmed, by which way or number, and what was said.

use super::event::Channel;
use super::reasons::is_wordless;
use crate::codes::WhyNot;
use crate::labelled::labelled;
use crate::reminders::mail_address;
use crate::signs::narrow;

labelled! {
    /// How both sides came to confirm it.
    ConfirmedBy {
        Phone = "phone", "电话，登记的号码";
        OtherPhone = "other_phone", "电话，其他号码";
        Message = "message", "短信";
        Email = "email", "电子邮件";
        InPerson = "in_person", "当面";
        Other = "other", "其他方式";
    }
}

impl ConfirmedBy {
    /// Whether the number or address has to be named: what is registered is under seal, and stands for itself.
    pub const fn needs_number(self) -> bool {
        !matches!(self, Self::Phone | Self::InPerson)
    }
}

/// What an application names to reach its applicant by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Registered {
    pub phone: bool,
    pub email: bool,
}

/// What the record of a confirmation says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Confirmation {
    /// Who confirmed for the applicant.
    pub by: String,
    pub way: Option<ConfirmedBy>,
    /// The number or address, or what other way it was.
    pub number: String,
    /// What was said.
    pub said: String,
}

impl Confirmation {
    /// Whether nothing of it was said.
    pub fn is_blank(&self) -> bool {
        let texts = [&self.by, &self.number, &self.said];
        self.way.is_none() && texts.iter().all(|text| text.trim().is_empty())
    }

    /// What of it is missing, each at its field, where `registered` is what the application names to reach its applicant by.
    pub fn lacks(&self, registered: Registered) -> Vec<WhyNot> {
        let mut lacking = Vec::new();
        if is_wordless(&self.by) {
            lacking.push(WhyNot::new(
                "confirmed_by",
                "请写明与谁确认的，例如申请人本人、代理人或者单位经办人的姓名（条例第三十一条第（三）项）。",
            ));
        }
        match self.way {
            None => lacking.push(WhyNot::new(
                "confirmed_way",
                "请选择怎样确认的（条例第三十一条第（三）项）。",
            )),
            Some(way) => {
                let why = self.lacks_number(way, registered);
                lacking.extend(why.map(|why| WhyNot::new("confirmed_number", why)));
            }
        }
        if is_wordless(&self.said) {
            lacking.push(WhyNot::new("note", SAID));
        }
        lacking
    }

    /// Why the number or address can't be looked up: another telephone has its number, and what is called registered is.
    fn lacks_number(&self, way: ConfirmedBy, registered: Registered) -> Option<&'static str> {
        const SHORTEST: usize = 7;
        let number = narrow(&self.number);
        let has_digits = number.chars().filter(char::is_ascii_digit).count() >= SHORTEST;
        let is_registered = number.trim().trim_end_matches(['。', '.']).starts_with("登记的");
        match way {
            ConfirmedBy::Phone if !registered.phone => {
                Some("没有登记电话，请选“电话，其他号码”并写明号码，或者先补登电话。")
            }
            ConfirmedBy::OtherPhone if !has_digits => {
                Some("请写明用的电话号码；是登记的号码的，“怎样确认的”选“电话，登记的号码”。")
            }
            ConfirmedBy::Message if is_registered && !registered.phone => {
                Some("没有登记电话，请写明短信发到哪个号码。")
            }
            ConfirmedBy::Message if !is_registered && !has_digits => {
                Some("请写明短信发到哪个号码；与登记的一致的，写“登记的”。")
            }
            ConfirmedBy::Email if is_registered && !registered.email => {
                Some("没有登记电子邮箱，请写明邮件发到哪个地址。")
            }
            ConfirmedBy::Email if !is_registered && mail_address(&number).is_err() => {
                Some("请写明邮件发到哪个地址；与登记的一致的，写“登记的”。")
            }
            ConfirmedBy::Other if is_wordless(&self.number) => Some("请写明用的是什么方式。"),
            ConfirmedBy::Phone
            | ConfirmedBy::OtherPhone
            | ConfirmedBy::Message
            | ConfirmedBy::Email
            | ConfirmedBy::InPerson
            | ConfirmedBy::Other => None,
        }
    }

    /// What is told where it is written of an application that needs none: what is handed in or signed for is received that day
    /// (条例第三十一条第（一）项、第（二）项).
    pub fn not_needed(&self, channel: Channel, is_dated: bool) -> Option<WhyNot> {
        let is_written = is_dated || !self.is_blank();
        (is_written && !channel.needs_confirmation()).then(|| {
            let why = format!(
                "{}的申请，提交、签收之日就是收到之日，不用与申请人确认（条例第三十一条）：请核对渠道，或者删去确认的内容。",
                channel.label()
            );
            WhyNot::new("confirmed_on", why)
        })
    }

    /// The record in words.
    pub fn words(&self) -> String {
        let way = self.way.map_or("", ConfirmedBy::label);
        let number = self.number.trim();
        let number = if number.is_empty() {
            String::new()
        } else {
            format!("（{number}）")
        };
        format!(
            "确认人：{}；方式：{way}{number}；内容：{}",
            self.by.trim(),
            self.said.trim()
        )
    }
}

/// What is said where nothing of what was said is written down.
pub(super) const SAID: &str = "请写明确认了什么，例如“告知已收到申请，申请人确认是本人提交”：收到之日从双方确认起算（条例第三十一条）。";

#[cfg(test)]
mod tests {
    use super::*;

    /// 条例第三十一条第（三）项: the day both sides confirm is the day of receipt, so the confirmation is proved.
    #[test]
    fn a_confirmation_says_who_by_which_way_and_what_was_said() {
        let all = Registered {
            phone: true,
            email: true,
        };
        let fields = |one: &Confirmation| one.lacks(all).iter().map(|why| why.field).collect::<Vec<_>>();
        let mut one = Confirmation::default();
        assert!(one.is_blank());
        assert_eq!(fields(&one), ["confirmed_by", "confirmed_way", "note"]);
        one.by = "申请人本人".into();
        one.said = "。。。".into();
        one.way = Some(ConfirmedBy::OtherPhone);
        assert_eq!(fields(&one), ["confirmed_number", "note"]);
        one.number = "登记的".into();
        assert_eq!(
            fields(&one),
            ["confirmed_number", "note"],
            "another number is named"
        );
        one.number = "0379-67890001".into();
        one.said = "告知已收到申请，确认是本人提交".into();
        assert!(one.lacks(all).is_empty());
        assert_eq!(
            one.words(),
            "确认人：申请人本人；方式：电话，其他号码（0379-67890001）；内容：告知已收到申请，确认是本人提交"
        );
        // The registered number is under seal and needs no second writing.
        one.way = Some(ConfirmedBy::Phone);
        one.number = String::new();
        assert!(one.lacks(all).is_empty());
    }

    /// 条例第三十一条第（一）项: the day it is handed in is the day of receipt, whatever is written of a confirmation.
    #[test]
    fn what_is_handed_in_needs_no_confirmation() {
        let one = Confirmation {
            by: "申请人本人".into(),
            ..Confirmation::default()
        };
        assert!(one.not_needed(Channel::InPerson, false).is_some());
        assert!(one.not_needed(Channel::Fax, true).is_none());
        let blank = Confirmation::default();
        assert!(blank.not_needed(Channel::RegisteredPost, true).is_some());
        assert!(blank.not_needed(Channel::InPerson, false).is_none());
    }

    /// 条例第三十一条第（三）项: what proves the day can be looked up; nothing is proved by a number that nobody registered.
    #[test]
    fn what_is_called_registered_is_registered() {
        use ConfirmedBy::{Email, InPerson, Message, Other, OtherPhone, Phone};

        let lacks = |way, number: &str, phone, email| {
            let one = Confirmation {
                by: "申请人本人".into(),
                way: Some(way),
                number: number.into(),
                said: "确认是本人提交".into(),
            };
            let why = one.lacks(Registered { phone, email });
            why.into_iter().map(|why| why.message).collect::<String>()
        };
        for (way, number, phone, email, told) in [
            (Phone, "", true, false, ""),
            (Phone, "", false, true, "没有登记电话"),
            (OtherPhone, "登记的", true, true, "选“电话，登记的号码”"),
            (OtherPhone, "０３７９－６７８９０００１", false, false, ""),
            (Message, "登记的", false, true, "没有登记电话"),
            (Message, "登记的", true, false, ""),
            (Message, "13700001234", false, false, ""),
            (Message, "……", true, true, "哪个号码"),
            (Email, "登记的", true, false, "没有登记电子邮箱"),
            (Email, "登记的邮箱", false, true, ""),
            (Email, "zhang@example.com", false, false, ""),
            (Email, "——", true, true, "哪个地址"),
            (InPerson, "", false, false, ""),
            (Other, "。。。", true, true, "什么方式"),
            (Other, "微信工作群", false, false, ""),
        ] {
            let said = lacks(way, number, phone, email);
            assert_eq!(said.is_empty(), told.is_empty(), "{way:?} {number}: {said}");
            assert!(said.contains(told), "{way:?} {number}: {said}");
        }
    }
}
