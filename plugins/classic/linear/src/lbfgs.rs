//! Minimises a smooth function by limited-memory BFGS.
//!
//! The two-loop recursion of J. Nocedal, "Updating quasi-Newton matrices with limited storage", Mathematics of
//! Computation 35 (1980) 773–782, with a backtracking line search on Armijo's condition. Nothing in it is random, so
//! the same function gives the same point every time.

use std::collections::VecDeque;

/// How many steps back the curvature is remembered.
const MEMORY: usize = 10;
/// Armijo's constant: the share of the decrease promised by the slope that a step must bring.
const SUFFICIENT: f64 = 1e-4;
/// How often a step is halved before the search gives up: the point is then as good as the arithmetic allows.
const HALVINGS: usize = 30;

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// At most so many steps.
    pub steps: usize,
    /// The largest component of the gradient that counts as none.
    pub gradient: f64,
}

/// One remembered step: how the point and the gradient changed.
struct Change {
    point: Vec<f64>,
    gradient: Vec<f64>,
    /// 1 over the product of the two.
    inverse: f64,
}

/// Moves `point` to a minimum of `function`, which returns its value and writes its gradient.
pub fn minimise(point: &mut Vec<f64>, patience: Patience, mut function: impl FnMut(&[f64], &mut [f64]) -> f64) {
    let mut gradient = vec![0.0; point.len()];
    let mut value = function(point, &mut gradient);
    let mut memory = VecDeque::<Change>::with_capacity(MEMORY);
    let mut next = point.clone();
    let mut next_gradient = gradient.clone();
    for _ in 0..patience.steps {
        if gradient.iter().all(|slope| slope.abs() <= patience.gradient) {
            return;
        }
        let direction = descent(&gradient, &memory);
        let slope = dot(&direction, &gradient);
        // Without a memory of curvature the gradient's length says nothing of the step's.
        let mut step = if memory.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt() } else { 1.0 };
        let mut found = None;
        for _ in 0..HALVINGS {
            for ((target, start), way) in next.iter_mut().zip(point.iter()).zip(&direction) {
                *target = start + step * way;
            }
            let tried = function(&next, &mut next_gradient);
            if tried <= value + SUFFICIENT * step * slope {
                found = Some(tried);
                break;
            }
            step /= 2.0;
        }
        let Some(lower) = found else { return };
        remember(&mut memory, difference(&next, point), difference(&next_gradient, &gradient));
        std::mem::swap(point, &mut next);
        std::mem::swap(&mut gradient, &mut next_gradient);
        value = lower;
    }
}

/// The direction of descent: minus the gradient, times the inverse curvature as far as it is remembered.
fn descent(gradient: &[f64], memory: &VecDeque<Change>) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|slope| -slope).collect();
    let mut shares = Vec::with_capacity(memory.len());
    for change in memory.iter().rev() {
        let share = change.inverse * dot(&change.point, &direction);
        add(&mut direction, -share, &change.gradient);
        shares.push(share);
    }
    if let Some(last) = memory.back() {
        let scale = 1.0 / (last.inverse * dot(&last.gradient, &last.gradient));
        direction.iter_mut().for_each(|way| *way *= scale);
    }
    for (change, share) in memory.iter().zip(shares.iter().rev()) {
        let correction = change.inverse * dot(&change.gradient, &direction);
        add(&mut direction, share - correction, &change.point);
    }
    direction
}

/// Adds a step to the memory, unless the curvature along it is not positive, which would spoil the direction.
fn remember(memory: &mut VecDeque<Change>, point: Vec<f64>, gradient: Vec<f64>) {
    let product = dot(&point, &gradient);
    if product <= f64::EPSILON * dot(&gradient, &gradient) {
        return;
    }
    if memory.len() == MEMORY {
        memory.pop_front();
    }
    memory.push_back(Change { point, gradient, inverse: 1.0 / product });
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(to: &mut [f64], factor: f64, what: &[f64]) {
    for (target, addend) in to.iter_mut().zip(what) {
        *target += factor * addend;
    }
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rosenbrocks_valley_is_followed_to_its_minimum() {
        // Rosenbrock 1960: minimum 0 at (1, 1), start (-1.2, 1).
        let mut point = vec![-1.2, 1.0];
        minimise(&mut point, Patience { steps: 200, gradient: 1e-9 }, |p, gradient| {
            let (a, b) = (1.0 - p[0], p[1] - p[0] * p[0]);
            gradient[0] = -2.0 * a - 400.0 * p[0] * b;
            gradient[1] = 200.0 * b;
            a * a + 100.0 * b * b
        });
        assert!((point[0] - 1.0).abs() < 1e-8 && (point[1] - 1.0).abs() < 1e-8, "{point:?}");
    }

    #[test]
    fn a_minimum_is_left_as_it_is() {
        let mut point = vec![0.0];
        minimise(&mut point, Patience { steps: 5, gradient: 1e-9 }, |p, gradient| {
            gradient[0] = 2.0 * p[0];
            p[0] * p[0]
        });
        assert_eq!(point, [0.0]);
    }
}
