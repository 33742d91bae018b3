// What makes a page of the preview follow the files: it stays where it is, and what was saved comes to it.
//
// It is a plug-in of livereload's script, which keeps the connection. The server names the page that changed; the page
// fetches itself again and takes over what differs, node by node. The panel, the tray and the ribbon live in a shadow
// tree, so that the portal's style sheet and theirs never meet.
(function () {
  "use strict";

  var script = document.getElementById("preview-script");
  var shown = { version: script.dataset.version, source: script.dataset.source, state: script.dataset.state };
  var status = null;
  var closed = "";
  var lost = false;

  // ---- livereload's plug-in ----------------------------------------------------------------------------------------

  function Plugin() {}
  Plugin.identifier = "preview";
  Plugin.version = "1.0";

  // Sent whenever a connection comes about: what was saved in between is told then, so nothing is ever lost.
  Plugin.prototype.analyze = function () {
    status_again();
    return { page: location.pathname, shown: shown.version, source: shown.source };
  };

  Plugin.prototype.reload = function (path) {
    if (path === "/__preview/status") { status_again(); return true; }
    if (path.indexOf("/__preview/follow?") === 0) { location.assign(path.slice("/__preview/follow?".length)); return true; }
    if (path === decodeURI(location.pathname)) { page_again(); return true; }
    if (/\.(svg|webp|avif|ico|png|gif|jpe?g)$/i.test(path)) { images_again(path); return true; }
    return false;
  };

  window.LiveReloadPluginPreview = Plugin;

  // A request that comes while one is under way makes it run once more: the last state wins.
  function in_turn(work) {
    var running = false, wanted = false;
    return function run() {
      if (running) { wanted = true; return; }
      running = true;
      work().catch(function () {}).then(function () {
        running = false;
        if (wanted) { wanted = false; run(); }
      });
    };
  }

  // ---- the page ----------------------------------------------------------------------------------------------------

  var page_again = in_turn(function () {
    return fetch(location.pathname + location.search, { cache: "no-store" }).then(function (answer) {
      return answer.text();
    }).then(function (text) {
      var next = new DOMParser().parseFromString(text, "text/html");
      var told = next.getElementById("preview-script");
      if (!told || scripts_of(next) !== scripts_of(document) || !document.querySelector("main")) {
        location.reload();
        return;
      }
      var x = window.scrollX, y = window.scrollY;
      shown = { version: told.dataset.version, source: told.dataset.source, state: told.dataset.state };
      take_attributes(document.documentElement, next.documentElement);
      take_over(document.head, next.head);
      take_attributes(document.body, next.body);
      take_over(document.body, next.body);
      window.scrollTo({ left: x, top: y, behavior: "instant" });
      draw();
      document.dispatchEvent(new CustomEvent("preview:updated"));
    });
  });

  // Scripts do not run again when they are taken over, so another set of them needs a page of its own.
  function scripts_of(page) {
    return Array.from(page.querySelectorAll("script[src]"), function (one) { return one.getAttribute("src"); }).join("\n");
  }

  // Children that are equal at both ends stay; of those between, elements of one kind become each other.
  function take_over(here, there) {
    var old = Array.from(here.childNodes).filter(is_of_the_page);
    var fresh = Array.from(there.childNodes);
    while (old.length && fresh.length && is_same(old[0], fresh[0])) { old.shift(); fresh.shift(); }
    while (old.length && fresh.length && is_same(old[old.length - 1], fresh[fresh.length - 1])) { old.pop(); fresh.pop(); }
    var end = old.length ? old[old.length - 1].nextSibling : null;
    if (!old.length && fresh.length) {
      end = place_behind(here, there, fresh);
    }
    fresh.forEach(function (node) {
      var match = old[0];
      if (match && match.nodeType === node.nodeType && match.nodeName === node.nodeName && may_become(match, node)) {
        old.shift();
        if (node.nodeType !== Node.ELEMENT_NODE) { match.nodeValue = node.nodeValue; return; }
        take_attributes(match, node);
        take_over(match, node);
      } else {
        here.insertBefore(document.importNode(node, true), match || end);
      }
    });
    old.forEach(function (node) { node.remove(); });
  }

  // Where nodes go that come in among equal ones: in front of what follows them.
  function place_behind(here, there, fresh) {
    var kept = Array.from(here.childNodes).filter(is_of_the_page);
    var position = Array.from(there.childNodes).indexOf(fresh[0]);
    return kept[position] || here.querySelector(":scope > preview-panel");
  }

  function is_of_the_page(node) {
    return node.nodeName !== "PREVIEW-PANEL";
  }

  // A style sheet that was swapped bears another query; it is the same one. So is this script, whatever it is told.
  function is_same(a, b) {
    if (a.nodeName === "SCRIPT" && a.id && a.id === b.id && a.id.indexOf("preview-") === 0) { return true; }
    if (a.nodeName === "LINK" && b.nodeName === "LINK" && a.rel === "stylesheet" && b.rel === "stylesheet") {
      return a.getAttribute("href").split("?")[0] === b.getAttribute("href").split("?")[0];
    }
    return a.isEqualNode(b);
  }

  function may_become(a, b) {
    return a.nodeName !== "SCRIPT" && (a.nodeType !== Node.ELEMENT_NODE || a.id === b.id);
  }

  function take_attributes(here, there) {
    Array.from(here.attributes).forEach(function (one) {
      if (!there.hasAttribute(one.name) && one.name !== "open") { here.removeAttribute(one.name); }
    });
    Array.from(there.attributes).forEach(function (one) {
      if (here.getAttribute(one.name) !== one.value) { here.setAttribute(one.name, one.value); }
    });
  }

  function images_again(path) {
    var stamp = "?again=" + Date.now();
    document.querySelectorAll("img, link[rel~=icon]").forEach(function (one) {
      var name = one.src ? "src" : "href";
      if (one[name] && new URL(one[name]).pathname === path) { one[name] = path + stamp; }
    });
  }

  // ---- panel, tray, ribbon -----------------------------------------------------------------------------------------

  var status_again = in_turn(function () {
    return fetch("/__preview/status.json", { cache: "no-store" }).then(function (answer) {
      return answer.json();
    }).then(function (found) {
      status = found;
      mark(found.marks || {});
      draw();
    });
  });

  // Links to what readers do not see yet say so, by a style sheet of their own: the page itself stays as it is.
  var marking = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, marking];

  function mark(words) {
    marking.replaceSync(Object.keys(words).map(function (address) {
      return "a[href=" + JSON.stringify(address) + "]:not([aria-hidden=true])::after { content: " +
        JSON.stringify(words[address]) + "; margin-inline-start: .5em; padding: .1em .45em; border-radius: 3px; " +
        "font: 600 12px/1.5 system-ui, sans-serif; color: #fff; background: #8f1d14; display: inline-block; }";
    }).join("\n"));
  }

  var host = document.createElement("preview-panel");
  var tree = host.attachShadow({ mode: "open" });
  var box = make("div", { hidden: "" });
  var sheet = make("link", { rel: "stylesheet", href: "/__preview/preview.css" });
  sheet.addEventListener("load", function () { box.hidden = false; });
  tree.append(sheet, box);

  function draw() {
    if (!host.isConnected) { document.body.appendChild(host); }
    var texts = status ? status.texts : {};
    var parts = [];
    var dock = make("div", { "class": "dock" });
    var strip = make("div", { "class": "strip" });
    if (shown.state) { strip.append(make("p", { "class": "ribbon", role: "note" }, shown.state)); }
    if (status) {
      if (status.counts.errors && closed !== JSON.stringify(status.errors)) {
        parts.push(panel(texts));
      } else if (!status.counts.errors) {
        closed = "";
      }
      if (status.counts.warnings) {
        var tray = make("details", { "class": "tray" }, make("summary", {}, texts.warnings + ": " + status.counts.warnings));
        status.warnings.forEach(function (one) { tray.append(problem(one, texts)); });
        tray.open = Boolean(tree.querySelector("details[open]"));
        dock.append(tray);
      }
      strip.append(bar(texts));
    }
    dock.append(strip);
    parts.push(dock);
    box.replaceChildren.apply(box, parts);
  }

  function panel(texts) {
    var close = make("button", { type: "button" }, texts.close);
    close.addEventListener("click", function () { closed = JSON.stringify(status.errors); draw(); });
    var title = make("h2", {}, texts.title + ": " + status.counts.errors);
    var box = make("section", { "class": "panel", role: "alert" }, make("header", {}, title, close));
    status.errors.forEach(function (one) { box.append(problem(one, texts)); });
    return box;
  }

  function problem(one, texts) {
    var box = make("article", {}, make("h3", {}, one.message));
    box.append(make("p", { "class": "place" }, opener(one.path, one.place), " ", make("code", {}, one.severity + "[" + one.code + "]")));
    if (one.excerpt) { box.append(make("pre", {}, one.excerpt)); }
    if (one.hint) { box.append(make("p", { "class": "hint" }, make("b", {}, texts.hint + ":"), " " + one.hint)); }
    return box;
  }

  function bar(texts) {
    var box = make("nav", { "class": "bar" });
    if (lost) { box.append(make("strong", { role: "status" }, texts.lost)); }
    if (status.counts.errors && closed) { box.append(panel_again(texts)); }
    if (location.pathname !== "/__preview/") { box.append(make("a", { href: "/__preview/" }, texts.waiting)); }
    if (shown.source && status.token) {
      var open = opener(shown.source, texts.open);
      open.append(make("span", { "class": "path" }, ": " + shown.source));
      box.append(open);
    }
    return box;
  }

  // A panel that was closed says in the bar that it is still needed.
  function panel_again(texts) {
    var again = make("button", { type: "button", "class": "open wrong" }, texts.title + ": " + status.counts.errors);
    again.addEventListener("click", function () { closed = ""; draw(); });
    return again;
  }

  // The server opens files of the portal in the editor of this machine; elsewhere the name alone is of use.
  function opener(path, words) {
    if (!status.token || !/^(content\/|config\.toml$)/.test(path)) { return make("code", {}, words); }
    var button = make("button", { type: "button", "class": "open", "data-open": path }, words);
    button.addEventListener("click", function () { open_file(path); });
    return button;
  }

  function open_file(path) {
    fetch("/__preview/open", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Preview-Token": status.token },
      body: JSON.stringify({ path: path }),
    });
  }

  document.addEventListener("LiveReloadDisconnect", function () { lost = true; draw(); });
  document.addEventListener("LiveReloadConnect", function () { lost = false; draw(); });

  // The lists at /__preview/ name files too.
  document.addEventListener("click", function (event) {
    var named = event.target.closest && event.target.closest("button[data-open]");
    if (named && status && status.token) { open_file(named.dataset.open); }
  });

  function make(name, attributes) {
    var element = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
    element.append.apply(element, Array.prototype.slice.call(arguments, 2));
    return element;
  }

  status_again();
  if (shown.state) { draw(); }
})();
