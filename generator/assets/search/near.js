// What comes near a query that finds nothing.

import { find, opened, stands } from "./index.js";
import { key, parts } from "./words.js";

const OFFERED = 6;
const LONGEST = 12;

/** @typedef {import("./words.js").Word} Word */

/**
 * Queries that do find something: the parts apart, and ids that differ little.
 * @param {string} query
 * @returns {Promise<string[]>}
 */
export async function near(query) {
  const { ids } = await opened();
  const pieces = [...new Set((await Promise.all(parts(query).map(apart))).flat())];
  const together = pieces.length > 1 ? pieces.join(" ") : "";
  const both = together && (await find(together)).numbers.length > 0 ? [together] : [];
  const offers = [...similar(key(query), ids), ...both, ...pieces];
  return [...new Set(offers)].filter((one) => key(one) !== key(query)).slice(0, OFFERED);
}

/**
 * A part cut into the longest stretches that are found, from left to right; a single Chinese
 * character says too little to be one.
 * @param {Word[]} part
 * @returns {Promise<string[]>}
 */
async function apart(part) {
  const pieces = [];
  for (let from = 0; from < part.length; ) {
    const least = ofLetters(part[from]) ? 1 : 2;
    let to = Math.min(part.length, from + LONGEST);
    while (to >= from + least && !(await stands(part.slice(from, to)))) to -= 1;
    if (to >= from + least) pieces.push(text(part.slice(from, to)));
    from = Math.max(to, from + 1);
  }
  return pieces;
}

/**
 * Words as one would type them.
 * @param {Word[]} part
 * @returns {string}
 */
function text(part) {
  return part.reduce((typed, one, n) => {
    if (n === 0) return one.word;
    const before = part[n - 1];
    if (one.place - before.place > 1) return `${typed}-${one.word}`;
    return typed + (ofLetters(before) && ofLetters(one) ? " " : "") + one.word;
  }, "");
}

/**
 * Whether a word is more than one character, which may be two units long.
 * @param {Word} word
 * @returns {boolean}
 */
function ofLetters({ word }) {
  return [...word].length > 1;
}

/**
 * The ids that begin with what was typed, or are one letter away from it.
 * @param {string} typed
 * @param {string[]} ids
 * @returns {string[]}
 */
function similar(typed, ids) {
  const wanted = bare(typed);
  if (!/^[0-9a-z]{2,}$/.test(wanted)) return [];
  const begin = ids.filter((id) => bare(id).startsWith(wanted));
  const close = ids.filter((id) => oneAway(bare(id), wanted));
  return [...begin, ...close].slice(0, OFFERED);
}

/**
 * @param {string} id
 * @returns {string} the id without hyphens and spaces
 */
function bare(id) {
  return id.replace(/[ -]/g, "");
}

/**
 * Whether two words differ by one letter: changed, missing, or two that changed places.
 * @param {string} one
 * @param {string} other
 * @returns {boolean}
 */
function oneAway(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let n = 0;
  while (n < one.length && one[n] === other[n]) n += 1;
  const rest = one.slice(n);
  const left = other.slice(n);
  if (rest.slice(1) === left.slice(1) || rest.slice(1) === left || rest === left.slice(1)) {
    return true;
  }
  return rest[0] === left[1] && rest[1] === left[0] && rest.slice(2) === left.slice(2);
}
