//! How who asks is told from another in lists, without saying who it is (个人信息保护法第六条): 王＊＊, 洛阳＊＊有限公司.

use super::asking::Asker;

/// Who asked, as lists show it; 匿名 where nothing was left.
pub fn masked(asker: &Asker) -> String {
    let (name, unit) = (asker.name.trim(), asker.unit.trim());
    match (unit.is_empty(), name.is_empty()) {
        (false, _) => masked_unit(unit),
        (true, false) => masked_person(name),
        (true, true) if asker.is_anonymous() => "匿名".to_owned(),
        (true, true) => "未留姓名".to_owned(),
    }
}

/// The first sign alone, whatever the length.
fn masked_person(name: &str) -> String {
    name.chars().take(1).chain("＊＊".chars()).collect()
}

/// Its place and what it is; what lies between is its name.
fn masked_unit(unit: &str) -> String {
    const HEAD: usize = 2;
    const TAIL: usize = 4;
    let signs: Vec<char> = unit.chars().collect();
    if signs.len() <= HEAD + TAIL {
        return masked_person(unit);
    }
    let head = signs.iter().take(HEAD);
    let tail = signs.iter().skip(signs.len() - TAIL);
    let middle = "＊＊".chars();
    head.copied().chain(middle).chain(tail.copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_asker_is_told_from_another_and_nobody_is_named() {
        let of = |name: &str, unit: &str| {
            masked(&Asker {
                name: name.to_owned(),
                unit: unit.to_owned(),
                ..Asker::default()
            })
        };
        assert_eq!(of("王建国", ""), "王＊＊");
        assert_eq!(of("王", ""), "王＊＊");
        assert_eq!(of("王建国", "洛阳中硅电子有限公司"), "洛阳＊＊有限公司");
        assert_eq!(of("", "老王饭店"), "老＊＊");
        assert_eq!(of("", ""), "匿名");
    }
}
