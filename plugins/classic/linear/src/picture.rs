//! Figures that a linear model can use, out of a small grey picture.
//!
//! Two sorts: the mean brightness of each block of 2 × 2 pixels, and histograms of the directions of edges in each cell
//! of 4 × 4 (N. Dalal and B. Triggs, "Histograms of oriented gradients for human detection", CVPR 2005), here without
//! their normalisation over neighbouring cells, because the articles are all lit alike.

use std::f64::consts::PI;

/// Width and height of a picture in pixels.
pub const SIDE: usize = 28;
/// Pixels of a picture.
pub const PIXELS: usize = SIDE * SIDE;
/// Width and height of a block of brightness.
const BLOCK: usize = 2;
/// Width and height of a cell of edges.
const CELL: usize = 4;
/// Cells side by side.
const CELLS: usize = SIDE / CELL;
/// Directions told apart, over half a turn: an edge from dark to light counts like one from light to dark.
const DIRECTIONS: usize = 8;
/// How many of a picture's figures are of edges; they come first.
pub const EDGES: usize = CELLS * CELLS * DIRECTIONS;
/// How many figures a picture gives.
pub const FIGURES: usize = EDGES + PIXELS / (BLOCK * BLOCK);

/// The figures of a picture of [`PIXELS`] grey bytes in rows: edges cell by cell, then brightness block by block.
pub fn figures(pixels: &[u8; PIXELS]) -> Vec<f64> {
    let mut figures = vec![0.0; FIGURES];
    for (i, &pixel) in pixels.iter().enumerate() {
        let (x, y) = (i % SIDE, i / SIDE);
        let block = (y / BLOCK) * (SIDE / BLOCK) + x / BLOCK;
        figures[EDGES + block] += f64::from(pixel) / (255 * BLOCK * BLOCK) as f64;
        let (length, direction) = edge(pixels, x, y);
        if length > 0.0 {
            let cell = (y / CELL) * CELLS + x / CELL;
            let lower = direction as usize % DIRECTIONS;
            let share = direction.fract();
            figures[cell * DIRECTIONS + lower] += length * (1.0 - share);
            figures[cell * DIRECTIONS + (lower + 1) % DIRECTIONS] += length * share;
        }
    }
    // The root tames the few strongest edges.
    figures[..EDGES].iter_mut().for_each(|edges| *edges = edges.sqrt() / CELL as f64);
    figures
}

/// The length of the gradient at a pixel, black lying all around the picture, and its direction in
/// [0, [`DIRECTIONS`]] over half a turn.
fn edge(pixels: &[u8; PIXELS], x: usize, y: usize) -> (f64, f64) {
    let at = |x: usize, y: usize| f64::from(pixels[y * SIDE + x]) / 255.0;
    let before = |at: &dyn Fn(usize) -> f64, i: usize| if i == 0 { 0.0 } else { at(i - 1) };
    let after = |at: &dyn Fn(usize) -> f64, i: usize| if i + 1 == SIDE { 0.0 } else { at(i + 1) };
    let (across, down) = (|x| at(x, y), |y| at(x, y));
    let (dx, dy) = (after(&across, x) - before(&across, x), after(&down, y) - before(&down, y));
    let length = (dx * dx + dy * dy).sqrt();
    (length, dy.atan2(dx).rem_euclid(PI) / PI * DIRECTIONS as f64)
}

/// Which third of the picture a figure is of, from 0 (top) to 2 (bottom).
pub fn third(figure: usize) -> usize {
    let (row, rows) = match figure.checked_sub(EDGES) {
        None => (figure / (CELLS * DIRECTIONS), CELLS),
        Some(block) => (block / (SIDE / BLOCK), SIDE / BLOCK),
    };
    (row * 3 / rows).min(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upright_edge_is_told_from_a_level_one() {
        let mut upright = [0; PIXELS];
        let mut level = [0; PIXELS];
        for i in 0..PIXELS {
            upright[i] = if i % SIDE >= 14 { 255 } else { 0 };
            level[i] = if i / SIDE >= 14 { 255 } else { 0 };
        }
        let middle = (3 * CELLS + 3) * DIRECTIONS;
        let (upright, level) = (figures(&upright), figures(&level));
        // Eight pixels of the cell lie on the edge, each with a gradient of length 1.
        assert!((upright[middle] - 8_f64.sqrt() / 4.0).abs() < 1e-12);
        assert!((level[middle + DIRECTIONS / 2] - 8_f64.sqrt() / 4.0).abs() < 1e-12);
        assert_eq!((upright[middle + DIRECTIONS / 2], level[middle]), (0.0, 0.0));
    }

    #[test]
    fn a_black_picture_gives_nothing_and_a_white_one_full_brightness() {
        assert!(figures(&[0; PIXELS]).iter().all(|figure| *figure == 0.0));
        assert!(figures(&[255; PIXELS])[EDGES..].iter().all(|figure| (figure - 1.0).abs() < 1e-12));
    }

    #[test]
    fn thirds_run_from_the_top_to_the_bottom() {
        assert_eq!([third(0), third(EDGES - 1), third(EDGES), third(FIGURES - 1)], [0, 2, 0, 2]);
    }
}
