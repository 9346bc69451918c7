// Text → words, as generator/search/words.py does to what is indexed.

/**
 * @typedef {{word: string, place: number, start: number, end: number}} Word
 * A word, its place among the words, and where it begins and ends in the text.
 */

const QUERY = /(?:"([^"]+)"|“([^”]+)”|「([^」]+)」)(?=\s|$)|\S+/gu;
/* Han of any age of Unicode: an old browser does not know that those added since are letters. */
const HAN = String.raw`\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3fffd}`;
/* The blocks of signs, for browsers that do not know which characters are letters. */
const SIGNS = String.raw`\s\0-\/:-@[-\x60{-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf×÷\u02c2-\u036f\u2000-\u2bff\u2e00-\u3004\u3008-\u3020\u3030\u303d-\u3040\u3099-\u309c\u30a0\u30fb\u3200-\u33ff\u4dc0-\u4dff\ud800-\uf8ff\ufe00-\ufe6f\uff00-\uffff\u{1f000}-\u{1faff}`;
const LETTER = letter();
const WORD = new RegExp(`[0-9a-zß-öø-ʯͰ-ԯ]+|${LETTER.source}`, "gu");

/**
 * A letter or a digit. Firefox before 78 has no classes of Unicode.
 * @returns {RegExp}
 */
function letter() {
  try {
    return new RegExp(`[\\p{L}\\p{N}${HAN}]`, "u");
  } catch {
    return new RegExp(`[^${SIGNS}]`, "u");
  }
}

/**
 * Half-width and lower case, and for each character of it where it stood in the text.
 * @param {string} text
 * @returns {{flat: string, origin: number[]}}
 */
function flattened(text) {
  const origin = [];
  let flat = "";
  let at = 0;
  for (const character of text) {
    const plain = character.normalize("NFKC").toLowerCase();
    for (let n = 0; n < plain.length; n += 1) origin.push(at);
    flat += plain;
    at += character.length;
  }
  return { flat, origin: [...origin, at] };
}

/**
 * The words of a text. Punctuation takes one place however long it is, space none.
 * @param {string} text
 * @returns {Word[]}
 */
export function words(text) {
  const { flat, origin } = flattened(text);
  const found = [];
  let place = 0;
  let end = 0;
  for (const match of flat.matchAll(WORD)) {
    if (found.length > 0 && flat.slice(end, match.index).trim()) place += 1;
    end = match.index + match[0].length;
    found.push({ word: match[0], place, start: origin[match.index], end: origin[end] });
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
  return typed.length > 1 && LETTER.test(word) && word.startsWith(typed);
}
