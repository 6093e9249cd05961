//! The festivals of 2018 to 2027, and days counted from the first Monday of that time.

use jiff::civil::{Date, date};
use jiff::{Span, Unit};
use serde_json::{Value, json};

/// The same table that agents get as a material.
const TABLE: &str = include_str!("../../../../catalogue/sales-forecast/materials/calendar.csv");

/// Day 0, a Monday.
const FIRST: Date = date(2018, 1, 1);

/// The festivals in the order of days.
pub struct Calendar {
    /// Day and name of each.
    pub festivals: Vec<(i64, &'static str)>,
}

impl Calendar {
    /// Reads the table.
    ///
    /// # Errors
    /// The line that could not be read.
    pub fn read() -> Result<Self, String> {
        let festival = |line: &'static str| {
            let (day, name) = line.split_once(',')?;
            let span = FIRST.until((Unit::Day, day.parse::<Date>().ok()?)).ok()?;
            Some((i64::from(span.get_days()), name))
        };
        let rows = TABLE.lines().skip(1).map(|line| festival(line).ok_or_else(|| format!("not a festival: {line}")));
        Ok(Self { festivals: rows.collect::<Result<_, _>>()? })
    }

    /// The festivals of so many days from `first` on, as an input holds them.
    pub fn within(&self, first: i64, days: i64) -> Result<Vec<Value>, String> {
        let found = self.festivals.iter().filter(|(day, _)| (first..first + days).contains(day));
        found.map(|(day, name)| Ok(json!({"date": written(*day)?, "festival": name}))).collect()
    }
}

/// The date of a day.
fn at(day: i64) -> Result<Date, String> {
    let span = Span::new().try_days(day).map_err(|error| error.to_string())?;
    FIRST.checked_add(span).map_err(|error| error.to_string())
}

/// A day as `YYYY-MM-DD`.
pub fn written(day: i64) -> Result<String, String> {
    Ok(at(day)?.to_string())
}

/// The day's number within its year, from 1.
pub fn of_year(day: i64) -> Result<f64, String> {
    Ok(f64::from(at(day)?.day_of_year()))
}

/// Whether the week from `monday` on holds this day of this month.
pub fn has_day(monday: i64, month: i8, day: i8) -> Result<bool, String> {
    for offset in 0..7 {
        let date = at(monday + offset)?;
        if (date.month(), date.day()) == (month, day) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_a_monday() {
        assert_eq!(FIRST.weekday(), jiff::civil::Weekday::Monday);
        assert_eq!(written(46).unwrap(), "2018-02-16");
        assert!(Calendar::read().unwrap().festivals.contains(&(46, "spring-festival")));
        assert_eq!(of_year(365).unwrap(), 1.0);
        assert!(has_day(168, 6, 18).unwrap() && !has_day(161, 6, 18).unwrap());
    }

    #[test]
    fn every_year_has_its_seven_festivals() {
        assert_eq!(Calendar::read().unwrap().festivals.len(), 70);
    }
}
