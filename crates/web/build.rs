//! Says clearly what is missing when the front end was not built; it never fetches anything itself.

use std::path::Path;

fn main() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../frontend/dist/manifest.json");
    println!("cargo:rerun-if-changed=../../frontend/dist/manifest.json");
    assert!(
        manifest.is_file(),
        "the front end is not built: run `make frontend` first (it needs Node 18 or newer and npm)"
    );
}
