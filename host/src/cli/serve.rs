//! `tongtai serve`: the pages, on this machine.

use std::io::{self, ErrorKind, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use clap::Args;
use tokio::net::TcpListener;

use super::Database;
use super::problem::Problem;
use super::stage;
use crate::language::Language;
use crate::web::{self, Site};

/// What `serve` is asked.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    database: Database,
    /// 监听地址 · The address to listen on; hidden cases are shown only at a loopback address
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// 端口，0 为任一空闲端口 · The port; 0 takes any that is free
    #[arg(long, default_value_t = 8717)]
    port: u16,
    /// 经 HTTPS 反向代理访问 · People reach it by HTTPS, through a proxy before it: cookies then never go without
    #[arg(long)]
    https: bool,
    /// 每个令牌或地址每分钟可请求接口的次数，0 为不限 · How many requests a minute the API answers for each token or address; 0 for no limit
    #[arg(long, default_value_t = web::PER_MINUTE)]
    rate: u32,
}

impl Serve {
    /// Serves until it is interrupted. The first line of standard output is the address.
    pub fn run(self, language: Language) -> Result<(), Problem> {
        let site = Site::new(self.database.db.clone(), stage::catalogue(None)?, self.host, self.https);
        let has_registry = site.check()?;
        let runtime = tokio::runtime::Runtime::new().map_err(|error| self.cannot_start(&error))?;
        runtime.block_on(async {
            let at = SocketAddr::new(self.host, self.port);
            let listener = TcpListener::bind(at).await.map_err(|error| self.cannot_listen(&error))?;
            let address = listener.local_addr().map_err(|error| self.cannot_start(&error))?;
            self.tell(address, &site, has_registry, language)?;
            tokio::spawn(invite(site.clone(), address, language));
            let served = web::router(site, self.rate).into_make_service_with_connect_info::<SocketAddr>();
            let served = axum::serve(listener, served).with_graceful_shutdown(interrupted());
            served.await.map_err(|error| self.cannot_start(&error))
        })
    }

    fn tell(&self, at: SocketAddr, site: &Site, has_registry: bool, language: Language) -> Result<(), Problem> {
        let mut out = io::stdout().lock();
        // A reader of the first line waits for it: it must not stay in a buffer.
        writeln!(out, "http://{at}/").and_then(|()| out.flush()).map_err(|error| self.cannot_start(&error))?;
        if !has_registry {
            let db = self.database.db.display();
            let zh =
                format!("{db} 处还没有登记库，先显示内置场景目录；运行 tongtai compare --db {db} 后刷新网页即可。");
            let en = format!(
                "there is no registry at {db} yet, so the pages show the built-in catalogue; run tongtai compare --db {db} \
                 and load them again"
            );
            eprintln!("{}", language.pick(zh, en));
        }
        if !site.is_local() {
            let zh = "提示：监听地址对其他机器开放，隐藏案例的内容与逐例结果不予显示。";
            let en = "note: other machines can reach this address, so hidden cases and their results are kept back";
            eprintln!("{}", language.pick(zh, en));
        }
        eprintln!("{}", language.pick("按 Ctrl-C 停止。", "Press Ctrl-C to stop."));
        Ok(())
    }

    fn cannot_listen(&self, error: &io::Error) -> Problem {
        let at = SocketAddr::new(self.host, self.port);
        let (zh, en) = match error.kind() {
            ErrorKind::AddrInUse => (
                "端口已被占用：请用 --port 另选一个，0 为任一空闲端口。",
                "the port is in use: choose another with --port, or 0 for any that is free",
            ),
            ErrorKind::AddrNotAvailable => {
                ("本机没有这个地址：请检查 --host。", "this machine has no such address: check --host")
            }
            ErrorKind::PermissionDenied => (
                "没有权限：1024 以下的端口须由管理员开放，请用 --port 另选一个。",
                "not allowed: ports below 1024 are the administrator's; choose another with --port",
            ),
            _ => return Problem::failure(format!("无法监听 {at}：{error}"), format!("cannot listen on {at}: {error}")),
        };
        Problem::failure(format!("无法监听 {at}：{zh}"), format!("cannot listen on {at}: {en}"))
    }

    fn cannot_start(&self, error: &io::Error) -> Problem {
        Problem::failure(format!("网页服务无法运行：{error}"), format!("the pages cannot be served: {error}"))
    }
}

/// Where there is no operator yet, shows the link by which somebody becomes it: no default password, ever.
async fn invite(site: Site, at: SocketAddr, language: Language) {
    match site.first_operator().await {
        Ok(None) => {}
        Ok(Some(path)) => {
            let zh =
                format!("首次使用：请在 24 小时内打开此链接，建立管理员账号（只能使用一次）：\n  http://{at}{path}");
            let en = format!(
                "first start: open this link within 24 hours to become the operator (it works once):\n  http://{at}{path}"
            );
            eprintln!("{}", language.pick(zh, en));
        }
        Err(error) => {
            let problem = Problem::from(error).shown(language);
            eprint!(
                "{}{problem}",
                language.pick("暂时无法生成管理员链接。", "no link for an operator can be made now. ")
            );
        }
    }
}

/// Ends with Ctrl-C or, on Unix, with SIGTERM; requests under way are still answered.
async fn interrupted() {
    let ctrl_c = async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Without the signal only the process's end stops the server.
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => tokio::select! {
                () = ctrl_c => {}
                _ = terminate.recv() => {}
            },
            Err(_) => ctrl_c.await,
        }
    }
    #[cfg(not(unix))]
    ctrl_c.await;
}
