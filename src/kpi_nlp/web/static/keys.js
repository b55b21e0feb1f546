// Keys, drafts and scrolling. What a key does stands in the page itself: data-key names the button it presses or the field it enters.
"use strict";
(() => {
  const queue = []; // keys pressed while a verdict is on its way
  let acting = false;
  let sought = ""; // the finding whose part of the list was asked for
  let toast = 0;
  const one = (selector, from = document) => from.querySelector(selector);
  const on = (name, act) => document.addEventListener(name, act);
  const isField = (element) => element.matches("input, textarea, select");
  const isOwn = (element) => element.matches(":is(button, a, summary):focus-visible"); // reached by Tab: the space bar is its own
  const isVerdict = (event) => ["finding", "pair"].includes(event.detail.target?.id);
  const current = () => one("#finding")?.dataset.id ?? "";
  const draft = () => `draft ${current()}`; // what is typed and not yet written, by finding: kept until the tab is closed

  function say(text) {
    clearTimeout(toast);
    one("#toast").hidden = false;
    one("#toast").textContent = text;
    toast = setTimeout(() => { one("#toast").hidden = true; }, 6000);
  }

  function step(by) {
    const rows = [...document.querySelectorAll("#list .row")];
    const at = rows.findIndex((row) => row.id === `row-${current()}`);
    const next = rows[at < 0 ? 0 : at + by];
    if (next) one("a", next).click();
    else say(by > 0 ? "已到最后一条" : "已到第一条");
  }

  function press(key) {
    const target = one(`[data-key="${CSS.escape(key)}"]:not([disabled])`, one("dialog[open]") ?? document);
    if (target) isField(target) ? target.focus() : target.click();
    return target !== null;
  }

  on("click", (event) => {
    const { step: by, open: dialog } = event.target.closest("[data-step], [data-open]")?.dataset ?? {};
    if (by) step(Number(by));
    else if (dialog) one(`#${dialog}`).showModal();
  });
  on("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // an input method is at work
    if (isField(event.target)) {
      if (event.key === "Escape") event.target.blur();
      else if (event.key === "Enter" && event.ctrlKey && event.target.id === "comment") one("#only").click();
      return;
    }
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.altKey || event.metaKey || (key === " " && isOwn(event.target))) return;
    if (event.repeat && (acting || !["j", "k"].includes(key))) return;
    if (acting ? queue.push(key) : press(key)) event.preventDefault();
  });
  on("input", (event) => {
    if (event.target.id === "comment") sessionStorage.setItem(draft(), event.target.value);
  });
  on("decided", (event) => sessionStorage.removeItem(`draft ${event.detail.value}`));
  on("submit", (event) => {
    if (event.target.matches("[action='/leave']")) sessionStorage.clear();
  });

  function release() {
    acting = false;
    while (!acting && queue.length) {
      if (press(queue.shift()) && isField(document.activeElement)) queue.length = 0;
    }
  }

  function mark() {
    one("#list .row[aria-current]")?.removeAttribute("aria-current");
    const row = document.getElementById(`row-${current()}`);
    row?.setAttribute("aria-current", "true");
    return row;
  }

  function follow() {
    const kept = sessionStorage.getItem(draft());
    if (kept !== null && one("#comment")) one("#comment").value = kept;
    const row = mark();
    if (row) row.scrollIntoView({ block: "nearest" });
    else if (current() && sought !== current() && one("#list")) {
      sought = current();
      htmx.ajax("GET", `/list?${new URLSearchParams([...new FormData(one("#filters")), ["id", sought]])}`, "#list");
    }
    if (document.activeElement === document.body) one("#finding h1")?.focus(); // where reading goes on
  }

  function reveal() {
    for (const pane of document.querySelectorAll(".scroll")) {
      const mark = one("mark, .marked", pane)?.getBoundingClientRect();
      if (!mark) continue;
      const { top, right } = pane.getBoundingClientRect();
      pane.scrollTop += mark.top - top - pane.clientHeight / 3;
      pane.scrollLeft = Math.max(0, pane.scrollLeft + mark.right - right + 24);
    }
  }

  on("htmx:beforeRequest", (event) => {
    if (!isVerdict(event)) return;
    acting = true;
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  });
  on("htmx:afterSettle", ({ target, detail }) => {
    if (detail.target?.id === "since") mark(); // others decided: nothing moves under who is reading or typing
    else if (target.id === "sources") reveal();
    else if (target.id === "choices") one("#choose").showModal();
    else if (["finding", "pair"].includes(target.id)) {
      follow();
      release();
    } else if (target.closest("#list")) follow();
  });
  on("htmx:afterRequest", (event) => {
    if (event.detail.successful) return;
    queue.length = 0;
    if (isVerdict(event)) acting = false;
  });
  on("htmx:responseError", (event) => say(event.detail.xhr.responseText || "出错了，请重试"));
  on("htmx:sendError", () => say("连不上 kpi-nlp：它可能已经退出。没有保存的意见还在框里"));
  on("DOMContentLoaded", follow);
  window.addEventListener("resize", () => { follow(); reveal(); });
})();
