/* Opens the content tabs that the reader last chose, and the one that the address names. */
{
  /* The theme links tabs by this method, which came with Chromium 86 and Firefox 78. */
  if (!("replaceChildren" in Element.prototype)) {
    Element.prototype.replaceChildren = function (...content) {
      this.textContent = "";
      this.append(...content);
    };
  }

  const linked = "linked" in document.currentScript.dataset;
  const wanted = (linked && window.__md_get("__tabs")) || [];

  for (const set of document.querySelectorAll(".tabbed-set")) {
    const labels = [...set.querySelector(".tabbed-labels").querySelectorAll("label")];
    const known = wanted.find((tab) => labels.some((label) => label.innerText.trim() === tab));
    const chosen = labels.find((label) => label.innerText.trim() === known);
    if (chosen) document.getElementById(chosen.htmlFor).checked = true;
  }

  const target = document.getElementById(location.hash.slice(1));
  if (target?.name?.startsWith("__tabbed_")) target.checked = true;
}
