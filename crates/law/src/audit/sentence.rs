//! An entry of the log as a sentence: who did what to which record (`经办戊 登记送达 XAJ-2026-0001 的答复书，邮寄`). Each act has
//! one sentence with places for the record and for particulars; what it leaves out is told beside it.

use super::{Key, Recorded};

/// Places are `{subject}` and the codes of particulars. What stands in brackets is left out where one of its places is
/// empty; `[a|b]` is the first of which none is.
const SENTENCES: [(Recorded, &str); Recorded::ALL.len()] = [
    (Recorded::SessionBegin, "登录工作台"),
    (
        Recorded::SessionRefuse,
        "登录失败[，账号 {subject}][，连续 {failures} 次]",
    ),
    (Recorded::SessionDisplace, "登录数超过上限，结束最早的一处登录"),
    (Recorded::AccessRefuse, "越权访问被拒绝"),
    (Recorded::AccountResetPassword, "凭邮件中的验证码重置本人密码"),
    (Recorded::PeopleAskReset, "提出重置账号 {subject} 的密码"),
    (Recorded::PeopleRefuseReset, "退回重置账号 {subject} 密码的提议"),
    (Recorded::SessionEnd, "退出登录"),
    (Recorded::SessionEndAll, "退出本人的全部登录"),
    (Recorded::AccountSetPassword, "修改本人密码"),
    (Recorded::AccountTotpOn, "启用本人的动态口令"),
    (Recorded::AccountTotpOff, "停用本人的动态口令"),
    (Recorded::AccountSetMail, "修改本人邮箱"),
    (Recorded::AccountSetDeputy, "登记本人的代理人[：{to}]"),
    (Recorded::AccountCalendarOn, "生成本人的日历订阅地址"),
    (Recorded::AccountCalendarOff, "停用本人的日历订阅地址"),
    (Recorded::DocumentsCreate, "新建政府信息 {subject}[《{title}》]"),
    (
        Recorded::DocumentsWrite,
        "保存政府信息 {subject} 的[第 {edition} 稿|新的一稿]",
    ),
    (
        Recorded::DocumentsAttach,
        "给政府信息 {subject} 添加附件[“{name}”]",
    ),
    (Recorded::DocumentsDetach, "移除政府信息 {subject} 的附件"),
    (
        Recorded::DocumentsReplace,
        "更换政府信息 {subject} 的附件[，换成“{name}”]",
    ),
    (Recorded::DocumentsArrange, "调整政府信息 {subject} 的附件顺序"),
    (
        Recorded::DocumentsReassess,
        "评估审查没有主动公开的政府信息 {subject}[，{on}]",
    ),
    (Recorded::DocumentsPutPicture, "放入正文图片"),
    (
        Recorded::DocumentsSubmit,
        "把政府信息 {subject}[ 第 {edition} 稿]送审[，{level}]",
    ),
    (
        Recorded::DocumentsReview,
        "审核校对政府信息 {subject}[ 第 {edition} 稿][，{level}]",
    ),
    (
        Recorded::DocumentsReturn,
        "退回政府信息 {subject}[ 第 {edition} 稿][，{level}][，原因：{reason}]",
    ),
    (
        Recorded::DocumentsComment,
        "对政府信息 {subject}[ 第 {edition} 稿]提出意见[：{basis}]",
    ),
    (
        Recorded::DocumentsResolveComment,
        "处理政府信息 {subject}[ 第 {edition} 稿]的一条意见",
    ),
    (
        Recorded::DocumentsExplain,
        "对政府信息 {subject}[ 第 {edition} 稿]校对提出的问题作出说明[：{basis}][说明：{reason}]",
    ),
    (
        Recorded::DocumentsUnexplain,
        "撤销对政府信息 {subject}[ 第 {edition} 稿]校对问题的说明[：{basis}]",
    ),
    (Recorded::DocumentsAddWord, "在校对词库中登记[“{name}”]"),
    (Recorded::DocumentsRemoveWord, "把[“{name}”]移出校对词库"),
    (Recorded::DocumentsAddSynonym, "登记检索同义词[“{name}”]"),
    (Recorded::DocumentsRemoveSynonym, "移出检索同义词[“{name}”]"),
    (
        Recorded::DocumentsImportWords,
        "导入校对词库[“{file}”][，{lines} 条]",
    ),
    (
        Recorded::DocumentsReviewOnPaper,
        "登记 {name} 对政府信息 {subject}[ 第 {edition} 稿]的线下签批[，{level}]",
    ),
    (
        Recorded::DocumentsRefer,
        "就政府信息 {subject}[ 第 {edition} 稿]能否公开报请确定[，{level}][：{reason}]",
    ),
    (
        Recorded::DocumentsPublishInEmergency,
        "应急发布政府信息 {subject}[ 第 {edition} 版][，原因：{reason}]",
    ),
    (
        Recorded::DocumentsSettleReview,
        "设置审核流程[（{name}）][：{level}]",
    ),
    (
        Recorded::DocumentsReviewSecrecy,
        "对政府信息 {subject}[ 第 {edition} 稿]作保密审查[，{level}]",
    ),
    (
        Recorded::DocumentsPublish,
        "发布政府信息 {subject}[ 第 {edition} 版]",
    ),
    (
        Recorded::DocumentsWithdraw,
        "撤回政府信息 {subject}[（{kind}）][，并入 {into}][，原因：{reason}]",
    ),
    (
        Recorded::DocumentsHandOver,
        "移送政府信息[给 {name}][，{from}][ 至 {to}][，{rows} 条]",
    ),
    (
        Recorded::DocumentsHandOverReceipt,
        "登记移送签收[，{name}][，{to}][ {on} 签收]",
    ),
    (
        Recorded::DocumentsPlan,
        "确认定时发布政府信息 {subject}[ 第 {edition} 版][，时间 {at}]",
    ),
    (
        Recorded::DocumentsMissPlan,
        "定时发布政府信息 {subject}[ 第 {edition} 版]没有完成[，原定 {at}][，原因：{reason}]",
    ),
    (
        Recorded::DocumentsTakeDown,
        "按定时撤下政府信息 {subject}[，时间 {at}]",
    ),
    (
        Recorded::DocumentsSettleLife,
        "填写政府信息 {subject} 的公开依据和效力[，作为第 {edition} 稿]",
    ),
    (
        Recorded::DocumentsRelate,
        "给政府信息 {subject} 添加相关文件[（{relation}）][“{title}”]",
    ),
    (
        Recorded::DocumentsUnrelate,
        "移除政府信息 {subject} 的一项相关文件[（{relation}）]",
    ),
    (
        Recorded::DocumentsRepeal,
        "政府信息 {subject} [自 {ended_on} 起]废止[，依据《{title}》][，依据：{reason}]",
    ),
    (
        Recorded::DocumentsRestore,
        "恢复政府信息 {subject} 的效力[，原因：{reason}]",
    ),
    (
        Recorded::DocumentsExpire,
        "政府信息 {subject} 有效期届满[，自 {ended_on} 起]失效",
    ),
    (Recorded::RulingsRecord, "登记{kind} {subject}[，{on}]"),
    (
        Recorded::RulingsImport,
        "导入许可、处罚、强制、收费[“{file}”][，{rows} 条]",
    ),
    (Recorded::RulingsCorrect, "更正{kind} {subject} 的登记"),
    (
        Recorded::RulingsRevoke,
        "登记{kind} {subject} 被撤销[，自 {on} 起]",
    ),
    (Recorded::RulingsStrike, "作废{kind} {subject} 的登记"),
    (Recorded::ReportsStart, "新建年度报告（{subject}）"),
    (
        Recorded::ReportsImport,
        "导入年度报告（{subject}）[，文件 {file}]",
    ),
    (
        Recorded::ReportsArchive,
        "导入存档版年度报告（{subject}）[，文件 {file}][，原公布日期 {first_published_on}][，依据：{reason}]",
    ),
    (
        Recorded::ReportsSubmit,
        "把年度报告（{subject}）[ 第 {edition} 版]送审[，{level}]",
    ),
    (
        Recorded::ReportsReview,
        "审核校对年度报告（{subject}）[ 第 {edition} 版][，{level}][，意见：{basis}]",
    ),
    (
        Recorded::ReportsReturn,
        "退回年度报告（{subject}）[ 第 {edition} 版][，{level}][，原因：{reason}]",
    ),
    (
        Recorded::ReportsRefer,
        "就年度报告（{subject}）[ 第 {edition} 版]能否公开报请确定[，{level}][：{reason}]",
    ),
    (Recorded::ReportsWrite, "保存年度报告草稿（{subject}）"),
    (
        Recorded::ReportsCount,
        "从案件取数到年度报告（{subject}）[，变动 {cells} 格]",
    ),
    (
        Recorded::ReportsPublish,
        "定稿并公布年度报告（{subject}）[第 {edition} 版][，原公布日期 {first_published_on}][，依据：{reason}][，文表不一致的理由：{explained}]",
    ),
    (
        Recorded::ReportsExplain,
        "说明年度报告（{subject}）正文与表格不一致的理由[：{explained}]",
    ),
    (Recorded::PapersKeep, "留存 {subject} 的[{letter}|文件]"),
    (Recorded::CasesReceive, "在网上提交申请 {subject}"),
    (Recorded::CasesRegister, "登记申请 {subject}[，{channel}]"),
    (
        Recorded::CasesSplit,
        "把申请 [{from}|{subject}] 按一事一申请拆分[为 {numbers}][，成为 {number}]",
    ),
    (Recorded::CasesAssign, "把 {subject} 交给[ {to} |别人]办理"),
    (Recorded::CasesConfirm, "确认收到申请 {subject}[，{on}]"),
    (
        Recorded::CasesCorrectionRequest,
        "登记告知 {subject} 的申请人补正[，{on}]",
    ),
    (Recorded::CasesCorrect, "登记收到 {subject} 的补正[，{on}]"),
    (Recorded::CasesConsult, "登记就 {subject} 征求意见[，{on}]"),
    (Recorded::CasesOpinion, "登记收到 {subject} 的意见[，{on}]"),
    (
        Recorded::CasesOverride,
        "登记告知第三方决定公开 {subject}[，{on}]",
    ),
    (Recorded::CasesExtend, "登记延长 {subject} 的答复期限[，{on}]"),
    (Recorded::CasesCharge, "登记就 {subject} 通知缴费[，{on}]"),
    (Recorded::CasesPay, "登记 {subject} 缴纳信息处理费[，{on}]"),
    (
        Recorded::CasesReasonsRequest,
        "登记要求 {subject} 的申请人说明理由[，{on}]",
    ),
    (Recorded::CasesReasons, "登记收到 {subject} 的理由[，{on}]"),
    (Recorded::CasesDelay, "确定 {subject} 延迟答复的期限[，{on}]"),
    (Recorded::CasesReply, "登记答复 {subject}[，{on}]"),
    (
        Recorded::CasesDeliver,
        "登记送达 {subject} 的答复[，{how}][，{on}]",
    ),
    (Recorded::CasesWithdraw, "登记 {subject} 的申请人撤回申请[，{on}]"),
    (Recorded::CasesOrder, "登记 {subject} 被责令答复[，{on}]"),
    (
        Recorded::CasesUndelivered,
        "登记 {subject} 的文书退回、没有送达[，{on}]",
    ),
    (
        Recorded::CasesReached,
        "登记 {subject} 的文书对方收到之日[，{on}]",
    ),
    (Recorded::CasesClear, "认定 {subject} 的申请内容明确[，{on}]"),
    (Recorded::CasesDecide, "拟定 {subject} 的处理决定[：{outcome}]"),
    (
        Recorded::CasesLetterDraft,
        "拟写 {subject} 的[{letter}|{kind}|文书]",
    ),
    (
        Recorded::CasesLetterEdit,
        "修改 {subject} 的[{letter}|{kind}|文书]",
    ),
    (
        Recorded::CasesLetterDrop,
        "作废 {subject} 的[{letter}|{kind}|文书]",
    ),
    (
        Recorded::CasesLetterSubmit,
        "把 {subject} 的[{letter}|{kind}|文书]送审",
    ),
    (
        Recorded::CasesLetterCheck,
        "审查同意 {subject} 的[{letter}|{kind}|文书]",
    ),
    (
        Recorded::CasesLetterRecall,
        "撤回送审的 {subject} 的[{letter}|{kind}|文书]",
    ),
    (
        Recorded::CasesLetterTakeBack,
        "撤回 {subject} 的[{letter}|{kind}|文书]的签发",
    ),
    (
        Recorded::CasesLetterReturn,
        "退回 {subject} 的[{letter}|{kind}|文书]",
    ),
    (
        Recorded::CasesLetterSign,
        "签发 {subject} 的[{letter}|{kind}|文书]",
    ),
    (
        Recorded::CasesLetterDeliver,
        "登记送达 {subject} 的[{letter}|{kind}|文书][，{how}][，{on}]",
    ),
    (
        Recorded::CasesLetterReceipt,
        "登记 {subject} 的[{letter}|{kind}|文书]收到之日",
    ),
    (Recorded::CasesEnclose, "修改 {subject} 的答复附件"),
    (Recorded::CasesEncloseConfirm, "确认 {subject} 的答复附件无误"),
    (
        Recorded::CasesEncloseFreeze,
        "把 {subject} 的答复附件定稿[，共 {files} 个文件]",
    ),
    (
        Recorded::CasesLetterFetch,
        "下载 {subject} 的[{letter}|{kind}|文书]",
    ),
    (Recorded::CasesEncloseFetch, "下载 {subject} 的答复附件"),
    (Recorded::CasesOriginalOpen, "查看 {subject} 封存的完整原件"),
    (
        Recorded::PlacementsAsk,
        "要求把政府信息 {subject}[《{title}》]发布到[“{name}”]",
    ),
    (Recorded::PlacementsTake, "取用[“{title}”]发布到[“{name}”]的稿件"),
    (
        Recorded::PlacementsSend,
        "登记[“{title}”]已在[“{name}”]发布、待回填",
    ),
    (
        Recorded::PlacementsDone,
        "登记[“{title}”]在[“{name}”]的发布凭据[：{receipt}]",
    ),
    (
        Recorded::PlacementsFail,
        "登记[“{title}”]在[“{name}”]没有发出[，原因：{reason}]",
    ),
    (
        Recorded::PlacementsLose,
        "登记[“{title}”]在[“{name}”]的发布结果不明[：{reason}]",
    ),
    (
        Recorded::PlacementsCheck,
        "核对[“{title}”]在[“{name}”]的公开内容[，{outcome}]",
    ),
    (
        Recorded::PlacementsAskBack,
        "要求把[“{title}”]从[“{name}”]撤下[，原因：{reason}]",
    ),
    (
        Recorded::PlacementsGone,
        "登记[“{title}”]已从[“{name}”]撤下[：{receipt}]",
    ),
    (
        Recorded::PlacementsEnter,
        "登记[“{title}”]在[“{name}”]的发布[：{receipt}]",
    ),
    (Recorded::HallsSave, "设置政务服务大厅 {subject}"),
    (Recorded::HallsWindow, "设置 {subject} 的窗口[“{name}”]"),
    (Recorded::HallsRoster, "安排 {subject}[“{name}”]的值守[：{basis}]"),
    (
        Recorded::HallsRosterEnd,
        "撤销 {subject}[“{name}”]的值守安排[：{basis}]",
    ),
    (
        Recorded::HallsRegister,
        "登记 {subject} 接待[：{title}][，{outcome}]",
    ),
    (
        Recorded::HallsComplete,
        "补记 {subject} 接待[：{title}][，{outcome}]",
    ),
    (
        Recorded::HallsStrike,
        "作废 {subject} 的一次接待登记[（{title}）][，原因：{reason}]",
    ),
    (Recorded::HallsRefer, "把 {subject} 的一次接待转办[为 {number}]"),
    (
        Recorded::HallsLink,
        "把 {subject} 的一次接待关联到[申请 {number}]",
    ),
    (
        Recorded::HallsNotice,
        "在 {subject} 开具一次性告知单[ {number}][：{title}]",
    ),
    (Recorded::HallsCopy, "登记 {subject} 的查阅本[《{title}》]"),
    (Recorded::HallsCopyEnd, "撤下 {subject} 的查阅本[《{title}》]"),
    (Recorded::OutletsSave, "设置发布去向[“{name}”]"),
    (Recorded::OutletsAccount, "登记公众号[“{name}”]的资料"),
    (Recorded::OutletsMenu, "编排公众号[“{name}”]的菜单"),
    (Recorded::MattersReceive, "收到来信诉求 {subject}[（{number}）]"),
    (Recorded::MattersRegister, "登记来信诉求 {subject}[（{number}）]"),
    (Recorded::MattersAssign, "把来信诉求 {subject} 交办[给{name}]"),
    (Recorded::MattersTake, "签收来信诉求 {subject}"),
    (Recorded::MattersHandBack, "退回来信诉求 {subject} 的交办"),
    (Recorded::MattersHandOver, "把来信诉求 {subject} 移交[给{name}]"),
    (Recorded::MattersAskMore, "请来信诉求 {subject} 的提出人补充内容"),
    (Recorded::MattersGiveMore, "收到来信诉求 {subject} 的补充内容"),
    (Recorded::MattersInterim, "对来信诉求 {subject} 作阶段答复"),
    (Recorded::MattersAskExtension, "申请来信诉求 {subject} 延期"),
    (Recorded::MattersExtend, "批准来信诉求 {subject} 延期"),
    (Recorded::MattersRefuseExtension, "不批准来信诉求 {subject} 延期"),
    (Recorded::MattersKind, "改变来信诉求 {subject} 的类别[：{kind}]"),
    (Recorded::MattersDraft, "拟写来信诉求 {subject} 的答复"),
    (Recorded::MattersSubmit, "把来信诉求 {subject} 的答复送审"),
    (Recorded::MattersReturn, "退回来信诉求 {subject} 的答复"),
    (Recorded::MattersAnswer, "审核并发出来信诉求 {subject} 的答复"),
    (Recorded::MattersRedo, "审核并发出来信诉求 {subject} 的重办答复"),
    (Recorded::MattersRate, "提出人评价来信诉求 {subject} 的答复"),
    (Recorded::MattersWithdraw, "提出人撤回来信诉求 {subject}"),
    (Recorded::MattersDecline, "不予受理来信诉求 {subject}"),
    (Recorded::MattersClose, "办结来信诉求 {subject}"),
    (Recorded::MattersCopy, "制作来信诉求 {subject} 的公开文本"),
    (Recorded::MattersCopyReturn, "退回来信诉求 {subject} 的公开文本"),
    (Recorded::MattersPublish, "审核并公开来信诉求 {subject} 的问答"),
    (
        Recorded::MattersHide,
        "屏蔽来信诉求 {subject} 公开的问答[，理由：{reason}]",
    ),
    (Recorded::MattersShow, "解除对来信诉求 {subject} 的屏蔽"),
    (
        Recorded::MattersReveal,
        "查看来信诉求 {subject} 的提出人姓名和联系方式",
    ),
    (
        Recorded::MattersFileAdd,
        "给来信诉求 {subject} 添加附件[，{files} 个]",
    ),
    (Recorded::MattersFileOpen, "打开来信诉求 {subject} 的附件"),
    (Recorded::MattersImport, "导入12345转办单[“{file}”][，{rows} 件]"),
    (
        Recorded::MattersAnonymise,
        "把来信诉求 {subject}[（{number}）] 的提出人信息匿名",
    ),
    (Recorded::CasesMessage, "就 {subject} 来信[：{kind}]"),
    (
        Recorded::CasesMessageAnswer,
        "答复 {subject} 的申请人来信[：{kind}]",
    ),
    (Recorded::CasesFileAdd, "上传 {subject} 的申请附件[，{files} 个]"),
    (Recorded::CasesFileDrop, "移除 {subject} 的申请附件"),
    (Recorded::CasesFileOpen, "查看 {subject} 的申请附件"),
    (
        Recorded::CasesLetterScan,
        "上传 {subject} 的[{letter}|文书]的盖章扫描件",
    ),
    (
        Recorded::CasesLetterReceiptScan,
        "上传 {subject} 的[{letter}|文书]的送达回执扫描件",
    ),
    (
        Recorded::CasesLetterOpinionScan,
        "上传对方就 {subject} 的[{letter}|文书]写来的意见、复函",
    ),
    (
        Recorded::CasesLetterCameBack,
        "登记 {subject} 的[{letter}|文书]没有送到、被退回[，{on}]",
    ),
    (
        Recorded::CasesLetterReturnStruck,
        "撤销 {subject} 的[{letter}|文书]没有送到的登记[，原因：{reason}]",
    ),
    (
        Recorded::CasesLetterAskAnnounce,
        "提请签发人公告送达 {subject} 的[{letter}|文书]",
    ),
    (
        Recorded::CasesLetterDeclineAnnounce,
        "不采用公告送达 {subject} 的[{letter}|文书]",
    ),
    (
        Recorded::CasesLetterAskStrike,
        "提请签发人撤销 {subject} 的[{letter}|文书]没有送到的登记",
    ),
    (
        Recorded::CasesLetterDeclineStrike,
        "不撤销 {subject} 的[{letter}|文书]没有送到的登记",
    ),
    (
        Recorded::CasesLetterRecallAsking,
        "撤回就 {subject} 的[{letter}|文书]向签发人的提请",
    ),
    (
        Recorded::CasesLetterScanRemove,
        "移除 {subject} 的[{letter}|文书]的盖章扫描件",
    ),
    (Recorded::UnitsChange, "修改科室、单位名单[：{name}]"),
    (
        Recorded::CasesAsk,
        "就 {subject} 向[{name}|科室]征询[，{on} 前答复]",
    ),
    (
        Recorded::CasesAskLink,
        "就 {subject} 向[{name}|科室]发出征询答复链接",
    ),
    (
        Recorded::CasesAskLinkEnd,
        "撤回 {subject} 给[{name}|科室]的征询答复链接",
    ),
    (
        Recorded::CasesAskDue,
        "把 {subject} 向[{name}|科室]征询的答复日期[由 {before} ]调整[为 {on}]",
    ),
    (Recorded::CasesAskEnd, "撤回 {subject} 向[{name}|科室]的征询"),
    (Recorded::CasesAskRemind, "提醒[{name}|科室]答复 {subject} 的征询"),
    (Recorded::CasesAskFile, "上传 {subject} 的征询答复文件"),
    (Recorded::CasesAskFileOpen, "查看 {subject} 的征询答复文件"),
    (
        Recorded::CasesAskAnswer,
        "登记[{name}|科室]答复 {subject} 的征询[：{kind}]",
    ),
    (Recorded::CasesNote, "给 {subject} 添加备注"),
    (Recorded::CasesView, "更改本人的常用筛选"),
    (
        Recorded::CasesNoticeSettle,
        "登记 {subject} 的通知已另行告知申请人",
    ),
    (
        Recorded::CasesReassess,
        "评估审查 {subject} 不予公开的信息[，{on}]",
    ),
    (Recorded::CasesLogAnswer, "拟写 {subject} 的答复目录"),
    (Recorded::CasesLogSubmit, "把 {subject} 的答复目录送审"),
    (Recorded::CasesLogPublish, "公布 {subject} 的答复目录"),
    (Recorded::CasesLogReturn, "退回 {subject} 的答复目录"),
    (Recorded::CasesLogWithdraw, "撤下 {subject} 的答复目录"),
    (
        Recorded::CasesMend,
        "更正 {subject} 的登记[：{act}][，{stated}][改为 {on}]",
    ),
    (
        Recorded::CasesStrike,
        "撤销 {subject} 的登记[：{act}][，{stated}]",
    ),
    (
        Recorded::CasesMendRegistration,
        "更正申请 {subject} 的登记内容[：{fields}]",
    ),
    (Recorded::CasesArchive, "把 {subject} 归档[，档号 {reference}]"),
    (Recorded::CasesFileTakeOut, "导出 {subject} 的案卷"),
    (Recorded::CasesReveal, "查看 {subject} 的申请人证件和联系方式"),
    (
        Recorded::FeesDeposit,
        "登记 {subject} 的信息处理费缴入国库[，{on}]",
    ),
    (Recorded::DisputesOpen, "登记[{route}|复议、诉讼] {subject}"),
    (
        Recorded::DisputesAnswer,
        "登记复议、诉讼 {subject} 的答复[，{on}]",
    ),
    (
        Recorded::DisputesOrder,
        "登记复议、诉讼 {subject} 是否责令答复[：{ordered}]",
    ),
    (
        Recorded::DisputesEnd,
        "登记复议、诉讼 {subject} 的结果[：{ending}]",
    ),
    (Recorded::DisputesCorrect, "更正复议、诉讼 {subject} 的登记"),
    (Recorded::CasesImport, "导入登记表[，{cases} 件]"),
    (Recorded::CasesExport, "导出[ {year} 年]登记表[，{cases} 件]"),
    (Recorded::CasesRecompute, "重新计算办理期限[，{changed} 件有变化]"),
    (
        Recorded::CasesRetention,
        "设置申请人信息的保存期限[为 {years} 年]",
    ),
    (Recorded::CasesAnonymise, "匿名处理过期的申请[ {number}]"),
    (Recorded::ColumnsCreate, "新建栏目[“{name}”]"),
    (Recorded::ColumnsSave, "修改栏目[“{name}”]"),
    (Recorded::ColumnsMove, "调整栏目“{subject}”的次序"),
    (Recorded::ColumnsRemove, "删除栏目[“{name}”]"),
    (Recorded::OrganCreate, "登记机关[{name}]"),
    (Recorded::OrganEdit, "修改机关资料[：{part}]"),
    (Recorded::HolidaysImport, "导入 {subject} 年节假日安排"),
    (Recorded::PeopleCreate, "开通账号 {subject}[，角色：{roles}]"),
    (Recorded::PeopleRename, "修改账号 {subject} 的姓名"),
    (Recorded::PeopleDisable, "停用账号 {subject}"),
    (Recorded::PeopleEnable, "恢复账号 {subject}"),
    (Recorded::PeopleRoles, "给账号 {subject} 分配角色[：{roles}]"),
    (Recorded::PeoplePosts, "给账号 {subject} 分配岗位[：{name}]"),
    (Recorded::PeopleResetPassword, "重置账号 {subject} 的密码"),
    (Recorded::PeopleResetTotp, "取消账号 {subject} 的动态口令"),
    (Recorded::PeopleUnlock, "解除账号 {subject} 的锁定"),
    (Recorded::PeopleEndSessions, "结束账号 {subject} 的会话"),
    (Recorded::JobsRetry, "重试后台任务 {subject}"),
    (Recorded::RemindersSet, "设置提醒"),
    (Recorded::AuditExport, "导出审计日志[，{file}]"),
    (Recorded::SystemBackup, "备份全部数据"),
    (Recorded::SystemRestore, "恢复备份[（{made_at} 的备份）]"),
    (Recorded::SystemRotateKeys, "更换密钥[，{values} 项重新加密]"),
];

