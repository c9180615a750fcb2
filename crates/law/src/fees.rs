//! The information processing fee (信息处理费): two progressive tariffs, of which an organ picks one for each request.
//! 政府信息公开信息处理费管理办法（国办函〔2020〕109号）第三条至第五条; 条例第四十二条. Money is whole fen.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::codes::WhyNot;
use crate::labelled::labelled;

/// An amount in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fen(pub u64);

impl Fen {
    const fn yuan(yuan: u64) -> Self {
        Self(yuan.saturating_mul(100))
    }

    /// The sum, or the largest amount there is.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// In yuan with two places: `3000.00`.
impl fmt::Display for Fen {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

labelled! {
    /// How a request is charged; never both (第三条).
    Tariff {
        Items = "items", "按件计收";
        Pages = "pages", "按量计收";
    }
}

/// Items of one applicant in one calendar month that cost nothing (第四条).
pub const FREE_ITEMS: u32 = 10;
/// Pages of one request that cost nothing (第五条).
pub const FREE_PAGES: u32 = 30;

/// More than this no request has: who typed it mistyped it.
pub const MOST: u32 = 100_000;

/// What the `nth` item of one applicant in one calendar month costs: up to 10 nothing, 11 to 30 100 yuan each, from 31 on
/// in bands of ten, each 100 yuan dearer than the one before (第四条).
pub fn item(nth: u32) -> Fen {
    match nth {
        0..=FREE_ITEMS => Fen(0),
        11..=30 => Fen::yuan(100),
        _ => Fen::yuan(200 + 100 * u64::from((nth - 31) / 10)),
    }
}

/// What `count` items of one applicant in one calendar month cost together.
pub fn items(count: u32) -> Fen {
    let flat = u64::from(count.clamp(FREE_ITEMS, 30) - FREE_ITEMS) * 100;
    // From 31 on: whole bands of ten at 200, 300, … yuan, and what is left in the next.
    let above = u64::from(count.saturating_sub(30));
    let (bands, rest) = (above / 10, above % 10);
    let whole = u128::from(bands) * u128::from(bands + 3) * 500;
    let begun = u128::from(rest) * u128::from(bands + 2) * 100;
    let yuan = u64::try_from(u128::from(flat) + whole + begun).unwrap_or(u64::MAX);
    Fen::yuan(yuan)
}

/// What `count` more items cost after `before` in the same month.
pub fn items_after(before: u32, count: u32) -> Fen {
    Fen(items(before.saturating_add(count))
        .0
        .saturating_sub(items(before).0))
}

/// What a request of that many pages costs: up to 30 nothing, 31 to 100 10 yuan a page, 101 to 200 20, from 201 on 40
/// (第五条). Pages are counted for each request by itself.
pub fn pages(count: u32) -> Fen {
    let in_band = |after: u32, upto: u32| u64::from(count.min(upto).saturating_sub(after));
    Fen::yuan(in_band(FREE_PAGES, 100) * 10 + in_band(100, 200) * 20 + in_band(200, u32::MAX) * 40)
}

/// What a fee notice charges: by one tariff, never by both (第三条).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    pub tariff: Tariff,
    /// By items: which item of the applicant's in the month it is. By pages: how many.
    pub quantity: u32,
}

impl Charge {
    /// The amount.
    pub fn fen(self) -> Fen {
        match self.tariff {
            Tariff::Items => item(self.quantity),
            Tariff::Pages => pages(self.quantity),
        }
    }

    /// What is counted, as the notice tells it; `received_on` is the day the application was received.
    pub fn counted(self, received_on: Option<Date>) -> String {
        let quantity = self.quantity;
        match (self.tariff, received_on) {
            (Tariff::Items, Some(day)) => format!(
                "本件是同一申请人{}年{}月的第{quantity}件申请",
                day.year(),
                day.month()
            ),
            (Tariff::Items, None) => format!("本件是同一申请人当月的第{quantity}件申请"),
            (Tariff::Pages, _) => format!("提供的信息共{quantity}页"),
        }
    }
}

impl Tariff {
    /// The article of 国办函〔2020〕109号 that sets it.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Items => "第四条",
            Self::Pages => "第五条",
        }
    }

    /// Its bands, as a notice states them (第四条、第五条).
    pub const fn standard(self) -> &'static str {
        match self {
            Self::Items => {
                "按件计收，同一申请人一个自然月内累计10件以下（含10件）的不收费；11—30件（含30件）的部分，100元/件；31件以上的部分，以10件为一档，每增加一档，收费标准提高100元/件"
            }
            Self::Pages => {
                "按量计收，每件申请30页以下（含30页）的不收费；31—100页（含100页）的部分，10元/页；101—200页（含200页）的部分，20元/页；201页以上的部分，40元/页"
            }
        }
    }
}

/// Whether a notice may charge this: one that charges nothing is no notice (第四条、第五条), and what nobody could provide is
/// a slip of the pen.
pub fn may_charge(charge: Option<Charge>) -> Result<(), WhyNot> {
    match charge {
        None => Err(WhyNot::new("tariff", "请选择按件计收或者按量计收，并填写数量。")),
        Some(charge) if charge.fen() == Fen::default() => Err(WhyNot::new(
            "quantity",
            format!("这个数量在免费范围内，不应收费（每月前 {FREE_ITEMS} 件、每件前 {FREE_PAGES} 页免费）。"),
        )),
        Some(charge) if charge.quantity > MOST => Err(WhyNot::new(
            "quantity",
            format!("数量超过 {MOST}，请核对后重新填写。"),
        )),
        Some(_) => Ok(()),
    }
}

