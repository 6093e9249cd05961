//! Rebuilds when a file of the embedded catalogue or of the bundled components comes or goes.

fn main() {
    println!("cargo:rerun-if-changed=catalogue");
    println!("cargo:rerun-if-changed=../plugins/dist");
}
