//! What every reckoning of a case needs: the days, and what the statute leaves open and an organ settles for itself.

use serde::{Deserialize, Serialize};

use super::announced::ANNOUNCEMENT_DAYS;
use crate::calendar::Calendar;
use crate::fees::FREE_ITEMS;

/// What the statute leaves open and an organ settles for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// 合理的补正期限 in working days, where a notice sets no day of its own.
    pub correction_days: u16,
    /// Whether payment begins the reply clock anew, or only takes the waiting out of it.
    pub payment_restarts: bool,
    /// Whether an extension still counts after correction or payment began the reply clock anew. The law is silent: that
    /// it does not gives the earlier day, which is the safe one.
    pub extension_carries_over: bool,
    /// Whether the days between an asking for an opinion and its coming back are taken out of the reply clock (条例第三十三条第三款:
    /// 征求第三方和其他机关意见所需时间). Nobody was asked by it: that they are not gives the earlier day, which is the safe one.
    pub returned_asking_counts_out: bool,
    /// In how many days an announcement counts as delivered (公告送达).
    pub announcement_days: u16,
    /// From how many applications of one applicant within a year their number may be called excessive without a reason being written
    /// down (条例第三十五条). The law names none: more than a month brings without a fee (国办函〔2020〕109号第四条).
    pub excessive_from: u16,
    /// Within how many working days what came back goes out once more. The law names none; it is the organ's own measure.
    pub resend_days: u16,
}

/// What an organ may settle as the number from which applications are many.
pub const MOST_EXCESSIVE_FROM: u16 = 999;
/// What it may settle as the working days within which a letter that came back goes out once more.
pub const MOST_RESEND_DAYS: u16 = 20;

impl Default for Settings {
    fn default() -> Self {
        Self {
            correction_days: 15,
            payment_restarts: true,
            extension_carries_over: false,
            returned_asking_counts_out: false,
            announcement_days: ANNOUNCEMENT_DAYS,
            excessive_from: u16::try_from(FREE_ITEMS).unwrap_or(u16::MAX).saturating_add(1),
            resend_days: 5,
        }
    }
}

/// What every reckoning needs: the days, and the organ's settings.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub calendar: Calendar,
    pub settings: Settings,
}
