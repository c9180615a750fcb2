//! What every reckoning of a case needs: the days, and what the statute leaves open and an organ settles for itself.

use serde::{Deserialize, Serialize};

use super::announced::ANNOUNCEMENT_DAYS;
use crate::calendar::Calendar;

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
    /// In how many days an announcement counts as delivered (公告送达).
    pub announcement_days: u16,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            correction_days: 15,
            payment_restarts: true,
            extension_carries_over: false,
            announcement_days: ANNOUNCEMENT_DAYS,
        }
    }
}

/// What every reckoning needs: the days, and the organ's settings.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub calendar: Calendar,
    pub settings: Settings,
}
