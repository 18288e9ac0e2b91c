// One finding in full: what happens, step by step, and what mends it.

/** A heading that a reader's software can jump to. */
const section = (title, ...content) => make("section", { class: "part" }, make("h2", {}, title), ...content);

const badge = (text, kind) => make("span", { class: `badge ${kind ?? ""}` }, text);

function placeLink(place) {
  return make("span", { class: "at" }, pathName(place.file), make("span", { class: "line-number" }, `:${place.line}`));
}

/**
 * A place on the way: what happens, where, and its source with \p around lines on
 * each side. The way turns where its file is not that of the previous place.
 */
function stop(title, place, { around = 1, kind = "", extra = [], previous = null, heading = "h3" } = {}) {
  const turns = previous && previous.file !== place.file;
  return make("li", { class: `stop ${kind}`, tabindex: "-1" },
    turns && make("p", { class: "turn" }, "in ", pathName(place.file)),
    make("div", { class: "card" },
      make("div", { class: "head" }, make(heading, {}, title), placeLink(place)),
      excerpt(place, around),
      extra));
}

/** The end of a way, which has no place of its own. */
const terminal = (kind, ...content) => make("li", { class: `stop end ${kind}`, tabindex: "-1" }, make("div", { class: "card" }, content));

//--- A blocking call ----------------------------------------------------------

