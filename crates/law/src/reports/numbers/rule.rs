//! What `text.numbers` asks for, with examples in the words of real reports.

use crate::codes::Verdict;
use crate::reports::examples::reconsideration;
use crate::reports::{Cell, Example, Rule, Step, Table2};

pub(in crate::reports) const NUMBERS: Rule = Rule {
    says: "第一至四部分文字里的件数与表格一致：收到、结转、各类申请人、各种办理结果、复议诉讼及其结果，规范性文件的制发、废止、现行有效，\
           许可、处罚、强制和收费，以及按这些件数算出的百分比。别的机关、别的年度、别的业务的数字不算。",
    examples: &[
        Example {
            right: &[
                Step::Received(1499),
                Step::Prose(1, "共收到政府信息公开申请1,499件。"),
            ],
            wrong: &[
                Step::Received(1499),
                Step::Prose(1, "共收到政府信息公开申请1,498件。"),
            ],
        },
        Example {
            right: &[
                Step::Received(26),
                Step::Prose(1, "接收政府信息公开申请共计二十六件。"),
            ],
            wrong: &[
                Step::Received(26),
                Step::Prose(1, "接收政府信息公开申请共计二十七件。"),
            ],
        },
        Example {
            right: &[
                Step::Received(26),
                Step::Prose(1, "收到网上申请20件，另收到信函申请6件。"),
            ],
            wrong: &[
                Step::Received(26),
                Step::Prose(1, "收到网上申请20件，另收到信函申请7件。"),
            ],
        },
        Example {
            right: &[
                Step::Received(26),
                Step::Prose(1, "全区收到申请500件，其中我局收到26件。"),
            ],
            wrong: &[
                Step::Received(26),
                Step::Prose(1, "全区收到申请500件，其中我局收到27件。"),
            ],
        },
        Example {
            right: &[
                Step::Received(26),
                Step::Prose(1, "收到申请26件，涉及自然人26件。"),
            ],
            wrong: &[
                Step::Received(26),
                Step::Prose(1, "收到申请26件，涉及自然人25件。"),
            ],
        },
        Example {
            right: &[Step::Received(26), Step::Prose(1, "收到申请26件，同意公开26件。")],
            wrong: &[Step::Received(26), Step::Prose(1, "收到申请26件，同意公开25件。")],
        },
        Example {
            right: &[
                Step::Number(reconsideration(Verdict::Upheld), 3),
                Step::Number(reconsideration(Verdict::Total), 3),
                Step::Prose(
                    1,
                    "被申请行政复议3件，其中结果维持3件，未出现行政复议被纠错的情况。",
                ),
            ],
            wrong: &[
                Step::Number(reconsideration(Verdict::Upheld), 3),
                Step::Number(reconsideration(Verdict::Total), 3),
                Step::Prose(1, "被申请行政复议3件，其中结果维持2件。"),
            ],
        },
        Example {
            right: &[
                Step::Number(NORMATIVE, 3),
                Step::Number(IN_FORCE, 8),
                Step::Prose(1, "制发规范性文件3件，废止0件，现行有效8件。"),
            ],
            wrong: &[
                Step::Number(NORMATIVE, 3),
                Step::Number(IN_FORCE, 8),
                Step::Prose(1, "制发规范性文件3件，现行有效9件。"),
            ],
        },
        Example {
            right: &[
                Step::Number(Cell::Two(Table2::Penalties), 27),
                Step::Prose(1, "作出行政处罚决定27件。"),
            ],
            wrong: &[
                Step::Number(Cell::Two(Table2::Penalties), 27),
                Step::Prose(1, "作出行政处罚决定72件。"),
            ],
        },
        Example {
            right: &[
                Step::Amount(FEES, "59237.2449"),
                Step::Prose(1, "收取行政事业性收费59237.24万元。"),
            ],
            wrong: &[
                Step::Amount(FEES, "59237.2449"),
                Step::Prose(1, "收取行政事业性收费59237.24元。"),
            ],
        },
    ],
};

const NORMATIVE: Cell = Cell::Two(Table2::NormativeMade);
const IN_FORCE: Cell = Cell::Two(Table2::NormativeInForce);
const FEES: Cell = Cell::Two(Table2::FeesWanYuan);
