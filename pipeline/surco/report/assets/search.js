"use strict";
// The search box: the index is in many scripts, of which only those are loaded that hold the words asked for.

const PORTION = 50;
const WIDTH = 70;
const hits = document.querySelector("[data-hits]");
const loading = new Map();
const shards = new Map();
const texts = new Map();
let search = null;

/* loading */

function load(name) {
  if (!loading.has(name)) {
    loading.set(name, new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = rootPath + name;
      script.onload = () => { script.remove(); done(); };
      script.onerror = () => { loading.delete(name); fail(new Error(name)); };
      document.head.append(script);
    }));
  }
  return loading.get(name);
}

function surcoShard(first, words) {
  shards.set(first, words);
}

function surcoText(page, blocks) {
  texts.set(page, blocks);
}

/* the query: words in a row, each may end in * */

function readQuery(query) {
  return [...fold(query).matchAll(/[\p{L}\p{N}]+\*?/gu)].map((found) => found[0]);
}

function makePattern(words) {
  const parts = words.map((word) => (word.endsWith("*") ? word.slice(0, -1) + "[\\p{L}\\p{N}]*" : word));
  return new RegExp(`(?<![\\p{L}\\p{N}])${parts.join("[^\\p{L}\\p{N}]+")}(?![\\p{L}\\p{N}])`, "gu");
}

function findWords(text, query) {
  const words = readQuery(query);
  return words.length ? findPattern(text, makePattern(words)) : [];
}

// Folding may change the length: for each folded unit, where it stands in the text.
function foldWithPlaces(text) {
  const simple = text.toLowerCase();
  if (/^[\u0000-\u007f]*$/.test(simple)) return [simple, null];
  let folded = "";
  const places = [];
  let at = 0;
  for (const sign of text) {
    for (const unit of fold(sign)) {
      folded += unit;
      for (let k = 0; k < unit.length; k += 1) places.push(at);
    }
    at += sign.length;
  }
  places.push(at);
  return [folded, places];
}

function findPattern(text, pattern) {
  const [folded, places] = foldWithPlaces(text);
  const found = [];
  for (const match of folded.matchAll(pattern)) {
    const [start, end] = [match.index, match.index + match[0].length];
    found.push(places ? [places[start], endOf(text, places, end)] : [start, end]);
  }
  return found;
}

function endOf(text, places, end) {
  let at = places[end];
  while (at < text.length && /\p{M}/u.test(text[at])) at += 1;
  return at;
}

/* the index */

function listShards(word) {
  const firsts = SURCO_INDEX.shards;
  const beginning = word.endsWith("*") ? word.slice(0, -1) : null;
  const low = firsts.findLastIndex((first) => first <= (beginning ?? word));
  const names = [];
  for (let k = Math.max(0, low); k < firsts.length; k += 1) {
    if (k > low && !(beginning !== null && firsts[k].startsWith(beginning))) break;
    names.push(k);
  }
  return names;
}

// How often a word stands in each document.
async function countDocuments(word) {
  const numbers = listShards(word);
  await Promise.all(numbers.map((k) => load(`search/words/${String(k).padStart(4, "0")}.js`)));
  const counts = new Map();
  for (const k of numbers) {
    const words = shards.get(SURCO_INDEX.shards[k]);
    const matching = word.endsWith("*") ? Object.keys(words).filter((one) => one.startsWith(word.slice(0, -1))) : [word];
    for (const one of matching) {
      if (!Object.hasOwn(words, one)) continue;
      let document = 0;
      for (let place = 0; place < words[one].length; place += 2) {
        document += words[one][place];
        counts.set(document, (counts.get(document) || 0) + words[one][place + 1]);
      }
    }
  }
  return counts;
}

/* a search: its documents are read as far as hits are shown */

async function startSearch(query) {
  const words = readQuery(query);
  if (!words.length) return closeHits();
  await load("search/index.js");
  const counts = await Promise.all(words.map(countDocuments));
  counts.sort((one, other) => one.size - other.size);
  const documents = [...counts[0].keys()].filter((number) => counts.every((one) => one.has(number))).sort((a, b) => a - b);
  const total = words.length === 1 ? documents.reduce((sum, number) => sum + counts[0].get(number), 0) : null;
  search = { query, pattern: makePattern(words), documents, total, read: 0, lines: [], order: "document", wanted: 0 };
  await readMore();
}