/// A sentence, and the particulars that stand in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    pub text: String,
    pub told: Vec<Key>,
}

impl Recorded {
    /// What `actor` did, as a sentence. `subject` is the name of the record alone, `particular` gives one of the
    /// particulars in words; both are empty where there is none.
    pub fn sentence(self, actor: &str, subject: &str, particular: impl Fn(Key) -> String) -> Sentence {
        let pattern = SENTENCES.iter().find(|(act, _)| *act == self);
        let pattern = pattern.map_or(self.label(), |(_, pattern)| *pattern);
        let mut sentence = Sentence {
            text: format!("{actor} "),
            told: Vec::new(),
        };
        let place = |name: &str| Key::from_code(name).map_or_else(|| subject.to_owned(), &particular);
        for piece in pattern.split('[') {
            let (choices, rest) = piece.split_once(']').unwrap_or(("", piece));
            if let Some(text) = choices.split('|').find_map(|choice| filled(choice, &place, true)) {
                sentence.text.push_str(&text);
                // What would have been said instead is said with it.
                sentence.told.extend(keys(choices));
            }
            sentence
                .text
                .push_str(&filled(rest, &place, false).unwrap_or_default());
            sentence.told.extend(keys(rest));
        }
        sentence
    }
}

/// A pattern with its places filled in; `None` where one of them is empty and must not be.
fn filled(pattern: &str, place: &impl Fn(&str) -> String, is_optional: bool) -> Option<String> {
    let mut text = String::new();
    for piece in pattern.split('{') {
        let (name, rest) = piece.split_once('}').unwrap_or(("", piece));
        if !name.is_empty() {
            let words = place(name);
            if words.is_empty() && is_optional {
                return None;
            }
            text.push_str(&words);
        }
        text.push_str(rest);
    }
    Some(text)
}

