// What comes near a query that finds nothing.

import { find, opened } from "./index.js";
import { key, parts } from "./words.js";

const OFFERED = 6;

/**
 * Queries that do find something: the parts apart, and ids that differ little.
 * @param {string} query
 * @returns {Promise<string[]>}
 */
export async function near(query) {
  const { ids } = await opened();
  const pieces = [...new Set((await Promise.all(parts(query).map(apart))).flat())];
  const together = pieces.length > 1 ? [pieces.join(" ")] : [];
  const found = await Promise.all(
    [...together, ...pieces].map(async (one) => ((await find(one)).numbers.length > 0 ? one : "")),
  );
  const offers = [...similar(key(query), ids), ...found.filter(Boolean)];
  return [...new Set(offers)].filter((one) => key(one) !== key(query)).slice(0, OFFERED);
}

/**
 * A part cut into the longest stretches that are found, from left to right.
 * @param {import("./words.js").Word[]} part
 * @returns {Promise<string[]>}
 */
async function apart(part) {
  const pieces = [];
  for (let from = 0; from < part.length; ) {
    let to = part.length;
    while (to > from && !(await has(text(part.slice(from, to))))) to -= 1;
    if (to > from + 1 || (to > from && part[from].word.length > 1)) {
      pieces.push(text(part.slice(from, to)));
    }
    from = Math.max(to, from + 1);
  }
  return pieces;
}

/**
 * @param {string} query
 * @returns {Promise<boolean>}
 */
async function has(query) {
  return (await find(query)).numbers.length > 0;
}

/**
 * Words as one would type them.
 * @param {import("./words.js").Word[]} part
 * @returns {string}
 */
function text(part) {
  return part.reduce((typed, one, n) => {
    if (n === 0) return one.word;
    const before = part[n - 1];
    if (one.place - before.place > 1) return `${typed}-${one.word}`;
    const latin = before.word.length > 1 && one.word.length > 1;
    return typed + (latin ? " " : "") + one.word;
  }, "");
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
