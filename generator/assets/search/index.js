// The index that the site was built with: fetches the few files that a query needs.

import { NONE, TEXT_STARTS, terms } from "./own.js";
import { key, pair, parts } from "./words.js";

/**
 * @typedef {import("./words.js").Word} Word
 * @typedef {{address: string, kind: string, when: string, title: string, texts: string[]}} Entry
 * @typedef {{numbers: number[], whole: Set<number>, parts: Word[][]}} Found
 * The numbers of the records, best first; those of which the query is an id or a name.
 * @typedef {Record<string, string>} Filters
 * @typedef {{folder: string, shards: number, block: number, records: number, cards: number,
 *   ids: string[], same: number[][], labels: Record<string, any>, own?: boolean}} Summary
 * @typedef {import("./own.js").Own & {terms: Map<string, [number, number][]>}} OwnIndex
 */

const BASE = new URL("../search-index/", import.meta.url);
const ROOM = 2 ** 20;

/** @type {Map<string, Promise<any>>} */
const fetched = new Map();

/** @type {Promise<Summary> | undefined} */
let summary;

/** @type {Promise<OwnIndex> | undefined} */
let own;

/**
 * What the index says of itself; always asked for anew, so that no old index is used.
 * @returns {Promise<Summary>}
 */
export function opened() {
  if (!summary) {
    summary = fetch(new URL("index.json", BASE), { cache: "no-cache" }).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
      return answer.json();
    });
    summary.catch(() => (summary = undefined));
  }
  return summary;
}

/**
 * What only the reader's organization has, numbered after all records that others have too.
 * @returns {Promise<OwnIndex>}
 */
async function owned() {
  const { own: any } = await opened();
  own = own ?? (any ? readOwn() : Promise.resolve({ ...NONE, terms: new Map() }));
  own.catch(() => (own = undefined));
  return own;
}

/** @returns {Promise<OwnIndex>} */
async function readOwn() {
  const answer = await fetch(new URL("own.json", BASE), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  const read = await answer.json();
  return { ...read, terms: terms(read.records) };
}

/**
 * A packed file of the index. A server may already have unpacked it on the way.
 * @param {string} path
 * @returns {Promise<any>}
 */
async function packed(path) {
  const { folder } = await opened();
  if (!fetched.has(path)) fetched.set(path, unpacked(new URL(`${folder}/${path}`, BASE)));
  return fetched.get(path);
}

/**
 * @param {URL} address
 * @returns {Promise<any>}
 */
async function unpacked(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return JSON.parse(new TextDecoder().decode(bytes));
  if ("DecompressionStream" in window) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  }
  const { inflate } = await import("./inflate.js");
  return JSON.parse(new TextDecoder().decode(inflate(bytes)));
}

/**
 * Where a term stands: each place as record × ROOM + place in it, in order.
 * @param {string} term
 * @returns {Promise<number[]>}
 */
async function places(term) {
  const { records, shards } = await opened();
  const [shared, mine] = await Promise.all([packed(`terms/${shard(term, shards)}.json.gz`), owned()]);
  const [steps, inside] = shared[term] ?? [[], []];
  const numbers = summed(steps);
  return [
    ...numbers.map((number, n) => number * ROOM + inside[n]),
    ...(mine.terms.get(term) ?? []).map(([number, place]) => (records + number) * ROOM + place),
  ];
}

/**
 * The number of the file that holds a term: FNV-1a over its UTF-8, 32 bits.
 * @param {string} term
 * @param {number} count
 * @returns {number}
 */
function shard(term, count) {
  let hashed = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(term)) {
    hashed = Math.imul(hashed ^ byte, 0x01000193) >>> 0;
  }
  return hashed % count;
}

/**
 * Where a part of a query begins. Every second pair of words is enough, and the last one.
 * @param {Word[]} part
 * @returns {Promise<number[]>}
 */
async function beginnings(part) {
  if (part.length === 1) {
    const terms = await Promise.all([places(part[0].word), places(`^${part[0].word}`)]);
    return terms.flat();
  }
  const last = part.length - 2;
  const pairs = part.map((_, n) => n).filter((n) => n <= last && (n % 2 === 0 || n === last));
  const found = await Promise.all(
    pairs.map(async (n) => {
      const at = await places(pair(part[n], part[n + 1]));
      return at.map((place) => place - part[n].place + part[0].place);
    }),
  );
  found.sort((one, other) => one.length - other.length);
  return found.reduce((left, right) => {
    const there = new Set(right);
    return left.filter((place) => there.has(place));
  });
}

/**
 * Whether a part stands anywhere.
 * @param {Word[]} part
 * @returns {Promise<boolean>}
 */
export async function stands(part) {
  return (await beginnings(part)).length > 0;
}

/**
 * The records that hold a part: for each whether it stands in the title.
 * @param {Word[]} part
 * @returns {Promise<Map<number, boolean>>}
 */
