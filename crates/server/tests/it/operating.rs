//! The program in its operator's hands: who may read what it keeps, damage found, a restoration refused, the first accounts,
//! the log taken along.

use std::io::{Read, Write};
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::command::{ended, gongkai, run};
use crate::serving::{get, start};

/// Every file and folder that lies there, with its mode.
fn modes(folder: &Path) -> Vec<(std::path::PathBuf, u32)> {
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let mut all = vec![(folder.to_owned(), mode(folder))];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(modes(&path));
        } else {
            all.push((path.clone(), mode(&path)));
        }
    }
    all
}

#[test]
fn nobody_else_may_read_what_the_program_keeps_and_the_doctor_says_who_may() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path(), &["demo", "--without-cases"]);
    let data = folder.path().join(".gongkai/demo");
    for (path, mode) in modes(&data) {
        assert_eq!(mode & 0o077, 0, "{} {mode:o}", path.display());
    }
    drop(server);
    let here = |arguments: &[&str]| run(folder.path(), &[arguments, &["--data", ".gongkai/demo"]].concat());
    assert!(here(&["doctor"]).out.contains("[正常] 文件权限"));
    std::fs::set_permissions(&data, PermissionsExt::from_mode(0o755)).unwrap();
    std::fs::set_permissions(data.join("gongkai.db"), PermissionsExt::from_mode(0o644)).unwrap();
    let open = here(&["doctor"]);
    let warned = open.out.contains("[注意] 文件权限")
        && open
            .out
            .contains("chmod -R go-rwx .gongkai/demo .gongkai/demo/gongkai.db");
    assert!(open.code == 0 && warned, "{}", open.out);
}

/// What a letter can't print is known before anybody writes one.
#[test]
fn the_doctor_tries_the_blocks_that_names_are_taken_from() {
    const BLOCKS: [&str; 15] = [
        "汉字扩展A区",
        "汉字扩展B区",
        "汉字扩展C区",
        "汉字扩展D区",
        "汉字扩展E区",
        "汉字扩展F区",
        "汉字扩展G区",
        "汉字扩展H区",
        "汉字扩展I区",
        "私用区（旧系统的造字）",
        "维吾尔文",
        "藏文",
        "蒙古文",
        "彝文",
        "表情符号",
    ];
    let folder = tempfile::tempdir().unwrap();
    let told = run(folder.path(), &["doctor", "--data=data"]).out;
    let line = told
        .lines()
        .find(|line| line.contains("生僻字"))
        .unwrap_or_else(|| panic!("{told}"));
    let (with, without) = line.split_once("；没有字形：").unwrap_or((line, ""));
    for block in BLOCKS {
        assert!(
            with.contains(block) != without.contains(block),
            "{block} is tried, and has glyphs or has none: {line}"
        );
    }
    let is_lacking = !without.is_empty();
    assert_eq!(is_lacking, line.contains("[注意]"), "{line}");
    assert_eq!(
        is_lacking,
        told.contains("打印件上印成代码〔U+…〕"),
        "what is to be done: {told}"
    );
}

#[test]
fn a_refused_restoration_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let here = |arguments: &[&str]| run(folder.path(), arguments);
    std::fs::write(folder.path().join("rubbish"), [0x5A; 1000]).unwrap();
    let refused = here(&["restore", "rubbish", "--data", "again"]);
    assert_eq!(refused.code, 2, "{}", refused.out);
    assert!(!folder.path().join("again").exists());
    // A whole backup into a place with files in the way: what was there stays, and no database is made beside it.
    assert_eq!(here(&["demo", "--without-cases", "--load-only"]).code, 0);
    assert_eq!(here(&["backup", "all.backup", "--data", ".gongkai/demo"]).code, 0);
    std::fs::create_dir_all(folder.path().join("full/files")).unwrap();
    std::fs::write(folder.path().join("full/files/kept"), "kept").unwrap();
    let keys = folder.path().join(".gongkai/demo/keys.toml");
    std::fs::copy(keys, folder.path().join("full/keys.toml")).unwrap();
    let refused = here(&["restore", "all.backup", "--data", "full"]);
    assert!(
        refused.code == 2 && refused.err.contains("不是空的"),
        "{}",
        refused.err
    );
    let left: Vec<_> = std::fs::read_dir(folder.path().join("full")).unwrap().collect();
    assert!(left.len() == 2 && folder.path().join("full/files/kept").exists());
}

