// What is there, at a glance: how many, of which check, in which files and threads.

const SHOWN_ROWS = 8;

/** [key, findings] of each key that a finding has, the most first. */
function tally(keysOf) {
  const counts = new Map();
  for (const finding of findings)
    for (const key of keysOf(finding)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** A row that leads to the findings that it counts. */
function barRow(label, count, most, show) {
  const bar = make("span", { class: "amount", "aria-hidden": "true" });
  bar.style.setProperty("--share", count / most);
  return make("li", {}, make("button", { type: "button", class: "row", onclick: show },
    make("span", { class: "label" }, label), bar, make("span", { class: "number-of" }, count.toLocaleString("en"))));
}

function chart(title, rows, { label, show, showAll }) {
  const most = rows.length ? rows[0][1] : 1;
  const left = rows.length - SHOWN_ROWS;
  return section(title,
    make("ul", { class: "chart" }, rows.slice(0, SHOWN_ROWS).map(([key, count]) => barRow(label(key), count, most, () => show(key)))),
    left > 0 && make("button", { type: "button", class: "quiet more", onclick: showAll }, `${counted(left, "more")}`.replace(/mores$/, "more")));
}

function threadLabel(thread) {
  if (!thread.start) return thread.label;
  return [pathName(thread.start.file), make("span", { class: "line-number" }, `:${thread.start.line}`),
    make("code", { class: "snippet" }, ...visible(sourceOf(thread.start)))];
}

function checkLabel(id) {
  return [icon(shortName(id)), make("span", { class: "name" }, shortName(id)),
    make("span", { class: "about" }, checks.get(id)?.description ?? "")];
}

const threadsByKey = new Map(findings.flatMap((finding) => finding.threads.map((thread) => [thread.key, thread])));

/** The sentence below the number. */
function facts() {
  const files = tally((finding) => [finding.file]).length;
  const safe = findings.filter((finding) => finding.fixes.some((fix) => fix.safe)).length;
  const fresh = findings.filter((finding) => finding.isNew).length;
  const { files: looked, failed } = report.summary ?? {};
  const parts = [];
  if (findings.length) parts.push(`in ${counted(files, "file")}${looked > 1 ? `, of a run over ${looked.toLocaleString("en")}` : ""}`);
  else if (looked) parts.push(`${counted(looked, "file")} looked at`);
  if (fresh) parts.push(`${fresh.toLocaleString("en")} new`);
  if (safe) parts.push(`${safe.toLocaleString("en")} can be mended safely`);
  return { text: parts.join(" · "), failed };
}

function overviewArticle(show) {
  const { text, failed } = facts();
  return make("article", { class: "overview" },
    make("header", {},
      make("h1", { class: "total", tabindex: "-1" }, findings.length
        ? [make("span", { class: "figure" }, findings.length.toLocaleString("en")), findings.length === 1 ? " finding" : " findings"]
        : "No findings"),
      text && make("p", { class: "facts" }, text),
      failed > 0 && make("p", { class: "notice", role: "note" },
        `${counted(failed, "file")} could not be read: what is in there is not known.`)),
    findings.length > 0 && [
      chart("By check", tally((finding) => [finding.check]),
        { label: checkLabel, show: (check) => show({ check }, "check"), showAll: () => show({}, "check") }),
      chart("By file", tally((finding) => [finding.file]),
        { label: (file) => pathName(file), show: (file) => show({ file }, "file"), showAll: () => show({}, "file") }),
      chart("By thread", tally((finding) => finding.threads.filter((t) => t !== NO_THREAD).map((t) => t.key)),
        { label: (key) => threadLabel(threadsByKey.get(key)), show: (thread) => show({ thread }, "thread"), showAll: () => show({}, "thread") }),
    ]);
}