/** The name that a step leads to, and the one that it comes from. */
const stepEnds = (message) => /^(?:'([^']+)'|the [\w ]+?) calls (?:'([^']+)'|the [\w ]+?) here$/.exec(message) ?? [];

const stepTitle = (message) => prose(capitalised(message.replace(/ here((?:, holding .*)?)$/, "$1")));

function pathSection(finding, story) {
  const first = quotedNames(finding.message)[0];
  const stops = [stop(["Event-loop code calls ", make("code", {}, ...visible(first))], finding, { around: 3, kind: "start" })];
  let previous = finding, reached = first;
  for (const note of story.steps) {
    const [, from, to] = stepEnds(note.message);
    if (from && reached && from !== reached)
      stops.push(make("li", { class: "skip" }, make("p", {}, "which leads to ", make("code", {}, ...visible(from)))));
    stops.push(stop(stepTitle(note.message), note, { previous }));
    [previous, reached] = [note, to];
  }
  if (story.cause)
    stops.push(terminal("blocks",
      make("div", { class: "head" },
        make("h3", {}, make("code", {}, ...visible(story.cause.name)), " blocks the thread"), badge(story.cause.category, "strong")),
      story.cause.advice && make("p", {}, capitalised(story.cause.advice), ".")));
  return section("The way to the blocking call", make("ol", { class: "way" }, stops));
}

//--- A race -------------------------------------------------------------------

function lockLine(side) {
  const names = side.locks ?? [];
  return make("p", { class: names.length ? "locks held" : "locks" }, icon(names.length ? "closed" : "open"),
    names.length ? ["Holds ", names.flatMap((name, i) => [i ? ", " : null, make("code", {}, ...visible(name))])]
      : "Holds no known lock");
}

function laneTitle(side, isFirst) {
  const onLoop = side.starts[0]?.message.startsWith("handed to the event loop");
  if (isFirst) return [onLoop ? "Event-loop handler" : "Worker thread"];
  const who = onLoop ? "Another handler" : side.isWorker ? "Another thread" : "Meanwhile";
  return [who, side.within && [" in ", prose(side.within)]];
}

function lane(side, title) {
  const stops = [];
  let previous = null;
  const add = (text, note, options) => {
    stops.push(stop(text, note, { ...options, previous, heading: "h4" }));
    previous = note;
  };
  for (const note of side.starts) add(stepTitle(note.message), note, { kind: "start" });
  for (const note of [...side.steps, ...side.taken, ...side.why]) add(stepTitle(note.message), note);
  add(capitalised(side.verb), side.place, { around: 2, kind: "access", extra: lockLine(side) });
  return make("section", { class: "lane" }, make("h3", { class: "lane-title" }, title), make("ol", { class: "way" }, stops));
}

function raceSection(finding, story) {
  const lanes = [lane(story.here, laneTitle(story.here, true))];
  if (story.there) lanes.push(lane(story.there, laneTitle(story.there, false)));
  else if (story.itself)
    lanes.push(make("section", { class: "lane" }, make("h3", { class: "lane-title" }, "Another thread, the same code"),
      make("ol", { class: "way" }, terminal("again", make("p", {}, "Several threads run this code at the same time, and each races with the others.")))));
  const parts = [section("Two threads, one variable", make("div", { class: `lanes of-${lanes.length}` }, lanes,
    make("div", { class: "meet", tabindex: "-1" }, make("div", { class: "card" },
      make("div", { class: "head" }, make("h3", {}, make("code", {}, ...visible(story.variable ?? ""))), story.declared && placeLink(story.declared)),
      story.declared && excerpt(story.declared, 0),
      make("p", {}, story.there || story.itself ? "Both reach it at the same time, and no lock keeps them apart."
        : "Its uses share no lock.")))))];
  if (story.others.length)
    parts.push(section("Further accesses that race with it",
      make("ol", { class: "way loose" }, story.others.map((note) => stop(stepTitle(note.message), note, { around: 0 })))));
  return parts;
}

//--- A task -------------------------------------------------------------------

function taskSection(finding, story) {
  const lost = /, so (.*)$/.exec(finding.message);
  const stops = [stop("Made here", finding, { around: 3, kind: "start" })];
  let previous = finding;
  for (const note of story.steps) {
    stops.push(stop(stepTitle(note.message), note, { previous }));
    previous = note;
  }
  if (lost) stops.push(terminal("lost", make("h3", {}, "So ", lost[1])));
  return section("What becomes of the task", make("ol", { class: "way" }, stops));
}

//--- What all have ------------------------------------------------------------

const howToAwait = () => ["Any of these, on every path: ", make("code", {}, "co_await"), " it in a coroutine, return it, " +
  "keep it for who awaits it later, or hand it to what runs it."];

/** With --fix: what became of it. */
const outcomeLine = (finding) => finding.outcome && make("p", { class: "aside" }, prose(capitalised(finding.outcome)), ".");

function fixSection(finding, story) {
  if (!finding.fixes.length) {
    const why = story.refused && make("p", { class: "aside" }, "There is no fix to take: ", prose(story.refused), ".");
    if (story.kind === "task") return section("What would await it", why, make("p", { class: "aside" }, howToAwait()));
    return why ? section("Fix", why) : null;
  }
  return section(finding.fixes.length > 1 ? "Fixes" : story.kind === "task" ? "What would await it" : "Fix",
    outcomeLine(finding),
    finding.fixes.map((fix) => make("article", { class: "fix card" },
      make("div", { class: "head" }, make("h3", {}, capitalised(fix.title || "change the code")),
        badge(fix.safe ? "Safe" : "Review", fix.safe ? "safe" : "strong")),
      !fix.safe && fix.reason && make("p", {}, "It may change the meaning: ", prose(fix.reason), "."),
      difference(fix))));
}

function remarksSection(story) {
  if (!story.remarks.length) return null;
  return section("Good to know", make("ul", { class: "remarks" },
    story.remarks.map((note) => make("li", {}, prose(capitalised(note.message)), "."))));
}

function copyButton(label, text) {
  return make("button", {
    type: "button", class: "quiet",
    onclick: (event) => {
      const button = event.currentTarget;
      navigator.clipboard?.writeText(text()).then(() => {
        button.textContent = "Copied";
        setTimeout(() => (button.textContent = label), 1200);
      }, () => {});
    },
  }, label);
}

function checkName(id) {
  const url = checks.get(id)?.url ?? "";
  const name = [icon(shortName(id)), shortName(id)];
  return /^https:\/\//.test(url)
    ? make("a", { class: "check", href: url, target: "_blank", rel: "noreferrer noopener", title: "About this check" }, name)
    : make("span", { class: "check" }, name);
}

function findingArticle(finding, headingTag = "h1") {
  const story = storyOf(finding);
  const body = story.kind === "race" ? raceSection(finding, story)
    : story.kind === "path" ? pathSection(finding, story) : taskSection(finding, story);
  return make("article", { class: `finding ${story.kind}`, "data-key": finding.key },
    make("header", {},
      make("p", { class: "kicker" }, checkName(finding.check),
        finding.severity === "error" && badge("Error", "strong"),
        hasBaseline && badge(finding.isNew ? "New" : "Known", finding.isNew ? "strong" : "")),
      make(headingTag, { class: "message", tabindex: "-1" }, prose(capitalised(finding.message))),
      make("p", { class: "place" }, placeLink(finding),
        make("span", { class: "actions" },
          copyButton("Copy place", () => `${finding.file}:${finding.line}:${finding.column}`),
          copyButton("Copy link", () => location.href.split("#")[0] + "#" + encodeURIComponent(finding.key))))),
    body, fixSection(finding, story), remarksSection(story));
}
