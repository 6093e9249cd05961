//! Writes a place down as people do, and says what is expected of it.

use serde_json::{Value, json};

use super::dice::Dice;
use super::divisions::{Area, Community, Divisions, Street};
use super::phrases::{ERRANDS, ESTATE_KINDS, ESTATE_NAMES, LANDMARKS};
use super::place::{HOME_ROADS, Home, Place, Site};
use super::quirk::{Quirk, Quirks};
use super::typo;

/// The text of a place with these quirks, and the expected output.
pub(super) fn write(
    place: &Place,
    quirks: &Quirks,
    divisions: &Divisions,
    dice: &mut Dice<'_>,
) -> Result<(String, Value), String> {
    let writer = Writer { quirks, divisions };
    let text = writer.text(place, dice)?;
    Ok((text, expected(place, quirks, divisions)))
}

fn expected(place: &Place, quirks: &Quirks, divisions: &Divisions) -> Value {
    let home = divisions.district(super::divisions::HOME);
    let (district, street, community) = match &place.site {
        Site::Home(Home { street, community }) => {
            (home, Some(&street.name), (!quirks.has(Quirk::NoCommunity)).then_some(&community.name))
        }
        Site::Elsewhere(district, street) => (Some(district), street.as_ref().map(|street| &street.name), None),
        Site::Unplaced => (None, None, None),
    };
    json!({
        "province": divisions.province.name,
        "city": divisions.city.name,
        "district": district.map(|area| &area.name),
        "adcode": district.map(|area| &area.adcode),
        "street": street,
        "community": community,
        "road": place.road,
        "number": place.number,
        "building": place.building,
        "unit": place.unit,
        "room": place.room,
    })
}

struct Writer<'a> {
    quirks: &'a Quirks,
    divisions: &'a Divisions,
}

