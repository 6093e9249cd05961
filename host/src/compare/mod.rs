//! Plan, run, judge and summarise a comparison session.
