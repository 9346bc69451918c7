/* Lines of a page: their addresses, which can be copied and bring the line into view, and rows of
   tables under one another where a phone is too narrow for columns. */

const NARROW = window.matchMedia("(max-width: 30em)");

/** Bring the line that the address names into view, and unfold what it lies in. */
function showNamed() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!named) return;
  const inside = [];
  for (let box = named.closest("details"); box; box = box.parentElement.closest("details")) inside.push(box);
  for (const box of inside) box.open = true;
  for (const line of document.querySelectorAll(".sb-named")) line.classList.remove("sb-named");
  if (!named.matches(".sb-table tr, .md-typeset li, .sb-change")) return;
  named.classList.add("sb-named");
  named.hidden = false;
  named.scrollIntoView({ block: "center" });
}

/** Copy a text. Browsers give a clipboard to encrypted pages alone; elsewhere the text is selected
 *  in a field, from which it can also be copied by hand.
 *  @param {string} text @param {HTMLElement} button @returns {Promise<boolean>} */
async function copyText(text, button) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (refused) {
      // The field below is left.
    }
  }
  const field = document.createElement("input");
  field.className = "sb-address";
  field.readOnly = true;
  field.value = text;
  field.setAttribute("aria-label", button.title);
  button.after(field);
  field.select();
  const copied = document.execCommand("copy");
  if (copied) field.remove();
  else field.addEventListener("blur", () => field.remove());
  button.focus();
  if (!copied) field.select();
  return copied;
}

/** Offer the address of a line.
 *  @param {HTMLElement} line @param {DOMStringMap} words */
function offerAddress(line, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "sb-copy";
  button.title = words.copy;
  button.setAttribute("aria-label", words.copy);
  button.textContent = "¶";
  button.addEventListener("click", async () => {
    const address = new URL(location.href);
    address.hash = line.id;
    if (!(await copyText(address.href, button))) return;
    button.textContent = words.copied;
    setTimeout(() => (button.textContent = "¶"), 2000);
  });
  (line.querySelector("th") || line.querySelector("p") || line).append(button);
}

/** The words over each column of a table with one row of heads.
 *  @param {HTMLTableElement} table @returns {string[]} */
function headsOf(table) {
  if (!table.tHead || table.tHead.rows.length !== 1) return [];
  return [...table.tHead.rows[0].cells].reduce(
    (heads, cell) => heads.concat(new Array(cell.colSpan).fill(cell.textContent.trim())),
    [],
  );
}

/** How many characters have room beside the cell; two of Latin letters are as wide as one. */
const ROOM = 6;

/** A cell with at most so many characters may stand beside others in a line. */
const BRIEF = 12;

/** How wide a text is, in Han characters.
 *  @param {string} text */
const widthOf = (text) => text.trim().replace(/[ -~]{2}/g, " ").length;

/** The cells of a table with the numbers of their columns; those of the row heads are left out.
 *  @param {HTMLTableElement} table
 *  @returns {[HTMLTableCellElement, number][]} */
function cellsOf(table) {
  const found = [];
  for (const row of table.querySelectorAll("tbody tr, tfoot tr")) {
    let column = 0;
    for (const cell of row.cells) {
      found.push([cell, column]);
      column += cell.colSpan;
    }
  }
  return found;
}

/** Put the cells of each row under one another, each after the words over its column; those of
 *  columns with a few words only stand beside one another.
 *  @param {HTMLTableElement} table */
function stack(table) {
  const heads = headsOf(table);
  if (!heads.length) return;
  const cells = cellsOf(table);
  const long = new Set(cells.filter(([cell]) => widthOf(cell.textContent) > BRIEF).map(([, column]) => column));
  for (const [cell, column] of cells) {
    const head = cell.colSpan > 1 ? "" : heads[column] || "";
    cell.dataset.head = head;
    cell.classList.toggle("sb-wide", widthOf(head) > ROOM);
    cell.classList.toggle("sb-brief", head !== "" && !long.has(column) && widthOf(head) <= BRIEF);
  }
  table.classList.add("sb-stacked");
}

/** Stack the tables that are wider than a phone, and those of changes, so that all look alike. */
function stackWide() {
  if (!NARROW.matches) return;
  for (const box of document.querySelectorAll(".sb-scroll")) {
    const table = box.querySelector("table");
    const fits = box.scrollWidth <= box.clientWidth && !box.querySelector(".sb-changes");
    if (table && !fits) stack(table);
  }
}

/** Make all of it work on the page that is shown now. */
function startLines() {
  const words = document.querySelector(".sb-words");
  if (words) {
    const lines = ".sb-table tbody tr[id], .sb-change[id], .sb-card li[id]";
    for (const line of document.querySelectorAll(lines)) offerAddress(line, words.dataset);
  }
  stackWide();
  showNamed();
}

window.onPageShown(startLines);
window.addEventListener("hashchange", showNamed);
window.addEventListener("toggle", stackWide, true);
NARROW.addListener(stackWide);
