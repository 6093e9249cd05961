// Files that are not lines of text.

const MAGIC = [
  ['\x89PNG\r\n', 'png'], ['\x1f\x8b\x08', 'gzip'], ['PK\x03\x04', 'zip'], ['RIFF', 'wav'], ['\0asm', 'wasm'],
  ['%PDF-', 'pdf'], ['SQLite format 3\0', 'sqlite'], ['\xff\xfe', 'utf16-text'], ['\xfe\xff', 'utf16-text'],
];
const MARKS = [
  [/IDAT|IHDR|IEND\xaeB`\x82/, 'png'], [/PK\x01\x02|PK\x03\x04|PK\x05\x06/, 'zip'], [/calc_\d|\x41[\x80-\xff][\0-\x3f][\x6c\x71-\x73][\x6a\x6b]\x20/, 'wasm'],
  [/CREATE TABLE[^;]*\)[^;]{0,12}\x07?\x17/, 'sqlite'],
];

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

// The mean step between bytes that lie so far apart.
function step(bytes, apart) {
  return mean(bytes.slice(apart).map((byte, at) => Math.abs(byte - bytes[at])));
}

// The mean step between samples of 16 bits, as a share of their mean size.
function waviness(bytes, from) {
  const samples = [];
  for (let at = from; at + 1 < bytes.length; at += 2) samples.push(((bytes[at] | (bytes[at + 1] << 8)) << 16) >> 16);
  const steps = samples.slice(1).map((sample, at) => Math.abs(sample - samples[at]));
  return mean(steps) / Math.max(mean(samples.map(Math.abs)), 1);
}

// The share of 16-bit units that are Chinese characters, full-width signs or ASCII, for the best of the four readings.
function wide(bytes) {
  const shares = [];
  for (const from of [0, 1]) {
    for (const high of [0, 1]) {
      let [fit, all] = [0, 0];
      for (let at = from; at + 1 < bytes.length; at += 2) {
        const [top, low] = [bytes[at + high], bytes[at + 1 - high]];
        all += 1;
        if ((top === 0 && (low >= 32 || low === 10 || low === 13) && low < 127) || (top >= 0x4e && top <= 0x9f) || top === 0x30 || top === 0xff) fit += 1;
      }
      shares.push(fit / Math.max(all, 1));
    }
  }
  return Math.max(...shares);
}

// Whether the bytes are UTF-8 without control characters; a character may be cut at either end.
export function isText(bytes) {
  let start = 0;
  while (start < 3 && (bytes[start] & 0xc0) === 0x80) start += 1;
  for (let at = start; at < bytes.length; ) {
    const byte = bytes[at];
    const length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
    if (length === 0 || byte === 127 || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)) return false;
    for (let next = at + 1; next < Math.min(at + length, bytes.length); next += 1) if ((bytes[next] & 0xc0) !== 0x80) return false;
    at += length;
  }
  return true;
}

// The type and the reason, or nothing where the bytes are text.
export function binary(bytes) {
  const raw = bytes.map((byte) => String.fromCharCode(byte)).join('');
  for (const [magic, label] of MAGIC) if (raw.startsWith(magic)) return [label, '文件头特征字节'];
  if (raw.startsWith('BM') && raw.slice(6, 10) === '\0\0\0\0') return ['bmp', '文件头特征字节'];
  if (isText(bytes)) return undefined;
  for (const [mark, label] of MARKS) if (mark.test(raw)) return [label, '内部标记'];
  if (wide(bytes) > 0.9) return ['utf16-text', '双字节字符'];
  const zeros = bytes.filter((byte) => byte === 0).length / bytes.length;
  if (zeros > 0.3 || /CREATE TABLE|[\xe4-\xe9][\x80-\xbf]{2}[\xe4-\xe9][\x80-\xbf]{2}/.test(raw)) return ['sqlite', '记录页的文字与空白'];
  if (step(bytes, 3) < 14) return ['bmp', '像素渐变'];
  if (Math.min(waviness(bytes, 0), waviness(bytes, 1)) < 0.85) return ['wav', '采样起伏'];
  return ['gzip', '字节近于随机'];
}
