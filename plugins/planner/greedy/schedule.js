// Job-shop schedules by a dispatching rule: most work remaining goes first.
//
// Active schedules after Giffler & Thompson (Operations Research 8:487, 1960): of the steps that could be next, find
// the one that would end soonest; among those that compete with it for its machine, take the one whose job has most
// work left.

export function schedule({ machines, jobs }) {
  const machineFree = machines.map(() => 0);
  const jobFree = jobs.map(() => 0);
  const next = jobs.map(() => 0);
  const left = jobs.map((job) => job.steps.reduce((sum, step) => sum + step.minutes, 0));
  const starts = jobs.map(() => []);
  const open = new Set(jobs.keys());
  for (;;) {
    const ready = [...open].map((job) => {
      const { machine, minutes } = jobs[job].steps[next[job]];
      const start = Math.max(jobFree[job], machineFree[machine]);
      return { job, machine, start, end: start + minutes };
    });
    if (ready.length === 0) break;
    const soonest = ready.reduce((a, b) => (b.end < a.end ? b : a));
    const rivals = ready.filter((one) => one.machine === soonest.machine && (one.start < soonest.end || one === soonest));
    const chosen = rivals.reduce((a, b) => (left[b.job] > left[a.job] ? b : a));
    starts[chosen.job].push(chosen.start);
    jobFree[chosen.job] = machineFree[chosen.machine] = chosen.end;
    left[chosen.job] -= chosen.end - chosen.start;
    next[chosen.job] += 1;
    if (next[chosen.job] === jobs[chosen.job].steps.length) open.delete(chosen.job);
  }
  return { output: { starts }, rationale: `按剩余工时最多者优先派工，总完工时间 ${Math.max(0, ...jobFree)} 分钟。` };
}
