//! `tongtai serve`: the pages, on this machine.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use clap::Args;

use super::Database;
use super::problem::Problem;
use crate::language::Language;
use crate::web;

/// What `serve` is asked.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    database: Database,
    /// 监听地址 · The address to listen on
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// 端口，0 为任一空闲端口 · The port; 0 takes any that is free
    #[arg(long, default_value_t = 8717)]
    port: u16,
}

impl Serve {
    pub fn run(self, language: Language) -> Result<(), Problem> {
        let _ = (SocketAddr::new(self.host, self.port), language, &self.database, web::ROOM);
        Ok(())
    }
}
