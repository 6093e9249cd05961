//! This user's account at a server: its address and a token, in a file that nobody else may read, or in
//! `TONGTAI_SERVER` and `TONGTAI_TOKEN`.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use serde::{Deserialize, Serialize};

use super::problem::Problem;

/// Where to, and by what right.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The server's address, without a slash at its end.
    pub server: String,
    /// The token. It goes to this server and to no other.
    pub token: String,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("server", &self.server).finish_non_exhaustive()
    }
}

impl Account {
    /// The account to use: of this server, or of that in the environment, or of that which the user signed in to.
    pub fn current(server: Option<&str>) -> Result<Self, Problem> {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let asked =
            server.map(str::to_owned).or_else(|| set("TONGTAI_SERVER")).map(|text| address(&text)).transpose()?;
        match (asked, set("TONGTAI_TOKEN")) {
            (Some(server), Some(token)) => Ok(Self { server, token }),
            (asked, token) => {
                let kept = Self::kept()?;
                let fits = |kept: &Self| asked.as_ref().is_none_or(|asked| *asked == kept.server);
                let kept = kept.filter(fits).ok_or_else(|| not_signed_in(asked.as_deref()))?;
                Ok(Self { token: token.unwrap_or(kept.token), server: kept.server })
            }
        }
    }

    /// What the user's file holds, if there is one.
    pub fn kept() -> Result<Option<Self>, Problem> {
        Self::read(&file()?)
    }

    fn read(path: &Path) -> Result<Option<Self>, Problem> {
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(path, "读取", "read", &error)),
        };
        refuse_if_others_can_read(path, &file)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(|error| failed(path, "读取", "read", &error))?;
        toml::from_str(&text).map(Some).map_err(|_| {
            let shown = path.display();
            Problem::failure(
                format!("{shown} 的内容无法解读：请重新运行 tongtai login。"),
                format!("{shown} cannot be understood: run tongtai login again"),
            )
        })
    }

    /// Keeps it in the user's file, whole or not at all.
    pub fn keep(&self) -> Result<PathBuf, Problem> {
        let path = file()?;
        self.write(&path).map_err(|error| failed(&path, "写入", "written", &error))?;
        Ok(path)
    }

    fn write(&self, path: &Path) -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt as _;
            builder.mode(0o700);
        }
        builder.create(folder)?;
        // Made readable for its owner alone, and moved into place when it is whole.
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        let text = toml::to_string(self).map_err(io::Error::other)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    }

    /// Removes the user's file; whether there was one.
    pub fn forget() -> Result<bool, Problem> {
        let path = file()?;
        match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(failed(&path, "删除", "removed", &error)),
        }
    }
}

/// A server's address as it is kept.
pub fn address(text: &str) -> Result<String, Problem> {
    let text = text.trim().trim_end_matches('/');
    let uri = text.parse::<ureq::http::Uri>().ok();
    let is_good = uri.is_some_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
    });
    if is_good {
        return Ok(text.to_owned());
    }
    Err(Problem::usage(
        format!("“{text}”不是服务器地址：应如 https://tongtai.example 或 http://127.0.0.1:8717。"),
        format!("{text:?} is no server's address: give one such as https://tongtai.example or http://127.0.0.1:8717"),
    ))
}

fn file() -> Result<PathBuf, Problem> {
    let strategy = etcetera::choose_base_strategy().map_err(|error| {
        Problem::failure(
            format!("找不到用户的配置文件夹：{error}"),
            format!("the user's configuration folder cannot be found: {error}"),
        )
    })?;
    Ok(strategy.config_dir().join("tongtai").join("account.toml"))
}

fn not_signed_in(server: Option<&str>) -> Problem {
    match server {
        Some(server) => Problem::usage(
            format!("尚未登录 {server}：请先运行 tongtai login --server {server}，或设置 TONGTAI_TOKEN。"),
            format!("not signed in to {server}: run tongtai login --server {server} first, or set TONGTAI_TOKEN"),
        ),
        None => Problem::usage(
            "尚未登录：请先运行 tongtai login --server 地址，或设置 TONGTAI_SERVER 和 TONGTAI_TOKEN。",
            "not signed in: run tongtai login --server URL first, or set TONGTAI_SERVER and TONGTAI_TOKEN",
        ),
    }
}

#[cfg(unix)]
fn refuse_if_others_can_read(path: &Path, file: &File) -> Result<(), Problem> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = file.metadata().map_err(|error| failed(path, "读取", "read", &error))?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let shown = path.display();
    Err(Problem::failure(
        format!("{shown} 中有令牌，却对他人开放：请运行 chmod 600 {shown}；如果别人可能读过，请撤销该令牌并另建。"),
        format!(
            "{shown} holds a token and is open to others: run chmod 600 {shown}; if somebody may have read it, revoke the \
             token and make another"
        ),
    ))
}

#[cfg(not(unix))]
fn refuse_if_others_can_read(_: &Path, _: &File) -> Result<(), Problem> {
    Ok(())
}

fn failed(path: &Path, zh: &str, en: &str, error: &io::Error) -> Problem {
    let shown = path.display();
    Problem::failure(format!("无法{zh} {shown}：{error}"), format!("{shown} cannot be {en}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_kept_for_its_owners_eyes_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tongtai").join("account.toml");
        assert_eq!(Account::read(&path).unwrap(), None);
        let account = Account { server: "https://a.example".to_owned(), token: "tongtai_x".to_owned() };
        account.write(&path).unwrap();
        assert_eq!(Account::read(&path).unwrap(), Some(account.clone()));
        assert!(!format!("{account:?}").contains("tongtai_x"));
        let other = Account { server: "https://b.example".to_owned(), ..account };
        other.write(&path).unwrap();
        assert_eq!(Account::read(&path).unwrap(), Some(other));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
            assert_eq!(Account::read(&path).unwrap_err().exit_code(), 1);
        }
    }

    #[test]
    fn addresses_are_those_of_servers() {
        assert_eq!(address("http://127.0.0.1:8717/").unwrap(), "http://127.0.0.1:8717");
        assert_eq!(address(" https://tongtai.example ").unwrap(), "https://tongtai.example");
        for text in ["", "tongtai.example", "ftp://tongtai.example", "https://", "/etc/passwd"] {
            assert_eq!(address(text).unwrap_err().exit_code(), 2, "{text}");
        }
    }
}
