/* What a page offers beyond reading: printing it, sorting and filtering its tables.
   Everything can be read without it. */

/** @param {HTMLTableElement} table @returns {HTMLTableRowElement[]} */
const rowsOf = (table) => [...table.tBodies[0].rows];

/** The text by which a cell is filtered.
 *  @param {HTMLTableCellElement} cell */
const valueOf = (cell) => cell.dataset.value ?? cell.textContent.trim();

/** Where the grade in a cell stands on its scale, from 1; 0 in other cells.
 *  @param {HTMLTableCellElement} cell */
function placeOf(cell) {
  const grade = cell.querySelector("[data-place]");
  const ends = { first: 1, last: 99 };
  return grade ? ends[grade.dataset.place] || Number(grade.dataset.place) : 0;
}

/** Names are sorted by their sound. What Tablesort compares is negative where it comes later. */
function sortNames() {
  const names = new Intl.Collator("zh-u-co-pinyin");
  window.Tablesort.extend("names", (text) => /[\u4e00-\u9fff]/.test(text), (a, b) => names.compare(b, a));
}

/** Let a table be sorted, grades in the order of their scale.
 *  @param {HTMLTableElement} table */
function addSorting(table) {
  for (const row of rowsOf(table)) {
    for (const cell of row.cells) if (placeOf(cell)) cell.dataset.sort = String(placeOf(cell));
  }
  return new window.Tablesort(table);
}

/** A text as it is compared: the same in full and half width, whatever case it has, and without
 *  what cannot be seen.
 *  @param {string} text */
const comparable = (text) =>
  text.replace(/[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]/g, "").normalize("NFKC").toLowerCase();

/** A label around a control.
 *  @param {string} words @param {HTMLElement} control */
function labelled(words, control) {
  const label = document.createElement("label");
  label.append(words, control);
  return label;
}

/** A list of the values of a column, "all" first.
 *  @param {HTMLTableElement} table @param {number} column */
function choiceOf(table, column) {
  const select = document.createElement("select");
  const cells = rowsOf(table).map((row) => row.cells[column]);
  const values = new Map(cells.map((cell) => [valueOf(cell), placeOf(cell)]));
  const inOrder = [...values.keys()].sort((a, b) => values.get(a) - values.get(b));
  select.append(new Option(table.dataset.all, ""));
  inOrder.forEach((value) => select.append(new Option(value, value)));
  select.dataset.column = String(column);
  return select;
}

/** Controls above a table that hide the rows which do not match.
 *  @param {HTMLTableElement} table */
function addFilter(table) {
  const form = document.createElement("form");
  const words = document.createElement("input");
  const found = document.createElement("output");
  words.type = "search";
  form.className = "sb-filter";
  form.append(labelled(table.dataset.filter, words));
  const choices = [...table.tHead.rows[0].cells]
    .filter((cell) => "choose" in cell.dataset)
    .map((cell) => {
      const choice = choiceOf(table, cell.cellIndex);
      form.append(labelled(cell.textContent, choice));
      return choice;
    });
  const controls = named(words, choices);
  const filtered = document.createElement("p");
  filtered.className = "sb-filtered";
  const apply = () => {
    const wanted = comparable(words.value.trim());
    let shown = 0;
    for (const row of rowsOf(table)) {
      const fits =
        comparable(row.textContent).includes(wanted) &&
        choices.every((c) => !c.value || valueOf(row.cells[Number(c.dataset.column)]) === c.value);
      row.hidden = !fits;
      shown += Number(fits);
    }
    found.value = table.dataset.found.replace("{count}", String(shown));
    filtered.textContent = [
      ...controls.filter(([, c]) => c.value).map(([, c]) => `${c.labels[0].firstChild.textContent}: ${c.value}`),
      found.value,
    ].join("; ");
    filtered.hidden = controls.every(([, c]) => !c.value);
  };
  form.append(found);
  form.addEventListener("input", () => {
    apply();
    writeFilters(controls);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  table.parentElement.before(form, filtered);
  readFilters(controls);
  apply();
  if (!location.search) found.value = "";
}

/** Put the line that says of what a page is into the margin of every sheet, where a browser has
 *  boxes there; elsewhere it stands once at the top. */
function nameSheets() {
  const line = document.querySelector(".sb-sheet");
  const sheet = [...document.styleSheets].find((one) => (one.href || "").includes("scorebook.css"));
  if (!line || !sheet) return;
  const [left, right] = [...line.children].map((part) => JSON.stringify(part.textContent.trim()));
  const style = "font-size: 9pt; color: #444";
  const boxes = `@top-left { content: ${left}; ${style} } @top-right { content: ${right}; ${style} }`;
  const rule = sheet.cssRules[sheet.insertRule(`@page { ${boxes} }`, sheet.cssRules.length)];
  if (rule.cssRules && rule.cssRules.length) line.classList.add("sb-in-margin");
}

/** The controls of filters by the names that they have in the address: ``find``, then ``find-3`` for
 *  the choice of the third column.
 *  @param {HTMLInputElement} words @param {HTMLSelectElement[]} choices */
const named = (words, choices) => [
  ["find", words],
  ...choices.map((choice) => [`find-${Number(choice.dataset.column) + 1}`, choice]),
];

/** Set filters as the address says.
 *  @param {[string, HTMLInputElement | HTMLSelectElement][]} controls */
function readFilters(controls) {
  const asked = new URLSearchParams(location.search);
  for (const [name, control] of controls) if (asked.has(name)) control.value = asked.get(name);
}

/** Write filters into the address, so that a filtered table can be passed on.
 *  @param {[string, HTMLInputElement | HTMLSelectElement][]} controls */
function writeFilters(controls) {
  const address = new URL(location.href);
  for (const [name, control] of controls) {
    if (control.value) address.searchParams.set(name, control.value);
    else address.searchParams.delete(name);
  }
  history.replaceState(history.state, "", address.href);
}

/** Make all of it work on the page that is shown now. */
function start() {
  sortNames();
  document.querySelectorAll("table[data-filter]").forEach(addFilter);
  document.querySelectorAll("table[data-sort]").forEach(addSorting);
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  if (document.readyState === "complete") setTimeout(reachBoxes);
}

/** Keys must reach the boxes in which wide tables scroll, and a reader must hear what they hold. */
function reachBoxes() {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .sb-scroll")) {
    if (box.scrollWidth <= box.clientWidth) continue;
    const caption = box.querySelector("caption");
    box.tabIndex = 0;
    if (!caption) continue;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", caption.textContent);
  }
}

window.onPageShown(start);
window.addEventListener("load", reachBoxes);
window.addEventListener("resize", reachBoxes);
window.addEventListener("beforeprint", nameSheets, { once: true });