/// Who can write the database puts an earlier state of it back, seals and all.
#[test]
fn an_earlier_database_put_back_is_told_by_verify_and_doctor() {
    let folder = tempfile::tempdir().unwrap();
    let here = |arguments: &[&str]| run(folder.path(), &[arguments, &["--data", "data"]].concat());
    let organ = |code: &str| {
        let level = "地方人民政府部门";
        here(&[
            "organ",
            "create",
            "--code",
            code,
            "--name",
            "某某局",
            "--level",
            level,
        ])
    };
    assert_eq!(organ("A1").code, 0);
    let files = ["data/gongkai.db", "data/gongkai.db-wal", "data/gongkai.db-shm"]
        .map(|name| folder.path().join(name));
    let earlier = files.each_ref().map(|file| std::fs::read(file).ok());
    assert_eq!(organ("A2").code, 0);
    let whole = here(&["audit", "verify"]);
    assert!(
        whole.code == 0 && whole.out.contains("审计日志完整"),
        "{}",
        whole.out
    );
    assert!(here(&["doctor"]).out.contains("[正常] 审计日志"));
    for (file, earlier) in files.iter().zip(earlier) {
        match earlier {
            Some(bytes) => std::fs::write(file, bytes).unwrap(),
            // What was not there then is not there now.
            None => drop(std::fs::remove_file(file)),
        }
    }
    let cut = here(&["audit", "verify"]);
    assert!(
        cut.code == 1 && cut.out.contains("旁证文件 audit.mark"),
        "{}",
        cut.out
    );
    let doctor = here(&["doctor"]);
    assert!(
        doctor.code != 0 && doctor.out.contains("旁证文件 audit.mark"),
        "{}",
        doctor.out
    );
}

#[test]
fn levels_and_roles_are_listed_and_taken_in_chinese() {
    let folder = tempfile::tempdir().unwrap();
    let organ = |level: &str| {
        let words = [
            "organ",
            "create",
            "--code",
            "A1",
            "--name",
            "某某局",
            "--level",
            level,
        ];
        run(folder.path(), &words)
    };
    let refused = organ("部门");
    assert!(
        refused.code == 2 && refused.err.contains("国务院部门；") && refused.err.contains("地方人民政府部门"),
        "{}",
        refused.err
    );
    assert_eq!(organ("地方人民政府部门").code, 0);
    let account = |role: &str| {
        let mut command = gongkai(folder.path());
        command.args(["account", "create", "--organ", "A1", "--login", "admin1"]);
        command.args(["--name", "张三", "--role", role]);
        let piped = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        // Who is refused has not read it.
        let _ = child.stdin.take().unwrap().write_all(b"Mengjin-2024\n");
        ended(child.wait_with_output().unwrap())
    };
    let refused = account("管理员");
    assert!(
        refused.code == 2 && refused.err.contains("系统管理员；安全管理员；审计管理员"),
        "{}",
        refused.err
    );
    assert_eq!(account("系统管理员").code, 0);
    for (command, word) in [
        ("organ", "地方人民政府部门（department）"),
        ("account", "系统管理员（system_administrator）"),
    ] {
        let help = run(folder.path(), &[command, "create", "--help"]).out;
        assert!(help.contains(word), "{help}");
    }
}

/// Types each answer at a terminal once its question has appeared; gives all that was to be seen there.
fn at_a_terminal(folder: &Path, arguments: &str, answers: &[(&str, &str)]) -> (i32, String) {
    let program = format!("{} {arguments}", env!("CARGO_BIN_EXE_gongkai"));
    let mut child = std::process::Command::new("script")
        .args(["-qec", &program, "/dev/null"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut keys, mut screen) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut seen = Vec::new();
    let mut next = [0; 256];
    for (question, answer) in answers {
        while !String::from_utf8_lossy(&seen).contains(question) {
            let length = screen.read(&mut next).unwrap();
            assert!(length > 0, "{}", String::from_utf8_lossy(&seen));
            seen.extend_from_slice(&next[..length]);
        }
        keys.write_all(format!("{answer}\n").as_bytes()).unwrap();
    }
    // A terminal whose program has ended is an error to read from, as its end is.
    let _ = screen.read_to_end(&mut seen);
    let code = child.wait().unwrap().code().unwrap();
    (code, String::from_utf8_lossy(&seen).into_owned())
}

#[test]
fn a_password_is_typed_twice_at_a_terminal_and_not_seen() {
    let folder = tempfile::tempdir().unwrap();
    let organ = [
        "organ",
        "create",
        "--code",
        "A1",
        "--name",
        "某某局",
        "--level",
        "department",
    ];
    assert_eq!(run(folder.path(), &organ).code, 0);
    let create = "account create --organ A1 --login admin1 --name 张三 --role auditor";
    let (once, again) = ("请输入初始密码：", "请再输入一遍：");
    let answers = [(once, "Mengjin-2024"), (again, "Mengjin-2025")];
    let (code, seen) = at_a_terminal(folder.path(), create, &answers);
    assert!(code == 2 && seen.contains("两次输入的密码不一样"), "{seen}");
    assert!(!seen.contains("Mengjin"), "{seen}");
    let answers = [(once, "Mengjin-2024"), (again, "Mengjin-2024")];
    let (code, seen) = at_a_terminal(folder.path(), create, &answers);
    assert!(code == 0 && seen.contains("已开通账号 admin1"), "{seen}");
    assert!(!seen.contains("Mengjin"), "{seen}");
}

/// Overwrites the last page of the database that holds verdicts of review, which no start reads: level and verdict stand
/// side by side in a row.
fn spoil_a_page(database: &Path) {
    const SIZE: usize = 4096;
    const LEAF_OF_A_TABLE: u8 = 0x0D;
    const VERDICT: &[u8] = b"secondagreed";
    let bytes = std::fs::read(database).unwrap();
    let page = bytes
        .chunks(SIZE)
        .rposition(|page| page[0] == LEAF_OF_A_TABLE && page.windows(VERDICT.len()).any(|at| at == VERDICT))
        .unwrap();
    let file = std::fs::File::options().write(true).open(database).unwrap();
    let place = u64::try_from(page * SIZE).unwrap();
    file.write_all_at(&[0xA5; SIZE], place).unwrap();
}

#[test]
fn the_doctor_and_the_readiness_find_damaged_pages() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        run(folder.path(), &["demo", "--without-cases", "--load-only"]).code,
        0
    );
    let here = |arguments: &[&str]| run(folder.path(), &[arguments, &["--data", ".gongkai/demo"]].concat());
    assert!(here(&["doctor"]).out.contains("[正常] 数据页"));
    spoil_a_page(&folder.path().join(".gongkai/demo/gongkai.db"));
    let damaged = here(&["doctor"]);
    assert!(
        damaged.code == 1
            && damaged.out.contains("[故障] 数据页")
            && damaged.out.contains("从最近一份完好的备份恢复"),
        "{}",
        damaged.out
    );
    let server = start(folder.path(), &["serve", "--data", ".gongkai/demo"]);
    let asked = Instant::now();
    while get(&server, "/readyz").0 != 503 {
        assert!(
            asked.elapsed() < Duration::from_secs(20),
            "ready with a damaged page"
        );
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(get(&server, "/healthz").0, 200);
}