/// The particulars that have places in a pattern.
fn keys(pattern: &str) -> impl Iterator<Item = Key> {
    let names = pattern.split('{').filter_map(|piece| piece.split_once('}'));
    names.filter_map(|(name, _)| Key::from_code(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recorded_act_is_told_as_a_sentence() {
        for act in Recorded::ALL {
            let found: Vec<_> = SENTENCES.iter().filter(|(one, _)| one == act).collect();
            assert_eq!(found.len(), 1, "{}", act.code());
            let (_, pattern) = found[0];
            for name in pattern.split('{').skip(1) {
                let name = name.split('}').next().unwrap();
                assert!(
                    name == "subject" || Key::from_code(name).is_some(),
                    "{}: {name}",
                    act.code()
                );
            }
            assert_eq!(
                pattern.matches('[').count(),
                pattern.matches(']').count(),
                "{pattern}"
            );
            let bare = act.sentence("张三", "", |_| String::new()).text;
            assert!(!bare.contains(['[', ']', '{', '}', '|']), "{bare}");
        }
    }

    #[test]
    fn a_delivery_is_told_with_its_letter_and_its_way() {
        let sentence = Recorded::CasesLetterDeliver.sentence("经办戊", "XAJ-2026-0001", |key| {
            match key {
                Key::Kind => "答复书",
                Key::How => "邮寄",
                _ => "",
            }
            .to_owned()
        });
        assert_eq!(sentence.text, "经办戊 登记送达 XAJ-2026-0001 的答复书，邮寄");
        assert_eq!(sentence.told, [Key::Letter, Key::Kind, Key::How]);
        let older = Recorded::CasesLetterDeliver.sentence("经办戊", "XAJ-2026-0001", |_| String::new());
        assert_eq!(older.text, "经办戊 登记送达 XAJ-2026-0001 的文书");
    }
}
