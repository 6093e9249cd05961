//! Commands with what they say when they refuse, in both languages, as one text to read and to keep.

use crate::support::App;

/// Refusals of one story.
pub struct Told<'a> {
    app: &'a App,
    text: String,
}

impl<'a> Told<'a> {
    pub fn by(app: &'a App) -> Self {
        Self { app, text: String::new() }
    }

    /// Asks what must be refused.
    #[track_caller]
    pub fn ask(&mut self, line: &str) {
        self.text += &format!("$ tongtai {line}\n");
        for language in ["zh", "en"] {
            let done = self.app.tongtai(line.split(' ')).lang(language).run();
            assert!(matches!(done.code, Some(1 | 2)), "{line} is not refused: {done:?}");
            self.text += &done.stderr;
        }
        self.text.push('\n');
    }

    pub fn text(self) -> String {
        self.text
    }
}
