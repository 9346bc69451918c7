// Text → words, as generator/search/words.py does to what is indexed.

/**
 * @typedef {{word: string, place: number, start: number, end: number}} Word
 * A word, its place among the words, and where it begins and ends in the text.
 */

const QUERY = /(?:"([^"]+)"|“([^”]+)”|「([^」]+)」)(?=\s|$)|\S+/gu;
/* What all below mean, and why they are blocks and not classes of Unicode: words.py. */
const SPACE = String.raw`\t-\r \u1680\u2028\u2029`;
const SIGNS = String.raw`\0-\x08\x0e-\x1f!-\/:-@\[-\x60{-©«-´¶-¹»-¿×÷\u02d2-\u036f\u0600-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u0964\u0965\u0f01-\u0f14\u0f3a-\u0f3d\u1800-\u180a\u2000-\u2027\u202a-\u214f\u218c-\u245f\u2500-\u2775\u2794-\u2bff\u2e00-\u3004\u3008-\u3020\u3030\u303d-\u3040\u3099-\u309c\u30a0\u30fb\u4dc0-\u4dff\ud800-\udfff\ufe00-\ufe6f\uff00-\uffff\u{1f000}-\u{1faff}`;
const LETTERS = String.raw`0-9a-zß-öø-ʯͰ-ԯḀ-\u1fff`;
const WORD = new RegExp(
  `[${LETTERS}][${LETTERS}\\u0300-\\u036f]*|[^${SPACE}${SIGNS}]`, "gu");
const SIGN = new RegExp(`[^${SPACE}]`, "u");
const IGNORED = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e0fff}]/u;
const IDEOGRAPHS = [...(
  "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵\u2e9a旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻" +
  "𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食" +
  "𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)];
/* Characters that never join the one before them, by far the most frequent. */
const APART = /^[\0-\u02ff\u3400-\u9fff]/;

/**
 * A text as it is compared, as normalize() in words.py gives it.
 * @param {string} text without ignored characters
 * @returns {string}
 */
function plain(text) {
  return text
    .normalize("NFKC")
    .replace(/[\u2e81-\u2ef3]/g, (radical) => IDEOGRAPHS[radical.charCodeAt(0) - 0x2e81])
    .toLowerCase()
    .replace(/ς/g, "σ");
}

/**
 * The least stretches of a text that can be compared one by one: characters, with what joins them,
 * such as accents, and what is ignored after them.
 * @param {string} text
 * @returns {{text: string, start: number, end: number}[]}
 */
function stretches(text) {
  const found = [];
  let at = 0;
  for (const character of text) {
    let last = { text: character.replace(IGNORED, ""), start: at, end: at + character.length };
    at = last.end;
    while (found.length > 0 && joins(found[found.length - 1].text, last.text)) {
      const before = found.pop();
      last = { text: before.text + last.text, start: before.start, end: last.end };
    }
    found.push(last);
  }
  return found;
}

/**
 * Whether two stretches are compared otherwise together than one by one.
 * @param {string} before
 * @param {string} after
 * @returns {boolean}
 */
function joins(before, after) {
  if (after === "") return true;
  return !APART.test(after) && plain(before + after) !== plain(before) + plain(after);
}

/**
 * A text as it is compared, and for each unit of it where that begins and ends in the text.
 * @param {string} text
 * @returns {{flat: string, starts: number[], ends: number[]}}
 */
function flattened(text) {
  let flat = "";
  const starts = [];
  const ends = [];
  for (const stretch of stretches(text)) {
    flat += plain(stretch.text);
    while (starts.length < flat.length) {
      starts.push(stretch.start);
      ends.push(stretch.end);
    }
  }
  return { flat, starts, ends };
}

/**
 * The words of a text. Punctuation takes one place however long it is, space none.
 * @param {string} text
 * @returns {Word[]}
 */
export function words(text) {
  const { flat, starts, ends } = flattened(text);
  const found = [];
  let place = 0;
  let end = 0;
  for (const match of flat.matchAll(WORD)) {
    if (found.length > 0 && SIGN.test(flat.slice(end, match.index))) place += 1;
    end = match.index + match[0].length;
    found.push({ word: match[0], place, start: starts[match.index], end: ends[end - 1] });
    place += 1;
  }
  return found;
}

/**
 * What stands between two neighbouring words: a hyphen for punctuation, else a space.
 * @param {Word} first
 * @param {Word} second
 * @returns {string} the two words as one term of the index
 */
export function pair(first, second) {
  return first.word + (second.place - first.place > 1 ? "-" : " ") + second.word;
}

/**
 * What an id or a name is looked up by when it is typed whole.
 * @param {string} text
 * @returns {string}
 */
export function key(text) {
  const found = words(text);
  return found.reduce((whole, one, n) => {
    if (n === 0) return one.word;
    return whole + (one.place - found[n - 1].place > 1 ? "-" : " ") + one.word;
  }, "");
}

/**
 * The parts of a query, all of which must be found: words, and phrases in quotation marks.
 * @param {string} query
 * @returns {Word[][]}
 */
export function parts(query) {
  return [...query.matchAll(QUERY)]
    .map((match) => words(match[1] ?? match[2] ?? match[3] ?? match[0]))
    .filter((part) => part.length > 0);
}

/**
 * Where the parts of a query stand in a text, as ranges of characters in order.
 * @param {string} text
 * @param {Word[][]} queried
 * @returns {[number, number][]}
 */
export function marks(text, queried) {
  const found = words(text);
  const ranges = queried.flatMap((part) => standing(found, part));
  return ranges.sort((one, other) => one[0] - other[0]);
}

/**
 * @param {Word[]} found
 * @param {Word[]} part
 * @returns {[number, number][]}
 */
function standing(found, part) {
  const fits = (from) =>
    part.every((one, n) => {
      const there = found[from + n];
      if (!there) return false;
      if (part.length === 1) return there.word === one.word || begins(there.word, one.word);
      return there.word === one.word && there.place - found[from].place === one.place;
    });
  return found.flatMap((first, n) =>
    fits(n) ? [[first.start, found[n + part.length - 1].end]] : [],
  );
}

/**
 * Whether a word of letters begins with what has been typed of it so far.
 * @param {string} word
 * @param {string} typed
 * @returns {boolean}
 */
function begins(word, typed) {
  return typed.length > 1 && /\D/.test(word) && word.startsWith(typed);
}
