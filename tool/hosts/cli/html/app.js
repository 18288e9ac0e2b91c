// What is shown, and what keys, links and fields change about it.

const GROUP_ORDER = ["check", "file", "thread"];
const list = new FindingList(byId("list"));
const view = { words: "", check: "", file: "", thread: "", severity: "", fixable: false, fresh: hasBaseline, by: "check", key: null };
const isNarrow = () => matchMedia("(max-width: 860px)").matches;

//--- Which findings -----------------------------------------------------------

const searchWords = () => view.words.toLowerCase().split(/\s+/).filter(Boolean);

function matching() {
  const words = searchWords();
  return findings.filter((finding) =>
    (!view.check || finding.check === view.check) &&
    (!view.file || finding.file === view.file) &&
    (!view.thread || finding.threads.some((thread) => thread.key === view.thread)) &&
    (!view.severity || finding.severity === view.severity) &&
    (!view.fixable || isFixable(finding)) &&
    (!view.fresh || finding.isNew) &&
    (!words.length || words.every((word) => wordsOf(finding).includes(word))));
}

function showList() {
  const began = performance.now();
  const shown = matching();
  list.show(shown, view.by, searchWords());
  list.mark(view.key);
  byId("count").textContent = shown.length === findings.length ? counted(shown.length, "finding")
    : `${shown.length.toLocaleString("en")} of ${findings.length.toLocaleString("en")}`;
  const active = [view.check, view.file, view.thread, view.severity, view.fixable, view.fresh].filter(Boolean).length;
  byId("active-filters").textContent = active ? String(active) : "";
  byId("clear-filters").disabled = !active;
  document.documentElement.dataset.listMs = (performance.now() - began).toFixed(1);
}

function change(changes) {
  Object.assign(view, changes);
  showFields();
  showList();
  writeHash();
}

//--- The address: #finding?q=words&check=…&by=file ----------------------------

const IN_ADDRESS = { q: "words", check: "check", file: "file", thread: "thread", severity: "severity", by: "by" };

function writeHash() {
  const query = new URLSearchParams();
  for (const [name, field] of Object.entries(IN_ADDRESS))
    if (view[field] && !(name === "by" && view.by === "check")) query.set(name, view[field]);
  if (view.fixable) query.set("fixable", "1");
  if (view.fresh !== hasBaseline) query.set("new", view.fresh ? "1" : "0");
  const text = query.toString();
  history.replaceState(null, "", "#" + (view.key ? encodeURIComponent(view.key) : "") + (text ? "?" + text : ""));
}

/** A link to a finding keeps what is filtered; one with a query sets it. */
function readHash() {
  const [key, text] = location.hash.slice(1).split(/\?(.*)/s);
  if (text !== undefined) {
    const query = new URLSearchParams(text);
    for (const [name, field] of Object.entries(IN_ADDRESS)) view[field] = query.get(name) ?? "";
    view.fixable = query.has("fixable");
    view.fresh = query.has("new") ? query.get("new") === "1" : hasBaseline;
    if (!GROUP_ORDER.includes(view.by)) view.by = "check";
    showFields();
    showList();
  }
  try {
    view.key = decodeURIComponent(key) || null;
  } catch {
    view.key = null;
  }
}

//--- The finding --------------------------------------------------------------

/** Shows what `view.key` names: a finding, or the overview. */
function showMain() {
  const finding = byKey.get(view.key);
  const main = byId("main");
  main.replaceChildren(
    make("a", { class: "back", href: "#" }, "← All findings"),
    finding ? findingArticle(finding) : overviewArticle(narrowTo, view.key && view.key !== "overview"));
  document.body.dataset.pane = finding || view.key === "overview" ? "main" : "list";
  main.scrollTop = 0;
  showHits(main);
  document.title = finding ? plain(`${shortName(finding.check)}: ${placeName(finding)}`) : "cohazard";
  list.mark(finding ? view.key : null);
  if (isNarrow()) scrollTo(0, 0);
}

