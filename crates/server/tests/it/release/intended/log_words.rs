//! Keys and codes of the log as the release showed them, and their words.

/// The log showed keys and codes as the program names them; now it reads in Chinese throughout. In the order they are put
/// into a line.
pub const LOG_WORDS: &[(&str, &str)] = &[
    ("act confirmedon ", "登记事项 与申请人确认收到日期 "),
    ("act correctedon ", "登记事项 收到补正日期 "),
    ("act deliveredon ", "登记事项 送达日期 "),
    ("act fee_notifiedon ", "登记事项 通知缴费日期 "),
    ("act fee_paidon ", "登记事项 申请人缴费日期 "),
    ("act repliedon ", "登记事项 作出答复日期 "),
    ("ending upheldon ", "结果 维持日期 "),
    ("kind grantedletter ", "类别 政府信息公开申请答复书文书 "),
    ("channel in_person", "收到方式 当面提交"),
    ("channel online", "收到方式 互联网渠道"),
    (
        "outcome granted.provided",
        "处理结果 予以公开，提供信息或者告知获取方式、途径和时间",
    ),
    ("route reconsideration", "途径 行政复议"),
    ("route litigation_direct", "途径 未经复议直接起诉"),
    ("case_import ", "登记表导入 "),
    ("receipt ", "票据号码 "),
    ("cells ", "变动的单元格数 "),
    ("lines ", "行数 "),
    ("on 20", "日期 20"),
    ("command line", "本机"),
    // The parts of a divided application are numbers of several.
    ("编号 MJXJ-2026-0025、", "各件编号 MJXJ-2026-0025、"),
];
