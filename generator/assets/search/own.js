// What only the tree of the reader's organization has: few records, which are indexed here.

import { key, pair, words } from "./words.js";

/**
 * @typedef {{address: string, kind: string, when: string, title: string, texts: string[],
 *   keys: string[], values: Record<string, string[]>}} OwnRecord
 * @typedef {{clauses: number, records: OwnRecord[], titles: string[],
 *   readings: Record<string, string[]>}} Own
 * The records, of which the first are no scorecards.
 */

export const TEXT_STARTS = 100;

/** @type {Own} */
export const NONE = { clauses: 0, records: [], titles: [], readings: {} };

/**
 * Where each term of some records stands, as the files of the index say of all others: the number
 * of the record, and the place in it.
 * @param {OwnRecord[]} records
 * @returns {Map<string, [number, number][]>}
 */
export function terms(records) {
  /** @type {Map<string, [number, number][]>} */
  const table = new Map();
  records.forEach((record, number) => {
    for (const [term, place] of termsOf(record)) {
      if (!table.has(term)) table.set(term, []);
      table.get(term)?.push([number, place]);
    }
  });
  return table;
}

/**
 * @param {OwnRecord} record
 * @returns {[string, number][]}
 */
function termsOf(record) {
  /** @type {[string, number][]} */
  const found = record.keys.map((name) => [`=${key(name)}`, 0]);
  let start = 0;
  for (const text of [record.title, ...record.texts]) {
    const inside = words(text);
    inside.forEach((one, n) => {
      const place = start + one.place;
      found.push([one.word, place]);
      for (const beginning of beginnings(one.word)) found.push([beginning, place]);
      if (n + 1 < inside.length) found.push([pair(one, inside[n + 1]), place]);
    });
    const last = inside.length > 0 ? inside[inside.length - 1].place : 0;
    start = Math.max(TEXT_STARTS, start + last + 2);
  }
  return found;
}

/**
 * The beginnings of a word of letters, marked, so that it is found while it is typed.
 * @param {string} word
 * @returns {string[]}
 */
function beginnings(word) {
  if (/^[0-9]+$/.test(word)) return [];
  const lengths = [...Array(word.length).keys()].slice(2);
  return lengths.map((length) => `^${word.slice(0, length)}`);
}