/// A step of a tariff, and what of a request falls into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// The first and the last item or page of the step; `None`: no end.
    pub from: u32,
    pub through: Option<u32>,
    /// What one of them costs.
    pub rate: Fen,
    /// How many of the request fall into it.
    pub count: u32,
}

impl Band {
    /// What those cost together.
    pub fn fen(self) -> Fen {
        Fen(self.rate.0.saturating_mul(u64::from(self.count)))
    }
}

/// The steps that `count` items fall into after `before` in the same month, in order.
pub fn item_bands(before: u32, count: u32) -> Vec<Band> {
    let last = before.saturating_add(count);
    let dearer = (0..).map(|band: u32| 31_u32.saturating_add(band.saturating_mul(10)));
    let dearer = dearer.map(|from| (from, from.saturating_add(9)));
    let steps = [(1, FREE_ITEMS), (FREE_ITEMS + 1, 30)].into_iter().chain(dearer);
    steps
        .take_while(|(from, _)| *from <= last && *from < u32::MAX)
        .map(|(from, through)| Band {
            from,
            through: Some(through),
            rate: item(from),
            count: last.min(through).saturating_sub(before.max(from - 1)),
        })
        .filter(|band| band.count > 0)
        .collect()
}

/// The steps that a request of that many pages falls into, in order.
pub fn page_bands(count: u32) -> Vec<Band> {
    let steps = [
        (1, Some(FREE_PAGES), 0),
        (FREE_PAGES + 1, Some(100), 10),
        (101, Some(200), 20),
        (201, None, 40),
    ];
    let bands = steps.into_iter().map(|(from, through, yuan)| Band {
        from,
        through,
        rate: Fen::yuan(yuan),
        count: count.min(through.unwrap_or(u32::MAX)).saturating_sub(from - 1),
    });
    bands.filter(|band| band.count > 0).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// law.md §3, the worked examples per item: items in the month, yuan together.
    const ITEMS: [(u32, u64); 10] = [
        (10, 0),
        (11, 100),
        (12, 200),
        (30, 2_000),
        (31, 2_200),
        (35, 3_000),
        (40, 4_000),
        (45, 5_500),
        (51, 7_400),
        (60, 11_000),
    ];

    /// The worked examples per page.
    const PAGES: [(u32, u64); 11] = [
        (30, 0),
        (31, 10),
        (68, 380),
        (100, 700),
        (101, 720),
        (150, 1_700),
        (200, 2_700),
        (201, 2_740),
        (250, 4_700),
        (1_000, 34_700),
        (80, 500),
    ];

    #[test]
    fn the_worked_examples_per_item() {
        for (count, yuan) in ITEMS {
            assert_eq!(items(count), Fen::yuan(yuan), "{count}");
        }
    }

    #[test]
    fn the_worked_examples_per_page() {
        for (count, yuan) in PAGES {
            assert_eq!(pages(count), Fen::yuan(yuan), "{count}");
        }
    }

    #[test]
    fn a_month_begins_anew_and_the_twelfth_item_costs_a_hundred() {
        assert_eq!(items(10).plus(items(5)), Fen(0));
        assert_eq!(items_after(11, 1), Fen::yuan(100));
    }

    #[test]
    fn an_amount_is_shown_in_yuan() {
        assert_eq!(items(35).to_string(), "3000.00");
        assert_eq!(Fen(5).to_string(), "0.05");
    }

    #[test]
    fn a_notice_charges_something_and_no_more_than_anybody_could_provide() {
        let pages = |quantity| {
            let charge = Charge {
                tariff: Tariff::Pages,
                quantity,
            };
            may_charge(Some(charge)).map_err(|why| why.field)
        };
        assert_eq!(pages(FREE_PAGES), Err("quantity"));
        assert_eq!(pages(FREE_PAGES + 1), Ok(()));
        assert_eq!(pages(MOST), Ok(()));
        assert_eq!(pages(MOST + 1), Err("quantity"));
        assert_eq!(pages(u32::MAX), Err("quantity"));
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        assert!(items(100_000_000) > items(99_999_999));
        assert_eq!(items(u32::MAX), Fen(u64::MAX));
        assert!(pages(u32::MAX) > pages(u32::MAX - 1));
    }

    #[test]
    fn thirty_five_items_fall_into_three_steps() {
        let bands: Vec<(u32, u64)> = item_bands(0, 35)
            .into_iter()
            .map(|band| (band.count, band.fen().0))
            .collect();
        assert_eq!(bands, [(10, 0), (20, 200_000), (5, 100_000)]);
        assert_eq!(item_bands(11, 1).len(), 1);
        assert!(item_bands(5, 0).is_empty());
    }

    proptest! {
        #[test]
        fn the_steps_sum_to_the_fee(before in 0_u32..500, count in 0_u32..2000) {
            let sum = |bands: Vec<Band>| bands.into_iter().map(Band::fen).fold(Fen(0), Fen::plus);
            prop_assert_eq!(sum(item_bands(before, count)), items_after(before, count));
            prop_assert_eq!(sum(page_bands(count)), pages(count));
        }

        #[test]
        fn the_sum_is_the_sum_of_its_items(count in 0_u32..3000) {
            let one_by_one = (1..=count).fold(Fen(0), |sum, nth| sum.plus(item(nth)));
            prop_assert_eq!(items(count), one_by_one);
        }

        #[test]
        fn more_never_costs_less(count in 0_u32..1_000_000, more in 1_u32..1000) {
            prop_assert!(items(count + more) >= items(count));
            prop_assert!(pages(count + more) >= pages(count));
        }
    }
}
