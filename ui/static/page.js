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
  const current = () => {
    let id = read(sessionStorage, "rq.current", "");
    if (!id) { id = Date.now().toString(36) + Math.random().toString(36).slice(2, 8); write(sessionStorage, "rq.current", id); }
    return id;
  };
  const list = () => { try { return JSON.parse(read(localStorage, "rq.list", "[]")); } catch { return []; } };
  const records = () => read(localStorage, "rq.c." + current(), "[]");
  const limits = () => read(localStorage, "rq.scope", "[]");

  const keep = (kept) => {
    const id = current(), others = list().filter((c) => c.id !== id), mine = list().find((c) => c.id === id);
    let asked = [];
    try { asked = JSON.parse(kept).map((r) => r.asked); } catch { return; }
    if (!asked.length) return;
    const entry = { id, name: mine ? mine.name : asked[0].slice(0, 80), when: new Date().toISOString() };
    const ok = write(localStorage, "rq.c." + id, kept) && write(localStorage, "rq.list", JSON.stringify([entry, ...others]));
    if (!ok) announce(words().storage_full);
  };

  /* --- said aloud once, politely --- */
  const announce = (text) => {
    const region = byId("announce");
    if (!region || !text) return;
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 30);
  };

  /* --- asking: what Gradio's events get before they run, and what follows them --- */
  let wanted = "", everywhere = false;
  const busy = (on) => { document.body.classList.toggle("busy", on); if (on) announce(words().searching); };
  const asking = (given) => { busy(true); given[1] = records(); return given; };
  const askingThis = (given) => {
    busy(true);
    const scope = everywhere ? [[], [], 0, 0, false] : given.slice(2);
    return [wanted, records(), ...scope];
  };
  const showing = () => [records(), limits()];
  const opening = () => { busy(true); return showing(); };
  const stopped = () => { busy(false); announce(words().stopped); };
  const answered = (kept, said) => {
    busy(false);
    if (kept) keep(kept);
    announce(said);
    document.dispatchEvent(new CustomEvent("rq:shown"));
    const newest = document.querySelector("#conversation .turn");
    const top = newest?.getBoundingClientRect().top ?? 0;
    if (said && (top < 0 || top > innerHeight - 120)) newest.scrollIntoView({ block: "start", behavior: calm() });
  };
  const askThis = (question, all = false) => { wanted = question; everywhere = all; byId("ask-this").click(); };
  const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  const rememberScope = (given) => { write(localStorage, "rq.scope", JSON.stringify(given)); };

  const typeQuestion = (text) => {
    const box = document.querySelector("#question textarea");
    if (!box) return;
    if (text !== undefined) { box.value = text; box.dispatchEvent(new Event("input", { bubbles: true })); }
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
    const quote = card.dataset.quote, cite = card.dataset.cite;
    const url = new URL(card.querySelector("[data-link]").dataset.link, location.href).href;
    const rich = `<blockquote>“${text(quote).replaceAll("\n", "<br>")}”</blockquote><p><a href="${encodeURI(url)}">${text(cite)}</a></p>`;
    await put(`“${quote}”\n(${cite})`, rich, words().copied);
  };
  const put = async (plain, rich, done) => {
    try {
      const parts = { "text/plain": new Blob([plain], { type: "text/plain" }) };
      if (rich) parts["text/html"] = new Blob([rich], { type: "text/html" });
      await navigator.clipboard.write([new ClipboardItem(parts)]);
      notice(done);
    } catch { notice(words().copy_failed); }
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
  const openInReader = async (link) => {
    const body = byId("reader-body"), address = new URL(link.href);
    cameFrom = link;
    address.searchParams.set("part", "1");
    try {
      const reply = await fetch(address);
      body.innerHTML = await reply.text();
    } catch { location.href = link.href; return; }
    const target = body.querySelector("[data-target]") || byId("reader-pane");
    target.scrollIntoView({ block: "center", behavior: "auto" });
    target.focus({ preventScroll: true });
  };
  const backToAnswer = () => { if (cameFrom?.isConnected) { cameFrom.focus(); cameFrom.scrollIntoView({ block: "center" }); } else typeQuestion(); };

  const clicks = {
    "[data-ask]": (el) => askThis(el.dataset.ask),
    "[data-ask-all]": (el) => askThis(el.dataset.askAll, true),
    "[data-rephrase]": (el) => typeQuestion(el.dataset.rephrase),
    "[data-change-scope]": openScope,
    "[data-open-example]": () => byId("open-example").click(),
    "[data-copy]": (el) => copyCard(el.closest(".card")),
    "[data-link]": (el) => put(new URL(el.dataset.link, location.href).href, "", words().link_copied),
    "[data-back]": backToAnswer,
  };
  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const link = event.target.closest("a[data-read], a[data-page]");
    if (link && plain && byId("reader-body")) { event.preventDefault(); openInReader(link); return; }
    for (const [selector, act] of Object.entries(clicks)) {
      const found = event.target.closest(selector);
      if (found) { event.preventDefault(); act(found); return; }
    }
  });

  /* --- start: Gradio builds the page after its script has run --- */
  const start = () => {
    if (!document.querySelector("gradio-app")) return;
    const button = byId("show-this");
    if (!button || !byId("rq-words")) { setTimeout(start, 40); return; }
    document.documentElement.lang = "en-GB";
    if (matchMedia("(max-width: 60rem)").matches) document.querySelector("#scope-panel button")?.click();
    button.click();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();

  return { asking, askingThis, showing, opening, answered, stopped, rememberScope, announce, askThis, put, notice, words, read, write, drop, list, current, records };
})();
