// Multinomial naive Bayes with Lidstone smoothing; the terms are pairs of neighbouring bytes.

const SMOOTHING = 0.05;
const TERMS = 65536;

export function fit(samples) {
  if (samples.length === 0) throw new Error('there is no sample');
  const classes = {};
  for (const [bytes, label] of samples) {
    const one = (classes[label] ??= { samples: 0, total: 0, counts: {} });
    one.samples += 1;
    for (let at = 0; at + 1 < bytes.length; at += 1) {
      const pair = bytes[at] * 256 + bytes[at + 1];
      one.counts[pair] = (one.counts[pair] ?? 0) + 1;
      one.total += 1;
    }
  }
  return classes;
}

function score({ samples, total, counts }, bytes) {
  const whole = Math.log(total + SMOOTHING * TERMS);
  let sum = Math.log(samples);
  for (let at = 0; at + 1 < bytes.length; at += 1) sum += Math.log((counts[bytes[at] * 256 + bytes[at + 1]] ?? 0) + SMOOTHING) - whole;
  return sum;
}

// The likeliest label (the first of equals) and its probability.
export function best(classes, bytes) {
  const scores = Object.entries(classes).map(([label, one]) => [label, score(one, bytes)]);
  const [label, highest] = scores.reduce((most, next) => (next[1] > most[1] ? next : most));
  const whole = scores.reduce((sum, [, value]) => sum + Math.exp(value - highest), 0);
  return { label, probability: 1 / whole };
}
