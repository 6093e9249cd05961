const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

// The bytes of a text in Base64, which must be this many.
export function bytes(text, wanted) {
  const found = [];
  let bits = 0;
  let held = 0;
  for (const letter of text.replace(/=+$/, '')) {
    bits = ((bits << 6) | LETTERS.indexOf(letter)) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    found.push((bits >> held) & 0xff);
  }
  if (found.length !== wanted) throw { tag: 'unreadable', val: `${found.length} pixels` };
  return found;
}
