//! Table 二 in the format of 2019 (annex to 国办公开办函〔2019〕60号).

use law::reports::{Cell, Table2Of2019 as Old, Tables};

use super::{Grid, Part, Slot};

pub(super) fn table_two(tables: &Tables) -> Grid {
    let number = |cell: Old| Slot::number(tables, Cell::TwoOf2019(cell));
    let band = |item: &str| vec![Slot::of(Part::Band, format!("第二十条第（{item}）项")).across(4)];
    let heads = |heads: [&str; 4]| heads.map(Slot::head).to_vec();
    let wide = |first: &str, last: &str| {
        vec![
            Slot::head("信息内容"),
            Slot::head(first),
            Slot::head(last).across(2),
        ]
    };
    let row = |label: &str, cells: [Old; 3]| {
        let numbers = cells.map(number);
        std::iter::once(Slot::label(label))
            .chain(numbers)
            .collect::<Vec<Slot>>()
    };
    let pair = |label: &str, [first, last]: [Old; 2]| {
        vec![Slot::label(label), number(first), number(last).across(2)]
    };
    let decided = || heads(["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]);
    Grid {
        number: 2,
        caption: "主动公开政府信息情况",
        widths: vec![450, 370, 370, 370],
        head_rows: 2,
        rows: vec![
            band("一"),
            heads(["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"]),
            row(
                "规章",
                [
                    Old::RegulationsMade,
                    Old::RegulationsPublished,
                    Old::RegulationsPublic,
                ],
            ),
            row(
                "规范性文件",
                [Old::NormativeMade, Old::NormativePublished, Old::NormativePublic],
            ),
            band("五"),
            decided(),
            row(
                "行政许可",
                [Old::LicencesBefore, Old::LicencesChange, Old::LicencesDecided],
            ),
            row(
                "其他对外管理服务事项",
                [Old::ServicesBefore, Old::ServicesChange, Old::ServicesDecided],
            ),
            band("六"),
            decided(),
            row(
                "行政处罚",
                [Old::PenaltiesBefore, Old::PenaltiesChange, Old::PenaltiesDecided],
            ),
            row(
                "行政强制",
                [Old::CoerciveBefore, Old::CoerciveChange, Old::CoerciveDecided],
            ),
            band("八"),
            wide("上一年项目数量", "本年增/减"),
            pair("行政事业性收费", [Old::FeesBefore, Old::FeesChange]),
            band("九"),
            wide("采购项目数量", "采购总金额"),
            pair("政府集中采购", [Old::ProcurementItems, Old::ProcurementAmount]),
        ],
    }
}
