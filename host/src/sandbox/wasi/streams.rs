//! Streams: standard input is at its end, standard output and error go to the log line by line.

use wasmtime::component::{ComponentType, LinkerInstance, Lower, Resource, WasmList};

use super::Cx;
use super::clock::Pollable;
use crate::sandbox::guest::{Channel, Guest, Log, charge};

/// How many bytes an agent is told that it may write at once.
const WRITE: u64 = 64 * 1024;
/// A line longer than this is logged in parts.
const LINE: usize = 64 * 1024;
const STDOUT: u32 = 1;
const STDERR: u32 = 2;

pub(super) struct InputStream;
/// [`STDOUT`] or [`STDERR`].
pub(super) struct OutputStream;
/// Never given out: nothing here fails but by being at its end.
pub(super) struct IoError;

/// Why a stream did not do what it was asked to.
#[derive(ComponentType, Lower)]
#[component(variant)]
enum StreamError {
    #[component(name = "last-operation-failed")]
    #[expect(dead_code, reason = "part of the type, never happens here")]
    LastOperationFailed(Resource<IoError>),
    #[component(name = "closed")]
    Closed,
}

type Done = (Result<(), StreamError>,);

/// Lines that have not yet ended.
#[derive(Default)]
pub(super) struct Output {
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

impl Output {
    fn write(&mut self, log: &mut Log, stream: u32, bytes: &[u8]) {
        let (line, channel) = match stream {
            STDERR => (&mut self.stderr, Channel::Stderr),
            _ => (&mut self.stdout, Channel::Stdout),
        };
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            match part.strip_suffix(b"\n") {
                Some(end) => {
                    line.extend_from_slice(end);
                    push(log, channel, line);
                }
                None => line.extend_from_slice(part),
            }
            if line.len() > LINE {
                push(log, channel, line);
            }
        }
    }

    pub(super) fn finish(&mut self, log: &mut Log) {
        for (line, channel) in [(&mut self.stdout, Channel::Stdout), (&mut self.stderr, Channel::Stderr)] {
            if !line.is_empty() {
                push(log, channel, line);
            }
        }
    }
}

fn push(log: &mut Log, channel: Channel, line: &mut Vec<u8>) {
    log.push(channel, &String::from_utf8_lossy(line));
    line.clear();
}

fn write(mut cx: Cx<'_>, (stream, bytes): (Resource<OutputStream>, WasmList<u8>)) -> wasmtime::Result<Done> {
    let bytes = bytes.as_le_slice(&cx).to_vec();
    charge(&mut cx, bytes.len())?;
    let guest = cx.data_mut();
    guest.stand_ins();
    if let Some(stand_ins) = &mut guest.stand_ins {
        stand_ins.output.write(&mut guest.log, stream.rep(), &bytes);
    }
    Ok((Ok(()),))
}

pub(super) fn link(instance: &mut LinkerInstance<'_, Guest>) -> wasmtime::Result<()> {
    link_input(instance)?;
    let ready = || Ok((Resource::<Pollable>::new_own(0),));
    instance.func_wrap("[method]output-stream.subscribe", move |_: Cx<'_>, (_,): (Resource<OutputStream>,)| ready())?;
    instance.func_wrap("[method]output-stream.check-write", |_: Cx<'_>, (_,): (Resource<OutputStream>,)| {
        Ok((Ok::<u64, StreamError>(WRITE),))
    })?;
    for name in ["write", "blocking-write-and-flush"] {
        instance.func_wrap(&format!("[method]output-stream.{name}"), write)?;
    }
    for name in ["flush", "blocking-flush"] {
        let name = format!("[method]output-stream.{name}");
        instance.func_wrap(&name, |_: Cx<'_>, (_,): (Resource<OutputStream>,)| -> wasmtime::Result<Done> {
            Ok((Ok(()),))
        })?;
    }
    for name in ["write-zeroes", "blocking-write-zeroes-and-flush"] {
        // Zeroes say nothing in a log.
        let name = format!("[method]output-stream.{name}");
        instance.func_wrap(&name, |_: Cx<'_>, (_, _): (Resource<OutputStream>, u64)| -> wasmtime::Result<Done> {
            Ok((Ok(()),))
        })?;
    }
    for name in ["splice", "blocking-splice"] {
        // From a stream that is at its end.
        let name = format!("[method]output-stream.{name}");
        instance.func_wrap(&name, |_: Cx<'_>, (_, _, _): (Resource<OutputStream>, Resource<InputStream>, u64)| {
            Ok((Err::<u64, _>(StreamError::Closed),))
        })?;
    }
    Ok(())
}

fn link_input(instance: &mut LinkerInstance<'_, Guest>) -> wasmtime::Result<()> {
    for name in ["read", "blocking-read"] {
        let name = format!("[method]input-stream.{name}");
        instance.func_wrap(&name, |_: Cx<'_>, (_, _): (Resource<InputStream>, u64)| {
            Ok((Err::<Vec<u8>, _>(StreamError::Closed),))
        })?;
    }
    for name in ["skip", "blocking-skip"] {
        let name = format!("[method]input-stream.{name}");
        instance.func_wrap(&name, |_: Cx<'_>, (_, _): (Resource<InputStream>, u64)| {
            Ok((Err::<u64, _>(StreamError::Closed),))
        })?;
    }
    instance.func_wrap("[method]input-stream.subscribe", |_: Cx<'_>, (_,): (Resource<InputStream>,)| {
        Ok((Resource::<Pollable>::new_own(0),))
    })
}

pub(super) fn link_standard(instance: &mut LinkerInstance<'_, Guest>) -> wasmtime::Result<()> {
    instance.func_wrap("get-stdin", |_: Cx<'_>, (): ()| Ok((Resource::<InputStream>::new_own(0),)))?;
    for (name, stream) in [("get-stdout", STDOUT), ("get-stderr", STDERR)] {
        instance.func_wrap(name, move |_: Cx<'_>, (): ()| Ok((Resource::<OutputStream>::new_own(stream),)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_put_together_from_pieces_and_streams_kept_apart() {
        let (mut log, mut output) = (Log::new(1000), Output::default());
        output.write(&mut log, STDOUT, b"one\ntw");
        output.write(&mut log, STDERR, b"error\n");
        output.write(&mut log, STDOUT, b"o\n\nthr\xff");
        output.finish(&mut log);
        let lines: Vec<_> = log.lines.iter().map(|line| (line.channel, line.text.as_str())).collect();
        let out = Channel::Stdout;
        assert_eq!(lines, [(out, "one"), (Channel::Stderr, "error"), (out, "two"), (out, ""), (out, "thr\u{fffd}")]);
    }

    #[test]
    fn a_line_without_end_does_not_pile_up() {
        let (mut log, mut output) = (Log::new(usize::MAX), Output::default());
        for _ in 0..100 {
            output.write(&mut log, STDOUT, &[b'x'; LINE]);
            assert!(output.stdout.len() <= LINE);
        }
    }
}
