// One title: the terms found in it, the attributes over them, in order and within the length.

const GIVEN = { 适用: 'sex', 材质: 'material', 颜色: 'colour', 尺码: 'size' };
// What goes first where there is little room.
const LESSER = ['detail', 'season', 'style', 'feel', 'fit', 'pattern', 'feature'];
// After these slots the title goes on behind a comma.
const TAIL = ['season', 'detail', 'colour', 'size', 'count'];

// The term that a title has at this place: exactly, or, if it is long enough to be sure, but for one character.
function termAt(terms, title, at) {
  const exact = terms.find((term) => title.startsWith(term.zh, at));
  if (exact) return exact;
  return terms.find(({ zh }) => {
    if (zh.length < 3 || at + zh.length > title.length) return false;
    let differ = 0;
    for (let i = 0; i < zh.length; i += 1) differ += zh[i] !== title[at + i];
    return differ === 1;
  });
}

export function termsOf(terms, title) {
  const found = [];
  for (let at = 0; at < title.length; ) {
    const term = termAt(terms, title, at);
    if (term) found.push(term);
    at += term ? term.zh.length : 1;
  }
  return found;
}

// The most specific item, the first of those; a product is one thing.
function oneItem(found) {
  const items = found.filter((term) => term.slot === 'item');
  return items.reduce((best, term) => (best && best.zh.length >= term.zh.length ? best : term), null);
}

function count(counts, value) {
  const [, number, unit] = /^(\d+)(.+)$/.exec(value) ?? [];
  return counts[unit]?.replace('{n}', number);
}

function slotsOf({ terms, counts, left }, { title, attributes }) {
  const dropped = left.filter((phrase) => title.includes(phrase));
  const rest = dropped.reduce((text, phrase) => text.replaceAll(phrase, '　'), title);
  const found = termsOf(terms, rest);
  const slots = {};
  const put = (slot, en) => {
    slots[slot] = [...new Set([...(slots[slot] ?? []), en])];
  };
  const item = oneItem(found);
  const given = Object.values(GIVEN);
  for (const { slot, en } of found) if (slot !== 'item' && !given.includes(slot)) put(slot, en);
  if (item) put('item', item.en);
  for (const [name, slot] of Object.entries(GIVEN)) {
    const value = attributes[name];
    if (value) put(slot, terms.find((term) => term.zh === value && term.slot === slot)?.en ?? value);
  }
  if (attributes.件数) put('count', count(counts, attributes.件数) ?? '');
  return { slots, dropped };
}

function render(order, slots) {
  const head = order.filter((slot) => !TAIL.includes(slot)).flatMap((slot) => slots[slot] ?? []);
  // A word that the item itself says is not said twice.
  const words = head.filter((word, index) => !head.some((other, at) => at !== index && other !== word && ` ${other} `.includes(` ${word} `)));
  const tail = TAIL.flatMap((slot) => slots[slot] ?? []);
  return [words.join(' '), ...tail].filter(Boolean).join(', ');
}

export function write(state, input) {
  const { slots, dropped } = slotsOf(state, input);
  let title = render(state.order, slots);
  for (const slot of LESSER) {
    while (title.length > input.max_length && slots[slot]?.length) {
      slots[slot].pop();
      title = render(state.order, slots);
    }
  }
  title = title.slice(0, input.max_length) || 'Clothing';
  const rationale = dropped.length ? `未翻译的表述：${dropped.join('、')}。` : '标题中未见违规表述。';
  return { output: { title, left_out: dropped.slice(0, 20) }, rationale };
}
