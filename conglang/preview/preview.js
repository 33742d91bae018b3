// Makes a page of the preview follow the files: the page stays where it is, and changes come to it.
//
// It is a plug-in of livereload's script, which keeps the connection. The server names the page that changed; the page
// fetches itself again and takes over what differs, node by node. The panel, the tray and the ribbon live in a shadow
// tree, so that the portal's style sheet and theirs never meet.
(() => {
  "use strict";

  const STATUS = "/__preview/status";
  const FOLLOW = "/__preview/follow?";
  const DASHBOARD = "/__preview/";

  let shown = dataOf(document);  // The version, content file and state of the page on the screen.
  let status = null;  // The state of the portal, as the server last sent it.
  let closed = "";  // The errors, as text, whose panel was closed.
  let isLost = false;  // Whether the connection is lost.

  // ---- livereload's plug-in ----------------------------------------------------------------------------------------

  window.LiveReloadPluginPreview = class {
    static identifier = "preview";
    static version = "1.0";

    // Sent at every connection: the server then reports what was saved since the last one, so nothing is ever lost.
    analyze() {
      updateStatus();
      return { page: location.pathname, shown: shown.version, source: shown.source };
    }

    // Returns whether the message was for us.
    reload(path) {
      if (path === STATUS) { updateStatus(); return true; }
      if (path.startsWith(FOLLOW)) { location.assign(path.slice(FOLLOW.length)); return true; }
      if (path === decodeURI(location.pathname)) { updatePage(); return true; }
      if (/\.(svg|webp|avif|ico|png|gif|jpe?g)$/i.test(path)) { updateImages(path); return true; }
      return false;
    }
  };

  document.addEventListener("LiveReloadDisconnect", () => { isLost = true; draw(); });
  document.addEventListener("LiveReloadConnect", () => { isLost = false; draw(); });

  // A call during a run makes the work run once more afterwards: the last state wins.
  function oneAtATime(work) {
    let isRunning = false;
    let isWanted = false;
    return async function run() {
      if (isRunning) { isWanted = true; return; }
      isRunning = true;
      try { await work(); } catch { /* The server does not answer; the next connection asks again. */ }
      isRunning = false;
      if (isWanted) { isWanted = false; run(); }
    };
  }

  // ---- the page ----------------------------------------------------------------------------------------------------

  const updatePage = oneAtATime(async () => {
    const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const data = dataOf(next);
    if (!data || scriptsOf(next) !== scriptsOf(document) || !document.querySelector("main")) {
      location.reload();
      return;
    }
    const { scrollX, scrollY } = window;
    shown = data;
    mergeAttributes(document.documentElement, next.documentElement);
    mergeChildren(document.head, next.head);
    mergeAttributes(document.body, next.body);
    mergeChildren(document.body, next.body);
    window.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    draw();
    document.dispatchEvent(new CustomEvent("preview:updated"));
  });

  function dataOf(page) {
    const script = page.getElementById("preview-script");
    return script && { version: script.dataset.version, source: script.dataset.source, state: script.dataset.state };
  }

  // Merged scripts do not run again, so a page with other scripts has to be loaded.
  function scriptsOf(page) {
    return Array.from(page.querySelectorAll("script[src]"), (script) => script.getAttribute("src")).join("\n");
  }

  // Gives an element the children of another one. Children that are equal at both ends stay; of those between, elements of
  // one kind are merged.
  function mergeChildren(here, there) {
    const old = Array.from(here.childNodes).filter(isOfThePage);
    const fresh = Array.from(there.childNodes);
    while (old.length && fresh.length && isSame(old[0], fresh[0])) { old.shift(); fresh.shift(); }
    while (old.length && fresh.length && isSame(old.at(-1), fresh.at(-1))) { old.pop(); fresh.pop(); }
    const end = old.length ? old.at(-1).nextSibling : fresh.length ? nodeAfter(here, there, fresh) : null;
    for (const node of fresh) {
      const match = old[0];
      if (match && match.nodeName === node.nodeName && canMerge(match, node)) {
        old.shift();
        if (node.nodeType === Node.ELEMENT_NODE) {
          mergeAttributes(match, node);
          mergeChildren(match, node);
        } else {
          match.nodeValue = node.nodeValue;
        }
      } else {
        here.insertBefore(document.importNode(node, true), match || end);
      }
    }
    old.forEach((node) => node.remove());
  }

  // The node before which nodes go that come in among equal ones.
  function nodeAfter(here, there, fresh) {
    const kept = Array.from(here.childNodes).filter(isOfThePage);
    const position = Array.from(there.childNodes).indexOf(fresh[0]);
    return kept[position] || here.querySelector(":scope > preview-panel");
  }

  function isOfThePage(node) {
    return node.nodeName !== "PREVIEW-PANEL";
  }

  // A swapped style sheet has another query and is the same one; so is our own script, whatever data it carries.
  function isSame(a, b) {
    if (a.nodeName === "SCRIPT" && a.id === b.id && a.id.startsWith("preview-")) { return true; }
    if (a.nodeName === "LINK" && b.nodeName === "LINK" && a.rel === "stylesheet" && b.rel === "stylesheet") {
      return a.getAttribute("href").split("?")[0] === b.getAttribute("href").split("?")[0];
    }
    return a.isEqualNode(b);
  }

  function canMerge(a, b) {
    return a.nodeName !== "SCRIPT" && (a.nodeType !== Node.ELEMENT_NODE || a.id === b.id);
  }

  function mergeAttributes(here, there) {
    for (const { name } of Array.from(here.attributes)) {
      if (!there.hasAttribute(name) && name !== "open") { here.removeAttribute(name); }
    }
    for (const { name, value } of there.attributes) {
      if (here.getAttribute(name) !== value) { here.setAttribute(name, value); }
    }
  }

  function updateImages(path) {
    const query = `?again=${Date.now()}`;
    for (const element of document.querySelectorAll("img, link[rel~=icon]")) {
      const name = element.src ? "src" : "href";
      if (element[name] && new URL(element[name]).pathname === path) { element[name] = path + query; }
    }
  }

  // ---- panel, tray, ribbon, bar ------------------------------------------------------------------------------------

  const updateStatus = oneAtATime(async () => {
    const answer = await fetch(`${STATUS}.json`, { cache: "no-store" });
    status = await answer.json();
    markLinks(status.marks || {});
    draw();
  });

  // Links to withheld pages say so, by a style sheet of their own: the page itself stays as it is.
  const marks = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, marks];

  function markLinks(words) {
    const rules = Object.keys(words).map((address) => `
      a[href=${JSON.stringify(address)}]:not([aria-hidden=true])::after {
        content: ${JSON.stringify(words[address])};
        margin-inline-start: .5em; padding: .1em .45em; border-radius: 3px; display: inline-block;
        font: 600 12px/1.5 system-ui, sans-serif; color: #fff; background: #8f1d14;
      }`);
    marks.replaceSync(rules.join("\n"));
  }

  const host = document.createElement("preview-panel");
  const tree = host.attachShadow({ mode: "open" });
  const box = make("div", { hidden: "" });
  const sheet = make("link", { rel: "stylesheet", href: "/__preview/preview.css" });
  sheet.addEventListener("load", () => { box.hidden = false; });
  tree.append(sheet, box);

  function draw() {
    if (!host.isConnected) { document.body.append(host); }
    const parts = [];
    const dock = make("div", { class: "dock" });
    const strip = make("div", { class: "strip" });
    if (shown.state) { strip.append(make("p", { class: "ribbon", role: "note" }, shown.state)); }
    if (status) {
      if (!status.counts.errors) { closed = ""; }
      if (status.counts.errors && closed !== JSON.stringify(status.errors)) { parts.push(makePanel()); }
      if (status.counts.warnings) { dock.append(makeTray()); }
      strip.append(makeBar());
    }
    dock.append(strip);
    box.replaceChildren(...parts, dock);
  }

  function makePanel() {
    const close = make("button", { type: "button" }, status.texts.close);
    close.addEventListener("click", () => { closed = JSON.stringify(status.errors); draw(); });
    const title = make("h2", {}, `${status.texts.title}: ${status.counts.errors}`);
    return make("section", { class: "panel", role: "alert" },
      make("header", {}, title, close), ...status.errors.map(makeProblem));
  }

  function makeTray() {
    const summary = make("summary", {}, `${status.texts.warnings}: ${status.counts.warnings}`);
    const tray = make("details", { class: "tray" }, summary, ...status.warnings.map(makeProblem));
    tray.open = Boolean(tree.querySelector("details[open]"));
    return tray;
  }

  function makeProblem(problem) {
    const code = make("code", {}, `${problem.severity}[${problem.code}]`);
    const article = make("article", {}, make("h3", {}, problem.message));
    article.append(make("p", { class: "place" }, makeOpener(problem.path, problem.place), " ", code));
    if (problem.excerpt) { article.append(make("pre", {}, problem.excerpt)); }
    if (problem.hint) { article.append(make("p", { class: "hint" }, make("b", {}, `${status.texts.hint}:`), ` ${problem.hint}`)); }
    return article;
  }

  function makeBar() {
    const bar = make("nav", { class: "bar" });
    if (isLost) { bar.append(make("strong", { role: "status" }, status.texts.lost)); }
    if (status.counts.errors && closed) { bar.append(makeReopener()); }
    if (location.pathname !== DASHBOARD) { bar.append(make("a", { href: DASHBOARD }, status.texts.waiting)); }
    if (shown.source && status.token) {
      const opener = makeOpener(shown.source, status.texts.open);
      opener.append(make("span", { class: "path" }, `: ${shown.source}`));
      bar.append(opener);
    }
    return bar;
  }

  // A panel that was closed says in the bar that there still are errors.
  function makeReopener() {
    const text = `${status.texts.title}: ${status.counts.errors}`;
    const reopener = make("button", { type: "button", class: "open wrong" }, text);
    reopener.addEventListener("click", () => { closed = ""; draw(); });
    return reopener;
  }

  // The server opens files of the portal in the editor program of its machine; on another machine the name has to do.
  function makeOpener(path, words) {
    if (!status.token || !/^(content\/|config\.toml$)/.test(path)) { return make("code", {}, words); }
    const opener = make("button", { type: "button", class: "open", "data-open": path }, words);
    opener.addEventListener("click", () => openFile(path));
    return opener;
  }

  function openFile(path) {
    fetch("/__preview/open", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Preview-Token": status.token },
      body: JSON.stringify({ path }),
    });
  }

  // The dashboard names files too.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("button[data-open]");
    if (opener && status?.token) { openFile(opener.dataset.open); }
  });

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) { element.setAttribute(key, value); }
    element.append(...children);
    return element;
  }

  updateStatus();
  if (shown.state) { draw(); }
})();
