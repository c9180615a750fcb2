//! That both sides confirmed an application (双方确认，条例第三十一条第（二）项后段、第（三）项): the reply period runs from that day, so
//! the record says who confirmed, by which way or number, and what was said.

use super::reasons::is_wordless;
use crate::codes::WhyNot;
use crate::labelled::labelled;
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

    /// What of it is missing, each at its field.
    pub fn lacks(&self) -> Vec<WhyNot> {
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
            Some(way) if way.needs_number() && !self.says_a_number(way) => {
                lacking.push(WhyNot::new(
                    "confirmed_number",
                    "请写明用的号码、地址或者方式；与登记的一致的，写“登记的”。",
                ));
            }
            Some(_) => {}
        }
        if is_wordless(&self.said) {
            lacking.push(WhyNot::new("note", SAID));
        }
        lacking
    }

    /// Whether the number or way can be looked up: another telephone has its number.
    fn says_a_number(&self, way: ConfirmedBy) -> bool {
        const SHORTEST: usize = 7;
        let digits = narrow(&self.number).chars().filter(char::is_ascii_digit).count();
        !is_wordless(&self.number) && (way != ConfirmedBy::OtherPhone || digits >= SHORTEST)
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
        let fields = |one: &Confirmation| one.lacks().iter().map(|why| why.field).collect::<Vec<_>>();
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
        assert!(one.lacks().is_empty());
        assert_eq!(
            one.words(),
            "确认人：申请人本人；方式：电话，其他号码（0379-67890001）；内容：告知已收到申请，确认是本人提交"
        );
        // The registered number is under seal and needs no second writing.
        one.way = Some(ConfirmedBy::Phone);
        one.number = String::new();
        assert!(one.lacks().is_empty());
    }
}
