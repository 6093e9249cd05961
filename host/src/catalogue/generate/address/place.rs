//! A place: the truth of one case, before it is written down.

use super::dice::Dice;
use super::divisions::{Area, Community, Divisions, Street};
use super::quirk::Grade;

/// Where a place lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// In the district, with a known community.
    Home,
    /// In another district of Wuhan.
    Elsewhere,
    /// Somewhere in Wuhan: the writer does not say.
    Unplaced,
}

/// A street and community of the district.
#[derive(Debug, Clone)]
pub(super) struct Home {
    /// The street.
    pub(super) street: Street,
    /// A community of that street.
    pub(super) community: Community,
}

/// What is known of where a place lies.
#[derive(Debug, Clone)]
pub(super) enum Site {
    /// In the district.
    Home(Home),
    /// In another district, with or without a street.
    Elsewhere(Area, Option<Street>),
    /// Not known.
    Unplaced,
}

/// The truth of one case. Every part holds the value as the filling rules want it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Where it lies.
    pub(super) site: Site,
    /// 道路, with a lane (巷) if any: 仁寿路12巷.
    pub(super) road: Option<String>,
    /// 门牌号: 184, 184-1 or 184附1.
    pub(super) number: Option<String>,
    /// 楼栋: 26 or A.
    pub(super) building: Option<String>,
    /// 单元.
    pub(super) unit: Option<String>,
    /// 房号.
    pub(super) room: Option<String>,
}

/// Roads that run through the district. Which community a road passes is not looked at: the addresses are examples.
pub(super) const HOME_ROADS: [&str; 20] = [
    "中山大道",
    "解放大道",
    "建设大道",
    "京汉大道",
    "沿河大道",
    "长丰大道",
    "武胜路",
    "宝丰路",
    "汉西一路",
    "古田一路",
    "古田二路",
    "古田四路",
    "利济北路",
    "利济南路",
    "崇仁路",
    "仁寿路",
    "汉中路",
    "简易路",
    "航空路",
    "汉正街",
];

/// Roads of some other districts, so that a written road fits the district before it.
const ROADS_ELSEWHERE: [(&str, [&str; 3]); 5] = [
    ("420102", ["解放大道", "中山大道", "沿江大道"]),
    ("420103", ["解放大道", "建设大道", "新华路"]),
    ("420105", ["汉阳大道", "鹦鹉大道", "龙阳大道"]),
    ("420106", ["中北路", "武珞路", "和平大道"]),
    ("420111", ["珞喻路", "雄楚大道", "珞狮路"]),
];

/// Roads that cross several districts, so that they do not tell one.
const LONG_ROADS: [&str; 4] = ["解放大道", "中山大道", "建设大道", "京汉大道"];

/// Streets elsewhere whose stem is also the name of a community of the district.
const LOOKALIKES: [&str; 4] = ["新华街街道", "民意街街道", "劳动街道", "四新街道"];

impl Place {
    /// Draws a place. An easy one has a community, a number, a building and a room; the others may lack some.
    pub(super) fn draw(
        divisions: &Divisions,
        setting: Setting,
        grade: Grade,
        dice: &mut Dice<'_>,
    ) -> Result<Self, String> {
        let site = match setting {
            Setting::Home => Site::Home(home(divisions, dice)?),
            Setting::Elsewhere => elsewhere(divisions, dice)?,
            Setting::Unplaced => Site::Unplaced,
        };
        let easy = grade == Grade::Easy;
        let road = if easy { None } else { road(&site, dice)? };
        let has_number = easy || matches!(site, Site::Unplaced) || dice.chance(0.85);
        let number = if has_number { Some(number(easy, dice)) } else { None };
        let has_building = easy || dice.chance(0.8);
        let building = if has_building { Some(building(easy, dice)?) } else { None };
        let unit = (has_building && !easy && dice.chance(0.4)).then(|| dice.between(1, 4).to_string());
        let has_room = has_building && (easy || unit.is_some() || dice.chance(0.85));
        let room = has_room.then(|| format!("{}{:02}", dice.between(1, 33), dice.between(1, 12)));
        Ok(Self { site, road, number, building, unit, room })
    }
}

fn home(divisions: &Divisions, dice: &mut Dice<'_>) -> Result<Home, String> {
    let community = dice.pick(&divisions.communities)?.clone();
    let street = divisions
        .home_streets()
        .into_iter()
        .find(|street| street.name == community.street)
        .ok_or_else(|| format!("{} is of a street that the table lacks", community.name))?;
    Ok(Home { street: street.clone(), community })
}

fn elsewhere(divisions: &Divisions, dice: &mut Dice<'_>) -> Result<Site, String> {
    let mut streets = divisions.streets_elsewhere();
    if dice.chance(0.4) {
        streets.retain(|street| LOOKALIKES.contains(&street.name.as_str()));
    }
    let street: Street = (*dice.pick(&streets)?).clone();
    let district = divisions
        .district(&street.adcode)
        .ok_or_else(|| format!("{} is of a district that the table lacks", street.name))?;
    Ok(Site::Elsewhere(district.clone(), dice.chance(0.75).then_some(street)))
}

fn road(site: &Site, dice: &mut Dice<'_>) -> Result<Option<String>, String> {
    let road: &str = match site {
        Site::Home(_) if dice.chance(0.5) => return Ok(None),
        Site::Home(_) => dice.pick(&HOME_ROADS)?,
        Site::Unplaced => dice.pick(&LONG_ROADS)?,
        Site::Elsewhere(district, _) => match ROADS_ELSEWHERE.iter().find(|(code, _)| *code == district.adcode) {
            Some((_, roads)) => dice.pick(roads)?,
            None => return Ok(None),
        },
    };
    let lane = !road.ends_with("大道") && dice.chance(0.2);
    Ok(Some(if lane { format!("{road}{}巷", dice.between(1, 40)) } else { road.to_owned() }))
}

fn number(easy: bool, dice: &mut Dice<'_>) -> String {
    let number = dice.between(1, 400);
    match dice.below(8) {
        0 if !easy => format!("{number}-{}", dice.between(1, 9)),
        1 if !easy => format!("{number}附{}", dice.between(1, 9)),
        _ => number.to_string(),
    }
}

fn building(easy: bool, dice: &mut Dice<'_>) -> Result<String, String> {
    if !easy && dice.chance(0.2) {
        return Ok((*dice.pick(&["A", "B", "C", "D"])?).to_owned());
    }
    Ok(dice.between(1, 40).to_string())
}