#[test]
fn an_exported_log_is_verified_without_a_database() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        run(folder.path(), &["demo", "--without-cases", "--load-only"]).code,
        0
    );
    let export = [
        "audit",
        "export",
        "--organ",
        "MJXJ",
        "--json",
        "log.json",
        "--xlsx",
        "log.xlsx",
        "--data",
        ".gongkai/demo",
    ];
    let exported = run(folder.path(), &export);
    assert_eq!(exported.code, 0, "{}", exported.err);
    let again = run(folder.path(), &export);
    assert!(
        again.code == 2 && again.err.contains("不会被覆盖"),
        "{}",
        again.err
    );
    let whole = run(
        folder.path(),
        &["audit", "export", "--json", "all.json", "--data", ".gongkai/demo"],
    );
    assert_eq!(whole.code, 0, "{}", whole.err);
    let elsewhere = tempfile::tempdir().unwrap();
    let verify = |file: &str| {
        let path = folder.path().join(file).display().to_string();
        run(elsewhere.path(), &["audit", "verify", "--file", &path])
    };
    for file in ["log.json", "all.json"] {
        let sound = verify(file);
        assert!(
            sound.code == 0 && sound.out.contains("审计日志完整"),
            "{}{}",
            sound.out,
            sound.err
        );
    }
    assert!(
        std::fs::read_dir(elsewhere.path()).unwrap().next().is_none(),
        "nothing is made for it"
    );
    let text = std::fs::read_to_string(folder.path().join("log.json")).unwrap();
    let forged = text.replacen("documents.publish", "documents.withdraw", 1);
    assert_ne!(forged, text);
    std::fs::write(folder.path().join("log.json"), forged).unwrap();
    let broken = verify("log.json");
    assert!(
        broken.code == 1 && broken.out.contains("条不成立"),
        "{}",
        broken.out
    );
    std::fs::write(folder.path().join("log.json"), &text.as_bytes()[..text.len() / 2]).unwrap();
    assert_eq!(verify("log.json").code, 2);
}

#[test]
fn a_log_that_was_sealed_is_not_carried_on_under_a_new_key() {
    let folder = tempfile::tempdir().unwrap();
    let here = |arguments: &[&str]| run(folder.path(), &[arguments, &["--data", "data"]].concat());
    let create = |code: &str| {
        here(&[
            "organ",
            "create",
            "--code",
            code,
            "--name",
            "清河县水利局",
            "--level",
            "department",
        ])
    };
    assert_eq!(here(&["migrate"]).code, 0);
    assert_eq!(create("one").code, 0);
    // Nothing personal is sealed here: only the log's head is.
    let keys = folder.path().join("data/keys.toml");
    let away = folder.path().join("keys.away");
    std::fs::rename(&keys, &away).unwrap();
    let doctor = here(&["doctor"]);
    assert!(
        doctor.out.contains("[故障] 密钥文件") && doctor.out.contains("封印"),
        "{}",
        doctor.out
    );
    for ended in [
        create("two"),
        here(&["migrate"]),
        here(&["serve", "--listen", "127.0.0.1:0"]),
    ] {
        assert_eq!(ended.code, 2, "{}{}", ended.out, ended.err);
        assert!(ended.err.contains("密钥文件 data/keys.toml"), "{}", ended.err);
    }
    assert!(!keys.exists());
    std::fs::rename(&away, &keys).unwrap();
    assert_eq!(create("two").code, 0);
    let log = here(&["audit", "verify"]);
    assert_eq!(log.code, 0, "{}{}", log.out, log.err);
}
