//! The command line of Tongtai: everything it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    tongtai::cli::main()
}
