#![doc = "The command line."]
fn main() {}
