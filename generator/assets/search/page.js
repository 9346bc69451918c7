// The page of results: its address carries the query and the filters.

import { everyday } from "./answers.js";
import { entries, find, gathered, hasWords, opened } from "./index.js";
import { forgiven } from "./forgive.js";
import { near } from "./near.js";
import { element, filled, offers, otherYears, refill, result } from "./results.js";

/** @typedef {import("./index.js").Found} Found */

const STEP = 10;
const PAUSE = 150;

/** @type {HTMLFormElement} */
let form;
/** @type {HTMLInputElement} */
let input;
/** @type {HTMLSelectElement[]} */
let filters;
/** @type {HTMLElement} */
let status;
/** @type {HTMLElement} */
let often;
/** @type {HTMLElement} */
let list;
/** @type {HTMLButtonElement} */
let more;
/** @type {HTMLElement} */
let onward;

/** @type {Found} */
let found = { numbers: [], whole: new Set(), parts: [] };
/** @type {number[][]} */
let groups = [];
let shown = 0;
let asked = 0;
let timer = 0;

/** What the form asks for, without what is left empty. */
function query() {
  const fields = [input, ...filters].map((field) => [field.name, field.value.trim()]);
  return new URLSearchParams(fields.filter(([, value]) => value));
}

/** Put the query and the filters of the address into the form, but where somebody typed or chose
    before this script was there. */
function fill() {
  const given = new URLSearchParams(location.search);
  for (const field of [input, ...filters]) {
    if (!field.value) field.value = given.get(field.name) ?? "";
    if (field.selectedIndex === -1) field.value = "";
  }
}

/**
 * The address of this page with another query.
 * @param {string} words
 * @returns {string}
 */
function page(words) {
  return `?${new URLSearchParams({ q: words })}`;
}

/** Search for what the form asks for, unless it asks for something else meanwhile. */
async function search() {
  const now = query();
  asked += 1;
  const mine = asked;
  const asks = String(now) !== "";
  history.replaceState(null, "", asks ? `?${now}` : location.pathname);
  try {
    const summary = await opened();
    const { labels } = summary;
    const asking = Object.fromEntries(filters.map((field) => [field.name, field.value]));
    const [words, narrowed] = [input.value.trim(), filters.some((field) => field.value)];
    const literal = words || narrowed ? await find(words, asking) : { ...found, numbers: [] };
    const answers = narrowed && literal.numbers.length > 0 ? undefined : everyday(words, summary);
    const meant = words && !answers && literal.numbers.length === 0 ? await forgiven(words) : undefined;
    const got = meant ? await find(meant.words, asking) : literal;
    const together = await gathered(got.numbers);
    if (mine !== asked) return;
    [found, groups, shown] = [got, together, 0];
    refill(list);
    refill(often, ...(answers ? [answers] : []));
    tell(asks, labels);
    if (meant && got.numbers.length > 0) status.textContent = meaning(meant, words, labels);
    await extend();
    const others = words && !answers && got.numbers.length === 0 ? await instead(words, narrowed) : [];
    if (mine !== asked) return;
    onward.hidden = !asks || got.numbers.length > 0 || Boolean(answers);
    if (others.length === 0) return;
    list.append(element("li", "", labels.near, offers(others, page)));
  } catch (error) {
    console.error(error);
    status.textContent = form.dataset.failed ?? "";
  }
}

/**
 * What is said of results for what the words may have meant.
 * @param {import("./forgive.js").Forgiven} meant
 * @param {string} words
 * @param {Record<string, any>} labels
 * @returns {string}
 */
function meaning(meant, words, labels) {
  return filled(labels[meant.how], { query: words, words: meant.words, count: groups.length });
}

/**
 * What to offer where nothing is found: the same words without filters, or something near.
 * @param {string} words
 * @param {boolean} narrowed
 * @returns {Promise<string[]>}
 */
async function instead(words, narrowed) {
  const anywhere = narrowed && (await find(words)).numbers.length > 0;
  return anywhere ? [words] : near(words);
}

/**
 * @param {boolean} asking whether anything is asked for
 * @param {Record<string, any>} labels
 */
function tell(asking, labels) {
  const count = groups.length;
  const words = input.value.trim();
  const none = !words || hasWords(words) ? labels.none : labels.signs;
  status.textContent = count > 0 ? filled(labels.count, { count }) : asking ? none : "";
}

/** Show the next results. */
async function extend() {
  const mine = asked;
  const { labels } = await opened();
  const next = await Promise.all(groups.slice(shown, shown + STEP).map(entries));
  if (mine !== asked) return;
  const words = input.value;
  const items = next.map((one) => element("li", "", result(one, found, words, labels), ...otherYears(one, words, labels)));
  list.append(...items);
  shown += items.length;
  more.hidden = shown >= groups.length;
  if (shown > STEP) items[0]?.querySelector("a")?.focus();
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
}

/** Start on the page that is shown now. */
export function start() {
  const one = (/** @type {string} */ selector) => /** @type {any} */ (document.querySelector(selector));
  form = one("[data-search-page]");
  input = one("[data-search-page] input[name=q]");
  filters = [...form.querySelectorAll("select")];
  status = one("[data-search-count]");
  often = one("[data-search-answers]");
  list = one("[data-search-results]");
  more = one("[data-search-more]");
  onward = one("[data-search-onward]");
  listen();
  fill();
  unfold();
  search();
}

/** Show the filters where there is room, or where some are set. */
function unfold() {
  const fold = /** @type {HTMLDetailsElement} */ (form.querySelector("[data-search-fold]"));
  fold.open = matchMedia("(min-width: 45em)").matches || filters.some((field) => field.value);
}

function listen() {
  input.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) later();
  });
  input.addEventListener("compositionend", later);
  for (const field of filters) field.addEventListener("change", search);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  more.addEventListener("click", extend);
}
