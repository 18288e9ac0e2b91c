// What is there, at a glance: how many, of which check, in which files and threads.

const SHOWN_ROWS = 8;

/** [key, findings] of each key that a finding has, the most first. */
function tally(keysOf, among = current) {
  const counts = new Map();
  for (const finding of among)
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
    left > 0 && make("button", { type: "button", class: "quiet more", onclick: showAll }, `${left.toLocaleString("en")} more`));
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
  const looked = report.summary?.files ?? 0;
  const safe = current.filter((finding) => finding.fixes.some((fix) => fix.safe)).length;
  const known = findings.length - current.length;
  const gone = report.fixed?.length ?? 0;
  const files = tally((finding) => [finding.file]).length;
  return [
    current.length ? `in ${counted(files, "file")}${looked > files ? ` of ${looked.toLocaleString("en")}` : ""}`
      : looked && `${counted(looked, "file")} looked at`,
    safe && `${safe.toLocaleString("en")} can be mended safely`,
    known && `${known.toLocaleString("en")} known from the baseline`,
    gone && `${gone.toLocaleString("en")} of the baseline gone`,
  ].filter(Boolean).join(" · ");
}

function failedNotice() {
  const failed = report.summary?.failed ?? 0;
  if (!failed) return null;
  const names = (report.summary.failedFiles ?? []).slice(0, SHOWN_ROWS);
  return make("div", { class: "notice", role: "note" },
    make("p", {}, `${counted(failed, "file")} could not be parsed: what is in there is not known.`),
    names.length > 0 && make("ul", {}, names.map((file) => make("li", {}, pathName(file)))));
}

/** What the baseline holds and the run does not find any more. */
function goneSection() {
  if (!report.fixed?.length) return null;
  return section("Gone since the baseline", make("ul", { class: "gone" }, report.fixed.slice(0, 50).map((entry) =>
    make("li", {}, make("span", { class: "label" }, pathName(entry.file), make("span", { class: "about" }, shortName(entry.check))),
      make("code", {}, ...visible(entry.source.trim()))))));
}

function overviewArticle(show, isMissed) {
  const text = facts();
  const what = hasBaseline ? "new finding" : "finding";
  return make("article", { class: "overview" },
    isMissed && make("p", { class: "notice", role: "note" }, "The finding of this address is not in this report: it may be mended."),
    make("header", {},
      make("h1", { class: "total", tabindex: "-1" }, current.length
        ? [make("span", { class: "figure" }, current.length.toLocaleString("en")), ` ${what}${current.length === 1 ? "" : "s"}`]
        : `No ${what}s`),
      text && make("p", { class: "facts" }, text),
      failedNotice()),
    current.length > 0 && [
      chart("By check", tally((finding) => [finding.check]),
        { label: checkLabel, show: (check) => show({ check }, "check"), showAll: () => show({}, "check") }),
      chart("By file", tally((finding) => [finding.file]),
        { label: (file) => pathName(file), show: (file) => show({ file }, "file"), showAll: () => show({}, "file") }),
      chart("By thread", tally((finding) => finding.threads.filter((t) => t !== NO_THREAD).map((t) => t.key)),
        { label: (key) => threadLabel(threadsByKey.get(key)), show: (thread) => show({ thread }, "thread"), showAll: () => show({}, "thread") }),
    ],
    goneSection());
}
