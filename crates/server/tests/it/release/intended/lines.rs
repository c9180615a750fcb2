//! The lines that read otherwise today, each with the reason.

/// The home page, whose head every public page's head begins with.
pub const HOME: &str = "- GET /";

/// `(page, was, is)`: on every page whose head (`WHO METHOD PATH`) has this in it, the line that read `was` reads `is`.
/// An empty `is`: the line is gone. An empty `was`: the line is new.
pub const INTENDED: &[(&str, &str, &str)] = &[
    ("", "查看和重试待发邮件，设置提醒", "查看和重试后台任务，设置提醒"),
    // Reports of other formats and other years come in, and what stands before and after the sections is written.
    (
        "GET /desk/reports/import",
        "文本、网页、Word（.docx）、Excel（.xlsx）、有文字的 PDF 或者本系统的 JSON，不超过 20 MB。2021 年度起的格式。先显示读出的内容，确认后才保存。",
        "文本、网页（含 .mht）、邮件（.eml）、Word（.docx）、Excel（.xlsx）、有文字的 PDF 或者本系统的 JSON，不超过 20 MB。2019 年度起的格式（国办公开办函〔2019〕60号、〔2021〕30号）。先显示读出的内容，确认后才保存。",
    ),
    (
        "GET /desk/reports/import",
        "",
        "存档版（2008—2018 年度，没有统一表格的报告）",
    ),
    (
        "GET /desk/reports/import",
        "",
        "标题、各部分文字和表格照原样读出，原文件一并保存、提供下载；数字不参加统计和比较。读出后直接存为草稿。",
    ),
    ("GET /desk/reports/2025/draft", "", "标题之下、第一部分之前的文字"),
    (
        "GET /desk/reports/2025/draft",
        "",
        "编制依据、统计期限、联系方式等，一段一行，可以不写",
    ),
    ("GET /desk/reports/2025/draft", "", "正文之后的文字"),
    (
        "GET /desk/reports/2025/draft",
        "",
        "联系地址、落款、日期等，一段一行，可以不写",
    ),
    // Whatever else people ask has a form, a list of answers and a board.
    ("", "", "我要留言"),
    ("", "", "问答选登"),
    ("", "", "来信和诉求"),
    (HOME, "", "留言和诉求"),
    (HOME, "", "企业诉求"),
    (HOME, "", "网站找错"),
    // Licences, penalties, coercive measures and fees have a register; a PDF or a picture can be looked at.
    ("", "", "许可处罚收费"),
    (
        "GET /documents/",
        "附件：带附件的通知（示例）.pdf （1 KB）",
        "附件：带附件的通知（示例）.pdf （1 KB） 查看",
    ),
    // Files that are attached are looked through; those of the release are no whole PDFs.
    ("", "", "发布前请核对："),
    (
        "",
        "",
        "附件“附件：审查过待签发的通知（示例）.pdf”损坏的 PDF：没有能够检查的内容。",
    ),
    (
        "",
        "",
        "附件“附件：等审查的通知（示例）.pdf”损坏的 PDF：没有能够检查的内容。",
    ),
    (
        "",
        "",
        "附件“附件：带附件的通知（示例）.pdf”损坏的 PDF：没有能够检查的内容。",
    ),
    (
        "",
        "",
        "附件“附件：撤下的通知（示例）.pdf”损坏的 PDF：没有能够检查的内容。",
    ),
    // The answer stands on top of the progress, and no editable file goes to the applicant.
    ("track ", "文书", ""),
    ("track ", "下载 PDF 下载 DOCX", ""),
    (
        "track ",
        "政府信息不存在答复书 孟先开答〔2026〕2号 2026-11-13",
        "",
    ),
    (
        "track ",
        "",
        "政府信息不存在答复书 孟先开答〔2026〕2号 2026-11-13",
    ),
    (
        "track ",
        "政府信息公开申请不予处理告知书 孟先开答〔2026〕4号 2026-11-13",
        "",
    ),
    (
        "track ",
        "",
        "政府信息公开申请不予处理告知书 孟先开答〔2026〕4号 2026-11-13",
    ),
    (
        "track ",
        "政府信息公开申请答复书 孟先开答〔2026〕6号 2026-11-13",
        "",
    ),
    (
        "track ",
        "",
        "政府信息公开申请答复书 孟先开答〔2026〕6号 2026-11-13",
    ),
    (
        "track ",
        "政府信息公开申请答复书 孟先开答〔2026〕8号 2026-11-13",
        "",
    ),
    (
        "track ",
        "",
        "政府信息公开申请答复书 孟先开答〔2026〕8号 2026-11-13",
    ),
    ("track ", "", "政府信息不存在答复书PDF下载"),
    ("track ", "", "政府信息公开申请不予处理告知书PDF下载"),
    ("track ", "", "政府信息公开申请答复书PDF下载"),
    ("track ", "", "无法提供"),
    ("track ", "", "不予处理"),
    ("track ", "", "予以公开"),
    (
        "track ",
        "",
        "如不服本答复，可以自收到本答复之日起60日内向洛阳市孟津区人民政府申请行政复议，或者自收到本答复之日起6个月内向洛阳铁路运输法院提起行政诉讼。通过互联网提交行政复议申请书的渠道：https://xzfy.example.gov.cn。",
    ),
    // A suit's answer is told of in the words of every other due day.
    ("", "1 件复议、诉讼一周内应当答复", "1 件复议、诉讼答复一周内到期"),
    // The telephone reminds when somebody is at work.
    (
        "",
        "未启用 把依申请公开的到期日订阅到手机或者电脑的日历，提前一天提醒。",
        "未启用 把依申请公开的到期日订阅到手机或者电脑的日历，前一个工作日提醒。",
    ),
    // The form of an act tells which period it moves.
    ("", "", "登记后起算、变动或者停止的期限：答复。"),
    ("", "", "登记后起算、变动或者停止的期限：申请人补正。"),
    ("", "", "登记后起算、变动或者停止的期限：征求意见。"),
    ("", "", "登记后起算、变动或者停止的期限：申请人缴费。"),
    // Each rule is told with its article.
    (
        "",
        "答复期限自缴清费用次日起重新计算。",
        "答复期限自缴清费用次日起重新计算（条例第四十二条、国办函〔2020〕109号）。",
    ),
    (
        "",
        "申请人撤回申请的，本件办结，计入“其他处理”。",
        "申请人撤回申请的，本件办结，计入“其他处理”（国办公开办函〔2021〕30号附件）。",
    ),
    // The applicant reads the same sentences as the desk.
    (
        "",
        "申请公开政府信息的数量、频次明显超过合理范围的，行政机关可以要求说明理由（条例第三十五条）。",
        "数量、频次明显超过合理范围的，可以要求申请人说明理由（条例第三十五条）。",
    ),
    (
        "",
        "理由不合理的，告知不予处理；理由合理但无法如期答复的，可以确定延迟答复的合理期限。",
        "理由不合理的，告知不予处理；理由合理的，可以确定延迟答复的合理期限（条例第三十五条）。",
    ),
    // The kinds of messages, by their own labels and articles.
    (
        "",
        "询问延期理由、建议主动公开或者投诉（条例第三十三条、第四十四条、第五十一条）。",
        "询问延期理由、建议主动公开、投诉（条例第三十三条第二款、条例第四十四条第二款、条例第五十一条）。",
    ),
    // The office's own forms are printed from the page of a case and of a letter.
    ("", "", "打印表单"),
    ("", "", "案卷目录"),
    ("", "", "申请登记表"),
    ("", "", "案卷目录 申请登记表"),
    (
        "",
        "",
        "按本件现在的情况生成；登记表写明申请人是谁，每次打印都记入审计日志。审查呈批单、送达回证在各份文书的页面上",
    ),
    ("", "PDF DOCX", "PDF DOCX 审查呈批单 送达回证"),
    // More letters: another organ is asked, a doubt referred, a correction declined, a withdrawal answered.
    ("", "", "征求其他机关意见"),
    ("", "", "政府信息公开报请确定函"),
    ("", "", "政府信息不予更正告知书"),
    ("", "", "政府信息公开申请终止办理告知书"),
    // A third party that is overridden is told by an act of its own, once it objects.
    ("", "政府信息决定公开告知书", ""),
    ("", "", "告知第三方决定公开"),
    (
        "",
        "",
        "没有第三方表示不同意公开，不需要告知决定公开（条例第三十二条）。",
    ),
    // A reply goes by the postal enterprise alone, and online with consent and the online way to file.
    ("", "挂号或者快递单号", "挂号信或者邮政特快专递（EMS）号码"),
    ("", "邮寄送达必填", "邮寄送达必填；答复只能由邮政企业寄送"),
    // The applicant gets the PDF that was kept, and nothing that can be edited.
    ("track ", "下载 PDF 下载 DOCX", "下载 PDF"),
    // Items are counted, never typed.
    ("", "数量", "页数"),
    (
        "",
        "按件：是该申请人本月的第几件；按量：页数",
        "按量计收的填写；按件计收的由系统按该申请人当月收到的申请计算",
    ),
    // A partial grant rests on the article of what is given too.
    (
        "",
        "部分公开（区分处理） 条例第三十七条；计入“（二）部分公开（区分处理的，只计这一情形，不计其他情形）”",
        "部分公开（区分处理） 条例第三十六条第（二）项、第三十七条；计入“（二）部分公开（区分处理的，只计这一情形，不计其他情形）”",
    ),
    // Answers to reconsiderations and suits stand in the month like due days of cases.
    (
        "",
        "本月到期 15 件。只看由我经办的 按期限列表 订阅到手机日历",
        "本月到期 16 件。只看由我经办的 按期限列表 订阅到手机日历",
    ),
    // The form of an act tells which period it moves, that for reasons among them.
    ("", "", "登记后起算、变动或者停止的期限：申请人说明理由。"),
    ("", "", "说明理由的期限"),
    ("", "", "告知书载明的最后一日；不填按本机关的设定计算"),
    ("", "", "登记后起算、变动或者停止的期限：告知补正。"),
    // What an organ settles where the law is silent.
    (
        "",
        "",
        "补正、缴费使答复期限重新计算后，此前的延期继续计入法律没有规定；不选则不计入，期限较早、较为稳妥",
    ),
    // An earlier reply is one of ours, or confirmed as older than the system.
    (
        "",
        "",
        "这份答复是启用本系统以前作出的系统中查不到的，核对原件后勾选",
    ),
    // The public site's second layout: two doors on the home page, what to know beside the form of an application.
    (HOME, "政府信息公开指南怎样查阅，怎样申请，向谁咨询", ""),
    (HOME, "政府信息公开制度法规规章和本机关的制度", ""),
    (HOME, "法定主动公开内容依法应当主动公开的信息", ""),
    (HOME, "政府信息公开年报历年报告、三张表和下载", ""),
    (HOME, "在线申请", ""),
    (HOME, "进度查询", ""),
    (HOME, "", "我要找信息已经公开的文件、预算、项目"),
    (HOME, "", "我要申请公开没有公开的，可以申请；一般不收费"),
    (HOME, "", "查询进度"),
    // 长辈版 has doors of its own, which the other versions do not show.
    (HOME, "", "找文件政策、通知、办事规定"),
    (HOME, "", "申请公开没找到的信息，可以申请"),
    (HOME, "", "查进度看申请办到哪一步"),
    (HOME, "", "取回草稿"),
    // A column is searched by itself.
    ("- GET /columns", "", "在本栏目内查找"),
    ("- GET /columns", "", "查找"),
    ("- GET /documents/", "文号", "发文字号"),
    // A document can be taken away as a file.
    ("- GET /documents/", "", "下载本文：PDF Word"),
    ("- GET /documents/", "", "下载本文：PDF Word 表格（Excel）"),
    (
        "- GET /track",
        "十二位字母和数字，大小写和连字符都可以不管",
        "十二位字母和数字，不区分大小写，连字符可不填",
    ),
    // A blank column is not public.
    ("- GET /columns/%E5%9B%AD%E5%8C%BA", "联系我们", ""),
    ("- GET /sitemap", "联系我们", ""),
    ("- GET /fees", "测算按件", "按件测算"),
    ("- GET /fees", "测算按量", "按量测算"),
];
