// The search box in the header of every page.

import { everyday } from "./answers.js";
import { entries, find, gathered, hasWords, opened } from "./index.js";
import { forgiven } from "./forgive.js";
import { near } from "./near.js";
import { element, filled, offers, refill, result } from "./results.js";

const SHOWN = 8;
const PAUSE = 80;

const form = /** @type {HTMLFormElement} */ (document.querySelector("[data-search-box]"));
const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
const panel = /** @type {HTMLElement} */ (form.querySelector("[data-search-panel]"));
const list = /** @type {HTMLElement} */ (form.querySelector("[data-search-list]"));
const often = /** @type {HTMLElement} */ (form.querySelector("[data-search-often]"));
const status = /** @type {HTMLElement} */ (form.querySelector("[data-search-status]"));

let asked = 0;
let timer = 0;

/**
 * The page of results of a query.
 * @param {string} query
 * @returns {string}
 */
function page(query) {
  const address = new URL(form.action);
  address.searchParams.set("q", query);
  return address.href;
}

/** Show the first results of what stands in the box, unless more has been typed since. */
async function show() {
  const query = input.value.trim();
  if (!query) return close();
  asked += 1;
  const mine = asked;
  try {
    const summary = await opened();
    const { labels } = summary;
    const literal = await find(query);
    const answers = everyday(query, summary);
    const meant = !answers && literal.numbers.length === 0 ? await forgiven(query) : undefined;
    const found = meant ? await find(meant.words) : literal;
    const groups = await gathered(found.numbers);
    const first = await Promise.all(groups.slice(0, SHOWN).map(entries));
    if (mine !== asked) return undefined;
    const items = first.map((one) => element("li", "", result(one, found, query, labels)));
    if (groups.length > SHOWN) items.push(element("li", "", all(query, labels)));
    refill(often, ...(answers ? [answers] : []));
    refill(list, ...items);
    list.dataset.query = query;
    tell(groups.length, query, labels);
    if (meant && items.length > 0) {
      const facts = { query, words: meant.words, count: groups.length };
      status.textContent = filled(labels[meant.how], facts);
    }
    panel.hidden = false;
    if (items.length === 0 && !answers) await offer(query, labels, mine);
  } catch (error) {
    console.error(error);
    status.textContent = form.dataset.failed ?? "";
    panel.hidden = false;
  }
  return undefined;
}

/**
 * Offer what comes near a query that finds nothing.
 * @param {string} query
 * @param {Record<string, any>} labels
 * @param {number} mine the number of the search that this belongs to
 */
async function offer(query, labels, mine) {
  const others = await near(query);
  if (mine !== asked) return;
  if (others.length === 0) list.append(element("li", "", all(query, labels)));
  else list.append(element("li", "search-near", labels.near, offers(others, page)));
}

/**
 * @param {string} query
 * @param {Record<string, any>} labels
 * @returns {HTMLElement}
 */
function all(query, labels) {
  const link = element("a", "search-all", labels.all);
  link.setAttribute("href", page(query));
  return link;
}

/**
 * @param {number} count
 * @param {string} query
 * @param {Record<string, any>} labels
 */
function tell(count, query, labels) {
  const none = hasWords(query) ? labels.none : labels.signs;
  status.textContent = count > 0 ? filled(labels.count, { count }) : none;
}

/** Put the results away, those that are still on their way too. */
function close() {
  asked += 1;
  panel.hidden = true;
  refill(often);
  refill(list);
  status.textContent = "";
}

/**
 * Move the focus up or down through the box and its results.
 * @param {number} step
 */
function move(step) {
  const stops = [input, .../** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("a"))];
  const at = stops.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
  stops[(at + step + stops.length) % stops.length]?.focus();
}

/** @param {KeyboardEvent} event */
function steer(event) {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    event.preventDefault();
    if (panel.hidden) input.blur();
    else input.focus();
    close();
  }
}

/**
 * Whether keys are being typed into something else.
 * @param {EventTarget | null} target
 * @returns {boolean}
 */
function typing(target) {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

/** @param {KeyboardEvent} event */
function summon(event) {
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  const combined = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  if ((slash && !typing(event.target)) || combined) {
    event.preventDefault();
    input.focus();
    input.select();
  }
}

input.addEventListener("input", (event) => {
  clearTimeout(timer);
  if (!(/** @type {InputEvent} */ (event).isComposing)) timer = setTimeout(show, PAUSE);
});
input.addEventListener("compositionend", () => {
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
});
input.addEventListener("focus", () => {
  opened().catch(() => undefined);
  if (input.value.trim() && panel.hidden) show();
});
form.addEventListener("keydown", steer);
form.addEventListener("submit", (event) => {
  if (!input.value.trim()) event.preventDefault();
});
document.addEventListener("keydown", summon);
if (document.activeElement === input && input.value.trim()) show(); // typed before this script was there
document.addEventListener("click", (event) => {
  if (!form.contains(/** @type {Node} */ (event.target))) close();
});
form.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !form.contains(/** @type {Node} */ (event.relatedTarget))) close();
});

let pages = 0;

/** Leave the results of the page before, and start the page of results where it is shown. */
async function turn() {
  if (pages) close();
  pages += 1;
  const hasResults = () => document.querySelector("[data-search-page]");
  if (!hasResults()) return;
  const { start } = await import("./page.js");
  if (hasResults()) start();
}

/* With navigation.instant the header stays while one page after another is shown: the address of
   the form must not follow that of the page. */
form.action = String(form.action);
/** @type {any} */ (window).onPageShown(turn);
