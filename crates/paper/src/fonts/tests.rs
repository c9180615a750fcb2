//! Which face is taken: the organ's own before the system's, and one for every role.

use super::roles::plain;
use super::{Fit, Fonts, Role};

#[test]
fn every_role_has_a_face_on_a_machine_with_chinese_fonts() {
    let fonts = Fonts::scan(&[]).unwrap();
    let roles: Vec<Role> = fonts.faces().iter().map(|face| face.role).collect();
    assert_eq!(roles, Role::ALL);
    for (index, face) in fonts.faces().iter().enumerate() {
        assert!(face.path.is_file(), "{face:?}");
        assert!(
            !face.role.label().is_empty() && !face.role.advice().is_empty(),
            "{index}"
        );
    }
    assert!(fonts.face(Role::Body).is_some());
}

#[test]
fn a_face_in_the_organs_own_folder_comes_before_the_systems() {
    let system = Fonts::scan(&[]).unwrap();
    let hei = system.face(Role::Hei).unwrap();
    let own = tempfile::tempdir().unwrap();
    let copy = own.path().join(hei.path.file_name().unwrap());
    std::fs::copy(&hei.path, &copy).unwrap();
    let fonts = Fonts::scan(&[own.path().to_owned()]).unwrap();
    assert_eq!(fonts.face(Role::Hei).unwrap().path, copy);
    assert_eq!(
        fonts.face(Role::Title).unwrap().path,
        system.face(Role::Title).unwrap().path
    );
}

#[test]
fn any_chinese_face_is_better_than_none_and_is_called_a_stand_in() {
    let system = Fonts::scan(&[]).unwrap();
    let hei = system.face(Role::Hei).unwrap();
    let own = tempfile::tempdir().unwrap();
    std::fs::copy(&hei.path, own.path().join("only.ttc")).unwrap();
    let fonts = Fonts::scan_only(&[own.path().to_owned()]).unwrap();
    assert!(
        fonts
            .faces()
            .iter()
            .all(|face| face.family.contains("CJK") || face.role == Role::Hei),
        "{:?}",
        fonts.faces()
    );
    assert_eq!(fonts.face(Role::Body).unwrap().fit, Fit::Instead);
}

#[test]
fn a_family_is_known_however_its_name_is_written() {
    assert_eq!(plain("FangSong_GB2312"), "fangsonggb2312");
    assert_eq!(plain("Noto Serif CJK SC"), "notoserifcjksc");
    assert_eq!(plain("方正小标宋-简体"), "方正小标宋简体");
}
