// Jobs on a cluster by list scheduling with backfilling: whenever cards come free or a job arrives, of the jobs that
// wait the one with most weight for its cards and minutes starts first, on the node that it fills best.

export function placeJobs({ nodes, jobs }) {
  const free = nodes.map((node) => node.gpus);
  const waiting = [...jobs].sort((a, b) => density(b) - density(a));
  const running = [];
  const starts = [];
  let flow = 0;
  let now = Math.min(...jobs.map((job) => job.arrives));
  while (waiting.length > 0) {
    for (let index = 0; index < waiting.length; ) {
      const job = waiting[index];
      const node = job.arrives <= now ? tightest(free, job.gpus) : -1;
      if (node < 0) {
        index += 1;
        continue;
      }
      waiting.splice(index, 1);
      free[node] -= job.gpus;
      running.push({ node, gpus: job.gpus, end: now + job.minutes });
      starts.push({ job: job.id, node: nodes[node].id, start: now });
      flow += job.weight * (now + job.minutes - job.arrives);
    }
    const ends = running.filter((one) => one.end > now).map((one) => one.end);
    const arrivals = waiting.filter((job) => job.arrives > now).map((job) => job.arrives);
    const next = Math.min(...ends, ...arrivals);
    if (waiting.length > 0 && next === Infinity) return { output: null, rationale: '有作业所需卡数超过任一节点。' };
    now = next;
    for (const one of running.splice(0)) {
      if (one.end <= now) free[one.node] += one.gpus;
      else running.push(one);
    }
  }
  return { output: { starts }, rationale: `按「权重 ÷ 卡时」优先并见缝插针，加权逗留时间 ${flow} 分钟。` };
}

const density = (job) => job.weight / (job.gpus * job.minutes);

// The node with fewest cards free that are enough; -1 where there is none.
function tightest(free, gpus) {
  let best = -1;
  free.forEach((cards, node) => {
    if (cards >= gpus && (best < 0 || cards < free[best])) best = node;
  });
  return best;
}
