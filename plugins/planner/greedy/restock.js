// Restocking by average and spread: each good's past sales, promotions taken out, give a normal law; the order meets the
// coming week's demand with the share of weeks that the margin is worth (the newsvendor's ratio). Where the orders do not
// fit, all shrink alike.

export function restock({ capacity, goods }) {
  const wanted = goods.map((good) => {
    const sales = good.history.map((week) => week.sales / (week.lift / 100));
    const mean = sales.reduce((sum, one) => sum + one, 0) / Math.max(1, sales.length);
    const squares = sales.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    const spread = Math.sqrt(squares / Math.max(1, sales.length - 1));
    const worth = (good.price - good.cost) / Math.max(1, good.price - good.salvage);
    const level = (mean + quantile(worth) * spread) * (good.lift / 100);
    return Math.max(0, Math.round(level) - good.stock);
  });
  const sum = wanted.reduce((total, one) => total + one, 0);
  const share = Math.min(1, capacity / Math.max(1, sum));
  const orders = goods.map((good, index) => ({ good: good.id, pieces: Math.floor(wanted[index] * share) }));
  return { output: { orders }, rationale: `按均值与波动估算需求，共想补 ${sum} 件，可容纳 ${capacity} 件。` };
}

// About the normal law's quantile: by the logistic law of the same spread.
function quantile(probability) {
  const p = Math.min(0.98, Math.max(0.02, probability));
  return (Math.sqrt(3) / Math.PI) * Math.log(p / (1 - p));
}
