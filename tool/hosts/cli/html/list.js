// The list of findings. Rows are made as they come into view, so that the page
// opens as fast with thousands of findings as with ten.

const AT_ONCE = 40, CATCHING_UP = 300;
const ROW_HEIGHT = 92, GROUP_HEIGHT = 44; // estimates, for the scroll bar

const GROUPINGS = {
  check: { of: (finding) => [finding.check], title: (check) => [icon(shortName(check)), shortName(check)] },
  file: { of: (finding) => [finding.file], title: (file) => pathName(file) },
  thread: {
    of: (finding) => finding.threads.map((thread) => thread.key),
    title: (key) => threadLabel(threadsByKey.get(key)),
  },
};

/** The findings in groups, those with the most findings first, files by name. */
function grouped(shown, by) {
  const groups = new Map();
  for (const finding of shown)
    for (const key of GROUPINGS[by].of(finding)) {
      if (!groups.has(key)) groups.set(key, { key, findings: [] });
      groups.get(key).findings.push(finding);
    }
  const all = [...groups.values()];
  if (by === "file") return all.sort((a, b) => (a.key < b.key ? -1 : 1));
  return all.sort((a, b) => (a.key === NO_THREAD.key) - (b.key === NO_THREAD.key) || b.findings.length - a.findings.length);
}

function listRow(finding, by, words, position) {
  return make("li", { "aria-setsize": position.of, "aria-posinset": position.at },
    make("a", { href: "#" + encodeURIComponent(finding.key), class: "entry", "data-key": finding.key },
      make("span", { class: "what" }, prose(capitalised(finding.message), words)),
      make("span", { class: "where" },
        by === "file" ? make("span", { class: "at" }, `line ${finding.line}`)
          : make("span", { class: "at" }, pathName(finding.file, words), make("span", { class: "line-number" }, `:${finding.line}`)),
        by !== "check" && make("span", { class: "tag", title: shortName(finding.check) }, icon(shortName(finding.check)),
          make("span", { class: "unseen" }, shortName(finding.check))),
        finding.severity === "error" && badge("error", "strong"),
        hasBaseline && finding.isNew && badge("new", "strong"),
        isFixable(finding) && badge("fix"))));
}

class FindingList {
  constructor(root) {
    this.root = root;
    this.closed = new Set();
    this.rest = make("div", { class: "rest", "aria-hidden": "true" });
    this.watch = new IntersectionObserver(
      (seen) => seen.at(-1).isIntersecting && this.extend(this.made + CATCHING_UP),
      { rootMargin: "800px", scrollMargin: "800px" });
  }

  /** Shows these findings from the first one on. */
  show(shown, by, words) {
    Object.assign(this, { shown, groups: grouped(shown, by), by, words, rows: [], made: 0, at: -1 });
    for (const group of this.groups) {
      this.rows.push({ group });
      if (!this.closed.has(by + group.key))
        group.findings.forEach((finding, at) => this.rows.push({ group, finding, at: at + 1 }));
    }
    this.root.replaceChildren(...(this.rows.length ? [this.rest] : [this.nothing()]));
    this.root.scrollTop = 0;
    this.extend();
  }

  nothing() {
    return make("p", { class: "nothing" }, findings.length ? "Nothing matches." : "No findings.");
  }

  /** Makes further rows, at least up to \p upTo. */
  extend(upTo = 0) {
    const end = Math.min(this.rows.length, Math.max(this.made + AT_ONCE, upTo));
    for (; this.made < end; ++this.made) this.append(this.rows[this.made]);
    const left = this.rows.length - this.made;
    this.rest.style.height = `${left * ROW_HEIGHT}px`;
    this.rest.hidden = !left;
    // It may still be in view, which is said again only to who watches anew.
    this.watch.unobserve(this.rest);
    if (left) this.watch.observe(this.rest);
  }

  append(row) {
    const { group, finding, at } = row;
    if (!finding) return this.appendGroup(group);
    const item = listRow(finding, this.by, this.words, { at, of: group.findings.length });
    row.link = item.firstChild;
    if (finding.key === this.current) row.link.setAttribute("aria-current", "true");
    group.list.append(item);
  }

  appendGroup(group) {
    const isOpen = !this.closed.has(this.by + group.key);
    group.list = make("ol", { class: "entries", hidden: !isOpen });
    const toggle = () => {
      const key = this.by + group.key;
      if (!this.closed.delete(key)) this.closed.add(key);
      const top = this.root.scrollTop;
      this.show(this.shown, this.by, this.words);
      this.root.scrollTop = top;
    };
    this.rest.before(make("section", { class: "group" },
      make("h2", {}, make("button", { type: "button", "aria-expanded": String(isOpen), onclick: toggle },
        make("span", { class: "title" }, GROUPINGS[this.by].title(group.key)),
        make("span", { class: "number-of" }, group.findings.length.toLocaleString("en")))),
      group.list));
  }

  /** Marks the finding and brings its row, if there is one, into view. */
  mark(key) {
    this.current = key;
    for (const link of this.root.querySelectorAll("[aria-current]")) link.removeAttribute("aria-current");
    if (this.rows[this.at]?.finding?.key !== key)
      this.at = key ? this.rows.findIndex((row) => row.finding?.key === key) : -1;
    if (this.at < 0) return;
    if (this.at >= this.made) this.extend(this.at + 1);
    const { link } = this.rows[this.at];
    link.setAttribute("aria-current", "true");
    link.scrollIntoView({ block: "nearest" });
  }

  /** Goes a row on, or back; the key of its finding, none at the end. */
  step(by) {
    let at = this.at < 0 && by < 0 ? this.rows.length : this.at;
    do at += by;
    while (this.rows[at] && !this.rows[at].finding);
    if (!this.rows[at]) return undefined;
    this.at = at;
    return this.rows[at].finding.key;
  }

  /** The link of the marked row. */
  get link() {
    return this.rows[this.at]?.link;
  }
}