/** Long lines are scrolled to the place that is meant; only those can be focused. */
function showHits(root) {
  const wide = [];
  for (const code of root.querySelectorAll(".code")) {
    if (code.scrollWidth <= code.clientWidth) continue;
    const hit = code.querySelector(".hit");
    wide.push([code, hit ? hit.getBoundingClientRect().right - code.getBoundingClientRect().right + 24 : 0]);
  }
  for (const [code, by] of wide) {
    code.tabIndex = 0;
    if (by > 0) code.scrollLeft = by;
  }
}

function select(key) {
  if (!key) return;
  view.key = key;
  showMain();
  writeHash();
}

const focusMain = () => byId("main").querySelector("h1")?.focus();

/** A link was followed, or the browser's way back. */
function followHash() {
  readHash();
  showMain();
  writeHash();
  if (byKey.has(view.key) && isNarrow()) focusMain();
}

/** From the overview to the findings that one of its rows counts. */
function narrowTo(filter, by) {
  change({ words: "", check: "", file: "", thread: "", severity: "", fixable: false, fresh: hasBaseline, ...filter, by });
  if (filter.check || filter.file || filter.thread) byId("filters").open = true;
  if (isNarrow()) document.body.dataset.pane = "list";
  else select(list.step(1));
}

//--- Fields -------------------------------------------------------------------

const FIELDS = [["filter-check", "check"], ["filter-file", "file"], ["filter-thread", "thread"], ["filter-severity", "severity"]];

function showFields() {
  byId("search").value = view.words;
  for (const [id, field] of FIELDS) byId(id).value = view[field];
  byId("filter-fixable").checked = view.fixable;
  byId("filter-new").checked = view.fresh;
  for (const radio of byId("by").querySelectorAll("input")) radio.checked = radio.value === view.by;
}

/** Fills a field with what there is; one that has no choice is not shown. */
function fill(id, rows, label) {
  byId(id).append(make("option", { value: "" }, "All"),
    ...rows.map(([key, count]) => make("option", { value: key }, `${label(key)} (${count})`)));
  byId(id).closest("label").hidden = rows.length < 2;
}

function fillFields() {
  const inOrder = (rows) => rows.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  fill("filter-check", tally((finding) => [finding.check], findings), shortName);
  fill("filter-file", inOrder(tally((finding) => [finding.file], findings)), (file) => file);
  fill("filter-thread", tally((finding) => finding.threads.map((thread) => thread.key), findings), (key) => threadsByKey.get(key).label);
  fill("filter-severity", tally((finding) => [finding.severity], findings), (severity) => severity);
  byId("filters").hidden = !findings.length;
  byId("filter-fixable").closest("label").hidden = !findings.some(isFixable);
  byId("filter-new").closest("label").hidden = current.length === findings.length;
  showFields();
}

function listenToFields() {
  byId("find").addEventListener("submit", (event) => event.preventDefault());
  byId("search").addEventListener("input", (event) => change({ words: event.target.value }));
  for (const [id, field] of FIELDS) byId(id).addEventListener("change", (event) => change({ [field]: event.target.value }));
  byId("filter-fixable").addEventListener("change", (event) => change({ fixable: event.target.checked }));
  byId("filter-new").addEventListener("change", (event) => change({ fresh: event.target.checked }));
  byId("clear-filters").addEventListener("click", () =>
    change({ check: "", file: "", thread: "", severity: "", fixable: false, fresh: false }));
  byId("by").addEventListener("change", (event) => change({ by: event.target.value }));
}

//--- Keys ---------------------------------------------------------------------

/** Goes through the steps of the finding; false if there is none further. */
function walkSteps(by) {
  const stops = [...byId("main").querySelectorAll("h1, .stop, .meet, .fix")];
  const at = stops.findIndex((stop) => stop === document.activeElement || (stop.tagName !== "H1" && stop.contains(document.activeElement)));
  const next = stops[at + by];
  if (!next) return false;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: next.tagName === "H1" ? "end" : "nearest", behavior: "smooth" });
  return true;
}

function walkFindings(by) {
  const isInside = byId("main").contains(document.activeElement);
  select(list.step(by));
  if (isInside) focusMain();
  else list.link?.focus({ preventScroll: true });
}

