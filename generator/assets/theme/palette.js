/* Puts on the colours that the reader chose, before anything of the page is painted. A
   choice of "as the system" stands for the palette that fits the system now. */
{
  const color = window.__md_get("__palette")?.color ?? {};
  const shade = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  const option =
    color.media === "(prefers-color-scheme)" &&
    document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${shade})"]`);

  for (const name of Object.keys(color)) {
    const attribute = `data-md-color-${name}`;
    document.body.setAttribute(attribute, option ? option.getAttribute(attribute) : color[name]);
  }
}
