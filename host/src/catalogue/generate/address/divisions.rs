//! The division table, the same file that entrants get as a material.

use serde::Deserialize;

/// The code of the district itself, 硚口区.
pub(super) const HOME: &str = "420104";

const TABLE: &str = include_str!("../../../../catalogue/address-parsing/materials/divisions.json");

/// Provinces down to communities.
#[derive(Debug, Deserialize)]
pub(super) struct Divisions {
    /// 湖北省
    pub(super) province: Area,
    /// 武汉市
    pub(super) city: Area,
    /// The city's districts.
    pub(super) districts: Vec<Area>,
    /// The city's streets (街道), towns and the like.
    pub(super) streets: Vec<Street>,
    /// The home district's communities (社区) and villages.
    pub(super) communities: Vec<Community>,
}

/// A province, city or district.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Area {
    /// Six digits of GB/T 2260.
    pub(super) adcode: String,
    /// Its full name.
    pub(super) name: String,
}

/// A street.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Street {
    /// Its full name, such as 古田街道.
    pub(super) name: String,
    /// The district that it belongs to.
    pub(super) adcode: String,
}

/// A community or a village.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Community {
    /// Its full name, such as 古三社区居委会.
    pub(super) name: String,
    /// Full name of its street.
    pub(super) street: String,
}

impl Divisions {
    /// The table that is built into the program.
    pub(super) fn embedded() -> Result<Self, String> {
        serde_json::from_str(TABLE).map_err(|error| format!("the division table cannot be read: {error}"))
    }

    /// The home district's streets.
    pub(super) fn home_streets(&self) -> Vec<&Street> {
        self.streets.iter().filter(|street| street.adcode == HOME).collect()
    }

    /// Stems of the home district's streets.
    pub(super) fn street_stems(&self) -> Vec<&str> {
        self.home_streets().into_iter().map(Street::stem).collect()
    }

    /// Stems of the home district's communities.
    pub(super) fn community_stems(&self) -> Vec<&str> {
        self.communities.iter().map(Community::stem).collect()
    }

    /// The district with this code.
    pub(super) fn district(&self, adcode: &str) -> Option<&Area> {
        self.districts.iter().find(|district| district.adcode == adcode)
    }

    /// Streets of other districts whose names are of the usual form, so that no rule of writing is stretched.
    pub(super) fn streets_elsewhere(&self) -> Vec<&Street> {
        let odd = ["办事处", "管理", "片区", "（"];
        let usual = |name: &str| name.ends_with("街道") && !odd.iter().any(|part| name.contains(part));
        self.streets.iter().filter(|street| street.adcode != HOME && usual(&street.name)).collect()
    }
}

impl Street {
    /// The name without 街道: 古田.
    pub(super) fn stem(&self) -> &str {
        self.name.strip_suffix("街道").unwrap_or(&self.name)
    }
}

impl Community {
    /// The name without 社区居委会 and the like: 古三; 额头湾 for the one village.
    pub(super) fn stem(&self) -> &str {
        ["社区居民委员会", "社区居委会", "社区委员会", "村村民委员会"]
            .iter()
            .find_map(|suffix| self.name.strip_suffix(suffix))
            .unwrap_or(&self.name)
    }

    /// What people put after the stem: 社区, or 村.
    pub(super) fn suffix(&self) -> &'static str {
        if self.name.ends_with("村村民委员会") { "村" } else { "社区" }
    }
}