function goBack() {
  if (isNarrow()) return void (location.hash = "");
  (list.link ?? byId("search")).focus();
}

const KEYS = {
  "/": () => { byId("search").focus(); byId("search").select(); },
  j: () => walkFindings(1),
  k: () => walkFindings(-1),
  g: () => change({ by: GROUP_ORDER[(GROUP_ORDER.indexOf(view.by) + 1) % GROUP_ORDER.length] }),
  o: () => { location.hash = "overview"; },
  t: () => nextTheme(),
  "?": () => byId("keys").showModal(),
};

/** In the list, arrows go through findings; in a finding, through its steps. */
function pressArrow(key) {
  const isInside = byId("main").contains(document.activeElement);
  if (key === "ArrowDown" || key === "ArrowUp") {
    const by = key === "ArrowDown" ? 1 : -1;
    if (!isInside) walkFindings(by);
    return !isInside || walkSteps(by);
  }
  if (key === "ArrowRight" && !isInside && byKey.has(view.key)) return focusMain(), true;
  if (key === "ArrowLeft" && isInside) return goBack(), true;
  return false;
}

function pressInSearch(event) {
  if (event.key === "Escape" && view.words) change({ words: "" });
  else if (event.key === "Escape") event.target.blur();
  else if (event.key === "ArrowDown" || event.key === "Enter") walkFindings(1);
  else return;
  event.preventDefault();
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
  if (event.target === byId("search")) return pressInSearch(event);
  const { key } = event;
  // A field takes its own keys: arrows choose, in a select letters too.
  if (event.target.closest("select") || (event.target.closest("input") && !KEYS[key])) return;
  if (KEYS[key]) KEYS[key]();
  else if (key === "Escape") goBack();
  else if (key === "Enter" && event.target.matches(".entry")) { select(event.target.dataset.key); focusMain(); }
  else if (!key.startsWith("Arrow") || event.target.matches(".code") && key.match(/Left|Right/) || !pressArrow(key)) return;
  event.preventDefault();
}

//--- Light and dark, paper ------------------------------------------------------

const THEMES = ["auto", "light", "dark"];
let theme = "auto";

function showTheme(name) {
  theme = THEMES.includes(name) ? name : "auto";
  document.documentElement.dataset.theme = theme;
  byId("theme").textContent = { auto: "Auto", light: "Light", dark: "Dark" }[theme];
  byId("theme").title = "Light, dark, or as the system (t)";
  byId("theme").setAttribute("aria-label", `Colours: ${theme}`);
}

// A page from a file may have no place to keep things.
function nextTheme() {
  showTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]);
  try { localStorage.setItem("cohazard-theme", theme); } catch { /* not kept */ }
}

function keptTheme() {
  try { return localStorage.getItem("cohazard-theme"); } catch { return null; }
}

const ON_PAPER = 300;

/** On paper goes the finding that is open, or all that are in the list. */
function fillPaper() {
  if (byKey.has(view.key)) return;
  const shown = matching();
  byId("paper").replaceChildren(...shown.slice(0, ON_PAPER).map((finding) => findingArticle(finding, "h2")),
    shown.length > ON_PAPER ? make("p", {}, `${counted(shown.length - ON_PAPER, "further finding")}: filter to print them.`) : "");
}

//--- Begin --------------------------------------------------------------------

function begin() {
  showTheme(keptTheme());
  byId("scope").textContent = report.tool?.version ?? "";
  readHash();
  showList();
  showMain();
  listenToFields();
  document.addEventListener("keydown", press);
  addEventListener("hashchange", followHash);
  byId("theme").addEventListener("click", nextTheme);
  byId("skip").addEventListener("click", focusMain);
  byId("print").addEventListener("click", () => print());
  byId("help").addEventListener("click", () => byId("keys").showModal());
  addEventListener("beforeprint", fillPaper);
  addEventListener("afterprint", () => byId("paper").replaceChildren());
  document.documentElement.dataset.openMs = performance.now().toFixed(1);
  // What no eye sees yet can wait until the page is painted.
  requestAnimationFrame(() => setTimeout(() => { fillFields(); findings.forEach(wordsOf); }));
}

begin();