async function readMore() {
  const one = search;
  one.wanted += PORTION;
  while (one.lines.length < one.wanted && one.read < one.documents.length) {
    const number = one.documents[one.read];
    const page = SURCO_INDEX.documents[number][0];
    await load(`search/texts/${encodeURIComponent(page)}.js`);
    if (one !== search) return;
    one.lines.push(...listLines(number, page, one.pattern));
    one.read += 1;
  }
  showHits();
}

function listLines(number, page, pattern) {
  const lines = [];
  for (const [anchor, text] of texts.get(page)) {
    for (const [start, end] of findPattern(text, pattern)) {
      lines.push({
        number, page, anchor, left: text.slice(Math.max(0, start - WIDTH), start), hit: text.slice(start, end),
        right: text.slice(end, end + WIDTH), place: lines.length,
      });
    }
  }
  return lines;
}

/* the lines */

function sortLines(lines, order) {
  if (order === "document") return lines;
  const compare = new Intl.Collator("es").compare;
  const key = (line) => (order === "right" ? line.right.trim() : line.left.trim().split(/\s+/).reverse().join(" "));
  return lines.map((line) => [key(line), line]).sort((one, other) => compare(one[0], other[0])).map((pair) => pair[1]);
}

function make(tag, name, ...content) {
  const one = document.createElement(tag);
  if (name) one.className = name;
  one.append(...content);
  return one;
}

function showHits() {
  const lines = sortLines(search.lines.slice(0, search.wanted), search.order);
  const more = search.read < search.documents.length || search.lines.length > search.wanted;
  const found = say(search.total === null ? "search.scanned" : "search.found")
    .replace("{shown}", lines.length).replace("{total}", search.total).replace("{read}", search.read)
    .replace("{documents}", search.documents.length);
  const bar = make("div", "bar", make("p", "", search.lines.length ? found : say("search.none")), makeOrder(), makeClose());
  const table = make("table", "kwic", make("tbody", "", ...lines.map(makeLine)));
  hits.replaceChildren(bar, make("div", "scroll", table));
  if (more) hits.lastChild.append(makeMore());
  hits.hidden = false;
}

function makeLine(line) {
  const [page, title, authors, year] = SURCO_INDEX.documents[line.number];
  const link = make("a", "", line.hit);
  link.href = `${rootPath}articles/${encodeURIComponent(page)}.html?q=${encodeURIComponent(search.query)}#${line.anchor}`;
  const where = make("td", "where", page);
  where.title = [authors, title, year].filter(Boolean).join(" · ");
  return make("tr", "", where, make("td", "left", make("bdi", "", line.left)), make("td", "hit", link), make("td", "right", line.right));
}

function makeOrder() {
  const select = make("select");
  for (const order of ["document", "left", "right"]) {
    const option = make("option", "", say(`search.by-${order}`));
    option.value = order;
    option.selected = order === search.order;
    select.append(option);
  }
  select.addEventListener("change", () => { search.order = select.value; showHits(); });
  return make("label", "", say("search.order") + " ", select);
}

function makeClose() {
  const button = make("button", "close", say("close"));
  button.addEventListener("click", closeHits);
  return button;
}

function makeMore() {
  const button = make("button", "more", say("search.more"));
  button.addEventListener("click", readMore);
  return button;
}

function closeHits() {
  search = null;
  hits.hidden = true;
  hits.replaceChildren();
}

function runSearch(query) {
  startSearch(query).catch(() => {
    hits.replaceChildren(make("div", "bar", make("p", "", say("search.broken")), makeClose()));
    hits.hidden = false;
  });
}

document.querySelector("[data-search]").addEventListener("submit", (event) => {
  event.preventDefault();
  runSearch(document.getElementById("query").value);
});
document.addEventListener("surco:language", () => search && showHits());
document.addEventListener("keydown", (event) => event.key === "Escape" && !hits.hidden && closeHits());
const searched = surcoChoices.asked.get("q");
if (searched) document.getElementById("query").value = searched;
