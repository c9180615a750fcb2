//! What `text.numbers` asks for, with examples in the words of real reports.

use crate::codes::{ApplicantKind, Route, TableThreeRow, Verdict};
use crate::reports::examples::{NEW, TOTAL, natural, reconsideration, three};
use crate::reports::{Cell, Example, Rule, Step, Table2};

pub(in crate::reports) const NUMBERS: Rule = Rule {
    says: "第一至四部分文字里的件数与表格一致：收到、结转、各类申请人、各种办理结果、复议诉讼及其结果，规范性文件的制发、废止、现行有效，\
           许可、处罚、强制和收费，以及按这些件数算出的百分比。别的机关、别的年度、别的业务的数字不算。",
    examples: &[
        Example {
            right: &[
                Step::Received(1499),
                Step::Adds(1, "共收到政府信息公开申请1,499件。"),
            ],
            wrong: &[
                Step::Received(1499),
                Step::Adds(1, "共收到政府信息公开申请1,498件。"),
            ],
        },
        Example {
            right: &[
                Step::Received(26),
                Step::Adds(1, "接收政府信息公开申请共计二十六件。"),
            ],
            wrong: &[
                Step::Received(26),
                Step::Adds(1, "接收政府信息公开申请共计二十七件。"),
            ],
        },
        Example {
            right: &[
                Step::Received(26),
                Step::Adds(1, "收到网上申请20件，另收到信函申请6件。"),
            ],
            wrong: &[
                Step::Received(26),
                Step::Adds(1, "收到网上申请20件，另收到信函申请7件。"),
            ],
        },
        Example {
            right: &[
                Step::Received(26),
                Step::Adds(1, "全区收到申请500件，其中我局收到26件。"),
            ],
            wrong: &[
                Step::Received(26),
                Step::Adds(1, "全区收到申请500件，其中我局收到27件。"),
            ],
        },
        Example {
            right: &[
                Step::Received(26),
                Step::Adds(1, "收到申请26件，涉及自然人26件。"),
            ],
            wrong: &[
                Step::Received(26),
                Step::Adds(1, "收到申请26件，涉及自然人25件。"),
            ],
        },
        Example {
            right: &[Step::Received(26), Step::Adds(1, "收到申请26件，同意公开26件。")],
            wrong: &[Step::Received(26), Step::Adds(1, "收到申请26件，同意公开25件。")],
        },
        Example {
            right: &[
                Step::Number(reconsideration(Verdict::Upheld), 3),
                Step::Number(reconsideration(Verdict::Total), 3),
                Step::Adds(
                    1,
                    "被申请行政复议3件，其中结果维持3件，未出现行政复议被纠错的情况。",
                ),
            ],
            wrong: &[
                Step::Number(reconsideration(Verdict::Upheld), 3),
                Step::Number(reconsideration(Verdict::Total), 3),
                Step::Adds(1, "被申请行政复议3件，其中结果维持2件。"),
            ],
        },
        Example {
            right: &[
                Step::Number(NORMATIVE, 3),
                Step::Number(IN_FORCE, 8),
                Step::Adds(1, "制发规范性文件3件，废止0件，现行有效8件。"),
            ],
            wrong: &[
                Step::Number(NORMATIVE, 3),
                Step::Number(IN_FORCE, 8),
                Step::Adds(1, "制发规范性文件3件，现行有效9件。"),
            ],
        },
        Example {
            right: &[
                Step::Number(Cell::Two(Table2::Penalties), 27),
                Step::Adds(1, "作出行政处罚决定27件。"),
            ],
            wrong: &[
                Step::Number(Cell::Two(Table2::Penalties), 27),
                Step::Adds(1, "作出行政处罚决定72件。"),
            ],
        },
        Example {
            right: &[
                Step::Amount(FEES, "59237.2449"),
                Step::Adds(1, "收取行政事业性收费59237.24万元。"),
            ],
            wrong: &[
                Step::Amount(FEES, "59237.2449"),
                Step::Adds(1, "收取行政事业性收费59237.24元。"),
            ],
        },
        Example {
            right: &[
                Step::Received(26),
                Step::Adds(1, "政府信息公开申请共计26件，均已答复。"),
            ],
            wrong: &[
                Step::Received(26),
                Step::Adds(1, "政府信息公开申请共计27件，均已答复。"),
            ],
        },
        Example {
            right: &[Step::Received(26), Step::Adds(1, "政府信息公开申请量为26件。")],
            wrong: &[Step::Received(26), Step::Adds(1, "政府信息公开申请量为27件。")],
        },
        Example {
            right: &[Step::Received(26), Step::Adds(1, "收到依申请公开申请贰拾陆件。")],
            wrong: &[Step::Received(26), Step::Adds(1, "收到依申请公开申请贰拾柒件。")],
        },
        Example {
            right: &[
                Step::Received(26),
                Step::Adds(1, "上半年收到申请11件，下半年收到申请15件。"),
            ],
            wrong: &[
                Step::Received(26),
                Step::Adds(1, "全年收到申请27件，其中上半年11件。"),
            ],
        },
        Example {
            right: &[
                Step::Received(26),
                Step::Adds(1, "一季度收到申请8件，全年收到申请26件。"),
            ],
            wrong: &[
                Step::Received(26),
                Step::Adds(1, "一季度收到申请8件，全年收到申请27件。"),
            ],
        },
        Example {
            right: &[
                Step::Received(26),
                Step::Adds(1, "近三年共收到申请79件，年均26件。"),
            ],
            wrong: &[Step::Received(26), Step::Adds(1, "今年共收到申请79件。")],
        },
        Example {
            right: &[Step::Received(26), Step::Adds(1, "收到申请26件，全部予以公开。")],
            wrong: &[
                Step::Received(26),
                Step::Number(natural(TableThreeRow::Granted), 25),
                Step::Number(three(TableThreeRow::Granted), 25),
                Step::Number(natural(TableThreeRow::PartlyGranted), 1),
                Step::Number(three(TableThreeRow::PartlyGranted), 1),
                Step::Adds(1, "收到申请26件，全部予以公开。"),
            ],
        },
        Example {
            right: &[
                Step::Number(natural(TableThreeRow::New), 26),
                Step::Number(NEW, 26),
                Step::Number(natural(TableThreeRow::Granted), 23),
                Step::Number(three(TableThreeRow::Granted), 23),
                Step::Number(natural(TableThreeRow::Total), 23),
                Step::Number(TOTAL, 23),
                Step::Number(natural(TableThreeRow::CarriedForward), 3),
                Step::Number(three(TableThreeRow::CarriedForward), 3),
                Step::Adds(1, "收到申请26件，无超期答复，结转下年度3件。"),
            ],
            wrong: &[
                Step::Number(natural(TableThreeRow::New), 26),
                Step::Number(NEW, 26),
                Step::Number(natural(TableThreeRow::Granted), 23),
                Step::Number(three(TableThreeRow::Granted), 23),
                Step::Number(natural(TableThreeRow::Total), 23),
                Step::Number(TOTAL, 23),
                Step::Number(natural(TableThreeRow::CarriedForward), 3),
                Step::Number(three(TableThreeRow::CarriedForward), 3),
                Step::Adds(1, "收到申请26件，无结转下年度继续办理的申请。"),
            ],
        },
        Example {
            right: &[
                Step::Number(natural(TableThreeRow::New), 26),
                Step::Number(NEW, 26),
                Step::Number(natural(TableThreeRow::Granted), 23),
                Step::Number(three(TableThreeRow::Granted), 23),
                Step::Number(natural(TableThreeRow::Total), 23),
                Step::Number(TOTAL, 23),
                Step::Number(natural(TableThreeRow::CarriedForward), 3),
                Step::Number(three(TableThreeRow::CarriedForward), 3),
                Step::Adds(1, "收到申请26件，无一件超期。"),
            ],
            wrong: &[
                Step::Number(natural(TableThreeRow::New), 26),
                Step::Number(NEW, 26),
                Step::Number(natural(TableThreeRow::Granted), 23),
                Step::Number(three(TableThreeRow::Granted), 23),
                Step::Number(natural(TableThreeRow::Total), 23),
                Step::Number(TOTAL, 23),
                Step::Number(natural(TableThreeRow::CarriedForward), 3),
                Step::Number(three(TableThreeRow::CarriedForward), 3),
                Step::Adds(1, "收到申请26件，无一件结转。"),
            ],
        },
        Example {
            right: &[
                Step::Received(26),
                Step::Number(natural(TableThreeRow::New), 20),
                Step::Number(natural(TableThreeRow::Granted), 20),
                Step::Number(natural(TableThreeRow::Total), 20),
                Step::Number(business(TableThreeRow::New), 6),
                Step::Number(business(TableThreeRow::Granted), 6),
                Step::Number(business(TableThreeRow::Total), 6),
                Step::Adds(1, "收到申请26件，自然人申请占76.9%，法人和其他组织申请占23.1%。"),
            ],
            wrong: &[
                Step::Received(26),
                Step::Number(natural(TableThreeRow::New), 20),
                Step::Number(natural(TableThreeRow::Granted), 20),
                Step::Number(natural(TableThreeRow::Total), 20),
                Step::Number(business(TableThreeRow::New), 6),
                Step::Number(business(TableThreeRow::Granted), 6),
                Step::Number(business(TableThreeRow::Total), 6),
                Step::Adds(1, "收到申请26件，自然人申请占80%，法人和其他组织申请占20%。"),
            ],
        },
        Example {
            right: &[
                Step::Received(26),
                Step::Adds(1, "收到申请26件，同比增长44.4%（上年18件）。"),
            ],
            wrong: &[
                Step::Received(26),
                Step::Adds(1, "收到申请26件，同比增长13%（上年18件）。"),
            ],
        },
        Example {
            right: &[
                Step::Number(Cell::Two(Table2::Penalties), 27),
                Step::Number(Cell::Two(Table2::CoerciveMeasures), 4),
                Step::Adds(1, "公开行政处罚决定25件，协助办理市级行政处罚12件。"),
            ],
            wrong: &[
                Step::Number(Cell::Two(Table2::Penalties), 27),
                Step::Number(Cell::Two(Table2::CoerciveMeasures), 4),
                Step::Adds(1, "公开行政处罚决定28件，行政强制4件。"),
            ],
        },
        Example {
            right: &[
                Step::Number(Cell::Two(Table2::Licences), 120),
                Step::Adds(1, "2024年7月至12月，新办行政许可40件。"),
            ],
            wrong: &[
                Step::Number(Cell::Two(Table2::Licences), 120),
                Step::Adds(1, "2024年1月至12月，新办行政许可40件。"),
            ],
        },
        Example {
            right: &[
                Step::Number(NORMATIVE, 3),
                Step::Number(IN_FORCE, 8),
                Step::Adds(1, "全县共制发行政规范性文件15件，目前有效的规范性文件8件。"),
            ],
            wrong: &[
                Step::Number(NORMATIVE, 3),
                Step::Number(IN_FORCE, 8),
                Step::Adds(1, "目前有效的规范性文件10件。"),
            ],
        },
        Example {
            right: &[
                Step::Number(reconsideration(Verdict::Upheld), 2),
                Step::Number(reconsideration(Verdict::Corrected), 1),
                Step::Number(reconsideration(Verdict::Pending), 1),
                Step::Number(reconsideration(Verdict::Total), 4),
                Step::Number(direct(Verdict::Upheld), 2),
                Step::Number(direct(Verdict::Total), 2),
                Step::Adds(1, "因信息公开引发的复议诉讼共6件。"),
            ],
            wrong: &[
                Step::Number(reconsideration(Verdict::Upheld), 2),
                Step::Number(reconsideration(Verdict::Corrected), 1),
                Step::Number(reconsideration(Verdict::Pending), 1),
                Step::Number(reconsideration(Verdict::Total), 4),
                Step::Number(direct(Verdict::Upheld), 2),
                Step::Number(direct(Verdict::Total), 2),
                Step::Adds(1, "因信息公开引发的复议诉讼共5件。"),
            ],
        },
        Example {
            right: &[
                Step::Number(reconsideration(Verdict::Upheld), 2),
                Step::Number(reconsideration(Verdict::Corrected), 1),
                Step::Number(reconsideration(Verdict::Pending), 1),
                Step::Number(reconsideration(Verdict::Total), 4),
                Step::Number(direct(Verdict::Upheld), 2),
                Step::Number(direct(Verdict::Total), 2),
                Step::Adds(
                    1,
                    "本局作为复议机关，全年审理政府信息公开行政复议案件18件，其中维持12件、纠正6件。",
                ),
            ],
            wrong: &[
                Step::Number(reconsideration(Verdict::Upheld), 2),
                Step::Number(reconsideration(Verdict::Corrected), 1),
                Step::Number(reconsideration(Verdict::Pending), 1),
                Step::Number(reconsideration(Verdict::Total), 4),
                Step::Number(direct(Verdict::Upheld), 2),
                Step::Number(direct(Verdict::Total), 2),
                Step::Adds(1, "本局被申请政府信息公开行政复议18件。"),
            ],
        },
        Example {
            right: &[
                Step::Number(reconsideration(Verdict::Upheld), 2),
                Step::Number(reconsideration(Verdict::Corrected), 1),
                Step::Number(reconsideration(Verdict::Pending), 1),
                Step::Number(reconsideration(Verdict::Total), 4),
                Step::Number(direct(Verdict::Upheld), 2),
                Step::Number(direct(Verdict::Total), 2),
                Step::Adds(1, "全年收到行政复议申请35件，审结33件。"),
            ],
            wrong: &[
                Step::Number(reconsideration(Verdict::Upheld), 2),
                Step::Number(reconsideration(Verdict::Corrected), 1),
                Step::Number(reconsideration(Verdict::Pending), 1),
                Step::Number(reconsideration(Verdict::Total), 4),
                Step::Number(direct(Verdict::Upheld), 2),
                Step::Number(direct(Verdict::Total), 2),
                Step::Adds(1, "全年收到政府信息公开行政复议申请35件。"),
            ],
        },
        Example {
            right: &[
                Step::Number(reconsideration(Verdict::Upheld), 2),
                Step::Number(reconsideration(Verdict::Corrected), 1),
                Step::Number(reconsideration(Verdict::Pending), 1),
                Step::Number(reconsideration(Verdict::Total), 4),
                Step::Number(direct(Verdict::Upheld), 2),
                Step::Number(direct(Verdict::Total), 2),
                Step::Adds(1, "行政复议维持率50%，行政诉讼没有败诉的。"),
            ],
            wrong: &[
                Step::Number(reconsideration(Verdict::Upheld), 2),
                Step::Number(reconsideration(Verdict::Corrected), 1),
                Step::Number(reconsideration(Verdict::Pending), 1),
                Step::Number(reconsideration(Verdict::Total), 4),
                Step::Number(direct(Verdict::Upheld), 2),
                Step::Number(direct(Verdict::Total), 2),
                Step::Adds(1, "行政复议维持率100%。"),
            ],
        },
        Example {
            right: &[
                Step::Number(reconsideration(Verdict::Upheld), 2),
                Step::Number(reconsideration(Verdict::Corrected), 1),
                Step::Number(reconsideration(Verdict::Pending), 1),
                Step::Number(reconsideration(Verdict::Total), 4),
                Step::Number(direct(Verdict::Upheld), 2),
                Step::Number(direct(Verdict::Total), 2),
                Step::Adds(1, "行政诉讼败诉0件。"),
            ],
            wrong: &[
                Step::Number(reconsideration(Verdict::Upheld), 2),
                Step::Number(reconsideration(Verdict::Corrected), 1),
                Step::Number(reconsideration(Verdict::Pending), 1),
                Step::Number(reconsideration(Verdict::Total), 4),
                Step::Number(direct(Verdict::Upheld), 2),
                Step::Number(direct(Verdict::Total), 2),
                Step::Adds(1, "行政诉讼败诉2件。"),
            ],
        },
    ],
};

const NORMATIVE: Cell = Cell::Two(Table2::NormativeMade);
const IN_FORCE: Cell = Cell::Two(Table2::NormativeInForce);
const FEES: Cell = Cell::Two(Table2::FeesWanYuan);

const fn business(row: TableThreeRow) -> Cell {
    Cell::Three(row, ApplicantKind::Business)
}

const fn direct(verdict: Verdict) -> Cell {
    Cell::Four(Route::LitigationDirect, verdict)
}
