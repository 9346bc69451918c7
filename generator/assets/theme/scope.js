/* Where the theme keeps what a reader chose, and how it reads and writes it. The theme's
   program expects these four names. Several sites of one host keep their choices apart by
   the path of their front page, which the script element tells. */
{
  const site = new URL(document.currentScript.dataset.scope, location);
  const named = (key, scope) => `${scope.pathname}.${key}`;

  window.__md_scope = site;
  window.__md_get = (key, storage = localStorage, scope = site) =>
    JSON.parse(storage.getItem(named(key, scope)));
  window.__md_set = (key, value, storage = localStorage, scope = site) => {
    try {
      storage.setItem(named(key, scope), JSON.stringify(value));
    } catch {
      /* Without storage a choice lasts until the page is left. */
    }
  };
  window.__md_hash = (text) =>
    Array.from(text).reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)) | 0, 0);
}
