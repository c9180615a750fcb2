//! A matter that is really an application under 条例第二十七条, or a petition (信访): never turned into one silently. The person is
//! told; on their yes a case is opened that links back, and the office decides, with its reason on record, which day counts as
//! receipt (条例第三十一条).

use jiff::civil::Date;

use crate::codes::WhyNot;
use crate::labelled::labelled;

labelled! {
    /// What a matter really is.
    Really {
        Application = "application", "政府信息公开申请";
        Petition = "petition", "信访事项";
    }
}

labelled! {
    /// Which day counts as the receipt of the application.
    CountedFrom {
        Matter = "matter", "办件收到之日";
        Agreed = "agreed", "本人同意之日";
    }
}

/// The person was told, and what they said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turning {
    pub really: Really,
    pub told_on: Date,
    /// The day they answered, and whether they agree.
    pub answered: Option<(Date, bool)>,
}

/// What the office decides when it opens the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub from: CountedFrom,
    pub reason: String,
}

impl Turning {
    /// The day on which the case that is opened counts as received; why none may be opened yet.
    pub fn received_on(&self, matter_on: Date, decided: &Decided) -> Result<Date, WhyNot> {
        let agreed_on = self.agreed_on()?;
        if decided.reason.trim().is_empty() {
            return Err(WhyNot::new(
                "reason",
                "请写明以哪一天为收到申请之日的理由（条例第三十一条）。",
            ));
        }
        Ok(match decided.from {
            CountedFrom::Matter => matter_on,
            CountedFrom::Agreed => agreed_on,
        })
    }

    fn agreed_on(&self) -> Result<Date, WhyNot> {
        if self.really == Really::Petition {
            return Err(WhyNot::new(
                "really",
                "属于信访事项的，告知本人向信访渠道提出，本系统不办理（信访工作条例第二十二条）。",
            ));
        }
        match self.answered {
            None => Err(WhyNot::new("agreed", "本人尚未答复是否同意，不能转为申请。")),
            Some((_, false)) => Err(WhyNot::new("agreed", "本人不同意转为申请，仍按办件办理。")),
            Some((on, true)) if on < self.told_on => {
                Err(WhyNot::new("agreed", "同意之日早于告知之日，请核对。"))
            }
            Some((on, true)) => Ok(on),
        }
    }
}
