/* Puts organizations that are chosen in the address side by side: ?year=2024&of=one&of=another. All
   figures come from the JSON of the results of the year. */

/** @typedef {{organization: {id: string, name: string, kind: {title: string}}, state: string, rank: number | null, total: number | null, grade: {title: string} | null, no_grade: string | null, raw: Record<string, number>, aspects: Record<string, number>}} Result */
/** @typedef {{methods: {id: string, title: string}[], aspects: {id: string, title: string}[], results: Result[]}} Results */
/** @typedef {(result: Result) => number | null | undefined} Figure */

/** @param {string} name @param {string} [text] */
function element(name, text = "") {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** How many decimal places a number needs.
 *  @param {number | null | undefined} value */
const placesOf = (value) => (String(value ?? 0).split(".")[1] || "").length;

/** A number as pages write it: with so many places, and a real minus.
 *  @param {number} value @param {number} places */
const written = (value, places) => (value || 0).toFixed(places).replace("-", "−");

/** The bar of a percentage, as on a scorecard.
 *  @param {number} percent */
function bar(percent) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  made.setAttribute("class", "sb-bar");
  made.setAttribute("viewBox", "0 0 110 8");
  made.setAttribute("aria-hidden", "true");
  path.setAttribute("d", `M0 1h${Math.max(0, Math.min(110, Math.trunc(percent)))}v6H0z`);
  made.append(path);
  return made;
}

/** How many decimal places the figures of a year have at most.
 *  @param {Result[]} all @param {Figure} figure */
const mostPlaces = (all, figure) => Math.max(...all.map((result) => placesOf(figure(result))));

/** Fill a row with a figure of each result; the highest of those that differ is emphasized.
 *  @param {HTMLTableRowElement} row @param {(number | null | undefined)[]} values
 *  @param {{none: string, places: number, bars?: boolean}} options */
function fillNumbers(row, values, options) {
  const known = values.filter((value) => value !== null && value !== undefined);
  const best = new Set(known).size > 1 ? Math.max(...known) : null;
  for (const value of values) {
    const cell = row.appendChild(element("td"));
    if (value === null || value === undefined) {
      cell.textContent = options.none;
      continue;
    }
    cell.append(element(value === best ? "strong" : "span", written(value, options.places)));
    if (options.bars) cell.append(bar(value));
  }
}

/** The rows of the methods or of the aspects of a year.
 *  @param {HTMLTableSectionElement} group @param {{id: string, title: string}[]} entries
 *  @param {Result[]} chosen @param {Result[]} all @param {string} none */
function fillGroup(group, entries, chosen, all, none) {
  const name = /** @type {"raw" | "aspects"} */ (group.dataset.group);
  group.rows[0].cells[0].colSpan = chosen.length + 1;
  while (group.rows.length > 1) group.deleteRow(1);
  const places = Math.max(...entries.map(({ id }) => mostPlaces(all, (result) => result[name][id])));
  for (const entry of entries) {
    const row = group.insertRow();
    const head = element("th", entry.title);
    head.setAttribute("scope", "row");
    row.append(head);
    const values = chosen.map((result) => result[name][entry.id]);
    fillNumbers(row, values, { none, places, bars: name === "aspects" });
  }
}

/** What a row says of a result that is no figure to compare.
 *  @param {HTMLTableRowElement} row @param {Result} result @param {DOMStringMap} words @param {number} ranked */
function textOf(row, result, words, ranked) {
  if (row.dataset.figure === "state") return row.dataset[result.state];
  if (row.dataset.figure === "grade") return result.grade ? result.grade.title : result.no_grade || words.none;
  if (result.rank === null) return words.none;
  return words.rank.replace("{rank}", String(result.rank)).replace("{count}", String(ranked));
}

/** Show the chosen results.
 *  @param {HTMLTableElement} table @param {Results} results @param {Result[]} chosen @param {string} card the address of a card */
function show(table, results, chosen, card) {
  const { none } = table.dataset;
  const all = results.results;
  const ranked = all.filter((result) => result.rank !== null).length;
  const head = table.tHead.rows[0];
  while (head.cells.length > 1) head.deleteCell(1);
  for (const { organization } of chosen) {
    const cell = element("th");
    const link = /** @type {HTMLAnchorElement} */ (element("a", organization.name));
    link.href = card.replace("ID", organization.id);
    cell.setAttribute("scope", "col");
    cell.append(link, element("small", organization.kind.title));
    head.append(cell);
  }
  for (const row of table.querySelectorAll("tr[data-figure]")) {
    while (row.cells.length > 1) row.deleteCell(1);
    const name = row.dataset.figure;
    if (["state", "grade", "rank"].includes(name)) {
      row.append(...chosen.map((result) => element("td", textOf(row, result, table.dataset, ranked))));
    } else {
      const sign = name === "negative" ? -1 : 1;
      const figure = (result) => (result[name] === null ? null : sign * result[name]);
      fillNumbers(row, chosen.map(figure), { none, places: mostPlaces(all, figure) });
    }
  }
  for (const group of table.querySelectorAll("tbody[data-group]")) {
    fillGroup(group, results[group.dataset.group === "raw" ? "methods" : "aspects"], chosen, all, none);
  }
  table.hidden = chosen.length === 0;
}

/** Offer the organizations of a year, under their kinds; a chosen one stays chosen if it is there.
 *  @param {HTMLSelectElement} choice @param {Result[]} all @param {string} wanted */
function offer(choice, all, wanted) {
  while (choice.children.length > 1) choice.lastElementChild.remove();
  const names = new Intl.Collator("zh-u-co-pinyin");
  const groups = new Map();
  for (const { organization } of [...all].sort((a, b) => names.compare(a.organization.name, b.organization.name))) {
    const kind = organization.kind.title;
    if (!groups.has(kind)) {
      const group = document.createElement("optgroup");
      group.label = kind;
      groups.set(kind, group);
    }
    groups.get(kind).append(new Option(organization.name, organization.id));
  }
  choice.append(...groups.values());
  choice.value = all.some((result) => result.organization.id === wanted) ? wanted : "";
}

/** @param {HTMLFormElement} form */
function start(form) {
  const table = document.querySelector("[data-compared]");
  const failed = document.querySelector("[data-compare-failed]");
  const year = form.elements.namedItem("year");
  const choices = [...form.querySelectorAll("select[name=of]")];
  const address = new URL(location.href);
  const asked = address.searchParams.getAll("of");
  /** @type {Map<string, Results>} */
  const loaded = new Map();

  const update = async () => {
    const { file, card } = year.selectedOptions[0].dataset;
    try {
      if (!loaded.has(file)) loaded.set(file, await (await fetch(file)).json());
    } catch (error) {
      failed.textContent = form.dataset.failed;
      failed.hidden = false;
      return;
    }
    failed.hidden = true;
    const results = loaded.get(file);
    choices.forEach((choice, place) => offer(choice, results.results, choice.value || asked[place] || ""));
    asked.length = 0;
    const ids = [...new Set(choices.map((choice) => choice.value).filter(Boolean))];
    const chosen = ids.map((id) => results.results.find((result) => result.organization.id === id));
    show(table, results, chosen, card);
    address.searchParams.set("year", year.value);
    address.searchParams.delete("of");
    for (const id of ids) address.searchParams.append("of", id);
    history.replaceState(history.state, "", address.href);
  };
  if ([...year.options].some((option) => option.value === address.searchParams.get("year"))) {
    year.value = address.searchParams.get("year");
  }
  form.addEventListener("change", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  update();
}

const form = document.querySelector("form[data-compare]");
if (form) start(form);
