// Widths, Chinese numerals, amounts and months.

const DIGITS = '〇一二三四五六七八九';
const UNITS = { 十: 10, 百: 100, 千: 1000 };

// Full-width letters and digits become half-width; thousands separators go.
export function plain(text) {
  return text.normalize('NFKC').replace(/(\d),(?=\d{3})/g, '$1');
}

function digit(character) {
  return character === '零' ? 0 : DIGITS.indexOf(character);
}

// 十二万六千 and the like.
export function numeral(text) {
  const [high, low] = text.includes('万') ? text.split('万') : ['', text];
  const small = (part) => {
    let [sum, last] = [0, 0];
    for (const character of part) {
      if (UNITS[character]) {
        sum += (last || 1) * UNITS[character];
        last = 0;
      } else last = digit(character);
    }
    return sum + last;
  };
  return small(high) * 10000 + small(low);
}

// Each number of rows that a clause tells.
export function amounts(clause) {
  const found = [];
  for (const [, figure, ten, words] of clause.matchAll(/(\d+(?:\.\d+)?)\s*(万)?\s*(?:余)?条|([零一二三四五六七八九十百千万]{2,})条/g)) {
    found.push(words ? numeral(words) : Math.round(Number(figure) * (ten ? 10000 : 1)));
  }
  return found;
}

function year(text) {
  return /\d/.test(text) ? Number(text) : Number([...text].map(digit).join(''));
}

const MONTH = '(\\d{4}|[〇零一二三四五六七八九]{4})\\s*[年./-]\\s*(\\d{1,2}|[一二三四五六七八九十]{1,2})(?!\\d)\\s*月?';
const SPAN = new RegExp(`${MONTH}(?:起)?\\s*[,,]?\\s*(?:至|到|-|~|—|–|～)+\\s*${MONTH}(?!\\s*\\d{1,2}日)`, 'g');

// Each pair of months that a text tells, as 2021-03/2024-12.
export function spans(text) {
  return [...text.matchAll(SPAN)].map(([, ...parts]) => {
    const month = (word) => String(/\d/.test(word) ? Number(word) : numeral(word)).padStart(2, '0');
    return `${year(parts[0])}-${month(parts[1])}/${year(parts[2])}-${month(parts[3])}`;
  });
}

// Each day that a text tells, as a number such as 20260305; a bare year's end is its last day.
export function days(text) {
  const found = [...text.matchAll(/(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})/g)];
  const ends = [...text.matchAll(/(\d{4})年底/g)].map(([, y]) => Number(y) * 10000 + 1231);
  return [...found.map(([, y, m, d]) => Number(y) * 10000 + Number(m) * 100 + Number(d)), ...ends];
}