impl Writer<'_> {
    fn has(&self, quirk: Quirk) -> bool {
        self.quirks.has(quirk)
    }

    fn text(&self, place: &Place, dice: &mut Dice<'_>) -> Result<String, String> {
        let levels = self.levels(&place.site, dice)?;
        let area = self.area(&place.site, dice)?;
        let mut detail = self.detail(place, dice)?;
        let landmark = if self.has(Quirk::Landmark) { Some(self.landmark(place, dice)?) } else { None };
        let mut after = String::new();
        if let Some(landmark) = landmark {
            match dice.below(4) {
                0 if !self.has(Quirk::Reversed) => detail.insert(0, landmark),
                1 if !self.has(Quirk::Reversed) => detail.insert(0, format!("（{landmark}）")),
                2 => after = format!("，{landmark}"),
                _ => after = format!("（{landmark}）"),
            }
        }
        let road = self.road(place, dice)?.into_iter();
        let mut text = if self.has(Quirk::Reversed) {
            let street_last = area.first().filter(|_| area.len() > 1).cloned();
            let near: Vec<String> = area.iter().skip(usize::from(street_last.is_some())).cloned().collect();
            let near: String = near.into_iter().chain(road).chain(detail).collect();
            let far: Vec<String> = street_last.into_iter().chain(levels.into_iter().rev()).collect();
            [near].into_iter().chain(far).collect::<Vec<_>>().join("，")
        } else {
            let parts: Vec<String> = levels.into_iter().chain(area).chain(road).chain(detail).collect();
            let gap = if self.has(Quirk::Spaced) { *dice.pick(&[" ", "，", "/", "　"])? } else { "" };
            parts.join(gap)
        };
        text.push_str(&after);
        self.around(text, place, dice)
    }

    /// The road, with the one that it crosses if the writer says so.
    fn road(&self, place: &Place, dice: &mut Dice<'_>) -> Result<Option<String>, String> {
        let Some(road) = &place.road else { return Ok(None) };
        if !self.has(Quirk::Crossing) {
            return Ok(Some(road.clone()));
        }
        let others: Vec<&str> = HOME_ROADS.into_iter().filter(|other| other != road && *other != "汉正街").collect();
        let tail = dice.pick(&["交汇处", "交叉口", "路口"])?;
        Ok(Some(format!("{road}与{}{tail}", dice.pick(&others)?)))
    }

    /// Province and city as one text, and the district.
    fn levels(&self, site: &Site, dice: &mut Dice<'_>) -> Result<Vec<String>, String> {
        let above = *dice.pick(&["湖北省武汉市", "武汉市", "武汉", "湖北武汉", ""])?;
        let mut district = match site {
            Site::Home(_) if self.has(Quirk::NoDistrict) => String::new(),
            Site::Home(_) if self.has(Quirk::DistrictTypo) => format!("{}区", dice.pick(&typo::DISTRICT)?),
            Site::Home(_) => "硚口区".to_owned(),
            Site::Elsewhere(Area { name, .. }, _) => name.clone(),
            Site::Unplaced => String::new(),
        };
        if self.has(Quirk::BareDistrict) {
            district = district.trim_end_matches('区').to_owned();
        }
        let above = if matches!(site, Site::Unplaced) && above.is_empty() { "武汉市" } else { above };
        Ok([above.to_owned(), district].into_iter().filter(|part| !part.is_empty()).collect())
    }

    /// Street and community, as far as they are written.
    fn area(&self, site: &Site, dice: &mut Dice<'_>) -> Result<Vec<String>, String> {
        match site {
            Site::Home(home) => self.home(home, dice),
            Site::Elsewhere(_, street) => Ok(street.iter().map(|street| street.name.clone()).collect()),
            Site::Unplaced => Ok(Vec::new()),
        }
    }

    fn home(&self, home: &Home, dice: &mut Dice<'_>) -> Result<Vec<String>, String> {
        let without_community = self.has(Quirk::NoCommunity);
        let mut parts = Vec::new();
        if !self.has(Quirk::NoStreet) {
            parts.push(match &home.street {
                street if self.has(Quirk::NameTypo) && without_community => {
                    format!("{}街道", typo::slip(street.stem(), &self.divisions.street_stems(), dice))
                }
                street if self.has(Quirk::WrongStreet) => self.other_street(street, dice)?.name.clone(),
                street if self.has(Quirk::StreetAlias) => self.street_alias(street, without_community, dice)?,
                street => street.name.clone(),
            });
        }
        if !without_community {
            let community = &home.community;
            parts.push(if self.has(Quirk::NameTypo) {
                let stems = self.divisions.community_stems();
                format!("{}{}", typo::slip(community.stem(), &stems, dice), community.suffix())
            } else if self.has(Quirk::CommunityAlias) {
                self.community_alias(community, dice)?
            } else if self.has(Quirk::Corrected) {
                let other = self.other_community(&community.name, dice)?;
                let own = format!("{}{}", community.stem(), community.suffix());
                let form = dice.pick(&["{}社区，不对，是", "{}社区（写错了，应为", "不是{}社区，是"])?;
                let close = if form.contains('（') { "）" } else { "" };
                format!("{}{own}{close}", form.replace("{}", other.stem()))
            } else if dice.chance(0.15) {
                community.name.clone()
            } else {
                format!("{}{}", community.stem(), community.suffix())
            });
        }
        Ok(parts)
    }

    fn other_street(&self, street: &Street, dice: &mut Dice<'_>) -> Result<Street, String> {
        let mut others = self.divisions.home_streets();
        others.retain(|other| other.name != street.name);
        Ok((*dice.pick(&others)?).clone())
    }

    /// Where no community follows, 古田街 could be a road, and 古田 the area: such aliases are kept for elsewhere.
    /// 汉正街 is a road in its own right.
    fn street_alias(&self, street: &Street, alone: bool, dice: &mut Dice<'_>) -> Result<String, String> {
        let stem = street.stem();
        let base = if stem == "汉正" { "汉正街".to_owned() } else { stem.to_owned() };
        let tails: &[&str] = match (alone, stem == "汉正") {
            (_, true) => &["办", "街道", "办事处"],
            (true, false) => &["街办", "街道办", "街道办事处"],
            (false, false) => &["街", "街办", "街道办", ""],
        };
        Ok(format!("{base}{}", dice.pick(tails)?))
    }

    fn community_alias(&self, community: &Community, dice: &mut Dice<'_>) -> Result<String, String> {
        let stem = community.stem();
        if stem == "三五零六" {
            return Ok("3506社区".to_owned());
        }
        if community.suffix() == "村" {
            return Ok((*dice.pick(&["额头湾村委会", "额头湾"])?).to_owned());
        }
        let alone = !self.has(Quirk::NoStreet) && self.tells_itself(community);
        Ok(match dice.below(3) {
            0 if alone => stem.to_owned(),
            1 => format!("{stem}社区居民委员会"),
            _ => format!("{stem}居委会"),
        })
    }

    /// Whether the bare stem occurs in no other name that an address may hold.
    fn tells_itself(&self, community: &Community) -> bool {
        let stem = community.stem();
        let others = self.divisions.communities.iter().filter(|other| other.name != community.name);
        !others.map(|other| other.name.as_str()).chain(HOME_ROADS).any(|name| name.contains(stem))
            && !self.divisions.streets.iter().any(|street| street.name.contains(stem))
    }

    /// Number, building, unit and room.
    fn detail(&self, place: &Place, dice: &mut Dice<'_>) -> Result<Vec<String>, String> {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(place.number.as_ref().map(|number| match (number.split_once('附'), number.parse()) {
            (Some((main, annex)), _) => format!("{main}号附{annex}号"),
            (None, Ok(number)) if self.has(Quirk::NumberWords) => format!("{}号", chinese(number)),
            _ => format!("{number}号"),
        }));
        if self.has(Quirk::Estate) {
            parts.push(format!("{}{}", dice.pick(&ESTATE_NAMES)?, dice.pick(&ESTATE_KINDS)?));
        }
        if self.has(Quirk::Dashes) {
            let dashed: Vec<&str> =
                [&place.building, &place.unit, &place.room].into_iter().flatten().map(String::as_str).collect();
            parts.push(dashed.join("-"));
            return Ok(parts);
        }
        if let Some(building) = &place.building {
            let numbered = building.parse::<usize>().ok();
            let tails: &[&str] =
                if numbered.is_some() { &["栋", "栋", "幢", "号楼", "#楼"] } else { &["栋", "座"] };
            parts.push(format!("{}{}", self.numeral(building), dice.pick(tails)?));
        }
        parts.extend(place.unit.as_ref().map(|unit| format!("{}单元", self.numeral(unit))));
        if let Some(room) = &place.room {
            if self.has(Quirk::Floor) {
                // The last two digits count the rooms of a floor.
                let floor = room.get(..room.len().saturating_sub(2)).unwrap_or_default();
                parts.push(format!("{floor}{}", dice.pick(&["楼", "层"])?));
            }
            parts.push(format!("{room}{}", dice.pick(&["室", "室", "房", ""])?));
        }
        Ok(parts)
    }

    fn numeral(&self, digits: &str) -> String {
        match digits.parse::<usize>() {
            Ok(number) if self.has(Quirk::ChineseNumerals) => chinese(number),
            _ => digits.to_owned(),
        }
    }

    fn landmark(&self, place: &Place, dice: &mut Dice<'_>) -> Result<String, String> {
        let other = self.other_community(own_name(place), dice)?;
        Ok(dice.pick(&LANDMARKS)?.replace("{}", other.stem()))
    }

    /// A community of the district that is not the place's own, and no village.
    fn other_community(&self, own: &str, dice: &mut Dice<'_>) -> Result<Community, String> {
        let communities = self.divisions.communities.iter();
        let others: Vec<&Community> =
            communities.filter(|other| other.name != own && other.suffix() == "社区").collect();
        Ok((*dice.pick(&others)?).clone())
    }

    /// What goes around the whole: an old address, a word to the courier, full-width characters.
    fn around(&self, mut text: String, place: &Place, dice: &mut Dice<'_>) -> Result<String, String> {
        if self.has(Quirk::Moved) {
            let other = self.other_community(own_name(place), dice)?;
            let old = format!("{}{}社区{}号", other.street, other.stem(), dice.between(1, 400));
            text = match dice.below(3) {
                0 => format!("原住{old}，现住{text}"),
                1 => format!("旧址：{old}；新址：{text}"),
                _ => format!("{text}（原{old}）"),
            };
        }
        if self.has(Quirk::Errand) {
            text = format!("{text}{}{}", dice.pick(&["，", ""])?, dice.pick(&ERRANDS)?);
        }
        if self.has(Quirk::SuffixTypo) {
            let (street, community) = *dice.pick(&[("街到", "社曲"), ("皆道", "社屈"), ("接道", "设区")])?;
            text = text.replace("街道", street).replace("社区", community);
        }
        Ok(if self.has(Quirk::FullWidth) { text.chars().map(full_width).collect() } else { text })
    }
}

/// The full name of the place's community, empty where it has none.
fn own_name(place: &Place) -> &str {
    match &place.site {
        Site::Home(home) => &home.community.name,
        _ => "",
    }
}

/// 1 to 999 in Chinese numerals.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: usize| DIGITS.get(value % 10).copied().unwrap_or_default();
    if number >= 100 {
        let rest = match number % 100 {
            0 => String::new(),
            ones @ 1..=9 => format!("零{}", digit(ones)),
            tens @ 10..=19 => format!("一{}", chinese(tens)),
            tens => chinese(tens),
        };
        return format!("{}百{rest}", digit(number / 100));
    }
    match number / 10 {
        0 => digit(number).to_owned(),
        1 => format!("十{}", digit(number)),
        tens => format!("{}十{}", digit(tens), digit(number)),
    }
}

fn full_width(character: char) -> char {
    let offset = if character.is_ascii_alphanumeric() || character == '-' { 0xFEE0 } else { 0 };
    char::from_u32(u32::from(character) + offset).unwrap_or(character)
}