async function holding(part) {
  /** @type {Map<number, boolean>} */
  const held = new Map();
  for (const place of await beginnings(part)) {
    const number = Math.floor(place / ROOM);
    held.set(number, held.get(number) || place % ROOM < TEXT_STARTS);
  }
  return held;
}

/**
 * Whether a query has something to be looked for; signs alone are nothing.
 * @param {string} query
 * @returns {boolean}
 */
export function hasWords(query) {
  return parts(query).length > 0;
}

/**
 * Everything that holds all parts of a query and passes the filters, best first: that of which
 * the query is the id or the name; clauses before scorecards; what has the words in its title;
 * and else as the records are numbered, by kind and newest first. An empty query leaves all to the
 * filters, a query of signs alone finds nothing.
 * @param {string} query
 * @param {Filters} filters
 * @returns {Promise<Found>}
 */
export async function find(query, filters = {}) {
  const { cards, records } = await opened();
  const { clauses, records: mine } = await owned();
  const queried = parts(query);
  const [held, named, allowed] = await Promise.all([
    Promise.all(queried.map(holding)),
    queried.length > 0 ? places(`=${key(query)}`) : [],
    passing(filters),
  ]);
  const whole = new Set(named.map((place) => Math.floor(place / ROOM)));
  const unqueried = query.trim() ? [] : Array(records + mine.length).keys();
  const every = [...(held.length > 0 ? held[0].keys() : unqueried)];
  const numbers = every.filter((number) => held.every((part) => part.has(number)));
  /** @param {number} n */
  const rank = (n) => {
    if (whole.has(n)) return n;
    const missing = held.filter((part) => !part.get(n)).length;
    const first = n < cards || (n >= records && n < records + clauses);
    return ((first ? 1 : 100) + missing) * ROOM + n;
  };
  const passed = [...new Set([...numbers, ...whole])].filter((n) => !allowed || allowed.has(n));
  const ranked = passed.map((n) => [rank(n), n]).sort((one, other) => one[0] - other[0]);
  return { numbers: ranked.map(([, n]) => n), whole, parts: queried };
}

/**
 * Records with those of the same clause in other editions together, where the first of them stands.
 * @param {number[]} numbers
 * @returns {Promise<number[][]>}
 */
export async function gathered(numbers) {
  const { same } = await opened();
  const clauses = new Map();
  same.forEach((records, clause) => records.forEach((number) => clauses.set(number, clause)));
  /** @type {Map<string, number[]>} */
  const groups = new Map();
  for (const number of numbers) {
    const group = clauses.has(number) ? `same ${clauses.get(number)}` : `${number}`;
    groups.set(group, [...(groups.get(group) ?? []), number]);
  }
  return [...groups.values()];
}

/**
 * The records that pass all filters; nothing if there are none.
 * @param {Filters} filters
 * @returns {Promise<Set<number> | undefined>}
 */
async function passing(filters) {
  const asked = Object.entries(filters).filter(([, value]) => value);
  if (asked.length === 0) return undefined;
  const { records } = await opened();
  const [facets, mine] = await Promise.all([packed("facets.json.gz"), owned()]);
  const sets = asked.map(([name, value]) => {
    const numbers = mine.records.map((record, n) => (record.values[name]?.includes(value) ? records + n : -1));
    return new Set([...summed(facets[name]?.[value] ?? []), ...numbers]);
  });
  return new Set([...sets[0]].filter((number) => sets.every((set) => set.has(number))));
}

/**
 * @param {number[]} steps
 * @returns {number[]}
 */
function summed(steps) {
  let number = 0;
  return steps.map((step) => (number += step));
}

/**
 * The titles of all that has a name, and how each character in them is read, in pinyin.
 * @returns {Promise<{titles: string[], readings: Record<string, string[]>}>}
 */
export async function names() {
  const [shared, mine] = await Promise.all([packed("names.json.gz"), owned()]);
  return {
    titles: [...shared.titles, ...mine.titles],
    readings: { ...shared.readings, ...mine.readings },
  };
}

/**
 * What is shown of a record.
 * @param {number} number
 * @returns {Promise<Entry>}
 */
export async function entry(number) {
  const { block, records } = await opened();
  if (number >= records) return (await owned()).records[number - records];
  const texts = await packed(`texts/${Math.floor(number / block)}.json.gz`);
  const [address, kind, when, title, ...rest] = texts[number % block];
  return { address, kind, when, title, texts: rest };
}

/**
 * What is shown of each record of a group.
 * @param {number[]} numbers
 * @returns {Promise<Entry[]>}
 */
export function entries(numbers) {
  return Promise.all(numbers.map(entry));
}

/** The address of the root of the site, which those of the entries start from. */
export const ROOT = new URL("../../", import.meta.url);
