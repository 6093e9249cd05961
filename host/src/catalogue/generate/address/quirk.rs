//! Quirks of writing: what people leave out, shorten, mistake or add.

use super::dice::Dice;
use super::divisions::Divisions;
use super::place::{Place, Setting, Site};
use super::typo;

/// How hard a case is meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grade {
    /// Written in full.
    Easy,
    /// One or two common quirks.
    Middling,
    /// Three to five, two or three of them mean.
    Hard,
}

/// One quirk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quirk {
    /// 街道 left out: it follows from the community.
    NoStreet,
    /// 社区 left out: it is null.
    NoCommunity,
    /// 区 left out where street or community tells it.
    NoDistrict,
    /// 古田街, 古田街办 for 古田街道.
    StreetAlias,
    /// 古三居委会, or 古三 alone, for 古三社区居委会.
    CommunityAlias,
    /// 硚口 for 硚口区.
    BareDistrict,
    /// Full-width digits and letters.
    FullWidth,
    /// Blanks, commas or strokes between the parts.
    Spaced,
    /// 26-3-2272 for 26栋3单元2272室.
    Dashes,
    /// 桥口区 for 硚口区.
    DistrictTypo,
    /// A character of the same sound in the name of community or street.
    NameTypo,
    /// 二十六栋 for 26栋.
    ChineseNumerals,
    /// A landmark beside the address, which may carry the name of another community.
    Landmark,
    /// A street that the community does not belong to.
    WrongStreet,
    /// The old address as well as the present one.
    Moved,
    /// Detail first, district last.
    Reversed,
    /// A word to the courier, with digits that are no address.
    Errand,
    /// The name of a housing estate, which is no community.
    Estate,
    /// 中山大道与武胜路交汇处: the first road is the address's.
    Crossing,
    /// A wrong community, taken back by the writer.
    Corrected,
    /// 街到 for 街道, 社曲 for 社区.
    SuffixTypo,
    /// 一百零八号 for 108号.
    NumberWords,
    /// The floor as well as the room.
    Floor,
}

const COMMON: [Quirk; 9] = [
    Quirk::NoStreet,
    Quirk::NoCommunity,
    Quirk::NoDistrict,
    Quirk::StreetAlias,
    Quirk::CommunityAlias,
    Quirk::BareDistrict,
    Quirk::FullWidth,
    Quirk::Spaced,
    Quirk::Dashes,
];

const MEAN: [Quirk; 14] = [
    Quirk::DistrictTypo,
    Quirk::NameTypo,
    Quirk::ChineseNumerals,
    Quirk::Landmark,
    Quirk::WrongStreet,
    Quirk::Moved,
    Quirk::Reversed,
    Quirk::Errand,
    Quirk::Estate,
    Quirk::Crossing,
    Quirk::Corrected,
    Quirk::SuffixTypo,
    Quirk::NumberWords,
    Quirk::Floor,
];

/// Pairs that would leave the truth uncertain or contradict each other.
const APART: [(Quirk, Quirk); 21] = [
    (Quirk::NoStreet, Quirk::NoCommunity),
    (Quirk::NoStreet, Quirk::StreetAlias),
    (Quirk::NoStreet, Quirk::WrongStreet),
    (Quirk::NoCommunity, Quirk::CommunityAlias),
    (Quirk::NoCommunity, Quirk::WrongStreet),
    (Quirk::NoCommunity, Quirk::NoDistrict),
    (Quirk::NoCommunity, Quirk::Moved),
    (Quirk::NoDistrict, Quirk::BareDistrict),
    (Quirk::NoDistrict, Quirk::DistrictTypo),
    (Quirk::NoDistrict, Quirk::NameTypo),
    (Quirk::StreetAlias, Quirk::WrongStreet),
    (Quirk::CommunityAlias, Quirk::NameTypo),
    (Quirk::Dashes, Quirk::ChineseNumerals),
    (Quirk::Reversed, Quirk::Spaced),
    (Quirk::Corrected, Quirk::NoCommunity),
    (Quirk::Corrected, Quirk::CommunityAlias),
    (Quirk::Corrected, Quirk::NameTypo),
    (Quirk::SuffixTypo, Quirk::NameTypo),
    (Quirk::SuffixTypo, Quirk::StreetAlias),
    (Quirk::SuffixTypo, Quirk::CommunityAlias),
    (Quirk::Floor, Quirk::Dashes),
];

/// The quirks of one case.
#[derive(Debug, Clone, Default)]
pub(super) struct Quirks(Vec<Quirk>);

