//! Table 二 (主动公开政府信息情况) and table 四 (行政复议、行政诉讼情况).

use law::codes::{Route, Verdict};
use law::reports::{Cell, Table2, Tables};

use super::{Grid, Part, Slot};

pub(super) fn table_two(tables: &Tables) -> Grid {
    let number = |cell| Slot::number(tables, Cell::Two(cell));
    let wide = |label: &str, cell| vec![Slot::label(label), number(cell).across(3)];
    let band = |item: &str| vec![Slot::of(Part::Band, format!("第二十条第（{item}）项")).across(4)];
    let heads = |of_number: &str| vec![Slot::head("信息内容"), Slot::head(of_number).across(3)];
    let documents = |label: &str, cells: [Table2; 3]| {
        let [made, repealed, in_force] = cells;
        vec![
            Slot::label(label),
            number(made),
            number(repealed),
            number(in_force),
        ]
    };
    Grid {
        number: 2,
        caption: "主动公开政府信息情况",
        widths: vec![450, 370, 370, 370],
        head_rows: 2,
        rows: vec![
            band("一"),
            ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
                .map(Slot::head)
                .into(),
            documents(
                "规章",
                [
                    Table2::RegulationsMade,
                    Table2::RegulationsRepealed,
                    Table2::RegulationsInForce,
                ],
            ),
            documents(
                "行政规范性文件",
                [
                    Table2::NormativeMade,
                    Table2::NormativeRepealed,
                    Table2::NormativeInForce,
                ],
            ),
            band("五"),
            heads("本年处理决定数量"),
            wide("行政许可", Table2::Licences),
            band("六"),
            heads("本年处理决定数量"),
            wide("行政处罚", Table2::Penalties),
            wide("行政强制", Table2::CoerciveMeasures),
            band("八"),
            heads("本年收费金额（单位：万元）"),
            wide("行政事业性收费", Table2::FeesWanYuan),
        ],
    }
}

pub(super) fn table_four(tables: &Tables) -> Grid {
    let verdicts = || Verdict::ALL.iter().map(|verdict| Slot::head(verdict.label()));
    let numbers = Route::ALL.iter().flat_map(|route| {
        Verdict::ALL
            .iter()
            .map(|verdict| Slot::number(tables, Cell::Four(*route, *verdict)))
    });
    let litigation = [Route::LitigationDirect, Route::LitigationAfterReconsideration];
    Grid {
        number: 4,
        caption: "政府信息公开行政复议、行政诉讼情况",
        widths: vec![104; 15],
        head_rows: 3,
        rows: vec![
            vec![
                Slot::head(Route::Reconsideration.label()).across(5),
                Slot::head("行政诉讼").across(10),
            ],
            verdicts()
                .map(|head| head.down(2))
                .chain(litigation.map(|route| Slot::head(route.label()).across(5)))
                .collect(),
            verdicts().chain(verdicts()).collect(),
            numbers.collect(),
        ],
    }
}
