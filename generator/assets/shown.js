/* Pages that are shown. With navigation.instant the theme shows one page after another without
   loading them; it tells of each, the first included, and of some twice. */

/** Call a function for the page that is shown now and for each that follows, once for each.
 *  @param {() => void} start */
window.onPageShown = (start) => {
  const started = new WeakSet();
  const startOnce = () => {
    const article = document.querySelector("article") || document.body;
    if (started.has(article)) return;
    started.add(article);
    start();
  };
  if (window.document$) window.document$.subscribe(startOnce);
  else startOnce();
};
