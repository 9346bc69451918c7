/* What a page offers beyond reading: printing it, sorting and filtering its tables.
   Everything can be read without it. */

/** @param {HTMLTableElement} table @returns {HTMLTableRowElement[]} */
const rowsOf = (table) => [...table.tBodies[0].rows];

/** The text by which a cell is filtered.
 *  @param {HTMLTableCellElement} cell */
const valueOf = (cell) => cell.dataset.value ?? cell.textContent.trim();

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
  const values = new Set(rowsOf(table).map((row) => valueOf(row.cells[column])));
  select.append(new Option(table.dataset.all, ""));
  values.forEach((value) => select.append(new Option(value, value)));
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
  };
  form.append(found);
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  table.parentElement.before(form);
}

/** Bring the line that the address names into view, and unfold what it lies in. */
function showNamed() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!named) return;
  let folded = named.closest("details:not([open])");
  if (!folded) return;
  for (; folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
  named.scrollIntoView();
}

/** Unfold for printing what is to be read on paper, and fold it again afterwards.
 *  @param {boolean} printing */
function unfold(printing) {
  for (const folded of document.querySelectorAll("details[data-print-open]")) {
    if (printing && !folded.open) folded.dataset.printOpen = "unfolded";
    if (printing) folded.open = true;
    else if (folded.dataset.printOpen) {
      folded.open = false;
      folded.dataset.printOpen = "";
    }
  }
}

/** Make all of it work on the page that is shown now. */
function start() {
  document.querySelectorAll("table[data-filter]").forEach(addFilter);
  document.querySelectorAll("table[data-sort]").forEach((table) => new window.Tablesort(table));
  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  if (document.readyState === "complete") setTimeout(reachBoxes);
  showNamed();
}

/** The theme puts wide tables of the guides into boxes that scroll; keys must reach them. */
function reachBoxes() {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) box.tabIndex = 0;
}

/* With navigation.instant the theme shows one page after another without loading them. It tells
   of each, the first included. */
if (window.document$) window.document$.subscribe(start);
else start();
window.addEventListener("load", reachBoxes);
window.addEventListener("hashchange", showNamed);
window.addEventListener("beforeprint", () => unfold(true));
window.addEventListener("afterprint", () => unfold(false));
