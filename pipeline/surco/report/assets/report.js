"use strict";
// What every page has: both languages, light and dark, keys that work anywhere, tables that are sorted and filtered.

const root = document.documentElement;
const rootPath = document.body.dataset.root;

/* language */

function say(key) {
  return SURCO_WORDS[key] ? SURCO_WORDS[key][root.lang === "en" ? 1 : 0] : key;
}

function translate(part) {
  for (const one of part.querySelectorAll("[data-t]")) one.textContent = say(one.dataset.t);
  for (const one of part.querySelectorAll("[data-t-label]")) one.setAttribute("aria-label", say(one.dataset.tLabel));
  for (const one of part.querySelectorAll("[data-t-title]")) one.title = say(one.dataset.tTitle);
  for (const one of part.querySelectorAll("[data-t-placeholder]")) one.placeholder = say(one.dataset.tPlaceholder);
  for (const one of part.querySelectorAll("[data-decimal]")) {
    one.textContent = root.lang === "en" ? one.value : one.value.replace(".", ",");
  }
}

function switchLanguage() {
  root.lang = root.lang === "en" ? "es" : "en";
  surcoChoices.keep("language", root.lang);
  translate(document);
  document.querySelector("[data-switch=language]").lang = root.lang === "en" ? "es" : "en";
  document.dispatchEvent(new Event("surco:language"));
}

/* light and dark */

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function switchTheme() {
  root.dataset.theme = isDark() ? "light" : "dark";
  surcoChoices.keep("theme", root.dataset.theme);
}

/* the choices travel with the links, for browsers that keep nothing for files */

function carryChoices(event) {
  const link = event.target.closest && event.target.closest("a[href]");
  if (!link || link.protocol !== location.protocol || link.getAttribute("href").startsWith("#")) return;
  if (!link.pathname.endsWith(".html")) return;
  const address = new URL(link.href);
  for (const name of ["language", "theme"]) {
    if (surcoChoices.asked.has(name)) address.searchParams.set(name, surcoChoices.asked.get(name));
  }
  link.href = address.href;
}

/* keys */

const keyActions = new Map([
  ["/", () => document.getElementById("query").focus()],
  ["l", switchLanguage],
  ["t", switchTheme],
  ["?", openKeys],
  ["]", () => followLink("next")],
  ["[", () => followLink("prev")],
]);

function followLink(relation) {
  const link = document.querySelector(`a[rel=${relation}]`);
  if (link) link.click();
}

function openKeys() {
  document.querySelector("[data-keys]").showModal();
}

function pressKey(event) {
  const typing = event.target.closest("input, select, textarea, dialog");
  const held = event.ctrlKey || event.metaKey || event.altKey;
  if (typing || (held && !event.getModifierState("AltGraph"))) return; // many keyboards write [ and ] with AltGr
  if (surcoChoices.read("keys") === "off" && event.key !== "Escape") return;
  const action = keyActions.get(event.key);
  if (!action) return;
  event.preventDefault();
  action();
}

/* tables */

const PORTION_OF_ROWS = 150;

function readCell(row, column) {
  const text = row.cells[column].textContent.replace(/\u202f/g, "").trim();
  return text === "·" ? 0 : text !== "" && !Number.isNaN(Number(text)) ? Number(text) : text;
}

function sortTable(table, column) {
  const head = table.tHead.rows[0].cells[column];
  const first = typeof readCell(table.tBodies[0].rows[0], column) === "number" ? "descending" : "ascending";
  const order = head.ariaSort === first ? (first === "ascending" ? "descending" : "ascending") : first;
  for (const cell of table.tHead.rows[0].cells) cell.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", order);
  const sign = order === "ascending" ? 1 : -1;
  const compare = new Intl.Collator(root.lang, { numeric: true }).compare;
  const rows = [...table.tBodies[0].rows].map((row) => [readCell(row, column), row]);
  rows.sort((one, other) => {
    if (typeof one[0] === "number" && typeof other[0] === "number") return sign * (one[0] - other[0]);
    return sign * compare(one[0], other[0]);
  });
  table.tBodies[0].append(...rows.map((pair) => pair[1]));
  showPortion(table, PORTION_OF_ROWS);
}

// A long table is laid out as far as it is scrolled, so that it opens at once.
function showPortion(table, count) {
  let place = 0;
  for (const row of table.tBodies[0].rows) {
    if (row.hidden) continue;
    row.classList.toggle("later", place >= count);
    place += 1;
  }
  table.shown = count;
}

function showMoreRows(table, scrolled) {
  const near = scrolled.scrollTop + 2 * scrolled.clientHeight > scrolled.scrollHeight;
  if (near && table.shown < table.tBodies[0].rows.length) showPortion(table, table.shown + PORTION_OF_ROWS);
}

function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

function filterRows(table, query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  for (const row of table.tBodies[0].rows) {
    row.folded ??= fold(row.cells[0].textContent + " " + row.cells[1].textContent);
    row.hidden = !words.every((word) => row.folded.includes(word));
  }
  showPortion(table, PORTION_OF_ROWS);
}

/* start */

translate(document);
root.classList.remove("waiting");
document.querySelector("[data-switch=language]").lang = root.lang === "en" ? "es" : "en";
document.querySelector("[data-switch=language]").addEventListener("click", switchLanguage);
document.querySelector("[data-switch=theme]").addEventListener("click", switchTheme);
document.querySelector("[data-switch=keys]").addEventListener("click", openKeys);
document.addEventListener("click", carryChoices, true);
document.addEventListener("auxclick", carryChoices, true);
document.addEventListener("keydown", pressKey);

const keysOn = document.querySelector("[data-keys-on]");
keysOn.checked = surcoChoices.read("keys") !== "off";
keysOn.addEventListener("change", () => surcoChoices.keep("keys", keysOn.checked ? "on" : "off"));

for (const table of document.querySelectorAll("[data-sortable]")) {
  const scrolled = table.parentElement;
  showPortion(table, PORTION_OF_ROWS);
  scrolled.addEventListener("scroll", () => showMoreRows(table, scrolled), { passive: true });
  table.tHead.addEventListener("click", (event) => {
    const head = event.target.closest("th");
    if (head && event.target.closest("button")) sortTable(table, head.cellIndex);
  });
}
for (const input of document.querySelectorAll("[data-rows]")) {
  const table = document.getElementById(input.dataset.rows);
  input.addEventListener("input", () => filterRows(table, input.value));
}
