// Results as elements of the page. All text of the site goes in as text, never as markup.

import { ROOT } from "./index.js";
import { key, marks, words } from "./words.js";

/**
 * @typedef {import("./index.js").Entry} Entry
 * @typedef {import("./index.js").Found} Found
 * @typedef {import("./words.js").Word} Word
 */

const BEFORE = 24;
const SHOWN = 96;
const EXCERPTS = 2;

/**
 * An element with a class and some content.
 * @param {string} name
 * @param {string} className
 * @param {(Node | string)[]} content
 * @returns {HTMLElement}
 */
export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/**
 * Put other content into an element.
 * @param {HTMLElement} changed
 * @param {(Node | string)[]} content
 */
export function refill(changed, ...content) {
  changed.textContent = "";
  changed.append(...content);
}

/**
 * A result: a link with its title, its kind and years, and an excerpt; of a clause that stands in
 * several editions, to the first of them.
 * @param {Entry[]} entries
 * @param {Found} found
 * @param {string} query
 * @param {Record<string, any>} labels
 * @returns {HTMLElement}
 */
export function result(entries, found, query, labels) {
  const [entry] = entries;
  const years = entries.map((one) => one.when).filter(Boolean);
  const about = [labels.kind[entry.kind], ...years].filter(Boolean).join(" · ");
  const link = element(
    "a",
    "search-result",
    element("span", "search-result-title", ...marked(entry.title, marks(entry.title, found.parts))),
    element("span", "search-result-about", about),
  );
  for (const text of telling(entry, found.parts)) {
    link.append(element("span", "search-result-excerpt", ...excerpt(text, found.parts)));
  }
  link.setAttribute("href", address(entry, query));
  return link;
}

/**
 * Links to the same clause in the other editions; nothing where there are none.
 * @param {Entry[]} entries
 * @param {string} query
 * @param {Record<string, any>} labels
 * @returns {HTMLElement[]}
 */
export function otherYears(entries, query, labels) {
  if (entries.length < 2) return [];
  const links = entries.slice(1).map((one) => {
    const link = element("a", "", one.when);
    link.setAttribute("href", address(one, query));
    return link;
  });
  const spaced = links.flatMap((link) => [" ", link]);
  return [element("p", "search-years", labels.years, ...spaced)];
}

/**
 * Where a result leads: for the id of a situation to its row on the page of the standard.
 * @param {Entry} entry
 * @param {string} query
 * @returns {string}
 */
function address(entry, query) {
  const page = new URL(entry.address, ROOT);
  const id = key(query);
  const quoted = entry.texts.some((text) => text.startsWith(`${id} `));
  if (entry.kind === "standard" && quoted) page.hash = id;
  return page.href;
}

/**
 * The texts that show the query best: one with as many of its parts as possible, and another
 * with what is missing; or the first text, where the title shows everything.
 * @param {Entry} entry
 * @param {Word[][]} parts
 * @returns {string[]}
 */
function telling(entry, parts) {
  const chosen = [];
  let missing = parts;
  while (missing.length > 0 && chosen.length < EXCERPTS) {
    const text = richest(entry.texts, missing);
    if (!text) break;
    chosen.push(text);
    missing = missing.filter((part) => marks(text, [part]).length === 0);
  }
  return chosen.length > 0 ? chosen : entry.texts.slice(0, 1);
}

/**
 * The text with most of the parts; none if none has any.
 * @param {string[]} texts
 * @param {Word[][]} parts
 * @returns {string}
 */
function richest(texts, parts) {
  let best = "";
  let most = 0;
  for (const text of texts) {
    const count = parts.filter((part) => marks(text, [part]).length > 0).length;
    if (count > most) [best, most] = [text, count];
  }
  return best;
}

/**
 * The stretch of a text around the first words found, with the words marked.
 * @param {string} text
 * @param {Word[][]} parts
 * @returns {(Node | string)[]}
 */
function excerpt(text, parts) {
  const ranges = marks(text, parts);
  const first = ranges.length > 0 ? ranges[0][0] : 0;
  const edges = words(text).map((word) => word.start);
  /** @param {number} place the next place from here on where no word is cut */
  const whole = (place) => edges.find((edge) => edge >= place) ?? text.length;
  const start = text.length <= SHOWN || first < SHOWN / 2 ? 0 : whole(first - BEFORE);
  const end = start + SHOWN < text.length ? whole(start + SHOWN) : text.length;
  return [start > 0 ? "…" : "", ...marked(text, ranges, start, end), end < text.length ? "…" : ""];
}

/**
 * A stretch of a text with what was found in `<mark>`.
 * @param {string} text
 * @param {[number, number][]} ranges
 * @param {number} from
 * @param {number} to
 * @returns {(Node | string)[]}
 */
function marked(text, ranges, from = 0, to = text.length) {
  const made = [];
  let at = from;
  for (const [first, last] of ranges) {
    const [start, end] = [Math.max(at, first), Math.min(to, last)];
    if (end <= start) continue;
    made.push(text.slice(at, start), element("mark", "", text.slice(start, end)));
    at = end;
  }
  return [...made, text.slice(at, to)];
}

/**
 * A label with its facts put in.
 * @param {string} label
 * @param {Record<string, string | number>} facts
 * @returns {string}
 */
export function filled(label, facts) {
  return label.replace(/\{(\w+)\}/g, (_, name) => String(facts[name]));
}

/**
 * Queries to try instead, each as a link.
 * @param {string[]} queries
 * @param {(query: string) => string} href
 * @returns {HTMLElement}
 */
export function offers(queries, href) {
  const list = element("ul", "search-offers");
  for (const query of queries) {
    const link = element("a", "search-offer", query);
    link.setAttribute("href", href(query));
    list.append(element("li", "", link));
  }
  return list;
}
