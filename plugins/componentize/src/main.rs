//! `componentize CORE OUT`: makes a component of a core module built for `wasm32-unknown-unknown`.
//!
//! wit-bindgen leaves the world's description in the module's custom sections; the encoder reads it there, so that
//! nothing else is needed. The component is validated before it is written.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use wit_component::ComponentEncoder;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(core), Some(out), None) = (arguments.next(), arguments.next(), arguments.next()) else {
        eprintln!("usage: componentize CORE OUT");
        return ExitCode::from(2);
    };
    match componentize(&core, &out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", core.display());
            ExitCode::FAILURE
        }
    }
}

/// Reads the core module at `core` and writes the component to `out`.
///
/// # Errors
/// Files that cannot be read or written; a module without a world, or one that does not satisfy it.
fn componentize(core: &PathBuf, out: &PathBuf) -> Result<(), Box<dyn Error>> {
    let module = std::fs::read(core)?;
    let component =
        ComponentEncoder::default().module(&module).and_then(|encoder| encoder.validate(true).encode()).map_err(
            // The alternate form carries the whole chain of causes.
            |error| format!("{error:#}"),
        )?;
    Ok(std::fs::write(out, component)?)
}
