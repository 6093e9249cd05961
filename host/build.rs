//! Rebuilds when a file of the embedded catalogue, the bundled components or the starters comes or goes.

fn main() {
    println!("cargo:rerun-if-changed=catalogue");
    println!("cargo:rerun-if-changed=../plugins/dist");
    println!("cargo:rerun-if-changed=starter");
}
