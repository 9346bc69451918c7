// What a query may have meant that finds nothing: a name or a title that it nearly is, in
// characters or in pinyin. The names are fetched only then.

import { names } from "./index.js";
import { words } from "./words.js";

const LEAST = 3;
const LEAST_WITH_FAULT = 4;
const LEAST_INITIALS = 3;
const ROOM = 6;
const HAN = /[\u3400-\u9fff]/;

/** @typedef {{words: string, how: "pinyin" | "similar"}} Forgiven */

/**
 * What to look for instead, and in what way it is near; nothing if nothing is.
 * @param {string} query
 * @returns {Promise<Forgiven | undefined>}
 */
export async function forgiven(query) {
  const typed = words(query).map((one) => one.word).join("");
  const characters = [...typed];
  if (characters.length < LEAST) return undefined;
  const { titles, readings } = await names();
  const spoken = /^[a-z]+$/.test(typed);
  const found = spoken ? said(typed, titles, readings) : HAN.test(typed) ? written(characters, titles) : "";
  return found ? { words: found, how: spoken ? "pinyin" : "similar" } : undefined;
}

/**
 * The stretch of a title that is pronounced as was typed, in full or by initials; the most frequent.
 * @param {string} typed
 * @param {string[]} titles
 * @param {Record<string, string[]>} readings
 * @returns {string}
 */
function said(typed, titles, readings) {
  for (const initials of [false, true]) {
    if (initials && typed.length < LEAST_INITIALS) continue;
    const best = mostFrequent(titles.flatMap((title) => stretchesSaid(typed, [...title], readings, initials)));
    if (best) return best;
  }
  return "";
}

/**
 * @param {string} typed
 * @param {string[]} title
 * @param {Record<string, string[]>} readings
 * @param {boolean} initials
 * @returns {string[]}
 */
function stretchesSaid(typed, title, readings, initials) {
  const found = [];
  for (let start = 0; start < title.length; start += 1) {
    const end = endSaid(typed, title, start, readings, initials);
    if (end > start + 1) found.push(title.slice(start, end).join(""));
  }
  return found;
}

/**
 * Where the stretch from a character on ends that is pronounced as typed; -1 if none is.
 * @param {string} typed
 * @param {string[]} title
 * @param {number} at
 * @param {Record<string, string[]>} readings
 * @param {boolean} initials
 * @returns {number}
 */
function endSaid(typed, title, at, readings, initials) {
  if (typed === "") return at;
  for (const reading of readings[title[at]] ?? []) {
    const sound = initials ? reading[0] : reading;
    if (typed.startsWith(sound)) {
      const end = endSaid(typed.slice(sound.length), title, at + 1, readings, initials);
      if (end >= 0) return end;
    }
  }
  return -1;
}

/**
 * The stretch of a title that is nearest to what was typed: with a part left out, in another order,
 * or, of four characters and more, with one of them wrong, missing or too many.
 * @param {string[]} typed
 * @param {string[]} titles
 * @returns {string}
 */
function written(typed, titles) {
  const cut = titles.map((title) => [...title]);
  const kinds = [leftOut, ...(typed.length >= LEAST_WITH_FAULT ? [oneWrong, reordered] : [])];
  for (const kind of kinds) {
    const best = mostFrequent(cut.flatMap((title) => kind(typed, title)));
    if (best) return best;
  }
  return "";
}

/**
 * The shortest stretch that has all characters in their order and little between them.
 * @param {string[]} typed
 * @param {string[]} title
 * @returns {string[]}
 */
function leftOut(typed, title) {
  let shortest = "";
  for (let start = 0; start < title.length; start += 1) {
    if (title[start] !== typed[0]) continue;
    let at = start;
    let matched = 0;
    while (at < title.length && matched < typed.length) {
      if (title[at] === typed[matched]) matched += 1;
      at += 1;
    }
    const stretch = title.slice(start, at);
    const near = matched === typed.length && stretch.length <= typed.length + ROOM;
    if (near && (!shortest || stretch.length < shortest.length)) shortest = stretch.join("");
  }
  return shortest ? [shortest] : [];
}

/**
 * @param {string[]} typed
 * @param {string[]} title
 * @returns {string[]}
 */
function oneWrong(typed, title) {
  for (const length of [typed.length, typed.length + 1, typed.length - 1]) {
    for (let start = 0; start + length <= title.length; start += 1) {
      const stretch = title.slice(start, start + length);
      if (oneApart(typed, stretch)) return [stretch.join("")];
    }
  }
  return [];
}

/**
 * Whether two texts differ by one character.
 * @param {string[]} one
 * @param {string[]} other
 * @returns {boolean}
 */
function oneApart(one, other) {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [left, right] = [one.slice(start).join(""), other.slice(start).join("")];
  const [first, second] = [one.slice(start + 1).join(""), other.slice(start + 1).join("")];
  return first === second || left === second || first === right;
}

/**
 * A stretch of the same characters in another order.
 * @param {string[]} typed
 * @param {string[]} title
 * @returns {string[]}
 */
function reordered(typed, title) {
  const wanted = [...typed].sort().join("");
  for (let start = 0; start + typed.length <= title.length; start += 1) {
    const stretch = title.slice(start, start + typed.length);
    if ([...stretch].sort().join("") === wanted) return [stretch.join("")];
  }
  return [];
}

/**
 * The most frequent of several texts, of equals the first.
 * @param {string[]} texts
 * @returns {string}
 */
function mostFrequent(texts) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) || 0) + 1);
  let best = "";
  for (const [text, count] of counts) if (count > (counts.get(best) || 0)) best = text;
  return best;
}
