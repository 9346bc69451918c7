/* Keeps a notice hidden that the reader has dismissed, until its text changes. */
{
  const banner = document.querySelector("[data-md-component=announce]");
  const text = banner.querySelector(".md-typeset").innerHTML;
  banner.hidden = window.__md_hash(text) === window.__md_get("__announce");
}
