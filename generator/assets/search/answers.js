// Everyday words, and the places of the site that answer them. What is found literally is shown as
// it is; the answers stand apart from it, and say that they are none of it.

import { ROOT } from "./index.js";
import { element, filled } from "./results.js";
import { words } from "./words.js";

const MOST = 3;

/** @typedef {{title: string, text: string, address: string, words: string[]}} Answer */

/**
 * Whether words stand in a row among others.
 * @param {string[]} found
 * @param {string[]} row
 * @returns {boolean}
 */
const holds = (found, row) => found.some((_, at) => row.every((word, n) => found[at + n] === word));

/** @param {string} text */
const cut = (text) => words(text).map((one) => one.word);

/**
 * The answers to the everyday words in a query, those of the longest word first. A phrase in
 * quotation marks is looked up as it is.
 * @param {string} query
 * @param {Answer[]} answers
 * @returns {Answer[]}
 */
export function answered(query, answers) {
  if (/["“「]/.test(query)) return [];
  const asked = cut(query);
  const lengths = answers.map((answer) => answer.words.filter((word) => holds(asked, cut(word))).map((word) => cut(word).length));
  return answers
    .map((answer, n) => ({ answer, length: Math.max(0, ...lengths[n]) }))
    .filter((one) => one.length > 0)
    .sort((one, other) => other.length - one.length)
    .slice(0, MOST)
    .map((one) => one.answer);
}

/**
 * The answers to a query as a list under what they are; nothing if there are none.
 * @param {string} query
 * @param {{answers?: Answer[], labels: Record<string, any>}} summary
 * @returns {HTMLElement | undefined}
 */
export function everyday(query, { answers = [], labels }) {
  const found = answered(query, answers);
  if (found.length === 0) return undefined;
  const list = element("ul", "");
  for (const answer of found) {
    const link = element("a", "", answer.title);
    link.setAttribute("href", new URL(answer.address, ROOT).href);
    list.append(element("li", "", link, " ", element("span", "", answer.text)));
  }
  return element("div", "search-everyday", element("p", "", filled(labels.everyday, { query })), list);
}
