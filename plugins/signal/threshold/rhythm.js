// The rhythm by intervals alone: an R wave is where the signal stands out by 60 % of its greatest height.

export function rhythm({ samples, hz }) {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  const top = sorted[Math.floor(sorted.length * 0.995)] - middle;
  const beats = [];
  for (let at = 0; at < samples.length; at += 1) {
    if (samples[at] - middle < 0.6 * top) continue;
    if (beats.length === 0 || at - beats[beats.length - 1] > 0.25 * hz) beats.push(at);
  }
  const intervals = beats.slice(1).map((beat, index) => (beat - beats[index]) / hz);
  const name = named(intervals);
  return { output: { rhythm: name }, rationale: `检出 ${beats.length} 次心搏，按间期判为 ${name}。` };
}

// The kind by the intervals' median and how many stray from it.
export function named(intervals) {
  if (intervals.length < 2) return 'sinus-bradycardia';
  const usual = [...intervals].sort((a, b) => a - b)[intervals.length >> 1];
  const early = intervals.filter((interval) => interval < 0.82 * usual).length;
  const late = intervals.filter((interval) => interval > 1.6 * usual).length;
  const rate = 60 / usual;
  if (late > 0 && early === 0) return 'second-degree-block';
  if (early > 0.25 * intervals.length) return 'atrial-fibrillation';
  if (early > 0) return 'premature-ventricular';
  if (rate > 155) return 'ventricular-tachycardia';
  if (rate > 100) return 'sinus-tachycardia';
  return rate < 60 ? 'sinus-bradycardia' : 'sinus';
}
