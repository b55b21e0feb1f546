// Keys, drafts and scrolling. What a key does stands in the page itself: data-key names the button it presses or the field it enters.
"use strict";
(() => {
  const drafts = new Map(); // what was typed and not yet written, by finding
  const queue = []; // keys pressed while a verdict is on its way
  const acts = new Set(["finding", "pair"]); // what verdicts replace
  let acting = false;
  let sought = "";
  const one = (selector, from = document) => from.querySelector(selector);
  const isField = (element) => element.closest("input, textarea, select") !== null;
  const isOwn = (element) => element.matches("button:focus-visible, a:focus-visible, summary:focus-visible"); // reached by Tab
  const current = () => one("#finding")?.dataset.id ?? "";

  function say(text) {
    const toast = one("#toast");
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { toast.hidden = true; }, 6000);
  }

  function step(by) {
    const rows = [...document.querySelectorAll("#list .row")];
    const at = rows.findIndex((row) => row.id === `row-${current()}`);
    const next = rows[at < 0 ? 0 : at + by];
    if (next) one("a", next).click();
    else say(by > 0 ? "已到最后一条" : "已到第一条");
  }

  function press(key) {
    const scope = one("dialog[open]") ?? document;
    const target = one(`[data-key="${CSS.escape(key)}"]:not([disabled])`, scope);
    if (!target) return false;
    if (target.dataset.step) step(Number(target.dataset.step));
    else if (target.dataset.open) one(`#${target.dataset.open}`).showModal();
    else if (isField(target)) target.focus();
    else target.click();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (isField(event.target)) {
      if (event.key === "Escape") event.target.blur();
      else if (event.key === "Enter" && event.ctrlKey && event.target.id === "comment") one("#only").click();
      return;
    }
    const key = event.key.toLowerCase();
    if (event.ctrlKey || event.altKey || event.metaKey || (key === " " && isOwn(event.target))) return;
    if (event.repeat && (acting || !["j", "k"].includes(key))) return;
    if (acting) {
      queue.push(key);
      event.preventDefault();
    } else if (press(key)) event.preventDefault();
  });
  document.addEventListener("keyup", (event) => {
    if (event.key === " " && !isField(event.target) && !isOwn(event.target)) event.preventDefault(); // a focused button would be pressed once more
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step], [data-open]");
    if (!event.isTrusted || !button) return;
    if (button.dataset.step) step(Number(button.dataset.step));
    else one(`#${button.dataset.open}`).showModal();
  });
  document.addEventListener("input", (event) => {
    if (event.target.id === "comment") drafts.set(current(), event.target.value);
  });
  document.addEventListener("decided", (event) => drafts.delete(event.detail.value));

  function release() {
    acting = false;
    while (!acting && queue.length) {
      const key = queue.shift();
      if (press(key) && isField(document.activeElement)) queue.length = 0;
    }
  }

  function follow() {
    const id = current();
    const comment = one("#comment");
    if (comment && drafts.has(id)) comment.value = drafts.get(id);
    for (const row of document.querySelectorAll("#list .row[aria-current]")) row.removeAttribute("aria-current");
    const row = document.getElementById(`row-${id}`);
    if (row) {
      row.setAttribute("aria-current", "true");
      row.scrollIntoView({ block: "nearest" });
    } else if (id && sought !== id && one("#list")) {
      sought = id;
      htmx.ajax("GET", `/list?${new URLSearchParams([...new FormData(one("#filters")), ["id", id]])}`, "#list");
    }
  }

  function reveal() {
    for (const pane of document.querySelectorAll(".scroll")) {
      const mark = one("mark, .marked", pane);
      if (!mark) continue;
      const [from, to] = [pane.getBoundingClientRect(), mark.getBoundingClientRect()];
      pane.scrollTop += to.top - from.top - pane.clientHeight / 3;
      pane.scrollLeft += Math.max(0, to.right - from.right + 24);
    }
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!acts.has(event.detail.target?.id)) return;
    acting = true;
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "sources") reveal();
    else if (event.target.id === "choices") one("#choose").showModal();
    else if (acts.has(event.target.id)) {
      follow();
      release();
    } else if (event.target.id === "list" || event.target.closest("#list")) follow();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) return;
    queue.length = 0;
    if (acts.has(event.detail.target?.id)) acting = false;
  });
  document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.responseText || "出错了，请重试"));
  document.addEventListener("htmx:sendError", () => say("连不上 kpi-nlp：它可能已经退出。没有保存的意见还在框里"));
  document.addEventListener("DOMContentLoaded", follow);
  window.addEventListener("resize", () => {
    reveal();
    one("#list .row[aria-current]")?.scrollIntoView({ block: "nearest" });
  });
})();
