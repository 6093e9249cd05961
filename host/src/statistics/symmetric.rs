//! Systems of linear equations with a symmetric positive definite matrix.

/// The x with `matrix` · x = `right`, by Cholesky's factors; the matrix is given row by row, and its lower half is
/// read. Written out in one order of operations, where a library's may depend on the processor, so that a replay
/// elsewhere gives the same bits.
///
/// `None` where the matrix is not positive definite.
pub(super) fn solve(mut matrix: Vec<f64>, right: &[f64]) -> Option<Vec<f64>> {
    let n = right.len();
    for row in 0..n {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| matrix[row * n + k] * matrix[column * n + k]).sum();
            let rest = matrix[row * n + column] - known;
            if row > column {
                matrix[row * n + column] = rest / matrix[column * n + column];
            } else if rest.is_finite() && rest > 0.0 {
                matrix[row * n + row] = rest.sqrt();
            } else {
                return None;
            }
        }
    }
    let mut x = right.to_vec();
    for row in 0..n {
        let known: f64 = (0..row).map(|k| matrix[row * n + k] * x[k]).sum();
        x[row] = (x[row] - known) / matrix[row * n + row];
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|k| matrix[k * n + row] * x[k]).sum();
        x[row] = (x[row] - known) / matrix[row * n + row];
    }
    Some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_solved_fits() {
        let matrix = vec![4.0, 2.0, -1.0, 2.0, 5.0, 0.5, -1.0, 0.5, 3.0];
        let x = solve(matrix.clone(), &[1.0, -2.0, 0.25]).unwrap();
        for (row, right) in [1.0, -2.0, 0.25].into_iter().enumerate() {
            let left: f64 = (0..3).map(|k| matrix[row * 3 + k] * x[k]).sum();
            assert!((left - right).abs() < 1e-14, "{left} {right}");
        }
        assert_eq!(solve(vec![], &[]), Some(vec![]));
    }

    #[test]
    fn what_is_not_positive_definite_is_not_solved() {
        assert_eq!(solve(vec![0.0], &[1.0]), None);
        assert_eq!(solve(vec![1.0, 2.0, 2.0, 1.0], &[1.0, 1.0]), None);
        assert_eq!(solve(vec![f64::NAN], &[1.0]), None);
    }
}
