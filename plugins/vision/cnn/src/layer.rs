//! The layers of a small network, and how its weights are read.

/// A layer's weights: for each output a row of whole numbers of −127 to 127, the step that they are in, and a bias.
#[derive(Debug, Clone, Copy)]
pub struct Layer<'a> {
    /// Figures that each output reads.
    width: usize,
    /// A byte each, in two's complement; `width` of them an output.
    weights: &'a [u8],
    /// A little-endian `f32` an output.
    steps: &'a [[u8; 4]],
    /// A little-endian `f32` an output.
    biases: &'a [[u8; 4]],
}

impl<'a> Layer<'a> {
    /// Takes a layer of `outputs` rows of `width` from the head of `file`, and leaves the rest there.
    ///
    /// # Errors
    /// The file is too short.
    pub fn read(file: &mut &'a [u8], outputs: usize, width: usize) -> Result<Self, String> {
        let mut take = |length: usize| {
            let (head, rest) = file.split_at_checked(length).ok_or("the weights are cut short")?;
            *file = rest;
            Ok::<_, String>(head)
        };
        let weights = take(outputs * width)?;
        let steps = take(outputs * 4)?.as_chunks().0;
        let biases = take(outputs * 4)?.as_chunks().0;
        Ok(Self { width, weights, steps, biases })
    }

    /// The rows as fractions, and the biases.
    fn unpacked(&self) -> impl Iterator<Item = (Vec<f32>, f32)> {
        let ends = self.steps.iter().zip(self.biases);
        self.weights.chunks_exact(self.width.max(1)).zip(ends).map(|(row, (step, bias))| {
            let step = f32::from_le_bytes(*step);
            (row.iter().map(|weight| f32::from(weight.cast_signed()) * step).collect(), f32::from_le_bytes(*bias))
        })
    }

    /// Each output's weighted sum of `figures`.
    pub fn dense(&self, figures: &[f32]) -> Vec<f32> {
        self.unpacked().map(|(row, bias)| bias + dot(&row, figures)).collect()
    }

    /// Weighted sums over each 3 × 3 of `picture`, with zeros around its edge; what is negative becomes zero.
    pub fn convolve(&self, picture: &Picture) -> Picture {
        let rows: Vec<(Vec<f32>, f32)> = self.unpacked().collect();
        let mut figures = Vec::with_capacity(picture.side * picture.side * rows.len());
        let mut patch = Vec::with_capacity(self.width);
        for row in 0..picture.side {
            for column in 0..picture.side {
                picture.patch(row, column, &mut patch);
                figures.extend(rows.iter().map(|(weights, bias)| (bias + dot(weights, &patch)).max(0.0)));
            }
        }
        Picture { side: picture.side, depth: rows.len(), figures }
    }
}

/// The sum of the products, in four running sums that a compiler can keep side by side.
fn dot(weights: &[f32], figures: &[f32]) -> f32 {
    let ((fours, rest), (other_fours, other_rest)) = (weights.as_chunks::<4>(), figures.as_chunks::<4>());
    let mut sums = [0.0_f32; 4];
    for (four, other) in fours.iter().zip(other_fours) {
        for (sum, (weight, figure)) in sums.iter_mut().zip(four.iter().zip(other)) {
            *sum += weight * figure;
        }
    }
    sums.iter().sum::<f32>() + rest.iter().zip(other_rest).map(|(weight, figure)| weight * figure).sum::<f32>()
}

/// A square of points, row by row, with `depth` figures each.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Points in a row.
    pub side: usize,
    /// Figures a point.
    pub depth: usize,
    /// All figures: `side` × `side` × `depth`.
    pub figures: Vec<f32>,
}

impl Picture {
    /// Writes the nine points around one into `patch`, row by row; what lies outside is zero.
    fn patch(&self, row: usize, column: usize, patch: &mut Vec<f32>) {
        patch.clear();
        for r in row..row + 3 {
            for c in column..column + 3 {
                if (1..=self.side).contains(&r) && (1..=self.side).contains(&c) {
                    let start = ((r - 1) * self.side + c - 1) * self.depth;
                    patch.extend_from_slice(&self.figures[start..start + self.depth]);
                } else {
                    patch.resize(patch.len() + self.depth, 0.0);
                }
            }
        }
    }

    /// The largest figure of each 2 × 2, depth by depth: half as high and wide.
    pub fn halved(&self) -> Self {
        let side = self.side / 2;
        let at = |row: usize, column: usize, deep: usize| self.figures[(row * self.side + column) * self.depth + deep];
        let mut figures = Vec::with_capacity(side * side * self.depth);
        for row in 0..side {
            for column in 0..side {
                for deep in 0..self.depth {
                    let (r, c) = (row * 2, column * 2);
                    let above = at(r, c, deep).max(at(r, c + 1, deep));
                    figures.push(above.max(at(r + 1, c, deep)).max(at(r + 1, c + 1, deep)));
                }
            }
        }
        Self { side, depth: self.depth, figures }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One output that reads nine points, of which only the middle and the one to its right count: 2 and −1, bias ½.
    fn file() -> Vec<u8> {
        let weights = [0_i8, 0, 0, 0, 4, -2, 0, 0, 0].map(i8::cast_unsigned);
        [&weights[..], &0.5_f32.to_le_bytes(), &0.5_f32.to_le_bytes()].concat()
    }

    #[test]
    fn a_convolution_reads_zeros_beyond_the_edge_and_keeps_nothing_negative() {
        let file = file();
        let mut rest = &file[..];
        let layer = Layer::read(&mut rest, 1, 9).unwrap();
        assert!(rest.is_empty());
        let picture = Picture { side: 2, depth: 1, figures: vec![1.0, 3.0, 4.0, 1.0] };
        assert_eq!(layer.convolve(&picture).figures, [0.0, 6.5, 7.5, 2.5]);
        assert_eq!(picture.halved(), Picture { side: 1, depth: 1, figures: vec![4.0] });
        assert_eq!(layer.dense(&[0.0, 0.0, 0.0, 0.0, 1.0, 4.0, 0.0, 0.0, 9.0]), [-1.5]);
    }

    #[test]
    fn weights_cut_short_are_refused() {
        let file = file();
        assert!(Layer::read(&mut &file[..16], 1, 9).is_err());
    }
}
