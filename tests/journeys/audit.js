// What stands on a page in words of another language, and what is wider than the window.
(language) => {
  const foreign = language === "zh" ? /[A-Za-z]{2,}/ : /[\u4e00-\u9fff]/;
  const found = { texts: new Set(), names: new Set() };
  const judge = (element, text, kind) => {
    const words = text.trim();
    const zone = element.closest("[lang]")?.getAttribute("lang") ?? "";
    const marked = language === "zh" ? zone.startsWith("en") : zone.startsWith("zh");
    if (words && !marked && !element.closest("code, script, style, noscript") && foreign.test(words)) found[kind].add(words);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (element?.checkVisibility({ checkVisibilityCSS: true })) judge(element, walker.currentNode.data, "texts");
  }
  for (const name of ["aria-label", "title", "placeholder", "alt"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) judge(element, element.getAttribute(name), "names");
  }
  judge(document.body, document.title, "names");
  return { texts: [...found.texts], names: [...found.names] };
}
