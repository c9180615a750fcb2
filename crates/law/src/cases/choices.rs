//! What an application chooses from: proof of identity, form and way (条例第二十九条第二款).

use super::event::Delivery;
use crate::labelled::labelled;

labelled! {
    /// What shows who a person is (身份证明).
    IdentityKind {
        IdentityCard = "identity_card", "居民身份证";
        Passport = "passport", "护照";
        ResidencePermit = "residence_permit", "港澳台居民居住证";
        TravelPermit = "travel_permit", "港澳居民来往内地通行证、台湾居民来往大陆通行证";
        ForeignPermit = "foreign_permit", "外国人永久居留身份证";
        Officer = "officer", "军官证、士兵证";
        /// Of an organisation.
        CreditCode = "credit_code", "统一社会信用代码";
        Other = "other", "其他有效证件";
    }
}

impl IdentityKind {
    /// What a citizen may show: everything that is not an organisation's.
    pub fn of_citizens() -> impl Iterator<Item = Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|one| *one != Self::CreditCode)
    }

    /// What an organisation may show: its code, or another document where it has none.
    pub const OF_UNITS: [Self; 2] = [Self::CreditCode, Self::Other];
}

labelled! {
    /// The form in which the information is wanted (条例第二十九条第二款第（三）项).
    Form {
        Paper = "paper", "纸质";
        Electronic = "electronic", "电子文件";
        Disc = "disc", "光盘等介质";
        Reading = "reading", "查阅、抄录";
    }
}

labelled! {
    /// The way by which it is to arrive.
    Way {
        Post = "post", "邮寄";
        Email = "email", "电子邮件";
        Online = "online", "在本网站下载";
        Fax = "fax", "传真";
        Collect = "collect", "自行领取";
    }
}

impl Way {
    /// How a reply goes out that the applicant wants to have this way (条例第四十条).
    pub const fn delivery(self) -> Delivery {
        match self {
            Self::Post => Delivery::Post,
            Self::Email => Delivery::Email,
            Self::Online => Delivery::Online,
            Self::Fax => Delivery::Fax,
            Self::Collect => Delivery::InPerson,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reply_goes_out_the_way_its_applicant_asked_for() {
        for way in Way::ALL {
            let delivery = way.delivery();
            let is_same = delivery.code() == way.code();
            assert!(
                is_same || (*way, delivery) == (Way::Collect, Delivery::InPerson),
                "{way:?}"
            );
        }
    }
}
