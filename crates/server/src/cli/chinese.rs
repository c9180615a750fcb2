//! The command line in Chinese: help, usage and errors are clap's, their words are ours. The settings that every command
//! takes stand apart, in the help of `gongkai` alone.

use std::error::Error as _;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::builder::PossibleValue;
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, Error, FromArgMatches};

use super::Cli;
use crate::output::tell;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
const SETTINGS_APART: &str = "各命令通用的配置（--data、--database、--config 等）见 gongkai --help。";

/// What each value is called in usage and help, by the name of its argument.
const VALUES: [(&str, &str); 29] = [
    ("code", "机关代码"),
    ("count", "数量"),
    ("domain", "域名"),
    ("file", "文件"),
    ("fonts", "文件夹"),
    ("from", "日期"),
    ("id", "编号"),
    ("json", "文件"),
    ("kind", "类别"),
    ("level", "机关类别"),
    ("login", "登录名"),
    ("may_make_regulations", "是否"),
    ("name", "名称"),
    ("organ", "机关代码"),
    ("out", "文件"),
    ("previous", "文件"),
    ("published", "日期"),
    ("published_on", "日期"),
    ("roles", "角色"),
    ("rules", "名称=期限"),
    ("site_name", "名称"),
    ("to", "格式"),
    ("today", "日期"),
    ("why", "依据"),
    ("words", "词"),
    ("working_days", "天数"),
    ("xlsx", "文件"),
    ("year", "年度"),
    ("years", "年数"),
];

