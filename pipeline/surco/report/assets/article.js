"use strict";
// The article page: explanations on hover and focus, filters, steps from mark to mark, the words searched for.

const KINDS = ["ORG", "TREATY", "PRINCIPLE", "CITATION"];
const tip = document.querySelector("[data-tip]");
const form = document.querySelector("[data-filters]");
const rows = [...document.querySelectorAll("article .row")];
let explained = null;
let pinned = false;

/* explanations */

function explain(mark) {
  const card = document.getElementById(mark.getAttribute("aria-describedby"));
  if (!card) return;
  const content = card.classList.contains("row") ? card.querySelector(".text") : card;
  tip.replaceChildren(...[...content.cloneNode(true).childNodes]);
  for (const one of tip.querySelectorAll("[id]")) one.removeAttribute("id");
  tip.hidden = false;
  explained = mark;
  placeTip(mark);
}

function placeTip(mark) {
  const box = mark.getClientRects()[0];
  if (!box) return hideTip();
  const left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 12));
  const below = box.bottom + 8 + tip.offsetHeight < innerHeight;
  tip.style.left = `${left + scrollX}px`;
  tip.style.top = `${(below ? box.bottom + 6 : Math.max(6, box.top - tip.offsetHeight - 6)) + scrollY}px`;
}

function hideTip() {
  tip.hidden = true;
  explained = null;
  pinned = false;
}

function pinTip() {
  pinned = true;
  (tip.querySelector("a[href]") || tip).focus();
}

function leaveTip() {
  explained.focus({ preventScroll: true });
  hideTip();
}

const marked = "[aria-describedby]";
const text = document.querySelector("article");
let leaving = 0;

text.addEventListener("mouseover", (event) => {
  const mark = event.target.closest(marked);
  if (!mark || pinned) return;
  clearTimeout(leaving);
  explain(mark);
});
text.addEventListener("mouseout", () => {
  leaving = setTimeout(() => !pinned && !tip.matches(":hover") && hideTip(), 200);
});
tip.addEventListener("mouseleave", () => !pinned && hideTip());
text.addEventListener("focusin", (event) => {
  const mark = event.target.closest(marked);
  if (mark && event.target === mark) explain(mark);
  else if (!pinned) hideTip();
});
text.addEventListener("focusout", (event) => {
  if (!pinned && !tip.contains(event.relatedTarget)) hideTip();
});
text.addEventListener("click", (event) => {
  const mark = event.target.closest("mark" + marked);
  if (mark) explain(mark);
});
tip.addEventListener("click", (event) => event.target.closest("a") && hideTip());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && explained) leaveTip();
  if (event.key === "Enter" && event.target.matches && event.target.matches("mark" + marked)) pinTip();
});

/* filters */

function readFilters() {
  const chosen = (name) => new Set([...form.querySelectorAll(`input[name=${name}]:checked`)].map((one) => one.value));
  return {
    principle: chosen("principle"), stance: chosen("stance"), maker: chosen("maker"), mark: chosen("mark"), type: chosen("type"),
    types: new Set([...form.querySelectorAll("input[name=type]")].map((one) => one.value)),
  };
}

function showLabel(label, wanted) {
  const maker = label.classList.contains("human") ? "human" : "machine";
  return (
    wanted.maker.has(maker) &&
    (!wanted.principle.size || wanted.principle.has(label.dataset.principle)) &&
    (!wanted.stance.size || wanted.stance.has(label.dataset.stance))
  );
}

function applyFilters() {
  const wanted = readFilters();
  const some = wanted.principle.size > 0 || wanted.stance.size > 0;
  let shown = 0;
  for (const row of rows) {
    let found = false;
    for (const label of row.querySelectorAll(".label")) {
      label.hidden = !showLabel(label, wanted);
      found ||= !label.hidden;
    }
    const labels = row.querySelector(".labels");
    if (labels) labels.hidden = !found;
    const type = row.dataset.type;
    const passage = "passage" in row.dataset;
    const off = wanted.types.has(type) && !wanted.type.has(type);
    row.hidden = off || (some && !(found || type === "heading" || type === "title"));
    if (!row.hidden && passage) shown += 1;
  }
  for (const name of KINDS) text.classList.toggle(`no-${name}`, !wanted.mark.has(name));
  for (const name of ["human", "machine"]) text.classList.toggle(`no-${name}`, !wanted.maker.has(name));
  document.querySelector("[data-shown]").textContent = shown;
}

form.addEventListener("change", applyFilters);
form.addEventListener("reset", () => setTimeout(applyFilters));

/* steps */

function isShown(one) {
  return one.checkVisibility ? one.checkVisibility() : one.offsetParent !== null;
}

function isMarked(mark) {
  const kind = KINDS.find((name) => mark.classList.contains(name));
  const maker = mark.classList.contains("human") ? "human" : "machine";
  return !text.classList.contains(`no-${kind}`) && !text.classList.contains(`no-${maker}`) && isShown(mark);
}

function step(selector, accept, by) {
  const all = [...text.querySelectorAll(selector)].filter(accept);
  if (!all.length) return;
  const here = document.activeElement.closest("article *") && document.activeElement;
  let at = here ? all.findIndex((one) => one.contains(here)) : -1;
  if (at < 0) at = findPlace(all, here, by);
  else at += by;
  const next = all[(at + all.length) % all.length];
  (next.querySelector(".label:not([hidden]) summary") || next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
  if (next === explained) placeTip(next);
}

function findPlace(all, here, by) {
  const after = all.findIndex((one) =>
    here ? here.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING : one.getBoundingClientRect().top > 60,
  );
  const place = after < 0 ? all.length : after;
  return by > 0 ? place : place - 1;
}

const stepMark = (by) => () => step(".m[id]", isMarked, by);
const stepPassage = (by) => () => step(".labels", isShown, by);
for (const [key, action] of [
  ["j", stepMark(1)], ["ArrowRight", stepMark(1)], ["k", stepMark(-1)], ["ArrowLeft", stepMark(-1)],
  ["n", stepPassage(1)], ["p", stepPassage(-1)],
]) {
  keyActions.set(key, action);
}

/* what the address asks for: ?label=2 shows its passages only, ?q=words paints them */

function paintWords(query) {
  if (!query || !CSS.highlights) return;
  const ranges = [];
  for (const row of rows) {
    const walker = document.createTreeWalker(row.querySelector(".text"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const [start, end] of findWords(node.data, query)) {
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, end);
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set("searched", new Highlight(...ranges));
}

if (matchMedia("(max-width: 900px)").matches) for (const one of document.querySelectorAll(".fold")) one.open = false;
const asked = surcoChoices.asked.get("label");
for (const box of form.querySelectorAll("input[name=principle]")) if (box.value === asked) box.checked = true;
applyFilters();
paintWords(surcoChoices.asked.get("q"));
const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (target) target.scrollIntoView({ block: target.classList.contains("row") ? "start" : "center" });
