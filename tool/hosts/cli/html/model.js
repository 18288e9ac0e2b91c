// The report as the page sees it: findings with their threads, their words for the
// search, and the story that their notes tell.

const report = JSON.parse(byId("report").textContent);
const sources = new Map(Object.entries(report.lines ?? {}));
const checks = new Map((report.checks ?? []).map((check) => [check.id, check]));

const shortName = (check) => check.replace(/^cohazard-/, "");
const placeName = (place) => `${place.file}:${place.line}`;
const sourceOf = (place) => (lineOf(place.file, place.line) ?? place.source ?? "").trim();
const isAt = (a, b) => a.file === b.file && a.line === b.line && a.column === b.column;

const LOOP = { key: "loop", label: "Event loop" };
const NO_THREAD = { key: "none", label: "No thread" };

/** A thread is known by where it starts; a handler runs where its loop does. */
function threadsOf(finding) {
  const threads = new Map();
  if (finding.message.includes("blocks the event loop")) threads.set(LOOP.key, LOOP);
  for (const note of finding.notes)
    if (note.role === "thread" && !note.message.startsWith("handed to"))
      threads.set(placeName(note), { key: placeName(note), label: placeName(note), start: note });
  return threads.size ? [...threads.values()] : [NO_THREAD];
}

function findingOf(raw, index, taken) {
  const finding = { ...raw, index, notes: raw.notes ?? [], fixes: raw.fixes ?? [] };
  finding.key = raw.fingerprint || `finding-${index + 1}`;
  while (taken.has(finding.key)) finding.key += "+";
  taken.add(finding.key);
  finding.threads = threadsOf(finding);
  return finding;
}

/** All of them; against a baseline also those that it holds, which are not new. */
const findings = (() => {
  const taken = new Set(["overview"]);
  const all = [...(report.findings ?? []), ...(report.known ?? [])];
  if (report.known) all.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
  return all.map((raw, index) => findingOf(raw, index, taken));
})();
const hasBaseline = Array.isArray(report.fixed);
/** Those that the run is about. */
const current = hasBaseline ? findings.filter((finding) => finding.isNew) : findings;
const byKey = new Map(findings.map((finding) => [finding.key, finding]));
const isFixable = (finding) => finding.fixes.length > 0;

/** All that the search looks into, in lower case; made when it is first asked for. */
function wordsOf(finding) {
  return (finding.words ??= [
    finding.message, finding.check, placeName(finding), sourceOf(finding),
    ...finding.notes.flatMap((note) => [note.message, note.file ? placeName(note) : "", note.file ? sourceOf(note) : ""]),
    ...finding.fixes.flatMap((fix) => [fix.title, fix.reason ?? ""]),
  ].join("\n").toLowerCase());
}

//--- Stories -----------------------------------------------------------------

const hasPlace = (note) => Boolean(note.file && note.line);
const quotedNames = (text) => [...text.matchAll(/'([^']+)'/g)].map((found) => found[1]);

/**
 * What a finding tells: `kind` is race, path or task. Notes that stand at the
 * finding itself say no further place: they are remarks.
 */
function storyOf(finding) {
  if (/ is (read|written) here by /.test(finding.message)) return raceOf(finding);
  const story = {
    kind: finding.message.includes("blocks the event loop") ? "path" : "task",
    steps: [], remarks: [], cause: null, refused: null,
  };
  for (const note of finding.notes) {
    const cause = /^'([^']+)' is in category '([^']+)'(?:: (.*))?$/s.exec(note.message);
    if (cause) story.cause = { name: cause[1], category: cause[2], advice: cause[3] };
    else if (note.message.startsWith("no fix: ")) story.refused = note.message.slice(8);
    else if (hasPlace(note) && !isAt(note, finding)) story.steps.push(note);
    else story.remarks.push(note);
  }
  if (story.kind === "path" && !story.cause) {
    const words = /\(([\w-]+)\)(?:; use (.*))?$/.exec(finding.message);
    story.cause = words && { name: quotedNames(finding.message).at(-1), category: words[1], advice: words[2] && `use ${words[2]}` };
  }
  return story;
}

/** One side of a race: a thread, its way, and where it touches the variable. */
const newSide = (place, verb) => ({ place, verb, starts: [], steps: [], locks: null, taken: [], why: [] });

const locksOf = (message) => {
  const held = message.indexOf(", holding ");
  return held < 0 ? null : quotedNames(message.slice(held));
};

/**
 * The notes come in order: the finding's own side, then the access that it races
 * with and that side, then further accesses, then the declaration.
 */
function raceOf(finding) {
  const message = finding.message;
  const [, verb] = / is (read|written) here/.exec(message);
  const story = {
    kind: "race", variable: quotedNames(message)[0], here: newSide(finding, verb), there: null,
    others: [], declared: null, remarks: [], refused: null, itself: / by several threads /.test(message),
  };
  let side = story.here;
  for (const note of finding.notes) {
    if (note.role === "declared") story.declared = note;
    else if (!hasPlace(note) || (note.role === "other" && isAt(note, finding))) story.remarks.push(note);
    else if (note.role === "access" && isAt(note, finding)) story.here.locks = locksOf(note.message);
    else if (note.role === "access" && story.there) story.others.push(note);
    else if (note.role === "access") {
      side = story.there = newSide(note, note.message.startsWith("written") ? "written" : "read");
      side.locks = locksOf(note.message);
    } else if (note.role === "thread") side.starts.push(note);
    else if (note.role === "step") side.steps.push(note);
    else if (note.role === "lock") side.taken.push(note);
    else side.why.push(note);
  }
  if (story.there) {
    const told = / and (?:read|written) in (.+?)( by another)? without/.exec(message);
    story.there.within = told?.[1];
    story.there.isWorker = Boolean(told?.[2]) || story.there.starts.length > 0;
  }
  return story;
}