impl Quirks {
    /// Draws quirks that suit the place and each other.
    pub(super) fn draw(place: &Place, divisions: &Divisions, grade: Grade, dice: &mut Dice<'_>) -> Self {
        let mut quirks = Self::default();
        let (common, mean) = match grade {
            Grade::Easy => (0, 0),
            Grade::Middling => (dice.between(1, 2), 0),
            Grade::Hard => (dice.between(1, 2), dice.between(2, 3)),
        };
        // The mean ones first, lest the common ones crowd them out.
        let suits = |quirk: Quirk| quirk.suits(place, divisions);
        quirks.add(mean, &MEAN, suits, dice);
        quirks.add(common, &COMMON, suits, dice);
        quirks
    }

    fn add(&mut self, wanted: usize, from: &[Quirk], suits: impl Fn(Quirk) -> bool, dice: &mut Dice<'_>) {
        let mut left: Vec<Quirk> = from.to_vec();
        let mut added = 0;
        while added < wanted && !left.is_empty() {
            let quirk = left.swap_remove(dice.below(left.len()));
            if suits(quirk) && !self.0.iter().any(|other| apart(*other, quirk)) {
                self.0.push(quirk);
                added += 1;
            }
        }
    }

    /// Whether the case has this quirk.
    pub(super) fn has(&self, quirk: Quirk) -> bool {
        self.0.contains(&quirk)
    }

    /// What the people who read the case are told of it.
    pub(super) fn note(&self, grade: Grade, setting: Setting) -> String {
        let grade = match grade {
            Grade::Easy => "示例数据·易",
            Grade::Middling => "示例数据·中",
            Grade::Hard => "示例数据·难",
        };
        let setting = match setting {
            Setting::Home => None,
            Setting::Elsewhere => Some("外区地址"),
            Setting::Unplaced => Some("无从判断所在区"),
        };
        let words: Vec<&str> = setting.into_iter().chain(self.0.iter().map(|quirk| quirk.words())).collect();
        if words.is_empty() { grade.to_owned() } else { format!("{grade}：{}", words.join("、")) }
    }
}

fn apart(one: Quirk, other: Quirk) -> bool {
    APART.contains(&(one, other)) || APART.contains(&(other, one))
}

impl Quirk {
    fn suits(self, place: &Place, divisions: &Divisions) -> bool {
        let home = matches!(place.site, Site::Home(_));
        match self {
            Self::FullWidth | Self::Spaced | Self::Landmark | Self::Errand => true,
            Self::Estate => place.building.is_some(),
            Self::Floor => place.room.is_some(),
            Self::Crossing => place.road.as_ref().is_some_and(|road| !road.ends_with('巷')),
            Self::NumberWords => place.number.as_ref().is_some_and(|number| number.parse::<u32>().is_ok()),
            Self::Dashes => place.building.is_some() && place.room.is_some(),
            Self::ChineseNumerals => place.building.as_ref().is_some_and(|name| name.parse::<u32>().is_ok()),
            Self::BareDistrict => !matches!(place.site, Site::Unplaced | Site::Elsewhere(_, None)),
            Self::NameTypo => match &place.site {
                // Every street has a slip that leaves no doubt; a quarter of the communities have none.
                Site::Home(home) => !typo::slips(home.community.stem(), &divisions.community_stems()).is_empty(),
                _ => false,
            },
            _ => home,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::NoStreet => "缺街道",
            Self::NoCommunity => "缺社区",
            Self::NoDistrict => "缺区名",
            Self::StreetAlias => "街道简称",
            Self::CommunityAlias => "社区简称",
            Self::BareDistrict => "区名简写",
            Self::FullWidth => "全角字符",
            Self::Spaced => "夹有分隔符",
            Self::Dashes => "连字符缩写",
            Self::DistrictTypo => "区名别字",
            Self::NameTypo => "街道或社区名别字",
            Self::ChineseNumerals => "汉字数字",
            Self::Landmark => "夹有参照物",
            Self::WrongStreet => "街道与社区不符",
            Self::Moved => "新旧地址并存",
            Self::Reversed => "语序颠倒",
            Self::Errand => "夹有配送留言",
            Self::Estate => "夹有小区名",
            Self::Crossing => "两路交汇",
            Self::Corrected => "当场更正",
            Self::SuffixTypo => "「街道」「社区」写错",
            Self::NumberWords => "门牌写成汉字",
            Self::Floor => "写有楼层",
        }
    }
}
