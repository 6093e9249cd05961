// Orders and merchants: of all pairs that are possible, the one that earns most goes first.

export function match({ orders, merchants }) {
  const pairs = [];
  for (const order of orders) {
    for (const merchant of merchants) {
      const earned = profit(order, merchant);
      if (earned > 0) pairs.push({ order, merchant, earned });
    }
  }
  pairs.sort((a, b) => b.earned - a.earned);
  const free = new Map(merchants.map((merchant) => [merchant.id, merchant.lines]));
  const placed = new Set();
  const assignments = [];
  let total = 0;
  for (const { order, merchant, earned } of pairs) {
    if (placed.has(order.id) || free.get(merchant.id) === 0) continue;
    placed.add(order.id);
    free.set(merchant.id, free.get(merchant.id) - 1);
    assignments.push({ order: order.id, merchant: merchant.id });
    total += earned;
  }
  const rationale = `按毛利从高到低逐单分派，${orders.length} 个订单中承接 ${assignments.length} 个，总毛利 ${total} 元。`;
  return { output: { assignments }, rationale };
}

// What the order earns with the merchant; 0 where it cannot make it in time.
function profit(order, merchant) {
  const quote = merchant.quotes[order.category];
  if (quote === undefined || order.pieces < merchant.min_pieces) return 0;
  const days = merchant.setup_days + Math.ceil(order.pieces / merchant.daily_pieces) + order.transit_days;
  return days > order.due_days ? 0 : order.pieces * (order.price - quote) - merchant.freight;
}
