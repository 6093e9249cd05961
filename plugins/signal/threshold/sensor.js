// Disturbances of a sensor by fixed thresholds: readings that do not move, and readings far from the week's median.

const FROZEN = 5; // equal readings in a row
const TOO_FAR = 4; // robust deviations
const GAP = 3; // ordinary readings that a long disturbance may hold

export function sensor({ values }) {
  const events = frozen(values);
  const middle = median(values);
  const spread = 1.4826 * median(values.map((value) => Math.abs(value - middle))) || 1e-9;
  let run = null;
  const close = () => {
    if (run && !events.some((event) => event.start <= run.end && run.start <= event.end)) {
      events.push({ ...run, kind: kind(values.slice(run.start, run.end + 1), middle) });
    }
    run = null;
  };
  values.forEach((value, at) => {
    if (Math.abs(value - middle) < TOO_FAR * spread) return;
    if (run && at - run.end > GAP) close();
    run = { start: run ? run.start : at, end: at };
  });
  close();
  events.sort((a, b) => a.start - b.start);
  return { output: { events }, rationale: `以整周中位数 ${middle.toFixed(2)} 为准，稳健离散度 ${spread.toFixed(2)}，超出 ${TOO_FAR} 倍或连续 ${FROZEN} 小时不变者报警。` };
}

export function frozen(values) {
  const events = [];
  for (let start = 0; start < values.length; ) {
    let end = start;
    while (end + 1 < values.length && values[end + 1] === values[start]) end += 1;
    if (end - start + 1 >= FROZEN) events.push({ start, end, kind: 'stuck' });
    start = end + 1;
  }
  return events;
}

// Short is a spike; what ends about twice as far off as it began is a drift.
function kind(run, middle) {
  if (run.length < 4) return 'spike';
  const third = Math.ceil(run.length / 3);
  const off = (part) => Math.abs(median(part) - middle);
  return off(run.slice(-third)) > 1.5 * off(run.slice(0, third)) ? 'drift' : 'level-shift';
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
