//! What overrules what, what is masked, what is refused.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::settings::SETTINGS;
use super::*;

fn nothing(_: &str) -> Option<String> {
    None
}

fn file(text: &str) -> (tempfile::TempDir, Flags) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gongkai.toml");
    std::fs::write(&path, text).unwrap();
    (
        folder,
        Flags {
            config: Some(path),
            ..Flags::default()
        },
    )
}

#[test]
fn a_flag_overrules_the_environment_and_that_the_file() {
    let (_folder, mut flags) = file("listen = \"127.0.0.1:1\"\nlog = \"debug\"\nsite_organ = \"A1\"");
    let environment = |name: &str| {
        (name == "GONGKAI_LISTEN" || name == "GONGKAI_LOG").then(|| match name {
            "GONGKAI_LISTEN" => "127.0.0.1:2".to_owned(),
            _ => "warn".to_owned(),
        })
    };
    flags.values.insert("listen", "127.0.0.1:3".into());
    let config = Configuration::load(&flags, environment).unwrap();
    assert_eq!(config.listen.port(), 3);
    assert_eq!(config.log.filter, "warn");
    assert_eq!(config.web.organ_code.as_deref(), Some("A1"));
    assert!(!config.log.is_json);
}

#[test]
fn a_password_is_never_shown() {
    let flags = Flags {
        values: [("database", "postgres://gk:s3cret@db/gongkai".to_owned())].into(),
        ..Flags::default()
    };
    let config = Configuration::load(&flags, nothing).unwrap();
    let shown: String = config.shown().into_iter().map(|(_, value, _)| value).collect();
    assert!(shown.contains("postgres://gk:******@db/gongkai") && !shown.contains("s3cret"));
}

#[tokio::test]
async fn the_mail_password_comes_from_a_file_and_is_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    let base = [
        ("mail_server", "127.0.0.1:25"),
        ("mail_security", "none"),
        ("mail_from", "gongkai@example.gov.cn"),
        ("mail_user", "gongkai"),
    ];
    let load = |more: (&'static str, String)| {
        let mut values: BTreeMap<_, _> = base.map(|(name, value)| (name, value.to_owned())).into();
        values.insert(more.0, more.1);
        let flags = Flags {
            values,
            ..Flags::default()
        };
        Configuration::load(&flags, nothing).unwrap()
    };
    let from_file = load(("mail_password_file", file.display().to_string()));
    let missing = from_file.mail.line().map(drop).unwrap_err().to_string();
    assert!(missing.contains("mail_password_file"), "{missing}");
    std::fs::write(&file, "s3cret\n").unwrap();
    assert!(from_file.mail.line().unwrap().is_some());
    let plain = load(("mail_password", "s3cret".to_owned()));
    assert!(plain.mail.line().unwrap().is_some());
    let shown: String = plain.shown().into_iter().map(|(_, value, _)| value).collect();
    assert!(shown.contains("******") && !shown.contains("s3cret"));
}

#[test]
fn mail_is_off_until_it_is_set_and_goes_one_way_only() {
    let config = Configuration::load(&Flags::default(), nothing).unwrap();
    assert!(config.mail.line().unwrap().is_none() && config.mail.is_off());
    let text = "mail_server = \"a.cn:25\"\nmail_from = \"a@b.cn\"\nmail_folder = \"mail\"";
    let (_folder, flags) = file(text);
    let error = Configuration::load(&flags, nothing).unwrap_err().to_string();
    assert!(error.contains("只能设置一个"), "{error}");
}

#[test]
fn a_password_among_the_options_is_never_shown_either() {
    assert_eq!(
        masked("postgres://gk@db/gongkai?password=s3cret&sslmode=require"),
        "postgres://gk@db/gongkai?password=******&sslmode=require"
    );
    assert_eq!(masked("sqlite:data/gongkai.db"), "sqlite:data/gongkai.db");
}

#[test]
fn a_variable_set_to_nothing_counts_as_not_set() {
    let config = Configuration::load(&Flags::default(), |_| Some(String::new())).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
}

#[test]
fn a_variable_that_looks_like_a_slip_is_named_with_what_was_meant() {
    let names = ["GONGKAI_LISTN", "GONGKAI_LISTEN", "GONGKAI_PORT_8080_TCP", "HOME"];
    let said = misspelt(names.into_iter().map(str::to_owned));
    assert_eq!(said, ["环境变量 GONGKAI_LISTN 不起作用，是不是 GONGKAI_LISTEN？"]);
}

#[test]
fn every_setting_has_a_flag() {
    #[derive(clap::Parser)]
    struct Command {
        #[command(flatten)]
        flags: Flags,
    }
    let given = SETTINGS.iter().map(|setting| format!("--{}=7", setting.flag()));
    let command: Command = clap::Parser::parse_from(std::iter::once("gongkai".to_owned()).chain(given));
    assert_eq!(command.flags.values.len(), SETTINGS.len());
}

#[test]
fn an_unknown_name_is_refused_with_the_nearest_known_one() {
    let (_folder, flags) = file("publik_url = \"https://a.gov.cn\"");
    let error = Configuration::load(&flags, nothing).unwrap_err().to_string();
    assert!(
        error.contains("publik_url") && error.contains("public_url"),
        "{error}"
    );
}

#[test]
fn values_that_make_no_sense_are_refused_before_anything_starts() {
    for (name, value) in [
        ("listen", "8080"),
        ("public_url", "www.a.gov.cn"),
        ("form_megabytes", "viel"),
        ("connections", "0"),
        ("stop_seconds", "-1"),
        ("metrics_listen", "here"),
        ("log", "loud"),
        ("data_folder", ""),
        ("mail_server", "smtp.example.gov.cn"),
        ("mail_server", "smtp.example.gov.cn:465"),
        ("mail_security", "ssl"),
        ("mail_from", "gongkai"),
        ("mail_user", "gongkai"),
    ] {
        let (_folder, flags) = file(&format!("{name} = \"{value}\""));
        assert!(
            Configuration::load(&flags, nothing)
                .unwrap_err()
                .to_string()
                .contains(name)
        );
    }
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let text = "listen = \"8080\"\nconnections = \"0\"\nlog = \"loud\"\nmail_security = \"ssl\"\nsecond_factor = \"some\"\nsessions = \"many\"\ntrusted_proxies = \"a, b\"";
    let (_folder, flags) = file(text);
    let error = Configuration::load(&flags, nothing).unwrap_err().to_string();
    assert!(error.starts_with("配置有 8 处不对"), "{error}");
    for name in [
        "listen",
        "connections",
        "log ",
        "mail_security",
        "second_factor",
        "sessions",
        "trusted_proxies 的值不对：b",
    ] {
        assert!(error.contains(name), "{name} in {error}");
    }
}

#[test]
fn the_documented_table_is_this_one() {
    let document = include_str!("../../../../docs/configuration.md");
    assert!(
        document.contains(&table()),
        "docs/configuration.md is out of date: put this in\n{}",
        table()
    );
}

#[test]
fn the_example_for_an_office_is_a_configuration() {
    let (_folder, flags) = file(include_str!("../../../../examples/deploy/gongkai.toml"));
    let config = Configuration::load(&flags, nothing).unwrap();
    assert_eq!(config.web.trusted_proxies, [IpAddr::from([127, 0, 0, 1])]);
    assert_eq!(config.data_folder, PathBuf::from("/var/lib/gongkai"));
}
