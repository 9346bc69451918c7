/* Saves a chart as a picture, with its title: the same SVG with the colours of the page written
   into it, or that drawn into a PNG. Only pages with such charts show the buttons. */

const STYLES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-family", "text-anchor", "dominant-baseline"];
const HEAD = 30;
const NAMESPACE = "http://www.w3.org/2000/svg";
const SCALE = 3;

/** An element of SVG.
 *  @param {string} name @param {Record<string, string | number>} attributes */
function drawn(name, attributes) {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** A chart that stands by itself: its size, its colours, the ground of the page, and its title.
 *  @param {HTMLElement} figure */
function picture(figure) {
  const shown = figure.querySelector("svg");
  const copy = /** @type {SVGSVGElement} */ (shown.cloneNode(true));
  const originals = [shown, ...shown.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, n) => {
    const style = getComputedStyle(originals[n]);
    for (const name of STYLES) element.setAttribute(name, style.getPropertyValue(name));
  });
  const { width, height } = shown.viewBox.baseVal;
  const title = figure.querySelector(".sb-finding").textContent.trim();
  const wide = Math.max(width, title.length * 13 + 16);
  const page = getComputedStyle(document.body);
  const heading = drawn("text", { x: 4, y: -HEAD / 2, fill: page.color, "font-size": 13, "font-family": page.fontFamily });
  heading.append(title);
  copy.prepend(drawn("rect", { x: 0, y: -HEAD, width: wide, height: height + HEAD, fill: page.backgroundColor }), heading);
  const size = { width: wide, height: height + HEAD };
  copy.setAttribute("viewBox", `0 ${-HEAD} ${size.width} ${size.height}`);
  for (const [name, value] of Object.entries(size)) copy.setAttribute(name, String(value));
  return { text: new XMLSerializer().serializeToString(copy), ...size };
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** @param {HTMLElement} figure */
function saveSvg(figure) {
  save(new Blob([picture(figure).text], { type: "image/svg+xml" }), `${figure.dataset.chart}.svg`);
}

/** @param {HTMLElement} figure */
function savePng(figure) {
  const { text, width, height } = picture(figure);
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * SCALE, height * SCALE];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(blob, `${figure.dataset.chart}.png`), "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

/** @param {HTMLElement} figure */
function offer(figure) {
  const row = document.createElement("p");
  row.className = "sb-save";
  for (const [format, act] of [["SVG", saveSvg], ["PNG", savePng]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sb-button";
    button.append(`${figure.dataset.save} ${format}`);
    button.addEventListener("click", () => act(figure));
    row.append(button);
  }
  figure.append(row);
}

/** Offer it for each chart of the page that is shown now. */
function offerAll() {
  document.querySelectorAll("figure[data-save]").forEach(offer);
}

window.onPageShown(offerAll);