/// Reads the command line; or says what is wrong with it, or what was asked of it, and gives the exit code.
pub fn parsed(arguments: impl Iterator<Item = OsString>) -> Result<Cli, ExitCode> {
    let outcome = command().try_get_matches_from(asking_for_help(arguments.collect()));
    let read = outcome.and_then(|matches| Cli::from_arg_matches(&matches));
    read.map_err(|error| {
        match error.kind() {
            ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                // Nobody listens any more: there is nobody to tell.
                let _ = error.print();
            }
            _ => tell!("{}", explained(&error)),
        }
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

/// `gongkai help organ create` is what `gongkai organ create --help` is.
fn asking_for_help(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|first| first == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

/// All commands with their words.
fn command() -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version);
    let mut command = Cli::command()
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(help.help("显示帮助").global(true))
        .arg(version.help("显示版本").global(true));
    // Only now has every command the settings: what is worded below is worded for good.
    command.build();
    worded(command, true)
}

fn worded(command: Command, is_root: bool) -> Command {
    let mut command = command
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .mut_args(|arg| {
            if is_setting(&arg) {
                arg.hide(!is_root)
            } else {
                argument(arg)
            }
        })
        .mut_subcommands(|below| worded(below, false));
    if !is_root {
        command = command.after_help(SETTINGS_APART);
    }
    let usage = in_chinese(&command.render_usage().to_string());
    command.override_usage(usage)
}

fn is_setting(arg: &Arg) -> bool {
    arg.is_global_set() && arg.get_action().takes_values()
}

fn argument(arg: Arg) -> Arg {
    let heading = if arg.is_positional() { "参数" } else { "选项" };
    let arg = arg.help_heading(heading);
    if !arg.get_action().takes_values() {
        return arg;
    }
    // An argument that says itself what its value is keeps its word.
    let own = arg.get_value_names().unwrap_or_default();
    let is_named = own.iter().any(|name| !name.is_ascii());
    let name = VALUES.iter().find(|(id, _)| arg.get_id() == *id);
    let arg = match name.filter(|_| !is_named) {
        Some((_, name)) => arg.value_name(*name),
        None => arg,
    };
    let values = arg.get_possible_values();
    if values.is_empty() {
        return arg;
    }
    let values: Vec<String> = values.iter().map(choice).collect();
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let default = arg.get_default_values().first();
    let default = default.map_or_else(String::new, |value| {
        format!("；不写为 {}", value.to_string_lossy())
    });
    arg.help(format!("{help}。可选：{}{default}", values.join("；")))
        .hide_possible_values(true)
        .hide_default_value(true)
}

fn choice(value: &PossibleValue) -> String {
    match value.get_help() {
        Some(help) => format!("{}（{help}）", value.get_name()),
        None => value.get_name().to_owned(),
    }
}

/// A usage line of clap's.
fn in_chinese(usage: &str) -> String {
    let usage = usage.strip_prefix("Usage:").unwrap_or(usage).trim();
    usage
        .replace("[OPTIONS]", "[选项]")
        .replace("[COMMAND]", "[命令]")
}

/// What is wrong with the command line, and how it is used.
fn explained(error: &Error) -> String {
    let mut text = format!("错误：{}", fault(error));
    let usage = told(error, ContextKind::Usage);
    if !usage.is_empty() {
        text = format!("{text}\n用法：{}", in_chinese(&usage));
    }
    format!("{text}\n详见 --help。")
}

fn fault(error: &Error) -> String {
    let arg = told(error, ContextKind::InvalidArg);
    let value = told(error, ContextKind::InvalidValue);
    let perhaps = |kind| {
        let suggested = told(error, kind);
        if suggested.is_empty() {
            String::new()
        } else {
            format!("，是不是“{suggested}”？")
        }
    };
    match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("缺少 {}", arg.replace(", ", "、")),
        ErrorKind::UnknownArgument => {
            format!(
                "没有“{arg}”这个选项或者参数{}",
                perhaps(ContextKind::SuggestedArg)
            )
        }
        ErrorKind::InvalidSubcommand => {
            let name = told(error, ContextKind::InvalidSubcommand);
            format!("没有命令“{name}”{}", perhaps(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::MissingSubcommand => "没有写明命令".to_owned(),
        ErrorKind::InvalidValue if value.is_empty() => format!("“{arg}”需要一个值"),
        ErrorKind::InvalidValue => {
            // Words of the list have 、 in them.
            let known = told(error, ContextKind::ValidValue).replace(", ", "；");
            format!("“{arg}”没有“{value}”这个值，可用的有：{known}")
        }
        ErrorKind::ValueValidation => {
            let why = error.source().map(ToString::to_string).unwrap_or_default();
            format!("“{arg}”的值“{value}”不对：{why}")
        }
        ErrorKind::ArgumentConflict => {
            let other = told(error, ContextKind::PriorArg);
            if other.is_empty() || other == arg {
                format!("“{arg}”只能写一次")
            } else {
                format!("“{arg}”不能与“{other}”同时使用")
            }
        }
        ErrorKind::NoEquals
        | ErrorKind::TooFewValues
        | ErrorKind::TooManyValues
        | ErrorKind::WrongNumberOfValues => format!("“{arg}”的值的个数不对"),
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文字".to_owned(),
        _ => "命令行写得不对".to_owned(),
    }
}

/// What clap noted of a fault; empty where it noted nothing.
fn told(error: &Error, kind: ContextKind) -> String {
    error.get(kind).map(ToString::to_string).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command with its path, and its help as `--help` prints it.
    fn helps(command: &Command, path: &str, found: &mut Vec<(String, String)>) {
        let path = format!("{path} {}", command.get_name());
        found.push((path.clone(), command.clone().render_long_help().to_string()));
        for below in command.get_subcommands() {
            helps(below, &path, found);
        }
    }

    #[test]
    fn all_help_is_in_chinese_with_the_settings_apart() {
        let mut found = Vec::new();
        helps(&command(), "", &mut found);
        assert!(found.len() > 40, "{}", found.len());
        for (path, help) in &found {
            assert!(
                help.contains("用法：gongkai") && help.contains("显示帮助"),
                "{path}\n{help}"
            );
            for clap in [
                "Usage",
                "Command",
                "Options",
                "Arguments",
                "OPTIONS",
                "Print",
                "possible",
                "[default",
            ] {
                assert!(!help.contains(clap), "{path} says {clap}\n{help}");
            }
            let is_root = path == " gongkai";
            assert_eq!(help.contains("--trusted-proxies"), is_root, "{path}\n{help}");
        }
    }

    #[test]
    fn every_value_has_a_chinese_name() {
        fn check(command: &Command) {
            for arg in command
                .get_arguments()
                .filter(|arg| arg.get_action().takes_values() && !is_setting(arg))
            {
                let names = arg.get_value_names().unwrap_or_default();
                let is_chinese = names
                    .iter()
                    .all(|name| !name.chars().all(|one| one.is_ascii_uppercase() || one == '_'));
                assert!(is_chinese, "{} {}", command.get_name(), arg.get_id());
            }
            command.get_subcommands().for_each(check);
        }
        check(&command());
    }

    #[test]
    fn a_value_is_called_what_it_is_in_each_command() {
        let mut found = Vec::new();
        helps(&command(), "", &mut found);
        let usage = |path: &str| {
            let (_, help) = found.iter().find(|(other, _)| other == path).unwrap();
            help.lines()
                .find(|line| line.starts_with("用法"))
                .unwrap()
                .to_owned()
        };
        assert!(usage(" gongkai report check-all").ends_with("<文件夹或清单>"));
        let convert = usage(" gongkai report convert");
        assert!(
            convert.contains("<报告文件>") && convert.contains("<输出文件>"),
            "{convert}"
        );
        assert!(usage(" gongkai calendar due").contains("<日期>"));
    }

    #[test]
    fn a_slip_on_the_command_line_is_told_in_chinese() {
        let told = |line: &str| {
            let words = std::iter::once("gongkai").chain(line.split_whitespace());
            let error = command().try_get_matches_from(words).unwrap_err();
            assert_eq!(error.exit_code(), 2);
            explained(&error)
        };
        let faults = [
            ("servve", "没有命令“servve”，是不是“serve”？"),
            (
                "serve --datta x",
                "没有“--datta”这个选项或者参数，是不是“--data”？",
            ),
            ("organ create --code A", "缺少 --name <名称>、--level <机关类别>"),
            (
                "organ create --level 部门",
                "没有“部门”这个值，可用的有：国务院部门；",
            ),
            (
                "calendar due 昨天 20",
                "“<日期>”的值“昨天”不对：日期请按“年-月-日”填写",
            ),
            ("backup --data", "“--data <文件夹>”需要一个值"),
            ("doctor --json --json", "“--json”只能写一次"),
        ];
        for (line, fault) in faults {
            let text = told(line);
            assert!(text.contains(fault), "{line}\n{text}");
            let clap = ["error", "Usage", "OPTIONS", "tip:", "invalid"];
            assert!(!clap.iter().any(|word| text.contains(word)), "{line}\n{text}");
        }
    }

    #[test]
    fn help_can_be_asked_for_as_a_command() {
        let words = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(
            asking_for_help(words("gongkai help organ create")),
            words("gongkai organ create --help")
        );
        assert_eq!(asking_for_help(words("gongkai serve")), words("gongkai serve"));
    }
}
