/* The page's own script: one place, event delegation, no library. Text is only ever set as text, or as HTML that our
   server rendered and escaped. Conversations live in this browser's storage; the current one is per tab. */
"use strict";
window.rq = (() => {
  const words = () => JSON.parse(document.getElementById("rq-words").textContent);
  const byId = (id) => document.getElementById(id);

  /* --- storage: a browser that refuses storage still gets answers --- */
  const read = (store, key, otherwise) => { try { return store.getItem(key) ?? otherwise; } catch { return otherwise; } };
  const write = (store, key, value) => { try { store.setItem(key, value); return true; } catch { return false; } };
  const drop = (store, key) => { try { store.removeItem(key); } catch { /* nothing was kept */ } };
  let here = "";  // the conversation of this tab, should the browser not keep it
  const current = () => {
    let id = read(sessionStorage, "rq.current", "") || here;
    if (!id) { id = Date.now().toString(36) + Math.random().toString(36).slice(2, 8); write(sessionStorage, "rq.current", id); }
    here = id;
    return id;
  };
  const list = () => { try { return JSON.parse(read(localStorage, "rq.list", "[]")); } catch { return []; } };
  let unwritten = { id: "", kept: "" };  // what was answered last, where the browser has no room for it
  const records = () => (unwritten.id === current() ? unwritten.kept : read(localStorage, "rq.c." + current(), "[]"));
  let chosen = read(localStorage, "rq.scope", "[]");  // as it stands in this tab

  const keep = (kept) => {
    const id = current(), others = list().filter((c) => c.id !== id), mine = list().find((c) => c.id === id);
    let asked = [];
    try { asked = JSON.parse(kept).map((r) => r.asked); } catch { return true; }
    if (!asked.length) return true;
    const entry = { id, name: mine ? mine.name : asked[0].slice(0, 80), when: new Date().toISOString() };
    const written = write(localStorage, "rq.c." + id, kept);
    unwritten = written ? { id: "", kept: "" } : { id, kept };
    return written && write(localStorage, "rq.list", JSON.stringify([entry, ...others]));
  };

  /* --- said aloud once, politely --- */
  const announce = (text) => {
    const region = byId("announce");
    if (!region || !text) return;
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 30);
  };

  /* --- asking: what Gradio's events get before they run, and what follows them --- */
  let wanted = "", again = "", pressed = false, underWay = false;
  const busy = (on, question = on) => {
    document.body.classList.toggle("busy", on);
    underWay = question;
    if (on) { byId("failed")?.remove(); announce(words().searching); }
  };
  const asking = (typed) => { busy(true); return [typed, records(), chosen]; };
  const askingThis = () => asking(wanted);
  const askingAgain = () => { busy(true); return [records(), again]; };
  const showing = () => [records(), chosen];
  const opening = () => { busy(true, false); return showing(); };
  const stopped = () => { busy(false); announce(words().stopped); typeQuestion(); };
  /* `said` is a sentence; without one Gradio says that an event failed, which is no news where it was stopped. */
  const failed = (said, signIn = false) => {
    if (!said && !document.body.classList.contains("busy")) return;
    busy(false);
    byId("failed")?.remove();
    const line = make("p", { id: "failed", className: "trouble" }, said ?? words().went_wrong);
    if (signIn) line.append(" ", make("a", { href: "/sign-in" }, words().sign_in));
    byId("conversation").prepend(line);
    announce(line.textContent);
    pressed = false;
  };
  /* Gradio tells its events neither why one failed nor that the server is gone: both are seen where it asks. */
  const send = window.fetch;
  window.fetch = (...given) => {
    const reply = send(...given);
    if (/\/queue\/(join|data)/.test(given[0].url ?? given[0])) reply.then(watch).catch((error) => { if (error.name !== "AbortError") failed(words().unreachable); });
    return reply;
  };
  const watch = async (reply) => {
    const said = await reply.clone().text();  // to its end: it may break off
    if (reply.ok) return;
    let detail = words().went_wrong;
    try { detail = JSON.parse(said).detail; } catch { /* no sentence of ours */ }
    failed(detail, reply.status === 401);
  };
  const answered = (kept, said, taken) => {
    busy(false);
    const box = document.querySelector("#question textarea");
    byId("failed")?.remove();
    if (taken && box.value.trim().split(/\s+/).join(" ") === taken) fill(box, "");
    const full = kept && !keep(kept) ? words().storage_full : "";
    if (full) notice([said, full].filter(Boolean).join(" ")); else announce(said);
    listConversations();
    const shown = document.querySelector("#conversation .turn");
    const top = shown?.getBoundingClientRect().top ?? 0;
    // Where the button that was pressed was, another stands now: the focus goes to how the question was read.
    const at = document.activeElement;
    if (pressed && (at === document.body || at.closest("#conversation"))) shown?.querySelector(".understood")?.focus({ preventScroll: true });
    pressed = false;
    if (said && (top < 0 || top > innerHeight - 120)) shown.scrollIntoView({ block: "start", behavior: calm() });
  };
  const askThis = (question) => { if (waiting()) return; wanted = question; pressed = true; byId("ask-this").click(); };
  const askAgain = (position, without) => { if (waiting()) return; again = `${position} ${without}`; pressed = true; byId("ask-again").click(); };
  const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  const rememberScope = (given) => { chosen = JSON.stringify(given); write(localStorage, "rq.scope", chosen); };

  const fill = (box, text) => { box.value = text; box.dispatchEvent(new Event("input", { bubbles: true })); };
  const typeQuestion = (text) => {
    const box = document.querySelector("#question textarea");
    if (!box) return;
    if (text !== undefined) fill(box, text);
    box.focus();
  };
  const openScope = () => {
    const fold = document.querySelector("#scope-panel button");
    if (fold && !document.querySelector("#scope-panel input")?.offsetParent) fold.click();
    setTimeout(() => document.querySelector("#scope-panel input")?.focus(), 60);
  };

  /* --- clipboard: rich and plain together --- */
  const text = (string) => { const p = document.createElement("p"); p.textContent = string; return p.innerHTML; };
  const copyCard = async (card) => {
    const { lead, quote, cite } = card.dataset;
    const quoted = [lead, quote].filter(Boolean).map((part) => `“${part}”`).join("\n");
    const url = new URL(card.querySelector("[data-link]").dataset.link, location.href).href;
    const rich = `<blockquote>${text(quoted).replaceAll("\n", "<br>")}</blockquote><p><a href="${encodeURI(url)}">${text(cite)}</a></p>`;
    await put(`${quoted}\n(${cite})`, rich, words().copied);
  };
  const put = async (plain, rich, done) => {
    try {
      const parts = { "text/plain": new Blob([plain], { type: "text/plain" }) };
      if (rich) parts["text/html"] = new Blob([rich], { type: "text/html" });
      await navigator.clipboard.write([new ClipboardItem(parts)]);
      notice(done);
    } catch { notice(putByEvent(plain, rich) ? done : words().copy_failed); }
  };
  /* Browsers give a page without HTTPS, unless it is of their own machine, no other way to the clipboard. */
  const putByEvent = (plain, rich) => {
    const fill = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/plain", plain);
      if (rich) event.clipboardData.setData("text/html", rich);
    };
    document.addEventListener("copy", fill, { once: true });
    try { return document.execCommand("copy"); } finally { document.removeEventListener("copy", fill); }
  };
  let fading;
  const notice = (said) => {
    announce(said);
    let box = byId("notice");
    if (!box) { box = document.createElement("div"); box.id = "notice"; box.setAttribute("aria-hidden", "true"); document.body.append(box); }
    box.textContent = said; box.hidden = false;
    clearTimeout(fading); fading = setTimeout(() => { box.hidden = true; }, 4000);
  };

  /* --- the reader beside the conversation --- */
  let cameFrom = null;
  const openInReader = async (link, within = false) => {
    const body = byId("reader-body"), address = new URL(link.href);
    if (!within) cameFrom = link;
    address.searchParams.set("part", "1");
    try {
      const reply = await fetch(address);
      if (!reply.ok) { notice((await reply.json().catch(() => ({}))).detail ?? words().not_sent); return; }
      body.innerHTML = await reply.text();
    } catch { location.href = link.href; return; }
    bring(body.querySelector("[data-target]") || byId("reader-pane"));
  };
  /* Focus and view on a paragraph, or on the marked place of a page's picture once that is there. */
  const bring = (target) => {
    target.focus({ preventScroll: true });
    const picture = target.querySelector("img");
    if (!picture) { target.scrollIntoView({ block: "center" }); return; }
    target.scrollIntoView({ block: "nearest" });
    const scroll = () => { target.scrollTop = Number(target.dataset.at ?? 0) * picture.clientHeight - 80; };
    if (picture.complete) scroll(); else picture.addEventListener("load", scroll, { once: true });
  };
  const backToAnswer = () => { if (cameFrom?.isConnected) { cameFrom.focus(); cameFrom.scrollIntoView({ block: "center" }); } else typeQuestion(); };


  /* --- conversations: listed, opened, renamed, deleted; all in this browser --- */
  const make = (tag, given = {}, ...inside) => { const el = Object.assign(document.createElement(tag), given); el.append(...inside); return el; };
  const button = (label, act, className = "quiet", hidden = "") => {
    const el = make("button", { type: "button", className }, label);
    if (hidden) el.append(make("span", { className: "visually-hidden" }, " " + hidden));
    el.addEventListener("click", act);
    return el;
  };
  const listConversations = () => {
    const place = byId("conversations"), w = words();
    if (!place) return;
    const items = list().map((c) => {
      const open = button(c.name, () => openConversation(c.id), "link name");
      if (c.id === current()) open.setAttribute("aria-current", "true");
      const item = make("li", {}, open);
      item.append(button(w.rename, () => renameConversation(item, c), "link small", c.name), button(w.delete, () => deleteConversation(item, c), "link small", c.name));
      return item;
    });
    place.replaceChildren(make("h2", {}, w.conversations), button(w.new_conversation, () => openConversation(""), "quiet"),
      items.length ? make("ul", {}, ...items) : make("p", { className: "hint" }, w.no_conversations));
  };
  /* While an answer is on its way the conversation stays, and no other question goes: one of two would not be kept. */
  const waiting = () => { const on = document.body.classList.contains("busy"); if (on) notice(words().still_searching); return on; };
  const openConversation = (id) => {
    if (waiting()) return;
    if (id) write(sessionStorage, "rq.current", id); else drop(sessionStorage, "rq.current");
    here = id;
    byId("show-this").click();
    typeQuestion("");
  };
  const renameConversation = (item, c) => {
    const w = words(), field = make("input", { value: c.name, maxLength: 80 });
    field.setAttribute("aria-label", w.new_name);
    const form = make("form", {}, field, make("button", { className: "quiet" }, w.save));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = field.value.trim() || c.name;
      write(localStorage, "rq.list", JSON.stringify(list().map((other) => (other.id === c.id ? { ...other, name } : other))));
      listConversations(); focusConversation(name);
    });
    item.replaceChildren(form); field.focus(); field.select();
  };
  const focusConversation = (name) => ([...document.querySelectorAll("#conversations .name")].find((el) => el.textContent === name)
    || document.querySelector("#conversations button"))?.focus();
  const deleteConversation = (item, c) => {
    const w = words();
    const yes = button(w.yes_delete, () => {
      if (c.id === current() && waiting()) return;
      if (c.id === unwritten.id) unwritten = { id: "", kept: "" };
      drop(localStorage, "rq.c." + c.id);
      write(localStorage, "rq.list", JSON.stringify(list().filter((other) => other.id !== c.id)));
      announce(w.deleted);
      if (c.id === current()) openConversation(""); else listConversations();
      focusConversation("");
    });
    const no = button(w.keep_it, () => { listConversations(); focusConversation(c.name); });
    item.replaceChildren(make("p", {}, w.delete_sure), yes, no); yes.focus();
  };

  /* --- taken away, left behind --- */
  const some = (of) => { const all = JSON.parse(records()); return of === "all" ? all : all.slice(of - 1, of); };
  /* The reply, or null after a notice of what went wrong. */
  const post = async (address, body) => {
    const reply = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).catch(() => null);
    if (reply?.ok) return reply;
    notice((await reply?.json().catch(() => null))?.detail ?? words().not_sent);
    return null;
  };
  const exportTo = async (kind, of) => {
    const reply = await post("/export/" + kind, { records: JSON.stringify(some(of)) });
    if (!reply) return;
    const href = URL.createObjectURL(await reply.blob());
    make("a", { href, download: reply.headers.get("Content-Disposition").split('"')[1] }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
  };
  const opinion = async (position, said) => {
    if (!await post("/feedback", { ...said, record: JSON.stringify(some(position)) })) return;
    const tools = document.querySelector(`#turn-${position} .tools`);
    tools.querySelector(".opinion").hidden = true;
    tools.querySelector("[data-opinion]").replaceChildren(make("span", { tabIndex: -1 }, words().thanks));
    tools.querySelector("[data-opinion] span").focus();
    announce(words().thanks);
  };
  const openOpinion = (el) => {
    const form = el.closest(".tools").querySelector(".opinion");
    form.hidden = !form.hidden;
    el.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) form.querySelector("input").focus();
  };

  /* --- the report page: find, go to paragraph --- */
  let found = [], at = -1, looked = "";
  const folded = (string) => string.toLowerCase().replace(/[’‘]/g, "'").replace(/[“”]/g, '"').replace(/[–—]/g, "-").replace(/\s/g, " ");
  /* The report's own words, heading by heading and paragraph by paragraph; ours between them are passed over. */
  const findAll = (wanted) => {
    const ranges = [];
    for (const block of document.querySelectorAll(".document :is(h2, h3, h4, h5, h6, .para > p:not(.behind))")) {
      const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), nodes = [];
      for (let node; (node = walker.nextNode());) if (!node.parentElement.closest(".kind")) nodes.push(node);
      const low = folded(nodes.map((node) => node.data).join(""));
      for (let i = low.indexOf(wanted); i >= 0; i = low.indexOf(wanted, i + wanted.length)) {
        const range = new Range(); range.setStart(...spot(nodes, i)); range.setEnd(...spot(nodes, i + wanted.length)); ranges.push(range);
      }
    }
    return ranges;
  };
  const spot = (nodes, at) => { for (const node of nodes) { if (at <= node.length) return [node, at]; at -= node.length; } };
  const find = (step) => {
    const wanted = folded(byId("find").value.trim()), w = words();
    if (wanted !== looked) { found = wanted ? findAll(wanted) : []; at = step > 0 ? -1 : 0; looked = wanted; }
    if (window.CSS?.highlights) CSS.highlights.set("found", new Highlight(...found));
    if (!found.length) { byId("found").textContent = wanted ? w.found_none : ""; announce(wanted ? w.found_none : ""); return; }
    at = (at + step + found.length) % found.length;
    if (window.CSS?.highlights) CSS.highlights.set("found-here", new Highlight(found[at]));
    else { getSelection().removeAllRanges(); getSelection().addRange(found[at]); }
    found[at].startContainer.parentElement.scrollIntoView({ block: "center", behavior: calm() });
    const said = w.found_at.replace("{n}", at + 1).replace("{all}", found.length);
    byId("found").textContent = said; announce(said);
  };
  const goTo = (form) => {
    const number = form.elements.para.value.trim().replace(/\.$/, "");
    const place = [...document.querySelectorAll("[data-number]")].find((el) => el.dataset.number === number);
    if (!place) { notice(words().no_paragraph.replace("{number}", number)); return; }
    location.hash = place.id; place.focus({ preventScroll: true }); place.scrollIntoView({ block: "center" });
  };

  /* --- the table of judgements --- */
  const sortBy = (head) => {
    const cell = head.closest("th"), table = cell.closest("table"), column = [...cell.parentElement.children].indexOf(cell);
    const up = cell.getAttribute("aria-sort") !== "ascending";
    for (const other of cell.parentElement.children) other.removeAttribute("aria-sort");
    cell.setAttribute("aria-sort", up ? "ascending" : "descending");
    const key = (row) => row.children[column].dataset.value ?? row.children[column].textContent.trim();
    const rows = [...table.tBodies[0].rows].sort((a, b) => key(a).localeCompare(key(b), "en-GB", { numeric: true }) * (up ? 1 : -1));
    table.tBodies[0].append(...rows);
    announce(words().sorted.replace("{title}", head.textContent));
  };
  const filterRows = () => {
    const wanted = byId("filter").value.trim().toLowerCase(), grade = byId("grade").value;
    const rows = [...document.querySelectorAll("table[data-rows] tbody tr")];
    for (const row of rows) {
      const grades = [...row.querySelectorAll(".grade")].map((el) => el.textContent);
      row.hidden = !(row.textContent.toLowerCase().includes(wanted) && (!grade || grades.includes(grade)));
    }
    announce(words().rows.replace("{n}", rows.filter((row) => !row.hidden).length).replace("{all}", rows.length));
  };

  /* --- adding reports: one file after the other, so that each shows how it went --- */
  const upload = async (form) => {
    const w = words(), files = [...form.elements.files.files], bar = form.querySelector("progress"), told = byId("uploaded");
    bar.hidden = false; bar.max = files.length; bar.value = 0;
    form.querySelector("button").disabled = true;
    for (const file of files) {
      const line = make("li", {}, w.uploading.replace("{name}", file.name));
      told.append(line);
      if (file.size > Number(form.dataset.largest)) line.textContent = w.too_large.replace("{name}", file.name).replace("{megabytes}", form.dataset.largest / 1e6);
      else await sendFile(file, line, (share) => { bar.value = Math.floor(bar.value) + Math.min(share, 0.5); });
      bar.value = Math.floor(bar.value) + 1;
    }
    bar.hidden = true; form.reset(); form.querySelector("button").disabled = false;
    const page = await fetch("/library", { headers: { Accept: "text/html" } }).then((reply) => reply.text()).catch(() => "");
    const fresh = new DOMParser().parseFromString(page, "text/html").getElementById("shelf");  // not in a page that asks to sign in
    if (fresh) byId("shelf").replaceWith(fresh);
  };
  const sendFile = (file, line, progress) => new Promise((done) => {
    const request = new XMLHttpRequest(), data = new FormData();
    data.append("files", file);
    request.upload.onprogress = (event) => { progress(event.loaded / event.total); if (event.loaded === event.total) line.textContent = words().reading.replace("{name}", file.name); };
    request.onloadend = () => {
      let replies = [];
      try { replies = JSON.parse(request.responseText); } catch { /* no reply that says more */ }
      if (!Array.isArray(replies)) replies = [{ status: "failed", message: replies.detail ?? words().not_sent, doubts: [] }];
      if (!replies.length) replies = [{ status: "failed", message: words().not_sent, doubts: [] }];
      const [reply] = replies;
      line.className = reply.status; line.textContent = reply.message;
      if (reply.doubts.length) line.append(make("ul", { className: "doubts" }, ...reply.doubts.map((doubt) => make("li", {}, doubt))));
      done();
    };
    request.open("POST", "/library"); request.setRequestHeader("Accept", "application/json"); request.send(data);
  });

  const clicks = {
    "[data-ask]": (el) => askThis(el.dataset.ask),
    "[data-again]": (el) => askAgain(el.dataset.of, el.dataset.again),
    "[data-rephrase]": (el) => typeQuestion(el.dataset.rephrase),
    "[data-follow-up]": () => typeQuestion(),
    "[data-change-scope]": openScope,
    "[data-open-example]": () => { if (!waiting()) byId("open-example").click(); },
    "[data-copy]": (el) => copyCard(el.closest(".card")),
    "[data-link]": (el) => put(new URL(el.dataset.link, location.href).href, "", words().link_copied),
    "[data-back]": backToAnswer,
    "[data-export]": (el) => exportTo(el.dataset.export, el.dataset.of),
    "[data-useful]": (el) => opinion(el.dataset.useful, { useful: true }),
    "[data-useless]": openOpinion,
    "[data-find-previous]": () => find(-1),
    "[data-sort]": sortBy,
  };
  const forms = {
    "[data-find]": () => find(1),
    "[data-goto]": goTo,
    "[data-filter]": filterRows,
    "[data-upload]": upload,
    "[data-feedback]": (form) => opinion(form.dataset.feedback, { useful: false, reason: form.elements.reason.value, comment: form.elements.comment.value }),
  };
  document.addEventListener("submit", (event) => {
    for (const [selector, act] of Object.entries(forms)) if (event.target.matches(selector)) { event.preventDefault(); act(event.target); return; }
  });
  document.addEventListener("input", (event) => { if (event.target.closest("[data-filter]")) filterRows(); });
  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const link = event.target.closest("a[data-read], a[data-page]");
    if (link && plain && byId("reader-body")) { event.preventDefault(); openInReader(link, byId("reader-body").contains(link)); return; }
    for (const [selector, act] of Object.entries(clicks)) {
      const found = event.target.closest(selector);
      if (found) { event.preventDefault(); act(found); return; }
    }
  });

  const oneAtATime = (event) => {
    const asks = event.type === "click" ? event.target.closest("#ask") : event.key === "Enter" && !event.shiftKey && event.target.closest("#question");
    if (asks && underWay && waiting()) { event.preventDefault(); event.stopImmediatePropagation(); }
  };
  for (const type of ["click", "keydown"]) document.addEventListener(type, oneAtATime, { capture: true });

  /* What is typed outlives a sign-in, and the reload with which Gradio comes back once it had lost the server. */
  addEventListener("pagehide", () => { const box = document.querySelector("#question textarea"); if (box) write(sessionStorage, "rq.typed", box.value); });

  /* A permanent address brings the paragraph into view and the focus to it. */
  const focusTarget = () => {
    const place = document.querySelector("main [data-target]") || (location.hash && byId(decodeURIComponent(location.hash.slice(1))));
    if (place && place.id !== "content") bring(place);
  };

  /* --- start: Gradio builds the page after its script has run --- */
  const start = () => {
    if (!document.querySelector("gradio-app")) { focusTarget(); return; }
    const button = byId("show-this");
    if (!button || !byId("rq-words")) { setTimeout(start, 40); return; }
    document.documentElement.lang = "en-GB";
    if (matchMedia("(max-width: 60rem)").matches) document.querySelector("#scope-panel button")?.click();
    button.click();
    const typed = read(sessionStorage, "rq.typed", "");
    if (typed) typeQuestion(typed);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();

  return { asking, askingThis, askingAgain, showing, opening, answered, failed, stopped, rememberScope };
})();
