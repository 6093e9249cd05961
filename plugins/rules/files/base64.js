// Base64 into bytes: the component's engine has no decoder of its own.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));

export function decode(text) {
  const bytes = [];
  let [hold, bits] = [0, 0];
  for (const character of text.replace(/=+$/, '')) {
    const value = VALUES.get(character);
    if (value === undefined) throw new Error(`not Base64: ${character}`);
    hold = ((hold << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((hold >> bits) & 0xff);
    }
  }
  return bytes;
}
